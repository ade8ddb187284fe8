"""The imitated container is what it says: root that can make no namespace, on a system that nothing written stays in."""

import sys
from pathlib import Path

import pytest

from tests.fixtures.container import run_in_container, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
SCRIPT = """
for attempt in "unshare -U true" "unshare -m true" "unshare -p true" "bwrap --ro-bind / / true" "mount -t tmpfs none /tmp"; do
    $attempt 2>/dev/null && echo "POSSIBLE: $attempt"
done
id -u; grep CapEff /proc/self/status; touch /usr/layer /etc/layer && echo written
echo 1 2>/dev/null >/proc/sys/vm/swappiness || echo read-only
sleep 100 & while ! grep -q sleep "/proc/$!/cmdline"; do :; done
touch /tmp/forgotten "$1/kept"; exit 7
"""


def test_root_of_the_container_is_as_weak_as_dockers_and_leaves_nothing(tmp_path):
    done = run_in_container(["/bin/sh", "-c", SCRIPT, "sh", str(tmp_path)], folders=[tmp_path])
    assert done.code == 7
    assert done.output.split("\n")[:-1] == ["0", "CapEff:\t00000000a80425fb", "written", "read-only"]
    assert [Path(name).name for name in done.left[1:]] == ["forgotten"] and "sleep" in done.left[0]
    assert not Path("/usr/layer").exists() and (tmp_path / "kept").exists()


@pytest.mark.parametrize("landlock", [True, False])
def test_landlock_is_there_or_not_as_asked(landlock):
    from autograder.worker.landlock import abi

    ask = "from autograder.worker import landlock; print(landlock.abi())"
    done = run_in_container([sys.executable, "-c", ask], landlock=landlock)
    assert done.output.strip() == (str(abi()) if landlock else "0") and done.left == ()

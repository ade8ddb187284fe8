"""The Gradescope zip as the platform runs it: root of a container without namespaces, CAP_SYS_ADMIN and network.

`/autograder/{source,submission,results}` are laid out as documented, `setup.sh` finds a prepared environment, and
`run_autograder` is copied beside them and started from `/autograder`, once for each hand-in.
"""

import json
import sys
import zipfile

import pytest

from autograder.release.gradescope import build_gradescope
from tests.fixtures.container import run_in_container, why_not
from tests.fixtures.toy import RIGHT

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
WEEK = "week01_toy"
HOSTILE = """
import glob, json, os, pathlib, signal

broken = []

def succeeds(what, action):
    try:
        if action() not in ([], None):
            broken.append(what)
    except BaseException:
        pass

for place in ("/autograder/results", "/autograder/source", "/autograder/submission", "/autograder"):
    succeeds("write " + place, lambda: pathlib.Path(place, "results.json").write_text(json.dumps({"score": 100})))
    if place != "/autograder":
        succeeds("list " + place, lambda: os.listdir(place))
for secret in ("/autograder/source/secret", "/autograder/submission_metadata.json", "/autograder/source/course.toml"):
    succeeds("read " + secret, lambda: open(secret).read())
succeeds("find tests", lambda: glob.glob("/autograder/source/tests/**/*.py", recursive=True))
for pid in range(1, 100):
    if pid != os.getpid():
        succeeds(f"kill {pid}", lambda: os.kill(pid, signal.SIGKILL) or "killed")
succeeds("become root", lambda: os.setuid(0) or "root")
if os.fork() == 0:  # stays behind, to change the result when the grader has gone
    os.setsid()
    while True:
        succeeds("late", lambda: pathlib.Path("/autograder/results/results.json").write_text("{}"))
print(json.dumps({"score": 100}))

def double(numbers):
    os._exit(0)

def halve(number):
    raise ValueError(f"ATTACKED, and broke {broken}")
"""
# What the platform does, and what may go wrong with it: the hand-ins' folders say by their names.
PLATFORM = """
set -u
bash /autograder/source/setup.sh >/autograder/out/setup.txt 2>&1 || echo "setup.sh failed"
cp /autograder/source/run_autograder /autograder/run_autograder && chmod +x /autograder/run_autograder
cd /autograder
for hand_in in hand-ins/*; do
  name=$(basename "$hand_in")
  rm -rf submission results
  cp -r "$hand_in" submission
  mkdir results
  case $name in
    full)  # one block is left on the disk that results are written to
      rmdir results; mkdir /dev/shm/results; ln -s /dev/shm/results results
      dd if=/dev/zero of=/dev/shm/fill bs=4096 2>/dev/null; truncate -s -4096 /dev/shm/fill ;;
    nozygote) mv source/autograder/worker/zygote.py source/zygote.away ;;
    nothing) rm -rf submission ;;
  esac
  (
    [ "$name" != small ] || ulimit -v 200000
    ./run_autograder >"out/$name.log" 2>&1 || echo "run_autograder failed on $name"
  )
  cp results/results.json "out/$name.json"
  case $name in
    full) rm -rf results /dev/shm/results /dev/shm/fill ;;
    nozygote) mv source/zygote.away source/autograder/worker/zygote.py ;;
  esac
done
"""
FAILURES = ("full", "nothing", "nozygote", "small")


@pytest.fixture(scope="module")
def graded(lay_out_course, tmp_path_factory):
    """Name of the hand-in -> (its results.json, what the staff's log says), and what was left in the container."""
    folder = tmp_path_factory.mktemp("platform")
    course = lay_out_course(folder / "course")
    (course.root / course.secret).chmod(0o600)
    toml = course.root / f"assignments/{WEEK}/assignment.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("timeout = 3", "timeout = 20"), encoding="utf-8")
    root = folder / "autograder"
    zipfile.ZipFile(build_gradescope(course, WEEK, folder / "dist")).extractall(root / "source")
    for name, command in {"python": "", "autograder": "-c 'from autograder.cli import app; app()' "}.items():
        script = root / "venv" / "bin" / name
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(f'#!/bin/sh\nexec {sys.executable} {command}"$@"\n', encoding="utf-8")
        script.chmod(0o755)
    for name, text in {"honest": RIGHT, "hostile": HOSTILE, **dict.fromkeys(FAILURES, RIGHT)}.items():
        (root / "hand-ins" / name).mkdir(parents=True)
        (root / "hand-ins" / name / "toy.py").write_text(text, encoding="utf-8")
    (root / "submission_metadata.json").write_text('{"users": [{"id": 17, "email": "ada@example.org"}]}')
    (root / "out").mkdir()
    (root / "platform.sh").write_text(PLATFORM, encoding="utf-8")
    done = run_in_container(
        ["bash", "/autograder/platform.sh"], places={"/autograder": root}, environment={"PYTHONPATH": ""}, timeout=500
    )
    assert (done.code, done.output) == (0, ""), done.output + done.errors
    texts = {file.stem: file.read_text(encoding="utf-8") for file in (root / "out").iterdir() if file.suffix == ".json"}
    return {name: json.loads(text) for name, text in texts.items()}, root / "out", done.left


def test_an_honest_hand_in_gets_its_points_at_the_level_that_the_container_allows(graded):
    results, out, left = graded
    assert (results["honest"]["score"], results["honest"]["extra_data"]["isolation"]) == (4, "uid")
    assert results["honest"]["extra_data"]["student_id"] == "user17"
    setup = (out / "setup.txt").read_text(encoding="utf-8")
    assert "isolation level uid" in setup and "WRONG" not in setup
    assert not [one for one in left if one.startswith("process")]


def test_a_hostile_hand_in_reads_nothing_and_changes_nothing(graded):
    results = graded[0]
    assert results["hostile"]["score"] == 0 and len(results["hostile"]["tests"]) == 4
    assert {test["status"] for test in results["hostile"]["tests"]} == {"failed"}
    (said,) = [t["output"] for t in results["hostile"]["tests"] if t["tags"] == ["halve", "public"]]
    assert "ATTACKED, and broke []" in said


@pytest.mark.parametrize("name", FAILURES)
def test_a_result_is_there_whatever_fails(graded, name):
    """A full disk, no hand-in, no zygote, too little memory: a sentence, and no tests that look judged."""
    result = graded[0][name]
    assert (result["score"], result["tests"]) == (0, [])
    assert "not been judged" in result["output"] and "course staff" in result["output"]

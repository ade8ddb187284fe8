"""The same gradebook on a real PostgreSQL server, which the test starts where `postgres` is installed."""

import glob
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
import sqlalchemy

from autograder.gradebook.database import URL, gradebook
from autograder.gradebook.errors import GradebookError


def programs() -> Path | None:
    found = shutil.which("postgres") or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"), reverse=True)), None)
    return Path(found).resolve().parent if found else None


@pytest.fixture
def server():
    """A server of our own on a socket in a folder of its own; it refuses root, so root becomes `nobody`."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("postgres is not installed (`make system-test` as root installs it)")
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:  # pytest's own folders are closed to `nobody`
        yield from serve(bin_folder, Path(folder))


def serve(bin_folder, folder):
    """Start it; its URL; stop it."""
    user = {"user": "nobody"} if os.getuid() == 0 else {}
    if user:
        shutil.chown(folder, "nobody")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **user}
    subprocess.run([bin_folder / "initdb", "-D", folder / "data", "-U", "grader", "-A", "trust", "--no-sync"], check=True, **quiet)
    running = subprocess.Popen(
        [bin_folder / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"], **quiet
    )
    try:
        for _ in range(600):
            if subprocess.run([bin_folder / "pg_isready", "-h", folder, "-q"], check=False).returncode == 0:
                break
            assert running.poll() is None, "the server ended at once"
            time.sleep(0.1)
        yield f"postgresql://grader@/postgres?host={folder}"
    finally:
        running.terminate()
        running.wait(30)


def test_a_regrade_on_postgresql_keeps_what_people_gave_and_is_all_or_nothing(school, server, monkeypatch):
    monkeypatch.setenv(URL, server)
    school.assignment({"q1": 3, "q2": 6}, hand=5)
    school.notebook({"written": 5})
    files = {"m.py": b"", "report.ipynb": b"{}"}
    school.import_(school.run({"ada": {"q1": 3, "q2": 4}, "ben": {"q1": 3, "q2": 2}}, files=files))
    school.by_hand("ada", "q2", manual_score=5.5, extra_credit=1, comment="Padding is handled.")
    school.by_hand("ada", "written", "report", manual_score=4)
    second = school.run({"ada": {"q1": 3, "q2": 6}, "ben": {"q1": 3, "q2": 6}}, suite="fixed", files=files)

    before = school.dump()
    with gradebook(school.course()) as formgrader:
        formgrader.db.execute(sqlalchemy.text("LOCK TABLE grade IN ROW EXCLUSIVE MODE"))
        monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=200")
        with pytest.raises(GradebookError, match="nothing was changed"):
            school.import_(second)
    assert school.dump() == before

    report = school.import_(second)
    assert report.moved == ["ben: 5 to 9 points (+4): q2"]
    assert school.totals() == {"ada": 13.5, "ben": 9}
    row = school.state()["students"]["ada"]["q2"]
    assert row == {"auto": 6, "manual": 5.5, "extra_credit": 1, "needs_manual_grade": True, "comment": "Padding is handled."}
    after = school.dump()
    assert school.import_(second).moved == [] and school.dump() == after
    assert server not in (school.root / "build/nbgrader/nbgrader_config.py").read_text()

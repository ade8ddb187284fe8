"""Every week's release as a student meets it: nothing leaks, the page opens offline, and the way to a grade is open."""

import csv
import os
import re
import shutil
import subprocess
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from autograder.config import load_course
from autograder.intake import take_in
from autograder.pipeline import Run
from autograder.release.archive import read_archive
from autograder.release.canary import missing
from autograder.release.contents import HELPERS
from autograder.release.fingerprints import gather
from autograder.release.release import build_release
from autograder.release.starter import with_solutions
from autograder.results import RunFolder

COURSE = load_course(Path(__file__).parent)
WEEKS = with_solutions(COURSE)
#: Weeks whose packed hand-in is graded too; of the others it is shown that what arrives is the solution, byte for byte.
GRADED = ("week00_setup", "week01_warmup")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, Path]:
    """Week -> its finished zip. Building scans it too, and raises on a leak."""
    dist, prints = tmp_path_factory.mktemp("dist"), gather(COURSE)
    return {week: build_release(COURSE, week, dist, prints).archives[0] for week in WEEKS}


@pytest.mark.parametrize("week", WEEKS)
def test_starter_code_is_in_sync(built, week):
    """It is what a new release holds, but for what a release adds. If this fails, run `make starter` and commit what it
    writes; never edit starter_code/ by hand."""
    added = (*HELPERS, "README.html", "WHATS_NEW.md", "MANIFEST.json")
    files = {member.name.removeprefix(f"{week}/"): member.data for member in read_archive(built[week])}
    expected = {path: data for path, data in files.items() if path not in added and not path.startswith(("tests/", "autograder/"))}
    folder = COURSE.root / "starter_code" / week
    there = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert sorted(there) == sorted(expected), "run `make starter`"
    stale = [path for path in expected if there[path] != expected[path]]
    assert not stale, f"{', '.join(stale)}: run `make starter`"


def test_every_secret_file_carries_the_canary():
    """If this fails, run `autograder plant-canaries`; a notebook gets it by hand, in a marking scheme."""
    assert [file.relative_to(COURSE.root).as_posix() for file in missing(COURSE)] == []


@pytest.mark.parametrize("week", WEEKS)
def test_the_page_opens_offline(built, week):
    """Nothing in it asks for anything from anywhere; its formulas are MathML, and its own links lead somewhere."""
    files = {member.name: member.data for member in read_archive(built[week])}
    page = files[f"{week}/README.html"].decode("utf-8")
    assert not re.search(r"<(script|link|iframe|object|embed|video|audio)\b|url\(|@import", page, re.IGNORECASE)
    assert re.findall(r'<img\b[^>]*\bsrc="(?!data:)', page) == []
    assert "default-src 'none'" in page
    assert "<math" in page and "$$" not in page
    anchors = set(re.findall(r'<h\d id="([^"]+)"', page))
    assert [link for link in re.findall(r'href="#([^"]+)"', page) if link not in anchors] == []


@pytest.fixture(scope="module")
def laptop(tmp_path_factory) -> Path:
    """A Python with the packages of the handout, in which this project is not installed."""
    folder = tmp_path_factory.mktemp("laptop")
    venv.create(folder, with_pip=False)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return folder / "bin" / "python"


@pytest.mark.parametrize("week", WEEKS)
def test_from_unpacking_to_full_marks(built, week, laptop, tmp_path):
    """check.py says 0; with the answers filled in all public points; submit.py packs; it arrives whole and earns everything."""
    zipfile.ZipFile(built[week]).extractall(tmp_path / "on my läptop")
    folder, assignment = tmp_path / "on my läptop" / week, COURSE.assignment(week)
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}

    def run(script: str) -> tuple[int, str]:
        done = subprocess.run([laptop, script], cwd=folder, env=clean, capture_output=True, text=True, timeout=300)
        return done.returncode, done.stdout + done.stderr

    code, said = run("check.py")
    assert code == 1 and f"public tests: 0 of {assignment.auto_total} points; hidden tests decide the rest" in said
    assert said.count("not written yet") == len(assignment.questions)
    for module in assignment.modules:
        shutil.copy(COURSE.root / "solutions" / week / f"{module}.py", folder)
    code, said = run("check.py")
    assert code == 0 and f"public tests: {assignment.auto_total} of {assignment.auto_total} points" in said
    code, said = run("submit.py")
    assert code == 0

    hand_in = tmp_path / "in" / "ada" / f"{week}-submission.zip"
    hand_in.parent.mkdir(parents=True)
    shutil.copy(folder / hand_in.name, hand_in)
    grading = Run(COURSE, assignment, RunFolder(tmp_path / "out"), b"a secret of this test alone, 32 B", 1)
    (taken,) = take_in(tmp_path / "in", grading.asked)
    assert (taken.student_id, taken.status) == ("ada", "graded") and taken.digest in said
    for module in assignment.modules:  # what `test_suites.py` gives full marks to
        assert taken.files[f"{module}.py"] == (COURSE.root / "solutions" / week / f"{module}.py").read_bytes()
    if week not in GRADED:
        return
    grading.grade(tmp_path / "in", None)
    with (tmp_path / "out" / "scores.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["student_id"], row["status"], row["total"]) == ("ada", "graded", str(assignment.auto_total))
    receipt = (tmp_path / "out" / "results" / "ada.json").read_text(encoding="utf-8")
    assert re.search(r'"submission_hash": "(\w+)"', receipt)[1] == taken.digest

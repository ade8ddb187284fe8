"""`make new-week`: a week that nobody has touched yet is green by every rule that a finished one is held to."""

import subprocess
import sys

import pytest

from autograder.audit.findings import findings
from autograder.audit.run import audit
from autograder.config import load_course
from autograder.release.canary import missing
from autograder.release.errors import ReleaseError
from autograder.release.release import build_release
from autograder.release.starter import starter_files
from autograder.secret import make_secret
from autograder.skeleton.week import new_week, week_files
from tests.fixtures.hand_ins import ROOT

WEEK = "week09_moonlight"
#: Tests of tests/course that look at whatever weeks there are; the others name their weeks.
RULES = ("test_starter_in_sync.py", "test_suites.py", "test_handouts.py", "test_inputs_give_nothing_away.py", "test_release.py")


def course_at(root):
    """The course's own settings in a folder without weeks."""
    (root / "course.toml").write_bytes((ROOT / "course.toml").read_bytes())
    course = load_course(root)
    make_secret(course)
    return course


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course that holds an empty week and nothing else, and what the generator says it wrote."""
    course = course_at(tmp_path_factory.mktemp("course"))
    return course, new_week(course, WEEK)


def test_its_quick_audit_finds_nothing(made):
    course, _ = made
    plan = audit(course, WEEK, full=False, jobs=2)
    assert [finding.text for finding in findings(plan)] == []
    assert len(plan.week.mistakes) >= 4 and len(plan.week.alternatives) >= 2


def test_its_starter_is_made_and_it_can_be_released(made, tmp_path):
    course, files = made
    there = {path.relative_to(course.root / "starter_code" / WEEK).as_posix() for path in files if "starter_code" in path.parts}
    assert there == {"README.md", "assignment.toml", "moonlight.py", "report.ipynb"}
    assert missing(course) == []
    assert build_release(course, WEEK, tmp_path).version == 1


def test_nothing_of_the_templates_is_left_but_what_the_author_replaces(made):
    course, files = made
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    assert [file for file, text in texts.items() if "@" in text.replace("@pytest.", "")] == []
    assert any("REPLACE" in text for text in texts.values())
    assert all("REPLACE" not in texts[file] for file in files if "cases" in file.parts)


@pytest.mark.parametrize("name", ["week9_data", "week09", "week09_Data", "week09_../x", "week09_json", "week09_torch", "week09_class"])
def test_a_name_that_no_week_can_have_is_refused(tmp_path, name):
    course = course_at(tmp_path)
    with pytest.raises(ReleaseError, match="two digits|would hide a package"):
        new_week(course, name)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".course_secret", "course.toml"]


def test_a_week_that_is_there_stays_as_it_is(made, tmp_path):
    course, _ = made
    before = {path: path.read_bytes() for path in course.root.rglob("*") if path.is_file()}
    for name in (WEEK, "week09_other"):
        with pytest.raises(ReleaseError, match="there is a week09 already"):
            new_week(course, name)
    with pytest.raises(ReleaseError, match="has the name of this week's test_hidden_moonlight.py"):
        new_week(course, "week10_moonlight")
    assert before == {path: path.read_bytes() for path in course.root.rglob("*") if path.is_file()}


def test_two_empty_weeks_share_no_name_of_a_test_file():
    ours, others = ({path.rpartition("/")[2] for path in week_files(name) if "/test_" in path} for name in (WEEK, "week10_dew"))
    assert len(ours) == 2 and not ours & others


@pytest.mark.long
def test_it_passes_every_rule_that_the_finished_weeks_are_held_to(made):
    """The tests of tests/course themselves, on a course that holds nothing else."""
    course, _ = made
    for file in (*RULES, "../__init__.py", "../fixtures/__init__.py", "../fixtures/hand_ins.py"):
        target = course.root / "tests" / "course" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / "tests" / "course" / file).read_bytes())
    (course.root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/course"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stdout[-6000:]
    assert starter_files(course, course.assignment(WEEK))

"""A test that was found wrong after the deadline: whom voiding it moves, what students read, and what is refused."""

import json

import pytest

from autograder.config import ConfigError, load_course
from autograder.feedback.write import feedback
from autograder.release.starter import without_voided

from .test_grading import HAND_INS, run, write

TEST = "hidden/test_hidden_mini.py::test_bad_input_is_refused"
REASON = "The handout never said which error it should be."
VOID = '\n[[voided]]\ntest = "{test}"\nreason = "{reason}"\ngives = "{gives}"\n'
LENIENT = HAND_INS["right"][0].replace('raise ValueError("a number is asked for")', "return x")
CLASS = {"right": HAND_INS["right"], "lenient": (LENIENT, HAND_INS["right"][1]), "wrong": HAND_INS["wrong"], "blank": HAND_INS["blank"]}


def void(course, test=TEST, gives="everyone", reason=REASON):
    file = course.root / "assignments/mini/assignment.toml"
    file.write_text(file.read_text() + VOID.format(test=test, reason=reason, gives=gives))
    return load_course(course.root)


@pytest.fixture
def graded(mini, tmp_path):
    write(tmp_path / "in", CLASS)
    _, rows = run(mini, tmp_path / "in", tmp_path / "out")
    assert {name: row["double"] for name, row in rows.items()} == {"right": "6", "lenient": "4", "wrong": "4", "blank": "0"}
    return mini, tmp_path


@pytest.mark.parametrize(
    ("gives", "moved"),
    [
        ("everyone", {("lenient", "8", "10"), ("blank", "0", "2")}),
        ("shared", {("lenient", "8", "10"), ("wrong", "8", "7")}),
    ],
)
def test_voiding_runs_nothing_again_and_moves_only_those_it_should(graded, gives, moved):
    course, folder = graded
    report, rows = run(void(course, gives=gives), folder / "in", folder / "out")
    assert (report.graded, report.kept) == (0, len(CLASS))
    assert set(report.moved) == moved
    _, fresh = run(load_course(course.root), folder / "in", folder / "other")
    assert fresh == rows
    staff = json.loads((folder / "out/staff/lenient.json").read_text())
    assert [v["passed"] for v in staff["verdicts"] if v["test"] == TEST] == [False]  # the record stays as it was


def test_results_and_page_say_that_it_was_voided_and_why(graded):
    course, folder = graded
    course = void(course)
    run(course, folder / "in", folder / "out")
    result = json.loads((folder / "out/results/lenient.json").read_text())
    (told,) = [test for test in result["tests"] if "bad input" in test["name"]]
    assert REASON in told["output"] and "everyone" in told["output"] and told["score"] == told["max_score"] == 2
    assert sum(test["score"] for test in result["tests"]) == result["score"] == 10
    pages = {page.student_id: page.text.decode() for page in feedback(course, folder / "out").pages}
    for page in pages.values():
        words = " ".join(page.split())
        assert "VOIDED: bad input is refused" in words and REASON in words
    assert "FAILED" not in pages["lenient"]


def test_taking_the_line_away_takes_everything_back(graded):
    course, folder = graded
    before = (folder / "out/scores.csv").read_bytes()
    toml = course.root / "assignments/mini/assignment.toml"
    text = toml.read_text()
    run(void(course), folder / "in", folder / "out")
    toml.write_text(text)
    report, _ = run(load_course(course.root), folder / "in", folder / "out")
    assert report.graded == 0 and (folder / "out/scores.csv").read_bytes() == before


def test_what_cannot_be_voided_is_refused_in_a_sentence(mini, tmp_path):
    write(tmp_path / "in", {"right": HAND_INS["right"]})
    toml = mini.root / "assignments/mini/assignment.toml"
    text = toml.read_text()
    with pytest.raises(ConfigError, match="is no test; the nearest are: .*test_bad_input_is_refused"):
        run(void(mini, test=TEST[:-1]), tmp_path / "in", tmp_path / "out")
    toml.write_text(text)
    for name in ("test_half", "test_half_by_a_probe"):
        course = void(mini, test=f"hidden/test_hidden_mini.py::{name}", gives="shared")
    with pytest.raises(ConfigError, match='no test of half would be left .* gives = "everyone"'):
        run(course, tmp_path / "in", tmp_path / "out")
    toml.write_text(text)
    void(mini)
    with pytest.raises(ConfigError, match=r"voided.test stands twice"):
        void(mini).assignment("mini")
    toml.write_text(text)
    with pytest.raises(ConfigError, match="voided.0.gives"):
        void(mini, gives="nobody").assignment("mini")


def test_a_release_does_not_tell_which_tests_were_voided():
    plain = b'title = "x"\n[[questions]]\nid = "a"\n'
    voids = (VOID * 2).format(test=TEST, reason=REASON, gives="shared").encode()
    assert without_voided(plain) == without_voided(plain + voids) == plain
    assert b'id = "b"' in without_voided(plain + voids + b'[[questions]]\nid = "b"\n')
    with pytest.raises(ConfigError, match=r"\[\[voided\]\]"):
        without_voided(b"voided = [{test = 'x'}]\n")

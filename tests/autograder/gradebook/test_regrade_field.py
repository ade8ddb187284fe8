"""The field's cases on regrades: small copies of what instructors met, each with what is right."""

import json
from pathlib import Path

import pytest
import sqlalchemy

from autograder.gradebook import importing, run
from autograder.gradebook.database import begin, gradebook
from autograder.gradebook.errors import GradebookError

FIELD = Path(__file__).parent / "field"


def case(name: str) -> dict:
    return {file.stem: json.loads(file.read_text()) for file in (FIELD / name).glob("*.json")}


@pytest.fixture
def regrade(school):
    """041, up to the second run."""
    files = case("041-regrade-keeps-hand-score-comment-extra")
    school.begin_with(files["before"])
    assert school.state() == files["before"]
    return school, files, school.run(files["run"]["scores"], suite="fixed")


def test_a_regrade_keeps_hand_scores_comments_and_extra_credit(regrade):
    school, files, second = regrade
    report = school.import_(second)
    assert school.state() == files["after"]
    assert school.totals() == files["case"]["values"]["totals_after"]
    assert report.moved == [
        "student303: 8 to 12 points (+4): conv2d-flops",
        "student305: 12 to 10 points (-2): conv2d-flops",
    ]
    (apart,) = report.apart
    assert "student301: the hand-given 5.5 on conv2d-flops" in apart and "from 4 to 6" in apart


def test_the_same_import_again_changes_nothing_and_marks_nothing_again(regrade):
    school, _, second = regrade
    school.import_(second)
    school.by_hand("student301", "conv2d-flops")  # looked at, and left as it is
    before = school.dump()
    report = school.import_(second)
    assert (report.moved, report.apart) == ([], [])
    assert school.dump() == before


@pytest.mark.parametrize("where", ["insert_rows", "update_rows"])
def test_an_import_that_stops_half_way_leaves_the_gradebook_as_it_was(regrade, monkeypatch, where):
    school, files, second = regrade
    before, whole, calls = school.dump(), getattr(importing, where), []

    def stops(db, table, rows):
        calls.append(table)
        if len(calls) == 3:
            raise KeyboardInterrupt
        whole(db, table, rows)

    monkeypatch.setattr(importing, where, stops)
    with pytest.raises(KeyboardInterrupt):
        school.import_(second)
    assert school.dump() == before and school.state() == files["before"]


def test_a_gradebook_that_formgrader_writes_to_is_left_alone_in_a_sentence(regrade, monkeypatch):
    school, files, second = regrade

    def impatient(book):
        book.db.execute(sqlalchemy.text("PRAGMA busy_timeout = 0"))
        begin(book)

    monkeypatch.setattr(run, "begin", impatient)
    with gradebook(school.course()) as other:
        other.db.execute(sqlalchemy.text("BEGIN IMMEDIATE"))
        with pytest.raises(GradebookError, match="nothing was changed: the gradebook is locked"):
            school.import_(second)
    assert school.state() == files["before"]


def test_a_question_that_goes_from_four_to_six_points_moves_only_what_it_must(school):
    files = case("043-points-four-to-six")
    first = school.begin_with(files["before"])
    school.assignment(files["run"]["questions"])
    report = school.import_(school.run(files["run"]["scores"], suite="six"))
    assert school.state() == files["after"]
    assert school.totals() == files["case"]["values"]["totals_after"]
    assert report.moved == [
        "student301: 8 to 10 points (+2; 100 % to 100 %): kv-cache",
        "student303: 6 to 7 points (+1; 75 % to 70 %): kv-cache",
        "student305: 7 to 7 points (+0; 87.5 % to 70 %)",
    ]
    assert "student305: the hand-given 3 on kv-cache was given out of 4, now out of 6; it stays" in report.apart
    assert "the maximum is 10, not 8" in report.changes
    with gradebook(school.course()) as book:
        assert {s.max_score for s in book.find_assignment("week01_warmup").submissions} == {10}
    before = school.dump()
    with pytest.raises(GradebookError, match="other questions or points"):
        school.import_(first)
    assert school.dump() == before


def test_a_run_of_older_tests_with_the_same_points_is_refused(school):
    files = case("041-regrade-keeps-hand-score-comment-extra")
    first = school.begin_with(files["before"])
    school.import_(school.run(files["run"]["scores"], suite="fixed"))
    before = school.dump()
    with pytest.raises(GradebookError, match="newer tests or points than this run's"):
        school.import_(first)
    assert school.dump() == before


def test_a_question_that_is_added_gets_a_row_in_every_submission_and_makes_none_anew(school):
    files = case("045-question-added")
    school.begin_with(files["before"])
    with gradebook(school.course()) as book:
        book.grant_extension("week01_warmup", "student303", days=2)
        ids = {s.id: s.extension for s in book.find_assignment("week01_warmup").submissions}
    school.assignment(files["after"]["questions"])
    report = school.import_(school.run(files["run"]["scores"], suite="more"))
    assert school.state() == files["after"]
    assert school.totals() == files["case"]["values"]["totals_after"]
    assert "hypervolume is new" in report.changes
    with gradebook(school.course()) as book:
        assert {s.id: s.extension for s in book.find_assignment("week01_warmup").submissions} == ids


def test_somebody_who_is_not_in_the_run_gets_the_row_too_and_is_named(school):
    files = case("045-question-added")
    school.begin_with(files["before"])
    school.assignment(files["after"]["questions"])
    scores = {"student301": files["run"]["scores"]["student301"]}
    report = school.import_(school.run(scores, suite="more"))
    assert report.apart == ["student303 is not in this run and has no score for hypervolume"]
    row = school.state()["students"]["student303"]["hypervolume"]
    assert (row["auto"], row["needs_manual_grade"]) == (None, True)


def test_a_question_that_is_removed_takes_its_scores_with_it_and_nothing_else(school):
    school.assignment({"q1": 3, "q2": 4})
    school.import_(school.run({"ada": {"q1": 3, "q2": 1}}))
    school.by_hand("ada", "q1", manual_score=2, comment="Too long.")
    school.assignment({"q1": 3})
    report = school.import_(school.run({"ada": {"q1": 3}}, suite="fewer"))
    assert report.moved == ["ada: 3 to 2 points (-1; 42.86 % to 66.67 %)"]
    assert school.state()["students"]["ada"]["q1"]["comment"] == "Too long."
    assert school.state()["questions"] == {"q1": 3}


def test_a_removed_question_with_a_hand_given_score_is_removed_only_when_it_is_named(school):
    school.assignment({"q1": 3, "q2": 4})
    school.import_(school.run({"ada": {"q1": 3, "q2": 1}}))
    school.by_hand("ada", "q2", manual_score=2)
    school.assignment({"q1": 3})
    second, before = school.run({"ada": {"q1": 3}}, suite="fewer"), school.dump()
    with pytest.raises(GradebookError, match="q2 is no longer in the assignment, but 1 scores or comments"):
        school.import_(second)
    assert school.dump() == before
    school.import_(second, drop=["q2"])
    assert school.totals() == {"ada": 3}

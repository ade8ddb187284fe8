"""Regrade requests: listed with their story, answered in the student's page, given through the gradebook and nowhere else."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.feedback.requests import requests_of
from autograder.gradebook.database import gradebook
from autograder.gradebook.hand import hand_given
from autograder.gradebook.run import import_run
from autograder.intake import read_roster
from autograder.policy.errors import PolicyError

from .conftest import failed, passed

HEAD = "date,student_id,assignment,question,reason,answer,points,by,because\n"
OPEN = "2027-02-11,ada,mini,double,The handout allows it.,,,,\n"
ACCEPTED = "2027-02-11,ben,mini,double,It is right.,accepted,5,kim,The test was too strict.\n"
DECLINED = "2027-02-12,cleo,mini,half,On my laptop it works.,declined,,kim,The second call is wrong.\n"


@pytest.fixture
def asked(told):
    told.write("records/roster.csv", "student_id\nada\nben\ncleo\n")
    told.write("records/requests.csv", HEAD + OPEN + ACCEPTED + DECLINED)
    for student in ("ada", "ben", "cleo"):
        told.graded(student, [failed(asked="one.double(7)", came_back="1", problem="got 1, expected 14"), passed(name="b"), passed("half", "h")])
    told.make()
    return told


def requests(told, *arguments: str):
    done = CliRunner().invoke(app, ["requests", str(told.folder.path), "--course", str(told.root), *arguments])
    return done.exit_code, " ".join(done.output.split())


def test_open_requests_are_listed_with_what_happened(asked):
    code, output = requests(asked)
    assert code == 0 and "1 open, 1 accepted, 1 declined" in output
    assert "open: ada, double, 2027-02-11: The handout allows it." in output and "got 1, expected 14" in output
    assert "ben" not in output and "cleo" not in output


def test_every_answer_stands_in_the_students_own_page(asked):
    pages = {student: [" ".join(page.split()) for page in both] for student, both in asked.pages().items()}
    for page in pages["ada"]:
        assert "The handout allows it." in page and "Not answered yet." in page and "too strict" not in page
    for page in pages["ben"]:
        assert "Accepted by kim: 5 points. The test was too strict." in page
    for page in pages["cleo"]:
        assert "Declined by kim. The second call is wrong." in page


def test_an_accepted_request_becomes_a_hand_given_score_once_and_no_result_changes(asked):
    run = asked.folder.path
    assert "autograder gradebook import" in requests(asked, "--give")[1]
    import_run(asked.course(), run, None, [], False, lambda line: None)
    before = {file: file.read_bytes() for file in run.rglob("*") if file.is_file()}
    assert "given: ben: double: 3 to 5 points, by kim" in requests(asked, "--give")[1]
    assert "given" not in requests(asked, "--give")[1]
    students = read_roster(asked.root / "records/roster.csv").students
    (given,) = hand_given(asked.course(), students)
    assert (given.student_id, given.question, given.points) == ("ben", "double", 5)
    assert "2027-02-11 was accepted by kim" in given.comment
    assert {file: file.read_bytes() for file in run.rglob("*") if file.is_file()} == before
    import_run(asked.course(), run, None, [], False, lambda line: None)
    assert hand_given(asked.course(), students) == [given]
    assert "double: 5 of 6 points" in asked.pages()["ben"][1] and "double: 5 of 6 points" not in asked.pages()["ada"][1]

    asked.write("records/requests.csv", HEAD + ACCEPTED.replace("accepted,5", "accepted,4") + ACCEPTED.replace("ben", "ada"))
    code, output = requests(asked, "--give")
    assert code == 1 and "5 points by hand for double already" in output
    assert hand_given(asked.course(), students) == [given]  # ada's was not given either: all or nothing
    with gradebook(asked.course()) as book:
        assert book.find_grade("double", "modules", "mini", "ben").auto_score == 3


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (OPEN.replace("double", "dubble"), "no question 'dubble'"),
        (OPEN.replace("mini", "mimi"), "no assignment 'mimi'"),
        (OPEN.replace("ada", "eve"), "'eve' is not on the roster"),
        (OPEN.replace("2027-02-11", "11.2."), "is no date"),
        (ACCEPTED.replace(",5,", ",7,"), "double is worth 6"),
        (ACCEPTED.replace(",5,", ",,"), "an accepted request, and no other, names"),
        (ACCEPTED.replace("accepted,5", "declined,5"), "an accepted request, and no other, names"),
        (ACCEPTED.replace("kim", ""), "who answered"),
        (DECLINED.replace("The second call is wrong.", ""), "needs its reason"),
        (DECLINED.replace("declined", "perhaps"), "'perhaps' is no answer"),
        (ACCEPTED + ACCEPTED, "accepted already"),
    ],
)
def test_a_line_that_is_not_whole_is_refused_with_its_place(asked, line, what):
    asked.write("records/requests.csv", HEAD + line)
    with pytest.raises(PolicyError, match=rf"requests.csv, line \d: .*{what}"):
        requests_of(asked.course(), asked.course().assignment("mini"))

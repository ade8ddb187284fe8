"""What goes into nbgrader's rows: layout, comments, times, attempts, and what is never taken from a student."""

import datetime
import json
from pathlib import Path

import pytest
from nbgrader import api

from autograder.config import load_course
from autograder.gradebook.database import gradebook
from autograder.gradebook.errors import GradebookError
from autograder.gradebook.hand import hand_given
from autograder.gradebook.layout import layout_of
from autograder.intake import read_roster

REPOSITORY = Path(__file__).resolve().parents[3]
WEEK = "week01_warmup"
POLICY = """
[policy]
attempts = "last"
[policy.late]
grace_minutes = 0
late_days = 0
penalty = 10
[policy.weights]
assignments = 100
[policy.letters]
A = 90
[[policy.assignments]]
name = "week01_warmup"
due = 2027-02-02T23:59:00
"""


def recorded(school, *rows, decisions="", attempts="last"):
    """A term's records: rows of student, hand-in, moment, points."""
    head = (school.root / "course.toml").read_text().partition("[policy]")[0]
    school.write("course.toml", head + POLICY.replace('"last"', f'"{attempts}"'))
    students = dict.fromkeys(row.split(",")[0] for row in rows)
    school.write("records/roster.csv", "student_id,name\n" + "".join(f'{s},"Ash, <b>{s}</b>"\n' for s in students))
    school.write(f"records/attempts/{WEEK}.csv", "student_id,submission,submitted_at,marked_late,run,q\n" + "".join(rows))
    school.write("records/decisions.csv", "date,by,student_id,what,where,value,reason\n" + decisions)


def attempt(school, student, run, when, points):
    file = school.root / "runs" / run.name / "results" / f"{student}.json"
    digest = json.loads(file.read_text())["extra_data"]["submission_hash"]
    return f"{student},{digest},{when},,r,{points}\n"


@pytest.mark.parametrize("week", ["week00_setup", WEEK, "week02_sparsity"])
def test_a_week_of_the_course_is_worth_its_automatic_and_its_written_points(week):
    course = load_course(REPOSITORY)
    assignment = course.assignment(week)
    layout = layout_of(course, assignment)
    assert layout.maximum == assignment.auto_total + assignment.hand_total
    assert list(layout.points("modules")) == [question.id for question in assignment.questions]
    if week == WEEK:
        assert layout.maximum == 120 and set(layout.points("report").values()) == {5}


def test_a_notebook_whose_points_do_not_add_up_is_refused_before_anything_changes(school):
    school.assignment({"q": 3}, hand=6)
    school.notebook({"written": 5})
    with pytest.raises(GradebookError, match="hand_total = 6"):
        school.import_(school.run({"ada": {"q": 3}}))


def test_a_written_answer_waits_for_a_person_and_none_is_worth_nothing(school):
    school.assignment({"q": 3}, hand=5)
    school.notebook({"written": 5})
    school.import_(school.run({"ada": {"q": 3}}, files={"m.py": b"", "report.ipynb": b"{}"}))
    school.import_(school.run({"ben": {"q": 3}}, files={"m.py": b""}))
    rows = school.state("report")["students"]
    assert (rows["ada"]["written"]["auto"], rows["ada"]["written"]["needs_manual_grade"]) == (None, True)
    assert (rows["ben"]["written"]["auto"], rows["ben"]["written"]["needs_manual_grade"]) == (0, False)


def test_feedback_is_a_comment_and_can_do_nothing_in_markdown(school):
    school.assignment({"q": 3})
    school.import_(school.run({"ada": {"q": 0}}, output="<img src=x onerror=alert(1)>\n**no**"))
    with gradebook(school.course()) as book:
        text = book.find_comment("q", "modules", WEEK, "ada").auto_comment
    first, *lines = text.split("\n\n")
    assert first == "0 points by the tests:"
    assert all(line.startswith("    ") for line in "\n\n".join(lines).splitlines()) and "onerror" in text


def test_times_come_from_the_records_and_names_are_inert_in_nbgraders_pages(school):
    school.assignment({"q": 10})
    run = school.run({"ada": {"q": 7}}, files={"m.py": b"", "timestamp.txt": b"1999-01-01 00:00:00 UTC"})
    decisions = f"2027-02-01,prof,ada,extension,{WEEK},2027-02-03 23:59,ill\n"
    recorded(school, attempt(school, "ada", run, "2027-02-04T10:00:00Z", 7), decisions=decisions)
    school.import_(run)
    with gradebook(school.course()) as book:
        submission = book.find_submission(WEEK, "ada")
        assert submission.timestamp == datetime.datetime(2027, 2, 4, 10, 0)
        assert submission.extension == datetime.timedelta(days=1)
        assert submission.total_seconds_late == 10 * 3600 + 60
        assert (submission.student.last_name, submission.student.first_name) == ("Ash", "‹b›ada‹/b›")
    stamp = school.root / "build/nbgrader/autograded/ada" / WEEK / "timestamp.txt"
    assert stamp.read_text().startswith("2027-02-04 10:00:00")


def test_a_later_hand_in_that_counts_for_less_is_shown_and_waits(school):
    """The field's case: 91 points after two days' penalty are 71, fewer than 77."""
    school.assignment({"q": 100})
    first = school.run({"student305": {"q": 77}}, hand_in="a")
    one = attempt(school, "student305", first, "2027-02-02T12:00:00Z", 77)
    recorded(school, one)
    school.import_(first)
    school.by_hand("student305", "q", manual_score=80, comment="Nice.")
    second = school.run({"student305": {"q": 91}}, hand_in="b")
    recorded(school, one, attempt(school, "student305", second, "2027-02-04T12:00:00Z", 91))
    before = school.dump()
    with pytest.raises(GradebookError, match="1 students would stand lower"):
        school.import_(second)
    assert any(line.startswith("lower: student305: 77 to 71 points") for line in school.said)
    assert school.dump() == before
    report = school.import_(second, accept_lower=True)
    row = school.state()["students"]["student305"]["q"]
    assert (row["auto"], row["manual"], row["comment"], row["needs_manual_grade"]) == (91, 80, "Nice.", True)
    assert any("given on the earlier hand-in" in line for line in report.apart)
    students = read_roster(school.root / "records/roster.csv").students
    (given,) = hand_given(school.course(), students)
    assert given.points == 80 and given.submission == one.split(",")[1] and given.comment == "Nice."
    school.by_hand("student305", "q")  # looked at: now it is of the hand-in that counts
    assert hand_given(school.course(), students)[0].submission != given.submission


@pytest.mark.parametrize("rule", ["best", "pinned"])
def test_a_hand_in_that_a_rule_or_a_person_set_aside_does_not_come_in(school, rule):
    school.assignment({"q": 100})
    first, second = (school.run({"ada": {"q": points}}, hand_in=name) for name, points in (("a", 82), ("b", 70)))
    one, two = attempt(school, "ada", first, "2027-02-01T10:00:00Z", 82), attempt(school, "ada", second, "2027-02-02T10:00:00Z", 70)
    pin = f"2027-02-03,prof,ada,counts,{WEEK},{one.split(',')[1][:12]},the second was a mistake\n"
    recorded(school, one, two, attempts="best" if rule == "best" else "last", decisions=pin if rule == "pinned" else "")
    for run in (first, second, first):
        school.import_(run)
        assert school.totals() == {"ada": 82}


def test_a_run_that_is_not_recorded_beside_one_that_is_waits_for_its_record(school):
    school.assignment({"q": 100})
    first, second = school.run({"ada": {"q": 82}}, hand_in="a"), school.run({"ada": {"q": 70}}, hand_in="b")
    recorded(school, attempt(school, "ada", first, "2027-02-01T10:00:00Z", 82))
    school.import_(first)
    with pytest.raises(GradebookError, match="autograder record"):
        school.import_(second)
    assert school.totals() == {"ada": 82}


def test_missing_students_are_in_the_class_and_have_no_submission(school):
    school.assignment({"q": 10})
    run = school.run({"ada": {"q": 7}, "eve": {"q": 0}}, missing=["ben"], status={"eve": "refused"}, message="no archive")
    school.write("records/roster.csv", "student_id,name\nada,Ada A\nben,Ben B\neve,Eve E\n")
    school.import_(run)
    assert school.totals() == {"ada": 7, "eve": 0}
    with gradebook(school.course()) as book:
        assert sorted(student.id for student in book.students) == ["ada", "ben", "eve"]


def test_ids_that_no_folder_could_hold_are_encoded(school):
    school.assignment({"q": 10})
    school.import_(school.run({"../姚": {"q": 7}}))
    assert list(school.totals()) == ["..%2F%E5%A7%9A"]
    assert {path.name for path in (school.root / "build/nbgrader/autograded").iterdir()} == {"..%2F%E5%A7%9A"}


@pytest.mark.parametrize("what", ["run.json", "results/ada.json"])
def test_a_run_that_is_not_whole_is_refused(school, what):
    school.assignment({"q": 10})
    run = school.run({"ada": {"q": 7}})
    (run / what).unlink()
    with pytest.raises(GradebookError, match="holds no"):
        school.import_(run)


@pytest.mark.long
def test_a_thousand_students_with_thirty_questions_come_in_at_once(school):
    questions = {f"question-{n}": 4 for n in range(30)}
    school.assignment(questions)
    scores = {f"student{n}": dict.fromkeys(questions, n % 5) for n in range(1000)}
    school.import_(school.run(scores))
    report = school.import_(school.run({s: dict.fromkeys(questions, 4) for s in scores}, suite="fixed"))
    assert len(report.moved) == 800 and set(school.totals().values()) == {120}
    with gradebook(school.course()) as book:
        assert book.db.query(api.Grade).count() == 30_000

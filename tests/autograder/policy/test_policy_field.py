"""Policies as instructors meet them, with results worked out by hand: the files beside this one are theirs."""

import csv
import itertools
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.policy.explain import explain

FIELD = Path(__file__).parent / "field"
WEIGHTS = ("attendance = 10", "presentation = 30", "proposal = 20", "final = 40")


def rows(case: str, file: str = "scores.csv") -> list[dict[str, str]]:
    with (FIELD / case / file).open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def values(case: str):
    return json.loads((FIELD / case / "values.json").read_text(), parse_float=Decimal, parse_int=Decimal)


@pytest.fixture
def late_days(school):
    """Four late days, at most two for an assignment."""
    submitted = rows("late-days-split-over-weeks", "submissions.csv")
    due = datetime(2027, 2, 8, 23, 59, tzinfo=UTC)
    school.rules("[policy.late]\nlate_days = 4\nlate_days_per_assignment = 2\npenalty = 10\n")
    school.roster("student301")
    # The order of the files must not matter: late days are spent by due date.
    for number, row in reversed(list(enumerate(submitted))):
        week = due + timedelta(weeks=number)
        school.week(row["assignment"], week.isoformat())
        when = week + timedelta(seconds=int(row["seconds_late"]))
        school.attempts(row["assignment"], f"student301,a,{when.isoformat()},{row['score']}")
    return school


def test_four_late_days_are_spent_in_the_order_of_the_due_dates(late_days):
    expected = values("late-days-split-over-weeks")["student301"]
    grade = late_days.grades()["student301"]
    assert {s.planned.name: s.points for s in grade.standings} == {
        name: value for name, value in expected.items() if name.startswith("week")
    }
    assert grade.exact == expected["mean"] and grade.standings[-1].days_left == expected["late_days_left"]
    assert [(s.counted.price.days_late, s.counted.price.spent, s.days_left) for s in grade.standings] == [
        (2, 2, 2), (1, 1, 1), (3, 1, 0), (0, 0, 0), (1, 0, 0),
    ]  # fmt: skip


def test_the_page_shows_days_late_spent_left_and_the_penalty_of_each_week(late_days):
    course = late_days.course()
    text = "\n".join(explain(course.policy, late_days.grades()["student301"]))
    assert "1 d 3 h late, which is 2 days, 2 days spent, 2 days left: penalty 0 points." in text
    assert "2 d 1 h late, which is 3 days, 1 day spent, 0 days left: penalty 20 points." in text
    assert "On time: 0 days late, 0 spent, 0 days left, penalty 0." in text
    assert "8 − 10 = 0 points" in text


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_sums_are_exact_and_rounded_once_half_up_in_any_order(school, order):
    school.rules("decimals = 0", "\n".join(WEIGHTS[i] for i in order))
    students = rows("rounding-half-up")[:: 1 if order[0] % 2 else -1]
    school.roster(*(row["student_id"] for row in students))
    names = list(students[0])
    lines = [",".join(names)] + [",".join(row[name] for name in names) for row in students]
    school.write("records/components.csv", "\n".join(lines))
    grades = school.grades()
    for student, expected in values("rounding-half-up").items():
        grade = grades[student]
        assert (grade.exact, grade.number, grade.letter) == (expected["sum"], expected["grade"], expected["letter"])


@pytest.fixture
def dropping(school):
    """Six assignments of different maxima; one missing, some excused."""
    case = rows("drop-lowest-with-missing-and-excused")
    school.rules("drop_lowest = 1", "assignments = 25\nfinal = 10")
    school.roster(*(row["student_id"] for row in case))
    decisions = ["date,by,student_id,what,where,value,reason"]
    for number, heading in enumerate(list(case[0])[1:]):
        name, maximum = heading.split("/")
        school.week(name, f"2027-02-{number + 1:02}T12:00:00Z", int(maximum))
        handed_in = []
        for row in case:
            if row[heading] == "excused":
                decisions.append(f"2027-03-01,prof,{row['student_id']},excused,{name},,service")
            elif row[heading] != "missing":
                handed_in.append(f"{row['student_id']},a,2027-01-31T12:00:00Z,{row[heading]}")
        school.attempts(name, *handed_in)
    school.write("records/decisions.csv", "\n".join(decisions))
    school.write("records/components.csv", "student_id,final\n" + "".join(f"{row['student_id']},50\n" for row in case))
    return school


def test_the_lowest_by_per_cent_is_dropped_missing_ones_too_and_excused_ones_never(dropping):
    grades = dropping.grades()
    for student, expected in values("drop-lowest-with-missing-and-excused").items():
        (score,) = (part.score for part in grades[student].parts if part.name == "assignments")
        assert score == expected
    dropped = {student: [s.planned.name for s in grade.dropped] for student, grade in grades.items()}
    assert dropped == {"student301": ["a2"], "student303": ["a3"], "student305": []}


def test_a_student_excused_from_everything_has_no_assignment_grade_and_the_page_says_where_its_weight_goes(dropping):
    course, grade = dropping.course(), dropping.grades()["student305"]
    assert grade.complete and grade.number == 50 and grade.shares == {"final": 100}
    text = "\n".join(explain(course.policy, grade))
    assert "assignments: Every assignment is excused. Its 25 per cent go to the others in proportion." in text
    assert "Dropped as the lowest by per cent: none." in text and "There is no assignment grade." in text


def test_three_missed_classes_are_an_f_two_are_not_and_weights_make_room(school):
    case = rows("three-missed-classes-weights-scaled")
    school.rules("[policy.fail]\nmissed_classes = 3\n", "\n".join((*WEIGHTS, "assignments = 25")))
    school.roster(*(row["student_id"] for row in case))
    columns = ["student_id", "attendance", "presentation", "proposal", "final", "assignments"]
    school.write("records/components.csv", "\n".join([",".join(columns), *(",".join(r[c] for c in columns) for r in case)]))
    days = ["student_id,d1,d2,d3,d4"]
    for row in case:
        words = ["missed"] * int(row["missed"]) + ["excused"] * int(row["missed_excused"])
        days.append(",".join([row["student_id"], *(words + ["present"] * 4)[:4]]))
    school.write("records/attendance.csv", "\n".join(days))
    grades = school.grades()
    for student, expected in values("three-missed-classes-weights-scaled").items():
        assert (grades[student].number, grades[student].letter) == (expected["number"], expected["letter"])
    assert grades["student301"].exact == Fraction("84.0625")
    assert grades["student301"].shares["attendance"] == Fraction("7.5")
    page = "\n".join(explain(school.course().policy, grades["student307"]))
    assert "100.00" in page and "F, because of three missed classes" in page


@pytest.mark.parametrize("attempts, kind", [("last", "latest"), ("best", "best")])
def test_of_two_hand_ins_the_last_or_the_best_after_penalties_counts(school, attempts, kind):
    school.rules(f'attempts = "{attempts}"\n[policy.late]\npenalty = 10\n')
    school.week("week01", "2026-02-02T23:59:00Z")
    school.roster("student301", "student303", "student305")
    case = rows("resubmission-scores-lower", "submissions.csv")
    school.attempts("week01", *(f"{r['student_id']},{r['submission']},{r['submitted_at']},{r['score']}" for r in case))
    points = {student: grade.standings[0].points for student, grade in school.grades().items()}
    assert points == values("resubmission-scores-lower")[kind]

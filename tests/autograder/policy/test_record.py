"""Recording runs: regrades replace, new hand-ins add, nobody is lowered unseen, and nothing given by hand is touched."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.results.text import file_name

FIELD = Path(__file__).parent / "field"
TIMES = "student_id,submitted_at\n"


def run_of(school, name: str, *rows: tuple[str, str, str], week: str = "w1", late: bool = False) -> Path:
    """A run's folder; rows: (student, submission or status, points of q)."""
    folder = school.root / "runs" / name
    lines = ["student_id,status,q,total,max_total,message"]
    for student, submission, points in rows:
        status = submission if submission in ("refused", "missing", "unidentified") else "graded"
        lines.append(f"{student},{status},{points},{points},100,")
        if status == "graded":
            extra = {"submission_hash": submission, "late": late}
            school.write(f"runs/{name}/results/{file_name(student)}.json", json.dumps({"extra_data": extra}))
    school.write(f"runs/{name}/scores.csv", "\n".join(lines) + "\n")
    school.write(f"runs/{name}/run.json", json.dumps({"assignment": week}))
    return folder


def command(school, *words: str):
    school.course()
    result = CliRunner().invoke(app, [*map(str, words), "--course", str(school.root)])
    return result.exit_code, " ".join(result.output.split())


def recorded(school, week: str = "w1") -> dict[tuple[str, str], str]:
    with (school.root / f"records/attempts/{week}.csv").open(newline="", encoding="utf-8") as file:
        return {(row["student_id"], row["submission"]): row["q"] for row in csv.DictReader(file)}


def snapshot(folder: Path) -> dict[str, str]:
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture
def week(school):
    school.week("w1", "2026-02-02T23:59:00Z")
    school.rules("[policy.late]\npenalty = 10\n")
    return school


def test_whoever_counts_lower_now_is_shown_before_anything_is_recorded(week):
    with (FIELD / "resubmission-scores-lower/submissions.csv").open() as file:
        hand_ins = list(csv.DictReader(file))
    week.roster(*sorted({row["student_id"] for row in hand_ins}))
    for letter in "ab":
        rows = [row for row in hand_ins if row["submission"] == letter]
        run_of(week, letter, *((r["student_id"], letter, r["score"]) for r in rows))
        week.write(f"{letter}.csv", TIMES + "".join(f"{r['student_id']},{r['submitted_at']}\n" for r in rows))
    words = ["record", week.root / "runs/a", "--times", week.root / "a.csv"]
    assert command(week, *words)[0] == 0
    before = snapshot(week.root / "records")

    words = ["record", week.root / "runs/b", "--times", week.root / "b.csv"]
    code, text = command(week, *words)
    assert code == 1 and "nothing is recorded: 3 students would stand lower" in text
    for moved in ("student301: 82 to 70", "student303: 60 to 0", "student305: 77 to 71"):
        assert f"lower: {moved} points" in text
    assert snapshot(week.root / "records") == before

    assert command(week, *words, "--accept-lower")[0] == 0
    assert len(recorded(week)) == 6 and recorded(week)["student301", "a"] == "82"


def test_a_regrade_replaces_the_points_of_the_same_hand_in_and_says_who_moved(week):
    run = run_of(week, "one", ("ada", "aaaa", "40"))
    week.write("t.csv", TIMES + "ada,2026-02-02 20:00\n")
    command(week, "record", run, "--times", week.root / "t.csv")
    code, text = command(week, "record", run_of(week, "two", ("ada", "aaaa", "62.5")))
    assert code == 0 and "moved: ada: 40 -> 62.5 points by tests" in text and "0 of them new; 1 moved" in text
    assert recorded(week) == {("ada", "aaaa"): "62.5"}
    assert week.grades()["ada"].standings[0].counted.attempt.submitted_at is not None, "the time of the first recording stays"
    assert "0 moved" in command(week, "record", week.root / "runs/two")[1]


def test_no_file_that_people_write_is_touched_by_any_command(week):
    week.roster("ada", "kim")
    week.write("records/hand.csv", "student_id,assignment,question,points\nada,w1,q,55.5\n")
    week.write("records/decisions.csv", "date,by,student_id,what,where,value,reason\n2027-01-01,p,kim,excused,w1,,ill\n")
    week.write("records/components.csv", "student_id,assignments\nkim,50\n")
    before = snapshot(week.root / "records")
    for number, points in enumerate(("40", "62.5", "10", "99")):
        command(week, "record", run_of(week, f"r{number}", ("ada", "aaaa", points), ("kim", "refused", "0")))
        assert command(week, "grades")[0] == 0
        after = snapshot(week.root / "records")
        assert {name: after[name] for name in before} == before
        assert week.grades()["ada"].standings[0].points == 55.5


def test_a_time_that_nobody_knows_is_said_and_costs_nothing(week):
    code, text = command(week, "record", run_of(week, "one", ("ada", "aaaa", "40"), late=True))
    assert code == 0 and "ada: no time is known, so the hand-in counts as on time; the LMS marked it late" in text
    page = command(week, "grades", "--explain", "ada")[1]
    assert "Counted as on time, since the LMS marked it late, but nobody recorded when it came" in page


def test_times_come_from_gradescopes_own_file(week):
    week.write(
        "submission_metadata.yml",
        "submission_1:\n  :submitters:\n  - :name: Ada\n    :sid: ada\n  :created_at: 2026-02-04 12:00:00.5 Z\n",
    )
    run = run_of(week, "one", ("ada", "aaaa", "90"))
    assert command(week, "record", run, "--times", week.root / "submission_metadata.yml")[0] == 0
    assert week.grades()["ada"].standings[0].points == 70


WORKSHEET = "Identifier,Email address,Last modified (submission)\nParticipant 5301,{mail},\"{when}\"\nParticipant 5303,k@x.org,-\n"


@pytest.mark.parametrize("roster", ["student_id,email\nada,A@x.org\nkim,k@x.org\n", "Identifier,username\nParticipant 5301,ada\n"])
def test_times_come_from_moodles_worksheet_in_the_courses_zone(week, roster):
    week.rules('timezone = "Europe/Berlin"\n[policy.late]\npenalty = 10\n')
    week.write("records/roster.csv", roster)
    run = run_of(week, "one", ("ada", "aaaa", "90"))
    week.write("worksheet.csv", WORKSHEET.format(mail="a@x.org", when="Tuesday, 3 February 2026, 9:14 PM"))
    assert command(week, "record", run, "--times", week.root / "worksheet.csv")[0] == 0
    attempt = week.grades()["ada"].standings[0].counted.attempt
    assert attempt.submitted_at.isoformat() == "2026-02-03T20:14:00+00:00"
    week.write("worksheet.csv", WORKSHEET.format(mail="a@x.org", when="Dienstag, 3. Februar 2026, 21:14"))
    code, text = command(week, "record", run, "--times", week.root / "worksheet.csv")
    assert code == 1 and "write a CSV of student_id,submitted_at" in text


def test_missing_unidentified_and_unknown_hand_ins_are_not_recorded_and_said(week):
    rows = [("ada", "missing", ""), ("anon_x7", "unidentified", ""), ("zoe", "cccc", "5")]
    code, text = command(week, "record", run_of(week, "one", *rows))
    assert code == 0 and "anon_x7 is unidentified" in text and "zoe is not on the roster" in text
    assert recorded(week) == {}


@pytest.mark.parametrize("spoil", ["run.json", "scores.csv", "results/ada.json"])
def test_a_run_that_is_not_whole_is_refused(week, spoil):
    run = run_of(week, "one", ("ada", "aaaa", "40"))
    (run / spoil).unlink()
    assert command(week, "record", run)[0] == 1
    assert not (week.root / "records/attempts").exists()


def test_a_run_of_other_questions_or_of_no_listed_assignment_is_refused(week):
    run = run_of(week, "one", ("ada", "aaaa", "40"))
    week.write("runs/one/scores.csv", "student_id,status,old,total,max_total,message\nada,graded,4,4,4,\n")
    assert "was graded without q" in command(week, "record", run)[1]
    week.write("runs/one/run.json", json.dumps({"assignment": "w7"}))
    assert "w7 is not among the assignments of [policy]" in command(week, "record", run)[1]


def test_the_table_of_grades_is_inert_and_its_numbers_are_numbers(week):
    name = '=HYPERLINK("http://example.invalid/","grade")'
    week.write("records/roster.csv", f'student_id,name\n000313,"{name.replace(chr(34), chr(34) * 2)}"\n@kim,Łukasz 姚\n')
    week.attempts("w1", "000313,aaaa,,89.5")
    assert command(week, "grades")[0] == 0
    with (week.root / "records/grades.csv").open(newline="", encoding="utf-8") as file:
        first, second = csv.DictReader(file)
    assert (first["student_id"], first["name"], first["w1"], first["number"], first["letter"]) == ("000313", f"'{name}", "89.50", "89.50", "B")
    assert (second["student_id"], second["name"], second["number"]) == ("'@kim", "Łukasz 姚", "0.00")


def test_nobody_of_that_name_is_said(week):
    code, text = command(week, "grades", "--explain", "zoe")
    assert code == 1 and "nobody on the roster is 'zoe'" in text

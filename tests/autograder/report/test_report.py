"""From a run's folder to the class page, by the command: what it says of tests, people and moves, and what it keeps from the class."""

import csv
import json
import re

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.leaderboard.names import pseudonym
from autograder.secret import read_secret

from .conftest import ANY, BAD, FOUR, HALF, ODD, POLICY, SUMS, WEEK

OTHERS = (
    ("rex", "refused", "The archive holds a link."), ("mia", "missing", "Nothing was handed in."),
    ("stray_77.zip", "unidentified", "No row of the roster fits."), ("gus", "graded", "The grader itself failed."),
)  # fmt: skip
CLASS = {
    "ada": {},
    "ben": {ANY: "value"},
    "cem": {ANY: "value", SUMS: "error"},
    "dan": {BAD: "no error", ODD: "timeout", SUMS: "unrun"},
    "eve": dict.fromkeys((FOUR, ANY, BAD, HALF, ODD, SUMS), "not written"),
    "fay": {ANY: "value", SUMS: "value"},
}


def report(school, run, *options):
    done = CliRunner().invoke(app, ["report", str(run), "--course", str(school.root), *map(str, options)])
    folder = run / ("report-class" if "--pseudonyms" in options else "report")
    if done.exit_code:
        return done.output, None, ""
    return done.output, json.loads((folder / "figures.json").read_text())["tables"], (folder / "index.html").read_text()


def text_of(page):
    """The page without its markup, on one line."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_tests_are_counted_by_failures_and_by_wrong_answers(school):
    _, tables, page = report(school, school.run(CLASS))
    tests = {row["test"]: row for row in tables["tests"]}
    assert (tests[ANY]["failed"], tests[ANY]["wrong"], tests[ANY]["answered"]) == (4, 3, 5)
    assert tests[SUMS]["kinds"].count("not run") == 1 and (tests[SUMS]["wrong"], tests[SUMS]["answered"]) == (2, 4)
    assert tables["failed-by-nobody"] == [] and tables["failed-by-everybody"] == []
    questions = {row["question"]: row for row in tables["questions"]}
    assert (questions["double"]["full"], questions["half"]["full"], questions["sum"]["nothing"]) == (1, 4, 4)
    assert "6 graded hand-ins" not in text_of(page) and "This is of 6 hand-ins" in text_of(page)


def test_what_everybody_and_nobody_fails_is_told(school):
    people = {name: {BAD: "value"} for name in ("ada", "ben", "cem")} | {"eve": dict.fromkeys((BAD, ANY), "not written")}
    _, tables, page = report(school, school.run(people))
    assert [row["test"] for row in tables["failed-by-everybody"]] == [BAD]
    assert ANY not in [row["test"] for row in tables["failed-by-nobody"]] and len(tables["failed-by-nobody"]) == 4
    assert "Everybody who answered fails 1 test" in text_of(page)


def test_a_broken_test_is_the_first_thing_to_do(school):
    _, _, page = report(school, school.run({"ada": {SUMS: "broken test"}, "ben": {}}))
    assert "1 test failed by the course's own mistake" in text_of(page).replace("&#39;", "'")


def test_wrong_answers_behave_like_the_mistakes_that_fail_the_same_tests(school):
    school.audited(
        {"doubles_by_heart": [ANY], "squares": [ANY], "accepts_all": [BAD, ANY], "freedom": [BAD], "m.double:Op:0": [ANY]},
        ["doubles_by_heart", "squares", "accepts_all"],
    )
    _, tables, page = report(school, school.run(CLASS))
    found = {(row["question"], row["failed"]): row for row in tables["behaviours"]}
    assert found["double", "any number"] == {
        "question": "double", "hand_ins": 3, "behaves_like": "doubles_by_heart or squares", "failed": "any number",
    }  # fmt: skip
    assert found["double", "bad input is refused"]["behaves_like"] == "no named mistake"
    assert not any(row["question"] == "half" and row["hand_ins"] > 1 for row in tables["behaviours"])
    assert "That does not say that it is that mistake" in text_of(page)
    _, told, class_page = report(school, school.root / "runs" / "run", "--pseudonyms")
    assert "behaviours" not in told and "squares" not in class_page


def test_an_audit_of_other_tests_is_not_believed(school):
    school.audited({"old": ["hidden/test_old.py::test_gone"], "squares": [ANY]}, ["old", "squares"])
    _, _, page = report(school, school.run(CLASS))
    assert "Left out: 1 mistake audited with tests that this run does not have" in text_of(page)
    _, _, page = report(school, school.run({"ada": {}}, name="other"))
    assert "No hand-in gave a wrong answer." in text_of(page)


def test_without_an_audit_the_page_says_how_to_make_one(school):
    assert f"autograder audit {WEEK} --quick" in report(school, school.run(CLASS))[2]


def test_limits_and_slow_hand_ins_are_named(school):
    _, tables, _ = report(school, school.run(CLASS))
    assert tables["limits"] == [{"student": "dan", "tests": 2, "kinds": "1 × not run, 1 × took too long"}]
    assert tables["slow-hand-ins"][0] == {"student": "fay", "seconds": 7.0}
    row = next(row for row in tables["slow-tests"] if row["name"] == "two makes four")
    assert (row["median"], row["slow"], row["longest"]) == (2.5, 5.5, 5.5)  # eve's was not run


def test_what_was_not_graded_says_what_to_do(school):
    _, tables, page = report(school, school.run(CLASS, others=OTHERS))
    rows = {row["student"]: row for row in tables["not-graded"]}
    assert [rows[name]["status"] for name in ("rex", "mia", "stray_77.zip", "gus")] == [
        "refused", "missing", "unidentified", "grader failed",
    ]  # fmt: skip
    assert all(row["to_do"] for row in rows.values()) and "The archive holds a link." in rows["rex"]["message"]
    assert tables["totals"][0] == {"figure": "graded hand-ins", "value": 6}


def test_who_moved_since_an_earlier_run_and_by_how_much(school):
    earlier = school.run(CLASS, name="earlier", others=(("zoe", "missing", ""),))
    now = school.run({**CLASS, "ben": {}, "dan": {BAD: "no error"}, "zoe": {}}, others=(("mia", "missing", ""),))
    _, tables, page = report(school, now, "--since", earlier)
    rows = {row["student"]: row for row in tables["moved"]}
    assert set(rows) == {"ben", "dan", "zoe"}
    assert (rows["ben"]["before"], rows["ben"]["after"], rows["ben"]["by"], rows["ben"]["questions"]) == (11, 13, 2, "double +2")
    assert rows["dan"]["by"] == 5 and rows["dan"]["questions"] == "half +2, sum +3"
    assert rows["ben"]["why"] == "the same hand-in, graded anew" and rows["zoe"]["why"] == "no points before"
    assert "2 totals rose, 0 fell, 1 changed otherwise" in text_of(page)
    again = school.run({**CLASS, "ben": {}}, name="again", hand_in="b")
    assert {row["why"] for row in report(school, again, "--since", earlier)[1]["moved"]} == {"another hand-in"}


def test_late_days_come_from_the_records(school):
    assert "does not list this assignment" in report(school, school.run(CLASS, late=("ada",)))[2]
    (school.root / "course.toml").write_text((school.root / "course.toml").read_text() + POLICY)
    assert "cannot be read: there is no records/roster.csv" in report(school, school.root / "runs" / "run")[2]
    school.write("records/roster.csv", "student_id,name\nada,A\nben,B\ncem,C\n")
    assert "`autograder record RUN` does that" in report(school, school.root / "runs" / "run")[2]
    head = "student_id,submission,submitted_at,marked_late,run,double,half,sum\n"
    rows = "ada,a,2027-02-10T12:00:00Z,,r,6,4,3\nben,b,2027-02-08T12:00:00Z,,r,6,4,3\ncem,c,2027-02-12T12:00:00Z,,r,6,4,3\n"
    school.write(f"records/attempts/{WEEK}.csv", head + rows)
    _, tables, page = report(school, school.root / "runs" / "run")
    assert tables["late-students"] == [
        {"student": "cem", "days": 4, "spent": 2, "left": 2}, {"student": "ada", "days": 2, "spent": 2, "left": 2},
    ]  # fmt: skip
    assert tables["late-days"] == [{"days": 0, "hand_ins": 1}, {"days": 2, "hand_ins": 1}, {"days": 4, "hand_ins": 1}]
    assert "The LMS marked 1 graded hand-in as late." in text_of(page) and "4 late days" in text_of(page)


def test_the_form_for_the_class_names_nobody(school):
    school.audited({"squares": [ANY]}, ["squares"])
    names = {f"stud{name}": kinds for name, kinds in CLASS.items()}
    others = tuple((f"stud{name}", status, "Stud writes: studtext") for name, status, _ in OTHERS)
    earlier = school.run({**names, "studben": {}}, name="earlier", others=others)
    run = school.run(names, others=others)
    _, tables, page = report(school, run, "--pseudonyms", "--since", earlier)
    texts = [(run / "report-class" / name).read_text() for name in ("index.html", "figures.json", "figures.csv")]
    for text in texts:
        assert not re.search(r"stud(?!ents?\b)|hidden/|/runs|earlier/|archive", text, re.IGNORECASE)
    secret = read_secret(school.course())
    shown = {name: pseudonym(secret, WEEK, name) for name in names}
    assert [row["student"] for row in tables["slow-hand-ins"]] == sorted(shown.values())
    assert [row["student"] for row in tables["moved"]] == [shown["studben"]]
    assert "not-graded" not in tables and "1 refused, 1 missing, 1 unidentified, 1 grader failed" in text_of(page)


def test_a_very_small_class_has_no_form_for_the_class(school):
    told, tables, _ = report(school, school.run({name: {} for name in "abcd"}), "--pseudonyms")
    assert tables is None and "5 are needed" in told


def test_the_csv_holds_every_figure_and_begins_no_formula(school):
    run = school.run({"=HYPERLINK(1)": {}, **CLASS}, others=(("@x", "unidentified", "+1"),))
    _, tables, _ = report(school, run)
    with (run / "report" / "figures.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["table"] for row in rows} == {name for name, found in tables.items() if found}
    value = next(r["value"] for r in rows if (r["table"], r["item"], r["column"]) == ("questions", "sum", "mean"))
    assert float(value) == next(row["mean"] for row in tables["questions"] if row["question"] == "sum")
    assert "'=HYPERLINK(1)" in {row["item"] for row in rows} and "'@x" in {row["item"] for row in rows}
    text = {row[key] for row in rows for key in ("item", "value")}
    assert not [cell for cell in text if cell.startswith(("=", "@", "+"))]


def test_a_run_without_graded_hand_ins_still_makes_a_page(school):
    school.run({"ada": {}}, name="full")
    run = school.write("runs/empty/run.json", json.dumps({"assignment": WEEK})).parent
    (run / "scores.csv").write_text("student_id,status,double,half,sum,total,max_total,message\nmia,missing,,,,,13,\n")
    _, tables, page = report(school, run)
    assert tables["questions"][0]["mean"] is None and "Cronbach" in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda run: (run / "run.json").unlink(), "holds no finished run"),
        (lambda run: (run / "scores.csv").write_text("student_id\nx\n"), "cannot be read"),
        (lambda run: (run / "staff" / "ada.json").write_text("{"), "no whole record of ada"),
        (lambda run: (run / "scores.csv").write_text("student_id,status,other,total,max_total,message\na,graded,1,1,1,\n"), "other questions"),
    ],
)  # fmt: skip
def test_a_broken_run_is_told_in_a_sentence(school, change, says):
    run = school.run({"ada": {}})
    change(run)
    told, tables, _ = report(school, run)
    assert tables is None and says in " ".join(told.split())


def test_another_weeks_run_is_no_earlier_run(school):
    run = school.run({"ada": {}})
    school.write("runs/other/run.json", json.dumps({"assignment": "week02"}))
    told, tables, _ = report(school, run, "--since", school.root / "runs" / "other")
    assert tables is None and "is a run of week02" in " ".join(told.split())


def test_voided_tests_and_requests_are_shown_and_the_class_reads_no_request(school):
    people = {name: {BAD: "value"} for name in ("ada", "ben", "cem", "dan", "fay")}
    folder = school.run(people)
    toml = school.root / f"assignments/{WEEK}/assignment.toml"
    toml.write_text(toml.read_text() + f'[[voided]]\ntest = "{BAD}"\nreason = "It asked too much."\ngives = "everyone"\n')
    school.write("records/roster.csv", "student_id\nada\nben\n")
    school.write(
        "records/requests.csv",
        "date,student_id,assignment,question,reason,answer,points,by,because\n"
        f"2027-02-11,ben,{WEEK},double,Too strict.,accepted,6,kim,It was.\n2027-02-12,ada,{WEEK},half,On my laptop it works.,,,,\n",
    )
    _, tables, page = report(school, folder)
    (row,) = tables["voided"]
    assert (row["name"], row["failed"], row["reason"]) == ("bad input is refused", 5, "It asked too much.")
    assert [(r["student"], r["answer"], r["points"]) for r in tables["requests"]] == [("ada", "open", None), ("ben", "accepted", 6)]
    assert "Open: 1 of 2 requests." in text_of(page) and "Everybody who answered fails" not in text_of(page)
    _, tables, page = report(school, folder, "--pseudonyms")
    assert "requests" not in tables and "On my laptop" not in page and tables["voided"][0]["failed"] == 5

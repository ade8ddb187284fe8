"""Plain CSV, Gradescope, JUnit and GitHub Classroom, each read back by the rules of whoever reads it."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.config import Assignment
from autograder.export.junit import legal
from autograder.grading.verdicts import Verdict
from autograder.results import score
from autograder.results.gradescope import results_json
from autograder.results.points import share_out
from autograder.results.text import file_name

from . import importers
from .conftest import FIELD


def test_hostile_names_are_inert_in_a_spreadsheet_and_otherwise_unchanged(desk):
    people = json.loads((FIELD / "plain-csv-hostile-names/roster.json").read_text())
    out = io.StringIO()
    csv.DictWriter(out, ["student_id", "name"]).writerows([{"student_id": "student_id", "name": "name"}, *people])
    desk.write("roster.csv", out.getvalue())
    desk.copy("plain-csv-hostile-names")
    assert desk.export("csv", "scores.csv", "--out", "out.csv", "--roster", "roster.csv")[0] == 0
    raw = desk.read("out.csv")
    table = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert len(table) == 8 and {len(row) for row in table} == {5}
    assert [row[0] for row in table[1:]] == [person["student_id"] for person in people]
    assert [row[3] for row in table[1:]] == ["1.00", "2.00", "3.00", "4.00", "5.00", "6.00", "-0.50"]
    for row, person in zip(table[1:], people):
        assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r")) for text in row[:3])
        assert row[1].removeprefix("'") == person["name"].replace("\n", " ")
    assert desk.export("csv", "scores.csv", "--out", "out2.csv", "--roster", "roster.csv", "--bom")[0] == 0
    assert desk.read("out2.csv") == b"\xef\xbb\xbf" + raw


def week(points: int, *questions: str) -> Assignment:
    return Assignment(
        name="w", title="W", modules=("m",), auto_total=points * len(questions),
        questions=tuple({"id": q, "module": "m", "points": points} for q in questions),
    )  # fmt: skip


def verdict(question: str, name: str, passed: bool, weight: float = 1, public: bool = False) -> Verdict:
    return Verdict(
        question=question, test=f"tests/t.py::test_{name}", passed=passed, weight=weight, public=public, kind="" if passed else "failed",
        sentence="" if passed else "not so", meaning="A meaning.", hint="A hint.",
    )  # fmt: skip


verdicts = st.lists(st.tuples(st.booleans(), st.sampled_from([1, 2, 3, 0.5, 7])), min_size=1, max_size=7)


@settings(max_examples=40)
@given(st.integers(1, 20), verdicts)
def test_gradescopes_total_is_the_sum_of_its_tests_and_no_score_exceeds_its_maximum(points, outcomes):
    assignment = week(points, "q")
    given_verdicts = [verdict("q", f"t{i}", passed, weight) for i, (passed, weight) in enumerate(outcomes)]
    earned = score(assignment, given_verdicts)
    text = json.dumps(results_json(assignment, earned, given_verdicts, [], {}), allow_nan=False)
    result = json.loads(text)
    assert importers.gradescope_total(text) == float(earned.total)
    assert round(sum(test["score"] for test in result["tests"]), 9) == float(earned.total)
    assert round(sum(test["max_score"] for test in result["tests"]), 9) == points


@settings(max_examples=40)
@given(st.decimals(0, 100, places=2), st.lists(st.fractions(0, 10), min_size=1, max_size=8))
def test_shares_add_up_to_the_cent(points, weights):
    shares = share_out(points, weights)
    assert sum(shares) == (points if any(weights) else 0) and all(share >= 0 for share in shares)


def test_the_fields_gradescope_case_comes_out_as_7_5_with_nothing_hidden():
    case = json.loads((FIELD / "gradescope-results-hidden-total-nan/run.json").read_text())
    assignment = Assignment(
        name="w", title="W", modules=("m",), auto_total=9,
        questions=tuple({"id": q["id"], "module": "m", "points": q["points"]} for q in case["questions"]),
    )  # fmt: skip
    given_verdicts = [
        verdict(q["id"], t["name"].replace(" ", "_"), t["score"] > 0, t["max"], not t["hidden"])
        for q in case["questions"] for t in q["tests"]
    ]  # fmt: skip
    text = json.dumps(results_json(assignment, score(assignment, given_verdicts), given_verdicts, [], {}), allow_nan=False)
    assert importers.gradescope_total(text) == 7.5 and "leaderboard" not in json.loads(text)
    assert [test["score"] for test in json.loads(text)["tests"]] == [1.5, 0.0, 2.0, 4.0]


@pytest.fixture
def run(desk):
    """Two hand-ins, one refused, with names that no system likes."""
    assignment = week(10, "q1", "q2")
    students = {"student301": True, '=2+5, "Ola"\x07': False}
    lines = ["student_id,status,q1,q2,total,max_total,message"]
    for student, good in students.items():
        given_verdicts = [verdict("q1", "one", True), verdict("q1", "two\x00", good), verdict("q2", "three", good)]
        result = results_json(assignment, score(assignment, given_verdicts), given_verdicts, ["Zoë: \ufffe"], {})
        desk.write(f"run/results/{file_name(student)}.json", json.dumps(result))
        out = io.StringIO()
        csv.writer(out).writerow([student, "graded", 0, 0, 0, 20, ""])
        lines.append(out.getvalue().strip())
    nothing = score(assignment, ())
    desk.write("run/results/student305.json", json.dumps(results_json(assignment, nothing, (), ["No archive."], {})))
    desk.write("run/scores.csv", "\n".join([*lines, "student305,refused,0,0,0,20,No archive.", "student307,missing,,,,20,"]) + "\n")
    desk.write("run/run.json", '{"assignment": "w"}')
    return desk


def test_junit_has_a_suite_a_student_and_a_case_a_test_with_its_failure(run):
    assert run.export("junit", "run", "--out", "out.xml")[0] == 0
    root = ET.fromstring(run.read("out.xml"))
    assert root.tag == "testsuites" and [child.tag for child in root] == ["testsuite"] * 3
    first, second, refused = root
    for suite in root:
        assert {"name", "tests", "failures", "errors"} <= set(suite.attrib)
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert all(case.get("name") for case in suite.iter("testcase"))
    assert (first.get("failures"), second.get("failures"), refused.get("tests")) == ("0", "2", "0")
    assert second.get("name") == '=2+5, "Ola"\\u0007' and refused.findtext("system-out") == "No archive."
    assert {p.get("name"): p.get("value") for p in second.find("properties")} == {
        "score": "5.0", "points.q1": "5.0 of 10", "points.q2": "0.0 of 10",
    }  # fmt: skip
    assert "not so" in second.find("testcase/failure").text


@given(st.text())
def test_xml_holds_any_text(text):
    element = ET.Element("a", name=legal(text))
    element.text = legal(text)
    again = ET.fromstring(ET.tostring(element, encoding="utf-8"))
    assert (again.text or "").replace("\r\n", "\n").replace("\r", "\n") == legal(text).replace("\r\n", "\n").replace("\r", "\n")


def test_classrooms_reporter_adds_up_the_points(run):
    assert run.export("classroom", "run", "--out", "out-results")[0] == 0
    files = {file.stem: file.read_bytes() for file in (run.folder / "out-results").iterdir()}
    points = {name: importers.classroom_points(data) for name, data in files.items()}
    assert points == {"student301": (20, 20), file_name('=2+5, "Ola"\x07'): (5, 20), "student305": (0, 20)}
    code, text = run.export("classroom", "run", "--out", "out-results")
    assert code == 1 and "is there already" in text


@pytest.mark.parametrize("spoil", ["run.json", "results/student301.json"])
def test_a_run_that_is_not_whole_is_refused_and_nothing_is_left(run, spoil):
    (run.folder / "run" / spoil).unlink()
    assert run.export("junit", "run", "--out", "out.xml")[0] == 1 and not (run.folder / "out.xml").exists()
    assert run.export("classroom", "run", "--out", "out-results")[0] == 1
    assert not any(path.name.startswith((".writing", "out")) for path in run.folder.iterdir())


def test_what_is_no_source_of_scores_is_refused(desk):
    code, text = desk.export("csv", "week99", "--out", "out.csv")
    assert code == 1 and "is no run's folder, no CSV, and no assignment of [policy]" in text

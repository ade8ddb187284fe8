"""`autograder purge`: names and hand-ins go, the statistics stay, and they point at nobody."""

import json

import pytest

from .test_record import command, run_of

STUDENTS = [f"student{number}" for number in range(301, 325)]


@pytest.fixture
def term(school):
    school.rules(weights="final = 40\nassignments = 60", letters="[policy.letters]\nA = 90\nB = 50\n")
    school.week("w1", "2026-02-02T23:59:00Z")
    school.roster(*STUDENTS)
    run_of(school, "one", *((s, f"hash-{s}", str(50 + 2 * (i % 12))) for i, s in enumerate(STUDENTS)))
    assert command(school, "record", school.root / "runs/one")[0] == 0
    school.write("records/components.csv", "student_id,final\n" + "".join(f"{s},{80 + i % 10}\n" for i, s in enumerate(STUDENTS)))
    return school


def everything(root) -> str:
    return "\n".join(
        str(f) + f.read_text(encoding="utf-8", errors="replace") for f in root.rglob("*") if f.is_file()
    )


def test_without_yes_it_only_says_what_would_go(term):
    before = everything(term.root)
    code, text = command(term, "purge")
    assert code == 0 and "would remove" in text and "autograder purge --yes" in text
    assert everything(term.root) == before


def test_afterwards_no_student_is_in_the_course_and_the_statistics_are(term):
    assert "student301" in everything(term.root)
    assert command(term, "purge", "--yes")[0] == 0
    assert not any(student in everything(term.root) for student in STUDENTS) and "hash-" not in everything(term.root)
    kept = json.loads((term.root / "statistics/spring-2027.json").read_text())
    assert (kept["students"], kept["term"]) == (24, "spring 2027")
    assert kept["assignments"]["w1"]["per_cent"] == {
        "count": 24, "mean": "61.00", "quartile_1": "54.00", "quartile_2": "60.00", "quartile_3": "66.00",
    }  # fmt: skip
    assert kept["components"]["final"]["mean"] == "84.00" and kept["number"]["count"] == 24


def test_what_few_have_is_not_kept(term):
    term.roster(*STUDENTS[:4])
    for file in ("components.csv", "attempts/w1.csv"):
        (term.root / "records" / file).unlink()
    term.attempts("w1", *(f"{s},h,,50" for s in STUDENTS[:4]))
    assert command(term, "purge", "--yes")[0] == 0
    kept = json.loads((term.root / "statistics/spring-2027.json").read_text())
    assert kept["letters"] is None and kept["number"] is None and kept["assignments"]["w1"]["per_cent"] is None


def test_nothing_is_removed_when_the_grades_cannot_be_computed_or_statistics_are_there_already(term):
    term.write("records/hand.csv", "student_id,assignment,question,points\nzoe,w1,q,1\n")
    before = everything(term.root)
    assert command(term, "purge", "--yes")[0] == 1 and everything(term.root) == before
    (term.root / "records/hand.csv").unlink()
    term.write("statistics/spring-2027.json", "{}")
    before = everything(term.root)
    assert command(term, "purge", "--yes")[0] == 1 and everything(term.root) == before


def test_links_foreign_folders_and_the_course_itself_are_refused(term, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "precious.txt").write_text("keep")
    assert "is no run's folder" in command(term, "purge", "--also", outside)[1]
    (outside / "run.json").write_text("{}")
    link = term.root / "build"
    link.mkdir()
    (link / "nbgrader").symlink_to(outside)
    assert command(term, "purge", "--yes")[0] == 1 and (outside / "precious.txt").exists()
    (link / "nbgrader").unlink()
    assert command(term, "purge", "--also", outside, "--yes")[0] == 0 and not outside.exists()

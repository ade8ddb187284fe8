"""Moodle: the CSV grade import and the offline worksheet, read back by the importers' rules."""

import csv
import io

import pytest

from . import importers


def test_a_grade_above_100_is_refused_with_the_ways_out(desk):
    desk.copy("moodle-grade-above-100-aborts")
    code, text = desk.export("moodle", "scores.csv", "--out", "out.csv", "--title", "Week 1")
    assert code == 1 and not (desk.folder / "out.csv").exists()
    for words in ("student301 has 112.50", "above 100", "--scale 100", "--unlimited", "moodle-worksheet"):
        assert words in text
    with pytest.raises(importers.Aborted, match="above 100"):
        importers.moodle_grades(desk.read("expected-plain.csv"), {f"student30{n}": n for n in (1, 3, 5)})


def test_scaled_to_100_or_where_the_site_has_no_limit_it_is_written(desk):
    desk.copy("moodle-grade-above-100-aborts")
    desk.write("scores.csv", "student_id,score,max_total\nstudent301,112.5,120\nstudent303,96,120\nstudent305,,120\n")
    words = ["moodle", "scores.csv", "--out", "out.csv", "--title", "Week 1"]
    assert desk.export(*words, "--scale", "100")[0] == 0 and desk.read("out.csv") == desk.read("expected-scaled.csv")
    users = {"student301": 1, "student303": 3, "student305": 5}
    assert importers.moodle_grades(desk.read("out.csv"), users) == {1: 93.75, 3: 80.0, 5: None}
    assert desk.export(*words, "--unlimited")[0] == 0 and desk.read("out.csv") == desk.read("expected-plain.csv")


def test_scores_without_a_maximum_cannot_be_scaled(desk):
    desk.copy("moodle-grade-above-100-aborts")
    code, text = desk.export("moodle", "scores.csv", "--out", "out.csv", "--scale", "100")
    assert code == 1 and "add a column max_total" in text


ROSTER = 'username,ID number,Email address,Full name\n"=a,1",007,a@example.org,"Doe, Sam"\n"b""2",008,b@example.org,"Doe, Sam"\n姚,,c@example.org,Łukasz\n'


@pytest.mark.parametrize("key, expected", [
    ("username", {"=a,1": 5.0, 'b"2': 6.25, "姚": None}),
    ("email", {"a@example.org": 5.0, "b@example.org": 6.25, "c@example.org": None}),
])  # fmt: skip
def test_keys_come_through_byte_for_byte(desk, key, expected):
    desk.write("roster.csv", ROSTER)
    desk.write("scores.csv", 'student_id,score\n"=a,1",5\n"b""2",6.25\n姚,\n')
    assert desk.export("moodle", "scores.csv", "--out", "out.csv", "--roster", "roster.csv", "--key", key)[0] == 0
    users = {name: name for name in expected}
    assert importers.moodle_grades(desk.read("out.csv"), users) == expected


@pytest.mark.parametrize("scores, words, says", [
    ("姚,1\n", ["--key", "idnumber", "--roster", "roster.csv"], "has no idnumber; Moodle would give the grade to the student of the line before"),
    ("zoe,1\n", ["--roster", "roster.csv"], "zoe is not on the roster, and Moodle aborts"),
    ("0,1\n", [], "has no username"),
    ("a,1\n", ["--key", "email"], "give --roster"),
    ("a,1\n", ["--key", "name"], "identified by username, idnumber or email"),
])  # fmt: skip
def test_a_line_at_which_moodle_would_abort_or_err_is_refused(desk, scores, words, says):
    desk.write("roster.csv", ROSTER)
    desk.write("scores.csv", "student_id,score\n" + scores)
    code, text = desk.export("moodle", "scores.csv", "--out", "out.csv", *words)
    assert code == 1 and says in text and not (desk.folder / "out.csv").exists()


def worksheet(desk, *words):
    return desk.export("moodle-worksheet", "scores.csv", "worksheet.csv", "--out", "out.csv", *words)


def test_only_the_grades_of_the_worksheet_change(desk):
    desk.copy("moodle-worksheet-quoted-feedback")
    before = importers.moodle_worksheet(desk.read("worksheet.csv"), {5301, 5303, 5305}, 120)
    code, text = worksheet(desk)
    assert code == 0 and desk.read("out.csv") == desk.read("expected.csv") and "changed: student303: 70.00 -> 96.00" in text
    after = importers.moodle_worksheet(desk.read("out.csv"), {5301, 5303, 5305}, 120)
    assert {number: grade for number, (grade, _) in after.items()} == {5301: 112.5, 5303: 96.0, 5305: None}
    assert [after[n][1] for n in after] == [before[n][1] for n in before]


@pytest.mark.parametrize("roster", [
    "student_id,email\nstudent301,student301@example.edu\nstudent303,Student303@example.edu\nstudent305,student305@example.edu\n",
    "Identifier,username\nParticipant 5301,student301\nParticipant 5303,student303\nParticipant 5305,student305\n",
])  # fmt: skip
def test_students_are_matched_by_address_or_participant_number(desk, roster):
    desk.copy("moodle-worksheet-quoted-feedback")
    desk.write("roster.csv", roster)
    # Two domains: the part before the @ says nothing any more.
    for name in ("worksheet.csv", "expected.csv"):
        desk.write(name, desk.read(name) + b"Participant 5307,Uli,student301@example.org,,,120.00,Yes,-,-,\n")
    code, text = worksheet(desk, "--roster", "roster.csv")
    assert code == 0 and desk.read("out.csv") == desk.read("expected.csv"), text


def test_nobody_is_matched_by_name_or_by_a_number_that_is_not_the_participants(desk):
    desk.copy("moodle-worksheet-quoted-feedback")
    desk.write("scores.csv", "name,score\nSam Doe,1\n")
    assert worksheet(desk)[0] == 1
    desk.write("scores.csv", "student_id,score\n5301,1\n")
    code, text = worksheet(desk)
    assert code == 1 and "no score has a row to go into" in text and not (desk.folder / "out.csv").exists()


def test_our_feedback_comes_after_what_is_there_once_and_only_when_asked_for(desk):
    desk.copy("moodle-worksheet-quoted-feedback")
    desk.write("scores.csv", "student_id,flops,<b>,score\nstudent301,3,1,112.5\nstudent303,2,0,96\n")
    assert worksheet(desk, "--feedback")[0] == 0
    first = desk.read("out.csv")
    comments = {n: text for n, (_, text) in importers.moodle_worksheet(first, {5301, 5303, 5305}, 120).items()}
    hand = '<p>Good start, see "memory".</p>\n<p>Naïve, but right: 2·m·n·p</p>'
    assert comments[5303] == hand + "\n<p>By tests: 96.00 points. flops: 2. &lt;b&gt;: 0.</p>"
    assert comments[5301].startswith("<p>By tests: 112.50 points.") and comments[5305] == ""
    desk.write("worksheet.csv", first)
    assert worksheet(desk, "--feedback")[0] == 0 and desk.read("out.csv") == first


def test_what_moodle_would_pass_over_is_refused_or_named(desk):
    desk.copy("moodle-worksheet-quoted-feedback")
    desk.write("scores.csv", "student_id,score\nstudent301,120.5\n")
    code, text = worksheet(desk)
    assert code == 1 and "student301 has 120.50 of 120.00, and Moodle passes over what is out of range" in text
    desk.write("scores.csv", "student_id,score,max_total\nstudent301,90,100\n")
    assert "the worksheet's maximum is 120.00, these scores are out of 100.00" in worksheet(desk)[1]
    assert worksheet(desk, "--scale", "120")[0] == 0 and b",108.00,120.00" in desk.read("out.csv")
    desk.write("worksheet.csv", desk.read("worksheet.csv").replace(b",120.00,Yes,", b",120.00,No,", 1))
    desk.write("scores.csv", "student_id,score\nstudent301,1\nstudent303,2\n")
    code, text = worksheet(desk)
    assert code == 0 and "student301's grade is locked in Moodle" in text


def test_a_worksheet_in_the_sites_language_is_filled_in_its_decimal_mark(desk):
    german = "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Feedback als Kommentar\n"
    desk.write("worksheet.csv", german + 'Teilnehmer/in 5301,Sam,a@x.org,,,"120,00",\n')
    desk.write("scores.csv", "student_id,score\na@x.org,12.5\n")
    assert worksheet(desk)[0] == 0
    (_, row) = csv.reader(io.StringIO(desk.read("out.csv").decode()))
    assert row == ["Teilnehmer/in 5301", "Sam", "a@x.org", "", "12,50", "120,00", ""]
    desk.write("worksheet.csv", german.replace("Bewertung", "Punktzahl") + "Teilnehmer/in 5301,Sam,a@x.org,,,120,\n")
    assert "Name it with --grade-column" in worksheet(desk)[1]
    assert worksheet(desk, "--grade-column", "Punktzahl")[0] == 0


def test_a_file_that_moodle_would_not_take_is_refused(desk):
    desk.write("scores.csv", "student_id,score\na,1\n")
    for raw, says in (
        ("Identifier,Grade\nParticipant 1,\n", "no column 'Last modified (grade)'"),
        ("Name,Grade,Email address\nSam,,a@x.org\n", "no column like 'Participant 5301'"),
    ):
        desk.write("worksheet.csv", raw)
        code, text = worksheet(desk)
        assert code == 1 and says in text


def test_a_grade_of_exactly_100_is_taken(desk):
    desk.write("scores.csv", "student_id,score\na,100\n")
    assert desk.export("moodle", "scores.csv", "--out", "out.csv")[0] == 0
    assert importers.moodle_grades(desk.read("out.csv"), {"a": 1}) == {1: 100.0}

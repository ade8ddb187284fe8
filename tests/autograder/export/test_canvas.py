"""Canvas: the instructor's own export with one column filled, read back by the importer's rules."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.export.errors import ExportError
from autograder.export.filled import read_table
from autograder.intake import read_roster

from . import importers


def canvas(desk, *words):
    return desk.export("canvas", "scores.csv", "export.csv", "--out", "out.csv", *words)


def test_only_the_scores_cells_change(desk):
    desk.copy("canvas-own-export-filled")
    before = desk.read("export.csv")
    code, text = canvas(desk, "--column", "Week 1")
    assert code == 0 and desk.read("out.csv") == desk.read("expected.csv") and desk.read("export.csv") == before
    got = importers.canvas(
        desk.read("out.csv"), {9101: "Week 1", 9102: "Week 2"}, {301: "", 303: "", 305: "", 777: ""}
    )
    assert {user: grade for (user, week), grade in got["grades"].items() if week == 9101} == {
        301: "91.50", 303: "77.00", 305: "", 777: "",
    }  # fmt: skip
    assert got["maxima"] == {9101: "120.00", 9102: "100.00"} and not got["new_assignments"] and not got["new_students"]


def test_who_handed_nothing_in_gets_a_0_only_when_asked(desk):
    desk.copy("canvas-own-export-filled")
    canvas(desk, "--column", "9101", "--zeros")
    assert desk.read("out.csv") == desk.read("expected.csv").replace(b"Section 1,,,61.00", b"Section 1,,0.00,61.00")


@pytest.mark.parametrize("asked, file", [
    ("9101", "expected-9101.csv"), ("9102", "expected-9102.csv"),
    ('Week 1: costs, memory (part 1), "roofline"', "expected-9101.csv"),
    ('Week 1: costs, memory (part 1), "roofline" (9101)', "expected-9101.csv"),
])  # fmt: skip
def test_an_assignment_is_found_by_its_id_or_whole_title(desk, asked, file):
    desk.copy("canvas-awkward-titles")
    assert canvas(desk, "--column", asked)[0] == 0 and desk.read("out.csv") == desk.read(file)


@pytest.mark.parametrize("asked, says", [
    ("Week 1", ['"Week 1 (9102)"', '"Week 1 (9103)"', "give the number in parentheses"]),
    ("Week 01", ["the nearest are", '"Week 1 (910', "No column is added"]),
    ("Current Score", ["no assignment in the export is 'Current Score'"]),
    ("1", ["no assignment in the export is '1'"]),
])  # fmt: skip
def test_a_title_that_fits_two_or_none_is_refused_and_nothing_is_written(desk, asked, says):
    desk.copy("canvas-awkward-titles")
    code, text = canvas(desk, "--column", asked)
    assert code == 1 and all(words in text for words in says) and not (desk.folder / "out.csv").exists()


def test_a_column_that_canvas_ignores_is_said(desk):
    desk.copy("canvas-awkward-titles")
    desk.write("scores.csv", "student_id,score\nstudent301,4\n")
    code, text = canvas(desk, "--column", "9110")
    assert code == 0 and "Canvas ignores every column whose heading holds 'Final Score'" in text
    got = importers.canvas(desk.read("out.csv"), {9110: "Final Score essay"}, {301: ""})
    assert (301, 9110) not in got["grades"], "the importer's rules agree"


def test_two_of_one_name_get_their_own_scores_and_a_wrapped_name_keeps_its_bytes(desk):
    desk.copy("canvas-same-name-and-equals-sign")
    assert canvas(desk, "--column", "9101")[0] == 0 and desk.read("out.csv") == desk.read("expected.csv")


def test_a_name_that_two_have_fills_neither_row_and_names_both(desk):
    desk.copy("canvas-same-name-and-equals-sign")
    code, text = desk.export("canvas", "names-only.csv", "export.csv", "--out", "out.csv", "--column", "9101")
    assert code == 0 and "'Sam Doe' fits 2 rows, \"Doe, Sam (301)\" and \"Doe, Sam (303)\": none of them is filled" in text
    grades = importers.canvas(desk.read("out.csv"), {9101: "Week 1"}, {301: "", 303: "", 305: ""})["grades"]
    assert [grades[user, 9101] for user in (301, 303, 305)] == ["", "", "80.00"]


def test_as_a_roster_a_wrapped_name_is_the_name(desk):
    desk.copy("canvas-same-name-and-equals-sign")
    assert [student.name for student in read_roster(desk.folder / "export.csv").students] == ["Doe, Sam", "Doe, Sam", "=2+5, Ola"]


EXPORT = "Student,ID,SIS Login ID,Section,W (9)\n    Points Possible,,,,10.00\n{rows}"


def simple(desk, rows: str, scores: str, *words: str):
    desk.write("export.csv", EXPORT.format(rows=rows))
    desk.write("scores.csv", scores)
    return canvas(desk, "--column", "9", *words)


def test_excused_students_stay_excused_and_overwritten_scores_are_named(desk):
    rows = '"A",1,a,S,EX\n"B",2,b,S,7.00\n"C",3,c,S,8.00\n"D",4,d,S,N/A\n'
    code, text = simple(desk, rows, "student_id,score\na,1\nb,2\nc,8\nd,4\n")
    assert code == 0 and desk.read("out.csv").decode() == EXPORT.format(rows=rows.replace("7.00", "2.00"))
    assert "a is excused in Canvas (EX), and stays so" in text and "d is not assigned" in text and "changed: b: 7.00 -> 2.00" in text


def test_a_maximum_that_differs_is_refused_until_somebody_says_what_is_meant(desk):
    row, scores = '"A",1,a,S,\n', "student_id,score,max_total\na,15,20\n"
    code, text = simple(desk, row, scores)
    assert code == 1 and "is out of 10.00 points in Canvas, these scores are out of 20.00" in text
    assert simple(desk, row, scores, "--scale", "10")[0] == 0 and b",7.50\n" in desk.read("out.csv")
    assert simple(desk, row, scores, "--as-is")[0] == 0 and b",15.00\n" in desk.read("out.csv")


def test_an_id_that_fits_two_rows_is_refused_unless_a_roster_tells_them_apart(desk):
    rows = '"A",1,2,S,\n"B",2,b,S,\n'
    code, text = simple(desk, rows, "student_id,score\n2,5\n")
    assert code == 1 and 'fits 2 rows, "A (1)" and "B (2)"' in text
    desk.write("roster.csv", "student_id,canvas_id\n2,1\n")
    assert simple(desk, rows, "student_id,score\n2,5\n", "--roster", "roster.csv")[0] == 0
    assert desk.read("out.csv").decode() == EXPORT.format(rows='"A",1,2,S,5.00\n"B",2,b,S,\n')


def test_two_scores_for_one_row_are_refused(desk):
    code, text = simple(desk, '"A",1,a,S,\n', "student_id,score\na,5\n1,6\n")
    assert code == 1 and "a and 1 are both A (1)" in text


def test_who_is_in_no_row_is_named_and_when_nobody_is_nothing_is_written(desk):
    code, text = simple(desk, '"A",1,a,S,\n', "student_id,score\na,5\nzoe,6\n")
    assert code == 0 and "'zoe' is in no row of the file: not exported" in text
    (desk.folder / "out.csv").unlink()
    code, text = simple(desk, '"A",1,a,S,\n', "student_id,score\nzoe,6\n")
    assert code == 1 and "no score has a row to go into" in text and not (desk.folder / "out.csv").exists()


def test_the_export_itself_and_the_scores_are_never_overwritten(desk):
    desk.copy("canvas-own-export-filled")
    for name in ("export.csv", "scores.csv"):
        before = desk.read(name)
        code, text = desk.export("canvas", "scores.csv", "export.csv", "--out", name, "--column", "9101")
        assert code == 1 and "it stays as it is" in text and desk.read(name) == before
    assert desk.export("canvas", "scores.csv", "export.csv", "--column", "9101")[0] == 0
    assert desk.read("export-filled.csv") == desk.read("expected.csv")


def test_a_german_export_keeps_its_mark_separators_and_decimal_commas(desk):
    rows = '"Öberg, Zoë";1;a;S;;7,50\r\n"Doe; Sam";2;b;S;1,25;\r\n'
    head = "\ufeffStudent;ID;SIS Login ID;Section;W (9);V (8)\r\n    Points Possible;;;;10,00;10,00\r\n"
    desk.write("export.csv", head + rows)
    desk.write("scores.csv", "student_id,score\na,9.25\nb,10\n")
    assert canvas(desk, "--column", "9")[0] == 0
    assert desk.read("out.csv").decode() == head + rows.replace("S;;", "S;9,25;").replace("1,25", "10,00")
    grades = importers.canvas(desk.read("out.csv"), {9: "W", 8: "V"}, {1: "", 2: ""})["grades"]
    assert (grades[1, 9], grades[1, 8], grades[2, 9]) == ("9.25", "7.50", "10.00")


@pytest.mark.parametrize("raw, says", [
    (b"student_id,score\na,1\n", "is not Canvas's gradebook export"),
    (b"", "is empty"),
    ("Student,ID,Section,W (9)\n".encode("utf-16"), "is UTF-16"),
    (b'Student,ID,Section,W (9)\n"Ash, Ro', "a quote is never closed; the file is cut off"),
    (b'Student,ID,Section,W (9)\n"Ash" x,1,S,\n', "text follows a closing quote"),
    (b"Student,ID,Section,W (9)\n    Points Possible,,,(read only)\nA,1,S,\n", "Canvas computes"),
    (b"Student,ID,SIS Login ID,Section,W (9)\nA,1,a,S\n", "has too few cells"),
])  # fmt: skip
def test_what_is_no_whole_export_is_refused(desk, raw, says):
    desk.write("export.csv", raw)
    desk.write("scores.csv", "student_id,score\na,1\n1,1\n" if b"Login" not in raw else "student_id,score\na,1\n")
    code, text = canvas(desk, "--column", "9")
    assert code == 1 and says in text and not (desk.folder / "out.csv").exists()


@pytest.mark.parametrize("scores, says", [
    ('student_id,score\na,"1,5"\n', "'1,5' is not a number"),
    ("student_id,score\na,nan\n", "'nan' is not a number"),
    ("student_id,score\na,1\na,2\n", "a stands twice"),
    ("student_id,points\na,1\n", "needs the columns student_id (or name) and score (or total)"),
    ("student_id,score\n,1\n", "the column student_id is empty"),
    ("student_id,score,max_total\na,1,10\nb,1,20\n", "max_total is not the same in every row"),
])  # fmt: skip
def test_scores_that_cannot_be_are_refused(desk, scores, says):
    code, text = simple(desk, '"A",1,a,S,\n', scores)
    assert code == 1 and says in text and not (desk.folder / "out.csv").exists()


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=6)


@settings(max_examples=40)
@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=4), st.data(), st.sampled_from(["\n", "\r\n"]))
def test_cutting_and_joining_changes_no_byte_but_the_cells(rows, data, end):
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',;\t"') else text

    rows[0] = [f"h{i}" for i in range(width)]  # the separator is seen in the headings
    raw = "".join(",".join(map(quoted, row)) + end for row in rows).encode()
    table = read_table("x.csv", raw)
    assert [[cell.text for cell in row] for row in table.rows] == rows and table.replaced({}) == raw
    at = (data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, width - 1)))
    new = data.draw(cells)
    again = read_table("x.csv", table.replaced({at: new}))
    rows[at[0]][at[1]] = new
    if at[0]:
        assert [[cell.text for cell in row] for row in again.rows] == rows


def test_a_file_that_is_not_utf_8_keeps_its_code_page():
    raw = "Student,W\nZoë,\n".encode("cp1252")
    assert read_table("x.csv", raw).replaced({(1, 1): "5.00"}) == raw.replace(b",\n", b",5.00\n")
    with pytest.raises(ExportError, match="is not UTF-8 and cannot hold"):
        read_table("x.csv", raw).replaced({(1, 1): "姚"})


def test_no_score_is_written_with_a_thousands_mark(desk):
    desk.write("export.csv", EXPORT.format(rows='"A",1,a,S,\n').replace("10.00", "2000.00"))
    desk.write("scores.csv", "student_id,score\na,1234.565\n")
    canvas(desk, "--column", "9")
    assert re.search(rb",1234\.57\n", desk.read("out.csv"))


def test_an_export_with_first_and_last_names_apart_is_filled_too(desk):
    export = "LastName,FirstName,ID,SIS Login ID,Section,W (9)\n    Points Possible,,,,,10.00\nDoe,Sam,1,a,S,\nÖberg,Zoë,2,b,S,\n"
    desk.write("export.csv", export)
    desk.write("scores.csv", "name,score\nZoë Öberg,4\n")
    assert canvas(desk, "--column", "9")[0] == 0
    assert desk.read("out.csv").decode() == export.replace("2,b,S,", "2,b,S,4.00")
    got = importers.canvas(desk.read("out.csv"), {9: "W"}, {1: "", 2: ""})
    assert got["grades"] == {(1, 9): "", (2, 9): "4.00"}


def test_zeros_go_into_blank_cells_only(desk):
    rows = '"A",1,a,S,5.00\n"B",2,b,S,\n"C",3,c,S,EX\n'
    assert simple(desk, rows, "student_id,score\na,\nb,\nc,\n", "--zeros")[0] == 0
    assert desk.read("out.csv").decode() == EXPORT.format(rows=rows.replace("b,S,", "b,S,0.00"))

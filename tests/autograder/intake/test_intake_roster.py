"""Rosters of all systems, as Excel and people leave them."""

import pytest

from autograder.intake import IntakeError, read_roster


@pytest.fixture
def ids(tmp_path):
    def read(text):
        path = tmp_path / "roster.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [student.student_id for student in read_roster(path).students]

    return read


HEAD = "Student,ID,SIS User ID,SIS Login ID,Section"


def test_canvas_through_excel_makes_no_student_of_what_is_none(ids):
    head, none = f"\ufeff{HEAD},Week 1 (5)\r\n,,,,,\r\n", "    Points Possible,,,,,100\r\n"
    assert ids(f'{head}{none}"P, A",7,s7,ada,S,\r\n"Student, Test",9,,0f3,S,\r\n') == ["ada"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First name,Last name,ID number,Email address\nAda,Lovelace,007,a@e.org\n", ["007"]),
        ("Vorname;Nachname;Anmeldename;ID-Nummer\nAda;Lovelace;ada;7\n", ["ada"]),
        ('"First Name","Last Name","SID","Email","Role"\nA,B,s1,a@e.org,Student\nC,D,s2,c@e.org,TA\n', ["s1"]),
        ("identifier,github_username,github_id,name\ne1,Ada-L,55,Ada\ne2,,,\n", ["Ada-L", "e2"]),
        ("student_id,canvas_id,name\nada,301,Ada\n", ["ada"]),
        ("canvas_id\tstudent_id\n301\tada\n", ["ada"]),
        ("ada\nbob\n", ["ada", "bob"]),
        ("sep=;\r\nlogin;name\r\nada;A\r\n", ["ada"]),
        ("name,email\nAda,a@e.org\n", ["a@e.org"]),
        ("id,first_name,last_name,email\nada,A,L,\n", ["ada"]),
    ],
)
def test_each_systems_columns_are_understood(ids, text, expected):
    assert ids(text) == expected


def test_encodings_of_excel(ids):
    assert ids("login\njürgen\n".encode("utf-16")) == ["jürgen"]
    assert ids("login\njürgen\n".encode("cp1252")) == ["jürgen"]


def test_two_sections_are_one_student(ids):
    assert ids(f'{HEAD}\n"P, A",7,s7,ada,S1\n"Q, B",8,s8,bob,S1\n"P, A",7,s7,ada,Lab 3\n') == ["ada", "bob"]


def test_one_login_with_two_ids_names_both(ids):
    with pytest.raises(IntakeError, match=r'"ada".*"7".*"8"'):
        ids(f'{HEAD}\n"P, A",7,s7,ada,S1\n"P, A",8,s7,ada,S2\n')


@pytest.mark.parametrize("text", ["", "colour,shape\nred,round\n", f"{HEAD}\n", 'login,x\n"' + "a" * 200_000 + '",1\n'])
def test_what_is_no_roster_is_a_sentence(ids, text):
    with pytest.raises(IntakeError, match="roster"):
        ids(text)


def test_a_missing_roster_is_a_sentence(tmp_path):
    with pytest.raises(IntakeError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")

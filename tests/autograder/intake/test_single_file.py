"""One file given directly: an LMS's name for it says whose it is, as it does in a folder of many."""

import zipfile

import pytest

from autograder.intake import Asked, read_roster, take_in

ASKED = Asked("week01_warmup", ("flops.py",), ("flops",))


@pytest.fixture
def one(tmp_path):
    path = tmp_path / "student001_LATE_1001_81001_week01_warmup.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("flops.py", "x = 1\n")
    return path


def test_without_a_roster_the_first_part_of_a_canvas_name_is_the_student(one):
    (hand_in,) = take_in(one, ASKED)
    assert (hand_in.student_id, hand_in.status, hand_in.late) == ("student001", "graded", True)


def test_with_a_roster_the_user_id_finds_the_row(one, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text('Student,ID,SIS Login ID,Section\n"Quist, Ada",1001,ada,1\n"Rask, Bo",1002,bo,1\n')
    found = {h.student_id: h.status for h in take_in(one, ASKED, read_roster(roster))}
    assert found == {"ada": "graded", "bo": "missing"}


def test_a_plain_name_is_still_the_student(one, tmp_path):
    plain = one.rename(tmp_path / "ada.zip")
    (hand_in,) = take_in(plain, ASKED)
    assert (hand_in.student_id, hand_in.late) == ("ada", False)


def test_a_helper_package_beside_the_asked_file_is_nobodys_hand_in(tmp_path):
    path = tmp_path / "ada.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("flops.py", "parts/__init__.py", "parts/counting.py"):
            archive.writestr(name, "x = 1\n")
    (hand_in,) = take_in(path, ASKED)
    assert (hand_in.student_id, sorted(hand_in.files)) == ("ada", ["flops.py", "parts/__init__.py", "parts/counting.py"])

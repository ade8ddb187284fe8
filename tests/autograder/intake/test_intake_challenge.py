"""A challenge's model comes along in every layout; a week without a challenge sees a file like any other."""

from dataclasses import replace

import pytest

from autograder.intake import read_roster, take_in

MODEL = b"\x08\0\0\0\0\0\0\0{}      "
FILE = "challenge.safetensors"


def put_canvas_files(course):
    """Bare files; the browser has numbered the model."""
    for place, (name, data) in enumerate([*course.five.items(), ("challenge-1.safetensors", MODEL)]):
        course.put(f"lovelaceada_7301_{91301 + place}_{name}", data)


def put_canvas_zip_and_model(course):
    """A zip of the modules and the model beside it, in one upload."""
    course.put("lovelaceada_7301_91301_work.zip", course.zip())
    course.put(f"lovelaceada_7301_91302_{FILE}", MODEL)


def put_moodle(course):
    course.put_folder("Ada Lovelace_4311_assignsubmission_file_", {**course.five, FILE: MODEL})


def put_zip_with_a_folder(course):
    course.put("ada.zip", course.zip({**course.five, f"models/{FILE}": MODEL}, prefix="week01_warmup/"))


def put_nbgrader(course):
    course.put_folder("submitted/ada/week01_warmup", {**course.five, FILE: MODEL, "timestamp.txt": b"2027-01-14"})
    course.put("gradebook.db", b"")


def put_classroom(course):
    course.put_folder("week01_warmup-ada", {**course.five, FILE: MODEL, ".git/HEAD": b"ref: refs/heads/main"})


@pytest.mark.parametrize(
    "lay_out", [put_canvas_files, put_canvas_zip_and_model, put_moodle, put_zip_with_a_folder, put_nbgrader, put_classroom]
)
def test_the_model_lies_beside_the_modules(course, lay_out):
    course.canvas(("Lovelace, Ada", 7301, "ada"))
    lay_out(course)
    asked = replace(course.asked, files=(*course.asked.files, FILE))
    rows = {row.student_id: row for row in take_in(course.folder, asked, read_roster(course.roster_path))}
    ada = rows["ada"] if "ada" in rows else next(iter(rows.values()))
    assert ada.status == "graded" and ada.files[FILE] == MODEL
    assert {name: ada.files[name] for name in course.five} == dict(course.five)
    plain = {row.student_id: row for row in take_in(course.folder, course.asked, read_roster(course.roster_path))}
    assert {name: plain[ada.student_id].files[name] for name in course.five} == dict(course.five)


def test_a_model_alone_is_a_hand_in_that_lacks_the_modules(course):
    course.put(f"ada/{FILE}", MODEL)
    (ada,) = take_in(course.folder, replace(course.asked, files=(*course.asked.files, FILE)))
    assert ada.status == "graded" and dict(ada.files) == {FILE: MODEL}
    assert "None of the modules asked for was found" in " ".join(ada.messages)

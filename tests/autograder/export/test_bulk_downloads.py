"""Bulk downloads as Canvas and Moodle name them: whose each is, and that nothing vanishes without a word."""

import pytest

from autograder.intake import Asked, read_roster, take_in

from .conftest import FIELD

MODULES = ("flops", "memory", "pareto", "scaling", "hardware")
ASKED = Asked("week01_warmup", (*(f"{name}.py" for name in MODULES), "report.ipynb"), MODULES)


def take(case: str, roster: str | None):
    known = read_roster(FIELD / case / roster) if roster else None
    return {row.student_id: row for row in take_in(FIELD / case / "submissions.zip", ASKED, known)}


def test_canvas_names_are_read_by_the_user_id_alone():
    rows = take("canvas-bulk-download-names", "roster.csv")
    found = {student: (row.late, sorted(set(row.files) & set(ASKED.files))) for student, row in rows.items() if row.status == "graded"}
    assert found == {
        "student301": (False, ["flops.py"]), "student303": (True, ["flops.py", "report.ipynb"]),
        "student305": (False, []), "student307": (False, ["flops.py"]), "student309": (False, ["flops.py"]),
    }  # fmt: skip
    # Intake is strict about names: the file is kept as it is called, and the message says so.
    assert "my_12_34_flops.py" in " ".join([*rows["student305"].messages, *rows["student305"].files])
    (stranger,) = (row for row in rows.values() if row.status == "unidentified")
    assert "anon_x7Kp2" in stranger.student_id + stranger.source
    assert any("late" in message and "no time" in message for message in rows["student303"].messages)


def test_moodles_participant_numbers_keep_two_of_one_name_apart():
    rows = take("moodle-bulk-download-folders", "worksheet.csv")
    graded = {student: row for student, row in rows.items() if row.status == "graded"}
    assert len(graded) == 5 and all(set(row.files) & set(ASKED.files) == {"flops.py"} for row in graded.values())
    assert "5301" in graded["Participant 5301"].source and "5303" in graded["Participant 5303"].source
    assert not any("onlinetext" in path for row in graded.values() for path in row.files if path.endswith(".py"))


def test_without_a_list_two_of_one_name_are_kept_apart_and_nobody_becomes_a_known_student():
    rows = take("moodle-bulk-download-folders", None)
    assert len(rows) == 5 and {"Sam Doe (participant 5301)", "Sam Doe (participant 5303)"} <= set(rows)
    assert not any("@" in student or student.startswith("student") for student in rows)


@pytest.mark.parametrize("case", ["canvas-bulk-download-names", "moodle-bulk-download-folders"])
def test_every_file_of_the_download_is_somebodys_or_named(case):
    import zipfile

    rows = take(case, "roster.csv" if "canvas" in case else "worksheet.csv")
    said = " ".join(row.source + " ".join(row.messages) for row in rows.values())
    names = zipfile.ZipFile(FIELD / case / "submissions.zip").namelist()
    assert all(name.split("/")[0] in said for name in names), said

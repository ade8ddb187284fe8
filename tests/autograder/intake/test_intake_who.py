"""Who handed in: the roster decides, nothing is guessed, nobody is lost."""

import pytest

from autograder.intake import IntakeError, read_roster


def test_the_canvas_user_id_finds_the_person_and_late_counts_only_where_canvas_puts_it(course):
    course.canvas(("A, A", 7301, "ada"), ("B, B", 7401, "student_501"), ("C, C", 7501, "Łukasz.ż"))
    course.put("aa_LATE_7301_91301_week01.zip", course.zip())
    course.put("student_501_7401_91501_LATE_final_2_1.zip", course.zip())
    course.put("占位_7501_91502_第一周.zip", course.zip())
    rows = course.take()
    assert [(key, row.status, row.late) for key, row in rows.items()] == [
        ("ada", "graded", True), ("student_501", "graded", False), ("Łukasz.ż", "graded", False),
    ]  # fmt: skip


def test_a_file_called_like_another_students_number_stays_its_authors(course):
    course.canvas(("A, A", 7301, "ada"), ("B, B", 7302, "bob"))
    course.put("aa_7301_91301_7302_5_week01.zip", course.zip())
    course.put("stranger_9999_91301_7302_5_week01.zip", course.zip())
    rows = course.take()
    assert (rows["ada"].status, rows["bob"].status, rows["stranger"].status) == ("graded", "missing", "unidentified")


def test_a_login_with_digits_is_not_cut_even_when_they_are_somebodys_id(course):
    course.canvas(("A, A", 501, "ada"), ("B, B", 7501, "student_501"))
    course.put("student_501_7501_91501_week01.zip", course.zip())
    rows = course.take()
    assert (rows["student_501"].status, rows["ada"].status) == ("graded", "missing")


def test_without_a_roster_other_names_tell_where_the_ids_stand(course):
    course.put("ada_7301_91301_week01.zip", course.zip())
    course.put("student_501_7501_91501_week01.zip", course.zip())
    assert list(course.take()) == ["ada", "student_501"]


def test_an_id_that_the_roster_lacks_is_not_matched_by_name(course):
    course.canvas(("Muster, Kim", 7301, "kim"))
    course.put("musterkim_9999_91301_week01.zip", course.zip())
    rows = course.take()
    assert rows["kim"].status == "missing" and rows["musterkim"].status == "unidentified"
    assert "musterkim_9999_91301_week01.zip" in " ".join(rows["musterkim"].messages)
    assert rows["musterkim"].files == {} and rows["musterkim"].digest == ""


def test_anonymous_canvas_names_are_set_aside_and_named(course):
    course.canvas(("A, A", 7301, "ada"))
    course.put("anon_x7Kp2_90313_flops.py")
    course.put("LATE_anon_12345_90314_flops.py")
    rows = course.take()
    assert [rows[key].status for key in ("ada", "anon_x7Kp2", "anon_12345")] == ["missing", *["unidentified"] * 2]


def test_moodle_finds_a_full_name_once_and_never_by_the_participants_number(course):
    sams = (("Doe, Sam", 1, "s1"), ("Doe, Sam", 2, "s2"))
    course.canvas(("de la Muestra, Anna-Lena", 7411, "al"), ("M, K", 4511, "km"), *sams)
    for name in ("Anna-Lena de la Muestra_4511", "Sam Doe_5301"):
        course.put(f"{name}_assignsubmission_file_/Abgabe 1.zip", course.zip())
    rows = course.take()
    assert [rows[key].status for key in ("al", "km", "s1", "s2")] == ["graded", "missing", "missing", "missing"]
    assert rows["Sam Doe"].status == "unidentified" and "Two students" in rows["Sam Doe"].messages[0]


def test_moodles_worksheet_knows_the_participants(course):
    people = ("5301,Sam Doe", "5303,Sam Doe", "5305,Ola Cedar", "5307,Zoë van der Berg", "5309,Uli Dale")
    course.roster("Identifier,Full name,Email address\n" + "".join(f"Participant {p},x@example.edu\n" for p in people))
    course.put_folder("Sam Doe_5301_assignsubmission_file_")
    course.put_folder("Sam Doe_5303_assignsubmission_file")
    course.put("Team 2-Ola Cedar_5305_assignsubmission_file_/w.zip", course.zip(prefix="week01_warmup/"))
    course.put("Ola Cedar_5305_assignsubmission_onlinetext_/onlinetext.html")
    course.put("Zoë van der Berg_5307_assignsubmission_file_flops.py")
    course.put_folder("Participant_5309_assignsubmission_file_")
    rows = course.take()
    assert {row.status for row in rows.values()} == {"graded"} and next(iter(rows)) == "Participant 5301"
    assert {"flops.py", "onlinetext.html"} <= set(rows["Participant 5305"].files)
    assert set(rows["Participant 5307"].files) == {"flops.py"}


def test_two_people_of_one_name_never_share_a_row(course):
    course.canvas(("Muster, Kim", 7301, "kim"))
    for number in (4511, 4611):
        course.put(f"Kim Muster_{number}_assignsubmission_file_/w.zip", course.zip())
    rows = course.rows()
    assert [row.status for row in rows] == ["missing", "unidentified", "unidentified"]


def test_logins_that_differ_in_case_or_form_only_are_not_confused(course):
    course.roster("login,name\nada,A\nAda,B\nzoe\u0308,C\n")
    course.put_folder("Ada")
    course.put_folder("zo\u00eb")
    rows = course.take()
    assert [(key, row.status) for key, row in rows.items()] == [
        ("ada", "missing"), ("Ada", "graded"), ("zoe\u0308", "graded"),
    ]  # fmt: skip


def test_two_logins_that_fold_alike_leave_a_third_spelling_unidentified(course):
    course.roster("login\nada\nAda\n")
    course.put_folder("ADA")
    assert [row.status for row in course.rows()] == ["missing", "missing", "unidentified"]


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("week01_warmup-ada", "ada"), ("week01-warmup-a-b", "a-b"), ("student_501", "student_501"),
        ("o.neil_x", "o.neil_x"), ("ünal", "ünal"), ("ada (1)", "ada"), ("ada_hw1", "ada"),
        ("ada_week01_warmup", "ada"),
    ],
)  # fmt: skip
def test_a_folder_or_a_zip_is_called_after_its_student(course, name, login):
    course.roster(f"login\n{login}\nsomebody\n")
    course.put(f"{name}.ZIP", course.zip())
    assert course.take()[login].status == "graded"


def test_only_digits_behind_a_login_are_part_of_it(course):
    course.put("student_501.zip", course.zip())
    course.put("student_501_week01_warmup.zip", course.zip())
    assert {row.student_id for row in course.rows()} == {"student_501"}


def test_gradescope_finds_by_sid_and_shares_a_groups_mark(course):
    course.canvas(("A, A", 7313, "ada"), ("B, B", 7413, "bob"), ("C, C", 7513, "cy"))
    course.put_folder("assignment_1_export/submission_60013/deep/")
    course.put_folder("assignment_1_export/submission_60014")
    course.put(
        "assignment_1_export/submission_metadata.yml",
        b"---\nsubmission_60013:\n  :submitters:\n  - :name: X\n    :sid: s7313\n    :email: a@e.org\n"
        b"  - :name: Y\n    :sid: s7413\n    :email: b@e.org\n  - :name: Zed\n    :sid: s1\n    :email: z@e.org\n"
        b"  :created_at: 2026-09-14 10:30:00.000000000 Z\n",
    )
    rows = course.take()
    assert rows["ada"].group == ("bob",) and rows["bob"].group == ("ada",) and rows["cy"].status == "missing"
    assert rows["ada"].digest == rows["bob"].digest != ""
    assert "s1" in " ".join(rows["ada"].messages)
    assert rows["submission_60014"].status == "unidentified"


def test_gradescopes_ids_stay_texts(course):
    course.put_folder("submission_1")
    course.put("submission_metadata.yml", b"submission_1:\n  :submitters:\n  - :name: X\n    :sid: 0071\n")
    assert course.one().student_id == "0071"


def test_nbgraders_levels_are_no_students_and_its_own_files_are_not_the_students(course):
    course.put_folder("ada/week01_warmup")
    course.put("ada/week01_warmup/timestamp.txt", b"2026-09-14 10:30:00.000000 UTC")
    course.put("bob/week02/report.ipynb")
    course.put("bob/week02/timestamp.txt")
    row = course.one()
    assert (row.student_id, set(row.files), row.late) == ("ada", set(course.five), False)


def test_a_row_for_every_student_in_the_rosters_order_and_strangers_last(course):
    course.roster("student_id\nzed\nada\n")
    course.put_folder("ada")
    course.put_folder("bob")
    assert [(row.student_id, row.status) for row in course.rows()] == [
        ("zed", "missing"), ("ada", "graded"), ("bob", "unidentified"),
    ]  # fmt: skip


def test_hostile_names_come_through_as_data(course):
    course.roster('Student,ID,SIS User ID,SIS Login ID,Section\n"<script>, =1+1",5019,=1+1,@ada,"+A1;""x"""\n')
    course.put("<img src=x onerror=alert(1)>_5019_91019_week01.zip", course.zip())
    row = course.one()
    assert (row.student_id, row.status) == ("@ada", "graded")
    assert row.source.startswith("<img src=x")


def test_the_courses_own_files_beside_the_hand_ins_are_nobodys(course):
    course.put("README.md")
    course.put("expected.json")
    course.put("roster.csv")
    course.put("ada.zip", course.zip())
    assert [row.student_id for row in course.rows()] == ["ada"]


def test_a_wrong_path_or_an_empty_folder_stops_the_run(course, tmp_path):
    with pytest.raises(IntakeError, match="cannot be read"):
        course.rows(tmp_path / "nowhere")
    with pytest.raises(IntakeError, match="no hand-in"):
        course.rows()


def test_a_roster_field_is_a_key_and_never_cleaned(course):
    course.roster("login\n ada \n")
    course.put_folder("ada")
    assert course.one().student_id == " ada "
    assert read_roster(course.roster_path).students[0].student_id == " ada "


def test_without_a_roster_two_of_one_name_are_kept_apart_by_the_lms_number(course):
    course.put_folder("Sam Doe_5301_assignsubmission_file_")
    course.put_folder("Sam Doe_5303_assignsubmission_file_")
    course.put_folder("Team 2-Ola Cedar_5305_assignsubmission_file_")
    course.put("Ola Cedar_5305_assignsubmission_onlinetext_/onlinetext.html")
    assert list(course.take()) == ["Ola Cedar", "Sam Doe (participant 5301)", "Sam Doe (participant 5303)"]

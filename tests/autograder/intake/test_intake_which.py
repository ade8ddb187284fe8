"""Which attempt counts: together what was uploaded together, the last of several, never a guess."""

import zipfile


def test_attempts_are_compared_as_numbers_and_the_others_are_named(course):
    course.canvas(("A, A", 7301, "ada"))
    old, new = {**course.five, "flops.py": b"old"}, {**course.five, "flops.py": b"new"}
    course.put("aa_7301_9998_week01.zip", course.zip(old))
    course.put("aa_7301_10002_other.zip", course.zip(new))
    row = course.one()
    assert row.files["flops.py"] == b"new" and "aa_7301_9998_week01.zip" in " ".join(row.messages)


def test_bare_files_are_one_hand_in_and_a_newer_file_replaces_its_older_self(course):
    course.canvas(("A, A", 7301, "ada"))
    for at, name in enumerate(course.five):
        course.put(f"aa_7301_{91301 + 40 * at}_{name}", b"old")
    course.put("aa_LATE_7301_99000_flops-1.py", b"new")
    row = course.one()
    assert set(row.files) == set(course.five) and row.files["flops.py"] == b"new" and row.late
    assert "aa_7301_91301_flops.py" in " ".join(row.messages)


def test_the_exact_name_wins_over_a_browsers_copy_uploaded_with_it(course):
    course.canvas(("A, A", 7301, "ada"))
    course.put("aa_7301_91301_flops.py", b"right")
    course.put("aa_7301_91302_flops (1).py", b"old copy")
    assert course.one().files["flops.py"] == b"right"


def test_a_notebook_beside_a_zip_belongs_to_it_but_an_old_one_does_not(course):
    course.canvas(("A, A", 7301, "ada"), ("B, B", 7302, "bob"))
    course.put("aa_7301_91301_week01.zip", course.zip(prefix="w/"))
    course.put("aa_7301_91302_report.ipynb", b"{}")
    course.put("bb_7302_91302_report.ipynb", b"{}")
    course.put("bb_7302_95000_week01.zip", course.zip())
    rows = course.take()
    assert set(rows["ada"].files) == {*course.five, "report.ipynb"}
    assert set(rows["bob"].files) == set(course.five)


def test_an_unreadable_last_attempt_is_refused_and_names_the_earlier_one(course):
    course.canvas(("A, A", 7301, "ada"))
    course.put("aa_7301_91301_week01.zip", course.zip())
    course.put("aa_7301_95000_week01-1.zip", course.zip()[:-40])
    row = course.one()
    assert row.status == "refused" and "aa_7301_91301_week01.zip" in " ".join(row.messages)


def test_two_hand_ins_without_an_order_are_a_doubt(course):
    course.roster("login\nada\n")
    course.put_folder("ada")
    course.put("ada.zip", course.zip({"flops.py": b"other"}))
    row = course.one()
    assert row.status == "refused" and "ada.zip" in row.messages[0]


def test_a_browsers_second_download_is_the_later_one(course):
    course.put("ada.zip", course.zip({"flops.py": b"old"}))
    course.put("ada (1).zip", course.zip({"flops.py": b"new"}))
    assert course.one().files["flops.py"] == b"new"


def test_the_later_gradescope_submission_counts(course):
    entry = "submission_{0}:\n  :submitters:\n  - :sid: s1\n  :created_at: 2026-09-14 {1}:30:00.5 {2}\n"
    course.put("submission_metadata.yml", (entry.format(1, "10", "-07:00") + entry.format(2, "11", "Z")).encode())
    course.put_folder("submission_1", {"flops.py": b"later by seven hours"})
    course.put_folder("submission_2", {"flops.py": b"earlier"})
    assert course.one().files["flops.py"] == b"later by seven hours"


def test_equal_bytes_of_two_students_stay_two_hand_ins(course):
    course.put("ada.zip", course.zip())
    course.put("bob.zip", course.zip(prefix="deep/er/"))
    first, second = course.rows()
    assert first.digest == second.digest and first.student_id != second.student_id


def test_one_hand_in_as_a_folder_or_a_zip(course, tmp_path):
    course.put_folder("", {**course.five, "report.ipynb": b"{}"})
    assert set(course.one().files) == {*course.five, "report.ipynb"}
    (alone := tmp_path / "ada_hw1.zip").write_bytes(course.zip(prefix="x/"))
    assert (course.one(alone).student_id, course.one(alone).status) == ("ada", "graded")
    (broken := tmp_path / "bob.zip").write_bytes(course.zip()[:-30])
    assert course.one(broken).status == "refused"


def test_an_outer_export_zip_and_its_outer_folder_are_no_wrapping(course, tmp_path):
    names = ("aa_7301_91301_week01.zip", "bb_7302_91302_week01.zip")
    for prefix in ("", "course submissions/"):
        outer = tmp_path / "export.zip"
        outer.write_bytes(course.zip({prefix + name: course.zip() for name in names}))
        assert [(row.student_id, row.status) for row in course.rows(outer)] == [("aa", "graded"), ("bb", "graded")]


def test_an_export_zip_of_folders_with_a_roster(course, tmp_path):
    course.roster("login\nada\nbob\n")
    outer = tmp_path / "export.zip"
    outer.write_bytes(course.zip({f"{who}/{name}": b"" for who in ("ada", "bob") for name in course.five}))
    assert [row.status for row in course.rows(outer)] == ["graded", "graded"]


def test_a_damaged_part_of_an_export_costs_that_student_only(course, tmp_path):
    good, bad = "aa_7301_91301_week01.zip", "bb_7302_91302_week01.zip"
    outer = tmp_path / "export.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr(good, course.zip())
        archive.writestr(bad, b"PK\x03\x04 not the rest")
    assert [row.status for row in course.rows(outer)] == ["graded", "refused"]


def test_an_assignment_folder_above_the_students_is_no_student(course):
    course.roster("login\nada\nbob\n")
    course.put_folder("week01_warmup/ada")
    course.put("week01_warmup/bob.zip", course.zip())
    assert [row.status for row in course.rows()] == ["graded", "graded"]


def test_two_downloads_side_by_side_are_read_as_one(course):
    course.canvas(("A, A", 7301, "ada"))
    course.put("download 1/aa_7301_91301_week01.zip", course.zip({"flops.py": b"old"}))
    course.put("download 2/aa_7301_99301_week01-1.zip", course.zip({"flops.py": b"new"}))
    assert course.one().files["flops.py"] == b"new"

"""What counts of the files that came: the right folder, the right names, nothing that steers the grader."""

import pytest


@pytest.mark.parametrize("prefix", ["", "week01_warmup/", "a/b/c/", "week01\\", "./", "hw 1 /"])
def test_wrapping_costs_nothing_at_any_depth(handed_in, course, prefix):
    row = handed_in(course.zip(prefix=prefix))
    assert row.status == "graded" and set(row.files) == set(course.five) and row.messages == ()


def test_two_folders_side_by_side_are_a_doubt_and_both_are_named(handed_in, course):
    both = {f"{folder}/{name}": data for folder in ("final", "old") for name, data in course.five.items()}
    row = handed_in(course.zip(both))
    assert row.status == "refused" and '"final" and "old"' in row.messages[0] and row.files == {}


def test_two_folders_of_a_student_on_disk_are_a_doubt_too(course):
    course.roster("login\nada\n")
    course.put_folder("ada/week01_warmup")
    course.put_folder("ada/old")
    row = course.one()
    assert row.status == "refused" and '"old" and "week01_warmup"' in row.messages[0]


def test_the_folder_nearest_the_root_counts(handed_in, course):
    row = handed_in(course.zip({**course.five, "backup/flops.py": b"old"}))
    assert row.files["flops.py"] == course.five["flops.py"] and row.files["backup/flops.py"] == b"old"


def test_a_notebook_above_the_modules_comes_along(handed_in, course):
    row = handed_in(course.zip({"report.ipynb": b"{}", **{f"src/{name}": data for name, data in course.five.items()}}))
    assert set(row.files) == {*course.five, "report.ipynb"} and row.status == "graded"


@pytest.mark.parametrize(
    "name",
    [
        "flops (1).py", "flops(2).py", "flops-1.py", "Flops.py", "FLOPS.PY", "flops.py.txt", "flops-1 (3).py",
        "flops.py.1", "flops .py",
    ],
)  # fmt: skip
def test_a_name_that_a_browser_or_an_lms_changed_is_set_right_and_said(handed_in, course, name):
    files = {**course.five, name: b"mine"}
    del files["flops.py"]
    row = handed_in(course.zip(files))
    assert row.files["flops.py"] == b"mine" and set(row.files) == set(course.five)
    assert f'"{name}" was taken for flops.py.' in row.messages


def test_copies_beside_the_original_are_ignored(handed_in, course):
    more = {"scaling (1).py": b"old", "flops_old.py": b"old", "hardware copy.py": b"old"}
    row = handed_in(course.zip({**course.five, **more}))
    assert all(row.files[name] == data for name, data in course.five.items()) and row.messages == ()


def test_two_changed_names_are_a_doubt_unless_their_bytes_are_equal(handed_in, course):
    files = {name: data for name, data in course.five.items() if name != "flops.py"}
    row = handed_in(course.zip({**files, "flops (1).py": b"a", "flops (2).py": b"b"}))
    assert "flops.py" not in row.files and "flops (2).py" in row.messages[0] and "Missing: flops.py" in row.messages[1]
    row = handed_in(course.zip({**files, "flops (1).py": b"a", "flops (2).py": b"a"}))
    assert row.files["flops.py"] == b"a"


def test_a_missing_module_is_said_with_what_lies_beside(handed_in, course):
    files = {name: data for name, data in course.five.items() if name != "flops.py"}
    assert "my_12_34_flops.py" in handed_in(course.zip({**files, "my_12_34_flops.py": b""})).messages[0]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"week01.ipynb": b"{}"}, "notebook"), ({"a.pdf": b"%PDF"}, "a.pdf"), ({"week01.zip": b"PK"}, "not opened"),
        ({"mod.py": b""}, "mod.py"),
    ],
)  # fmt: skip
def test_an_archive_without_anything_asked_is_graded_and_says_what_it_found(handed_in, course, files, said):
    row = handed_in(course.zip(files))
    assert row.status == "graded" and "hand in flops.py" in row.messages[0] and said in row.messages[0]


def test_junk_is_dropped_unread_with_the_links_in_it(handed_in, course):
    junk = {
        ".git/objects/aa/b": b"", ".venv/lib/x.py": b"", "env/pyvenv.cfg": b"", "env/lib/torch.py": b"",
        "node_modules/a/CON": b"", "__MACOSX/._flops.py": b"", "._flops.py": b"", ".DS_Store": b"", "Thumbs.db": b"",
        "desktop.ini": b"", "__pycache__/flops.cpython-311.pyc": b"", ".idea/x": b"", "Icon\r": b"",
        ".ipynb_checkpoints/flops-checkpoint.py": b"",
    }  # fmt: skip
    row = handed_in(course.zip_of_kind("env/bin/python", 0o120000, {**course.five, **junk}))
    assert row.status == "graded" and set(row.files) == set(course.five)


def test_helpers_and_data_are_kept_but_nothing_that_steers_the_grader(handed_in, course):
    kept = dict.fromkeys(
        ("utils.py", "data/c.json", "helpers/__init__.py", "tests/test_flops.py", "statistics/d.csv"), b""
    )
    out = {
        "conftest.py": b"", "tests/conftest.py": b"", "pytest.ini": b"", "tox.ini": b"", "setup.cfg": b"",
        "pyproject.toml": b"", "sitecustomize.py": b"", "usercustomize.py": b"", "a.pth": b"", "fast.so": b"",
        "fast.cpython-311-x86_64-linux-gnu.so": b"", "x.pyd": b"", "x.DLL": b"", "x.exe": b"",
    }  # fmt: skip
    row = handed_in(course.zip({**course.five, **kept, **out}))
    assert set(row.files) == {*course.five, *kept} and row.messages == ()


def test_what_shadows_a_package_is_left_out_and_said_but_asked_modules_stay(handed_in, course):
    row = handed_in(course.zip({**course.five, "numpy/__init__.py": b"", "torch.py": b"", "random.py": b""}))
    assert set(row.files) == set(course.five)
    assert all(name in row.messages[0] for name in ("numpy/", "torch.py", "random.py"))


def test_what_counts_as_installed_can_be_given(handed_in, course):
    from autograder.intake import Limits

    limits = Limits(installed=frozenset({"utils"}))
    row = handed_in(course.zip({**course.five, "utils.py": b"", "torch.py": b""}), limits=limits)
    assert "torch.py" in row.files and "utils.py" not in row.files


def test_source_bytes_are_never_touched(handed_in, course):
    strange = b"\xef\xbb\xbf# coding: latin-1\r\nx = '\xe4\x00'\r\n\xff"
    assert handed_in(course.zip({**course.five, "flops.py": strange})).files["flops.py"] == strange


def test_a_clone_is_read_without_its_git_folder(course):
    course.put_folder("week01_warmup-ada", {**course.five, ".git/hooks/pre-commit": b"", ".git/config": b""})
    row = course.one()
    assert row.student_id == "ada" and set(row.files) == set(course.five)


def test_a_folder_with_a_zip_in_it_is_opened_only_when_the_modules_are_not_beside_it(course):
    course.put("ada/week01.zip", course.zip(prefix="w/"))
    course.put("ada/notes.txt")
    course.put_folder("bob")
    course.put("bob/backup.zip", course.zip({"flops.py": b"old"}))
    rows = course.take()
    assert set(rows["ada"].files) == {*course.five, "notes.txt"}
    assert rows["bob"].files["flops.py"] == course.five["flops.py"]

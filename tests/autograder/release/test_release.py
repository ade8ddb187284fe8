"""Building a release: the same bytes anywhere, a version for every change, and nothing without its changelog entry."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.config import ConfigError, load_course
from autograder.release.archive import read_archive
from autograder.release.canary import plant
from autograder.release.errors import ReleaseError
from autograder.release.release import build_release, check_release

WEEK = "week01_toy"
BUILD = """
import os, sys
os.umask(int(sys.argv[3], 8))
from pathlib import Path
from autograder.config import ConfigError, load_course
from autograder.release.release import build_release
print(build_release(load_course(Path(sys.argv[1])), "week01_toy", Path(sys.argv[2])).version)
"""


def files(archive: Path) -> dict[str, bytes]:
    return {member.name.removeprefix(f"{WEEK}/"): member.data for member in read_archive(archive)}


def test_two_builds_in_different_places_are_byte_identical(course_with_notebook, tmp_path):
    """Another folder, time zone, umask, hash seed and language; the notebook goes through nbgrader both times."""
    running, built = [], []
    for place, zone, umask, seed in (("here", "UTC", "022", "1"), ("ünd there", "Asia/Tokyo", "077", "2")):
        root = tmp_path / place / "course"
        shutil.copytree(course_with_notebook.root, root)
        for file in root.rglob("*"):
            os.utime(file, (1_000_000 * int(seed), 1_000_000 * int(seed)))
        clean = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8" if seed == "1" else "C"}
        command = [sys.executable, "-c", BUILD, str(root), str(tmp_path / place / "dist"), umask]
        running.append((place, subprocess.Popen(command, env=clean, cwd=tmp_path / place)))
    for place, build in running:
        assert build.wait(300) == 0
        built.append({f.name: f.read_bytes() for f in sorted((tmp_path / place / "dist").iterdir())})
    assert list(built[0]) == [f"{WEEK}-1.tar.gz", f"{WEEK}-1.zip"]
    assert built[0] == built[1]
    assert "report.ipynb" in files(tmp_path / "here" / "dist" / f"{WEEK}-1.zip")


def test_the_notebook_goes_out_without_answers_schemes_hidden_tests_and_outputs(nbgraders):
    notebook = nbgraders[1].decode()
    assert "average_of_them = sum" not in notebook and "Two points" not in notebook and "assert numbers" not in notebook
    cells = {cell["id"]: cell for cell in json.loads(notebook)["cells"]}
    assert "raise NotImplementedError()" in "".join(cells["answer"]["source"])
    assert cells["plain"]["outputs"] == [] and cells["plain"]["execution_count"] is None


def test_nbgraders_folder_holds_notebooks_only(nbgraders):
    """nbgrader copies every file of its source folder verbatim: a solved module there would be released."""
    there = [file for file in nbgraders[0].rglob("*") if file.is_file()]
    assert {file.suffix for file in there} == {".ipynb"}
    assert {file.parts[-3] for file in there} == {"source", "release"}


def test_both_archives_hold_the_same_files_and_the_manifest_names_them(course, tmp_path):
    zipped, tarred = build_release(course, WEEK, tmp_path / "dist").archives
    assert files(zipped) == files(tarred)
    told = json.loads(files(zipped)["MANIFEST.json"])
    assert (told["assignment"], told["version"]) == (WEEK, 1)
    assert set(told["files"]) == set(files(zipped)) - {"MANIFEST.json"}


def test_building_again_is_allowed_while_nothing_changed(course, tmp_path):
    first = build_release(course, WEEK, tmp_path / "dist")
    assert build_release(course, WEEK, tmp_path / "dist") == first == check_release(course, WEEK, tmp_path / "dist")


def change_the_handout(course) -> None:
    handout = course.root / f"assignments/{WEEK}/README.md"
    handout.write_text(handout.read_text(encoding="utf-8") + "\nOne more thing.\n", encoding="utf-8")


def test_a_change_without_a_new_version_is_refused(course, tmp_path):
    build_release(course, WEEK, tmp_path / "dist")
    change_the_handout(course)
    with pytest.raises(ReleaseError, match=r"add an entry `## 2`"):
        build_release(course, WEEK, tmp_path / "dist")
    with pytest.raises(ReleaseError, match=r"differs from a new build in week01_toy/MANIFEST.json, .*README.html"):
        check_release(course, WEEK, tmp_path / "dist")


def new_version(course, number: int) -> None:
    log = course.root / f"assignments/{WEEK}/CHANGELOG.md"
    log.write_text(f"## {number} — a fix\n\n- handout: one more thing.\n\n" + log.read_text(encoding="utf-8"))


def test_a_fix_makes_version_two_and_says_which_files_to_replace(course, tmp_path):
    build_release(course, WEEK, tmp_path / "dist")
    change_the_handout(course)
    solved = course.root / f"solutions/{WEEK}/toy.py"
    text = solved.read_text(encoding="utf-8")
    solved.write_text(text.replace("Twice each number.", "Twice each of the numbers."), encoding="utf-8")
    new_version(course, 2)
    made = build_release(course, WEEK, tmp_path / "dist")
    assert [archive.name for archive in made.archives] == [f"{WEEK}-2.zip", f"{WEEK}-2.tar.gz"]
    new = files(made.archives[0])["WHATS_NEW.md"].decode()
    assert "handout: one more thing." in new
    replace, by_hand = new.split("## Change these by hand")
    assert "- `README.md`" in replace and "- `README.html`" in replace and "toy.py" not in replace
    assert '-    """Twice each number.' in by_hand and '+    """Twice each of the numbers.' in by_hand
    assert check_release(course, WEEK, tmp_path / "dist") == made


def test_version_two_needs_the_published_version_one(course, tmp_path):
    new_version(course, 2)
    with pytest.raises(ReleaseError, match=r"week01_toy-1\.zip is not in dist/"):
        build_release(course, WEEK, tmp_path / "dist")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "CHANGELOG.md is missing"),
        ("# What changed\n", "has no entry"),
        ("## 1\n", "the entry `## 1` is empty"),
        ("## 3\n\n- x\n\n## 1\n\n- y\n", "versions must count down to 1"),
    ],
)
def test_a_release_needs_its_changelog_entry(course, tmp_path, text, problem):
    log = course.root / f"assignments/{WEEK}/CHANGELOG.md"
    log.unlink() if text is None else log.write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseError, match=problem):
        build_release(course, WEEK, tmp_path / "dist")


def test_a_formula_that_cannot_be_shown_stops_the_release(course, tmp_path):
    handout = course.root / f"assignments/{WEEK}/README.md"
    handout.write_text("# A toy\n\n$\\unheardof{x}$\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"uses \\unheardof, which is not understood"):
        build_release(course, WEEK, tmp_path / "dist")


def test_checking_what_was_never_built_says_how_to_build_it(course, tmp_path):
    with pytest.raises(ReleaseError, match="make release WEEK=week01_toy"):
        check_release(load_course(course.root), WEEK, tmp_path / "dist")


def test_a_given_module_goes_out_solved_and_is_not_asked_back(course, tmp_path):
    """`given_modules`: in the archive as it is but for the canary, and not among the files of a hand-in."""
    toml = course.root / "assignments/week01_toy/assignment.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("auto_total", 'given_modules = ["costs"]\nauto_total'))
    text = '"""Given."""\n\n\ndef price(kilos):\n    """Two a kilo."""\n    return 2 * kilos\n'
    (course.root / "solutions/week01_toy/costs.py").write_text(text, encoding="utf-8")
    plant(course)
    made = build_release(course, WEEK, tmp_path / "dist")
    assert files(made.archives[0])["costs.py"].decode() == text
    assert course.assignment(WEEK).files() == ("toy.py",)
    toml.write_text(toml.read_text(encoding="utf-8").replace('["costs"]', '["toy"]'))
    with pytest.raises(ConfigError, match="both list toy"):
        course.assignment(WEEK)

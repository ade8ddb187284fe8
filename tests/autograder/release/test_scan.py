"""Every kind of leak, planted: the scanner opens the finished archive and names file and line."""

import io
import json
import tarfile
import textwrap
import zipfile

import pytest

from autograder.release.archive import read_archive, tar_bytes, zip_bytes
from autograder.release.canary import CANARY, LINE, missing, plant
from autograder.release.contents import allowed
from autograder.release.errors import ReleaseError
from autograder.release.fingerprints import gather
from autograder.release.manifest import hashes
from autograder.release.release import build_release
from autograder.release.scan import scan

WEEK = "week01_toy"


@pytest.fixture
def built(course, tmp_path):
    """The files of an honest release, a way to scan changed ones, and the fingerprints."""
    made = build_release(course, WEEK, tmp_path / "dist")
    files = {member.name: member.data for member in read_archive(made.archives[0])}
    prints, assignment = gather(course), course.assignment(WEEK)

    def scanned(changes, pack=zip_bytes, mend=True):
        now = {name: data for name, data in {**files, **changes}.items() if data is not None}
        if mend:  # a leak must be found for what it is, not only because the manifest disagrees
            told = json.loads(now[f"{WEEK}/MANIFEST.json"])
            told["files"] = hashes({n.removeprefix(f"{WEEK}/"): d for n, d in now.items() if "MANIFEST" not in n})
            now[f"{WEEK}/MANIFEST.json"] = json.dumps(told).encode()
        archive = tmp_path / ("x.zip" if pack is zip_bytes else "x.tar.gz")
        archive.write_bytes(pack(now))
        return [str(leak) for leak in scan(archive, allowed(assignment, WEEK), prints)]

    return files, scanned


def test_an_honest_release_has_no_finding(built):
    files, scanned = built
    assert scanned({}) == [] == scanned({}, tar_bytes)
    assert f"{WEEK}/toy.py" in files and f"{WEEK}/README.html" in files and f"{WEEK}/check.py" in files


SOLVED = """

    # Something like this:
    if any(math.isnan(number)
           for number in numbers):   raise ValueError('a number is asked for, and NaN is none')
    doubled = []
    for number in numbers: doubled.append(number + number)
"""
TEXTS = {
    "a line of a hidden test": ("tests/test_toy.py", "  numbers = rng.normal(size=41).tolist()\n", "a line of tests"),
    "a hidden docstring": ("README.md", "> Forty-one numbers, drawn anew for each student.\n", "a line of tests"),
    "a solution, laid out anew": ("README.md", textwrap.dedent(SOLVED), "code of solutions/week01_toy/toy.py"),
    "a canary": ("tests/test_toy.py", LINE + "\n", "the canary"),
    "a marker": ("toy.py", "    ### BEGIN SOLUTION\n", "the marker `BEGIN SOLUTION`"),
    "hidden cells": ("README.md", "### BEGIN HIDDEN TESTS\n", "the marker `BEGIN HIDDEN TESTS`"),
    "a marking scheme's marker": ("README.md", "=== BEGIN MARK SCHEME ===\n", "the marker `BEGIN MARK SCHEME`"),
    "a path of a computer": ("toy.py", "# see /home/ada/course/notes.txt\n", "an absolute path: /home/ada"),
    "a path on Windows": ("toy.py", "# see C:\\Users\\ada\\notes.txt\n", "an absolute path: C:\\Users"),
    "an address": ("README.md", "Ask ada.lovelace@university.edu\n", "an e-mail address: ada.lovelace@"),
    "the secret": ("toy.py", "KEY = '0123456789abcdef0123456789abcdef'\n", "the course's secret"),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("pack", [zip_bytes, tar_bytes])
def test_planted_text_is_found_with_file_and_line(built, kind, pack):
    files, scanned = built
    path, text, what = TEXTS[kind]
    before = files[f"{WEEK}/{path}"]
    found = scanned({f"{WEEK}/{path}": before + text.encode()}, pack)
    assert any(f"{WEEK}/{path}:" in leak and what in leak for leak in found), found
    line = int(next(leak for leak in found if what in leak).split(f"{path}:")[1].partition(":")[0])
    assert line > before.count(b"\n")


FILES = {
    "byte code": ("__pycache__/toy.cpython-311.pyc", b"\xa7\r\r\n", "never leaves"),
    "version control": (".git/config", b"[core]\n", "never leaves"),
    "a hidden test's file": ("tests/test_hidden_toy.py", b"# nothing\n", "never leaves"),
    "an oracle": ("tests/oracles_toy.py", b"# nothing\n", "never leaves"),
    "the solutions' folder": ("solutions/toy.py", b"# nothing\n", "never leaves"),
    "a stray file": ("notes.txt", b"see you on Monday\n", "not on the allow-list"),
    "a grader's module": ("autograder/grading/run.py", b"# nothing\n", "not on the allow-list"),
    "bytes that are no text": ("tests/probes.py", b"\xff\xfe\x00", "neither text nor a picture"),
    "text as Windows once wrote it": ("toy.py", "x = 1\n".encode("utf-16-le"), "neither text nor a picture"),
    "a picture that names its author": ("figures/a.png", b"\x89PNG\r\n\0tEXtAuthor\0ada@university.edu\0", "an e-mail address"),
    "a picture with a path in it": ("figures/a.png", b"\x89PNG\r\n\0/home/ada/plots/a.svg\xff", "an absolute path"),
    "a way out of the folder": ("../toy.py", b"# nothing\n", "leaves the folder"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_planted_file_is_found(built, kind):
    path, data, what = FILES[kind]
    found = built[1]({f"{WEEK}/{path}": data})
    assert any(f"{WEEK}/{path}:" in leak and what in leak for leak in found), found


def test_a_whole_hidden_test_moved_to_the_public_ones_is_found(course, tmp_path):
    """Its lines then stand in a public test too; as a whole it is still known."""
    hidden = (course.root / f"tests/{WEEK}/hidden/test_hidden_toy.py").read_text(encoding="utf-8")
    (course.root / f"tests/{WEEK}/public/test_more.py").write_text(hidden.replace(LINE, ""), encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"tests/test_more\.py:\d+: a whole test of tests/week01_toy/hidden"):
        build_release(course, WEEK, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def notebook(**cell) -> bytes:
    blank = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": ["1 + 1"],
        "outputs": [],
        "execution_count": None,
    }
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [blank | cell]}, indent=1).encode()


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ({"outputs": [{"output_type": "stream", "name": "stdout", "text": ["42"]}]}, "cell 1 has outputs"),
        ({"execution_count": 3}, "cell 1 says that it was run"),
        ({"attachments": {"a.png": {}}}, "cell 1 has an attachment"),
        ({"source": ["### BEGIN HIDDEN TESTS\n", "assert x == 1\n"]}, "the marker `BEGIN HIDDEN TESTS`"),
        ({"source": ["average_of_them = sum(numbers) / len(numbers)\n"]}, "an answer of solutions"),
        ({"source": ["Two points for saying that one addition suffices, three for"]}, "a marking scheme of solutions"),
    ],
)
def test_what_a_notebook_gives_away_is_found(course_with_notebook, tmp_path, cell, what):
    course = course_with_notebook
    archive = tmp_path / "x.zip"
    archive.write_bytes(zip_bytes({f"{WEEK}/report.ipynb": notebook(**cell)}))
    found = [str(leak) for leak in scan(archive, allowed(course.assignment(WEEK), WEEK), gather(course))]
    assert any(f"{WEEK}/report.ipynb:" in leak and what in leak for leak in found), found


def test_a_link_and_an_owner_in_a_tar_are_found(course, tmp_path):
    archive = tmp_path / "x.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        link = tarfile.TarInfo(f"{WEEK}/toy.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
        owned = tarfile.TarInfo(f"{WEEK}/check.py")
        owned.uname = "ada"
        tar.addfile(owned, io.BytesIO())
    found = [str(leak) for leak in scan(archive, allowed(course.assignment(WEEK), WEEK), gather(course))]
    assert "not a plain file" in found[0] and "an owner" in found[1]


def test_a_link_in_a_zip_is_found(course, tmp_path):
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        link = zipfile.ZipInfo(f"{WEEK}/toy.py")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    found = [str(leak) for leak in scan(archive, allowed(course.assignment(WEEK), WEEK), gather(course))]
    assert "not a plain file" in found[0]


def test_a_manifest_that_does_not_fit_is_found(built):
    files, scanned = built
    assert "other contents" in scanned({f"{WEEK}/toy.py": files[f"{WEEK}/toy.py"] + b"\n"}, mend=False)[0]
    assert "not the other way round" in scanned({f"{WEEK}/check.py": None}, mend=False)[0]


def test_canaries_are_planted_once_and_strip_away(course):
    assert missing(course) == [] == plant(course)
    solved = (course.root / f"solutions/{WEEK}/toy.py").read_text(encoding="utf-8")
    assert solved.count(CANARY) == 1

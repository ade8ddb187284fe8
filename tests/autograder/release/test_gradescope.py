"""The Gradescope zip, laid out and run as the platform does it: results.json is there, whatever happens."""

import io
import json
import os
import subprocess
import sys
import zipfile

import pytest

from autograder.release import gradescope_run
from autograder.release.gradescope import build_gradescope
from tests.fixtures.toy import RIGHT

WEEK = "week01_toy"
FORGER = """
import json, os, pathlib
for place in ("/autograder/results/results.json", os.environ.get("AUTOGRADER_ROOT", "/") + "/results/results.json"):
    try:
        pathlib.Path(place).write_text(json.dumps({"score": 100}))
    except OSError:
        pass
print(json.dumps({"score": 100}))
os._exit(0)
"""


@pytest.fixture
def platform(course, tmp_path):
    """`/autograder` in a folder of its own; a function that runs one submission and gives results.json back."""
    secret = course.root / course.secret
    secret.chmod(0o600)
    built = build_gradescope(course, WEEK, tmp_path / "dist")
    root = tmp_path / "autograder"
    zipfile.ZipFile(built).extractall(root / "source")
    python = root / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (root / "submission_metadata.json").write_text('{"users": [{"id": 17}]}', encoding="utf-8")

    def grade(files: dict[str, str], **environment: str) -> dict:
        for name, text in files.items():
            (root / "submission" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "submission" / name).write_text(text, encoding="utf-8")
        clean = {**os.environ, "AUTOGRADER_ROOT": str(root), **environment}
        done = subprocess.run(["bash", root / "source" / "run_autograder"], env=clean, timeout=120, check=True)
        assert done.returncode == 0

        def strict(constant):
            raise AssertionError(f"{constant} is not JSON")

        return json.loads((root / "results" / "results.json").read_text(encoding="utf-8"), parse_constant=strict)

    grade.root = root
    return grade


def test_an_honest_submission_gets_its_points(platform):
    results = platform({"toy.py": RIGHT})
    assert results["score"] == 4 and len(results["tests"]) == 4
    assert results["extra_data"]["isolation"] == "namespaces"
    assert platform.root.joinpath("source").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "source",
    [FORGER, "def double(:\n", "while True: pass\n", "raise SystemExit(0)\n"],
    ids=["forger", "syntax", "hang", "exit"],
)
def test_a_submission_that_forges_breaks_hangs_or_leaves_gets_nothing_and_a_reason(platform, source):
    results = platform({"toy.py": source})
    assert results["score"] == 0 and {test["status"] for test in results["tests"]} == {"failed"}


def test_a_submission_without_the_asked_files_gets_a_result(platform):
    assert platform({"notes.txt": "hello"})["score"] == 0


@pytest.mark.parametrize(
    "others",
    [
        {"ada/toy.py": RIGHT, "bo/toy.py": RIGHT},
        {"submissions/ada/toy.py": RIGHT, "submissions/bo/toy.py": RIGHT},
        {"toy.py": RIGHT, "submission_metadata.yml": "submission_1:\n  :submitters:\n  - :name: Ada\n"},
        {"ada_11_12_toy.py": RIGHT, "bo_21_22_toy.py": RIGHT},
    ],
    ids=["folders", "a level", "metadata", "canvas"],
)
def test_whose_it_is_is_said_by_the_platform_alone(platform, others):
    """A name draws the inputs of the hidden tests: nobody chooses it, or gets two hand-ins out of one."""
    extra = platform(others)["extra_data"]
    assert (extra["student_id"], extra["status"]) in {("user17", "graded"), ("user17", "refused")}


def test_a_result_that_cannot_be_written_leaves_the_one_that_lies_there(tmp_path, monkeypatch):
    def full(path, value):
        raise OSError(28, "No space left on device")

    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "results.json").write_text("the first", encoding="utf-8")
    monkeypatch.setattr(gradescope_run, "write_json", full)
    assert gradescope_run.main(tmp_path) == 0
    assert (tmp_path / "results" / "results.json").read_text(encoding="utf-8") == "the first"


@pytest.mark.parametrize("broken", ["assignment", "python", "sandbox", "time", "nothing came"])
def test_when_the_grader_itself_fails_the_student_reads_so(platform, broken, tmp_path):
    environment = {}
    if broken == "assignment":
        (platform.root / f"source/assignments/{WEEK}/assignment.toml").write_text("title = 3\n", encoding="utf-8")
    if broken == "python":
        (platform.root / "venv/bin/python").unlink()
    if broken == "sandbox":  # as in a container where namespaces are not allowed, for a course that insists on them
        settings = platform.root / "source/course.toml"
        settings.write_text(settings.read_text().replace('isolation = "uid"', 'isolation = "namespaces"'), encoding="utf-8")
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "bwrap").write_text("#!/bin/sh\necho 'No permissions' >&2\nexit 1\n", encoding="utf-8")
        (tmp_path / "bin" / "bwrap").chmod(0o755)
        environment["PATH"] = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    if broken == "time":
        environment["AUTOGRADER_SECONDS"] = "0.3"
    results = platform({"toy.py": RIGHT} if broken != "nothing came" else {}, **environment)
    assert results["score"] == 0 and results["tests"] == []
    assert "not been judged" in results["output"] and "course staff" in results["output"]


def test_the_zip_holds_what_grading_needs_and_neither_solutions_nor_the_courses_secret(course, tmp_path):
    (course.root / course.secret).chmod(0o600)
    built = build_gradescope(course, WEEK, tmp_path / "dist")
    archive = zipfile.ZipFile(io.BytesIO(built.read_bytes()))
    names = set(archive.namelist())
    assert {"setup.sh", "run_autograder", "course.toml", f"tests/{WEEK}/hidden/test_hidden_toy.py"} <= names
    assert not any(name.startswith(("solutions", "starter_code")) or "/cases/" in name for name in names)
    everything = b"".join(archive.read(name) for name in names)
    assert (course.root / course.secret).read_bytes().strip() not in everything
    assert b"\r" not in archive.read("setup.sh") + archive.read("run_autograder")
    assert archive.read("setup.sh").startswith(b"#!/usr/bin/env bash\n")
    assert built.stat().st_mode & 0o077 == 0

"""A public repository and a Classroom template hold what a finished release holds, and nothing else."""

import base64
import json
import os
import shutil
import subprocess
import sys

import pytest

from autograder.release.archive import read_archive, zip_bytes
from autograder.release.canary import LINE
from autograder.release.classroom import build_classroom
from autograder.release.errors import ReleaseError
from autograder.release.publish import publish
from autograder.release.release import build_release

WEEK = "week01_toy"


@pytest.fixture
def dist(course, tmp_path):
    build_release(course, WEEK, tmp_path / "dist")
    return tmp_path / "dist"


def tree(folder):
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file() and ".git" not in f.parts}


def test_a_publication_holds_the_release_and_an_index(course, dist, tmp_path):
    publish(course, tmp_path / "public", dist)
    names = {member.name for member in read_archive(dist / f"{WEEK}-1.zip")}
    assert tree(tmp_path / "public") == names | {"README.md", "PUBLISHED.json"}
    assert f"[{WEEK}]({WEEK}/README.md) | A toy | 1" in (tmp_path / "public" / "README.md").read_text(encoding="utf-8")


def test_publishing_again_keeps_git_and_takes_away_what_is_no_longer_released(course, dist, tmp_path):
    public = tmp_path / "public"
    (public / ".git").mkdir(parents=True)
    (public / ".git" / "config").write_text("[core]\n", encoding="utf-8")
    publish(course, public, dist)
    told = json.loads((public / "PUBLISHED.json").read_text(encoding="utf-8"))
    told["files"].append(f"{WEEK}/renamed.py")
    (public / f"{WEEK}/renamed.py").write_text("", encoding="utf-8")
    (public / "PUBLISHED.json").write_text(json.dumps(told), encoding="utf-8")
    publish(course, public, dist)
    assert not (public / f"{WEEK}/renamed.py").exists() and (public / ".git" / "config").exists()


def test_a_published_week_without_its_archive_stops_it_until_its_folder_is_deleted(course, dist, tmp_path):
    """An emptied dist/ is more often an accident than a wish to withdraw a week from the students."""
    public = tmp_path / "public"
    publish(course, public, dist)
    told = json.loads((public / "PUBLISHED.json").read_text(encoding="utf-8"))
    told["files"].append("week00_lost/README.md")
    (public / "PUBLISHED.json").write_text(json.dumps(told), encoding="utf-8")
    (public / "week00_lost").mkdir()
    (public / "week00_lost" / "README.md").write_text("published last Monday\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match="public holds week00_lost, of which there is no archive in dist/"):
        publish(course, public, dist)
    assert (public / "week00_lost" / "README.md").exists()
    shutil.rmtree(public / "week00_lost")
    publish(course, public, dist)
    assert "week00_lost" not in (public / "PUBLISHED.json").read_text(encoding="utf-8")


def test_a_doctored_archive_is_not_published(course, dist, tmp_path):
    """What lies in dist/ is scanned once more: someone may have put it there by hand."""
    files = {member.name: member.data for member in read_archive(dist / f"{WEEK}-1.zip")}
    files[f"{WEEK}/check.py"] += LINE.encode()
    (dist / f"{WEEK}-2.zip").write_bytes(zip_bytes(files))
    with pytest.raises(ReleaseError, match=r"check\.py:\d+: the canary"):
        publish(course, tmp_path / "public", dist)
    assert not (tmp_path / "public").exists()


def test_a_strangers_folder_and_the_private_repository_are_refused(course, dist, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("", encoding="utf-8")
    with pytest.raises(ReleaseError, match="holds files that no publication wrote"):
        publish(course, tmp_path / "mine", dist)
    with pytest.raises(ReleaseError, match="inside the private repository"):
        publish(course, course.root / "public", dist)
    with pytest.raises(ReleaseError, match=r"week01_toy-1\.zip is not in empty/\. Build it with: make release"):
        build_classroom(course, WEEK, tmp_path / "empty")
    with pytest.raises(ReleaseError, match="there is no release in empty/"):
        publish(course, tmp_path / "public", tmp_path / "empty")


def test_a_classroom_template_runs_the_public_tests_and_reports_points(course, dist, tmp_path):
    folder = build_classroom(course, WEEK, dist)
    assert {".github/workflows/classroom.yml", ".github/classroom_result.py", "toy.py", "check.py"} <= tree(folder)
    assert not any("hidden" in name for name in tree(folder))
    with (folder / "toy.py").open("a", encoding="utf-8") as file:
        file.write("\ndef double(numbers):\n    print('result=forged')\n    return [2 * x for x in numbers]\n")
    out = tmp_path / "output"
    clean = {**os.environ, "GITHUB_OUTPUT": str(out)}
    subprocess.run([sys.executable, folder / ".github/classroom_result.py"], env=clean, check=True, cwd=folder)
    (line,) = out.read_text(encoding="utf-8").splitlines()
    told = json.loads(base64.b64decode(line.removeprefix("result=")))
    assert (told["version"], told["status"], told["max_score"]) == (1, "fail", 4)
    assert [(t["name"], t["status"], t["score"]) for t in told["tests"]] == [
        ("double", "pass", 3.0),
        ("halve", "fail", 0),
    ]


def test_the_workflow_is_valid_and_names_the_step_that_reports(course, dist):
    yaml = pytest.importorskip("yaml")
    flow = yaml.safe_load((build_classroom(course, WEEK, dist) / ".github/workflows/classroom.yml").read_text())
    steps = flow["jobs"]["public-tests"]["steps"]
    runners = steps[-1]["with"]["runners"]
    assert runners in {step.get("id") for step in steps} and f"{runners.upper()}_RESULTS" in steps[-1]["env"]

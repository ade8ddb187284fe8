"""Each layout is read back by its importer's own rule: nbgrader's commands themselves, Moodle's and Canvas's from their sources."""

from __future__ import annotations

import re
import zipfile

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeFetchFeedback, ExchangeReleaseFeedback
from traitlets.config import Config
from typer.testing import CliRunner

from autograder.cli import app
from autograder.feedback.zips import canvas_name, moodle_name

from .conftest import passed

SECRET = "5e" * 64


def deliver(told, *arguments: str):
    return CliRunner().invoke(app, ["feedback", str(told.folder.path), "--course", str(told.root), *arguments])


def moodle_reads(name: str, participants: dict[int, str], since: str) -> tuple[str, str] | None:
    """(participant, file) by `is_valid_filename_for_import` of Moodle's importziplib.php, in three of its versions."""
    base = name.rpartition("/")[2]
    if base.startswith((".", "~")):
        return None
    if since == "4.1":  # level by level of the path
        parts = f"/{name}".split("/")
        while parts:
            info = parts.pop(0).split("_", 4)
            if len(info) >= 4 and info[1].isdigit() and int(info[1]) in participants and info[2:4] == ["assignsubmission", "file"]:
                return participants[int(info[1])], "/".join([*info[4:5], *parts])
        return None
    info = (f"/import/{name}" if since == "3.1" else base).split("_", 4)
    if len(info) < 5 or not info[1].isdigit() or int(info[1]) not in participants or info[2:4] != ["assignsubmission", "file"]:
        return None
    return participants[int(info[1])], info[4]


def canvas_reads(name: str, attachments: dict[int, int]) -> int | None:
    """The user, by `infer_comment_context_from_filename` of Canvas's assignment.rb. `attachments`: id -> user."""
    parts = name.rpartition("/")[2].split("_")
    numbers = [part for part in parts if re.fullmatch(r"\d+", part)]
    if len(numbers) < 2 or parts[-1].startswith("link") or name.startswith("._"):
        return None
    user, attachment = int(numbers[0]), int(numbers[1])
    return user if attachments.get(attachment) == user else None


@pytest.mark.parametrize("since", ["2.4", "3.1", "4.1"])
def test_moodle_gives_every_file_to_its_participant(told, since):
    told.graded("ada", [passed()], source="Ada Lovelace_4311_assignsubmission_file_")
    told.graded("ben", [passed()], source="Group 2-Ben_4312_assignsubmission_file_/x.zip")
    told.graded("cleo", [passed()], source="Holm, Cleo_4313_assignsubmission_file_one.py, Holm, Cleo_4313_assignsubmission_file_two.py")
    told.other("dag", "missing")
    told.other("eve", "missing")
    made = {page.student_id: page.html for page in told.make().pages}
    told.write("sheet.csv", 'Identifier,Full name,ID number\nParticipant 4314,"_.Dag / Ravn",dag\n')
    done = deliver(told, "--for", "moodle", "--roster", str(told.root / "sheet.csv"))
    assert done.exit_code == 0, done.output
    assert "eve" in done.output and "dag" not in done.output
    participants = {4311: "ada", 4312: "ben", 4313: "cleo", 4314: "dag"}
    with zipfile.ZipFile(told.folder.path / "feedback-moodle.zip") as archive:
        read = {moodle_reads(name, participants, since): archive.read(name) for name in archive.namelist()}
    assert read == {(student, "feedback.html"): made[student] for student in participants.values()}


def test_canvas_gives_every_file_to_its_user(told):
    told.graded("ada", [passed()], source="lovelaceada_LATE_7301_91301_week01.zip")
    told.graded("ben", [passed()], source="outer/ben_7302_91302_7301_5_x.zip")
    told.graded("cleo", [passed()], source="cleo_7303_91303_one.py, cleo_7303_91304_two.py")
    told.other("dag", "missing")
    made = {page.student_id: page.html for page in told.make().pages}
    done = deliver(told, "--for", "canvas")
    assert done.exit_code == 0 and "dag" in done.output
    attachments = {91301: 7301, 91302: 7302, 91303: 7303}
    with zipfile.ZipFile(told.folder.path / "feedback-canvas.zip") as archive:
        read = {canvas_reads(name, attachments): archive.read(name) for name in archive.namelist()}
    assert read == {7301: made["ada"], 7302: made["ben"], 7303: made["cleo"]}


def test_a_name_that_canvas_would_give_to_another_user_is_left_out():
    assert canvas_name("12_34_7301_91301_x.zip", None) in ("", "12_34_feedback.html")  # read as Canvas reads it, or not at all
    assert canvas_name("ada", None) == "" and moodle_name("ada.zip") == ""


def test_no_name_of_the_platform_at_all_is_a_sentence(told):
    told.graded("ada", [passed()], source="ada.zip")
    told.make()
    done = deliver(told, "--for", "canvas")
    assert done.exit_code == 1 and "the platform's own bulk download" in " ".join(done.output.split())
    assert not (told.folder.path / "feedback-canvas.zip").exists()


def test_nbgrader_releases_the_pages_and_a_student_fetches_the_own_one(told, tmp_path, monkeypatch):
    toml = told.root / "assignments/mini/assignment.toml"
    toml.write_text('notebook = "report.ipynb"\n' + toml.read_text())
    handed_in = tmp_path / "submitted"
    for student, secret in (("ada", SECRET), ("ben", SECRET[::-1]), ("cleo", "")):
        folder = handed_in / student / "mini"
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text("2027-02-08 10:00:00.000000 UTC")
        if secret:
            (folder / "submission_secret.txt").write_text(secret)
        told.graded(student, [passed()], source=f"{student}/mini")
    (handed_in / "cleo/mini/submission_secret.txt").symlink_to(handed_in / "ada/mini/submission_secret.txt")
    made = {page.student_id: page.html for page in told.make(submissions=str(handed_in)).pages}
    root = tmp_path / "nbgrader"
    done = deliver(told, "--for", "nbgrader", "--out", str(root / "feedback"))
    assert done.exit_code == 0, done.output
    assert "cleo" in done.output and "ben" not in done.output
    assert (root / "feedback/ada/mini/report.html").read_bytes() == made["ada"]

    (root / "feedback/cleo").rename(tmp_path / "cleo")  # as the command said, it has no way through the exchange
    exchange, cache, home = tmp_path / "exchange", tmp_path / "cache", tmp_path / "home"
    for folder in (exchange, home):
        folder.mkdir()
    exchange.chmod(0o777)
    config = Config()
    config.CourseDirectory.update({"root": str(root), "course_id": "eml", "assignment_id": "mini", "db_url": "sqlite://"})
    config.Exchange.update({"root": str(exchange), "cache": str(cache), "assignment_dir": str(home), "path_includes_course": False})
    ExchangeReleaseFeedback(coursedir=CourseDirectory(config=config), config=config).start()
    sent = cache / "eml" / "ada+mini+2027-02-08 10:00:00.000000 UTC"
    sent.mkdir(parents=True)
    (sent / "report.ipynb").write_text("{}")
    (sent / "submission_secret.txt").write_text(SECRET)
    monkeypatch.chdir(home)
    ExchangeFetchFeedback(coursedir=CourseDirectory(config=config), config=config).start()
    (found,) = [file for file in home.rglob("*") if file.is_file()]
    assert found.read_bytes() == made["ada"] and found.name == "report.html"

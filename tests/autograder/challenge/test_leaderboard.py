"""A class with a challenge, from its hand-ins in several layouts to the board: points are not touched, names are hidden."""

import csv
import json
import re
import shutil
import zipfile

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.config import ConfigError, load_course
from autograder.leaderboard.board import dominates, read_board, write_board
from autograder.leaderboard.names import FIRST, SECOND, pseudonym
from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.secret import read_secret
from tests.fixtures.challenge import ONE, lay_out

WEEK = "week02_mini"
FILE = "challenge.safetensors"


def hand_in(folder, models):
    """Folders, a zip, a file that a browser renamed, a model alone, code alone, and a hostile one."""

    def put(place, data):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(data)

    for student, place, model in (
        ("ada", FILE, "float32"), ("bea", "challenge (1).safetensors", "float16"), ("cem", "models/" + FILE, "five-bits"),
        ("dan", FILE, "pruned"), ("eve", FILE, "guess"),
    ):  # fmt: skip
        put(f"{student}/one.py", ONE.encode())
        put(f"{student}/{place}", models[model])
    put("fay/one.py", ONE.encode())
    put("gus/" + FILE, models["float32"])
    put("hal/one.py", ONE.encode())
    put("hal/" + FILE, models["float32"][:-3])
    with zipfile.ZipFile(folder / "ida.zip", "w") as archive:
        archive.writestr(f"{WEEK}/one.py", ONE.replace("2", "3"))
        archive.writestr(f"{WEEK}/{FILE}", models["five-bits"])


@pytest.fixture(scope="module")
def graded(tmp_path_factory, models):
    """The course, the run's folder, its rows, and how the same folder is graded again."""
    root = tmp_path_factory.mktemp("challenge")
    course = lay_out(root / "course")
    hand_in(root / "in", models)

    def grade(out):
        report = Run(course, course.assignment(WEEK), RunFolder(out), read_secret(course), 2).grade(root / "in", None)
        with (out / "scores.csv").open(newline="") as file:
            return report, {row["student_id"]: row for row in csv.DictReader(file)}

    grade(root / "out")
    return course, root / "out", grade


def challenge_of(run, student):
    return json.loads((run / "results" / f"{student}.json").read_text())


def test_a_model_changes_no_point_and_is_found_in_every_layout(graded):
    _, run, grade = graded
    report, rows = grade(run)
    assert report.kept == 9 and {s: r["total"] for s, r in rows.items()} == {
        "ada": "2", "bea": "2", "cem": "2", "dan": "2", "eve": "2", "fay": "2", "gus": "0", "hal": "2", "ida": "0",
    }  # fmt: skip
    seen = {s: challenge_of(run, s)["extra_data"].get("challenge") for s in rows}
    assert seen.pop("fay") is None and seen.pop("hal")["refused"]
    assert all(c["accuracy"] is not None and not c["refused"] for c in seen.values())
    assert seen["ada"]["accuracy"] == seen["gus"]["accuracy"] and seen["cem"]["accuracy"] == seen["ida"]["accuracy"]
    assert "challenge (1).safetensors" in rows["bea"]["message"] and "None of the modules" in rows["gus"]["message"]
    assert "the program ended" not in json.dumps(challenge_of(run, "gus"))


def test_a_student_reads_numbers_name_or_reason(graded):
    course, run, _ = graded
    ada, hal = challenge_of(run, "ada"), challenge_of(run, "hal")
    name = pseudonym(read_secret(course), WEEK, "ada")
    assert re.search(rf"Challenge: [67]\d\.\d % of the hidden images, 2,600 bytes. On the leaderboard you are {name}\.", ada["output"])
    assert [entry["name"] for entry in ada["leaderboard"]] == ["accuracy (%)", "bytes"]
    assert "Challenge: the model is not accepted: the shape of 'head.weight' does not fit" in hal["output"]
    assert "leaderboard" not in hal and "leaderboard" not in challenge_of(run, "fay")


def test_the_board_names_nobody_and_two_runs_write_the_same(graded, tmp_path):
    course, run, grade = graded
    pages = []
    for out in (run, tmp_path / "again"):
        if out != run:
            grade(out)
        board = read_board(course.assignment(WEEK), out, read_secret(course))
        files = write_board(board, tmp_path / f"board-{out.name}")
        pages.append({file.name: file.read_bytes() for file in files})
        assert len(board.entries) == 7 and board.refused == 1
    assert pages[0] == pages[1] and len(pages[0]) == 5
    for student in ("ada", "bea", "cem", "dan", "eve", "fay", "gus", "hal", "ida"):
        texts = [pages[0][f"leaderboard.{kind}"].decode() for kind in ("csv", "json", "md", "svg")]
        assert not [text for text in texts if re.search(rf"\b{student}\b", text)]
    assert pages[0]["leaderboard.svg"].startswith(b"<?xml") and pages[0]["leaderboard.png"].startswith(b"\x89PNG")


def test_the_front_is_what_nobody_beats_in_both(graded):
    course, run, _ = graded
    board = read_board(course.assignment(WEEK), run, read_secret(course))
    front = [entry for entry in board.entries if entry.front]
    assert front == list(board.entries[: len(front)]) and [e.cost for e in front] == sorted(e.cost for e in front)
    smallest = min(e.cost for e in board.entries if e.accuracy >= 40)
    assert front[0].cost == smallest < 600  # five bits, by two people: equal points are both on it
    assert sum(e.cost == smallest for e in front) == 2
    guess = min(board.entries, key=lambda e: e.accuracy)
    assert guess.accuracy < 20 and guess.cost < smallest and not guess.front  # below the least accuracy
    assert dominates((90.0, 10), (90.0, 11)) and dominates((91.0, 10), (90.0, 10))
    assert not dominates((90.0, 10), (90.0, 10)) and not dominates((91.0, 11), (90.0, 10))


def test_a_challenge_of_another_cost_needs_one_word(graded, tmp_path):
    course, run, _ = graded
    shutil.copytree(course.root / "assignments", tmp_path / "assignments")
    shutil.copy(course.root / "course.toml", tmp_path)
    toml = tmp_path / "assignments" / WEEK / "assignment.toml"
    toml.write_text(toml.read_text().replace('cost = "bytes"', 'cost = "macs"'))
    board = read_board(load_course(tmp_path).assignment(WEEK), run, read_secret(course))
    assert {entry.cost for entry in board.entries} == {640}


def test_the_command_says_what_is_missing(graded, tmp_path):
    course, run, _ = graded
    done = CliRunner().invoke(app, ["leaderboard", WEEK, "--run", str(run), "--out", str(tmp_path), "--course", str(course.root)])
    assert done.exit_code == 0 and "models: 7; refused: 1" in done.output and (tmp_path / "leaderboard.png").is_file()
    done = CliRunner().invoke(app, ["leaderboard", WEEK, "--course", str(course.root)])
    assert done.exit_code == 1 and "runs/ holds no run of week02_mini" in done.output
    with pytest.raises(ConfigError, match="not the folder of a finished run"):
        read_board(course.assignment(WEEK), tmp_path, read_secret(course))
    plain = course.assignment(WEEK).model_copy(update={"challenge": None})
    with pytest.raises(ConfigError, match="has no challenge"):
        read_board(plain, run, read_secret(course))


def test_a_pseudonym_is_stable_and_tells_neither_student_nor_other_weeks():
    assert len(set(FIRST)) == len(set(SECOND)) == 64
    name = pseudonym(b"secret", WEEK, "ada")
    assert name == pseudonym(b"secret", WEEK, "ada") and re.fullmatch(r"[a-z]+-[a-z]+-\d{4}", name)
    assert len({name, pseudonym(b"other", WEEK, "ada"), pseudonym(b"secret", "week03", "ada"), pseudonym(b"secret", WEEK, "Ada")}) == 4
    assert len({pseudonym(b"secret", WEEK, f"s{number}") for number in range(500)}) == 500

"""Bars for people, one JSON object for scripts, and nothing of a bar where nobody watches."""

import io
import json

import pytest
from rich.console import Console
from typer.testing import CliRunner

from autograder import cli, progress, terminal
from autograder.intake import Asked, take_in

from .conftest import ONE, TWO
from .test_grading import HAND_INS, write


@pytest.fixture
def screen(monkeypatch):
    """What a terminal is sent."""
    out = io.StringIO()
    monkeypatch.setattr(terminal, "console", Console(file=out, force_terminal=True, width=100, _environ={"TERM": "xterm"}))
    return out


def test_a_bar_says_what_is_done_of_how_many_and_when_it_ends(screen, monkeypatch):
    monkeypatch.setattr(progress, "_EVERY_SECONDS", 0)
    assert list(progress.tracked("pages", ["a", "b", "c"])) == ["a", "b", "c"]
    assert all(words in screen.getvalue() for words in ("pages", "0/3", "1/3", "3/3", "ETA"))


def test_a_second_step_under_one_bar_begins_anew(screen, monkeypatch):
    monkeypatch.setattr(progress, "_EVERY_SECONDS", 0)
    with progress.bar("auditing") as update:
        update(4, 4)
        update(1, 9)
    assert "4/4" in screen.getvalue() and "1/9" in screen.getvalue()


@pytest.mark.parametrize("quiet, terminal_there", [(True, True), (False, False)])
def test_nothing_is_shown_off_a_terminal_or_to_a_script(screen, monkeypatch, quiet, terminal_there):
    if not terminal_there:
        monkeypatch.setattr(terminal, "console", Console(file=screen, force_terminal=False))
    with progress.bar("pages", quiet) as update:
        update(1, 2)
    assert screen.getvalue() == ""


def test_how_many_hand_ins_there_are_is_known_before_one_is_read(tmp_path):
    write(tmp_path, {f"s{n}": (ONE, TWO) for n in range(3)})
    taken = take_in(tmp_path, Asked("mini", ("one.py", "two.py"), ("one", "two")))
    (tmp_path / "s2" / "one.py").write_text("changed")
    assert len(taken) == 3
    assert [hand_in.files["one.py"] == ONE.encode() for hand_in in taken] == [True, True, False]


def asked(*words):
    done = CliRunner().invoke(cli.app, [*map(str, words), "--json"])
    (line,) = done.stdout.splitlines()
    return done.exit_code, json.loads(line)


def test_a_script_gets_one_json_object(mini, tmp_path):
    write(tmp_path / "in", {name: HAND_INS[name] for name in ("right", "wrong", "blank")})
    words = ("grade", "mini", tmp_path / "in", "--out", tmp_path / "out", "--course", mini.root)
    code, first = asked(*words)
    assert code == 0 and first.pop("seconds") > 0 and first["students"] == {"graded": 3, "refused": 0, "missing": 0, "unidentified": 0}
    assert (first["isolation"], first["run_now"], first["kept"], first["moved"]) == ("namespaces", 3, 0, [])
    assert first["scores"] == str(tmp_path / "out" / "scores.csv") and first["grader_failed_on"] == []
    write(tmp_path / "in", {"blank": (ONE, TWO)})
    code, then = asked(*words)
    assert (then["run_now"], then["kept"], then["moved"]) == (1, 2, [{"student_id": "blank", "before": "0", "after": "10"}])
    code, error = asked("grade", "mini", tmp_path / "nowhere", "--course", mini.root)
    assert code == 1 and list(error) == ["error"] and "nowhere" in error["error"]


def test_a_script_can_ask_whether_this_machine_can_grade(mini):
    code, found = asked("check", "--course", mini.root)
    assert (code, found["fine"]) == (0, True) and all(one["fine"] for one in found["findings"])
    (mini.root / mini.secret).unlink()
    code, found = asked("check", "--course", mini.root)
    assert (code, found["fine"]) == (1, False)
    assert [one["what"] for one in found["findings"] if not one["fine"]] == ["course secret"]

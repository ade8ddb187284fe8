"""`autograder leaderboard WEEK`: from a run's records to a board: table (CSV, JSON, Markdown) and plot (SVG, PNG)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.config import Assignment, Challenge, ConfigError, Course
from autograder.results.store import write_bytes, write_json

from .names import pseudonym
from .plot import plot


@dataclass(frozen=True)
class Entry:
    """One accepted model. `accuracy` in percent; `cost` is the week's own, `costs` are all that were counted."""

    name: str
    accuracy: float
    cost: int
    costs: dict[str, int]
    front: bool


@dataclass(frozen=True)
class Board:
    """The models of a class: those on the front first, each part by rising cost."""

    assignment: Assignment
    rules: Challenge
    entries: tuple[Entry, ...]
    refused: int


def newest_run(course: Course, name: str) -> Path:
    """The folder in `runs/` in which the week was graded last. Raises ConfigError."""
    found = [file for file in course.root.glob(f"runs/{name}-*/run.json")]
    if not found:
        raise ConfigError(f"runs/ holds no run of {name}: grade it first, or say where: --run FOLDER")
    return max(found, key=lambda file: file.stat().st_mtime_ns).parent


def read_board(assignment: Assignment, run: Path, secret: bytes) -> Board:
    """The board of a finished run. Raises ConfigError when the week has no challenge, or the folder is no run of it."""
    if assignment.challenge is None:
        raise ConfigError(f"{assignment.name} has no challenge: assignment.toml has no table [challenge]")
    try:
        told = json.loads((run / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ConfigError(f"{run} is not the folder of a finished run: it has no run.json") from None
    if told.get("assignment") != assignment.name:
        raise ConfigError(f"{run} is a run of {told.get('assignment')}, not of {assignment.name}")
    accepted, refused = [], 0
    for file in sorted((run / "staff").glob("*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        measured: dict[str, Any] | None = record.get("challenge")
        if measured is None:
            continue
        if measured["refused"]:
            refused += 1
            continue
        accepted.append((pseudonym(secret, assignment.name, record["student_id"]), measured))
    return Board(assignment, assignment.challenge, _entries(accepted, assignment.challenge), refused)


def _entries(accepted: Iterable[tuple[str, dict[str, Any]]], rules: Challenge) -> tuple[Entry, ...]:
    points = [(name, m["accuracy"], m["costs"][rules.cost], m["costs"]) for name, m in accepted]
    good = [(accuracy, cost) for _, accuracy, cost, _ in points if accuracy >= rules.least_accuracy]
    entries = [
        Entry(
            name,
            accuracy,
            cost,
            costs,
            (accuracy, cost) in good and not any(dominates(p, (accuracy, cost)) for p in good),
        )
        for name, accuracy, cost, costs in points
    ]
    return tuple(sorted(entries, key=lambda e: (not e.front, e.cost, -e.accuracy, e.name)))


def dominates(one: tuple[float, int], other: tuple[float, int]) -> bool:
    """Whether (accuracy, cost) is nowhere worse and somewhere better; equal points leave each other alone."""
    return one != other and one[0] >= other[0] and one[1] <= other[1]


def write_board(board: Board, folder: Path) -> list[Path]:
    """Write leaderboard.csv, .json, .md, .svg and .png; the same board gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = [{"name": e.name, "on_front": e.front, "accuracy": e.accuracy, **e.costs} for e in board.entries]
    whole = {
        "assignment": board.assignment.name,
        "cost": board.rules.cost,
        "least_accuracy": board.rules.least_accuracy,
    }
    write_json(folder / "leaderboard.json", {**whole, "refused": board.refused, "entries": entries})
    write_bytes(folder / "leaderboard.csv", _csv(entries).encode())
    write_bytes(folder / "leaderboard.md", _markdown(board).encode())
    for kind, data in plot(board).items():
        write_bytes(folder / f"leaderboard.{kind}", data)
    return [folder / f"leaderboard.{kind}" for kind in ("csv", "json", "md", "svg", "png")]


def _csv(entries: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", "on_front", "accuracy", "bytes", "bits", "macs", "params"])
    for entry in entries:
        writer.writerow([entry[key] for key in ("name", "on_front", "accuracy", "bytes", "bits", "macs", "params")])
    return text.getvalue()


def _markdown(board: Board) -> str:
    lines = [f"# {board.assignment.title}: the challenge", ""]
    least = f"{board.rules.least_accuracy:g} %"
    lines += [
        f"Accuracy on hidden images against {board.rules.cost}. On the front: from {least} on, beaten by nobody.",
        "",
    ]
    lines += [f"| front | name | accuracy | {board.rules.cost} |", "|---|---|---|---|"]
    for place, e in enumerate(board.entries, 1):
        lines.append(f"| {place if e.front else ''} | {e.name} | {e.accuracy:.1f} % | {e.cost:,} |")
    if board.refused:
        lines += ["", f"Not accepted: {board.refused}. Their authors read why in their results."]
    return "\n".join(lines) + "\n"

"""The page about similar hand-ins: for staff, with the shared passages side by side. It says that a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.report.page import render
from autograder.report.tables import Column, Section, Table, Value, as_json, counted
from autograder.results.store import write_bytes, write_json
from autograder.results.text import visible

from .compare import Pair, Part
from .hands import Hand

MOST_PASSAGES, MOST_LINES = 12, 80


def write_page(out: Path, title: str, hands: Sequence[Hand], found: Sequence[Pair]) -> Path:
    """Write `index.html` and `similarity.json` (without code); the page's path."""
    out.mkdir(parents=True, exist_ok=True)
    section = Section("pairs", "Pairs", tables=(_ranked(found), _left_out(hands)))
    write_json(out / "similarity.json", {"hand_ins": len(hands), "tables": as_json([section])})
    shown = [(number, pair, _passages(pair)) for number, pair in enumerate(found, 1)]
    words = f"{counted(len(hands), 'hand-in')} compared with each other"
    page = render(Path(__file__).parent, "page.html.jinja", title=title, words=words, section=section, pairs=shown)
    write_bytes(out / "index.html", page)
    return out / "index.html"


def _ranked(found: Sequence[Pair]) -> Table:
    rows: list[dict[str, Value]] = [
        {
            "place": f"Pair {number}",
            "one": pair.one.hand.student_id,
            "one_share": pair.one.share,
            "other": pair.other.hand.student_id,
            "other_share": pair.other.share,
            "tokens": pair.tokens,
            "longest": sum(len(part.lines) for part, _ in pair.passages[:1]),
        }
        for number, pair in enumerate(found, 1)
    ]
    return Table(
        "pairs",
        "Pairs that share most",
        (
            Column("place", "pair", "id"),
            Column("one", "one", "who"),
            Column("one_share", "of its own code", "share"),
            Column("other", "the other", "who"),
            Column("other_share", "of its own code", "share"),
            Column("tokens", "shared tokens", "count"),
            Column("longest", "lines of the longest passage", "count"),
        ),
        tuple(rows),
        empty="No two hand-ins share a passage.",
    )


def _left_out(hands: Sequence[Hand]) -> Table:
    rows: list[dict[str, Value]] = [{"student": hand.student_id, "note": note} for hand in hands for note in hand.notes]
    columns = (Column("student", "student", "who"), Column("note", "what"))
    return Table("not-compared", "Not compared", columns, tuple(rows))


def _passages(pair: Pair) -> list[tuple[dict[str, str], dict[str, str]]]:
    return [(_shown(one), _shown(other)) for one, other in pair.passages[:MOST_PASSAGES]]


def _shown(part: Part) -> dict[str, str]:
    """A heading and inert text, lines numbered as in the file."""
    lines = [
        f"{part.first + n:4}  {visible(line.expandtabs(4))[:400]}" for n, line in enumerate(part.lines[:MOST_LINES])
    ]
    more = len(part.lines) - MOST_LINES
    lines += [f"      … {counted(more, 'more line')}"] if more > 0 else []
    last = part.first + len(part.lines) - 1
    return {"head": f"{visible(part.file)}, lines {part.first} to {last}", "text": "\n".join(lines)}

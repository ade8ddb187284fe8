"""Under which name each hand-in came, and from where: what delivery to a learning platform goes by.

Of the staff's record only the name is taken, of the ledger only the folder; no page is made from either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from autograder.results import RunFolder


def source_of(run: Path, student: str) -> str:
    """`Ada Lovelace_4311_assignsubmission_file_`, several joined by commas; "" where nothing came."""
    record = RunFolder(run).staff_record(student)
    return str(record.get("source", "")) if record else ""


def names_of(source: str) -> Iterator[str]:
    """What may be the platform's own name in a source: the whole, each of several, each level of a path."""
    for piece in (source, *source.split(", ")):
        yield from reversed(piece.split("/"))


def submissions_of(run: Path) -> Path | None:
    """Where the run's hand-ins lay when they were graded last."""
    found = None
    try:
        for line in (run / "ledger.jsonl").read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event.get("event") == "start":
                found = Path(str(event["submissions"]))
    except (OSError, ValueError, KeyError, AttributeError):
        return found
    return found

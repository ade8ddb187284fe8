"""What an export made: the bytes, and what a person should know before importing them. Written whole, beside the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from autograder.results.store import write_bytes

from .errors import ExportError


@dataclass
class Outcome:
    """The file's bytes, with sentences."""

    data: bytes
    notes: list[str] = field(default_factory=list)
    filled: int = 0
    changed: list[str] = field(default_factory=list)
    """Cells that held something else."""

    def tell(self, who: str, old: str, new: str) -> None:
        """Count a cell, and remember what it held."""
        self.filled += 1
        if old.strip() not in ("", "-", new):
            self.changed.append(f"{who}: {old.strip()} -> {new}")


def write_beside(out: Path, data: bytes, sources: tuple[Path, ...] = ()) -> None:
    """Write atomically. Raises ExportError when `out` is one of the files that were read."""
    for source in sources:
        if out.exists() and source.exists() and out.samefile(source):
            raise ExportError(f"{out} is the file that was read; it stays as it is: give --out another name")
    out.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(out, data)

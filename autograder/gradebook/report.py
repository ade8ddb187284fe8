"""What an import comes to, in sentences: who moved, what a person gave and now stands over something else."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Report:
    """Sentences, and the counts of the last line."""

    moved: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    """Hand-given scores that somebody should look at again."""
    changes: list[str] = field(default_factory=list)
    """Questions added, re-weighted, removed."""
    notes: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    """Whose later hand-in counts for less."""
    imported: int = 0
    new: int = 0

    def lines(self) -> list[str]:
        """All of them, the gravest last."""
        kinds = (
            ("note", self.notes),
            ("changed", self.changes),
            ("moved", self.moved),
            ("by hand", self.apart),
            ("lower", self.lower),
        )
        return [f"{kind}: {sentence}" for kind, sentences in kinds for sentence in sentences]


def number(value: float) -> str:
    """A score as people write it: 12.5, 8."""
    return f"{round(value, 2):g}"


def moved(student: str, before: tuple[float, float], after: tuple[float, float], questions: list[str]) -> str:
    """`before` and `after` are points and maximum; per cents are said when the maximum changed."""
    (old, of_old), (new, of_new) = before, after
    text = f"{student}: {number(old)} to {number(new)} points ({new - old:+g}"
    if of_old != of_new and of_old and of_new:
        text += f"; {_percent(old, of_old)} to {_percent(new, of_new)}"
    return f"{text})" + (f": {', '.join(questions)}" if questions else "")


def _percent(points: float, maximum: float) -> str:
    return f"{number(100 * points / maximum)} %"

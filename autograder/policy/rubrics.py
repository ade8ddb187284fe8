"""`rubrics/<component>.csv`: sheets that judges fill, one line for each judge and student or group.

    subject,judge,clarity,soundness,originality,ta,peers
    team-1,prof,8,7,9,,
    team-1,student305,,,,,8

Each criterion's mark is the mean over the judges who gave one; the component's per cent is the weighted sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from .errors import PolicyError
from .exact import exact, shown
from .groups import Groups
from .settings import Rubric
from .sheet import read_sheet


@dataclass(frozen=True)
class Marks:
    """What a student or group got, by criterion, and the component's per cent (None: a criterion has no mark yet)."""

    criteria: Mapping[str, Fraction | None]
    per_cent: Fraction | None
    sentence: str


def read_rubric(path: Path, where: str, rubric: Rubric, groups: Groups) -> dict[str, Marks]:
    """Student id -> marks. A subject that is the name of a group counts for its members. Raises PolicyError."""
    sheet = read_sheet(path, ("subject", "judge", *rubric.criteria), ())
    given: dict[str, dict[str, list[Fraction]]] = {}
    seen: set[tuple[str, str]] = set()
    for line in sheet.lines:
        subject, judge = line.needs("subject"), line.needs("judge").strip()
        members = groups.find(where, subject) or (subject,)
        if judge in members:
            raise line.wrong(f"{judge} judges their own work; take the line out")
        if (subject, judge) in seen:
            raise line.wrong(f"{judge} has judged {subject} already; delete the line that does not hold")
        seen.add((subject, judge))
        for criterion in rubric.criteria:
            if not line[criterion].strip():
                continue
            try:
                mark = exact(line[criterion].strip())
            except ValueError as error:
                raise line.wrong(f"{criterion}: {error}") from None
            if not 0 <= mark <= Fraction(rubric.scale):
                raise line.wrong(f"{criterion}: {line[criterion]} is not between 0 and {rubric.scale}")
            for member in members:
                given.setdefault(member, {}).setdefault(criterion, []).append(mark)
    # A student must not get marks both alone and by a group: the mean would mix two works.
    for (_, subject), members in ((key, m) for key, m in groups.members.items() if key[0] == where):
        alone = [m for m in members if any(s == m for s, _ in seen)]
        if alone and any(s == subject for s, _ in seen):
            raise PolicyError(f"{path.name}: {alone[0]} is judged alone and in {subject!r}; keep one of the two")
    return {student: _marks(rubric, marks) for student, marks in given.items()}


def _marks(rubric: Rubric, given: Mapping[str, list[Fraction]]) -> Marks:
    means = {name: sum(given[name]) / Fraction(len(given[name])) if name in given else None for name in rubric.criteria}
    weights = {name: Fraction(weight) for name, weight in rubric.criteria.items()}
    told = ", ".join(
        f"{name} {'not given' if mean is None else f'{shown(mean)} of {rubric.scale}'} (weight {weights[name]})"
        for name, mean in means.items()
    )
    if any(means[name] is None and weights[name] for name in means):
        return Marks(means, None, f"By the rubric: {told}. It waits for what is not given.")
    whole = sum(weights.values(), Fraction(0))
    earned = sum((weights[n] * mean for n, mean in means.items() if mean is not None), Fraction(0))
    per_cent = 100 * earned / (whole * Fraction(rubric.scale))
    return Marks(means, per_cent, f"By the rubric: {told}.")

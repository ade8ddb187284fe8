"""Whose row of an LMS's file a score belongs to: by ids and logins; by name only when nothing else is known, and never
when two have it. Nobody is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.intake import Roster
from autograder.intake.roster import Student
from autograder.intake.text import fold, listed, name_keys

from .errors import ExportError
from .scores import ScoreRow


@dataclass(frozen=True)
class Target:
    """A row that can be filled."""

    row: int
    keys: tuple[tuple[str, str], ...]
    """(kind, text): canvas, sis, login, email, participant (a number), label (as the file writes it)."""
    names: frozenset[str]
    shown: str


@dataclass
class Matching:
    """Which score goes where."""

    found: dict[int, ScoreRow] = field(default_factory=dict)
    """By the target's row."""
    notes: list[str] = field(default_factory=list)
    """Scores that have no row, each with the reason."""


def match(scores: Iterable[ScoreRow], targets: Sequence[Target], roster: Roster | None) -> Matching:
    """Find each score's row. Raises ExportError when two scores belong to one row, or one id fits two rows."""
    matching = Matching()
    for score in scores:
        fitting = _fitting(score, targets, roster)
        if len(fitting) == 1:
            if (other := matching.found.get(fitting[0].row)) is not None:
                raise ExportError(f"{other.called} and {score.called} are both {fitting[0].shown}; correct the roster")
            matching.found[fitting[0].row] = score
        elif fitting and score.student_id:
            raise ExportError(
                f"{score.called} fits {len(fitting)} rows, {_shown(fitting)}; give --roster a list with the LMS's ids"
            )
        elif fitting:
            matching.notes.append(
                f"{score.called!r} fits {len(fitting)} rows, {_shown(fitting)}: none of them is filled"
            )
        else:
            matching.notes.append(f"{score.called!r} is in no row of the file: not exported")
    return matching


def _fitting(score: ScoreRow, targets: Sequence[Target], roster: Roster | None) -> list[Target]:
    student = _student(score, roster)
    if score.student_id or student:
        own = [("any", score.student_id), *_keys(student)] if score.student_id else _keys(student)
        sure = [(kind, text) for kind, text in own if kind != "any"]
        for keys, same in ((sure, _exact), (own, _exact), (own, _folded)):
            hits = [target for target in targets if any(same(key, has) for key in keys for has in target.keys)]
            if hits:
                return hits
        return []
    names = name_keys(score.name)
    return [target for target in targets if names & target.names]


def _student(score: ScoreRow, roster: Roster | None) -> Student | None:
    if roster is None or not score.student_id:
        return None
    return next((student for student in roster.students if student.student_id == score.student_id), None)


def _keys(student: Student | None) -> list[tuple[str, str]]:
    if student is None:
        return []
    found = [*student.ids, ("login", student.login), ("email", student.email)]
    return [(kind, text) for kind, text in found if text]


def _exact(key: tuple[str, str], has: tuple[str, str]) -> bool:
    """A participant's number is one assignment's own: only a roster that says so knows it, no id is taken for it."""
    if key[1] != has[1]:
        return False
    alike = key[0] == has[0] or {key[0], has[0]} == {"email", "login"}
    return alike or (key[0] in ("any", "id") and has[0] != "participant")


def _folded(key: tuple[str, str], has: tuple[str, str]) -> bool:
    """Logins and addresses differ in letter case between systems; numbers and codes do not."""
    alike = has[0] in ("login", "email") and key[0] in ("any", "login", "email")
    return alike and fold(key[1]) == fold(has[1])


def _shown(targets: Sequence[Target]) -> str:
    return listed([target.shown for target in targets])

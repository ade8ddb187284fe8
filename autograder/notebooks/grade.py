"""Grading one notebook: read, match, run, check, and fill in the released one.

Every graded cell of the release gets exactly one score, or waits for a person; a cell that nobody could see never waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from autograder.sandbox import Limits, Zygote

from .checks import Checks
from .clean import Shown, clean
from .match import Matched, StudentCell, match
from .released import ReleasedCell, ReleasedNotebook
from .session import CannotRead, Pace, Session
from .store import CellScore, CleanNotebook

_NOTHING = Decimal(0)


def grade_notebook(
    release: ReleasedNotebook,
    zygote: Zygote,
    job: int,
    student_id: str,
    notebook: bytes | None,
    files: Mapping[str, bytes],
    limits: Limits,
    pace: Pace,
) -> CleanNotebook:
    """One student's. `notebook`: the bytes handed in, or None; `files`: what lies beside it when its cells run."""
    module = release.name.removesuffix(".ipynb")
    if notebook is None:
        return _nothing(release, student_id, f"{release.name} was not handed in.", look=False)
    with Session(zygote, job, files, module, limits, pace) as session:
        try:
            cells, notes = session.cells(notebook)
        except CannotRead as error:
            return _nothing(release, student_id, f"{release.name}: {error}.", look=True)
        matched = match(release.cells, cells)
        shown = session.run(matched.steps)
        ran = {step.cell: one for step, one in zip(matched.steps, shown, strict=True) if step.cell is not None}
        restored = {
            step.released: one
            for step, one in zip(matched.steps, shown, strict=True)
            if step.cell is None and step.released is not None
        }
        scores, checked = _checks(release, session, module)
    scores |= {
        cell.grade_id: _by_hand(cell, [cells[i] for i in matched.places[number]], matched)
        for number, cell in enumerate(release.cells)
        if cell.by_hand
    }
    ended = [
        one.error for one in shown if "was stopped" in one.error or "not run" in one.error or "the program" in one.error
    ]
    look = [*notes, *matched.notes]
    messages = [*notes, *(f"In your notebook, {words}." for words in ended[:5]), *matched.notes]
    return CleanNotebook(
        student_id,
        clean(release, cells, matched, ran, restored, checked),
        tuple(scores[cell.grade_id] for cell in release.cells if cell.grade_id in scores),
        tuple(dict.fromkeys(messages)),
        tuple(dict.fromkeys(look)),
    )


def _checks(release: ReleasedNotebook, session: Session, module: str) -> tuple[dict[str, CellScore], dict[str, Shown]]:
    scores, shown = {}, {}
    checks: Checks | None = None
    for cell in release.cells:
        if not cell.is_check:
            continue
        asked = session.submission()
        if asked is None:
            passed, words = False, "it was not run, since the notebook could not be run to its end"
        else:
            checks = checks or Checks(release, asked, module)
            checks.submission = asked
            result = checks.run(cell.grade_id)
            passed, words = result.passed, result.sentence
        comment = "" if passed else f"The check {cell.grade_id}: {words}."
        scores[cell.grade_id] = CellScore(cell.grade_id, cell.points, cell.points if passed else _NOTHING, comment)
        shown[cell.grade_id] = (
            Shown((("stdout", f"passed: {cell.points} of {cell.points} points\n"),)) if passed else Shown(error=comment)
        )
    return scores, shown


def _by_hand(cell: ReleasedCell, mine: list[StudentCell], matched: Matched) -> CellScore:
    """A person grades what there is; what is missing or was left as released is 0 at once."""
    if cell.task:
        return CellScore(cell.grade_id, cell.points, None)
    if not mine:
        if matched.extras:
            return CellScore(
                cell.grade_id, cell.points, None, f"The cell {cell.grade_id} is missing; a person looks for its answer."
            )
        return CellScore(cell.grade_id, cell.points, _NOTHING, f"The cell {cell.grade_id} is missing.")
    if all(one.source.strip() in ("", cell.source.strip()) for one in mine):
        return CellScore(cell.grade_id, cell.points, _NOTHING, "Not answered.")
    return CellScore(cell.grade_id, cell.points, None)


def refused(release: ReleasedNotebook, student_id: str, messages: tuple[str, ...]) -> CleanNotebook:
    """For a hand-in that was refused as a whole."""
    return _nothing(release, student_id, " ".join(messages), look=True)


def _nothing(release: ReleasedNotebook, student_id: str, sentence: str, look: bool) -> CleanNotebook:
    """All cells 0, for a notebook that is not there or cannot be read."""
    cells = tuple(CellScore(c.grade_id, c.points, _NOTHING, sentence) for c in release.cells if c.grade or c.task)
    return CleanNotebook(student_id, clean(release), cells, (sentence,), (sentence,) if look else ())

"""Moodle's offline grading worksheet: the column of grades is filled in the file that the instructor downloaded.

By the rules of its importer (moodle/moodle, mod/assign/feedback/offline): grades that are out of range or locked are
passed over without a word, so they are refused or named here; the comments in the file replace those on the site, so
they are kept byte for byte, and ours come after them, and only when asked for.
"""

from __future__ import annotations

import html
import re
from fractions import Fraction

from autograder.intake import Roster
from autograder.intake.columns import read_header
from autograder.policy.exact import exact

from .canvas import decimal_mark
from .errors import ExportError
from .filled import FilledTable
from .match import Target, match
from .outcome import Outcome
from .scores import ScoreRow, Scores, number

GRADE = ("Grade", "Bewertung", "Note", "Calificación", "Valutazione", "Beoordeling", "Nota", "Ocena", "评分", "成绩")
FEEDBACK = ("Feedback comments", "Feedback als Kommentar")
_LABEL = re.compile(r"\D+(\d+)\s*")


def fill_worksheet(
    table: FilledTable,
    scores: Scores,
    roster: Roster | None,
    feedback: bool = False,
    grade_column: str | None = None,
    feedback_column: str | None = None,
    as_is: bool = False,
) -> Outcome:
    """The worksheet with the grades in it. Raises ExportError for what Moodle would not take."""
    headings = [cell.text for cell in table.rows[0]]
    at = _column(table.name, headings, grade_column, GRADE, "--grade-column")
    comments = _column(table.name, headings, feedback_column, FEEDBACK, "--feedback-column") if feedback else None
    if "Identifier" in headings and "Last modified (grade)" not in headings:
        raise ExportError(
            f"{table.name} has no column 'Last modified (grade)', and Moodle would refuse it; download it once more"
        )
    outcome = Outcome(b"", list(scores.notes))
    matching = match(scores.rows, _targets(table, headings), roster)
    outcome.notes += matching.notes
    lock = headings.index("Grade can be changed") if "Grade can be changed" in headings else None
    mark = decimal_mark([table.text(row, c) for row in range(1, len(table.rows)) for c in (at, at + 1)])
    changes: dict[tuple[int, int], str] = {}
    for row, score in matching.found.items():
        if score.score is None:
            continue
        if lock is not None and table.text(row, lock) == "No":
            outcome.notes.append(f"{score.called}'s grade is locked in Moodle and would be passed over: not filled")
            continue
        _check_range(table.text(row, at + 1), score, scores.maximum, as_is)
        new = number(score.score).replace(".", mark)
        outcome.tell(score.called, table.text(row, at), new)
        if new != table.text(row, at):
            changes[row, at] = new
        if comments is not None:
            old, ours = table.text(row, comments), comment(score, scores.maximum)
            if ours not in old:
                changes[row, comments] = f"{old}\n{ours}" if old else ours
    outcome.data = table.replaced(changes)
    return outcome


def comment(score: ScoreRow, maximum: Fraction | None) -> str:
    """Our feedback as a paragraph of Moodle's comment."""
    whole = f" of {number(maximum)}" if maximum is not None else ""
    detail = "".join(f" {question}: {points}." for question, points in score.detail)
    return f"<p>{html.escape(f'By tests: {number(score.score or Fraction(0))}{whole} points.{detail}')}</p>"


def _column(name: str, headings: list[str], asked: str | None, known: tuple[str, ...], option: str) -> int:
    hits = [at for at, heading in enumerate(headings) if heading == asked or (asked is None and heading in known)]
    if len(hits) != 1:
        there = ", ".join(headings)
        raise ExportError(f"{name}: which column is meant? Name it with {option}; there are: {there}")
    return hits[0]


def _targets(table: FilledTable, headings: list[str]) -> list[Target]:
    """By participant number and e-mail; the part before the @ stands for a login where all addresses share one domain."""
    columns = read_header(headings)
    address = columns.email if columns else None
    rows = range(1, len(table.rows))
    label = next(
        (c for c in range(len(headings)) if rows and all(_LABEL.fullmatch(table.text(r, c)) for r in rows)), None
    )
    if label is None:
        raise ExportError(f"{table.name} has no column like 'Participant 5301'; give Moodle's own grading worksheet")
    mails = {row: table.text(row, address) for row in rows} if address is not None else {}
    one_domain = len({mail.partition("@")[2] for mail in mails.values() if mail}) == 1
    targets = []
    for row in rows:
        text, mail = table.text(row, label), mails.get(row, "")
        found = _LABEL.fullmatch(text)
        keys = [("label", text), ("participant", found[1] if found else ""), ("email", mail)]
        keys += [("login", mail.partition("@")[0])] if one_domain else []
        targets.append(Target(row, tuple(key for key in keys if key[1]), frozenset(), text))
    return targets


def _check_range(maximum: str, score: ScoreRow, ours: Fraction | None, as_is: bool) -> None:
    try:
        most = exact(maximum.strip().replace(",", "."))
    except ValueError:
        return
    value = score.score or Fraction(0)
    if ours is not None and ours != most and not as_is:
        raise ExportError(
            f"the worksheet's maximum is {maximum}, these scores are out of {number(ours)}: give --scale {maximum} to "
            "convert them, or --as-is to write them as they are"
        )
    if not 0 <= value <= most:
        raise ExportError(
            f"{score.called} has {number(value)} of {maximum}, and Moodle passes over what is out of range; give --scale"
        )

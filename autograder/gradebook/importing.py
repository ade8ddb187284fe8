"""`autograder gradebook import RUN`: a run's automatic scores and feedback into nbgrader's rows, in one transaction.

Never touched: `manual_score`, `extra_credit`, `manual_comment`, flags, and the id of any row. A cell is marked for
review only when a person's score on it stands over something that has just changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbgrader import api
from sqlalchemy import delete, select

from autograder.progress import tracked
from autograder.results.text import file_name

from .cells import Cells, bring_in_line
from .comments import automatic_comment
from .counting import counting
from .database import EARLIER, IMPORTED
from .errors import GradebookError
from .layout import MODULES, Layout
from .moments import Known, Moments
from .report import Report, moved, number
from .rows import Book, CommentRow, GradeRow, insert_rows, read_book, update_rows
from .scores import RunScores, Scored
from .students import bring_in_students, totals_before


@dataclass
class _Changes:
    """Rows to write, by table."""

    grades: list[dict[str, Any]] = field(default_factory=list)
    new_grades: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    new_comments: list[dict[str, Any]] = field(default_factory=list)
    submissions: list[dict[str, Any]] = field(default_factory=list)
    new_submissions: list[dict[str, Any]] = field(default_factory=list)
    new_notebooks: list[dict[str, Any]] = field(default_factory=list)
    imported: list[dict[str, Any]] = field(default_factory=list)
    earlier: list[dict[str, Any]] = field(default_factory=list)


def import_scores(
    book: Any,
    layout: Layout,
    run: RunScores,
    moments: Moments,
    students: Mapping[str, Mapping[str, str | None]],
    drop: Collection[str] = (),
) -> Report:
    """Change the rows; committing is the caller's. `students`: nbgrader's columns by id. Raises GradebookError."""
    bring_in_students(book.db, students, run)
    totals = totals_before(book.db, layout.assignment)
    cells = bring_in_line(book, layout, moments.due, drop)
    return _Import(book.db, layout, run, moments, cells, totals).do()


@dataclass
class _Import:
    db: Any
    layout: Layout
    run: RunScores
    moments: Moments
    cells: Cells
    totals: Mapping[str, float]
    """Points by student before anything changes, in questions that go away too."""
    report: Report = field(default_factory=Report)
    earlier: dict[str, float | None] = field(default_factory=dict)
    """Grades that were marked as given on an earlier hand-in, with the score they had."""
    changes: _Changes = field(default_factory=_Changes)

    def do(self) -> Report:
        self._say_changes()
        chosen = {
            file_name(student): (student, row) for student, row in counting(self.run, self.moments, self.report).items()
        }
        book = read_book(self.db, self.cells.assignment_id)
        imported = {row.submission_id: row for row in self.db.execute(select(IMPORTED))}
        self.earlier = {row.grade_id: row.score for row in self.db.execute(select(EARLIER))}
        everybody = [*book.submissions, *(one for one in chosen if one not in book.submissions)]
        for student in tracked("importing", everybody):
            person, row = chosen.get(student, (student, None))
            self._student(book, student, person, row, imported)
        self._write()
        return self.report

    def _say_changes(self) -> None:
        cells, report = self.cells, self.report
        report.changes += [f"{name} is new" for name in cells.added]
        report.changes += [
            f"{name} is worth {number(new)} points, not {number(old)}" for name, (old, new) in cells.weighed.items()
        ]
        report.changes += [f"{name} is gone" for name in cells.removed]
        if report.changes:
            report.changes.append(f"the maximum is {number(self.layout.maximum)}, not {number(cells.maximum_before)}")

    def _student(self, book: Book, student: str, person: str, row: Scored | None, imported: Mapping[str, Any]) -> None:
        known = self.moments.of(person)
        there = book.submissions.get(student)
        submission = there[0] if there else api.new_uuid()
        before = imported.get(submission)
        if row is not None and before is not None and self._is_older(person, row, before, known):
            row = None
        if row is not None:
            self.report.imported += 1
            self.report.new += there is None
            self._submission(student, submission, there, row, known)
            entry = {
                "submission_id": submission,
                "digest": row.digest,
                "suite": self.run.suite,
                "graded_at": self.run.graded_at,
            }
            if before is None or dict(before._mapping) != entry:
                self.changes.imported.append(entry)
        another = row is not None and before is not None and before.digest != row.digest
        self._cells(book, student, person, submission, row, before.digest if before else "", another, there is None)

    def _is_older(self, person: str, row: Scored, before: Any, known: Known) -> bool:
        if before.suite != self.run.suite and self.run.graded_at < before.graded_at:
            raise GradebookError(
                f"nothing was changed: the gradebook has scores of {person} by newer tests or points than this run's; "
                "grade the hand-ins again"
            )
        if before.digest == row.digest or known.counts or self.run.graded_at >= before.graded_at:
            return False
        self.report.notes.append(f"{person}: the gradebook holds a hand-in that was graded later; it stays")
        return True

    def _submission(self, student: str, key: str, there: Any, row: Scored, known: Known) -> None:
        when = known.submitted.get(row.digest)
        if there is None:
            self.changes.new_submissions.append(
                {
                    "id": key,
                    "assignment_id": self.cells.assignment_id,
                    "student_id": student,
                    "timestamp": when,
                    "extension": known.extension,
                }
            )
            return
        when = when or there[1]
        extension = known.extension if known.extension is not None else there[2]  # one given in nbgrader stays
        if (when, extension) != there[1:]:
            self.changes.submissions.append({"id": key, "timestamp": when, "extension": extension})

    def _cells(
        self,
        book: Book,
        student: str,
        person: str,
        submission: str,
        row: Scored | None,
        earlier: str,
        another: bool,
        fresh: bool,
    ) -> None:
        before, after, tests_before, tests_after = self.totals.get(student, 0.0), 0.0, 0.0, 0.0
        questions: list[str] = []
        for name, notebook in self.cells.notebooks.items():
            place = book.notebooks.get((submission, notebook))
            if place is None:
                place = api.new_uuid()
                self.changes.new_notebooks.append(
                    {"id": place, "assignment_id": submission, "notebook_id": notebook, "flagged": False}
                )
            read = _read_by_hand(row, name)
            for (of, cell), key in self.cells.scored.items():
                if of != name:
                    continue
                old = book.grades.get((place, key))
                comment = book.comments.get((place, self.cells.commented.get((of, cell), "")))
                waits = read.get(cell, bool(read.get("")))
                points = row.points[cell] if row is not None and name == MODULES else None
                if old is None:
                    old = self._new_grade(place, key, name, points, waits or row is None)
                    if row is None:
                        self.report.apart.append(f"{person} is not in this run and has no score for {cell}")
                else:
                    tests_before += old.auto or 0
                if row is None:
                    after += old.score
                    continue
                now = self._grade(old, person, cell, name, points, waits, earlier, another, comment)
                if now.score != (book.grades[place, key].score if (place, key) in book.grades else 0.0):
                    questions.append(cell)
                after += now.score
                tests_after += now.auto or 0
            self._comments(book, place, name, row)
        if fresh or row is None:
            return
        if round(before - after, 6):
            self.report.moved.append(
                moved(person, (before, self.cells.maximum_before), (after, self.layout.maximum), questions)
            )
        elif self.cells.maximum_before != self.layout.maximum:
            self.report.moved.append(
                moved(person, (before, self.cells.maximum_before), (after, self.layout.maximum), [])
            )
        if another and row is not None:
            self._lower(person, earlier, row.digest, tests_before, tests_after)

    def _new_grade(self, place: str, key: str, name: str, points: float | None, waits: bool) -> GradeRow:
        if name == MODULES:
            new = GradeRow(api.new_uuid(), points, None, 0.0, points is None)
        else:  # written answers wait for a person, where there is one to read
            new = GradeRow(api.new_uuid(), None if waits else 0.0, None, 0.0, waits)
        self.changes.new_grades.append(
            {
                "id": new.id,
                "notebook_id": place,
                "cell_id": key,
                "auto_score": new.auto,
                "needs_manual_grade": new.review,
            }
        )
        return new

    def _grade(
        self,
        old: GradeRow,
        person: str,
        cell: str,
        name: str,
        points: float | None,
        waits: bool,
        earlier: str,
        another: bool,
        comment: CommentRow | None,
    ) -> GradeRow:
        auto = points
        if name != MODULES:
            auto = None if waits else 0.0
        shifted = name == MODULES and old.auto is not None and old.auto != auto
        given = old.manual is not None
        review = old.review
        if given:
            review = review or shifted or another
        elif name == MODULES:
            review = False
        elif another or auto != old.auto:
            review = waits
        if given and old.manual is not None:
            self._say_by_hand(old, person, cell, auto, shifted, earlier, another)
        elif another and comment is not None and comment.manual is not None:
            self.report.apart.append(
                f"{person}: the comment on {cell} was written on the earlier hand-in {earlier[:12]}"
            )
        if (auto, review) != (old.auto, old.review):
            self.changes.grades.append({"id": old.id, "auto_score": auto, "needs_manual_grade": review})
        still = old.review and old.id in self.earlier and self.earlier[old.id] == old.manual
        if given and another and not still:
            note = f"given on the earlier hand-in {earlier[:12]}"
            self.changes.earlier.append({"grade_id": old.id, "digest": earlier, "score": old.manual, "note": note})
        return GradeRow(old.id, auto, old.manual, old.extra, review)

    def _say_by_hand(
        self, old: GradeRow, person: str, cell: str, auto: float | None, shifted: bool, earlier: str, another: bool
    ) -> None:
        hand = f"{person}: the hand-given {number(old.manual or 0)} on {cell}"
        if shifted:
            self.report.apart.append(
                f"{hand} stands over an automatic score that went from {number(old.auto or 0)} to {number(auto or 0)}; marked for review"
            )
        if cell in self.cells.weighed:
            was, now = self.cells.weighed[cell]
            self.report.apart.append(f"{hand} was given out of {number(was)}, now out of {number(now)}; it stays")
        if another:
            self.report.apart.append(
                f"{hand} was given on the earlier hand-in {earlier[:12]}; it stays, marked for review"
            )

    def _comments(self, book: Book, place: str, name: str, row: Scored | None) -> None:
        for (of, cell), key in self.cells.commented.items():
            if of != name:
                continue
            text = automatic_comment(row, name, cell) if row is not None else None
            old = book.comments.get((place, key))
            if old is None:
                self.changes.new_comments.append(
                    {"id": api.new_uuid(), "notebook_id": place, "cell_id": key, "auto_comment": text}
                )
            elif row is not None and old.auto != text:
                self.changes.comments.append({"id": old.id, "auto_comment": text})

    def _lower(self, person: str, earlier: str, digest: str, before: float, after: float) -> None:
        worth = self.moments.of(person).points
        was, now = (float(worth[earlier]), float(worth[digest])) if {earlier, digest} <= set(worth) else (before, after)
        if now < was:
            self.report.lower.append(
                f"{person}: {number(was)} to {number(now)} points, since the hand-in {digest[:12]} counts now and not {earlier[:12]}"
            )

    def _write(self) -> None:
        db, changes = self.db, self.changes
        insert_rows(db, api.SubmittedAssignment.__table__, changes.new_submissions)
        insert_rows(db, api.SubmittedNotebook.__table__, changes.new_notebooks)
        insert_rows(db, api.Grade.__table__, changes.new_grades)
        insert_rows(db, api.Comment.__table__, changes.new_comments)
        update_rows(db, api.SubmittedAssignment.__table__, changes.submissions)
        update_rows(db, api.Grade.__table__, changes.grades)
        update_rows(db, api.Comment.__table__, changes.comments)
        for table, key, rows in ((IMPORTED, "submission_id", changes.imported), (EARLIER, "grade_id", changes.earlier)):
            for start in range(0, len(rows), 500):
                part = rows[start : start + 500]
                db.execute(delete(table).where(table.c[key].in_([row[key] for row in part])))
            insert_rows(db, table, rows)


def _read_by_hand(row: Scored | None, notebook: str) -> dict[str, bool]:
    """Which answers of a notebook wait for a person, by cell; "" stands for all that are not named."""
    if row is None or notebook == MODULES:
        return {}
    if row.notebook is not None:
        return {cell.grade_id: cell.score is None for cell in row.notebook.cells}
    return {"": f"{notebook}.ipynb" in row.files}

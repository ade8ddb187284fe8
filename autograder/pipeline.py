"""`autograder grade`, from hand-ins to a run folder: intake, then grading, then results. Data flows this way only.

A run that is cut off is taken up again: a hand-in whose student, bytes, tests and environment are unchanged keeps its
recorded verdicts (`regrade`). Nothing here opens a student's file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from .config import Assignment, Course
from .grading import Graded, Verdict
from .grading.run import Here
from .grading.suite import environment, suite_hash
from .grading.tasks import Collected, Executor, Task
from .intake import Asked, HandIn, read_roster, take_in
from .leaderboard.names import pseudonym
from .regrade import Regrade
from .results import RunFolder, score
from .results.challenge import add_challenge
from .results.gradescope import results_json
from .results.store import Row, write_json
from .results.voided import counting
from .sandbox.canary import Isolation
from .sandbox.guard import hide_memory


@dataclass
class Report:
    """What a run came to, for the table at its end."""

    folder: Path
    rows: list[Row] = field(default_factory=list)
    graded: int = 0
    partly: int = 0
    """Of the graded: only in the questions whose tests changed."""
    kept: int = 0
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    set_aside: list[HandIn] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


@dataclass
class Run:
    """One grading of a set of submissions into a folder."""

    course: Course
    assignment: Assignment
    folder: RunFolder
    secret: bytes
    jobs: int
    level: str = "namespaces"
    landlock: bool = False
    progress: Callable[[int], None] = lambda done: None
    executor: Executor | None = None
    """Where it is graded; None: on this machine, `jobs` at a time."""

    def __post_init__(self) -> None:
        self.suite = suite_hash(self.course, self.assignment)
        self.environment = environment()
        key = hashlib.sha256(self.secret).hexdigest()[:16]
        self.versions: dict[str, Any] = {
            "suite": self.suite,
            "secret": key,
            "environment": self.environment,
            "isolation": self.level,
            "worker": self.assignment.worker,
        }
        self.expected = 0
        self.roster = True  # ids that a caller gives are taken as they are
        self.taken: dict[str, HandIn] = {}
        self.earlier = Regrade()
        self.rows: dict[str, Row] = {}

    def grade(self, submissions: Path, roster: Path | None) -> Report:
        """Do the run. Raises IntakeError, ConfigError, GradingError or SandboxError; what was finished stays."""
        known = read_roster(roster) if roster else None
        self.roster = known is not None
        hand_ins = take_in(submissions, self.asked, known)
        self.expected = len(hand_ins)
        return self.grade_hand_ins(hand_ins, submissions)

    @property
    def asked(self) -> Asked:
        """What intake looks for."""
        return Asked(self.assignment.name, self.assignment.may_hand_in(), self.assignment.modules)

    def grade_hand_ins(self, hand_ins: Iterable[HandIn], source: Path) -> Report:
        """The same for hand-ins that were taken in already, from `source`. Raises RunInUse where somebody is at it."""
        with self.folder.alone():
            return self._grade(hand_ins, source)

    def _grade(self, hand_ins: Iterable[HandIn], source: Path) -> Report:
        hide_memory()
        self.folder.prepare()
        before = self.folder.read_totals()
        report = Report(self.folder.path)
        start = {"event": "start", "assignment": self.assignment.name, "submissions": str(source), **self.versions}
        self.folder.log(start)
        order: list[str] = []

        def unsettled() -> Iterator[HandIn]:
            """Those that take more than their earlier record; the others are written down on the way."""
            for hand_in in hand_ins:
                order.append(hand_in.student_id)
                if hand_in.status == "graded" and not self._kept(hand_in):
                    yield hand_in
                    continue
                if hand_in.status == "graded":
                    report.kept += 1
                else:
                    self._set_aside(hand_in)
                    report.set_aside.append(hand_in)
                self.progress(len(self.rows))

        def tasks(some: Iterable[HandIn]) -> Iterator[Task]:
            for hand_in in some:
                if (task := self._left_of(hand_in)) is not None:
                    self.taken[hand_in.student_id] = hand_in
                    report.partly += task.tests is not None
                    yield task
                else:
                    report.kept += 1
                    self.progress(len(self.rows))

        def done(graded: Graded) -> None:
            if graded.failure:
                report.failures[graded.student_id] = graded.failure
            self._finish(graded)
            report.graded += 1
            self.progress(len(self.rows))

        executor = self.executor or Here(self.jobs)
        if (expected := executor.expected(self.course)) is not None:
            self.check_level(expected)
        some = unsettled()
        first = list(islice(some, 0 if expected is None else 1))
        if first or expected is None:  # where all is as it was, neither a sandbox nor a collected suite is needed
            executor.grade(
                self.course,
                self.assignment,
                tasks(chain(first, some)),
                self.secret,
                done,
                self.check_level,
                self._collected,
                (source, self.folder.path),
            )
        report.rows = [self.rows[student] for student in order]
        self.folder.write_scores(self.assignment, report.rows)
        write_json(self.folder.path / "run.json", {"assignment": self.assignment.name, **self.versions})
        for row in report.rows:
            total = "" if row.total is None else format(row.total, "f")
            if before.get(row.key, total) != total:
                report.moved.append((row.student_id, before[row.key], total))
        self.folder.log({"event": "end", "graded": report.graded, "kept": report.kept, "moved": len(report.moved)})
        return report

    def check_level(self, found: Isolation) -> None:
        """What the canary is expected to find, and what it found before the first submission ran."""
        self.versions["isolation"] = self.level = found.level
        self.versions["landlock"] = self.landlock = found.landlock

    def _collected(self, suite: Collected) -> None:
        self.earlier = Regrade(suite.hashes, suite.tests)

    def _kept(self, hand_in: HandIn) -> bool:
        """Whether the earlier record holds as it is; then it is written again, since points and words may have changed."""
        record = self.folder.staff_record(hand_in.student_id)
        holds = self.earlier.holds(hand_in, record, self._recorded())
        if record is not None and holds:
            verdicts = tuple(Verdict(**verdict) for verdict in record["verdicts"])
            self._rewrite(hand_in, verdicts, record, record["questions"])
        return holds

    def _left_of(self, hand_in: HandIn) -> Task | None:
        """What is left to run of a hand-in; what is nothing is written from its earlier record."""
        record = self.folder.staff_record(hand_in.student_id)
        task = self.earlier.task(hand_in, record, self._recorded())
        if task is None and record is not None:
            self._rewrite(hand_in, self.earlier.whole(hand_in.student_id, ()), record, self.earlier.hashes)
        return task

    def _rewrite(
        self, hand_in: HandIn, verdicts: tuple[Verdict, ...], record: dict[str, Any], hashes: Mapping[str, str]
    ) -> None:
        self._write(hand_in, verdicts, record["seconds"], record["graded_at"], record.get("challenge"), hashes)

    def _recorded(self) -> dict[str, Any]:
        copy: dict[str, Any] = json.loads(json.dumps(self.versions))
        return copy

    def _finish(self, graded: Graded) -> None:
        hand_in = self.taken.pop(graded.student_id)
        if graded.failure:  # not recorded, so that the next run tries again
            nothing = {q.id: Decimal(0) for q in self.assignment.questions}
            text = "The grader itself failed on this hand-in; staff must look at it and grade again."
            self._row(hand_in, nothing, text)
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        before = self.earlier.records.get(graded.student_id, {})
        verdicts = self.earlier.whole(graded.student_id, graded.verdicts)
        challenge = graded.challenge or before.get("challenge")
        self._write(hand_in, verdicts, graded.seconds, now, challenge, self.earlier.hashes)
        self.folder.log({"event": "graded", "student": graded.student_id, "digest": hand_in.digest})

    def _write(
        self,
        hand_in: HandIn,
        verdicts: tuple[Verdict, ...],
        seconds: float,
        graded_at: str,
        challenge: dict[str, Any] | None,
        hashes: Mapping[str, str],
    ) -> None:
        counted = counting(self.assignment, verdicts)
        points = score(self.assignment, counted)
        messages = [*hand_in.messages, *import_messages(verdicts)]
        extra = {
            "student_id": hand_in.student_id,
            "status": "graded",
            "submission_hash": hand_in.digest,
            "graded_at": graded_at,
            "late": hand_in.late,
            "isolation": self.level,
            "landlock": self.landlock,
            "worker": self.assignment.worker,
            "versions": self.environment,
            "suite_hash": self.suite,
        }
        results = results_json(self.assignment, points, counted, messages, extra)
        if challenge is not None:
            name = pseudonym(self.secret, self.assignment.name, hand_in.student_id)
            add_challenge(results, self.assignment, challenge, name)
        record = {
            "student_id": hand_in.student_id,
            "challenge": challenge,
            "digest": hand_in.digest,
            "source": hand_in.source,
            "files": sorted(hand_in.files),
            "messages": messages,
            "versions": self._recorded(),
            "questions": dict(hashes),
            "graded_at": graded_at,
            "seconds": seconds,
            "verdicts": [verdict.as_dict() for verdict in verdicts],
        }
        self.folder.write_student(hand_in.student_id, results, record)
        self._row(hand_in, points.questions, " ".join(messages))

    def _row(self, hand_in: HandIn, points: Mapping[str, Decimal] | None, message: str) -> None:
        listed = self.roster and hand_in.status != "unidentified"
        self.rows[hand_in.student_id] = Row(hand_in.student_id, hand_in.status, points, message, listed)

    def _set_aside(self, hand_in: HandIn) -> None:
        """A row, and for a refused hand-in a result that tells the student why."""
        refused = hand_in.status == "refused"
        points = {q.id: Decimal(0) for q in self.assignment.questions} if refused else None
        self._row(hand_in, points, " ".join(hand_in.messages))
        if refused:
            extra = {
                "student_id": hand_in.student_id,
                "status": "refused",
                "isolation": self.level,
                "landlock": self.landlock,
                "versions": self.environment,
            }
            nothing = score(self.assignment, ())
            results = results_json(self.assignment, nothing, (), hand_in.messages, extra)
            record = {"student_id": hand_in.student_id, "source": hand_in.source, "messages": list(hand_in.messages)}
            self.folder.write_student(hand_in.student_id, results, record)


def import_messages(verdicts: tuple[Verdict, ...]) -> list[str]:
    """Each reason why a module could not be imported, once."""
    return list(dict.fromkeys(v.sentence + "." for v in verdicts if v.kind == "import"))


def question_table(assignment: Assignment, rows: list[Row]) -> list[tuple[str, float, int, int]]:
    """(question, mean points, how many full marks, of how many) over the graded hand-ins."""
    points: list[Mapping[str, Decimal]] = [
        row.points for row in rows if row.status == "graded" and row.points is not None
    ]
    table = []
    for question in assignment.questions:
        earned = [p[question.id] for p in points]
        mean = float(sum(earned, Decimal(0)) / len(earned)) if earned else 0.0
        table.append((question.id, mean, sum(1 for e in earned if e == question.points), len(earned)))
    return table


def counts(report: Report) -> dict[str, int]:
    """Status -> how many students have it."""
    statuses = ("graded", "refused", "missing", "unidentified")
    return {status: sum(row.status == status for row in report.rows) for status in statuses}


def summary(run: Run, report: Report, seconds: float) -> dict[str, Any]:
    """What `autograder grade --json` says: docs/formats.md has the keys."""
    return {
        "assignment": run.assignment.name,
        "run": str(report.folder),
        "scores": str(report.folder / "scores.csv"),
        "isolation": run.level,
        "landlock": run.landlock,
        "seconds": round(seconds, 3),
        "students": counts(report),
        "run_now": report.graded,
        "run_partly": report.partly,
        "kept": report.kept,
        "moved": [{"student_id": student, "before": was, "after": now} for student, was, now in report.moved],
        "grader_failed_on": sorted(report.failures),
    }

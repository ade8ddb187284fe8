"""The sections about single hand-ins: times and limits, what was not graded, who moved, late days."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from autograder.config import Course

from .failures import TestFigures, in_words
from .people import TO_DO, late_days, moved, slowest, stopped
from .plots import bars
from .reading import ClassRun
from .tables import Column, Section, Table, Value, counted


def times_section(run: ClassRun, tests: Sequence[TestFigures]) -> Section:
    """Seconds by test and by hand-in, and who was stopped by a limit."""
    slow = sorted(tests, key=lambda test: (-test.slow, test.test))
    slow_rows: list[dict[str, Value]] = [
        {"name": t.name, "question": t.question, "median": t.median, "slow": t.slow, "longest": t.longest} for t in slow
    ]
    hand_ins: list[dict[str, Value]] = [
        {"student": graded.person.student_id, "seconds": graded.seconds} for graded in slowest(run)
    ]
    limits: list[dict[str, Value]] = [
        {"student": one.student_id, "tests": one.tests, "kinds": in_words(one.kinds)} for one in stopped(run)
    ]
    whole = sum(graded.seconds for graded in run.graded)
    typical = statistics.median([graded.seconds for graded in run.graded]) if run.graded else 0.0
    return Section(
        "times",
        "Times and limits",
        (f"The hand-ins took {whole:,.0f} s one after the other, half of them less than {typical:.1f} s each.",),
        (
            bars(
                "times-plot",
                "The ten slowest tests",
                [(test.name, test.slow, f"{test.slow:.2f} s") for test in slow[:10]],
                "seconds that 95 of 100 hand-ins do not exceed",
            ),
        ),
        (
            Table(
                "slow-tests",
                "Seconds a test",
                (
                    Column("name", "test"),
                    Column("question", "question", "id"),
                    Column("median", "median", "seconds"),
                    Column("slow", "95 of 100 below", "seconds"),
                    Column("longest", "longest", "seconds"),
                ),
                tuple(slow_rows),
            ),
            Table(
                "slow-hand-ins",
                "The slowest hand-ins",
                (Column("student", "student", "who"), Column("seconds", "seconds", "seconds")),
                tuple(hand_ins),
            ),
            Table(
                "limits",
                "Hand-ins that were stopped by a limit",
                (Column("student", "student", "who"), Column("tests", "tests", "count"), Column("kinds", "how")),
                tuple(limits),
                empty="No hand-in hit a limit.",
            ),
        ),
    )


def others_section(run: ClassRun) -> Section:
    """Refused, missing and unidentified hand-ins with what to do; counts only for the class."""
    rows: list[dict[str, Value]] = [
        {
            "student": person.student_id,
            "status": "grader failed" if person.status == "graded" else person.status,
            "message": person.message,
            "to_do": TO_DO.get(person.status, ""),
        }
        for person in run.others
    ]
    counts = Counter(row["status"] for row in rows)
    return Section(
        "not-graded",
        "Not graded",
        (
            ", ".join(f"{count} {status}" for status, count in counts.items()) + "."
            if rows
            else "Everybody's hand-in was graded.",
        ),
        (),
        (
            Table(
                "not-graded",
                "Refused, missing and unidentified hand-ins",
                (
                    Column("student", "student or hand-in", "who"),
                    Column("status", "status", "id"),
                    Column("message", "message"),
                    Column("to_do", "what to do"),
                ),
                tuple(rows),
                private=True,
            ),
        ),
    )


def moved_section(run: ClassRun, since: Path | None) -> Section:
    """Whose total or status changed since an earlier run, and whether the hand-in did. Raises ReportError, PolicyError."""
    if since is None:
        return Section(
            "moved", "Who moved", ("To compare with an earlier run, give --since and its folder.",), private=True
        )
    found = moved(run, since)
    up = sum(1 for one in found if one.by is not None and one.by > 0)
    down = sum(1 for one in found if one.by is not None and one.by < 0)
    rows: list[dict[str, Value]] = [
        {
            "student": one.student_id,
            "before": one.before,
            "after": one.after,
            "by": one.by,
            "why": one.why,
            "questions": ", ".join(f"{question} {change:+g}" for question, change in one.questions),
        }
        for one in found
    ]
    return Section(
        "moved",
        "Who moved",
        (
            f"Since the earlier run {counted(up, 'total')} rose, {down} fell, {len(found) - up - down} changed otherwise.",
        ),
        (),
        (
            Table(
                "moved",
                "Totals that changed",
                (
                    Column("student", "student", "who"),
                    Column("before", "before", "points"),
                    Column("after", "now", "points"),
                    Column("by", "difference", "signed"),
                    Column("why", "why"),
                    Column("questions", "questions"),
                ),
                tuple(rows),
                empty="Nobody moved.",
            ),
        ),
    )


def late_section(course: Course, run: ClassRun) -> Section:
    """What the term's records say of late days."""
    found = late_days(course, run.assignment.name)
    marked = sum(graded.late for graded in run.graded)
    text = [f"The LMS marked {counted(marked, 'graded hand-in')} as late."]
    if found.why_not:
        return Section("late", "Late days", (*text, found.why_not), private=True)
    days = Counter({0: found.counted - len(found.late)})
    days.update(one.days_late for one in found.late)
    spent = sum(one.spent for one in found.late)
    text.append(
        f"By the term's records {len(found.late)} of {found.counted} hand-ins came late, and {spent} late days were spent."
    )
    rows: list[dict[str, Value]] = [
        {"student": one.student_id, "days": one.days_late, "spent": one.spent, "left": one.left} for one in found.late
    ]
    return Section(
        "late",
        "Late days",
        tuple(text),
        (),
        (
            Table(
                "late-days",
                "How late",
                (Column("days", "days late", "count"), Column("hand_ins", "hand-ins", "count")),
                tuple({"days": day, "hand_ins": count} for day, count in sorted(days.items())),
            ),
            Table(
                "late-students",
                "Who was late",
                (
                    Column("student", "student", "who"),
                    Column("days", "days late", "count"),
                    Column("spent", "late days spent", "count"),
                    Column("left", "late days left", "count"),
                ),
                tuple(rows),
                empty="Nobody.",
                private=True,
            ),
        ),
    )

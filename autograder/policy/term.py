"""A term's records, read together: whoever is named must be on the roster, whatever is graded must be in the policy.

records/roster.csv             the class, as the LMS exports it
records/attempts/<week>.csv    graded hand-ins (`autograder record` writes these, and nothing else in here)
records/hand.csv               points given by hand
records/components.csv, attendance.csv, rubrics/<component>.csv
records/groups.csv             who hands in or presents together
records/decisions.csv          extensions, allowances, excuses, flags: each with date, name and reason
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from autograder.config import ConfigError, Course
from autograder.intake import read_roster
from autograder.intake.roster import Student

from .attempts import Attempt, read_attempts
from .components import Attendance, Given, read_attendance, read_components
from .decisions import Decision, read_decisions
from .errors import PolicyError
from .groups import Groups, read_groups, refuse_breaches
from .hand import HandGiven, read_hand
from .rubrics import Marks, read_rubric
from .settings import Policy
from .standing import Worth, check_hand


@dataclass(frozen=True)
class Term:
    """All that course grades are made of."""

    policy: Policy
    students: tuple[Student, ...]
    """Of the roster, without those who left."""
    worth: Mapping[str, Worth]
    attempts: Mapping[str, tuple[Attempt, ...]]
    """By assignment; one of which nothing is recorded is not in here."""
    hand: tuple[HandGiven, ...] = ()
    decisions: tuple[Decision, ...] = ()
    groups: Groups = field(default_factory=lambda: Groups({}))
    components: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)
    attendance: Mapping[str, Attendance] = field(default_factory=dict)
    rubrics: Mapping[str, Mapping[str, Marks]] = field(default_factory=dict)
    """By component, then by student."""

    @cached_property
    def hand_of(self) -> Mapping[tuple[str, str], Sequence[HandGiven]]:
        """Hand-given points by (assignment, student)."""
        return _grouped(self.hand, lambda given: (given.assignment, given.student_id))

    @cached_property
    def attempts_of(self) -> Mapping[tuple[str, str], Sequence[Attempt]]:
        """Hand-ins by (assignment, student)."""
        pairs = [(name, attempt) for name, attempts in self.attempts.items() for attempt in attempts]
        found = _grouped(pairs, lambda pair: (pair[0], pair[1].student_id))
        return {key: [attempt for _, attempt in them] for key, them in found.items()}

    @cached_property
    def recorded_as(self) -> Mapping[tuple[str, str, str], int]:
        """(assignment, student, submission) to the place at which it was recorded."""
        return {
            (name, attempt.student_id, attempt.submission): place
            for name, attempts in self.attempts.items()
            for place, attempt in enumerate(attempts)
        }

    @cached_property
    def decisions_of(self) -> Mapping[str, Sequence[Decision]]:
        """Decisions by student, in the file's order."""
        return _grouped(self.decisions, lambda decision: decision.student_id)


def policy_of(course: Course) -> Policy:
    """The course's policy. Raises ConfigError when course.toml states none."""
    if course.policy is None:
        raise ConfigError("course.toml has no [policy]; docs/grades.md shows what to write")
    return course.policy


def worth_of(course: Course, name: str) -> Worth:
    """What an assignment is worth, by its assignment.toml. Raises ConfigError."""
    assignment = course.assignment(name)
    return Worth({question.id: question.points for question in assignment.questions}, assignment.hand_total)


def load_term(course: Course, gradebook: Sequence[HandGiven] = ()) -> Term:
    """Read everything. `gradebook`: hand-given points that stand elsewhere. Raises PolicyError, ConfigError, IntakeError."""
    policy, records = policy_of(course), course.root / course.records
    if not (records / "roster.csv").is_file():
        raise PolicyError(f"there is no {course.records}/roster.csv; put the LMS's export of the class there")
    everybody = read_roster(records / "roster.csv").students
    worth = {planned.name: worth_of(course, planned.name) for planned in policy.assignments}
    decisions = read_decisions(records / "decisions.csv", policy)
    groups = read_groups(records / "groups.csv", policy)
    refuse_breaches(groups, policy)
    attempts = {}
    for name in worth:
        if (file := attempts_file(course, name)).is_file():
            attempts[name] = read_attempts(file, policy.zone)
            _check_questions(file, attempts[name], worth[name])
    hand = read_hand(records / "hand.csv", {name: Fraction(one.hand) for name, one in worth.items()})
    rubrics = {
        name: read_rubric(records / "rubrics" / f"{name}.csv", name, rubric, groups)
        for name, rubric in policy.rubrics.items()
    }
    gone = {decision.student_id for decision in decisions if decision.what == "left"}
    term = Term(
        policy,
        tuple(student for student in everybody if student.student_id not in gone),
        worth,
        attempts,
        _both(hand, gradebook),
        decisions,
        groups,
        read_components(records / "components.csv", policy),
        read_attendance(records / "attendance.csv"),
        rubrics,
    )
    _check_persons(term, {student.student_id for student in everybody} | gone)
    return term


def attempts_file(course: Course, name: str) -> Path:
    """Where an assignment's hand-ins are recorded."""
    return course.root / course.records / "attempts" / f"{name}.csv"


def _both(hand: Sequence[HandGiven], gradebook: Sequence[HandGiven]) -> tuple[HandGiven, ...]:
    there = {(given.student_id, given.assignment, given.question) for given in gradebook}
    for given in hand:
        if (given.student_id, given.assignment, given.question) in there:
            raise PolicyError(
                f"hand.csv: {given.question} of {given.student_id} has points in the gradebook too; delete one of them"
            )
    return (*hand, *gradebook)


def _check_questions(file: Path, attempts: Iterable[Attempt], worth: Worth) -> None:
    for attempt in attempts:
        for question, points in attempt.points.items():
            if question not in worth.questions or points > worth.questions[question]:
                raise PolicyError(
                    f"{file.name}: {attempt.student_id} has points for {question} that assignment.toml does not offer "
                    "any more; grade the hand-ins again and record the run"
                )


def _check_persons(term: Term, known: set[str]) -> None:
    named: dict[str, Iterable[str]] = {
        "hand.csv": (given.student_id for given in term.hand),
        "decisions.csv": (decision.student_id for decision in term.decisions),
        "components.csv": term.components,
        "attendance.csv": term.attendance,
        "groups.csv": (student for members in term.groups.members.values() for student in members),
        **{f"rubrics/{name}.csv": marks for name, marks in term.rubrics.items()},
        **{f"attempts/{name}.csv": (one.student_id for one in rows) for name, rows in term.attempts.items()},
    }
    for file, students in named.items():
        if unknown := sorted(set(students) - known):
            raise PolicyError(
                f"{file}: {', '.join(repr(student) for student in unknown[:6])} {'is' if len(unknown) == 1 else 'are'} not on "
                "the roster. Correct the spelling (a spreadsheet takes leading zeros away), or, for somebody who left, "
                "write a line `left` into decisions.csv"
            )
    for (name, _), given in term.hand_of.items():
        check_hand(term.worth[name], given)


_Item = TypeVar("_Item")
_Key = TypeVar("_Key")


def _grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> dict[_Key, Sequence[_Item]]:
    found: dict[_Key, list[_Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return dict(found)

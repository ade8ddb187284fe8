"""What concerns single hand-ins: what was not graded and what to do, who was slow or stopped, who moved, late days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from autograder.config import ConfigError, Course
from autograder.feedback.words import kind_in_words
from autograder.intake import IntakeError
from autograder.policy.compute import standings_of
from autograder.policy.errors import PolicyError
from autograder.policy.record import run_assignment
from autograder.policy.term import load_term

from .errors import ReportError
from .reading import ClassRun, Graded, digest_of, read_people

#: status -> what a person does about it
TO_DO = {
    "refused": "Send the student the reason and let them hand in again; then give the same `autograder grade` command with the "
    "new download: only what is new is graded.",
    "missing": "Nothing came under this name. Look whether it is among the unidentified ones, else ask the student.",
    "unidentified": "Find out whose it is, give that person's row of the roster the id that the hand-in bears, and give the same "
    "`autograder grade` command again.",
    "graded": "The grader itself failed on it, by no fault of the student's: give the same `autograder grade` command again.",
}


@dataclass(frozen=True)
class Stopped:
    """A hand-in that hit a limit: how many tests it cost, and which kinds."""

    student_id: str
    tests: int
    kinds: tuple[tuple[str, int], ...]


def stopped(run: ClassRun) -> list[Stopped]:
    """Hand-ins that were stopped by a limit, those with most tests first."""
    found = []
    for graded in run.graded:
        kinds = Counter(kind_in_words(v.kind) for v in graded.verdicts if v.kind in ("timeout", "limit", "unrun"))
        if kinds:
            found.append(Stopped(graded.person.student_id, kinds.total(), tuple(sorted(kinds.items()))))
    return sorted(found, key=lambda one: (-one.tests, one.student_id))


def slowest(run: ClassRun, count: int = 10) -> list[Graded]:
    """The hand-ins that took longest to grade."""
    return sorted(run.graded, key=lambda graded: (-graded.seconds, graded.person.student_id))[:count]


@dataclass(frozen=True)
class Moved:
    """Somebody whose total or status is another than in the earlier run."""

    student_id: str
    before: float | None
    after: float | None
    same_hand_in: bool
    questions: tuple[tuple[str, float], ...]
    """Which questions changed, and by how much."""

    @property
    def by(self) -> float | None:
        """The difference of the totals; None where one of the two runs has no points."""
        return None if self.before is None or self.after is None else round(self.after - self.before, 6)

    @property
    def why(self) -> str:
        """In words."""
        if self.before is None or self.after is None:
            return "no points before" if self.before is None else "no points any more"
        return "the same hand-in, graded anew" if self.same_hand_in else "another hand-in"


def moved(run: ClassRun, earlier: Path) -> list[Moved]:
    """Who moved since an earlier run of the same week. Raises ReportError, PolicyError."""
    if (name := run_assignment(earlier)) != run.assignment.name:
        raise ReportError(
            f"{earlier} is a run of {name}, not of {run.assignment.name}; give an earlier run of the same week"
        )
    before = {person.student_id: person for person in read_people(earlier)}
    now = {person.student_id: person for person in run.people}
    found = []
    for student in dict.fromkeys([*before, *now]):
        old, new = before.get(student), now.get(student)
        was, has = (old.points if old else None), (new.points if new else None)
        total, after = (old.total if old else None), (new.total if new else None)
        if was == has:
            continue
        changes = [(q, round(has[q] - was.get(q, 0.0), 6)) for q in has] if was and has else []
        same = digest_of(earlier, student) == digest_of(run.folder, student) != ""
        found.append(Moved(student, total, after, same, tuple(change for change in changes if change[1])))
    return sorted(found, key=lambda one: (-abs(one.by or 0.0), one.student_id))


@dataclass(frozen=True)
class Lateness:
    """One student whose counted hand-in came late."""

    student_id: str
    days_late: int
    spent: int
    left: int
    """Late days of the term afterwards."""


@dataclass(frozen=True)
class LateDays:
    """Of everybody whose hand-in counts, by the term's records; `why_not` says why there is nothing."""

    counted: int = 0
    late: tuple[Lateness, ...] = ()
    why_not: str = ""


def late_days(course: Course, assignment: str) -> LateDays:
    """What the records say of this assignment. A record that cannot be read is said, and stops no report."""
    if course.policy is None or assignment not in [planned.name for planned in course.policy.assignments]:
        return LateDays(
            why_not="[policy] in course.toml does not list this assignment, so lateness costs nothing here."
        )
    try:
        term = load_term(course)
    except (PolicyError, ConfigError, IntakeError, OSError) as error:
        return LateDays(why_not=f"The term's records cannot be read: {error}")
    if assignment not in term.attempts:
        return LateDays(why_not="Nothing of this assignment is recorded yet: `autograder record RUN` does that.")
    counted, late = 0, []
    for student in term.students:
        try:
            standings = standings_of(term, student.student_id)
        except PolicyError as error:
            return LateDays(why_not=f"The term's records cannot be read: {error}")
        mine = next(standing for standing in standings if standing.planned.name == assignment)
        if mine.counted is None or mine.counted.attempt is None:
            continue
        counted += 1
        if days := mine.counted.price.days_late:
            late.append(Lateness(student.student_id, days, mine.counted.price.spent, mine.days_left))
    return LateDays(counted, tuple(sorted(late, key=lambda one: (-one.days_late, one.student_id))))

"""`autograder record`, `grades`, `signups`, `purge`: parses, calls, prints; decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.config import ConfigError, Course, load_course
from autograder.gradebook.errors import GradebookError
from autograder.intake import IntakeError, read_roster
from autograder.terminal import guarded, say

from .compute import compute
from .errors import PolicyError
from .explain import explain
from .groups import breaches, read_groups, unsigned
from .hand import HandGiven
from .purge import plan_purge
from .purge import purge as carry_out
from .record import plan_record, write_record
from .table import write_grades
from .term import load_term, policy_of

EXPECTED = (ConfigError, IntakeError, PolicyError, GradebookError, OSError)
CourseOption = Annotated[Path | None, typer.Option("--course", help="The course's folder (default: found from here).")]


def record(
    run: Annotated[Path, typer.Argument(help="The folder that `autograder grade` wrote.")],
    times: Annotated[
        Path | None,
        typer.Option(
            help="When hand-ins came: CSV of student_id,submitted_at, Gradescope's submission_metadata.yml, or Moodle's worksheet."
        ),
    ] = None,
    accept_lower: Annotated[
        bool, typer.Option("--accept-lower", help="Record later hand-ins that count for less, too.")
    ] = False,
    course: CourseOption = None,
) -> None:
    """Record a run's hand-ins for the course grade; show whom a regrade moved, and whose later hand-in is worse."""

    def do() -> None:
        settings = load_course(course)
        found = plan_record(settings, run, times)
        for kind, sentences in (("moved", found.moved), ("note", found.warnings), ("lower", found.lower)):
            for sentence in sentences:
                say(f"{kind}: {sentence}")
        if found.lower and not accept_lower:
            raise PolicyError(
                f"nothing is recorded: {len(found.lower)} students would stand lower. Give the command again with "
                "--accept-lower if that is right; to keep an earlier hand-in, write a line `counts` into decisions.csv"
            )
        file = write_record(settings, found)
        say(f"{file}: {len(found.attempts)} hand-ins, {found.new} of them new; {len(found.moved)} moved")

    guarded(do, EXPECTED)


def grades(
    out: Annotated[Path | None, typer.Option(help="Where the table goes (default: records/grades.csv).")] = None,
    student: Annotated[
        str | None,
        typer.Option("--explain", metavar="STUDENT", help="Print every step of one student's grade instead."),
    ] = None,
    course: CourseOption = None,
) -> None:
    """Compute course grades from the term's records, by [policy] in course.toml."""

    def do() -> None:
        settings = load_course(course)
        policy, everyone = policy_of(settings), compute(load_term(settings, _by_hand(settings)))
        if student is not None:
            mine = [grade for grade in everyone if grade.student_id == student]
            if not mine:
                raise PolicyError(f"nobody on the roster is {student!r}; the ids are those of records/roster.csv")
            for line in explain(policy, mine[0]):
                say(line)
            return
        file = out or settings.root / settings.records / "grades.csv"
        write_grades(file, policy, everyone)
        waiting = sum(not grade.complete for grade in everyone)
        failed = sum(bool(grade.failed) for grade in everyone)
        say(f"{file}: {len(everyone)} students, {failed} of them F by a rule, {waiting} grades not final yet")

    guarded(do, EXPECTED)


def _by_hand(course: Course) -> list[HandGiven]:
    """What stands in the gradebook; nbgrader is only imported where there is one."""
    from autograder.gradebook.hand import hand_given

    roster = course.root / course.records / "roster.csv"
    return hand_given(course, read_roster(roster).students) if roster.is_file() else []


def signups(
    file: Annotated[
        Path | None, typer.Argument(help="CSV of where,group,student_id (default: records/groups.csv).")
    ] = None,
    course: CourseOption = None,
) -> None:
    """Check who signed up with whom: groups of at most three, two presenters a paper, nobody twice."""

    def do() -> None:
        settings = load_course(course)
        policy, path = policy_of(settings), file or settings.root / settings.records / "groups.csv"
        if not path.is_file():
            raise PolicyError(f"there is no file {path}; its columns are where,group,student_id")
        groups = read_groups(path, policy)
        wrong = list(breaches(groups, policy))
        roster = read_roster(settings.root / settings.records / "roster.csv")
        students = [student.student_id for student in roster.students]
        named = {student for members in groups.members.values() for student in members}
        wrong += [f"{student!r} is not on the roster" for student in sorted(named - set(students))]
        for where in dict.fromkeys(where for where, _ in groups.members):
            count = sum(1 for place, _ in groups.members if place == where)
            say(f"{where}: {count} groups")
            if rest := unsigned(groups, where, students):
                say(f"{where}: in no group: {', '.join(rest)}")
        if wrong:
            raise PolicyError("\n".join(wrong))

    guarded(do, EXPECTED)


def purge(
    also: Annotated[
        list[Path] | None, typer.Option(help="A run's folder elsewhere; may be given several times.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it. Without this, only say what would go.")] = False,
    course: CourseOption = None,
) -> None:
    """Remove a term's personal data (records, runs, generated gradebook) and keep its statistics."""

    def do() -> None:
        settings = load_course(course)
        plan = plan_purge(settings, also or [])
        for folder in plan.folders:
            say(f"{'removes' if yes else 'would remove'} {folder}")
        if not yes:
            say(f"{plan.files} files; statistics would go to {plan.keeps}. To do it: autograder purge --yes")
            return
        carry_out(settings, plan)
        say(
            f"removed {plan.files} files; statistics: {plan.keeps}. The LMS, backups and git's history are yours to clean."
        )

    guarded(do, EXPECTED)


def add_to(app: typer.Typer) -> None:
    """Give the command line these commands."""
    for command in (record, grades, signups, purge):
        app.command()(command)

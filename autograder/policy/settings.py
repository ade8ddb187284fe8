"""`[policy]` of course.toml: the course's rules for grades, checked on reading. Rules only: nothing about a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from autograder.tables import Table

from .clock import moment, zone

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,60}$")]
Percent = Annotated[Decimal, Field(ge=0, le=100, allow_inf_nan=False)]
Days = Annotated[int, Field(ge=0, le=366)]
ASSIGNMENTS = "assignments"
ATTENDANCE = "attendance"


class Late(Table):
    """What a late hand-in costs. A started day is a day; days are counted from the due date."""

    grace_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 0
    """Up to here after the due date nothing is late."""
    penalty: Percent = Decimal(0)
    """Per cent of the assignment's maximum for each late day that no late day of the student's covers."""
    late_days: Days = 0
    """Late days of a student for the term, spent in the order of the due dates, as soon as they are needed."""
    late_days_per_assignment: Days | None = None
    closes_after_days: Annotated[int, Field(ge=0, le=366)] | None = None
    """A hand-in later than this does not count at all."""


class Planned(Table):
    """An assignment that counts for the grade."""

    name: Name
    due: datetime
    weight: Annotated[Decimal, Field(gt=0, le=1000, allow_inf_nan=False)] = Decimal(1)

    @field_validator("due", mode="before")
    @classmethod
    def _has_a_time(cls, due: Any) -> Any:
        if isinstance(due, date) and not isinstance(due, datetime):
            raise ValueError("a due date needs a time too, as in 2027-02-08T23:59:00")
        return due


class Fail(Table):
    """What makes an F whatever the number."""

    missed_classes: Annotated[int, Field(ge=1, le=1000)] | None = None
    """So many missed classes, or more. An excused class is not missed."""
    flags: tuple[Name, ...] = ("misconduct", "chatbot")
    """Words that a person may set for a student in decisions.csv."""


class Rubric(Table):
    """How a component is judged: each criterion from 0 to `scale`, weighted."""

    scale: Annotated[Decimal, Field(gt=0, le=1000, allow_inf_nan=False)]
    criteria: Annotated[dict[Name, Percent], Field(min_length=1)]

    @model_validator(mode="after")
    def _weighs(self) -> Rubric:
        if not any(self.criteria.values()):
            raise ValueError("criteria: all weights are 0; give at least one criterion a weight")
        return self


class Groups(Table):
    """How many may share one hand-in, and how many may present one paper."""

    members: Annotated[int, Field(ge=1, le=50)] = 3
    presenters: Annotated[int, Field(ge=1, le=50)] = 2

    def most(self, where: str) -> int:
        """The largest group that is allowed for an assignment or component."""
        return self.presenters if where == "presentation" else self.members


class Policy(Table):
    """Everything that decides a grade, apart from scores and persons."""

    timezone: str = "UTC"
    attempts: Literal["last", "best"] = "last"
    """Which of several hand-ins counts; "best" compares after penalties."""
    drop_lowest: Annotated[int, Field(ge=0, le=50)] = 0
    decimals: Annotated[int, Field(ge=0, le=6)] = 2
    """The course grade is rounded half up to so many decimals, once; letters are looked up for the rounded number."""
    late: Late = Late()
    weights: Annotated[dict[Name, Percent], Field(min_length=1)]
    letters: Annotated[dict[Annotated[str, Field(min_length=1, max_length=20)], Percent], Field(min_length=1)]
    fail: Fail = Fail()
    groups: Groups = Groups()
    rubrics: dict[Name, Rubric] = Field(default_factory=dict)
    assignments: tuple[Planned, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        zone(name)
        return name

    @model_validator(mode="after")
    def _fits_together(self) -> Policy:
        if not any(self.weights.values()):
            raise ValueError("weights: all are 0; give at least one component a weight")
        names = [planned.name for planned in self.assignments]
        if doubled := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"assignments: {', '.join(doubled)} stands twice")
        if clash := sorted(set(names) & set(self.weights)):
            raise ValueError(f"assignments: {', '.join(clash)} is the name of a component in weights too")
        if stray := sorted(set(self.rubrics) - set(self.weights)):
            raise ValueError(f"rubrics: {', '.join(stray)} is no component in weights")
        if "F" in self.letters:
            raise ValueError("letters: F needs no boundary; it is what lies below all others")
        bounds = list(self.letters.values())
        if len(set(bounds)) < len(bounds):
            raise ValueError("letters: two letters begin at the same number")
        for planned in self.assignments:
            try:
                moment(planned.due, self.zone)
            except ValueError as error:
                raise ValueError(f"assignments: {planned.name}: {error}") from None
        return self

    @property
    def zone(self) -> ZoneInfo:
        return zone(self.timezone)

    def due(self, planned: Planned) -> datetime:
        """The published due date, in UTC."""
        return moment(planned.due, self.zone).astimezone(UTC)

    def in_order(self) -> tuple[Planned, ...]:
        """The assignments by due date, then as they stand in the file: the order in which late days are spent."""
        return tuple(sorted(self.assignments, key=self.due))

    def shares(self) -> Mapping[str, Fraction]:
        """Each component's share in per cent of the whole: assignments as written, the others scaled to the rest."""
        weights = {name: Fraction(weight) for name, weight in self.weights.items()}
        fixed = weights.pop(ASSIGNMENTS, Fraction(0))
        others = sum(weights.values(), Fraction(0))
        scale = (100 - fixed) / others if others else Fraction(0)
        shares = {name: weight * scale for name, weight in weights.items()}
        return {**shares, **({ASSIGNMENTS: fixed if others else Fraction(100)} if fixed else {})}

    def letter(self, number: Decimal) -> str:
        """The letter of a rounded number."""
        fitting = [(bound, letter) for letter, bound in self.letters.items() if number >= bound]
        return max(fitting)[1] if fitting else "F"

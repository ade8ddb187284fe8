"""`course.toml` and `assignment.toml`, checked on reading: a wrong key or a sum that does not add up names file and key.

Reads the instructor's own files only. What a week needs is data here, never code.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from .kit.challenge import FILE as CHALLENGE_FILE
from .kit.challenge import FILE_KB, MAX_MACS
from .policy.settings import Policy
from .sandbox.limits import MB, Limits
from .tables import Table

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,60}$")]
Module = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
Level = Literal["namespaces", "uid", "none"]


class ConfigError(Exception):
    """A configuration file is wrong; the text names the file, the key, and what to do."""


class Question(Table):
    """What carries points."""

    id: Identifier
    module: Module
    points: Annotated[int, Field(gt=0)]


class GivenRecord(Table):
    """A class that is given to students, and whose instances cross the wire as records."""

    module: Module
    name: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9_]{0,60}$")]
    fields: tuple[str, ...]


#: What a notebook's cells need beside the course's packages, and what of it a worker has imported already.
NOTEBOOK_PACKAGES, NOTEBOOK_WARM = ("ipython", "matplotlib-inline"), ("IPython",)
NOTEBOOK_FIGURES = ("matplotlib.pyplot", "matplotlib_inline.backend_inline")


class LimitTable(Table):
    """Limits of a test that differ from the defaults."""

    timeout: Annotated[float, Field(gt=0, le=600)] = 10.0
    cpu_seconds: Annotated[int, Field(ge=0, le=3600)] = 0
    memory_mb: Annotated[int, Field(ge=512)] = 2048
    processes: Annotated[int, Field(ge=1, le=4096)] = 200
    open_files: Annotated[int, Field(ge=16, le=4096)] = 256
    file_mb: Annotated[int, Field(ge=1, le=4096)] = 64
    tmp_mb: Annotated[int, Field(ge=1, le=4096)] = 64
    tmp_files: Annotated[int, Field(ge=64, le=1_000_000)] = 8192
    output_mb: Annotated[int, Field(ge=1, le=1024)] = 16
    reply_mb: Annotated[int, Field(ge=1, le=512)] = 64

    def limits(self) -> Limits:
        """The same as the sandbox takes them."""
        return Limits(
            timeout=self.timeout,
            cpu=self.cpu_seconds,
            memory=self.memory_mb * MB,
            processes=self.processes,
            files=self.open_files,
            file_size=self.file_mb * MB,
            tmp_bytes=self.tmp_mb * MB,
            tmp_files=self.tmp_files,
            output=self.output_mb * MB,
            reply=self.reply_mb * MB,
        )


class Challenge(Table):
    """A week's optional challenge: what is set against accuracy on hidden images, and how large a model may be."""

    task: Literal["digits"]
    cost: Literal["bytes", "bits", "macs", "params"]
    least_accuracy: Annotated[float, Field(ge=0, le=100)] = 80.0
    """Percent; a model below is measured, and never on the front."""
    file_kb: Annotated[int, Field(ge=1, le=8192)] = FILE_KB
    max_macs: Annotated[int, Field(ge=1, le=10_000_000)] = MAX_MACS


class Voided(Table):
    """A test that was found wrong after the deadline: its verdicts stay on record, and no longer decide anybody's points."""

    test: Annotated[str, Field(pattern=r"^(public|hidden)/[^/]+\.py::.+$")]
    """As in the staff's record: `hidden/test_hidden_flops.py::test_groups`."""
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    """What students read."""
    gives: Literal["everyone", "shared"]
    """Its points: to everyone, or shared out over the question's other tests."""


class Assignment(Table):
    """One week's assignment: `assignments/<name>/assignment.toml`."""

    name: str
    title: str
    modules: tuple[Module, ...]
    given_modules: tuple[Module, ...] = ()
    """Modules that students get solved; they are not handed in: in grading the course's own copy lies with the hand-in."""
    notebook: str | None = None
    notebook_cell_seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    notebook_seconds: Annotated[float, Field(gt=0, le=3600)] = 300.0
    auto_total: int
    hand_total: int = 0
    questions: tuple[Question, ...]
    records: tuple[GivenRecord, ...] = ()
    limits: LimitTable = LimitTable()
    challenge: Challenge | None = None
    worker: Literal["submission", "test"] = "submission"
    voided: tuple[Voided, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Assignment:
        total = sum(question.points for question in self.questions)
        if total != self.auto_total:
            raise ValueError(f"auto_total is {self.auto_total}, but the questions' points add up to {total}")
        ids = [question.id for question in self.questions]
        if doubled := sorted({x for x in ids if ids.count(x) > 1}):
            raise ValueError(f"questions.id stands twice: {', '.join(doubled)}")
        voided = [one.test for one in self.voided]
        if doubled := sorted({test for test in voided if voided.count(test) > 1}):
            raise ValueError(f"voided.test stands twice: {', '.join(doubled)}")
        if both := sorted(set(self.modules) & set(self.given_modules)):
            raise ValueError(f"given_modules and modules both list {', '.join(both)}")
        if taken := sorted({"student_id", "status", "total", "max_total", "message"} & set(ids)):
            raise ValueError(
                f"questions.id {', '.join(taken)}: scores.csv has a column of this name; choose another id"
            )
        for question in self.questions:
            if question.module not in (*self.modules, self.notebook_module):
                raise ValueError(
                    f"questions.{question.id}.module is {question.module!r}, which `modules` does not list"
                )
        for record in self.records:
            if record.module not in (*self.modules, *self.given_modules):
                raise ValueError(f"records.{record.name}.module is {record.module!r}, which `modules` does not list")
        return self

    @property
    def notebook_module(self) -> str:
        """What tests call the notebook: `report`; "" when there is none."""
        return (self.notebook or "").removesuffix(".ipynb")

    @property
    def tests_ask_notebook(self) -> bool:
        """Whether a question's tests ask for what the notebook defines."""
        return any(question.module == self.notebook_module for question in self.questions)

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError if there is none."""
        return {question.id: question for question in self.questions}[question_id]

    def given(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The given classes as a worker is told them."""
        return tuple((record.module, record.name, record.fields) for record in self.records)

    def files(self) -> tuple[str, ...]:
        """What a student hands in."""
        return tuple(f"{module}.py" for module in self.modules) + ((self.notebook,) if self.notebook else ())

    def may_hand_in(self) -> tuple[str, ...]:
        """The same with the challenge's model, which nobody has to hand in."""
        return self.files() + ((CHALLENGE_FILE,) if self.challenge else ())


class Course(Table):
    """The course: `course.toml` at the root of the repository."""

    root: Path
    title: str
    term: str = ""
    secret: str = ".course_secret"
    isolation: Level = "namespaces"
    packages: tuple[str, ...]
    warm: tuple[str, ...] = ()
    records: str = "records"
    """Where the term's personal data lies: roster, hand-ins' scores, hand-given scores, decisions about persons."""
    gradebook: str = "sqlite:///records/gradebook.db"
    """nbgrader's database: a file below the course's folder, or a PostgreSQL URL."""
    policy: Policy | None = None

    def assignment(self, name: str) -> Assignment:
        """Read one assignment. Raises ConfigError with the list of those that there are."""
        file = self.root / "assignments" / name / "assignment.toml"
        if not file.is_file():
            there = sorted(path.parent.name for path in self.root.glob("assignments/*/assignment.toml"))
            raise ConfigError(f"there is no assignment {name!r}; there are: {', '.join(there) or 'none'}")
        return _read(file, Assignment, {"name": name})

    def given_files(self, assignment: Assignment) -> dict[str, bytes]:
        """File name -> bytes of the given modules, as students get them. Raises ConfigError when one is not made yet."""
        files = [self.root / "starter_code" / assignment.name / f"{module}.py" for module in assignment.given_modules]
        if missing := [file for file in files if not file.is_file()]:
            raise ConfigError(f"{missing[0]} is not there; run `make starter`")
        return {file.name: file.read_bytes() for file in files}

    def suite(self, name: str) -> Path:
        """The folder of an assignment's tests."""
        return self.root / "tests" / name


def load_course(start: Path | None = None) -> Course:
    """Find `course.toml` here or in a folder above, else beside this package, and read it."""
    here = (start or Path.cwd()).resolve()
    for place in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if (place / "course.toml").is_file():
            return _read(place / "course.toml", Course, {"root": place})
    raise ConfigError("no course.toml here or in any folder above; go to the course's folder, or give --course DIR")


def with_isolation(course: Course, lowest: str | None) -> Course:
    """The course with another lowest isolation level, as a flag asks. Raises ConfigError for what is no such level."""
    if lowest is None:
        return course
    if lowest not in ("namespaces", "uid"):
        raise ConfigError(f"--isolation {lowest}: grading for marks knows the levels namespaces and uid")
    return course.model_copy(update={"isolation": lowest})


_Model = TypeVar("_Model", bound=Table)


def _read(file: Path, model: type[_Model], extra: dict[str, Any]) -> _Model:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: this is not valid TOML: {error}") from None
    try:
        return model.model_validate({**data, **extra})
    except ValidationError as error:
        raise ConfigError("\n".join(f"{file}: {_sentence(dict(detail))}" for detail in error.errors())) from None


def _sentence(detail: dict[str, Any]) -> str:
    key = ".".join(str(part) for part in detail["loc"]) or "the file as a whole"
    if detail["type"] == "extra_forbidden":
        return f"the key {key} is not known; remove it, or correct its spelling"
    if detail["type"] == "missing":
        return f"the key {key} is missing"
    return f"{key}: {str(detail['msg']).removeprefix('Value error, ')}"

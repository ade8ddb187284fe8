"""The database: nbgrader's own, opened by nbgrader, with two small tables of ours beside its tables.

`AUTOGRADER_GRADEBOOK` holds the URL when it should not stand in `course.toml` (a password); a SQLite file lies in the
records, since it holds what people gave by hand. Every change is made in one transaction.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import Column, Float, MetaData, String, Table, Text, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from autograder.config import Course

from .errors import GradebookError

URL = "AUTOGRADER_GRADEBOOK"
_SQLITE = "sqlite:///"

OURS = MetaData()
IMPORTED = Table(
    "autograder_submission",
    OURS,
    Column("submission_id", String(32), primary_key=True),  # nbgrader's submitted_assignment
    Column("digest", String(64), nullable=False),  # the hand-in whose automatic scores stand there
    Column("suite", String(64), nullable=False),  # the tests that gave them
    Column("graded_at", String(40), nullable=False),
)
"""Which hand-in, judged by which tests, a student's automatic scores come from."""
EARLIER = Table(
    "autograder_earlier",
    OURS,
    Column("grade_id", String(32), primary_key=True),  # nbgrader's grade
    Column("digest", String(64), nullable=False),
    Column("score", Float, nullable=True),
    Column("note", Text, nullable=False),
)
"""Hand-given scores that were given on an earlier hand-in than the one that counts now."""


def database_url(course: Course) -> str:
    """The gradebook's URL; a relative SQLite path is below the course's folder."""
    url = os.environ.get(URL) or course.gradebook
    if url.startswith(_SQLITE):
        return _SQLITE + str(course.root / url.removeprefix(_SQLITE))
    return url


@contextmanager
def gradebook(course: Course) -> Iterator[Any]:
    """nbgrader's `Gradebook`, closed at the end; what was not committed is gone. Raises GradebookError."""
    url = database_url(course)
    if url.startswith(_SQLITE):
        Path(url.removeprefix(_SQLITE)).parent.mkdir(parents=True, exist_ok=True)
    book = None
    try:
        with _alembic_in_sight():
            book = Gradebook(url)
        OURS.create_all(bind=book.engine)
        yield book
    except (SQLAlchemyError, ImportError) as error:
        raise GradebookError(_sentence(error)) from error
    finally:
        if book is not None:
            book.db.rollback()
            book.close()


def exists(course: Course) -> bool:
    """Whether there is a gradebook to read: a SQLite file, or a server that is asked for."""
    url = database_url(course)
    return not url.startswith(_SQLITE) or Path(url.removeprefix(_SQLITE)).is_file()


def begin(book: Any) -> None:
    """Begin the one transaction, and let nobody else write before it ends: formgrader may be open."""
    book.db.rollback()
    if book.engine.dialect.name == "sqlite":
        book.db.execute(text("BEGIN IMMEDIATE"))
    else:
        book.db.execute(text("LOCK TABLE grade, comment, submitted_assignment IN SHARE ROW EXCLUSIVE MODE"))


@contextmanager
def _alembic_in_sight() -> Iterator[None]:
    """nbgrader asks `alembic`, which lies beside this Python, for a new database's version."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _sentence(error: Exception) -> str:
    if isinstance(error, OperationalError) and "locked" in str(error):
        return "nothing was changed: the gradebook is locked by somebody who writes to it; give the command again"
    if isinstance(error, ImportError):
        return (
            f"the driver for the gradebook's database is missing ({error}); for PostgreSQL: pip install psycopg2-binary"
        )
    what = str(getattr(error, "orig", None) or error).strip().splitlines()
    return f"nothing was changed: the gradebook's database says: {what[0] if what else type(error).__name__}"

"""Gradescope's export: `submission_metadata.yml` says whose each `submission_<number>` folder is.

The file is the instructor's, not a student's; still, only plain texts, lists and tables are read from it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import yaml  # type: ignore[import-untyped,unused-ignore]

from autograder.intake.model import MB, IntakeError
from autograder.intake.who import Who

METADATA = "submission_metadata.yml"
MOST_BYTES = 200 * MB


@dataclass(frozen=True)
class Submission:
    folder: str
    submitters: tuple[Who, ...]
    moment: int
    """Microseconds since 1970, by Gradescope's clock; 0 when it does not say."""


def read_metadata(raw: bytes) -> Iterator[Submission]:
    """Every submission that Gradescope knows. Raises `IntakeError`."""
    try:
        # The base loader makes texts only: an sid of 007 stays 007, and no tag makes an object.
        table = yaml.load(raw, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise IntakeError(f"Gradescope's {METADATA} cannot be read: export the submissions once more.") from error
    for folder, said in table.items() if isinstance(table, dict) else ():
        people = _field(said, "submitters")
        submitters = tuple(_who(one) for one in people if isinstance(one, dict)) if isinstance(people, list) else ()
        yield Submission(str(folder), submitters, _moment(_text(said, "created_at")))


def _who(person: dict[str, Any]) -> Who:
    sid, email, name = (_text(person, key) for key in ("sid", "email", "name"))
    label = sid or email or name
    return Who(label, sid or email or name, (sid,) if sid else (), "sis", (sid,) if sid else (), email, (name,))


def _field(table: Any, key: str) -> Any:
    """Ruby writes its symbols with a colon: `:sid`."""
    return table.get(f":{key}", table.get(key)) if isinstance(table, dict) else None


def _text(table: Any, key: str) -> str:
    value = _field(table, key)
    return value if isinstance(value, str) and value not in ("~", "null") else ""


def _moment(text: str) -> int:
    found = re.match(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,6})?\d*\s*(Z|UTC|[+-]\d\d:?\d\d)?", text)
    if not found:
        return 0
    day, clock, part, zone = found.groups()
    shift = timedelta()
    if zone and zone not in ("Z", "UTC"):
        shift = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=timezone(shift))
    except ValueError:
        return 0
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * 10**6 + int(float(part or 0) * 10**6)

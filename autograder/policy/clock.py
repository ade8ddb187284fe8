"""Moments with time zones: due dates, hand-ins, extensions. A clock time that a zone skips or has twice is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def zone(name: str) -> ZoneInfo:
    """The time zone of this name. Raises ValueError with a sentence."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; write a name like Europe/Berlin or UTC") from None


def moment(when: datetime, local: ZoneInfo) -> datetime:
    """The moment, aware: a time without an offset is a clock time in `local`. Raises ValueError with a sentence."""
    if when.tzinfo is not None:
        return when
    first, second = (when.replace(tzinfo=local, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    there_and_back = first.astimezone(UTC).astimezone(local).replace(tzinfo=None)
    problem = "comes twice" if there_and_back == when.replace(fold=0) else "does not exist"
    raise ValueError(
        f"the clock time {when:%Y-%m-%d %H:%M} {problem} in {local.key}, where clocks change then; "
        "write it with its offset, as in 2027-03-28T02:30:00+02:00"
    )


def read_moment(text: str, local: ZoneInfo) -> datetime:
    """`2027-02-08 23:59` (a clock time in `local`) or `2027-02-08T22:59:00Z`, in UTC. Raises ValueError."""
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no time; write it like 2027-02-08 23:59 or 2027-02-08T22:59:00Z") from None
    if ":" not in text:
        raise ValueError(f"{text!r} has no time of the day; write it like 2027-02-08 23:59")
    return moment(when, local).astimezone(UTC)


def said(when: datetime, local: ZoneInfo) -> str:
    """`Mon 8 Feb 2027 23:59 CET`, with seconds when there are any."""
    there = when.astimezone(local)
    seconds = f":{there.second:02}" if there.second else ""
    return f"{there:%a} {there.day} {there:%b %Y %H:%M}{seconds} {there.tzname()}"

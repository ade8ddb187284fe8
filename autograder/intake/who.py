"""Who handed in: the keys that a hand-in's name holds, looked up in the roster.

The roster decides and nothing is guessed: two rows that fit are as bad as none. No content is opened here.
"""

from dataclasses import dataclass
from typing import Literal

from autograder.intake.roster import Roster, Student
from autograder.intake.text import fold, listed, squash

How = Literal["id", "login", "name"]


@dataclass(frozen=True)
class Who:
    """What a hand-in's name says about its author."""

    label: str
    """The student's id where there is no roster, the stand-in where the roster knows nobody."""
    key: str
    """Tells two people of one label apart: the LMS's own number, else the label."""
    ids: tuple[str, ...] = ()
    kind: Literal["canvas", "participant", "sis", "any"] = "any"
    keys: tuple[str, ...] = ()
    """Texts that may be a login (of kind `any`: or an id), the surest first."""
    email: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """No row of the roster claims it; `why` is a sentence."""

    why: str


def identify(who: Who, roster: Roster) -> tuple[Student, How] | Unknown:
    """The one student the roster knows by these keys: by id, by login, last of all by full name."""
    for text in who.ids:
        hits = _by_id(who, text, roster)
        if hits:
            return _only(hits, text, "id")
    # A row that states another number of this kind is another person, whatever the name.
    stated = who.kind in ("canvas", "participant") and bool(who.ids)
    tries: list[tuple[str, str, str, How]] = []
    for text in who.keys:
        tries += [("any", text, text, "id")] if who.kind == "any" else []
        tries.append(("login", text, text, "login"))
    tries += [("email", fold(who.email), who.email, "login"), ("login", who.email, who.email, "login")]
    # Exact spellings come first, so that two logins that differ in case only are never confused.
    folded = "folded" if who.kind == "any" else "folded login"
    tries += [(folded, fold(text), text, "login") for text in who.keys]
    tries += [("name", squash(text), text, "name") for text in who.names]
    for kind, key, text, how in tries:
        hits = [s for s in roster.find(kind, key) if not (stated and s.id_of(who.kind))]
        if hits:
            return _only(hits, text, how)
    told = dict.fromkeys(text for text in (*who.ids, *who.keys, who.email, *who.names) if text)
    return Unknown(f"Nobody on the roster is known by {listed(list(told) or [who.label])}.")


def _by_id(who: Who, text: str, roster: Roster) -> list[Student]:
    if who.kind == "canvas" and not roster.knows("canvas"):
        return roster.find("sis", text) or roster.find("id", text)
    if who.kind == "sis":
        return roster.find("sis", text) or roster.find("any", text)
    return roster.find(who.kind, text)


def _only(hits: list[Student], text: str, how: How) -> tuple[Student, How] | Unknown:
    if len(hits) == 1:
        return hits[0], how
    count = {2: "Two students", 3: "Three students"}.get(len(hits), f"{len(hits)} students")
    named = listed([student.student_id for student in hits])
    said = "have the name" if how == "name" else "are known by"
    return Unknown(f"{count} on the roster {said} {listed([text])} ({named}): a person has to say whose this is.")

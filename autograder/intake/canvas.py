"""The names of Canvas's bulk download: sortable name, `LATE`, user id, attachment id, file name, joined by `_`.

Canvas takes underscores with digits out of display names, so the leftmost two numbers are Canvas's own; a file that a
student calls `7302_5_x.zip` must never become user 7302's. Logins that stand in the place of names may hold digits.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from autograder.intake.roster import Roster
from autograder.intake.text import squash


@dataclass(frozen=True)
class CanvasName:
    label: str
    user: str
    """Canvas's user id; "" when marking is anonymous."""
    attachment: int
    late: bool
    file: str


def readings(name: str) -> list[CanvasName]:
    """All ways to read a file's name as Canvas's, the one that Canvas means first; none when it is not Canvas's."""
    parts = name.split("_")
    hidden = parts[1:] if parts[0] == "LATE" else parts
    if hidden[0] == "anon" and len(hidden) > 3 and hidden[1].isalnum() and _number(hidden[2]):
        return [CanvasName("_".join(hidden[:2]), "", int(hidden[2]), parts[0] == "LATE", "_".join(hidden[3:]))]
    found = []
    for at in range(1, len(parts) - 1):
        late = parts[at - 1] == "LATE" and at > 1
        label = "_".join(parts[: at - 1 if late else at])
        if _number(parts[at]) and _number(parts[at + 1]) and len(parts) > at + 2 and any(parts[at + 2 :]):
            found.append(CanvasName(label, parts[at], int(parts[at + 1]), late, "_".join(parts[at + 2 :])))
        elif _number(parts[at]) and parts[at + 1 :] in (["text.html"], ["link.html"]) and not found:
            found.append(CanvasName(label, parts[at], 0, late, parts[-1]))
    return found


def usual_lengths(names: Iterable[str]) -> frozenset[tuple[int, int]]:
    """How many digits the ids have in the names that can be read one way only."""
    certain = [found[0] for name in names if len(found := readings(name)) == 1]
    return frozenset((len(one.user), len(str(one.attachment))) for one in certain)


def read_name(name: str, roster: Roster | None, lengths: Collection[tuple[int, int]] = ()) -> CanvasName | None:
    """The one reading that counts."""
    found = readings(name)
    if len(found) < 2:
        return found[0] if found else None
    if roster is None:
        return next((one for one in found if (len(one.user), len(str(one.attachment))) in lengths), found[0])
    # A later reading needs two witnesses, the id and the name before it; the leftmost is believed by its id alone.
    return next((one for one in found if _fits(one, roster)), found[0])


def _fits(reading: CanvasName, roster: Roster) -> bool:
    named = [*roster.find("login", reading.label), *roster.find("name", squash(reading.label))]
    if not roster.knows("canvas"):
        return bool(named)
    return any(reading.user in student.id_of("canvas") for student in named)


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20

"""What a name alone says: whose it is and what was uploaded, for Canvas's and Moodle's bulk downloads."""

import re
from dataclasses import dataclass
from typing import Literal

from autograder.intake import canvas
from autograder.intake.roster import Roster
from autograder.intake.trees import At, Node
from autograder.intake.who import Who

Kind = Literal["file", "folder", "link", "special", "nothing"]

MOODLE = re.compile(
    r"(?P<name>.*?)_(?P<number>\d+)_assignsubmission_(?P<kind>file|onlinetext)(_(?P<file>.*))?", re.DOTALL
)
_GROUP = re.compile(
    r"[^-]*(\d|\b(group|gruppe|groupe|grupo|team|section|lab|tutorial))[^-]*-(?P<name>.+)", re.I | re.DOTALL
)


@dataclass(frozen=True)
class Item:
    """One thing somebody uploaded."""

    at: At
    kind: Kind
    name: str
    """The file's name as the student gave it."""
    order: int = 0
    """Larger is later, within one system; 0 when nothing says."""
    late: bool = False
    not_theirs: tuple[str, ...] = ()
    """Files that the collecting system wrote."""

    @property
    def source(self) -> str:
        return "/".join(self.at) or self.name


@dataclass(frozen=True)
class Claim:
    who: tuple[Who, ...]
    """The author, or the members of a group."""
    item: Item


def lms_claim(
    at: At, node: Node, roster: Roster | None, lengths: frozenset[tuple[int, int]] = frozenset()
) -> Claim | None:
    """The claim of an entry that Moodle or Canvas named; None for any other name."""
    place = (*at, node.name)
    moodle = MOODLE.fullmatch(node.name)
    if moodle:
        name, number = moodle["name"], moodle["number"]
        group = _GROUP.fullmatch(name)
        names = (name, group["name"]) if group else (name,)
        label = f"{name}_{number}" if name == "Participant" else name
        # The number is the participant's in this assignment: an id only for Moodle's own worksheet.
        who = Who(label, f"participant {number}", (number,), "participant", names, "", names)
        return Claim((who,), Item(place, node.kind, moodle["file"] or node.name))
    said = canvas.read_name(node.name, roster, lengths)
    if said is None:
        return None
    label, user = said.label or said.user, said.user
    key, ids = (f"Canvas user {user}", (user,)) if user else (label, ())
    who = Who(label, key, ids, "canvas", (label,), "", (label,))
    return Claim((who,), Item(place, node.kind, said.file, said.attachment, said.late))

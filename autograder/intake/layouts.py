"""From SUBMISSIONS to claims: who handed in what, by names only. No content of a hand-in is opened here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.intake import canvas, gradescope
from autograder.intake.claims import Claim, Item, Kind, lms_claim
from autograder.intake.junk import is_junk
from autograder.intake.model import Asked, IntakeError, Refusal
from autograder.intake.modules import asked_name
from autograder.intake.plain import plain_who
from autograder.intake.roster import Roster
from autograder.intake.sniff import looks_like_archive
from autograder.intake.text import same_words
from autograder.intake.trees import At, Node, Tree
from autograder.intake.who import Unknown, Who, identify

_LEVEL = re.compile(r"submi|export|download|assignment|hand.?ins?|abgabe|collected|classroom", re.I)
_NBGRADER_OWN = ("timestamp.txt", "submission_secret.txt")


@dataclass(frozen=True)
class Reader:
    """What the layout is read with."""

    tree: Tree
    asked: Asked
    roster: Roster | None

    def visible(self, at: At) -> list[Node]:
        return [node for node in self.tree.list(at) if not is_junk(node.name)]

    def read(self, name: str) -> Iterator[Claim]:
        """All claims of SUBMISSIONS, whose own name is `name`."""
        nodes = self.visible(())
        names = {node.name for node in nodes}
        if "submitted" in names and names & {"source", "release", "autograded", "gradebook.db", "nbgrader_config.py"}:
            yield from self.level(("submitted",))
        elif self._is_one_hand_in(nodes):
            yield Claim((plain_who(name, self.asked)[0],), Item((), "folder", name))
        else:
            yield from self.level(())

    def level(self, at: At, depth: int = 0) -> Iterator[Claim]:
        """The claims of a folder that holds hand-ins."""
        nodes = self.visible(at)
        if any(node.name == gradescope.METADATA for node in nodes):
            yield from self._gradescope(at, nodes)
            return
        lengths = canvas.usual_lengths(node.name for node in nodes)
        nbgrader = any(self._timed(at, node) for node in nodes if node.kind == "folder")
        alone = len([node for node in nodes if self._may_be_hand_in(node)]) == 1
        for node in nodes:
            if depth < 3 and node.kind == "folder" and self._is_outer(at, node, alone):
                yield from self.level((*at, node.name), depth + 1)
            else:
                claim = self._lms(at, node, lengths) or self._plain(at, node, nbgrader)
                if claim:
                    yield claim

    def holds_asked(self, at: At) -> bool:
        """Whether a file that was asked for lies here."""
        return any(map(self._is_asked, self.visible(at)))

    def holds_several(self, at: At, by_shape: bool = False) -> bool:
        """Whether a folder holds several people's hand-ins rather than one."""
        nodes = self.visible(at)
        if any(node.name == gradescope.METADATA for node in nodes):
            return True
        if self.holds_asked(at):
            return False
        candidates = [node for node in nodes if self._may_be_hand_in(node)]
        if candidates and all(self._lms(at, node) for node in candidates):
            return True
        if self.roster is not None:
            return any(self._known(node) for node in candidates)
        each = [node.kind == "file" or any(map(self._is_asked, self.visible((*at, node.name)))) for node in candidates]
        return by_shape and len(each) > 1 and all(each)

    def _is_one_hand_in(self, nodes: list[Node]) -> bool:
        if any(node.name == gradescope.METADATA or self._lms((), node) for node in nodes):
            return False
        if any(self._is_asked(node) for node in nodes):
            return self.roster is None or not any(self._known(node) for node in nodes)
        inner = [node for node in nodes if node.kind == "folder" and same_words(node.name, self.asked.assignment)]
        folders = [node for node in nodes if self._may_be_hand_in(node)]
        return len(inner) == len(folders) == 1 and any(map(self._is_asked, self.visible((inner[0].name,))))

    def _is_outer(self, at: At, node: Node, alone: bool) -> bool:
        if self._lms(at, node) or (self.roster is not None and self._known(node)):
            return False
        inside = (*at, node.name)
        named = same_words(node.name, self.asked.assignment) or bool(_LEVEL.search(node.name))
        return self.holds_several(inside, by_shape=alone and named)

    def _is_asked(self, node: Node) -> bool:
        return node.kind != "folder" and asked_name(node.name, self.asked) is not None

    def _may_be_hand_in(self, node: Node) -> bool:
        code = node.name.lower().endswith((".py", ".ipynb"))
        return node.kind != "file" or looks_like_archive(node.name) or code or self._lms((), node) is not None

    def _known(self, node: Node) -> bool:
        who, _ = plain_who(node.name, self.asked, node.kind == "folder")
        return self.roster is not None and not isinstance(identify(who, self.roster), Unknown)

    def _timed(self, at: At, node: Node) -> bool:
        """Whether nbgrader collected this student's folder."""
        inside = (*at, node.name)
        kids = [kid for kid in self.tree.list(inside) if kid.kind == "folder"][:50]
        return any(any(n.name == "timestamp.txt" for n in self.tree.list((*inside, kid.name))) for kid in kids)

    def _lms(self, at: At, node: Node, lengths: frozenset[tuple[int, int]] = frozenset()) -> Claim | None:
        return lms_claim(at, node, self.roster, lengths)

    def _plain(self, at: At, node: Node, nbgrader: bool) -> Claim | None:
        """A folder or a file that is called after its student."""
        who, order = plain_who(node.name, self.asked, node.kind == "folder")
        place = (*at, node.name)
        if node.kind != "folder":
            hand_in = self._may_be_hand_in(node) or self._known(node)
            return Claim((who,), Item(place, node.kind, node.name, order)) if hand_in else None
        inside = self.visible(place)
        if any(kid.name == ".git" for kid in self.tree.list(place)) and self.roster is not None:
            cuts = [at for at, char in enumerate(node.name) if char == "-"]
            who = replace(who, keys=tuple(dict.fromkeys([*who.keys, *(node.name[at + 1 :] for at in cuts)])))
        own = [kid for kid in inside if kid.kind == "folder" and same_words(kid.name, self.asked.assignment)]
        others = [kid for kid in inside if kid.kind == "folder" and kid not in own]
        rival = not nbgrader and any(self._is_asked(n) for kid in others for n in self.visible((*place, kid.name)))
        if len(own) == 1 and not rival and not any(map(self._is_asked, inside)):
            written = _NBGRADER_OWN if nbgrader else ()
            return Claim((who,), Item((*place, own[0].name), "folder", node.name, order, not_theirs=written))
        if nbgrader and inside and not any(map(self._is_asked, inside)) and self._timed(at, node):
            return None
        return Claim((who,), Item(place, "folder", node.name, order))

    def _gradescope(self, at: At, nodes: list[Node]) -> Iterator[Claim]:
        try:
            with self.tree.copy((*at, gradescope.METADATA), gradescope.MOST_BYTES) as metadata:
                known = list(gradescope.read_metadata(metadata.read()))
        except Refusal as refusal:
            raise IntakeError(str(refusal)) from refusal
        kinds: dict[str, Kind] = {node.name: node.kind for node in nodes}
        for one in known:
            kind: Kind = kinds.pop(one.folder, "nothing")
            who = one.submitters or (Who(one.folder, one.folder),)
            yield Claim(who, Item((*at, one.folder), kind, one.folder, one.moment))
        for name, kind in kinds.items():
            if kind == "folder":
                yield Claim((Who(name, name),), Item((*at, name), kind, name))

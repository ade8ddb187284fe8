"""Intake from end to end: SUBMISSIONS and a roster become one row for every student.

Names are grouped first; then hand-ins are read one at a time, so that thousands of them never lie in memory.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.intake.attempts import Attempt, Loader
from autograder.intake.choose import finish
from autograder.intake.claims import Claim, Item, lms_claim
from autograder.intake.layouts import Reader
from autograder.intake.model import Asked, HandIn, IntakeError, Limits, digest_of
from autograder.intake.plain import plain_who
from autograder.intake.roster import Roster
from autograder.intake.sniff import sniff
from autograder.intake.text import listed, shown
from autograder.intake.trees import DiskTree, Node, Tree, ZipTree
from autograder.intake.who import How, Unknown, Who, identify

_USUAL = Limits()


@dataclass
class _Row:
    student_id: str
    items: list[Item] = field(default_factory=list)
    groups: dict[Item, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    """For a group's item: ids of the others, and the others that the roster does not know."""
    unknown: str = ""
    """Why no row of the roster claims it."""


@dataclass
class TakenIn(Iterator[HandIn]):
    """The hand-ins of a class, read one at a time and once. `len` says from the start how many they are."""

    rows: list[_Row]
    loader: Loader

    def __post_init__(self) -> None:
        self._read = _read(self.rows, self.loader)

    def __len__(self) -> int:
        return len(self.rows)

    def __next__(self) -> HandIn:
        return next(self._read)


def take_in(submissions: Path, asked: Asked, roster: Roster | None = None, limits: Limits = _USUAL) -> TakenIn:
    """One `HandIn` for each student: in the roster's order, the unidentified last; without a roster sorted by id.

    Raises `IntakeError` at once for a path without hand-ins; contents are read as the rows are taken.
    """
    tree, claims = _claims(Path(submissions), asked, roster)
    if not claims:
        raise IntakeError(f"There is no hand-in in {submissions}: give the folder or the zip that the LMS gave you.")
    rows = _without_roster(claims) if roster is None else _with_roster(claims, roster)
    return TakenIn(rows, Loader(tree, asked, limits))


def take_one(folder: Path, student_id: str, asked: Asked, limits: Limits = _USUAL) -> HandIn:
    """The hand-in that a folder is, whoever seems named in it: for a platform that says whose it is."""
    item = Item((), "folder", "the upload")
    loader = Loader(DiskTree(folder.resolve(strict=True)), asked, limits)
    return _one(_Row(student_id, [item]), loader.latest([item]), loader)


def _claims(path: Path, asked: Asked, roster: Roster | None) -> tuple[Tree, list[Claim]]:
    try:
        path = path.resolve(strict=True)
        if path.is_dir():
            return (disk := DiskTree(path)), list(Reader(disk, asked, roster).read(path.name))
        stream = path.open("rb")
    except (OSError, RuntimeError) as error:
        raise IntakeError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    plain = Claim((plain_who(path.name, asked, folder=False)[0],), Item((path.name,), "file", path.name))
    whole = lms_claim((), Node(path.name, "file"), roster) or plain
    alone = DiskTree(path.parent)
    if sniff(stream) == "zip":
        known = roster is None or not isinstance(identify(whole.who[0], roster), Unknown)
        try:
            tree = ZipTree(stream)
        except IntakeError:
            if known:
                return alone, [whole]
            raise
        reader = Reader(tree, asked, roster)
        outer = [node.name for node in reader.visible(()) if node.kind == "folder"]
        inside = (outer[0],) if len(outer) == 1 and not reader.holds_asked(()) else ()
        if reader.holds_several((), by_shape=True) or reader.holds_several(inside, by_shape=True):
            return tree, list(reader.level(()))
    stream.close()
    return alone, [whole]


def _without_roster(claims: list[Claim]) -> list[_Row]:
    labels: dict[str, str] = {}
    for who in (who for claim in claims for who in claim.who):
        labels[who.key] = min(labels.get(who.key, who.label), who.label, key=len)
    often = Counter(labels.values())

    def name(who: Who) -> str:
        label = labels[who.key]
        return shown(label if often[label] == 1 else f"{label} ({who.key})", 200)

    rows: dict[str, _Row] = {}
    for claim in claims:
        for who in claim.who:
            row = rows.setdefault(name(who), _Row(name(who)))
            row.items.append(claim.item)
            others = tuple(name(other) for other in claim.who if other is not who)
            row.groups[claim.item] = (others, ())
    return [rows[student_id] for student_id in sorted(rows)]


def _with_roster(claims: list[Claim], roster: Roster) -> list[_Row]:
    rows = {student.student_id: _Row(student.student_id) for student in roster.students}
    found: dict[str, list[tuple[Claim, Who, How]]] = {}
    strangers: list[tuple[Claim, Who, str]] = []
    for claim in claims:
        people = [(who, identify(who, roster)) for who in claim.who]
        for who, known in people:
            if not isinstance(known, Unknown):
                found.setdefault(known[0].student_id, []).append((claim, who, known[1]))
            elif all(isinstance(one, Unknown) for _, one in people):
                strangers.append((claim, who, known.why))
    for student_id, hits in found.items():
        doubtful = _by_name_only(hits)
        for claim, who, how in hits:
            if how == "name" and who.key in doubtful:
                why = f"Several hand-ins carry the name {listed([who.label])}, which the roster holds once:"
                strangers.append((claim, who, f"{why} a person has to say whose this is."))
            else:
                rows[student_id].items.append(claim.item)
                rows[student_id].groups[claim.item] = _others(claim, student_id, roster)
    return [*rows.values(), *_strangers(strangers, set(rows))]


def _by_name_only(hits: list[tuple[Claim, Who, How]]) -> set[str]:
    """The keys of different people who all claim one student by nothing but the name."""
    sure = {who.key for _, who, how in hits if how != "name"}
    named = {who.key for _, who, how in hits if how == "name"} - sure
    return named if sure or len(named) > 1 else set()


def _others(claim: Claim, student_id: str, roster: Roster) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known, unknown = [], []
    for who in claim.who:
        student = identify(who, roster)
        if isinstance(student, Unknown):
            unknown.append(who.label)
        elif student[0].student_id != student_id:
            known.append(student[0].student_id)
    return tuple(known), tuple(unknown)


def _strangers(strangers: list[tuple[Claim, Who, str]], taken: set[str]) -> list[_Row]:
    rows: dict[tuple[str, str], _Row] = {}
    for claim, who, why in strangers:
        if (who.label, who.key) not in rows:
            name = shown(who.label, 200) or shown(claim.item.source, 200)
            if name in taken:
                name = shown(f"{who.label} ({claim.item.source})", 300)
            taken.add(name)
            rows[who.label, who.key] = _Row(name, unknown=why)
        rows[who.label, who.key].items.append(claim.item)
    return sorted(rows.values(), key=lambda row: row.student_id)


def _read(rows: list[_Row], loader: Loader) -> Iterator[HandIn]:
    for row in rows:
        source = ", ".join(shown(item.source, 300) for item in row.items)
        if row.unknown:
            messages = (row.unknown, f"The hand-in is {listed([item.source for item in row.items])}.")
            yield HandIn(row.student_id, "unidentified", {}, "", messages, False, source)
        elif not row.items:
            yield HandIn(row.student_id, "missing", {}, "", (), False, "")
        else:
            yield _one(row, loader.latest(row.items), loader)


def _one(row: _Row, attempt: Attempt, loader: Loader) -> HandIn:
    messages: list[str] = []
    late = any(item.late for item in attempt.counted)
    if late:
        messages.append("Canvas marks this hand-in as late; its name says no time.")
    earlier = listed([item.source for item in attempt.others])
    if attempt.refusal:
        messages.insert(0, attempt.refusal)
        if earlier:
            messages.append(f"An earlier attempt is there: {earlier}. The course staff decide whether it counts.")
    elif earlier:
        messages.append(f"The last attempt counts. Earlier attempts are there and do not count: {earlier}.")
    others, unknown = row.groups.get(attempt.counted[0], ((), ()))
    if others:
        messages.append(f"Handed in together with {listed(others)}.")
    if unknown:
        messages.append(f"Handed in together with {listed(unknown)}, whom the roster does not know.")
    source = ", ".join(shown(item.source, 300) for item in attempt.counted)
    if attempt.refusal:
        return HandIn(row.student_id, "refused", {}, "", tuple(messages), late, source, others)
    bag = finish(attempt.bag, loader.asked, loader.limits.installed)
    messages += bag.notes
    return HandIn(row.student_id, "graded", bag.files, digest_of(bag.files), tuple(messages), late, source, others)

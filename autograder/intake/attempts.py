"""The attempt that counts: what was uploaded together belongs together, and of several attempts the last one counts.

Times on disk mean nothing here; only the numbers of the LMS order attempts. Reads one student's files, no more.
"""

from dataclasses import dataclass, field
from typing import BinaryIO

from autograder.intake.archive import unpack
from autograder.intake.choose import Bag, holds, unwrap
from autograder.intake.claims import Item
from autograder.intake.model import Asked, Limits, Refusal
from autograder.intake.modules import asked_name, lms_target
from autograder.intake.paths import Entry, canonical, complaint, what_counts
from autograder.intake.sniff import looks_like_archive, sniff
from autograder.intake.text import listed
from autograder.intake.trees import At, Tree

TOGETHER = 10
"""An archive and other files belong to one upload when their numbers lie no further apart than this."""


@dataclass
class Attempt:
    counted: list[Item] = field(default_factory=list)
    others: list[Item] = field(default_factory=list)
    bag: Bag = field(default_factory=lambda: Bag({}))
    refusal: str = ""


@dataclass(frozen=True)
class Loader:
    tree: Tree
    asked: Asked
    limits: Limits

    def latest(self, items: list[Item]) -> Attempt:
        """The last attempt, read; `refusal` says why it is not accepted, `others` are attempts that do not count."""
        newest_first = sorted(items, key=lambda item: (-item.order, item.at))
        attempt = Attempt()
        bags: list[Bag] = []
        for at, item in enumerate(newest_first):
            try:
                bag = self._joins(item, attempt.counted, bags)
            except Refusal as refusal:
                attempt.counted.append(item)
                attempt.others += newest_first[at + 1 :]
                attempt.refusal = str(refusal)
                return attempt
            except OSError as error:
                attempt.counted.append(item)
                attempt.refusal = f"{listed([item.name])} cannot be read on the grading machine: {error.strerror}."
                return attempt
            if bag is None:
                attempt.others.append(item)
            else:
                attempt.counted.append(item)
                bags.append(bag)
        files = {path: data for bag in reversed(bags) for path, data in bag.files.items()}
        notes = tuple(note for bag in bags for note in bag.notes)
        attempt.bag = Bag(files, notes, tuple(path for bag in bags for path in bag.seen))
        if not files:
            attempt.refusal = "The hand-in is empty: it holds no file. Pack your files and hand in again."
        return attempt

    def _joins(self, item: Item, counted: list[Item], bags: list[Bag]) -> Bag | None:
        """The item's files when it belongs to the attempt so far, None when it is an earlier attempt."""
        if not counted:
            return self.load(item)
        last = counted[-1]
        if _is_bare(item) and all(map(_is_bare, counted)):
            again = [one for one in counted if lms_target(one.name) == lms_target(item.name)]
            if again and again[0].order == item.order:
                raise _doubt(again[0], item)
            return None if again else self.load(item)
        unordered = last.order == item.order
        have = {name for bag in bags for name in holds(bag.files, self.asked)}
        if last.order - item.order > TOGETHER or (not unordered and have >= set(self.asked.module_files)):
            return None
        bag = self.load(item)
        if have & holds(bag.files, self.asked):
            if unordered:
                raise _doubt(last, item)
            return None
        return bag

    def load(self, item: Item) -> Bag:
        """One uploaded thing, unpacked. Raises `Refusal`."""
        if item.kind == "folder":
            return self._folder(item)
        if item.kind == "nothing":
            raise Refusal("No file came with this hand-in. Hand in again.")
        if item.kind != "file":
            raise Refusal(f"{listed([item.name])} is a link or a device, not a file. Hand in the file itself.")
        with self.tree.copy(item.at, self.limits.archive_bytes) as copy:
            nameless = "." not in item.name or item.name.lower().endswith((".gz", ".bz2", ".xz", ".bin", ".download"))
            if looks_like_archive(item.name) or (nameless and sniff(copy) in ("zip", "tar", "gz", "bz2", "xz")):
                return unwrap(unpack(copy, item.name, self.limits), self.asked)
            path = canonical(item.name)
            problem = complaint(path, self.limits) if path else "The file has no name. Give it one and hand in again."
            if problem:
                raise Refusal(problem)
            most = self.limits.notebook_bytes if path.endswith(".ipynb") else self.limits.kept_bytes
            return unwrap({path: self._read(copy, most)}, self.asked)

    def _folder(self, item: Item) -> Bag:
        """A folder's files; archives in it are opened only where the modules do not lie beside them."""
        # An archive's own size is no bomb: it is looked at when it is opened.
        listing = (
            Entry(e.name, e.kind, 0 if looks_like_archive(e.name) else e.size, e.key)
            for e in self.tree.entries(item.at, self.limits)
        )
        counted = what_counts(listing, self.limits)
        places: dict[str, At] = {p: e.key for p, e in counted.items() if isinstance(e.key, tuple)}
        places = {path: at for path, at in places.items() if path not in item.not_theirs}
        archives = [path for path in places if looks_like_archive(path)]
        modules = {name for path in places if (name := asked_name(path.rsplit("/", 1)[-1], self.asked))}
        opened = archives if not modules & set(self.asked.module_files) else []
        left, files = self.limits.read_bytes, {}
        for path, at in places.items():
            if path not in opened:
                with self.tree.copy(at, self.limits.archive_bytes) as copy:
                    files[path] = self._read(copy, left)
                    left -= len(files[path])
        bag = unwrap(files, self.asked)
        holder: dict[str, str] = {}
        for path in opened:
            with self.tree.copy(places[path], self.limits.archive_bytes) as copy:
                inner = unwrap(unpack(copy, path, self.limits), self.asked)
            for name in holds(inner.files, self.asked):
                if name in holder:
                    raise Refusal(f"{listed([holder[name], path])} both hold {name}: hand in one of them.")
                holder[name] = path
            bag = Bag({**inner.files, **bag.files}, bag.notes + inner.notes, bag.seen + inner.seen)
        return bag

    def _read(self, copy: BinaryIO, limit: int) -> bytes:
        data = copy.read(limit + 1)
        if len(data) > limit:
            raise Refusal(
                f"The hand-in is larger than {limit // 1_000_000} MB. Leave out the data, and clear the "
                "outputs of a large notebook."
            )
        return data


def _is_bare(item: Item) -> bool:
    return item.kind == "file" and not looks_like_archive(item.name)


def _doubt(one: Item, other: Item) -> Refusal:
    return Refusal(
        f"{listed([one.source, other.source])} are two hand-ins, and nothing says which of them is the later one. "
        "The course staff have to take one of them away."
    )

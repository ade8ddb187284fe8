"""Where hand-ins lie: a folder on disk, or the zip of an export. Listed by name, read as bytes, links never followed.

Files are copied once and only the copy is looked at, so that nothing can be changed between the hash and the run.
"""

import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast

from autograder.intake.archive import open_zip, zip_entries
from autograder.intake.junk import is_junk
from autograder.intake.model import MB, IntakeError, Limits, Refusal
from autograder.intake.paths import Entry, canonical
from autograder.intake.text import listed

At = tuple[str, ...]
"""A place in a tree: the names on the way, as they are stored."""


@dataclass(frozen=True)
class Node:
    name: str
    kind: Literal["file", "folder", "link", "special"]


class Tree(Protocol):
    def list(self, at: At) -> list[Node]:
        """What lies directly in a folder, sorted by name; nothing when there is no such folder."""

    def entries(self, at: At, limits: Limits) -> Iterator[Entry]:
        """Everything below a folder but what is inside junk; an entry's key is its place."""

    def copy(self, at: At, limit: int) -> BinaryIO:
        """A private copy of a file, seekable. Raises `Refusal` for a link, a device, or more than `limit` bytes."""


def _pour(source: BinaryIO, name: str, limit: int) -> BinaryIO:
    copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=8 * MB))  # noqa: SIM115 the caller closes it
    left = limit
    while part := source.read(1 << 16):
        left -= len(part)
        if left < 0:
            raise Refusal(f"{listed([name])} is larger than {limit // MB} MB. Hand in only what is asked for.")
        copy.write(part)
    copy.seek(0)
    return copy


@dataclass(frozen=True)
class DiskTree:
    """A folder on disk. Below `root` no link is followed, not even for a moment: every step is opened by itself."""

    root: Path

    def list(self, at: At) -> list[Node]:
        try:
            with self._folder(at) as folder, os.scandir(folder) as found:
                return sorted((Node(item.name, _kind(item)) for item in found), key=lambda node: node.name)
        except OSError:
            return []

    def entries(self, at: At, limits: Limits) -> Iterator[Entry]:
        waiting: list[tuple[At, str]] = [(at, "")]
        while waiting:
            place, above = waiting.pop()
            with self._folder(place) as folder, os.scandir(folder) as found:
                for item in found:
                    name, kind = f"{above}{item.name}", _kind(item)
                    size = item.stat(follow_symlinks=False).st_size if kind == "file" else 0
                    yield Entry(name, kind, size, (*place, item.name))
                    if kind == "folder" and not is_junk(name.replace("\\", "/")) and len(place) < len(at) + 64:
                        waiting.append(((*place, item.name), f"{name}/"))

    def copy(self, at: At, limit: int) -> BinaryIO:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        with self._folder(at[:-1]) as folder:
            try:
                number = os.open(at[-1], flags, dir_fd=folder)
            except OSError as error:
                raise Refusal(f"{listed([at[-1]])} cannot be read: {error.strerror}.") from error
        with os.fdopen(number, "rb") as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                raise Refusal(f"{listed([at[-1]])} is a device or a pipe, not a file.")
            return _pour(source, at[-1], limit)

    @contextmanager
    def _folder(self, at: At) -> Iterator[int]:
        number = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for name in at:
                step = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=number)
                os.close(number)
                number = step
            yield number
        finally:
            os.close(number)


def _kind(item: "os.DirEntry[str]") -> Literal["file", "folder", "link", "special"]:
    if item.is_symlink():
        return "link"
    if item.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if item.is_file(follow_symlinks=False) else "special"


class ZipTree:
    """The zip of an export, as the LMS gave it: its list is read at once, each hand-in only when its turn comes."""

    def __init__(self, stream: BinaryIO):
        try:
            self._zip = open_zip(stream, 1_000_000)
            self._below: dict[At, dict[str, Entry]] = {(): {}}
            for entry in zip_entries(self._zip):
                self._place(entry)
        except (zipfile.BadZipFile, Refusal, ValueError, OSError) as error:
            raise IntakeError(f"The zip cannot be read: {error} Unpack it into a folder and give that.") from error

    def _place(self, entry: Entry) -> None:
        place = tuple(part for part in canonical(entry.name).split("/") if part)
        for depth in range(len(place)):
            last = depth == len(place) - 1
            above = self._below.setdefault(place[:depth], {})
            if last and entry.kind != "folder":
                if place[depth] in above:
                    raise Refusal(f"{listed(['/'.join(place)])} is there twice.")
                above[place[depth]] = entry
            elif above.setdefault(place[depth], Entry(place[depth], "folder", 0)).kind != "folder":
                raise Refusal(f"{listed(['/'.join(place)])} is there twice.")
        if entry.kind == "folder":
            self._below.setdefault(place, {})

    def list(self, at: At) -> list[Node]:
        return sorted((Node(name, entry.kind) for name, entry in self._below.get(at, {}).items()), key=lambda n: n.name)

    def entries(self, at: At, limits: Limits) -> Iterator[Entry]:
        waiting: list[tuple[At, str]] = [(at, "")]
        while waiting:
            place, above = waiting.pop()
            for name, entry in self._below.get(place, {}).items():
                yield Entry(above + name, entry.kind, entry.size, (*place, name))
                if entry.kind == "folder" and not is_junk(above + name):
                    waiting.append(((*place, name), f"{above}{name}/"))

    def copy(self, at: At, limit: int) -> BinaryIO:
        entry = self._below[at[:-1]][at[-1]]
        if entry.kind != "file":
            raise Refusal(f"{listed([at[-1]])} is a link or a device, not a file.")
        try:
            with self._zip.open(cast(zipfile.ZipInfo, entry.key)) as source:
                return _pour(cast(BinaryIO, source), at[-1], limit)
        except Refusal:
            raise
        except Exception as error:  # a damaged part of the export costs this hand-in only
            raise Refusal(f"{listed([at[-1]])} is damaged in the export. Ask the course staff.") from error

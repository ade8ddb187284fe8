"""Names of files inside a hand-in: made canonical, or a reason to refuse.

A name is data: it is compared and counted, never opened, until everything here is satisfied.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from autograder.intake.junk import find_environments, is_junk
from autograder.intake.model import Limits, Refusal
from autograder.intake.text import listed

_RESERVED = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\..*)?", re.IGNORECASE | re.DOTALL
)
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class Entry:
    """One thing that an archive or a folder says it holds."""

    name: str
    kind: Literal["file", "folder", "link", "special"]
    size: int
    """Unpacked bytes, as stated."""
    key: object = None
    """How its source finds it again."""


def canonical(name: str) -> str:
    """The posix path that a stored name means; "" for the root itself. Raises `Refusal` when it leads out.

    A backslash means a slash (old Windows zips, and unzip reads them so); Unicode is brought to NFC, as Macs do not.
    """
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    drive = bool(parts) and re.match(r"[A-Za-z]:", parts[0])
    if path.startswith("/") or drive or any(part.strip() == ".." for part in parts):
        raise Refusal(
            f"The hand-in holds a name that leads out of its folder, {listed([name])}. Pack the folder with your files "
            "once more, with plain names in it."
        )
    return unicodedata.normalize("NFC", "/".join(parts))


def complaint(path: str, limits: Limits) -> str | None:
    """What is wrong with the letters or the length of a canonical path, as a sentence."""
    named, parts = listed([path]), path.split("/")
    if any(unicodedata.category(char) in ("Cc", "Cs") or char in _BIDI for char in path):
        return f"The name {named} holds characters that cannot be seen or read. Rename the file with plain letters."
    if any(_RESERVED.fullmatch(part) for part in parts):
        return f"The name {named} is reserved on Windows. Rename the file."
    if len(parts) > limits.depth:
        return f"The file {named} lies more than {limits.depth} folders deep. Hand in fewer levels of folders."
    if len(path.encode()) > limits.path_bytes or any(len(part.encode()) > limits.name_bytes for part in parts):
        return f"The name {named} is too long. Give the file a shorter name."
    return None


def what_counts(entries: Iterable[Entry], limits: Limits) -> dict[str, Entry]:
    """The files that count, by canonical path. Junk is dropped unread but counts for the bombs. Raises `Refusal`."""
    named: list[tuple[str, Entry]] = []
    total = 0
    for entry in entries:
        total += entry.size
        named.append((canonical(entry.name), entry))
        if len(named) > limits.entries:
            raise Refusal(f"The hand-in holds more than {limits.entries} files. Hand in only what is asked for.")
        if total > limits.total_bytes:
            raise Refusal(_too_large(limits.total_bytes))
    environments = find_environments(path for path, _ in named)
    files: dict[str, Entry] = {}
    taken: dict[str, str] = {}
    kept = notebooks = 0
    for path, entry in named:
        if not path or is_junk(path, environments):
            continue
        problem = complaint(path, limits) or _not_a_file(path, entry)
        if problem:
            raise Refusal(problem)
        if entry.kind == "folder":
            continue
        twin = taken.setdefault(_key(path), path)
        if path in files or twin != path:
            raise Refusal(_collision(twin, path))
        files[path] = entry
        if path.endswith(".ipynb"):
            notebooks += entry.size
        else:
            kept += entry.size
        if notebooks > limits.notebook_bytes:
            raise Refusal(_too_large(limits.notebook_bytes))
        if len(files) > limits.kept_files or kept > limits.kept_bytes:
            raise Refusal(_too_large(limits.kept_bytes, limits.kept_files))
    for path in files:
        for end in (index for index, char in enumerate(path) if char == "/"):
            if _key(path[:end]) in taken:
                raise Refusal(_collision(taken[_key(path[:end])], path))
    return files


def _key(path: str) -> str:
    """Equal for names that a Mac or a Windows computer would write into one file."""
    folded = unicodedata.normalize("NFC", path.casefold())
    return "/".join(part.rstrip(". ") for part in folded.split("/"))


def _not_a_file(path: str, entry: Entry) -> str | None:
    if entry.kind == "link":
        return f"{listed([path])} is a link, not a file. Put the file itself in its place and hand in again."
    if entry.kind == "special":
        return f"{listed([path])} is a device or a pipe, not a file. Leave it out and hand in again."
    return None


def _collision(one: str, other: str) -> str:
    if one == other:
        return f"The name {listed([one])} is there twice. Pack your files once more, each one once."
    return f"The names {listed([one, other])} are the same on many computers. Rename or leave out one of them."


def _too_large(size: int, files: int | None = None) -> str:
    most = f"{size // 1_000_000} MB" + (f" or {files} files" if files else "")
    return (
        f"The hand-in unpacks to more than {most}. Leave out data, virtual environments and repositories, and clear the "
        "outputs of a large notebook: hand in only what is asked for."
    )

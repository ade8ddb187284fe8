"""What a file is by its first bytes: its name proves nothing. Only a few hundred bytes are read."""

import re
import zipfile
from typing import BinaryIO, Literal

Kind = Literal["zip", "gz", "bz2", "xz", "tar", "rar", "7z", "html", "pdf", "empty", "text", "unknown"]

_MARKS: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"PK\x07\x08", "zip"), (b"\x1f\x8b", "gz"), (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"%PDF", "pdf"),
)  # fmt: skip
_ENDING = re.compile(
    r"(?P<stem>.+?)\.(zipx?|tar((-\d+)?\.(gz|bz2|xz|zst))?|tgz|tbz2?|txz|rar|7z)\s*(?P<copy>\(\d+\))?",
    re.IGNORECASE | re.DOTALL,
)
_WHAT: dict[Kind, str] = {
    "rar": "a RAR archive", "7z": "a 7z archive", "html": "a web page (HTML), perhaps a login page that was saved",
    "pdf": "a PDF", "empty": "empty (0 bytes)", "text": "a text file", "unknown": "no archive that can be opened",
}  # fmt: skip


def sniff(stream: BinaryIO) -> Kind:
    """The kind of a seekable file, which is left at its start."""
    stream.seek(0)
    head = stream.read(512)
    stream.seek(0)
    if not head:
        return "empty"
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head[257:262] == b"ustar" or (len(head) == 512 and not head.strip(b"\x00")):
        return "tar"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head")):
        return "html"
    if head.isascii() and b"\x00" not in head:
        return "text"
    found: Kind = "zip" if zipfile.is_zipfile(stream) else "unknown"
    stream.seek(0)
    if found == "unknown" and b"\x00" not in head and not _is_binary(head):
        return "text"
    return found


def _is_binary(head: bytes) -> bool:
    try:
        head[: max(1, len(head) - 3)].decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def what_it_is(kind: Kind) -> str:
    return _WHAT.get(kind, f"a {kind} archive")


def looks_like_archive(name: str) -> bool:
    """Whether a file's name says that it is an archive: `week01.ZIP`, `week01.tar.gz`, `week01.zip (1)`."""
    return archive_stem(name) != name


def archive_stem(name: str) -> str:
    """A file's name without the ending of an archive, a browser's `(1)` kept; unchanged when it has none."""
    ending = _ENDING.fullmatch(name)
    return ending["stem"] + (f" {ending['copy']}" if ending["copy"] else "") if ending else name

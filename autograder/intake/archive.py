"""Archives, read as streams and never extracted to disk: names first, then the bytes of what counts.

An archive inside an archive is a file like any other; it is not opened. Nothing is run, linked, or given a mode.
"""

import stat
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, BinaryIO, Literal, cast

from autograder.intake.model import Limits, Refusal
from autograder.intake.paths import Entry, what_counts
from autograder.intake.sniff import sniff, what_it_is
from autograder.intake.tars import read_tar
from autograder.intake.text import listed

CHUNK = 1 << 16
DAMAGED = (
    "The archive {name} is damaged or was cut off in the upload, so it cannot be read to its end. Open it on your own "
    "computer, make a new zip if it fails there too, and hand that in."
)


def unpack(stream: BinaryIO, name: str, limits: Limits) -> dict[str, bytes]:
    """The files that count, by canonical path. Raises `Refusal` for what is no archive, damaged, locked or hostile."""
    kind = sniff(stream)
    reader: Callable[[], dict[str, bytes]]
    if kind == "zip":
        reader = lambda: _read_zip(stream, limits)  # noqa: E731
    elif kind in ("gz", "bz2", "xz", "tar"):
        reader = lambda: read_tar(stream, kind, limits)  # noqa: E731
    else:
        raise Refusal(f"{listed([name])} is not a zip archive: it is {what_it_is(kind)}. Hand in a zip of your files.")
    try:
        return reader()
    except Refusal:
        raise
    except Exception as error:  # whatever a hostile archive makes the library stumble over, it is this one's fault only
        raise Refusal(DAMAGED.format(name=listed([name]))) from error


class _NoLongReads:
    """The file beneath a zip. The library reads a zip's whole list of contents at once: not when it is too long."""

    def __init__(self, stream: BinaryIO, longest: int):
        self._stream, self._longest = stream, longest
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        if size > self._longest:
            raise Refusal("The archive lists too many files. Hand in only what is asked for.")
        return self._stream.read(size)


def open_zip(stream: BinaryIO, entries: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(cast(IO[bytes], _NoLongReads(stream, max(4 * CHUNK, 200 * entries))))


def zip_entries(archive: zipfile.ZipFile) -> list[Entry]:
    return [Entry(_name(info), _kind(info), info.file_size, info) for info in archive.infolist()]


def _name(info: zipfile.ZipInfo) -> str:
    """As stored, a NUL and what follows included. Macs write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & 0x800 and not name.isascii():
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            return name
    return name


def _kind(info: zipfile.ZipInfo) -> Literal["file", "folder", "link", "special"]:
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode == stat.S_IFLNK:
        return "link"
    if mode in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
        return "special"
    ends = info.orig_filename.endswith(("/", "\\"))
    return "folder" if ends or (mode == stat.S_IFDIR and not info.file_size) else "file"


def _read_zip(stream: BinaryIO, limits: Limits) -> dict[str, bytes]:
    size = stream.seek(0, 2)
    with open_zip(stream, limits.entries) as archive:
        infos = archive.infolist()
        if sum(info.compress_size for info in infos) > size:
            raise Refusal("The parts of the archive overlap, as in a zip bomb. Make a new zip of your files.")
        total = sum(info.file_size for info in infos)
        if total > max(limits.ratio_from, limits.ratio * size):
            raise Refusal(f"The archive unpacks to more than {limits.ratio} times its size, as a zip bomb does.")
        files: dict[str, bytes] = {}
        left = limits.read_bytes
        for path, entry in what_counts(zip_entries(archive), limits).items():
            info = cast(zipfile.ZipInfo, entry.key)
            if info.flag_bits & (0x1 | 0x40 | 0x2000):
                raise Refusal("The archive is locked with a password. Hand in a zip without one.")
            files[path] = read_member(archive, info, left)
            left -= len(files[path])
        return files


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """One member to its end, its checksum proved; never more than `limit` bytes."""
    parts, size = [], 0
    try:
        with archive.open(info) as member:
            while part := member.read(CHUNK):
                size += len(part)
                if size > limit:
                    raise Refusal("The hand-in unpacks to more than it states. Make a new zip of your files.")
                parts.append(part)
    except NotImplementedError as error:
        raise Refusal("The archive is packed in a rare way. Make an ordinary zip of your files.") from error
    except zlib.error as error:
        raise zipfile.BadZipFile("damaged data") from error
    return b"".join(parts)

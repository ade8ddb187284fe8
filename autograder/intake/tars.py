"""Tar archives, packed or not, read as a stream twice: first the names, then the bytes of what counts."""

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, Literal, cast

from autograder.intake.model import MB, Limits, Refusal
from autograder.intake.paths import Entry, what_counts
from autograder.intake.sniff import Kind

CHUNK = 1 << 16
_HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
_UNPACKERS: dict[str, Callable[[BinaryIO], object]] = {
    "gz": lambda stream: gzip.GzipFile(fileobj=stream, mode="rb"), "bz2": bz2.BZ2File, "xz": lzma.LZMAFile,
    "tar": lambda stream: stream,
}  # fmt: skip
_CUT = "The archive is damaged, was cut off in the upload, or is no tar archive. Make a new zip of your files."


class _Member(tarfile.TarInfo):
    """A header that must be whole: the library takes a broken one for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Member":
        try:
            member = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if type(error).__name__ == "EOFHeaderError":
                raise
            raise Refusal(_CUT) from error
        if member.size < 0 or (member.type in _HEADERS and member.size > MB):
            raise Refusal(_CUT)
        return member


class _Counted:
    """The unpacked bytes, counted while they flow."""

    def __init__(self, unpacked: IO[bytes], packed: BinaryIO, limits: Limits):
        self._unpacked, self._packed, self._limits, self._count = unpacked, packed, limits, 0

    def read(self, size: int = -1) -> bytes:
        data = self._unpacked.read(size)
        self._count += len(data)
        limits = self._limits
        if self._count > limits.total_bytes + 2 * 512 * limits.entries:
            raise Refusal(
                f"The archive unpacks to more than {limits.total_bytes // MB} MB. Hand in only what is asked."
            )
        if self._count > max(limits.ratio_from, limits.ratio * self._packed.tell()):
            raise Refusal(f"The archive unpacks to more than {limits.ratio} times its size, as a bomb does.")
        return data


@contextmanager
def _open(stream: BinaryIO, kind: Kind, limits: Limits) -> Iterator[tarfile.TarFile]:
    stream.seek(0)
    counted = _Counted(cast(IO[bytes], _UNPACKERS[kind](stream)), stream, limits)
    with tarfile.open(fileobj=cast(IO[bytes], counted), mode="r|", tarinfo=_Member, bufsize=CHUNK) as archive:
        yield archive
        # The checksum stands at the end of the stream, after the last member.
        while counted.read(CHUNK):
            pass


def read_tar(stream: BinaryIO, kind: Kind, limits: Limits) -> dict[str, bytes]:
    """The files that count, by canonical path. Raises `Refusal`, or the library's errors for a damaged one."""
    with _open(stream, kind, limits) as archive:
        wanted = what_counts((Entry(m.name, _kind(m), m.size, at) for at, m in enumerate(archive)), limits)
    paths = {cast(int, entry.key): path for path, entry in wanted.items()}
    files: dict[str, bytes] = {}
    left = limits.read_bytes
    with _open(stream, kind, limits) as archive:
        for at, member in enumerate(archive):
            source = archive.extractfile(member) if at in paths else None
            if source is not None:
                data = source.read(left + 1)
                left -= len(data)
                if left < 0 or len(data) != member.size:
                    raise Refusal(_CUT)
                files[paths[at]] = data
    return files


def _kind(member: tarfile.TarInfo) -> Literal["file", "folder", "link", "special"]:
    if member.islnk() or member.issym():
        return "link"
    if member.isdir():
        return "folder"
    return "file" if member.isreg() and not member.issparse() else "special"

"""Archives whose bytes depend on nothing but names and contents, and reading finished ones back.

No time stamp, owner, umask or order of the file system gets in, so that two builds from one commit are equal.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_DOS_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644


@dataclass(frozen=True)
class Member:
    """One entry of an archive, as it stands there."""

    name: str
    data: bytes
    oddity: str = ""
    """Why this is not a plain file with a plain name and no trace of who packed it; "" when it is."""


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, sorted by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DOS_EPOCH)
            info.create_system = 3  # the same on Windows, where Python would write 0
            info.external_attr = (0o100000 | _MODE) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return buffer.getvalue()


def tar_bytes(files: Mapping[str, bytes]) -> bytes:
    """A tar.gz of these files, sorted by name."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(files):
            info = tarfile.TarInfo(name)
            info.size, info.mode, info.mtime = len(files[name]), _MODE, 315532800
            archive.addfile(info, io.BytesIO(files[name]))
    return gzip.compress(plain.getvalue(), compresslevel=9, mtime=0)


def read_archive(file: Path) -> list[Member]:
    """All members of a finished .zip or .tar.gz, in their order. Folders are members only where they are odd."""
    return _read_zip(file) if file.suffix == ".zip" else _read_tar(file)


def _read_zip(file: Path) -> list[Member]:
    members = []
    with zipfile.ZipFile(file) as archive:
        if archive.comment:
            members.append(Member("(archive comment)", archive.comment, "an archive comment"))
        for info in archive.infolist():
            mode = info.external_attr >> 16
            odd = ""
            if info.is_dir():
                odd = "a folder entry"
            elif mode and (mode & 0o170000) not in (0, 0o100000):
                odd = "not a plain file"
            elif info.extra or info.comment:
                odd = "extra fields, which may say who packed it"
            members.append(Member(info.filename, archive.read(info), odd))
    return members


def _read_tar(file: Path) -> list[Member]:
    members = []
    with tarfile.open(file, "r:gz") as archive:
        for info in archive:
            stream = archive.extractfile(info) if info.isreg() else None
            odd = "" if stream else "not a plain file"
            if info.uname or info.gname or info.uid or info.gid:
                odd = odd or "an owner, which says who packed it"
            members.append(Member(info.name, stream.read() if stream else b"", odd))
    return members

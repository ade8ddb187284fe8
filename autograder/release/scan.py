"""The last look before something leaves: open the finished archive, and find what must not be in it.

Trusts nothing that built it: names, owners, bytes and text are read back from the archive itself. Every finding names
file and line. It only looks; it never mends, since a leak that was mended in silence comes back next week.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .archive import Member, read_archive
from .errors import ReleaseError
from .fingerprints import Fingerprints
from .looks import looks
from .views import Finding

_NEVER = re.compile(
    r"(^|/)(\.git|\.hg|\.svn|\.bzr|CVS|__pycache__|\.ipynb_checkpoints|\.venv|hidden|cases|solutions?)(/|$)"
    r"|\.(pyc|pyo|so|pyd|dll|exe|orig|rej|bak|swp|db|key|pem)$|~$|(^|/)(\.DS_Store|Thumbs\.db|\.course_secret)$"
    r"|(^|/)(test_hidden_|oracles_)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Leak:
    """One finding: which archive, which file in it, which line (0: the file as a whole), and what is wrong."""

    archive: str
    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.archive}: {self.file}:{self.line or 1}: {self.what}"


def scan(archive: Path, allowed: Sequence[str], prints: Fingerprints) -> list[Leak]:
    """Everything in a finished .zip or .tar.gz that must not leave. `allowed`: patterns of paths, matched in full."""
    return scan_members(archive.name, read_archive(archive), allowed, prints)


def scan_folder(folder: Path, allowed: Sequence[str], prints: Fingerprints) -> list[Leak]:
    """The same of a folder of files, such as one that is about to be published. `.git` at its top is not looked at."""
    files = [f for f in sorted(folder.rglob("*")) if f.relative_to(folder).parts[0] != ".git"]
    members = [Member(f.relative_to(folder).as_posix(), b"", "a link") for f in files if f.is_symlink()]
    members += [
        Member(f.relative_to(folder).as_posix(), f.read_bytes()) for f in files if f.is_file() and not f.is_symlink()
    ]
    return scan_members(folder.name, members, allowed, prints)


def scan_members(name: str, members: Sequence[Member], allowed: Sequence[str], prints: Fingerprints) -> list[Leak]:
    """Names first, then contents, then the manifests."""
    findings: list[tuple[str, Finding]] = []
    for member in members:
        findings += ((member.name, finding) for finding in _names(member, allowed))
        findings += ((member.name, finding) for finding in looks(member, prints))
    findings += _manifests(members)
    return [Leak(name, member, finding.line, finding.what) for member, finding in findings]


def refuse_leaks(leaks: Iterable[Leak]) -> None:
    """Raise ReleaseError with every finding, if there is one."""
    lines = [str(leak) for leak in leaks]
    if lines:
        shown = "\n".join(f"  {line}" for line in lines[:40])
        more = f"\n  and {len(lines) - 40} more" if len(lines) > 40 else ""
        raise ReleaseError(f"this must not leave; {len(lines)} findings:\n{shown}{more}")


def _names(member: Member, allowed: Sequence[str]) -> Iterator[Finding]:
    name = member.name
    if member.oddity:
        yield Finding(0, f"{member.oddity} in the archive")
    if name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name or ":" in name:
        yield Finding(0, "a path that leaves the folder it is unpacked in")
    if _NEVER.search(name):
        yield Finding(0, "a file of a kind that never leaves")
    elif not any(re.fullmatch(pattern, name) for pattern in allowed):
        yield Finding(0, "not on the allow-list")


def _manifests(members: Sequence[Member]) -> Iterator[tuple[str, Finding]]:
    """Each MANIFEST.json names exactly the files beside and below it, with their hashes."""
    files = {member.name: member.data for member in members}
    for manifest in (name for name in files if name.rpartition("/")[2] == "MANIFEST.json"):
        top = manifest.removesuffix("MANIFEST.json")
        told = json.loads(files[manifest])["files"]
        there = {name.removeprefix(top) for name in files if name.startswith(top) and name != manifest}
        for path in sorted(there ^ set(told)):
            yield (
                top + path,
                Finding(0, f"{'in' if path in told else 'not in'} {manifest}, but not the other way round"),
            )
        for path in sorted(there & set(told)):
            if hashlib.sha256(files[top + path]).hexdigest() != told[path]:
                yield top + path, Finding(0, f"other contents than {manifest} says")

"""The words of intake: what was asked, what came in, how much is allowed, and how something is turned down.

Nothing here opens a file.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["graded", "refused", "missing", "unidentified"]
MB = 1_000_000


class IntakeError(Exception):
    """The run cannot start; the text is a sentence for the person who started it."""


class Refusal(Exception):
    """One hand-in is not accepted; the text is a sentence for the student. Never leaves this package."""


@dataclass(frozen=True)
class Asked:
    """What the assignment asks for."""

    assignment: str
    """Its folder name, `week01_warmup`."""
    files: tuple[str, ...]
    """Names asked for, modules first: `("flops.py", …, "report.ipynb")`."""
    modules: tuple[str, ...]
    """`("flops", "memory", …)`."""

    @property
    def module_files(self) -> tuple[str, ...]:
        return tuple(f"{module}.py" for module in self.modules)


@dataclass(frozen=True)
class HandIn:
    """One row of a run: a student and the files that count, or the reason why there are none."""

    student_id: str
    """The roster's text unchanged; for `unidentified` a stand-in that names the hand-in."""
    status: Status
    """`graded` means accepted, to be graded."""
    files: Mapping[str, bytes]
    """Relative posix path to bytes; empty unless accepted."""
    digest: str
    """SHA-256 over the sorted paths and bytes; "" when there is nothing."""
    messages: tuple[str, ...]
    late: bool
    source: str
    """Names of the files or folders it came from, for the TA."""
    group: tuple[str, ...] = ()
    """Ids of the other members who share the mark."""


@dataclass(frozen=True)
class Limits:
    """How much one hand-in may hold. What is dropped unread (`.git`, `.venv`) counts for the bombs' limits too."""

    entries: int = 20_000
    total_bytes: int = 500 * MB
    archive_bytes: int = 300 * MB
    ratio: int = 100
    ratio_from: int = 4 * MB
    """Below this many unpacked bytes no ratio is suspicious: ten thousand equal lines compress well."""
    kept_files: int = 2_000
    kept_bytes: int = 64 * MB
    notebook_bytes: int = 160 * MB
    """For notebooks, whose saved outputs can be huge, beside what the other files may hold."""
    depth: int = 16
    name_bytes: int = 255
    path_bytes: int = 1_024
    installed: frozenset[str] | None = None
    """Top-level names a hand-in must not shadow; None: what is installed here, and the standard library."""

    @property
    def read_bytes(self) -> int:
        """No more than this is ever read of what counts."""
        return self.kept_bytes + self.notebook_bytes


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over sorted (path, bytes), each with its length before it, so that no two hand-ins read the same."""
    if not files:
        return ""
    whole = hashlib.sha256()
    for path in sorted(files):
        for part in (path.encode("utf-8", "surrogatepass"), files[path]):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()

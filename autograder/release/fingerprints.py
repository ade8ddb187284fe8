"""What must never leave, as fingerprints: lines of hidden tests, runs of tokens of solutions and marking schemes.

Read from the course's own files only. A fingerprint that also stands in what is public by design (public tests, the
kit, the stubs) is no fingerprint, except for long runs: a hidden test copied whole into a public one is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.config import Course

from .strip import BEGIN, END, strip
from .views import Lines, notebook_cells

Run = tuple[str, ...]
#: Lengths in tokens: of a run of a solution, of a marking scheme's text, and of a hidden test copied into a public one.
SOLUTION_RUN, SCHEME_RUN, TEST_RUN = 16, 8, 60
_FIRST = 4
_TOKEN = re.compile(r"\w+|[^\w\s'\"`,\\]")  # quotes and commas say nothing, and a notebook's JSON is full of them
_GENERIC = re.compile(
    r"(import |from |def (?!test_)|pytest\.mark\.(question|timeout|memory|weight)\b|with pytest\.raises)"
)
_SCHEME = ("### BEGIN MARK SCHEME", "### END MARK SCHEME")


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """What to look for, each with what it is and where it comes from."""

    lines: dict[str, str] = field(default_factory=dict)
    runs: dict[Run, str] = field(default_factory=dict)
    lengths: dict[Run, set[int]] = field(default_factory=dict)
    """The first tokens of every run -> how long the runs are that begin so: most text is passed over by this alone."""
    words: dict[str, str] = field(default_factory=dict)
    """Exact texts: the course's secret, this checkout's path."""

    def add(self, lines: Lines, length: int, known: set[Run], what: str) -> None:
        """Take in every telling run of a text that is not known to be public; `what` ends in the file's name."""
        for run, number in runs(lines, length):
            if run not in known and is_telling(run):
                self.runs.setdefault(run, f"{what}:{number}")
                self.lengths.setdefault(run[:_FIRST], set()).add(len(run))

    def find(self, lines: Lines) -> Iterator[tuple[int, str]]:
        """Line number and origin of the runs in a text, one for each file that they come from."""
        found = tokens(lines)
        words = [token for token, _ in found]
        reported: set[str] = set()
        for start, (_, number) in enumerate(found):
            for length in self.lengths.get(tuple(words[start : start + _FIRST]), ()):
                origin = self.runs.get(tuple(words[start : start + length]))
                if origin and origin.rpartition(":")[0] not in reported:
                    reported.add(origin.rpartition(":")[0])  # the next runs overlap this one
                    yield number, origin


def gather(course: Course) -> Fingerprints:
    """All fingerprints of all weeks: week 2's release must not leak week 1's tests either."""
    root, prints = course.root, Fingerprints()
    hidden = _python([*root.glob("tests/week*/hidden"), *root.glob("tests/week*/cases")])
    solved = _python(root.glob("solutions/*"))
    public = [_read(file) for file in _python([*root.glob("tests/week*/public"), Path(__file__).parent.parent / "kit"])]
    public += [strip(_read(file), file.parent.name, file.name) for file in solved]
    known_lines = {normal(line) for text in public for line in text.splitlines()}
    known_runs = {run for text in public for run, _ in runs(numbered(text), SOLUTION_RUN)}
    for file in hidden:
        for number, line in numbered(_read(file)):
            if is_distinctive(line) and normal(line) not in known_lines:
                prints.lines.setdefault(normal(line), f"{file.relative_to(root).as_posix()}:{number}")
        prints.add(numbered(_read(file)), TEST_RUN, set(), f"a whole test of {file.relative_to(root).as_posix()}")
    for file in solved:
        for region in regions(numbered(_read(file)), BEGIN, END):
            prints.add(region, SOLUTION_RUN, known_runs, f"code of {file.relative_to(root).as_posix()}")
    for file in sorted(root.glob("solutions/*/*.ipynb")):
        for cell in notebook_cells(_read(file)):
            for region in regions(cell.source, *_SCHEME):
                prints.add(region, SCHEME_RUN, set(), f"a marking scheme of {file.relative_to(root).as_posix()}")
            for region in regions(cell.source, BEGIN, END):
                prints.add(region, SOLUTION_RUN, known_runs, f"an answer of {file.relative_to(root).as_posix()}")
    prints.words.update(_words(course))
    return prints


def _words(course: Course) -> dict[str, str]:
    words = {str(course.root): "this checkout's path"}
    secret = course.root / course.secret
    if secret.is_file() and (text := secret.read_text(encoding="utf-8", errors="replace").strip()):
        words[text] = "the course's secret"
    return words


def _python(folders: Iterable[Path]) -> list[Path]:
    return sorted(f for folder in folders for f in folder.rglob("*.py") if "__pycache__" not in f.parts)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def normal(line: str) -> str:
    """A line with single blanks, and without the quotes, bullets and brackets that it begins and ends with."""
    return re.sub(r"^\W+|\W+$", "", " ".join(line.split()))


def is_distinctive(line: str) -> bool:
    """Whether a line says enough to be recognised: four words or more, and nothing that every test file holds."""
    plain = normal(line)
    return len(plain) >= 30 and len(re.findall(r"\w+", plain)) >= 4 and not _GENERIC.match(plain)


def is_telling(run: Run) -> bool:
    """Whether a run has four different words or more: brackets and numbers alone are nobody's."""
    words = set()
    for token in run:
        if (len(token) > 1 and token[0].isalpha()) or token[0] == "_":
            words.add(token)
            if len(words) == 4:
                return True
    return False


def numbered(text: str) -> Lines:
    """The lines of a text with their numbers."""
    return list(enumerate(text.splitlines(), 1))


def regions(lines: Lines, begin: str, end: str) -> Iterator[Lines]:
    """The lines between each pair of markers."""
    region: Lines | None = None
    for number, line in lines:
        if line.strip() == begin:
            region = []
        elif line.strip() == end and region is not None:
            yield region
            region = None
        elif region is not None:
            region.append((number, line))


def tokens(lines: Lines) -> list[tuple[str, int]]:
    """The tokens of a text, without comments and layout, each with its line."""
    return [(token, number) for number, line in lines for token in _TOKEN.findall(re.sub(r"(^|\s)# .*$", "", line))]


def runs(lines: Lines, length: int) -> Iterator[tuple[Run, int]]:
    """Every run of `length` tokens and the line that it begins in; a text of half that length or more counts whole."""
    found = tokens(lines)
    if length // 2 <= len(found) < length:
        length = len(found)
    words = [token for token, _ in found]
    for start in range(len(found) - length + 1):
        yield tuple(words[start : start + length]), found[start][1]

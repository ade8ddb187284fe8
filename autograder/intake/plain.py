"""Folders and files that are called after their student: `ada`, `week01_warmup-ada`, `ada_hw1 (2).zip`."""

import re

from autograder.intake.model import Asked
from autograder.intake.sniff import archive_stem
from autograder.intake.who import Who

_BROWSER = re.compile(r"(?P<stem>.+?)\s*\((?P<number>\d{1,4})\)", re.DOTALL)
_WORK = re.compile(
    r"(week|wk|hw|homework|assignment|assign|lab|ex|exercise|project|submission|final|late|solution|version|ver|v|"
    r"attempt|abgabe)\d*|\d+",
    re.IGNORECASE,
)


def plain_who(name: str, asked: Asked, folder: bool = True) -> tuple[Who, int]:
    """Whose it is by its name, and which copy of a browser's it is (0 for the first)."""
    stem = name if folder else archive_stem(name)
    if not folder and stem == name:
        stem = re.sub(r"\.(py|ipynb)$", "", name, flags=re.IGNORECASE)
    copy = _BROWSER.fullmatch(stem)
    base = copy["stem"] if copy else stem
    bare = _without_assignment(base, asked)
    spaced = tuple(text.replace("_", " ") for text in (base, bare))
    keys = tuple(dict.fromkeys((stem, base, bare)))
    return Who(bare, bare, (), "any", keys, "", tuple(dict.fromkeys((*keys, *spaced)))), int(
        copy["number"]
    ) if copy else 0


def _without_assignment(name: str, asked: Asked) -> str:
    """`week01_warmup-ada` and `ada_hw1` without what names the work. Digits alone are never taken for it."""
    words = [re.escape(word) for word in re.split(r"[-_ ]+", asked.assignment) if word]
    work = "[-_ ]?".join(words)
    front = re.fullmatch(rf"{work}[-_ ]+(?P<rest>.+)", name, re.IGNORECASE | re.DOTALL)
    if front:
        return front["rest"]
    back = re.fullmatch(rf"(?P<rest>.+?)[-_ ]+{work}", name, re.IGNORECASE | re.DOTALL)
    if back:
        return back["rest"]
    pieces = re.split(r"([-_ ]+)", name)
    cut = len(pieces)
    while cut > 1 and _WORK.fullmatch(pieces[cut - 1]):
        cut -= 2
    while cut + 1 < len(pieces) and pieces[cut + 1].isdigit():
        cut += 2
    return "".join(pieces[: max(cut, 1)]) if cut < len(pieces) else name

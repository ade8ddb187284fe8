"""Making text inert: what a student wrote, shown to a person or put into a table, can do nothing.

The rules stand here once: control, format (bidi) and surrogate characters become visible escapes; a table cell that a
spreadsheet would take for a formula gets an apostrophe; a file named after a student is percent-encoded.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: Where a spreadsheet that separates cells otherwise than by commas would begin a new one.
_NEW_CELL = re.compile(r"([;|\t][\s\"']*)(?=[=+\-@＝＋－＠])")


def visible(text: str, lines: bool = False) -> str:
    """The text with every character that could act on a terminal, a page or a reader's eye written out."""
    if (text.replace("\n", "") if lines else text).isprintable():  # most texts, at once
        return text
    return "".join(c if _harmless(c, lines) else f"\\u{ord(c):04x}" for c in text)


def _harmless(character: str, lines: bool) -> bool:
    if character == "\n":
        return lines
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def cell(text: str) -> str:
    """A text cell of a CSV that a person opens in a spreadsheet, whichever sign it takes for the end of a cell."""
    shown = _NEW_CELL.sub(r"\1'", visible(text))
    return "'" + shown if shown.startswith(_FORMULA) else shown


def name_cell(text: str) -> str:
    """A person's name in such a CSV: it begins no formula, and stays as it is written but for control characters."""
    shown = _NEW_CELL.sub(r"\1'", "".join(" " if unicodedata.category(c) == "Cc" else c for c in text))
    return "'" + shown if shown.lstrip().startswith(_FORMULA) else shown


def file_name(student_id: str) -> str:
    """A file name for any id, no two alike: percent-encoded; a long one is cut and told apart by its hash."""
    data = student_id.encode("utf-8", "surrogatepass")
    name = quote(data, safe="@+=,").replace("~", "%7E")
    if name.strip(".") == "":
        name = name.replace(".", "%2E") or "%00"
    return name if len(name) <= 180 else f"{name[:110]}~{hashlib.sha256(data).hexdigest()}"

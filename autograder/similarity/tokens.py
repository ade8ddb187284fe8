"""From files to tokens: runs inside a worker only, sent there as text. Executes and imports nothing of a student's.

A token is told by a number that renaming and re-wording leave as they are: names count as one, strings as another;
keywords, built-ins, what stands after a dot, numbers and signs as themselves. Comments, docstrings and white space are
dropped. Whatever the text is, broken or no Python at all, it falls into tokens.
"""

from __future__ import annotations

import builtins
import keyword
import re
import zlib
from array import array
from typing import Any

#: What a file may hold, as bytes and, of a notebook, as code.
MOST_BYTES = 16_000_000
MOST_CHARACTERS = 300_000
MOST_TOKENS = 150_000

#: A string that nobody closed ends with its line, so that no text is looked at over and over.
_TOKEN = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r"|(?P<string>[A-Za-z]{0,2}(?:'''(?s:.*?)'''|\"\"\"(?s:.*?)\"\"\"|'(?:\\.|[^'\\\n])*'?|\"(?:\\.|[^\"\\\n])*\"?))"
    r"|(?P<number>\.?\d[\w.]*)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|//|->|:=|<<|>>|[<>=!]=|[^\s\w])"
)
_ITSELF = frozenset(keyword.kwlist) | frozenset(dir(builtins))


def tokens(student: Any, files: dict[str, bytes]) -> dict[str, Any]:
    """File name -> (text, tokens, their lines) or, for a file that is not compared, the reason.

    Tokens are unsigned 32-bit little-endian numbers in bytes, and so are lines, the first being 1.
    """
    return {name: _file(name, data) for name, data in files.items()}


def _file(name: str, data: bytes) -> tuple[str, bytes, bytes] | str:
    if len(data) > MOST_BYTES:
        return f"is larger than {MOST_BYTES:,} bytes"
    if name.endswith(".ipynb"):
        from autograder.kit.ipynb import Unreadable, read_notebook

        try:
            text = "\n".join(source for _, _, _, kind, source in read_notebook(data)[0] if kind == "code")
        except Unreadable as error:
            return f"is not compared: {error}"
        text = re.sub(r"^[ \t]*[%!].*$", "", text, flags=re.MULTILINE)  # IPython's own lines
    else:
        text = data.decode("utf-8-sig", "replace")
    if len(text) > MOST_CHARACTERS:
        return f"holds more than {MOST_CHARACTERS:,} characters of code"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    codes, lines = split(text)
    if len(codes) > MOST_TOKENS:
        return f"holds more than {MOST_TOKENS:,} tokens"
    return text, codes.tobytes(), lines.tobytes()


def split(text: str) -> tuple[array[int], array[int]]:
    """The tokens' numbers and lines."""
    codes, lines = array("I"), array("I")
    line, at, dot = 1, 0, False
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        kind, word = str(match.lastgroup), match.group()
        if kind == "comment" or (kind == "string" and _alone(text, match.start(), match.end())):
            continue
        if kind == "string" or (kind == "name" and not dot and word not in _ITSELF):
            word = kind
        codes.append(zlib.crc32(word.encode("utf-8", "replace")))
        lines.append(line)
        dot = word == "."
    return codes, lines


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a string has its lines to itself, as a docstring has."""
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not text[before:start].strip() and not text[end : len(text) if after < 0 else after].strip()

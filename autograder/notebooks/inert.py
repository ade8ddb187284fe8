"""A student's text, made unable to act on a page that nbgrader or Jupyter makes of it.

Code cells and outputs are escaped by those pages; written answers are Markdown, which may hold HTML, links and pictures.
HTML becomes text, a link leads to the web or nowhere, and no picture is fetched: a page that a TA opens calls nobody.
"""

from __future__ import annotations

import re
from html import unescape

from autograder.results.text import visible

#: What may begin a tag, a comment or an instruction, and an entity that may be read as one.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_PICTURE = re.compile(r"!(?=\s*\[)")
_LINK = re.compile(r"(\]\s*\(\s*<?\s*|^\s{0,3}\[[^\]\n]*\]:\s*<?\s*)([^\s>)]*)", re.MULTILINE)
_MATHS = re.compile(r"\\(?=(href|url|style|class|cssId|require|unicode|includegraphics)\b)")
_ALLOWED = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)


def inert_text(text: str) -> str:
    """Every control, format and private character written out; tabs become spaces."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "), lines=True)


def inert_markdown(text: str) -> str:
    """Markdown that shows what was written, formulas too, and holds no HTML, no picture, and links to the web only."""
    shown = _LINK.sub(_link, inert_text(text))
    shown = _PICTURE.sub("", shown)
    shown = _MATHS.sub(r"\\ ", shown)
    return _TAG.sub("< ", shown)


def _link(found: re.Match[str]) -> str:
    target = unescape(found[2]).strip()
    return found[0] if _ALLOWED.match(target) else f"{found[1]}#"

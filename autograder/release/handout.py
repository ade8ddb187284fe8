"""The handout as one HTML file that opens offline: mathematics as MathML, figures inside, no request to anywhere.

Every browser since 2023 draws MathML. The page's own policy forbids loading anything, so that a link to a tracker or
a script, should one slip into a handout, stays dead.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import mistune
from latex2mathml.converter import convert
from mistune.plugins.math import math
from mistune.plugins.table import table

from .errors import ReleaseError

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.55 Georgia, serif; color: #1c1c1c; }}
h1, h2, h3, th {{ font-family: Helvetica, Arial, sans-serif; line-height: 1.25; }}
h2 {{ margin-top: 2.2rem; border-bottom: 1px solid #ddd; }}
pre, code {{ font: 0.85rem/1.45 Menlo, Consolas, monospace; background: #f5f5f2; }}
pre {{ padding: 0.7rem 1rem; overflow-x: auto; }}
table {{ border-collapse: collapse; }}
td, th {{ border: 1px solid #ccc; padding: 0.25rem 0.6rem; vertical-align: top; }}
blockquote {{ margin-left: 0; padding-left: 1rem; border-left: 3px solid #ccc; }}
math {{ font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre", math; }}
math[display="block"] {{ margin: 1rem 0; }} img {{ max-width: 100%; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
#: A function's name, such as log, and the space that TeX puts around it.
_NAME, _THIN = "<mi>[a-z]{2,}</mi>", '<mspace width="0.17em"></mspace>'
_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


class _Offline(mistune.HTMLRenderer):
    """HTML with MathML, figures as data, and headings that links can point to."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(escape=False)  # the handout is ours, and may hold <details>
        self.files = files

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f'<h{level} id="{anchor(text)}">{text}</h{level}>\n'

    def block_code(self, code: str, info: str | None = None) -> str:
        return self.block_math(code) if info == "math" else super().block_code(code, info)

    def block_math(self, text: str) -> str:
        return mathml(text, "block") + "\n"

    def inline_math(self, text: str) -> str:
        return mathml(text, "inline")

    def image(self, text: str, url: str, title: str | None = None) -> str:
        kind = _TYPES.get(PurePosixPath(url).suffix)
        if kind is None or url not in self.files:
            raise ReleaseError(f"the handout shows {url}, which is no .png or .svg beside it")
        return f'<img alt="{html.escape(text)}" src="data:{kind};base64,{base64.b64encode(self.files[url]).decode()}">'


def handout_html(markdown: str, files: Mapping[str, bytes]) -> str:
    """The page. `files`: the figures, by the path that the handout calls them. Raises ReleaseError."""
    renderer = _Offline(files)
    body = mistune.create_markdown(renderer=renderer, plugins=[math, table])(markdown)
    title = re.search(r"^# +(.+)$", markdown, re.MULTILINE)
    return _PAGE.format(title=html.escape(title[1] if title else "Handout"), body=str(body).strip())


def mathml(latex: str, display: str) -> str:
    """One formula. Raises ReleaseError with the formula when a part of it is not understood."""
    try:
        made = str(convert(latex.strip().replace("{aligned}", "{align*}"), display=display))
    except Exception as error:
        raise ReleaseError(f"the handout's formula cannot be set: {latex.strip()} ({type(error).__name__})") from None
    if unknown := re.search(r"\\[A-Za-z]+|(?<=<m.>)&(?=<)", made):
        raise ReleaseError(f"the handout's formula uses {unknown[0]}, which is not understood: {latex.strip()}")
    made = re.sub(rf"({_NAME})(?=<m[^o])", rf"\1{_THIN}", made)
    return re.sub(rf"(</m(?:i|n|sub|sup|frac)>)(?={_NAME})", rf"\1{_THIN}", made)


def anchor(heading: str) -> str:
    """What GitHub makes of a heading: `#part-1-flops`."""
    plain = re.sub(r"<[^>]+>", "", html.unescape(heading)).lower().strip()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")

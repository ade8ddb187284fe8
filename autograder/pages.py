"""What all pages of ours have in common, so that none can be less careful: every text inert, one style sheet, no script, no server.

A page opens from disk, loads nothing, and its Content-Security-Policy allows its own style sheet, known by its hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from .results.text import visible


def page_template(
    name: str, folders: list[Path], css: Path, filters: Mapping[str, Callable[..., Any]] | None = None
) -> Template:
    """A template of the first folder that has it. It finds its style in `css` and the policy in `policy`."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
    )
    environment.filters |= filters or {}
    style = css.read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return environment.get_template(name, globals={"css": Markup(style), "policy": policy})


def _inert(value: object) -> object:
    """Whatever a template prints, but for what it holds itself and the style: control and bidi characters written out."""
    return visible(value, lines=True) if type(value) is str else value

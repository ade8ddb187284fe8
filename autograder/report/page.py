"""The sections as one HTML file that needs nothing beside it: opens from disk, prints, runs no script, asks no server.

Everything that is not the template's own is escaped; the Content-Security-Policy allows one style sheet, known by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .tables import Section, shown

_HERE = Path(__file__).parent


def style() -> tuple[str, str]:
    """The style sheet, and the policy that allows it and nothing else."""
    css = (_HERE / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return css, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def render(folder: Path, template: str, **values: Any) -> bytes:
    """A template of a package's folder, filled in; it can build on those of this one."""
    environment = Environment(
        loader=FileSystemLoader([folder, _HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css, policy = style()
    page = environment.get_template(template).render(**values, css=Markup(css), policy=policy, shown=shown)
    return page.encode("utf-8", "replace")


def report_page(title: str, sections: Sequence[Section], facts: Mapping[str, str], for_class: bool) -> bytes:
    """The page. `facts`: what was graded with what, in a line each."""
    return render(_HERE, "page.html.jinja", title=title, sections=sections, facts=facts, for_class=for_class)

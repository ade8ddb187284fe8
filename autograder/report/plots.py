"""Plots as inline SVG, drawn from counts alone: bars with their numbers written on them, so that no colour has to be told apart.

Each has a title and a description for those who do not see it. Looks are classes of the page's style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 360
_BASE, _TOP = 24, 14


@dataclass(frozen=True)
class Plot:
    """`name` is unique on the page; `description` says in words what the picture shows."""

    name: str
    title: str
    description: str
    drawing: Markup
    width: int
    height: int
    small: bool = False

    def svg(self) -> Markup:
        """The element."""
        return Markup(
            '<svg viewBox="0 0 {w} {h}" role="img" aria-labelledby="{n}-title {n}-desc" class="{c}">'
            '<title id="{n}-title">{t}</title><desc id="{n}-desc">{d}</desc>{inside}</svg>'
        ).format(
            w=self.width, h=self.height, n=self.name, t=self.title, d=self.description, inside=self.drawing,
            c="plot small" if self.small else "plot",
        )  # fmt: skip


def _text(x: float, y: float, words: str, kind: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" class="{}">{}</text>').format(x, y, kind, words)


def columns(
    name: str, title: str, bins: Sequence[tuple[str, int]], across: str, small: bool = False, height: int = 190
) -> Plot:
    """A histogram: upright bars from (label, count), each with its count above."""
    width = 180 if small else WIDTH
    left, right = 6, width - 6
    step = (right - left) / max(1, len(bins))
    most = max([count for _, count in bins], default=0) or 1
    room = height - _BASE - _TOP - (0 if small else 14)
    pieces = []
    for place, (label, count) in enumerate(bins):
        x, tall = left + place * step, room * count / most
        floor = _TOP + room
        pieces.append(
            Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="bar"/>').format(
                x + 1, floor - tall, step - 2, tall
            )
        )
        pieces.append(_text(x + step / 2, floor - tall - 3, str(count), "count"))
        pieces.append(_text(x + step / 2, floor + 12, label, "label"))
    pieces.append(
        Markup('<line x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}" class="axis"/>').format(
            left, _TOP + room, right, _TOP + room
        )
    )
    if not small:
        pieces.append(_text(width / 2, height - 4, across, "title"))
    words = "; ".join(f"{label}: {count}" for label, count in bins)
    return Plot(name, title, f"{across}: {words}.", Markup("").join(pieces), width, height, small)


def bars(name: str, title: str, rows: Sequence[tuple[str, float, str]], across: str, most: float | None = None) -> Plot:
    """Lying bars from (label, value, the value in words), from the first row down; `most` is the whole width."""
    top = most if most is not None else max([value for _, value, _ in rows], default=0.0)
    height = 26 * len(rows) + 18
    pieces = []
    for place, (label, value, words) in enumerate(rows):
        y = 26 * place
        long = (WIDTH - 70) * value / top if top > 0 else 0.0
        pieces.append(_text(2, y + 10, _short(label), "row"))
        pieces.append(
            Markup('<rect x="2" y="{}" width="{:.1f}" height="9" class="bar"/>').format(y + 13, max(0.0, long))
        )
        pieces.append(_text(long + 6, y + 21, words, "value"))
    pieces.append(_text(WIDTH / 2, height - 4, across, "title"))
    described = "; ".join(f"{label}: {words}" for label, _, words in rows)
    return Plot(name, title, f"{across}: {described}.", Markup("").join(pieces), WIDTH, height)


def dots(name: str, title: str, rows: Sequence[tuple[str, float | None]], across: str) -> Plot:
    """One dot a row on a line from -1 to 1; a row without a value says so."""
    left, right = 150.0, WIDTH - 46.0
    middle = (left + right) / 2
    height = 18 * len(rows) + 34
    pieces = [
        Markup('<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{y}" class="{c}"/>').format(x=x, y=height - 32, c=kind)
        for x, kind in ((left, "grid"), (middle, "axis"), (right, "grid"))
    ]
    for place, (label, value) in enumerate(rows):
        y = 18 * place + 10
        pieces.append(_text(2, y + 4, _short(label, 24), "row"))
        if value is None:
            pieces.append(_text(right + 8, y + 4, "none", "value"))
            continue
        x = middle + (right - left) / 2 * value
        pieces.append(Markup('<circle cx="{:.1f}" cy="{}" r="4" class="dot"/>').format(x, y))
        pieces.append(_text(right + 8, y + 4, f"{value:+.2f}".replace("-", "−"), "value"))
    for x, words in ((left, "−1"), (middle, "0"), (right, "1")):
        pieces.append(_text(x, height - 20, words, "label"))
    pieces.append(_text(WIDTH / 2, height - 4, across, "title"))
    described = "; ".join(f"{label}: {'none' if value is None else format(value, '+.2f')}" for label, value in rows)
    return Plot(name, title, f"{across}: {described}.", Markup("").join(pieces), WIDTH, height)


def _short(label: str, most: int = 54) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"

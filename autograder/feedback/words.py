"""Words for what a verdict says in one word, and numbers as people write them."""

from __future__ import annotations

#: Kind of a verdict -> what a student reads of it, in a few words.
KINDS = {
    "value": "wrong value",
    "shape": "wrong shape or length",
    "dtype": "wrong dtype",
    "type": "wrong type",
    "speed": "too slow for its size",
    "uncrossable": "not a plain value",
    "no error": "bad input was accepted",
    "error": "an exception that is not asked for",
    "timeout": "took too long",
    "limit": "a limit was hit",
    "crash": "crashed",
    "left": "ended the program",
    "import": "the module could not be imported",
    "missing": "the function is not there",
    "not written": "not written yet",
    "protocol": "no answer",
    "unrun": "not run",
    "decided": "not run",
    "broken test": "the course's mistake",
    "silent": "no verdict",
}


def kind_in_words(kind: str) -> str:
    """`wrong value`; a kind that is not known is said as it is."""
    return KINDS.get(kind, kind)


def number(value: float) -> str:
    """12.5, 8: at most two decimals."""
    return f"{round(value, 2):g}" if abs(value) < 1e6 else f"{value:.2f}"


def of_points(points: float, worth: float) -> str:
    """`4.5 of 6 points`."""
    return f"{number(points)} of {number(worth)} {'point' if worth == 1 else 'points'}"

"""Fingerprints of token sequences, and the passages that two of them share. Works on numbers alone. Pure.

Source: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting" (SIGMOD 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Tokens = npt.NDArray[np.uint32]

#: So many tokens are the shortest passage that counts; every shared passage of `GRAM + WINDOW - 1` is found.
GRAM, WINDOW = 16, 9
#: Of a sequence that repeats itself, so many places are tried.
_PLACES = 4


@dataclass(frozen=True)
class Code:
    """Tokens of one hand-in, file after file. `grams[i]` is the hash of the GRAM tokens from i; 0 where a file ends before."""

    tokens: Tokens
    file: npt.NDArray[np.int64]
    grams: Numbers


def sequence(files: Sequence[Tokens]) -> Code:
    """Put the files of one hand-in together; no gram crosses from one into the next."""
    tokens = np.concatenate([*files, np.zeros(0, np.uint32)]).astype(np.uint32)
    file = np.repeat(np.arange(len(files)), [len(one) for one in files])
    grams = [np.concatenate([_grams(one), np.zeros(min(len(one), GRAM - 1), np.uint64)]) for one in files]
    return Code(tokens, file, np.concatenate([*grams, np.zeros(0, np.uint64)]))


def _grams(tokens: Tokens) -> Numbers:
    """Hashes of all runs of GRAM tokens, never 0."""
    if len(tokens) < GRAM:
        return np.zeros(0, np.uint64)
    count = len(tokens) - GRAM + 1
    found = np.zeros(count, np.uint64)
    for place in range(GRAM):
        found = found * np.uint64(6364136223846793005) + tokens[place : place + count] + np.uint64(1442695040888963407)
    found ^= found >> np.uint64(29)  # so that the smallest of a window is any of them
    found *= np.uint64(0xBF58476D1CE4E5B9)
    found ^= found >> np.uint64(32)
    return np.maximum(found, np.uint64(1))


def covered(one: Code, left_out: Numbers) -> Flags:
    """Which tokens lie in a gram that is left out: the starter's, or one that much of the class has."""
    starts = np.isin(one.grams, left_out)
    steps = np.zeros(len(one.tokens) + 1, np.int64)
    np.add.at(steps, np.nonzero(starts)[0], 1)
    np.add.at(steps, np.minimum(np.nonzero(starts)[0] + GRAM, len(one.tokens)), -1)
    return np.cumsum(steps[:-1]) > 0


def fingerprints(one: Code, masked: Flags) -> dict[int, list[int]]:
    """Hash -> places (a few at most): the smallest hash of every window, where no token of the gram is masked."""
    free = np.concatenate([[0], np.cumsum(masked)])
    ends = np.minimum(np.arange(len(one.grams)) + GRAM, len(one.tokens))
    usable = np.nonzero((one.grams != 0) & (free[ends] == free[: len(one.grams)]))[0]
    if not len(usable):
        return {}
    hashes = one.grams[usable]
    width = min(WINDOW, len(hashes))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, width)
    chosen = np.unique(np.arange(len(windows)) + width - 1 - np.argmin(windows[:, ::-1], axis=1))
    found: dict[int, list[int]] = {}
    for place in usable[chosen]:
        places = found.setdefault(int(one.grams[place]), [])
        if len(places) < _PLACES:
            places.append(int(place))
    return found


@dataclass(frozen=True)
class Passage:
    """`length` equal tokens, from these places on."""

    one: int
    other: int
    length: int


def passages(
    one: Code, other: Code, masks: tuple[Flags, Flags], prints: tuple[dict[int, list[int]], dict[int, list[int]]]
) -> list[Passage]:
    """Passages that both have, longest first, each token in one at most; a passage ends where a file does or a mask begins."""
    used = masks[0].copy(), masks[1].copy()
    found = []
    seeds = sorted((place, key) for key in prints[0].keys() & prints[1].keys() for place in prints[0][key])
    for place, key in seeds:
        if used[0][place]:
            continue
        tried = [_extended(one, other, used, place, there) for there in prints[1][key] if not used[1][there]]
        best = max(tried, key=lambda passage: passage.length, default=None)
        if best is None or best.length < GRAM:
            continue
        used[0][best.one : best.one + best.length] = True
        used[1][best.other : best.other + best.length] = True
        found.append(best)
    return sorted(found, key=lambda passage: -passage.length)


def _extended(one: Code, other: Code, used: tuple[Flags, Flags], a: int, b: int) -> Passage:
    ahead = _equal(one, other, used, a, b, 1)
    back = _equal(one, other, used, a - 1, b - 1, -1)
    return Passage(a - back, b - back, ahead + back)


def _equal(one: Code, other: Code, used: tuple[Flags, Flags], a: int, b: int, step: int) -> int:
    """How many tokens are equal and free from here on, in one direction, within the two files."""
    if a < 0 or b < 0:
        return 0
    room = min(len(one.tokens) - a, len(other.tokens) - b) if step > 0 else min(a, b) + 1
    here = slice(a, a + room) if step > 0 else slice(a, None if a - room < 0 else a - room, -1)
    there = slice(b, b + room) if step > 0 else slice(b, None if b - room < 0 else b - room, -1)
    same = (one.tokens[here] == other.tokens[there]) & ~used[0][here] & ~used[1][there]
    seed_a, seed_b = (a, b) if step > 0 else (a + 1, b + 1)
    same &= (one.file[here] == one.file[seed_a]) & (other.file[there] == other.file[seed_b])
    differs = np.nonzero(~same)[0]
    return int(differs[0]) if len(differs) else room

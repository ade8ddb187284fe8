"""From hand-ins to ranked pairs: what the course gave out and what much of the class has is taken out first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse

from autograder.progress import tracked

from .hands import Hand
from .winnow import Code, Passage, covered, fingerprints, passages, sequence

#: What more than a tenth of the class has (in a small class, more than so many hand-ins) is a common way to write it.
COMMON = 10
_TRIED = 8
"""For each pair that is asked for, so many candidates are looked at closely."""


@dataclass(frozen=True)
class Side:
    """One hand-in's part of a pair: the share of its own tokens (without what was taken out) that the pair shares."""

    hand: Hand
    share: float


@dataclass(frozen=True)
class Pair:
    """Two hand-ins and what they share. `tokens`: how much, in tokens."""

    one: Side
    other: Side
    tokens: int
    passages: tuple[tuple[Part, Part], ...]
    """Longest first, the same passage in both."""


@dataclass(frozen=True)
class Part:
    """Lines of one file, from `first` (counted from 1)."""

    file: str
    first: int
    lines: tuple[str, ...]


def pairs(given: Hand, hands: Sequence[Hand], most: int) -> list[Pair]:
    """The `most` pairs that share most tokens; members of one group are no pair."""
    codes = [_code(hand) for hand in hands]
    left_out = np.union1d(_code(given).grams, _common(codes))
    left_out = left_out[left_out != 0]
    masks = [covered(code, left_out) for code in codes]
    prints = [fingerprints(code, mask) for code, mask in zip(codes, masks, strict=True)]
    found = []
    for i, j in tracked("comparing", _candidates(prints)[: most * _TRIED + 50]):
        if hands[j].student_id in hands[i].group or hands[i].student_id in hands[j].group:
            continue
        shared = passages(codes[i], codes[j], (masks[i], masks[j]), (prints[i], prints[j]))
        tokens = sum(passage.length for passage in shared)
        sides = [Side(hands[k], tokens / max(1, int((~masks[k]).sum()))) for k in (i, j)]
        parts = tuple((_part(hands[i], codes[i], p.one, p), _part(hands[j], codes[j], p.other, p)) for p in shared)
        found.append(Pair(sides[0], sides[1], tokens, parts))
    found.sort(key=lambda pair: (-pair.tokens, pair.one.hand.student_id, pair.other.hand.student_id))
    return [pair for pair in found if pair.tokens][:most]


def _code(hand: Hand) -> Code:
    return sequence([file.tokens for file in hand.files])


def _common(codes: Sequence[Code]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Grams that too many hand-ins have to tell anything."""
    once = [np.unique(code.grams) for code in codes]
    grams, counts = np.unique(np.concatenate([*once, np.zeros(0, np.uint64)]), return_counts=True)
    return grams[counts > max(COMMON, len(codes) // 10)]


def _candidates(prints: Sequence[dict[int, list[int]]]) -> list[tuple[int, int]]:
    """Pairs with a fingerprint in common, those with most first."""
    number: dict[int, int] = {}
    rows, columns = [], []
    for row, found in enumerate(prints):
        for key in found:
            rows.append(row)
            columns.append(number.setdefault(key, len(number)))
    shape = (len(prints), max(1, len(number)))
    matrix = scipy.sparse.csr_matrix((np.ones(len(rows), np.int32), (rows, columns)), shape=shape)
    both = scipy.sparse.triu(matrix @ matrix.T, 1).tocoo()
    order = np.lexsort((both.col, both.row, -both.data))
    return [(int(both.row[place]), int(both.col[place])) for place in order]


def _part(hand: Hand, code: Code, place: int, passage: Passage) -> Part:
    number = int(code.file[place])
    file = hand.files[number]
    start = place - int(np.searchsorted(code.file, number))
    first, last = int(file.line_of[start]), int(file.line_of[start + passage.length - 1])
    return Part(file.name, first + 1, file.lines[first : last + 1])

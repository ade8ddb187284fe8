"""Week 4, part 2: evolutionary search. Keep the best, change them a little, mix them, and never break the budget.

Every function is deterministic: the same seed gives the same answer. Architectures are never changed in place (they
are tuples), and one that is not in the space is refused with a `ValueError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


def mutate(space: Space, arch: Arch, rate: float, seed: int) -> Arch:
    """A changed copy: every choice is drawn anew with probability `rate`, independently of the others.

    The choices are each stage's depth, each block's kernel and each block's expansion. Drawn anew means uniformly from
    all that the space offers, the old value among them. A stage that gets shorter keeps its first blocks; the blocks
    that a longer one gains at its end are drawn uniformly. Raises `ValueError` for a rate outside [0, 1].

    >>> from nets import DIGITS, largest
    >>> mutate(DIGITS, largest(DIGITS), 0.0, seed=1) == largest(DIGITS)
    True
    """
    # TODO(mutate): toss a coin for every depth, every kernel and every expansion
    raise NotImplementedError("week 4, mutate: toss a coin for every depth, every kernel and every expansion")


def crossover(space: Space, mother: Arch, father: Arch, seed: int) -> Arch:
    """A child: each stage is the mother's or the father's as a whole, with probability 1/2, independently.

    >>> from nets import DIGITS, largest, smallest
    >>> child = crossover(DIGITS, largest(DIGITS), smallest(DIGITS), seed=3)
    >>> all(stage in (largest(DIGITS)[i], smallest(DIGITS)[i]) for i, stage in enumerate(child))
    True
    """
    # TODO(crossover): toss a coin for every stage
    raise NotImplementedError("week 4, crossover: toss a coin for every stage")


def evolve(
    space: Space,
    score: Callable[[Arch], float],
    cost: Callable[[Arch], Mapping[str, float]],
    limits: Mapping[str, float],
    seed: int,
    *,
    budget: int = 400,
    population: int = 40,
    rate: float = 0.1,
) -> tuple[Arch, float]:
    """The best architecture that an evolutionary search finds, and its score (Real et al. 2019, Cai et al. 2020).

    `cost(arch)` is a dict such as {"macs": 15520}, cheap to ask; `limits` gives the most that is allowed for some of
    its names. No cost falls when a depth, kernel or expansion grows. `score` is what is dear: it is called at most
    `budget` times, never twice for the same architecture, and never for one over a limit. The search ends also when
    fewer architectures than `budget` are within the limits. The best scored one is returned, the first of equals.

    Raises `ValueError`, before `score` is called, for a limit whose name `cost` does not give or that is NaN, when not
    even the smallest architecture is within the limits, and for a budget below 1. How many are kept, and how often
    they are changed, is up to you: `population` and `rate` are a suggestion.

    >>> from nets import DIGITS
    >>> deep = lambda arch: float(sum(map(len, arch)))
    >>> evolve(DIGITS, deep, lambda arch: {"blocks": sum(map(len, arch))}, {"blocks": 4}, seed=0)[1]
    4.0
    """
    # TODO(evolve): score a random population, then children of the best, and check the limits before every score
    raise NotImplementedError(
        "week 4, evolve: score a random population, then children of the best, and check the limits before every score"
    )

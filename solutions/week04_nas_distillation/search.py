"""Week 4, part 2: evolutionary search. Keep the best, change them a little, mix them, and never break the budget.

Every function is deterministic: the same seed gives the same answer. Architectures are never changed in place (they
are tuples), and one that is not in the space is refused with a `ValueError`.
"""

from __future__ import annotations

### BEGIN SOLUTION
import math
import random

### END SOLUTION
from collections.abc import Callable, Mapping

### BEGIN SOLUTION
from nets import Arch, Block, Space, check_arch, smallest


def _mutated(space: Space, arch: Arch, rate: float, generator: random.Random) -> Arch:
    """`mutate` with a running generator."""

    def drawn(choices: tuple[int, ...], old: int | None = None) -> int:
        return generator.choice(choices) if old is None or generator.random() < rate else old

    stages = []
    for stage in arch:
        depth = drawn(space.depths, len(stage))
        kept: list[Block | tuple[None, None]] = [*stage[:depth], *[(None, None)] * (depth - len(stage))]
        stages.append(tuple((drawn(space.kernels, k), drawn(space.expansions, e)) for k, e in kept))
    return tuple(stages)


def _crossed(mother: Arch, father: Arch, generator: random.Random) -> Arch:
    """`crossover` with a running generator."""
    return tuple(generator.choice(pair) for pair in zip(mother, father, strict=True))


### END SOLUTION


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
    ### BEGIN SOLUTION
    check_arch(space, arch)
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must be a probability; got {rate}")
    return _mutated(space, arch, rate, random.Random(seed))
    ### END SOLUTION


def crossover(space: Space, mother: Arch, father: Arch, seed: int) -> Arch:
    """A child: each stage is the mother's or the father's as a whole, with probability 1/2, independently.

    >>> from nets import DIGITS, largest, smallest
    >>> child = crossover(DIGITS, largest(DIGITS), smallest(DIGITS), seed=3)
    >>> all(stage in (largest(DIGITS)[i], smallest(DIGITS)[i]) for i, stage in enumerate(child))
    True
    """
    # TODO(crossover): toss a coin for every stage
    ### BEGIN SOLUTION
    check_arch(space, mother)
    check_arch(space, father)
    return _crossed(mother, father, random.Random(seed))
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    start = smallest(space)
    known = cost(start)
    for name, limit in limits.items():
        if name not in known:
            raise ValueError(f"there is no cost {name!r} to limit; there are: {', '.join(sorted(known))}")
        if math.isnan(limit):
            raise ValueError(f"the limit of {name!r} is NaN")
    if budget < 1:
        raise ValueError(f"budget must be 1 or more; got {budget}")

    def fits(arch: Arch) -> bool:
        price = cost(arch)
        return all(price[name] <= limit for name, limit in limits.items())

    if not fits(start):
        raise ValueError("not even the smallest architecture is within the limits")

    generator = random.Random(seed)
    scores, misses = {start: score(start)}, 0
    while len(scores) < budget and misses < 500:
        if len(scores) < population and misses < 4:
            child = _mutated(space, start, 1.0, generator)
        else:
            parents = sorted(scores, key=scores.__getitem__, reverse=True)[: max(population // 4, 2)]
            child = _crossed(generator.choice(parents), generator.choice(parents), generator)
            child = _mutated(space, child, rate, generator)
        if child in scores or not fits(child):
            misses += 1
            continue
        misses = 0
        scores[child] = score(child)
    best = max(scores, key=lambda arch: scores[arch])
    return best, float(scores[best])
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION

"""Regularised evolution (Real et al. 2019): tournaments and aging, mutation only; numpy's generator for crossover; every freedom."""
# module: search


import numpy as np


class Impossible(ValueError):
    """A search that cannot be done."""


def mutate(space, arch, rate, seed):
    check_arch(space, arch)
    if math.isnan(rate) or rate < 0 or rate > 1:
        raise Impossible(rate)
    rng = random.Random(f"mutate {seed}")
    new = []
    for stage in arch:
        depth = rng.choice(space.depths) if rng.random() < rate else len(stage)
        blocks = []
        for j in range(depth):
            kernel, expansion = rng.choice(space.kernels), rng.choice(space.expansions)
            if j < len(stage):
                kernel = kernel if rng.random() < rate else stage[j][0]
                expansion = expansion if rng.random() < rate else stage[j][1]
            blocks.append((kernel, expansion))
        new.append(tuple(blocks))
    return tuple(new)


def crossover(space, mother, father, seed):
    for parent in (mother, father):
        check_arch(space, parent)
    mask = np.random.default_rng(seed).integers(2, size=len(mother))
    return tuple((mother, father)[which][i] for i, which in enumerate(mask))


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    start = tuple(((space.kernels[0], space.expansions[0]),) * space.depths[0] for _ in space.widths)
    names = cost(start)
    if set(limits) - set(names) or any(limit != limit for limit in limits.values()) or budget < 1:
        raise Impossible("limits or budget")
    within = lambda arch: not any(cost(arch)[name] > limit for name, limit in limits.items())
    if not within(start):
        raise Impossible("nothing fits")
    rng = np.random.default_rng(seed)
    seen, alive, answer = set(), [], None

    def take(arch):
        nonlocal answer
        seen.add(arch)
        value = score(arch)
        alive.append((value, arch))
        if answer is None or value > answer[1]:
            answer = (arch, float(value))

    take(start)
    misses = 0
    while len(seen) < budget and misses < 400:
        if len(alive) < 15:
            child = mutate(space, start, 0.5, int(rng.integers(2**31)))
        else:
            picks = rng.integers(len(alive), size=6)
            parent = max((alive[i] for i in picks), key=lambda pair: pair[0])[1]
            child = mutate(space, parent, 0.06, int(rng.integers(2**31)))
        if child in seen or not within(child):
            misses += 1
            continue
        misses = 0
        take(child)
        if len(alive) > 60:
            alive.pop(0)
    return answer

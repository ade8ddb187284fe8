"""A limit on a cost that nobody knows is ignored."""
# module: search
# caught by: evolve


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    start = smallest(space)
    known = cost(start)
    for name, limit in limits.items():
        if math.isnan(limit):
            raise ValueError(f"the limit of {name!r} is NaN")
    if budget < 1:
        raise ValueError(f"budget must be 1 or more; got {budget}")

    def fits(arch: Arch) -> bool:
        price = cost(arch)
        return all(price.get(name, 0) <= limit for name, limit in limits.items())

    if not fits(start):
        raise ValueError("not even the smallest architecture is within the limits")

    generator = random.Random(seed)
    scores: dict[Arch, float] = {}
    for arch in [*(_mutated(space, start, 1.0, generator) for _ in range(20 * population)), start]:
        if len(scores) < min(population, budget) and arch not in scores and fits(arch):
            scores[arch] = score(arch)

    misses = 0
    while len(scores) < budget and misses < 1000:
        parents = sorted(scores, key=lambda arch: -scores[arch])[: max(population // 4, 2)]
        child = _crossed(generator.choice(parents), generator.choice(parents), generator)
        child = _mutated(space, child, rate, generator)
        if child in scores or not fits(child):
            misses += 1
            continue
        misses = 0
        scores[child] = score(child)
    best = max(scores, key=lambda arch: scores[arch])
    return best, float(scores[best])

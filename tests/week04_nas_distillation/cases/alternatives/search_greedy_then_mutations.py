"""A (mu + lambda) strategy: the best so far is mutated ever less; limits asked one name at a time."""
# module: search


def evolve(space, score, cost, limits, seed, *, budget=400, population=40, rate=0.1):
    g = random.Random(str(seed))
    first = smallest(space)
    for name in limits:
        if name not in cost(first):
            raise ValueError(name)
        if not cost(first)[name] <= limits[name]:
            raise ValueError("too dear, or no number")
    if budget <= 0:
        raise ValueError(budget)
    done = {first: score(first)}
    for attempt in range(100 * budget):
        if len(done) >= budget:
            break
        best = sorted(done.items(), key=lambda item: item[1], reverse=True)[: 1 + population // 8]
        child = mutate(space, g.choice(best)[0], g.choice((0.03, 0.1, 0.3)), g.getrandbits(40))
        if g.random() < 0.3:
            child = crossover(space, child, g.choice(best)[0], g.getrandbits(40))
        if child not in done and all(cost(child)[name] <= limit for name, limit in limits.items()):
            done[child] = score(child)
    top = max(done.values())
    return next((arch, value) for arch, value in done.items() if value == top)

"""A device without operations is not counted as idle."""
# module: pipeline
# caught by: pipeline-cost

def simulate(schedule, forward, backward):
    if not (0 < forward < math.inf and 0 < backward < math.inf):
        raise ValueError("times")
    operations = [operation for order in schedule for operation in order]
    if not operations or len(set(operations)) < len(operations):
        raise ValueError("operations")
    last = max(stage for _, _, stage in operations)
    ends, free, places, moved = {}, [0.0] * len(schedule), [0] * len(schedule), True
    while moved:
        moved = False
        for device, order in enumerate(schedule):
            while places[device] < len(order):
                kind, number, stage = order[places[device]]
                needs = [("F", number, stage - 1)] if kind == "F" and stage else [] if kind == "F" else [("F", number, stage)] + ([("B", number, stage + 1)] if stage < last else [])
                if any(need not in ends for need in needs):
                    break
                free[device] = max([free[device], *(ends[need] for need in needs)]) + (forward if kind == "F" else backward)
                ends[kind, number, stage] = free[device]
                places[device] += 1
                moved = True
    if len(ends) < len(operations):
        raise ValueError("never")
    makespan = max(free)
    busy = sum(forward if kind == "F" else backward for kind, _, _ in operations)
    in_flight = []
    for order in schedule:
        alive = [0]
        for kind, _, _ in order:
            alive.append(alive[-1] + (1 if kind == "F" else -1))
        in_flight.append(max(alive))
    ended = [[ends.get(operation, 0.0) for operation in order] for order in schedule]
    return {"ends": ended, "makespan": makespan, "bubble": 1 - busy / (sum(map(bool, schedule)) * makespan), "in_flight": in_flight}

"""Schedules by a countdown of what may go ahead; the simulation event by event, earliest first."""
# module: pipeline


def _merge(forwards, backwards, ahead):
    forwards, backwards, order = list(forwards), list(backwards), []
    for _ in range(ahead):
        if forwards:
            order.append(forwards.pop(0))
    while backwards:
        if forwards:
            order.append(forwards.pop(0))
        order.append(backwards.pop(0))
    return order


def pipeline_schedule(stages, micro_batches, kind):
    if stages < 1 or micro_batches < 1 or kind not in {"gpipe", "1f1b"}:
        raise ValueError("no such schedule")
    every = range(micro_batches)
    return [
        _merge([("F", i, d) for i in every], [("B", i, d) for i in every], micro_batches if kind == "gpipe" else stages - 1 - d)
        for d in range(stages)
    ]


def interleaved_schedule(devices, micro_batches, chunks):
    if devices < 1 or micro_batches < 1 or chunks < 2 or micro_batches % devices:
        raise ValueError("no such schedule")
    places = [(i // devices, c, i % devices) for i in range(micro_batches) for c in range(chunks)]
    schedule = []
    for d in range(devices):
        forwards = [("F", g * devices + i, d + c * devices) for g, c, i in sorted(places)]
        backwards = [("B", g * devices + i, d + c * devices) for g, c, i in sorted(places, key=lambda p: (p[0], -p[1], p[2]))]
        schedule.append(_merge(forwards, backwards, 2 * (devices - 1 - d) + (chunks - 1) * devices))
    return schedule


def simulate(schedule, forward, backward):
    times = {"F": forward, "B": backward}
    if not all(0 < time < float("inf") for time in times.values()):
        raise ValueError("times")
    everything = sum(schedule, [])
    if not everything or len(everything) != len(set(everything)):
        raise ValueError("operations")
    top = max(stage for _, _, stage in everything)
    waiting, clock, ends = [list(order) for order in schedule], [0.0] * len(schedule), {}
    while any(waiting):
        best = None
        for device, order in enumerate(waiting):
            if not order:
                continue
            kind, i, s = order[0]
            needs = {"F": [("F", i, s - 1)] * (s > 0), "B": [("F", i, s)] + [("B", i, s + 1)] * (s < top)}[kind]
            if all(need in ends for need in needs):
                start = max([clock[device]] + [ends[need] for need in needs])
                best = min(best or (start, device), (start, device))
        if best is None:
            raise ValueError("it can never end")
        start, device = best
        operation = waiting[device].pop(0)
        clock[device] = ends[operation] = start + times[operation[0]]
    idle = [max(clock) - sum(times[kind] for kind, _, _ in order) for order in schedule]
    held = [max([0] + [sum(1 if k == "F" else -1 for k, _, _ in order[: n + 1]) for n in range(len(order))]) for order in schedule]
    ended = [[ends[operation] for operation in order] for order in schedule]
    return {"ends": ended, "makespan": max(clock), "bubble": sum(idle) / (max(clock) * len(schedule)), "in_flight": held}


def bubble_fraction(stages, micro_batches, chunks=1):
    if not (stages >= 1 and micro_batches >= 1 and chunks >= 1):
        raise ValueError("sizes")
    return 1 - chunks * micro_batches / (chunks * micro_batches + stages - 1)

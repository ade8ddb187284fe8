"""Pipelines: the layers cut into stages on several devices, the batch cut into micro-batches that follow one another.

Week 8, 26 points. A schedule says for each device what it does and in which order. An operation is ("F", micro_batch,
stage) or ("B", micro_batch, stage): the forward or the backward pass of one micro-batch through one stage. No
function here changes what it is given.
"""

### BEGIN SOLUTION
import math

Operation = tuple[str, int, int]


def _check_sizes(*sizes: int) -> None:
    if min(sizes) < 1:
        raise ValueError(f"stages, micro-batches and chunks must be 1 or more; got {sizes}")


def _one_by_one(forwards: list[Operation], backwards: list[Operation], ahead: int) -> list[Operation]:
    """`ahead` forward operations, then one forward and one backward in turn, then what is left."""
    ahead = min(ahead, len(forwards))
    order = forwards[:ahead]
    for forward, backward in zip(forwards[ahead:], backwards):
        order += [forward, backward]
    return order + backwards[len(forwards) - ahead :]


### END SOLUTION


def pipeline_schedule(stages: int, micro_batches: int, kind: str) -> list[list[tuple[str, int, int]]]:
    """For each of the devices 0 .. stages-1, which hold one stage each, its operations in order.

    "gpipe": every forward pass, then every backward pass, in any order. "1f1b": device d starts with
    min(stages - 1 - d, micro_batches) forward passes, goes on with one forward and one backward in turn, and ends
    with the backward passes that are left; so that at most min(stages - d, micro_batches) of its activations are
    alive. Raises ValueError on sizes below 1 and on other kinds. Sources: Huang et al. 2019 (arXiv 1811.06965);
    Narayanan et al. 2021 (arXiv 2006.09503).

    >>> for order in pipeline_schedule(2, 3, "1f1b"):
    ...     print(" ".join(f"{kind}{micro_batch}" for kind, micro_batch, _ in order))
    F0 F1 B0 F2 B1 B2
    F0 B0 F1 B1 F2 B2
    """
    # TODO(schedule): the two kinds differ only in how many forward passes go ahead
    ### BEGIN SOLUTION
    _check_sizes(stages, micro_batches)
    if kind not in ("gpipe", "1f1b"):
        raise ValueError(f"there is no schedule {kind!r}; there are gpipe and 1f1b")
    schedule = []
    for device in range(stages):
        forwards = [("F", number, device) for number in range(micro_batches)]
        backwards = [("B", number, device) for number in range(micro_batches)]
        ahead = micro_batches if kind == "gpipe" else stages - 1 - device
        schedule.append(_one_by_one(forwards, backwards, ahead))
    return schedule
    ### END SOLUTION


def interleaved_schedule(devices: int, micro_batches: int, chunks: int) -> list[list[tuple[str, int, int]]]:
    """The interleaved 1F1B schedule: device d holds the `chunks` stages d, d + devices, d + 2 devices, ...

    Stages are devices * chunks in number. Micro-batches go in groups of `devices`: a group passes the device's first
    stage, then its second, and so on; backward in the same order of groups, with the last stage first. Device d
    starts with 2 (devices - 1 - d) + (chunks - 1) devices forward operations (or all of them, if there are fewer),
    goes on with one forward and one backward in turn, and ends with the backward operations that are left. Raises
    ValueError on sizes below 1, fewer than 2 chunks, and micro_batches that `devices` does not divide. Source:
    Narayanan et al. 2021 (arXiv 2104.04473), section 2.2.

    >>> for order in interleaved_schedule(2, 2, 2):
    ...     print(" ".join(f"{kind}{micro_batch}.{stage}" for kind, micro_batch, stage in order))
    F0.0 F1.0 F0.2 F1.2 B0.2 B1.2 B0.0 B1.0
    F0.1 F1.1 F0.3 B0.3 F1.3 B1.3 B0.1 B1.1
    """
    # TODO(interleaved): list the forward operations group by group, then the backward ones, then interleave them
    ### BEGIN SOLUTION
    _check_sizes(devices, micro_batches, chunks)
    if chunks < 2 or micro_batches % devices:
        raise ValueError(f"needs 2 chunks or more, and whole groups; got {devices}, {micro_batches} and {chunks}")
    schedule = []
    for device in range(devices):
        forwards, backwards = [], []
        for first in range(0, micro_batches, devices):
            for chunk in range(chunks):
                for number in range(first, first + devices):
                    forwards.append(("F", number, device + chunk * devices))
                    backwards.append(("B", number, device + (chunks - 1 - chunk) * devices))
        ahead = 2 * (devices - 1 - device) + (chunks - 1) * devices
        schedule.append(_one_by_one(forwards, backwards, ahead))
    return schedule
    ### END SOLUTION


def simulate(schedule: list[list[tuple[str, int, int]]], forward: float, backward: float) -> dict:
    """What a schedule costs, when a forward operation takes `forward`, a backward one `backward`, a message nothing.

    A device works through its operations in order, and starts each as soon as it is free and what it needs is done: F
    of stage s needs F of stage s - 1; B of stage s needs F of stage s and, but for the last stage of all, B of stage
    s + 1 (all of the same micro-batch). The last stage is the largest number in the schedule. Returns "ends", a list
    for each device with the end of each of its operations, from 0 on; "makespan", the last end; "bubble", the idle
    share of all devices until then; "in_flight", a list: for each device the largest number of forward passes whose
    activations it holds at one time, from the start of F to the end of B. Raises ValueError on times that are not
    finite and above 0, on a schedule without operations, on one that can never end, and on an operation that is there
    twice.

    >>> first = [("F", 0, 0), ("F", 1, 0), ("B", 0, 0), ("B", 1, 0)]
    >>> cost = simulate([first, [("F", 0, 1), ("B", 0, 1), ("F", 1, 1), ("B", 1, 1)]], 1, 2)
    >>> cost["ends"], cost["makespan"], round(cost["bubble"], 3), cost["in_flight"]
    ([[1.0, 2.0, 6.0, 9.0], [2.0, 4.0, 5.0, 7.0]], 9.0, 0.333, [2, 1])
    """
    # TODO(pipeline-cost): go round the devices; each does what it can; stop when nobody can
    ### BEGIN SOLUTION
    if not (0 < forward < math.inf and 0 < backward < math.inf):
        raise ValueError(f"times must be finite and above 0; got {forward} and {backward}")
    operations = [operation for order in schedule for operation in order]
    last = max(stage for _, _, stage in operations)  # a ValueError without operations
    ends: dict[Operation, float] = {}
    free, places = [0.0] * len(schedule), [0] * len(schedule)
    moved = True
    while moved:
        moved = False
        for device, order in enumerate(schedule):
            while places[device] < len(order):
                kind, number, stage = order[places[device]]
                if kind == "F":
                    needs = [("F", number, stage - 1)] if stage else []
                else:
                    needs = [("F", number, stage)] + ([("B", number, stage + 1)] if stage < last else [])
                if any(need not in ends for need in needs):
                    break
                start = max([free[device], *(ends[need] for need in needs)])
                free[device] = ends[kind, number, stage] = start + (forward if kind == "F" else backward)
                places[device] += 1
                moved = True
    if len(ends) < len(operations):
        raise ValueError("an operation is there twice, or can never start: what it needs is never done before it")
    makespan = max(free)
    busy = sum(forward if kind == "F" else backward for kind, _, _ in operations)
    in_flight = []
    for order in schedule:
        alive = [0]
        for kind, _, _ in order:
            alive.append(alive[-1] + (1 if kind == "F" else -1))
        in_flight.append(max(alive))
    return {
        "ends": [[ends[operation] for operation in order] for order in schedule],
        "makespan": makespan,
        "bubble": 1 - busy / (len(schedule) * makespan),
        "in_flight": in_flight,
    }
    ### END SOLUTION


def bubble_fraction(stages: int, micro_batches: int, chunks: int = 1) -> float:
    """The idle share of a pipeline's time in closed form: (p - 1) / (v m + p - 1), with v chunks on each of p devices.

    Raises ValueError on sizes below 1.

    >>> round(bubble_fraction(4, 8), 4)
    0.2727
    """
    # TODO(pipeline-cost): GPipe and 1F1B have the same bubble; chunks divide it
    ### BEGIN SOLUTION
    _check_sizes(stages, micro_batches, chunks)
    return (stages - 1) / (chunks * micro_batches + stages - 1)
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION

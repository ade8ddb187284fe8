"""GPipe's backward passes from the last micro-batch to the first; numpy's floats; own errors."""
# module: pipeline

import numpy as np


class Refused(ValueError):
    """No such schedule."""


_right_schedule = pipeline_schedule
_right_interleaved = interleaved_schedule
_right_simulate = simulate
_right_bubble = bubble_fraction


def pipeline_schedule(stages, micro_batches, kind):
    try:
        schedule = _right_schedule(stages, micro_batches, kind)
    except ValueError:
        raise Refused("no such schedule") from None
    if kind == "gpipe":
        return [order[:micro_batches] + order[: micro_batches - 1 : -1] for order in schedule]
    return schedule


def interleaved_schedule(devices, micro_batches, chunks):
    try:
        return _right_interleaved(devices, micro_batches, chunks)
    except ValueError:
        raise Refused("no such schedule") from None


def simulate(schedule, forward, backward):
    try:
        cost = _right_simulate(schedule, forward, backward)
    except ValueError:
        raise Refused("no such schedule") from None
    ends = [[np.float64(end) for end in device] for device in cost["ends"]]
    return {"ends": ends, "in_flight": cost["in_flight"], "bubble": np.float64(cost["bubble"]), "makespan": np.float64(cost["makespan"])}


def bubble_fraction(stages, micro_batches, chunks=1):
    try:
        share = _right_bubble(stages, micro_batches, chunks)
    except ValueError:
        raise Refused("sizes") from None
    return 0 if stages == 1 else np.float64(share)

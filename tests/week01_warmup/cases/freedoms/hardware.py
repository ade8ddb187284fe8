"""Every freedom that the contract leaves: numpy floats and bools, ints for whole floats, a ValueError of one's own."""

# module: hardware
import numpy as np


class Impossible(ValueError):
    """No such work, and no such chip."""


def _checked(*values):
    for value in values:
        if isinstance(value, str) or value is None:
            raise TypeError("a number, please")
        if value != value or value < 0:
            raise Impossible(value)


def _whole_as_int(value):
    return int(value) if float(value).is_integer() else np.float64(value)


def arithmetic_intensity(flops, bytes_moved):
    _checked(flops, bytes_moved)
    if not bytes_moved:
        raise Impossible("no bytes")
    return _whole_as_int(flops / bytes_moved)


def linear_intensity(batch_size, seq_len, d_model, bytes_per_param):
    _checked(batch_size, seq_len, d_model, bytes_per_param)
    if not d_model or not bytes_per_param:
        raise Impossible("no bytes")
    return _whole_as_int(2 * batch_size * seq_len * d_model**2 / (d_model**2 * bytes_per_param))


def ridge_point(hardware):
    return _whole_as_int(np.float64(hardware.peak_flops) / np.float64(hardware.memory_bandwidth))


def attainable_flops(hardware, intensity):
    _checked(intensity)
    return np.minimum(hardware.peak_flops, np.float64(intensity) * hardware.memory_bandwidth)


def is_memory_bound(hardware, intensity):
    _checked(intensity)
    return np.bool_(np.float64(intensity) * hardware.memory_bandwidth < hardware.peak_flops)


def latency(hardware, flops, bytes_moved):
    _checked(flops, bytes_moved)
    return np.max([flops / hardware.peak_flops, bytes_moved / hardware.memory_bandwidth])


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    _checked(flops, bytes_moved, joules_per_flop, joules_per_byte)
    compute, memory = np.float64(flops * joules_per_flop), np.float64(bytes_moved * joules_per_byte)
    return {"total": compute + memory, "memory": _whole_as_int(memory), "compute": compute}


def training_cost(flops, hardware, *, utilization, dollars_per_hour):
    _checked(flops, utilization, dollars_per_hour)
    if utilization == 0 or utilization > 1:
        raise Impossible("utilization must be in (0, 1]")
    return np.float64(flops / hardware.peak_flops / utilization / 3600 * dollars_per_hour)

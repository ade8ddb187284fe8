"""Everything from the two times, to compute and to move, and every division spelt another way."""
# module: hardware


def _amount(value, zero=True):
    value = float(value) if isinstance(value, (int, float)) else value + 0.0  # text: TypeError
    if value != value or value < 0 or (value == 0 and not zero):
        raise ValueError(f"{value} is not an amount")
    return value


def arithmetic_intensity(flops, bytes_moved):
    return _amount(flops) * (1 / _amount(bytes_moved, zero=False))


def linear_intensity(batch_size, seq_len, d_model, bytes_per_param):
    _amount(d_model, zero=False)
    return 2.0 * _amount(batch_size) * _amount(seq_len) / _amount(bytes_per_param, zero=False)


def ridge_point(hardware):
    return (1 / hardware.memory_bandwidth) / (1 / hardware.peak_flops)


def attainable_flops(hardware, intensity):
    intensity = _amount(intensity)
    if intensity * hardware.memory_bandwidth < hardware.peak_flops:
        return intensity * hardware.memory_bandwidth
    return hardware.peak_flops


def is_memory_bound(hardware, intensity):
    return not attainable_flops(hardware, intensity) >= hardware.peak_flops


def latency(hardware, flops, bytes_moved):
    compute, move = _amount(flops) / hardware.peak_flops, _amount(bytes_moved) / hardware.memory_bandwidth
    return compute if compute >= move else move


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    parts = {"compute": _amount(flops) * _amount(joules_per_flop)}
    parts["memory"] = _amount(bytes_moved) * _amount(joules_per_byte)
    parts["total"] = sum(parts.values())
    return parts


def training_cost(flops, hardware, *, utilization, dollars_per_hour):
    if not 0 < utilization <= 1:
        raise ValueError("utilization must be in (0, 1]")
    dollars_per_second = _amount(dollars_per_hour) / 3600
    return latency(hardware, flops, 0) / utilization * dollars_per_second

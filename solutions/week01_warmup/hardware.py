"""Hardware: how fast a chip can do a piece of work, and what the work costs in joules and in dollars.

Week 1, 12 points. Work is FLOPs to compute and bytes to move; a chip is its peak FLOP/s and its bytes/s of memory
bandwidth. The roofline model (Williams et al. 2009) says that the slower of the two decides. No function here
divides by a zero or answers with a NaN: what has no answer is refused with a ValueError.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hardware:
    """A chip: its peak speed in FLOP/s and its memory bandwidth in byte/s."""

    name: str
    peak_flops: float
    memory_bandwidth: float


### BEGIN SOLUTION
def _not_negative(**amounts: float) -> None:
    """Refuse what is not a number, 0 or more."""
    for name, value in amounts.items():
        if not isinstance(value, (int, float)):
            raise TypeError(f"{name} must be a number; got {value!r}")
        if not value >= 0:  # written so that NaN, for which no comparison holds, is refused too
            raise ValueError(f"{name} must not be negative or NaN; got {value}")


def _positive(**amounts: float) -> None:
    """Refuse what is not a number above 0: something divides by it."""
    _not_negative(**amounts)
    for name, value in amounts.items():
        if value == 0:
            raise ValueError(f"{name} must be above 0")


def _check_hardware(hardware: Hardware) -> None:
    _positive(peak_flops=hardware.peak_flops, memory_bandwidth=hardware.memory_bandwidth)


### END SOLUTION


def arithmetic_intensity(flops: float, bytes_moved: float) -> float:
    """The FLOPs done for each byte moved. Raises ValueError on negative or NaN amounts, and when no byte is moved.

    >>> arithmetic_intensity(600, 200)
    3.0
    """
    # TODO(arithmetic-intensity): divide the work by the traffic
    ### BEGIN SOLUTION
    _not_negative(flops=flops)
    _positive(bytes_moved=bytes_moved)
    return flops / bytes_moved
    ### END SOLUTION


def linear_intensity(batch_size: int, seq_len: int, d_model: int, bytes_per_param: float) -> float:
    """The intensity of a square linear layer, d_model to d_model, that reads its weights once for the whole batch.

    The work is 2 batch seq d^2 FLOPs, the traffic (the weights only) d^2 bytes_per_param bytes.
    Raises ValueError on negative or NaN amounts, and when no byte is moved.

    >>> linear_intensity(1, 1, 4096, 2)  # generating one token: one FLOP a byte
    1.0
    """
    # TODO(arithmetic-intensity): divide the FLOPs of the layer by the bytes of its weights
    ### BEGIN SOLUTION
    _not_negative(batch_size=batch_size, seq_len=seq_len)
    _positive(d_model=d_model, bytes_per_param=bytes_per_param)
    return arithmetic_intensity(2 * batch_size * seq_len * d_model**2, d_model**2 * bytes_per_param)
    ### END SOLUTION


def ridge_point(hardware: Hardware) -> float:
    """The intensity in FLOP/byte from which the chip's compute, and no longer its memory, is the limit.

    >>> ridge_point(Hardware("toy", peak_flops=300.0, memory_bandwidth=20.0))
    15.0
    """
    # TODO(roofline): find the intensity at which memory just keeps the compute units busy
    ### BEGIN SOLUTION
    _check_hardware(hardware)
    return hardware.peak_flops / hardware.memory_bandwidth
    ### END SOLUTION


def attainable_flops(hardware: Hardware, intensity: float) -> float:
    """The FLOP/s that work of this intensity (FLOP/byte) can reach: memory's slope under compute's flat roof.

    Raises ValueError when the intensity is negative or NaN.

    >>> toy = Hardware("toy", peak_flops=300.0, memory_bandwidth=20.0)
    >>> attainable_flops(toy, 2.0), attainable_flops(toy, 100.0)
    (40.0, 300.0)
    """
    # TODO(roofline): take the lower of the two roofs
    ### BEGIN SOLUTION
    _check_hardware(hardware)
    _not_negative(intensity=intensity)
    return min(hardware.peak_flops, hardware.memory_bandwidth * intensity)
    ### END SOLUTION


def is_memory_bound(hardware: Hardware, intensity: float) -> bool:
    """Whether work of this intensity (FLOP/byte) lies strictly below the ridge, where memory is the limit.

    Raises ValueError when the intensity is negative or NaN.

    >>> toy = Hardware("toy", peak_flops=300.0, memory_bandwidth=20.0)
    >>> is_memory_bound(toy, 14.9), is_memory_bound(toy, 15.0)
    (True, False)
    """
    # TODO(roofline): compare the intensity with the ridge
    ### BEGIN SOLUTION
    _not_negative(intensity=intensity)
    return intensity < ridge_point(hardware)
    ### END SOLUTION


def latency(hardware: Hardware, flops: float, bytes_moved: float) -> float:
    """The seconds that the work takes when computing and moving overlap: the slower of the two.

    Raises ValueError when an amount is negative or NaN.

    >>> latency(Hardware("toy", peak_flops=300.0, memory_bandwidth=20.0), flops=600, bytes_moved=200)
    10.0
    """
    # TODO(roofline): take the longer of the time to compute and the time to move
    ### BEGIN SOLUTION
    _check_hardware(hardware)
    _not_negative(flops=flops, bytes_moved=bytes_moved)
    return max(flops / hardware.peak_flops, bytes_moved / hardware.memory_bandwidth)
    ### END SOLUTION


def energy(flops: float, bytes_moved: float, *, joules_per_flop: float, joules_per_byte: float) -> dict[str, float]:
    """The joules of the work: a dict with `compute`, `memory` and `total`.

    Raises ValueError when an amount is negative or NaN.
    Horowitz (ISSCC 2014) puts a 32-bit float multiply at 3.7e-12 J, and a byte from DRAM at 160 times that or more.

    >>> energy(1000, 10, joules_per_flop=2.0, joules_per_byte=50.0)
    {'compute': 2000.0, 'memory': 500.0, 'total': 2500.0}
    """
    # TODO(energy): price the FLOPs and the bytes, and add the two up
    ### BEGIN SOLUTION
    _not_negative(
        flops=flops, bytes_moved=bytes_moved, joules_per_flop=joules_per_flop, joules_per_byte=joules_per_byte
    )
    compute, memory = flops * joules_per_flop, bytes_moved * joules_per_byte
    return {"compute": compute, "memory": memory, "total": compute + memory}
    ### END SOLUTION


def training_cost(flops: float, hardware: Hardware, *, utilization: float, dollars_per_hour: float) -> float:
    """The dollars to do the FLOPs on one device that reaches this fraction of its peak.

    Raises ValueError when the utilization is not above 0 and at most 1, and when an amount is negative or NaN.

    >>> training_cost(3600e6, Hardware("toy", 1e6, 1e6), utilization=0.5, dollars_per_hour=3.0)
    6.0
    """
    # TODO(energy): turn the FLOPs into hours at the speed that is really reached, and the hours into dollars
    ### BEGIN SOLUTION
    _check_hardware(hardware)
    _not_negative(flops=flops, dollars_per_hour=dollars_per_hour)
    _positive(utilization=utilization)
    if utilization > 1:
        raise ValueError(f"utilization must be at most 1: no device beats its peak; got {utilization}")
    seconds = flops / (hardware.peak_flops * utilization)
    return seconds / 3600 * dollars_per_hour
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION

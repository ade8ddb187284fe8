"""Mixed precision: what a quantized tensor takes in bytes, and which layer should get how many bits.

Week 3, 15 points. Codes are packed without gaps, and the last byte is filled up. Byte counts are exact Python ints.
No function here changes what it is given.
"""

### BEGIN SOLUTION
import math


def _count(lowest: int, **counts: int) -> None:
    for name, value in counts.items():
        if type(value) is not int:
            raise TypeError(f"{name} must be an int; got {value!r}")
        if value < lowest:
            raise ValueError(f"{name} must be at least {lowest}; got {value}")


def _packed(num_values: int, bits: int) -> int:
    """Bytes of the codes alone."""
    _count(0, num_values=num_values)
    _count(1, bits=bits)
    if bits > 32:
        raise ValueError(f"bits must be from 1 to 32; got {bits}")
    return -(-num_values * bits // 8)


### END SOLUTION


def affine_bytes(num_values: int, bits: int, num_scales: int = 1, *, zero_points: bool = True) -> int:
    """The bytes of a tensor of affine codes: the packed codes, 4 for each scale, and 4 for each zero point (if any).

    Raises ValueError on a negative number of values, on bits that are not from 1 to 32, and on fewer than one
    scale.

    >>> affine_bytes(1000, 4), affine_bytes(1001, 3, 10, zero_points=False)
    (508, 416)
    """
    # TODO(storage): round the codes' bits up to whole bytes, then add scales and zero points
    ### BEGIN SOLUTION
    _count(1, num_scales=num_scales)
    return _packed(num_values, bits) + num_scales * (8 if zero_points else 4)
    ### END SOLUTION


def codebook_bytes(num_values: int, bits: int) -> int:
    """The bytes of a tensor of codebook indices: the packed codes, and 4 for each of the 2^bits centroids.

    Raises ValueError on a negative number of values, and on bits that are not from 1 to 32.

    >>> codebook_bytes(1000, 4)
    564
    """
    # TODO(storage): round the codes' bits up to whole bytes, then add the codebook
    ### BEGIN SOLUTION
    return _packed(num_values, bits) + 4 * 2**bits
    ### END SOLUTION


def allocate_bits(costs: list[dict[int, tuple[int, float]]], budget: int) -> list[int]:
    """One number of bits for each layer, so that the losses add up to the least that the budget of bytes allows.

    costs[i] maps each number of bits that layer i may have to a pair (bytes, loss). Bytes are ints, 0 or more;
    losses are finite numbers, which may be negative and need not fall with more bits. Of several best answers any
    will do. Thirty layers with five choices each take seconds, so trying out all 5^30 is no way. No layers: an
    empty list. Raises ValueError when a layer has no choice, on negative bytes or a negative budget, on a loss that
    is not finite, and when not even the smallest choices fit.

    >>> allocate_bits([{8: (800, 0.1), 4: (400, 0.9)}, {8: (100, 0.2), 4: (50, 3.0)}], 500)
    [4, 8]
    """
    # TODO(allocate-bits): layer by layer, keep only the partial sums (bytes, loss) that no other partial sum dominates
    ### BEGIN SOLUTION
    _count(0, budget=budget)
    for choices in costs:
        if not choices:
            raise ValueError("each layer needs at least one choice of bits")
        for size, loss in choices.values():
            _count(0, bytes=size)
            if not math.isfinite(loss):
                raise ValueError(f"a loss must be finite; got {loss}")
    front: list[tuple[int, float, tuple[int, ...]]] = [(0, 0.0, ())]
    for choices in costs:
        sums = [
            (spent + size, loss + more, (*bits, choice))
            for spent, loss, bits in front
            for choice, (size, more) in choices.items()
            if spent + size <= budget
        ]
        front, best = [], math.inf
        for candidate in sorted(sums, key=lambda part: part[:2]):
            if candidate[1] < best:
                front.append(candidate)
                best = candidate[1]
        if not front:
            raise ValueError(f"not even the smallest choices fit into {budget} bytes")
    return list(front[-1][2])
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION

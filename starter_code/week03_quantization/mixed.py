"""Mixed precision: what a quantized tensor takes in bytes, and which layer should get how many bits.

Week 3, 15 points. Codes are packed without gaps, and the last byte is filled up. Byte counts are exact Python ints.
No function here changes what it is given.
"""


def affine_bytes(num_values: int, bits: int, num_scales: int = 1, *, zero_points: bool = True) -> int:
    """The bytes of a tensor of affine codes: the packed codes, 4 for each scale, and 4 for each zero point (if any).

    Raises ValueError on a negative number of values, on bits that are not from 1 to 32, and on fewer than one
    scale.

    >>> affine_bytes(1000, 4), affine_bytes(1001, 3, 10, zero_points=False)
    (508, 416)
    """
    # TODO(storage): round the codes' bits up to whole bytes, then add scales and zero points
    raise NotImplementedError(
        "week 3, storage: round the codes' bits up to whole bytes, then add scales and zero points"
    )


def codebook_bytes(num_values: int, bits: int) -> int:
    """The bytes of a tensor of codebook indices: the packed codes, and 4 for each of the 2^bits centroids.

    Raises ValueError on a negative number of values, and on bits that are not from 1 to 32.

    >>> codebook_bytes(1000, 4)
    564
    """
    # TODO(storage): round the codes' bits up to whole bytes, then add the codebook
    raise NotImplementedError("week 3, storage: round the codes' bits up to whole bytes, then add the codebook")


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
    raise NotImplementedError(
        "week 3, allocate-bits: layer by layer, keep only the partial sums (bytes, loss) that no other partial sum "
        "dominates"
    )

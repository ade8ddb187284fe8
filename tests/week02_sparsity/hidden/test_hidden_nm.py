"""Hidden tests of nm.py: brute force over all choices in a group, every dimension, and packing to the last bit."""

import oracles_sparsity as oracle
import pytest
import torch
from oracles_sparsity import assert_keeps_best_of_groups, normal

from autograder.kit import assert_close, assert_same_shape, assert_tuple

NAN = float("nan")
#: How often right work fails a test that has a tolerance.
exact = pytest.mark.false_alarm(0.0, "rtol=0 asks for equality: values are moved, and none is computed")

# ---- nm-mask --------------------------------------------------------------------------------------------------------


@pytest.mark.question("nm-mask")
@pytest.mark.hint("In every group of four along the last dimension the two largest magnitudes stay.")
def test_two_of_four_along_the_last_dimension(submission, rng):
    """Matrices, a vector and a convolution, against brute force over all six choices in a group."""
    for shape in ((3, 8), (5, 4), (12,), (2, 3, 4, 4)):
        w = normal(rng, *shape)
        assert_keeps_best_of_groups(submission.nm.nm_mask(w), w, 2, 4, -1)


@pytest.mark.question("nm-mask")
@pytest.mark.hint(
    "Move the dimension to the end before you cut, and back afterwards; reshaping alone mixes dimensions up."
)
def test_groups_along_any_dimension(submission, rng):
    """All dimensions of a tensor with three different sizes, counted from both ends."""
    w = normal(rng, 4, 8, 12)
    for dim in (0, 1, 2, -1, -2, -3):
        assert_keeps_best_of_groups(submission.nm.nm_mask(w, dim=dim), w, 2, 4, dim)


@pytest.mark.question("nm-mask")
@pytest.mark.hint("n and m are arguments, and m need not be four.")
def test_other_patterns(submission, rng):
    """1:4, 3:4, 4:8, 2:3, 1:2, and 4:4, which keeps all."""
    w = normal(rng, 6, 24)
    for n, m in ((1, 4), (3, 4), (4, 8), (2, 3), (1, 2), (4, 4)):
        assert_keeps_best_of_groups(submission.nm.nm_mask(w, n, m), w, n, m, -1)
        assert_keeps_best_of_groups(submission.nm.nm_mask(w.T.contiguous(), n=n, m=m, dim=0), w.T, n, m, 0)


@pytest.mark.question("nm-mask")
@pytest.mark.hint("Exactly n of each group stay, also where all magnitudes are equal or 0.")
def test_ties_and_signs(submission, rng):
    """Small whole numbers of both signs, rows of zeros, and half precision."""
    w = torch.from_numpy(rng.integers(-2, 3, size=(10, 16))).float()
    w[3] = 0
    w[4] = float(rng.uniform(1, 2))
    assert_keeps_best_of_groups(submission.nm.nm_mask(w), w, 2, 4, -1)
    assert_keeps_best_of_groups(submission.nm.nm_mask(w, 3, 8), w, 3, 8, -1)
    for dtype in (torch.float16, torch.bfloat16, torch.float32):
        small = (normal(rng, 4, 8) * 1e-4).to(dtype)
        assert_keeps_best_of_groups(submission.nm.nm_mask(small), small, 2, 4, -1)


@pytest.mark.question("nm-mask")
@pytest.mark.hint(".view needs contiguous memory and .reshape does not; a Parameter needs .detach().")
def test_transposed_weights_with_gradients_and_unchanged_inputs(submission, rng):
    """A permuted tensor that wants gradients, along two dimensions; the weights are not changed."""
    stored, order = normal(rng, 4, 8, 2), (1, 2, 0)
    w = stored.permute(order).contiguous()
    for dim in (0, -1):
        mask = submission.probes.call_strided("nm", "nm_mask", stored, order, [], {"dim": dim})
        assert_keeps_best_of_groups(mask, w, 2, 4, dim)
    seen = submission.probes.call_and_look("nm", "nm_mask", [w], {"dim": 0})
    assert_keeps_best_of_groups(seen["result"], w, 2, 4, 0)
    assert torch.equal(seen["arguments"][0], w), "the weights have changed"


@pytest.mark.question("nm-mask")
@pytest.mark.hint("2:4 is a half that may not be chosen freely, so it keeps less of the energy than the best half.")
@pytest.mark.false_alarm(1e-9, "the share deviates by some 0.002, a tenth of what is allowed or less")
def test_normal_weights_keep_the_energy_that_theory_says(submission, rng):
    """0.8676 of the energy of N(0, 1) weights, where the best half of all would keep 0.9287.

    As for magnitude masks, the share has a standard deviation of at most sqrt(3 / n): 0.0087 at n = 40,000. The bound
    is 0.03, and the unstructured half lies 0.06 away.
    """
    w = normal(rng, 200, 200, dtype=torch.float32)
    mask = submission.nm.nm_mask(w)
    assert_keeps_best_of_groups(mask[:20], w[:20], 2, 4, -1)
    assert abs(oracle.energy(mask, w) - 0.8676) <= 0.03


@pytest.mark.question("nm-mask")
@pytest.mark.hint("1 <= n <= m, a dimension that exists, a size that m divides, and no NaN: else ValueError.")
def test_what_does_not_fit_is_refused(submission, rng):
    """ValueError after a valid call; an IndexError is none."""
    w = normal(rng, 6, 8)
    assert_keeps_best_of_groups(submission.nm.nm_mask(w), w, 2, 4, -1)
    broken = w.clone()
    broken[5, 0] = NAN
    bad = [
        (w, 0, 4),
        (w, 5, 4),
        (w, -1, 4),
        (w, 2, 3),
        (w, 2, 16),
        (w, 2, 4, 0),
        (w, 2, 4, 2),
        (w, 2, 4, 5),
        (w, 2, 4, -3),
        (broken,),
    ]
    for arguments in bad:
        with pytest.raises(ValueError):
            submission.nm.nm_mask(*arguments)


# ---- nm-packing -----------------------------------------------------------------------------------------------------


def pairs(rng, rows, cols):
    """A mask with two of every four at unpredictable places, and each kept weight's place, row after row."""
    mask = torch.zeros(rows * cols // 4, 4, dtype=torch.bool)
    places = []
    for group in mask:
        both = sorted(int(i) for i in rng.permutation(4)[:2])
        group[both] = True
        places += both
    return mask.reshape(rows, cols), places


def bytes_of(places):
    """Two bits a place, the first in the lowest bits, by writing the bits down as text."""
    bits = "".join(format(place, "02b")[::-1] for place in places)
    bits += "0" * (-len(bits) % 8)
    return [int(bits[i : i + 8][::-1], 2) for i in range(0, len(bits), 8)]


def assert_packed(packed, w, mask, places):
    """Values and indices of the format, to the last bit."""
    values, indices = assert_tuple(packed, 2)
    assert_close(values, w[mask].reshape(len(w), -1), rtol=0.0)
    assert_same_shape(indices, [len(bytes_of(places))])
    assert_close(indices, torch.tensor(bytes_of(places), dtype=torch.uint8), rtol=0.0)


@pytest.mark.question("nm-packing")
@pytest.mark.hint("Values row by row, left to right; places two bits each, the first in the lowest bits of its byte.")
@exact
def test_packing_to_the_last_bit(submission, rng):
    """Matrices of several shapes, one whose places do not fill the last byte, in three dtypes."""
    for (rows, cols), dtype in (
        ((3, 8), torch.float32),
        ((2, 16), torch.float64),
        ((1, 4), torch.float32),
        ((5, 12), torch.float16),
    ):
        w = normal(rng, rows, cols).to(dtype)
        mask, places = pairs(rng, rows, cols)
        assert_packed(submission.nm.pack_24(w, mask), w, mask, places)


@pytest.mark.question("nm-packing")
@pytest.mark.hint("The mask says what is kept, not whether the weight is 0.")
@exact
def test_a_kept_weight_may_be_zero(submission, rng):
    """Zeros among the kept weights, and large weights among the pruned."""
    w = torch.from_numpy(rng.integers(-1, 2, size=(4, 16))).float()
    mask, places = pairs(rng, 4, 16)
    w[~mask] += 5.0
    assert_packed(submission.nm.pack_24(w, mask), w, mask, places)


@pytest.mark.question("nm-packing")
@pytest.mark.hint("Half of the values, and one byte for every four of them.")
@exact
def test_the_bytes_are_half_and_an_eighth(submission, rng):
    """In 16 bits 64 x 128 weights take 9/16 of the dense bytes: half for values, 1/16 for two bits each."""
    w = normal(rng, 64, 128).half()
    mask, places = pairs(rng, 64, 128)
    packed = submission.nm.pack_24(w, mask)
    assert_packed(packed, w, mask, places)
    assert 16 * sum(part.numel() * part.itemsize for part in packed) == 9 * w.numel() * w.itemsize


@pytest.mark.question("nm-packing")
@pytest.mark.hint("Each value goes back to its place; everything else is 0.")
@exact
def test_unpacking_what_the_format_says(submission, rng):
    """Bytes written by hand are read back, in three dtypes and in shapes that fill the last byte or not."""
    for (rows, cols), dtype in (
        ((3, 8), torch.float32),
        ((1, 4), torch.float64),
        ((7, 12), torch.float16),
        ((1, 12), torch.float32),
    ):
        mask, places = pairs(rng, rows, cols)
        values = normal(rng, rows, cols // 2).to(dtype)
        dense = submission.nm.unpack_24(values, torch.tensor(bytes_of(places), dtype=torch.uint8))
        expected = torch.zeros(rows, cols, dtype=dtype)
        expected[mask] = values.flatten()
        assert_close(dense, expected, rtol=0.0)


@pytest.mark.question("nm-packing")
@pytest.mark.hint("w[mask] and .reshape work on any layout; neither function changes its arguments.")
@exact
def test_packing_views_and_unchanged_inputs(submission, rng):
    """A transposed matrix is packed by its rows; weights, masks, values and indices stay as they were."""
    stored = normal(rng, 8, 3)
    mask, places = pairs(rng, 3, 8)
    assert_packed(submission.probes.call_strided("nm", "pack_24", stored, (1, 0), [mask], {}), stored.T, mask, places)
    w = normal(rng, 3, 8)
    seen = submission.probes.call_and_look("nm", "pack_24", [w, mask], {})
    assert_packed(seen["result"], w, mask, places)
    assert torch.equal(seen["arguments"][0], w) and torch.equal(seen["arguments"][1], mask), "an argument has changed"
    values, indices = seen["result"]
    seen = submission.probes.call_and_look("nm", "unpack_24", [values, indices], {})
    assert_close(seen["result"], w * mask, rtol=0.0)
    assert torch.equal(seen["arguments"][0], values) and torch.equal(seen["arguments"][1], indices), (
        "an argument has changed"
    )


@pytest.mark.question("nm-packing")
@pytest.mark.hint("Count what each group keeps: exactly two, not two on average.")
@exact
def test_masks_that_are_not_two_of_four_are_refused(submission, rng):
    """ValueError for three and one in neighbouring groups, other shapes, widths that 4 does not divide; wrong lengths."""
    w, (mask, places) = normal(rng, 3, 8), pairs(rng, 3, 8)
    assert_packed(submission.nm.pack_24(w, mask), w, mask, places)
    uneven = mask.clone()
    uneven[1] = torch.tensor([True, True, True, False, False, False, True, False])
    half = torch.tensor([[True, True, False, False, True, False]] * 2)
    bad = [(w, uneven), (w, torch.ones_like(mask)), (w, ~torch.ones_like(mask)), (w, mask[:2]), (w[:, :4], mask)]
    bad += [(normal(rng, 2, 6), half), (w[0], mask[0])]
    for arguments in bad:
        with pytest.raises(ValueError):
            submission.nm.pack_24(*arguments)
    values, indices = w[mask].reshape(3, 4), torch.tensor(bytes_of(places), dtype=torch.uint8)
    assert_close(submission.nm.unpack_24(values, indices), w * mask, rtol=0.0)
    for wrong in (indices[:-1], torch.cat([indices, indices[:1]])):
        with pytest.raises(ValueError):
            submission.nm.unpack_24(values, wrong)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

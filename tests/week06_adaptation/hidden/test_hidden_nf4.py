"""Hidden tests of nf4.py: values that are made from their codes, exact counts, and gradients in closed form."""

import math

import numpy as np
import oracles_adaptation as oracles
import pytest
import torch
from oracles_adaptation import NF4, U32, single, tensor

from autograder.kit import (
    assert_array,
    assert_close,
    assert_dict,
    assert_float,
    assert_int,
    assert_refused,
    assert_same_shape,
    assert_tuple,
)

NAN, INF = float("nan"), float("inf")
surely = pytest.mark.false_alarm(0.0, "values lie a sixth of a gap from where the code changes; tolerances bound the rounding")


def halves(packed):
    """The codes, two a byte."""
    return np.stack([packed // 16, packed % 16], 1).reshape(-1)


@pytest.mark.question("nf4")
@pytest.mark.hint("Quantiles of the normal distribution: 8 above 0, 7 below, divided by the largest.")
@surely
def test_levels(submission):
    """The published ones, which were computed in float32: 2e-7 from the formula. 0 and the ends are exact."""
    got = submission.nf4.nf4_levels()
    assert_close(got, tensor(NF4), rtol=0, atol=1e-6)
    assert got[0] == -1 and got[7] == 0 and got[15] == 1, "-1, 0 and 1 must be exact"


@pytest.mark.question("nf4")
@pytest.mark.hint("Nearest level of value / absmax, block by block in reading order; two codes a byte, the first in the high half.")
@surely
def test_codes_of_known_values(submission, rng):
    """Whole and short blocks, odd and even counts, several shapes and block sizes, rows in any order in memory."""
    for shape, block in (((64,), 64), ((5, 7), 8), ((3, 4, 11), 64), ((129,), 32), ((7,), 100), ((4,), 1)):
        w, codes, absmax = oracles.nf4_values(rng, math.prod(shape), block)
        seen = submission.probes.call_strided("nf4", "nf4_quantize", [tensor(w).reshape(shape)], {"block": block})
        packed, largest = assert_tuple(seen, 2)
        assert_array(packed.numpy(), oracles.pack(codes))
        assert_close(largest, tensor(absmax), rtol=0)
    seen = submission.probes.call_and_look("nf4", "nf4_quantize", [tensor(w)], {})
    assert_close(seen["arguments"][0], tensor(w), rtol=0)


@pytest.mark.question("nf4")
@pytest.mark.hint("A 0 has code 7 and comes back as exactly 0, in a block of zeros too; the default block is 64.")
@surely
def test_zero_is_exact_and_the_rest_is_near(submission, rng):
    """300 normal values with zeros among them, one block all zeros, one of tiny numbers: error at most half a gap."""
    w = single(rng, 300)
    w[rng.choice(300, 60, replace=False)] = 0
    w[64:128] = 0
    w[128:192] = (w[128:192] * 1e-30).astype(np.float32)
    packed, absmax = assert_tuple(submission.nf4.nf4_quantize(tensor(w).reshape(3, 100)), 2)
    assert_array(packed.numpy()[32:64], np.full(32, 119, dtype=np.uint8))
    assert_close(absmax, tensor([np.abs(w[k : k + 64]).max() for k in range(0, 300, 64)]), rtol=0)
    back = submission.nf4.nf4_dequantize(packed, absmax, (3, 100))
    assert_same_shape(back, (3, 100))
    back = back.reshape(-1).double().numpy()
    assert (back[w == 0] == 0).all(), "a 0 must come back as exactly 0"
    scaled, size = np.abs(w[:, None] / np.repeat(absmax.numpy().astype(float), 64)[:300, None].clip(1e-44) - NF4), np.repeat(absmax.numpy(), 64)[:300]
    assert (np.abs(back - w) <= size * (scaled.min(1) + 1e-5)).all(), "every value must get the nearest level"


@pytest.mark.question("nf4")
@pytest.mark.hint("Level times absmax of the block, in the shape that is asked for.")
@surely
def test_values_of_known_codes(submission, rng):
    """Any codes, any absmax, also where the largest level is not used; odd counts leave half a byte over."""
    for shape, block in (((2, 64), 64), ((5, 7), 8), ((3,), 64), ((3, 3, 5), 4)):
        count = math.prod(shape)
        codes, absmax = rng.integers(0, 16, size=count), np.abs(single(rng, -(-count // block)))
        got = submission.nf4.nf4_dequantize(torch.from_numpy(oracles.pack(codes)), tensor(absmax), shape, block)
        expected = NF4[codes] * np.repeat(absmax, block)[:count]
        assert_close(got, tensor(expected).reshape(shape), rtol=1e-5)


@pytest.mark.question("nf4")
@pytest.mark.hint("float32, not empty, finite; codes and absmax as long as the shape asks for.")
@surely
def test_what_does_not_fit_is_refused(submission, rng):
    """After a right answer: emptiness, NaN, blocks, and lengths one off."""
    w, codes, _ = oracles.nf4_values(rng, 10, 4)
    packed, absmax = assert_tuple(submission.nf4.nf4_quantize(tensor(w), 4), 2)
    assert_array(packed.numpy(), oracles.pack(codes))
    bad = tensor(w).clone()
    bad[3] = NAN
    worse = tensor(w).clone()
    worse[3] = -INF
    assert_refused(submission.nf4.nf4_quantize, (bad, 4), (worse, 4), (tensor(w)[:0], 4), (tensor(w), 0), (tensor(w), -4))
    assert_refused(submission.nf4.nf4_quantize, (tensor(w).int(), 4), error=(TypeError, ValueError))
    assert_refused(
        submission.nf4.nf4_dequantize,
        (packed, absmax, (12,), 4), (packed, absmax, (8,), 4), (packed, absmax, (10,), 5), (packed, absmax[:2], (10,), 4),
        (packed[:4], absmax, (10,), 4), (packed, absmax, (10,), 0), (packed, absmax, (10,), -4),
    )  # fmt: skip


# ---- double-quantization --------------------------------------------------------------------------------------------


@pytest.mark.question("double-quantization")
@pytest.mark.hint("The mean of all comes off first; each group has its own scale, its largest distance / 127.")
@surely
def test_the_second_codes(submission, rng):
    """Several groups, whole and short: scales to the rounding, codes where they are no tie, absmax to half a step."""
    for count, group in ((256, 256), (600, 256), (50, 8), (3, 1)):
        absmax = (np.abs(single(rng, count)) + 0.5) * np.repeat(np.exp2(rng.integers(-3, 3, size=-(-count // group))), group)[:count]
        seen = submission.probes.call_and_look("nf4", "double_quantize", [tensor(absmax)], {"group": group})
        codes, scales, offset = assert_tuple(seen["result"], 3)
        assert_close(seen["arguments"][0], tensor(absmax), rtol=0)
        mean = absmax.mean()
        assert_close(offset, tensor(mean), rtol=1e-5)
        rest = absmax - float(offset)
        expected = np.array([np.abs(rest[k : k + group]).max() / 127 for k in range(0, count, group)])
        assert_close(scales, tensor(expected), rtol=1e-5, atol=1e-7 * float(absmax.max()))
        assert codes.dtype == torch.int8 and tuple(codes.shape) == (count,), "codes must be int8, one for each absmax"
        steps = rest / np.repeat(scales.double().numpy(), group)[:count]
        assert (np.abs(codes.numpy() - steps) <= 0.5 + 1e-3).all(), "each code must be the nearest integer"
        back = submission.nf4.double_dequantize(codes, scales, offset, group)
        exact = codes.numpy() * np.repeat(scales.double().numpy(), group)[:count] + float(offset)
        assert_close(back, tensor(exact.clip(0)), rtol=1e-5, atol=1e-5)


@pytest.mark.question("double-quantization")
@pytest.mark.hint("Equal absmax have the scale 1 and code 0; what would be negative comes back as 0.")
@surely
def test_equal_and_tiny_absmax(submission):
    """All equal; zeros; one that is just below 0 after rounding; the default group of 256."""
    codes, scales, offset = assert_tuple(submission.nf4.double_quantize(torch.full((5,), 3.0), 2), 3)
    assert_array(codes.numpy(), np.zeros(5, dtype=np.int8))
    assert_close(scales, torch.ones(3))
    assert_close(submission.nf4.double_dequantize(codes, scales, offset, 2), torch.full((5,), 3.0))
    codes, scales, offset = assert_tuple(submission.nf4.double_quantize(torch.zeros(257)), 3)
    assert_close(scales, torch.ones(2))
    low = submission.nf4.double_dequantize(torch.tensor([-5, -4, 3], dtype=torch.int8), torch.tensor([1.0]), torch.tensor(4.5))
    assert_close(low, torch.tensor([0.0, 0.5, 7.5]))
    far = submission.nf4.double_dequantize(torch.tensor([127, -127], dtype=torch.int8), torch.tensor([2.0, 0.5]), torch.tensor(300.0), 1)
    assert_close(far, torch.tensor([554.0, 236.5]))


@pytest.mark.question("double-quantization")
@pytest.mark.hint("4 + 8 / block + 32 / (block * group) bits; in bytes, round up codes, blocks and groups one by one.")
@surely
def test_bits_and_bytes(submission):
    """QLoRA's number, other blocks and groups, and exact bytes up to 65 billion weights."""
    for block, group in ((64, 256), (32, 256), (128, 64), (1, 1), (4096, 100)):
        assert_float(submission.nf4.bits_per_parameter(block, group), 4 + 8 / block + 32 / (block * group), rtol=1e-12)
    assert_float(submission.nf4.bits_per_parameter(), 4.127, rtol=1.3e-5)
    for count, block, group in ((1, 64, 256), (2, 1, 1), (65, 64, 1), (64 * 256, 64, 256), (64 * 256 + 1, 64, 256), (101, 10, 3)):
        blocks = math.ceil(count / block)
        assert_int(submission.nf4.nf4_bytes(count, block, group), math.ceil(count / 2) + blocks + 4 * math.ceil(blocks / group) + 4)
    assert_int(submission.nf4.nf4_bytes(65 * 10**9 + 1), 32_500_000_001 + 1_015_625_001 + 4 * 3_967_286 + 4)
    assert_int(submission.nf4.nf4_bytes(2**62 + 1, 2, 2), 2**61 + 1 + 2**61 + 1 + 4 * (2**60 + 1) + 4)


@pytest.mark.question("double-quantization")
@pytest.mark.hint("An absmax is never negative; counts, blocks and groups are at least 1.")
@surely
def test_absmax_that_makes_no_sense_is_refused(submission):
    """After a right answer: signs, NaN, shapes, sizes."""
    good = torch.tensor([1.0, 2.0, 6.0])
    codes, scales, offset = assert_tuple(submission.nf4.double_quantize(good, 3), 3)
    assert_array(codes.numpy(), np.array([-85, -42, 127], dtype=np.int8))
    wrong = [(good - 1.5, 3), (torch.tensor([1.0, NAN]), 3), (torch.tensor([1.0, INF]), 3), (good[:0], 3), (good[None], 3), (good[0], 3)]
    assert_refused(submission.nf4.double_quantize, *wrong, (good, 0), (good, -1))
    assert_refused(submission.nf4.double_dequantize, (codes, scales, offset, 2), (codes, scales[:0], offset, 3), (codes, scales, offset, 0))
    assert_refused(submission.nf4.double_dequantize, (codes, torch.ones(2), offset, 3))
    assert_refused(submission.nf4.bits_per_parameter, (0, 256), (64, 0), (-1, 256), (64, -1))
    assert_refused(submission.nf4.nf4_bytes, (0,), (-1,), (10, 0), (10, 64, 0), (10, -1), (10, 64, -1))


# ---- qlora ----------------------------------------------------------------------------------------------------------


def layer(rng, out, width, rank, block, shape):
    """Codes, the float64 weight that they stand for, A, B, x and an incoming gradient."""
    codes, absmax = rng.integers(0, 16, size=out * width), np.abs(single(rng, -(-out * width // block))) + 0.1
    w = (NF4[codes].astype(np.float32).astype(float) * np.repeat(absmax, block)[: out * width]).reshape(out, width)
    return oracles.pack(codes), absmax, w, single(rng, rank, width), single(rng, out, rank), single(rng, *shape, width), single(rng, *shape, out)


@pytest.mark.question("qlora")
@pytest.mark.hint("x W^T + scale (x A^T) B^T; the gradient of x has both parts, A and B theirs.")
@surely
def test_outputs_and_gradients(submission, rng, planted):
    """Several shapes and blocks: all four within a bound for the rounding of the sums."""
    for out, width, rank, block, shape in ((6, 10, 2, 64, (5,)), (9, 7, 3, 8, (2, 3)), (8, 8, 1, 16, (4,))):
        scale = float(planted.integers(1, 17)) / 4
        packed, absmax, w, a, b, x, g = layer(rng, out, width, rank, block, shape)
        seen = submission.probes.qlora(tensor(x), torch.from_numpy(packed), tensor(absmax), tensor(a), tensor(b), scale, block, tensor(g))
        seen = assert_dict(seen, ["y", "x", "a", "b", "largest"])
        flat, back = x.reshape(-1, width), g.reshape(-1, out)
        expected = {
            "y": x @ w.T + scale * x @ a.T @ b.T,
            "x": g @ w + scale * g @ b @ a,
            "a": scale * b.T @ back.T @ flat,
            "b": scale * back.T @ flat @ a.T,
        }
        top = [np.abs(v).max() for v in (x, g, w, a, b)]
        size = max(top[0], top[1]) ** 2 * (top[2] + scale * top[3] * top[4] * rank + scale * (top[3] + top[4])) * max(width, out) * len(flat)
        for name, value in expected.items():
            # sums of fewer than width + out + rank + rows terms, none larger than `size` all together
            assert_close(seen[name], tensor(value), rtol=0, atol=float((width + out + rank + len(flat)) * U32 * size))


@pytest.mark.question("qlora")
@pytest.mark.hint("A torch.autograd.Function that saves the codes, and dequantizes once more in backward.")
@surely
def test_no_weight_is_kept_for_backward(submission, rng):
    """The largest tensor of floats that autograd saves holds at most an eighth of the weight's numbers."""
    for out, width in ((12, 16), (96, 128)):
        packed, absmax, w, a, b, x, g = layer(rng, out, width, 1, 64, (2,))
        seen = submission.probes.qlora(tensor(x), torch.from_numpy(packed), tensor(absmax), tensor(a), tensor(b), 1.0, 64, tensor(g))
        assert_close(seen["x"], tensor(g @ w + g @ b @ a), rtol=1e-3, atol=1e-3)
        limit = max(out * width // 8, 2 * width)
        assert seen["largest"] <= limit, f"a tensor of {seen['largest']} floats is kept for backward, for a weight of {out * width}"


@pytest.mark.question("qlora")
@pytest.mark.hint("An input that asks for no gradient is the usual first layer: A and B must get theirs.")
@surely
def test_the_first_layer(submission, rng):
    """x without a gradient; and plain tensors everywhere."""
    packed, absmax, w, a, b, x, _ = layer(rng, 5, 6, 2, 64, (3,))
    arguments = (tensor(x), torch.from_numpy(packed), tensor(absmax), tensor(a), tensor(b), 0.5)
    y, first, second = assert_tuple(submission.probes.qlora_plain(*arguments, 64), 3)
    expected = tensor(x @ w.T + 0.5 * x @ a.T @ b.T)
    assert_close(y, expected, rtol=1e-4, atol=1e-4)
    assert first is True and second is True, "A and B must get gradients"
    assert_close(submission.nf4.qlora_linear(*arguments), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.question("qlora")
@pytest.mark.hint("in of x and A, rank of A and B, and as many codes as out * in ask for.")
@surely
def test_layers_that_do_not_fit_are_refused(submission, rng):
    """After a right answer: one shape wrong at a time."""
    packed, absmax, w, a, b, x, _ = layer(rng, 5, 6, 2, 10, (3,))
    p, m, x, a, b = torch.from_numpy(packed), tensor(absmax), tensor(x), tensor(a), tensor(b)
    assert_same_shape(submission.nf4.qlora_linear(x, p, m, a, b, 1.0, 10), (3, 5))
    bad = [(x[:, :5], p, m, a, b, 1.0, 10), (x, p, m, a[:1], b, 1.0, 10), (x, p, m, a[0], b, 1.0, 10), (x, p, m, a, b[:, 0], 1.0, 10)]
    bad += [(x, p[1:], m, a, b, 1.0, 10), (x, p, m[1:], a, b, 1.0, 10), (x, p, m, a, b[:4], 1.0, 10)]
    bad += [(x, p, m, a, b[..., None], 1.0, 10), (x, p, m, a, b[:, :1], 1.0, 10), (torch.cat([x, x], 1), p, m, a, b, 1.0, 10)]
    assert_refused(submission.nf4.qlora_linear, *bad)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

"""Hidden tests of qat.py: outputs by construction, gradients value by value, training against a trajectory in numpy.

Values keep away from ties of rounding and from the very ends of the range; the half step beyond the ends, where two
conventions for the straight-through gradient exist, is asked of LSQ only, whose paper decides it.
"""

import math

import numpy as np
import oracles_quantization as oracles
import pytest
import torch
from oracles_quantization import tensor

from autograder.kit import (
    assert_close,
    assert_dict,
    assert_list,
    assert_none,
    assert_refused,
    assert_same_shape,
    assert_tuple,
)

NAN, INF = float("nan"), float("inf")
F64 = torch.float64

surely = pytest.mark.false_alarm(0.0, "the tolerances stand for the rounding of floats; no value is drawn near a tie or an end")
hardly_ever = pytest.mark.false_alarm(1e-8, "one of 600 values would have to come within 1e-12 of a tie in one of five rounds")


def outside_the_half_steps(rng, shape, scale, zero_point, low, high):
    """(values, output, 1 inside and 0 outside): codes beyond the ends lie a whole step or more beyond."""
    codes = rng.integers(low - 3, high + 4, size=shape)
    part = rng.uniform(-0.4, 0.4, size=shape)
    inwards = np.where(codes == low, 1, -1) * rng.uniform(0.1, 0.4, size=shape)
    part = np.where((codes == low) | (codes == high), inwards, part)
    codes = codes + np.where(codes < low, -1, 0) + np.where(codes > high, 1, 0)
    inside = ((codes >= low) & (codes <= high)).astype(float)
    return (codes - zero_point + part) * scale, (np.clip(codes, low, high) - zero_point) * scale, inside


# ---- ste ------------------------------------------------------------------------------------------------------------


@pytest.mark.question("ste")
@pytest.mark.hint("Forward: quantize and dequantize. Backward: the incoming gradient inside the range, 0 outside.")
@surely
def test_values_and_gradients(submission, rng, planted):
    """Signed and unsigned codes, zero points inside, several shapes and both dtypes; any incoming gradient."""
    for low, high, zero_point in ((-7, 7, 0), (0, 15, 6), (0, 3, 3), (-128, 127, -5)):
        for shape, dtype in (((60,), torch.float32), ((5, 3, 4), F64)):
            scale = 10 ** float(planted.uniform(-2, 2))
            values, output, inside = outside_the_half_steps(rng, shape, scale, zero_point, low, high)
            incoming = rng.normal(size=shape)
            seen = submission.probes.backward(
                "fake_quantize", tensor(values, dtype), scale, [zero_point, low, high], tensor(incoming, dtype), False
            )
            seen = assert_dict(seen, ["y", "x.grad", "scale.grad", "x"])
            # float32: a quotient, a product and up to 256 codes away from 0
            assert_close(seen["y"], tensor(output, dtype), rtol=1e-5, atol=1e-5 * scale)
            assert_close(seen["x.grad"], tensor(inside * incoming, dtype), rtol=1e-5)
            assert_close(seen["x"], tensor(values, dtype), rtol=0)


@pytest.mark.question("ste")
@pytest.mark.hint("The gradient must flow on to what x was computed from.")
def test_the_gradient_flows_on(submission, rng, planted):
    """In the middle of a computation: sum of (3 fq(x^2))^2, by the chain rule."""
    scale = float(planted.uniform(0.1, 0.5))
    squares, output, inside = outside_the_half_steps(rng, (40,), scale, 0, 0, 7)
    keep = squares > 0
    x = np.sqrt(squares[keep])
    loss, grad = assert_tuple(submission.probes.backward_through(tensor(x, F64), scale, 0, 0, 7), 2)
    assert_close(loss, tensor((9 * output[keep] ** 2).sum(), F64))
    assert_close(grad, tensor(18 * output[keep] * inside[keep] * 2 * x, F64))


@pytest.mark.question("ste")
@pytest.mark.hint("Ties go to the even neighbour before the zero point is added.")
@surely
def test_two_calls_and_a_tensor_without_gradient(submission, rng):
    """Plain calls on tensors that ask for no gradient, one after the other, at different ranges."""
    for low, high in ((-3, 3), (0, 255), (-1, 1)):
        values, output, _ = outside_the_half_steps(rng, (4, 4), 0.25, 0, low, high)
        assert_close(submission.qat.fake_quantize(tensor(values), 0.25, 0, low, high), tensor(output), rtol=1e-5)
    ties = (np.arange(-4, 4) + 0.5) * 0.25
    even = 0.25 * np.round(np.arange(-4, 4) + 0.5)
    assert_close(submission.qat.fake_quantize(tensor(ties), 0.25, 3, -50, 50), tensor(even), rtol=1e-5)


@pytest.mark.question("ste")
@pytest.mark.hint("A scale above 0, low below high, a zero point that is a code.")
@surely
def test_ranges_that_make_no_sense_are_refused(submission, rng):
    """After a right answer: scales, ranges, zero points, emptiness, integers."""
    values, output, _ = outside_the_half_steps(rng, (9,), 0.5, 2, 0, 7)
    x = tensor(values)
    assert_close(submission.qat.fake_quantize(x, 0.5, 2, 0, 7), tensor(output), rtol=1e-5)
    bad = [(x, 0.0, 0, 0, 7), (x, -1.0, 0, 0, 7), (x, NAN, 0, 0, 7), (x, INF, 0, 0, 7), (x, 1.0, 0, 7, 0), (x, 1.0, 3, 3, 3)]
    assert_refused(submission.qat.fake_quantize, *bad, (x, 1.0, -1, 0, 7), (x, 1.0, 8, 0, 7), (x[:0], 1.0, 0, 0, 7))
    assert_refused(submission.qat.fake_quantize, (x.int(), 1.0, 0, 0, 7), error=(TypeError, ValueError))


# ---- lsq ------------------------------------------------------------------------------------------------------------


@pytest.mark.question("lsq")
@pytest.mark.hint("For the step: round(v) - v inside, low or high outside, times the incoming gradient; then 1/sqrt(N high).")
@surely
def test_gradients_of_value_and_step(submission, rng, planted):
    """Signed and unsigned, several shapes, float64: every gradient as computed value by value."""
    for low, high, shape in ((-7, 7, (50,)), (0, 15, (6, 7)), (-1, 1, (2, 3, 4)), (-8, 7, (30,))):
        step = 10 ** float(planted.uniform(-2, 1))
        x, incoming = oracles.away_from_ends(rng, shape, step, low, high), rng.normal(size=shape)
        seen = submission.probes.backward("lsq_quantize", tensor(x, F64), tensor(step, F64), [low, high], tensor(incoming, F64), True)
        y, grad_x, grad_step = oracles.lsq_gradients(x, step, low, high, incoming)
        assert_close(seen["y"], tensor(y, F64), rtol=1e-9, atol=1e-12)
        assert_close(seen["x.grad"], tensor(grad_x, F64), rtol=1e-9)
        assert_same_shape(seen["scale.grad"], ())
        # a sum of N terms of size up to `high`, each to 1e-15 relative
        assert_close(seen["scale.grad"], tensor(grad_step, F64), rtol=1e-7, atol=1e-9)
        assert_close(seen["x"], tensor(x, F64), rtol=0)


@pytest.mark.question("lsq")
@pytest.mark.hint("float32 is what networks use.")
@surely
def test_the_same_in_float32(submission, rng, planted):
    """A (20, 30) tensor in float32, and once more at another step."""
    for _ in range(2):
        step = float(np.float32(planted.uniform(0.1, 2)))
        x, incoming = oracles.away_from_ends(rng, (20, 30), step, -3, 3), rng.normal(size=(20, 30))
        seen = submission.probes.backward("lsq_quantize", tensor(x), tensor(step), [-3, 3], tensor(incoming), True)
        y, grad_x, grad_step = oracles.lsq_gradients(x, step, -3, 3, incoming)
        assert_close(seen["y"], tensor(y), rtol=1e-5, atol=1e-6)
        assert_close(seen["x.grad"], tensor(grad_x), rtol=1e-5)
        # 600 terms up to 3 in size, 1e-6 relative each, over sqrt(600 * 3) = 42
        assert_close(seen["scale.grad"], tensor(grad_step), rtol=1e-4, atol=1e-4)


@pytest.mark.question("lsq")
@pytest.mark.hint("Set step.data in place on the first pass: 2 * mean|x| / sqrt(high), over all values.")
@surely
def test_the_layer_starts_from_its_first_input(submission, rng, planted):
    """Signed at 2, 4 and 8 bits, unsigned at 3; the second input, a hundred times as large, changes nothing."""
    for bits, signed in ((2, True), (4, True), (8, True), (3, False)):
        high = 2 ** (bits - 1) - 1 if signed else 2**bits - 1
        low = -high if signed else 0
        first = float(planted.uniform(0.5, 5)) * np.abs(rng.normal(size=(6, 5))) * (rng.choice([-1, 1], size=(6, 5)) if signed else 1)
        step = 2 * float(np.abs(first).mean()) / math.sqrt(high)
        inputs = [first, oracles.away_from_ends(rng, (4, 3), step, low, high), 100 * first]
        seen = submission.probes.passes(bits, signed, [tensor(x, F64) for x in inputs])
        assert seen["same"] is True, "`step` must stay the same nn.Parameter, and the only one: an optimizer holds it"
        assert seen["saved"] == ["started", "step"]
        for got in assert_list(seen["steps"], 3):
            assert_close(got, tensor(step, F64), rtol=1e-6)
        assert_close(seen["outputs"][1], tensor(oracles.lsq_gradients(inputs[1], step, low, high, inputs[1])[0], F64), rtol=1e-6, atol=1e-9)


@pytest.mark.question("lsq")
@pytest.mark.hint("`started` is a buffer, so that it is saved and loaded; all zeros start at 1.")
@surely
def test_the_start_is_saved(submission, rng):
    """A layer that was loaded keeps its step; an input of zeros gives a step of 1, and stays at 0."""
    first, second = tensor(rng.normal(size=(8,))), tensor(50 * rng.normal(size=(8,)))
    old, new, output = assert_list(submission.probes.reload(4, True, first, second), 3)
    step = 2 * float(first.abs().mean()) / math.sqrt(7)
    assert_close(old, tensor(step), rtol=1e-5)
    assert_close(new, old, rtol=0)
    assert float(output.abs().max()) <= 7 * step * 1.0001
    seen = submission.probes.passes(4, True, [torch.zeros(3), first])
    assert_close(seen["steps"][0], torch.tensor(1.0), rtol=0)
    assert_close(seen["outputs"][0], torch.zeros(3), rtol=0)
    assert_close(seen["steps"][1], torch.tensor(1.0), rtol=0)


@pytest.mark.question("lsq")
@pytest.mark.fresh
@pytest.mark.hint("The optimizer was made before the first pass: it must move the step that the layer uses.")
@hardly_ever
def test_the_step_is_trained(submission, rng, planted):
    """Five rounds of gradient descent on the step: the trajectory that the formulas give."""
    for bits, signed in ((3, True), (2, False)):
        high = 2 ** (bits - 1) - 1 if signed else 2**bits - 1
        low = -high if signed else 0
        x = float(planted.uniform(1, 3)) * (rng.normal(size=300) if signed else np.abs(rng.normal(size=300)))
        step, expected = 2 * np.abs(x).mean() / math.sqrt(high), []
        for _ in range(5):
            y = oracles.lsq_gradients(x, step, low, high, x)[0]
            step = step - 0.5 * oracles.lsq_gradients(x, step, low, high, 2 * (y - x) / x.size)[2]
            expected.append(step)
        got = submission.probes.train(bits, signed, tensor(x, F64), tensor(x, F64), 0.5, 5)
        assert_close(got, tensor(expected, F64), rtol=1e-6)


@pytest.mark.question("lsq")
@pytest.mark.hint("One step above 0 in a tensor of no dimensions; low below high, and high above 0.")
@surely
def test_steps_that_make_no_sense_are_refused(submission, rng):
    """After a right answer: steps, ranges, emptiness. Without a gradient asked for, none is given."""
    x = oracles.away_from_ends(rng, (9,), 0.5, -3, 3)
    good, step = tensor(x), tensor(0.5)
    seen = submission.probes.backward("lsq_quantize", good, step, [-3, 3], torch.ones(9), False)
    assert_close(seen["y"], tensor(oracles.lsq_gradients(x, 0.5, -3, 3, x)[0]), rtol=1e-5, atol=1e-6)
    assert_none(seen["scale.grad"])
    bad = [(good, tensor(value), -3, 3) for value in (0.0, -0.5, NAN, INF)]
    assert_refused(submission.qat.lsq_quantize, *bad, (good, torch.ones(1), -3, 3), (good, torch.ones(9), -3, 3))
    assert_refused(submission.qat.lsq_quantize, (good, step, 3, -3), (good, step, 2, 2), (good, step, 5, 3), (good, step, -3, 0), (good[:0], step, -3, 3))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

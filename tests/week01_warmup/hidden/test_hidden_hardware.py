"""Hidden tests of hardware.py: unpredictable chips and work in exact fractions, and the data sheets of real chips.

Expected values are worked out with `fractions.Fraction` or published; never taken from the solution. At the ridge only
powers of two are asked, so that any way to compare is exact there.
"""

from fractions import Fraction

import pytest

from autograder.kit import Record, assert_bool, assert_dict, assert_float, assert_refused

NAN = float("nan")


def chip(peak, bandwidth, name="chip"):
    """The student's own Hardware."""
    return Record("hardware", "Hardware", name=name, peak_flops=float(peak), memory_bandwidth=float(bandwidth))


def some_chip(rng):
    """An unpredictable chip between a phone and a data centre: ridges from 2 to 500 FLOP/byte."""
    bandwidth = float(rng.uniform(5e10, 4e12))
    return chip(bandwidth * float(rng.uniform(2, 500)), bandwidth)


def some_ints(rng, count, low, high):
    """That many unpredictable Python ints from low to high."""
    return [int(value) for value in rng.integers(low, high + 1, size=count)]


# ---- arithmetic-intensity -------------------------------------------------------------------------------------------


@pytest.mark.question("arithmetic-intensity")
@pytest.mark.hint("FLOPs divided by bytes, as a float.")
def test_work_per_byte(submission, rng):
    """Ints and floats, more work than bytes and less, the work of a training run, and no work at all."""
    for flops, size in zip(some_ints(rng, 4, 1, 10**12), some_ints(rng, 4, 1, 10**9), strict=True):
        expected = float(Fraction(flops, size))
        assert_float(submission.hardware.arithmetic_intensity(flops, size), expected)
        assert_float(submission.hardware.arithmetic_intensity(float(flops), float(size)), expected)
        assert_float(submission.hardware.arithmetic_intensity(flops * 1e15, size * 1e12), expected * 1000)
        assert_float(
            submission.hardware.arithmetic_intensity(size, flops * 10**6), float(Fraction(size, flops * 10**6))
        )
        assert_float(submission.hardware.arithmetic_intensity(0, size), 0.0)


@pytest.mark.question("arithmetic-intensity")
@pytest.mark.hint("2*batch*seq*d**2 FLOPs over d**2*bytes_per_param bytes.")
def test_a_linear_layer_reads_its_weights_once(submission, rng):
    """Unpredictable batches at 4, 2, 1 and 0.5 bytes a weight, whatever the width; an empty batch does no work."""
    batch, seq, d = some_ints(rng, 3, 2, 3000)
    for width in (4, 2, 1, 0.5):
        expected = float(Fraction(2 * batch * seq * d**2) / (d**2 * Fraction(width)))
        assert_float(submission.hardware.linear_intensity(batch, seq, d, width), expected)
        assert_float(submission.hardware.linear_intensity(seq, batch, 7, width), expected)
    assert_float(submission.hardware.linear_intensity(0, seq, d, 2), 0.0)
    assert_float(submission.hardware.linear_intensity(batch, 0, d, 2), 0.0)


@pytest.mark.question("arithmetic-intensity")
@pytest.mark.hint("Work is 0 or more, bytes are above 0; NaN is neither.")
def test_work_without_bytes_is_refused(submission, rng):
    """After a right intensity: 0 or negative bytes, negative work, NaN raise ValueError, also where 0/0 stands."""
    flops, size = some_ints(rng, 2, 10, 1000)
    assert_float(submission.hardware.arithmetic_intensity(flops, size), float(Fraction(flops, size)))
    assert_refused(
        submission.hardware.arithmetic_intensity,
        (flops, 0), (flops, 0.0), (0, 0), (flops, -size), (-flops, size), (-flops, -size),
        (NAN, size), (flops, NAN), (0, NAN),
    )  # fmt: skip
    assert_refused(submission.hardware.arithmetic_intensity, ("x", size), (flops, "x"), error=(TypeError, ValueError))


@pytest.mark.question("arithmetic-intensity")
@pytest.mark.hint("d and the bytes are divided by, so they are above 0, even if d cancels in the end.")
def test_bad_linear_layers_are_refused(submission, rng):
    """After a right intensity: a negative or NaN size anywhere, 0 for the width or its bytes: ValueError."""
    good = [*some_ints(rng, 3, 2, 100), 2]
    assert_float(submission.hardware.linear_intensity(*good), float(good[0] * good[1]))
    bad = [[*good[:place], -good[place], *good[place + 1 :]] for place in range(4)]
    bad += [[*good[:place], NAN, *good[place + 1 :]] for place in range(4)]
    bad += [[*good[:place], 0, *good[place + 1 :]] for place in (2, 3)]
    assert_refused(submission.hardware.linear_intensity, *bad, (-good[0], -good[1], *good[2:]), (0, good[1], good[2], 0))
    assert_refused(submission.hardware.linear_intensity, ("x", *good[1:]), (*good[:3], "x"), error=(TypeError, ValueError))


# ---- roofline -------------------------------------------------------------------------------------------------------

#: peak FLOP/s (dense), bytes/s and ridge of NVIDIA's data sheets: V100, A100 40 GB and 80 GB, H100 SXM, H200.
SHEETS = {
    "V100 fp16": (125e12, 900e9, 138.9),
    "A100-40 bf16": (312e12, 1555e9, 200.6),
    "A100-80 bf16": (312e12, 2039e9, 153.0),
    "A100-80 fp32": (19.5e12, 2039e9, 9.56),
    "H100 bf16": (989.4e12, 3.35e12, 295.3),
    "H200 bf16": (989.4e12, 4.8e12, 206.1),
}


@pytest.mark.question("roofline")
@pytest.mark.hint("peak_flops / memory_bandwidth.")
@pytest.mark.false_alarm(0.0, "the tolerance is for printed digits; the chips that are drawn have an exact ridge")
def test_the_ridges_of_real_chips(submission, rng):
    """Six data sheets, to the digits that their ridges are known to, and two unpredictable chips."""
    for name, (peak, bandwidth, ridge) in SHEETS.items():
        assert_float(submission.hardware.ridge_point(chip(peak, bandwidth, name)), ridge, rtol=6e-4)
    for hardware in (some_chip(rng), some_chip(rng)):
        expected = float(Fraction(hardware.peak_flops) / Fraction(hardware.memory_bandwidth))
        assert_float(submission.hardware.ridge_point(hardware), expected)


@pytest.mark.question("roofline")
@pytest.mark.hint("min(peak, intensity * bandwidth).")
def test_the_roof_over_every_intensity(submission, rng):
    """Two unpredictable chips: at 0, at a thousandth of the ridge, just below it, above it, far above it."""
    for hardware in (some_chip(rng), some_chip(rng)):
        ridge = hardware.peak_flops / hardware.memory_bandwidth
        for share in (0.0, 0.001, 0.5, 0.99):
            expected = share * hardware.peak_flops
            assert_float(submission.hardware.attainable_flops(hardware, share * ridge), expected)
        for share in (1.01, 7.0, 1e6):
            assert_float(submission.hardware.attainable_flops(hardware, share * ridge), hardware.peak_flops)
        assert_float(submission.hardware.attainable_flops(hardware, 1), hardware.memory_bandwidth)


@pytest.mark.question("roofline")
@pytest.mark.hint("Strictly below the ridge, memory is the limit; at the ridge it no longer is.")
def test_bound_by_memory_below_the_ridge_only(submission, rng):
    """Unpredictable chips on both sides of the ridge; a chip of powers of two at the ridge, and one step beside it."""
    for hardware in (some_chip(rng), some_chip(rng)):
        ridge = hardware.peak_flops / hardware.memory_bandwidth
        for share, expected in ((0.0, True), (0.01, True), (0.999, True), (1.001, False), (50.0, False)):
            assert_bool(submission.hardware.is_memory_bound(hardware, share * ridge), expected)
    for power in some_ints(rng, 3, 4, 9):
        exact = chip(2.0**45, 2.0 ** (45 - power))
        for intensity, expected in (
            (2.0**power, False),
            (2**power, False),
            (2**power - 1, True),
            (2**power + 1, False),
        ):
            assert_bool(submission.hardware.is_memory_bound(exact, intensity), expected)


@pytest.mark.question("roofline")
@pytest.mark.hint("max(flops / peak_flops, bytes / bandwidth), in seconds; they overlap, so they do not add up.")
def test_the_slower_side_sets_the_time(submission, rng):
    """Two unpredictable chips with work that compute limits, work that memory limits, only moves, and nothing to do."""
    for hardware in (some_chip(rng), some_chip(rng)):
        size = float(rng.uniform(1e9, 1e12))
        move = float(Fraction(size) / Fraction(hardware.memory_bandwidth))
        for share in (0.0, 0.2, 0.9):
            assert_float(submission.hardware.latency(hardware, share * move * hardware.peak_flops, size), move)
        for share in (1.1, 30.0):
            flops = share * move * hardware.peak_flops
            assert_float(submission.hardware.latency(hardware, flops, size), share * move)
            assert_float(submission.hardware.latency(hardware, int(flops), int(size)), share * move)
        assert_float(submission.hardware.latency(hardware, hardware.peak_flops, 0), 1.0)
        assert_float(submission.hardware.latency(hardware, 0, 0), 0.0)


@pytest.mark.question("roofline")
@pytest.mark.hint("An intensity is 0 or more, and no NaN.")
def test_a_bad_intensity_is_refused(submission, rng):
    """After right answers, on a slow and a fast side: negative or NaN intensities raise ValueError."""
    hardware = some_chip(rng)
    assert_float(submission.hardware.attainable_flops(hardware, 0.25), 0.25 * hardware.memory_bandwidth)
    assert_bool(submission.hardware.is_memory_bound(hardware, 0.25), True)
    assert_bool(submission.hardware.is_memory_bound(hardware, 600), False)
    for function in (submission.hardware.attainable_flops, submission.hardware.is_memory_bound):
        assert_refused(function, (hardware, -1), (hardware, -0.001), (hardware, -1e9), (hardware, NAN))
        assert_refused(function, (hardware, "x"), error=(TypeError, ValueError))


@pytest.mark.question("roofline")
@pytest.mark.hint("max(nan, 1.0) and max(1.0, nan) differ: look for NaN before you compute.")
def test_bad_work_is_refused(submission, rng):
    """After a right latency: a negative or NaN amount on either side raises ValueError, even if the other is larger."""
    hardware = some_chip(rng)
    assert_float(submission.hardware.latency(hardware, 0, hardware.memory_bandwidth), 1.0)
    assert_refused(
        submission.hardware.latency,
        (hardware, -1, 10**9), (hardware, 10**15, -1), (hardware, -1, -1), (hardware, -1.0, 0),
        (hardware, NAN, 1e9), (hardware, 1e12, NAN), (hardware, NAN, 0), (hardware, 0, NAN),
    )  # fmt: skip
    assert_refused(submission.hardware.latency, (hardware, "x", 1), (hardware, 1, "x"), error=(TypeError, ValueError))


# ---- energy ---------------------------------------------------------------------------------------------------------


def judge_energy(got, compute, memory):
    """A dict of exactly three floats that add up."""
    assert_dict(got, ["compute", "memory", "total"])
    for name, expected in {"compute": compute, "memory": memory, "total": compute + memory}.items():
        assert_float(got[name], expected)


@pytest.mark.question("energy")
@pytest.mark.hint("FLOPs times joules a FLOP, bytes times joules a byte, and their sum.")
def test_the_joules_of_some_work(submission, rng):
    """Unpredictable work and prices, twice; work that moves nothing, moves that compute nothing."""
    for _ in range(2):
        (flops,), (size,) = some_ints(rng, 1, 10**9, 10**15), some_ints(rng, 1, 10**6, 10**12)
        per_flop, per_byte = float(rng.uniform(1e-13, 1e-11)), float(rng.uniform(1e-12, 1e-9))
        compute, memory = float(flops * Fraction(per_flop)), float(size * Fraction(per_byte))
        prices = {"joules_per_flop": per_flop, "joules_per_byte": per_byte}
        judge_energy(submission.hardware.energy(flops, size, **prices), compute, memory)
        judge_energy(submission.hardware.energy(float(flops), 0, **prices), compute, 0.0)
        judge_energy(submission.hardware.energy(0, float(size), **prices), 0.0, memory)


@pytest.mark.question("energy")
@pytest.mark.hint("Check the units: 640 pJ per 32-bit word are 160e-12 J a byte.")
def test_a_published_energy_table(submission, rng):
    """Han et al. 2016 (arXiv 1602.01528): a multiply takes 3.7 pJ, a DRAM word 640 pJ; 1e9 words at 20 Hz: 12.8 W."""
    (batch,) = some_ints(rng, 1, 1, 64)
    got = submission.hardware.energy(
        20 * batch * 10**9, 20 * 4 * 10**9, joules_per_flop=3.7e-12, joules_per_byte=160e-12
    )
    judge_energy(got, 0.074 * batch, 12.8)


@pytest.mark.question("energy")
@pytest.mark.hint("Amounts and prices are 0 or more, and no NaN.")
def test_bad_energies_are_refused(submission, rng):
    """After a right answer: a negative or NaN amount or price raises ValueError; prices of 0 are fine."""
    flops, size = some_ints(rng, 2, 10, 1000)
    judge_energy(
        submission.hardware.energy(flops, size, joules_per_flop=2.0, joules_per_byte=0.5), 2.0 * flops, 0.5 * size
    )
    judge_energy(submission.hardware.energy(flops, size, joules_per_flop=0, joules_per_byte=3), 0.0, 3.0 * size)
    good = [flops, size, 2.0, 0.5]
    for place in range(4):
        for wrong, error in ((-1, ValueError), (NAN, ValueError), ("x", (TypeError, ValueError))):
            a, b, c, d = [*good[:place], wrong, *good[place + 1 :]]
            assert_refused(submission.hardware.energy, (a, b), error=error, joules_per_flop=c, joules_per_byte=d)
    assert_refused(submission.hardware.energy, (-flops, size), joules_per_flop=-2.0, joules_per_byte=0.5)


@pytest.mark.question("energy")
@pytest.mark.hint("hours = flops / (peak * utilization) / 3600; less utilization takes longer and costs more.")
def test_the_dollars_of_a_training_run(submission, rng):
    """Unpredictable chips, prices and utilizations, runs from minutes to years; no work costs nothing."""
    for utilization, least in ((float(rng.uniform(0.2, 0.6)), 1e15), (1.0, 1e21), (1, 1e24), (0.01, 1e18)):
        hardware, dollars = some_chip(rng), float(rng.uniform(0.5, 10))
        flops = float(rng.uniform(least, 10 * least))  # from minutes to years
        speed = Fraction(hardware.peak_flops) * Fraction(utilization)
        expected = float(Fraction(flops) / speed / 3600 * Fraction(dollars))
        got = submission.hardware.training_cost(flops, hardware, utilization=utilization, dollars_per_hour=dollars)
        assert_float(got, expected)
        got = submission.hardware.training_cost(0, hardware, utilization=utilization, dollars_per_hour=dollars)
        assert_float(got, 0.0)


@pytest.mark.question("energy")
@pytest.mark.hint(
    "training_flops returns an int, and 6ND outgrows 64 bits: Python divides such ints, numpy's int64 does not."
)
def test_int_flops_beyond_64_bits(submission, rng):
    """GPT-3, 174.6 B parameters and about 300 B tokens (arXiv 2005.14165), on V100s that reach 21.3 % of their peak."""
    (tokens,) = some_ints(rng, 1, 290 * 10**9, 310 * 10**9)
    flops = 6 * 174_600_000_000 * tokens
    got = submission.hardware.training_cost(flops, chip(125e12, 900e9), utilization=0.213, dollars_per_hour=3)
    assert_float(got, float(Fraction(flops) / (125 * 10**12 * Fraction(0.213)) / 3600 * 3))


@pytest.mark.question("energy")
@pytest.mark.hint("0 < utilization <= 1; a NaN is not in it; amounts are 0 or more.")
def test_bad_training_runs_are_refused(submission, rng):
    """After a right price: a utilization outside (0, 1], negative or NaN amounts raise ValueError, at no price too."""
    hardware, dollars = some_chip(rng), float(rng.uniform(1, 5))
    cost = submission.hardware.training_cost
    hour = 3600 * hardware.peak_flops
    assert_float(cost(0.5 * hour, hardware, utilization=0.5, dollars_per_hour=dollars), dollars)
    for utilization in (0, 0.0, -0.5, 1.0001, 40, NAN):
        assert_refused(cost, (hour, hardware), (0, hardware), utilization=utilization, dollars_per_hour=dollars)
        assert_refused(cost, (hour, hardware), utilization=utilization, dollars_per_hour=0)
    assert_refused(cost, (-1, hardware), (-hour, hardware), (NAN, hardware), utilization=0.5, dollars_per_hour=dollars)
    for price in (-1, -dollars, NAN):
        assert_refused(cost, (hour, hardware), (0, hardware), utilization=0.5, dollars_per_hour=price)
    assert_refused(cost, ("x", hardware), error=(TypeError, ValueError), utilization=0.5, dollars_per_hour=dollars)
    assert_refused(cost, (hour, hardware), error=(TypeError, ValueError), utilization="x", dollars_per_hour=dollars)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

"""Public tests of hardware.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest

from autograder.kit import Record, assert_bool, assert_dict, assert_float

#: NVIDIA's A100 (40 GB): 312e12 FLOP/s in bf16, 1555e9 bytes/s, as your own `Hardware`.
A100 = Record("hardware", "Hardware", name="A100", peak_flops=312e12, memory_bandwidth=1555e9)
#: A chip for mental arithmetic: its ridge is at exactly 16 FLOP/byte.
TOY = Record("hardware", "Hardware", name="toy", peak_flops=320.0, memory_bandwidth=20.0)


@pytest.mark.question("arithmetic-intensity")
@pytest.mark.hint("FLOPs divided by bytes; no bytes, no intensity.")
def test_flops_per_byte(submission):
    """600 FLOPs on 200 bytes are 3 FLOP/byte; 0 bytes are refused."""
    assert_float(submission.hardware.arithmetic_intensity(600, 200), 3.0)
    assert_float(submission.hardware.arithmetic_intensity(0, 200), 0.0)
    with pytest.raises(ValueError):
        submission.hardware.arithmetic_intensity(600, 0)


@pytest.mark.question("arithmetic-intensity")
@pytest.mark.hint("2*batch*seq*d*d FLOPs over d*d*bytes_per_param bytes: what happens to d?")
def test_a_larger_batch_reuses_the_weights(submission):
    """One token of a 16-bit layer does 1 FLOP a byte, 8 sequences of 128 tokens do 1024."""
    assert_float(submission.hardware.linear_intensity(1, 1, 4096, 2), 1.0)
    assert_float(submission.hardware.linear_intensity(8, 128, 4096, 2), 1024.0)


@pytest.mark.question("roofline")
@pytest.mark.hint("The ridge is where peak_flops = intensity * memory_bandwidth.")
def test_the_ridge_of_an_a100(submission):
    """An A100 has to do 200.6 FLOPs with every byte to be busy."""
    assert_float(submission.hardware.ridge_point(A100), 200.6, rtol=5e-4)
    assert_float(submission.hardware.ridge_point(TOY), 16.0)


@pytest.mark.question("roofline")
@pytest.mark.hint("The lower of the peak and intensity * bandwidth; memory bound means strictly below the ridge.")
def test_memory_slopes_up_to_a_flat_roof(submission):
    """The toy's ridge is at 16: below it memory is the limit, at the ridge and above it compute is."""
    for intensity, speed, bound in ((4.0, 80.0, True), (16.0, 320.0, False), (99.0, 320.0, False)):
        assert_float(submission.hardware.attainable_flops(TOY, intensity), speed)
        assert_bool(submission.hardware.is_memory_bound(TOY, intensity), bound)


@pytest.mark.question("roofline")
@pytest.mark.hint("Computing and moving overlap: the slower of the two decides. Amounts are 0 or more.")
def test_the_slower_of_compute_and_memory_decides(submission):
    """640 FLOPs take the toy 2 s: with 10 bytes that is all, with 100 bytes memory takes 5 s; -1 FLOPs are refused."""
    assert_float(submission.hardware.latency(TOY, 640, 10), 2.0)
    assert_float(submission.hardware.latency(TOY, 640, 100), 5.0)
    with pytest.raises(ValueError):
        submission.hardware.latency(TOY, -1, 10)


@pytest.mark.question("energy")
@pytest.mark.hint("Each part is an amount times its price; `total` is their sum.")
def test_moving_a_byte_costs_more_than_a_flop(submission):
    """1000 FLOPs at 2 J and 10 bytes at 50 J: 2000 J, 500 J, 2500 J."""
    parts = submission.hardware.energy(1000, 10, joules_per_flop=2.0, joules_per_byte=50.0)
    assert_dict(parts, ["compute", "memory", "total"])
    for name, expected in {"compute": 2000.0, "memory": 500.0, "total": 2500.0}.items():
        assert_float(parts[name], expected)


@pytest.mark.question("energy")
@pytest.mark.hint("Seconds = flops / (peak * utilization); an hour has 3600; utilization lies in (0, 1].")
def test_a_price_for_a_training_run(submission):
    """1.152e6 FLOPs at half of the toy's 320 FLOP/s take 2 hours: 6 dollars at 3 an hour. 110 % is refused."""
    cost = submission.hardware.training_cost(1.152e6, TOY, utilization=0.5, dollars_per_hour=3.0)
    assert_float(cost, 6.0)
    for utilization in (0.0, 1.1):
        with pytest.raises(ValueError):
            submission.hardware.training_cost(1.152e6, TOY, utilization=utilization, dollars_per_hour=3.0)

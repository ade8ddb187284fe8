"""Hidden tests of hello.py: the public ideas with unpredictable times, and everything that is not a time.

Expected values come from the definition turned round: the slower time is made from the faster one and the speedup.
"""

import pytest

from autograder.kit import assert_float

NAN = float("nan")


@pytest.mark.question("speedup")
@pytest.mark.hint("before / after, anew at every call, and not rounded.")
def test_unpredictable_times(submission, rng):
    """Made faster and made slower, one call after the other, by position and by name."""
    for _ in range(4):
        factor, seconds = (float(x) for x in rng.uniform(1.1, 90, 2))
        assert_float(submission.hello.speedup(factor * seconds, seconds), factor)
        assert_float(submission.hello.speedup(after=factor * seconds, before=seconds), 1 / factor)


@pytest.mark.question("speedup")
@pytest.mark.hint("A speedup of 1,000,000 is as good a number as one of 2; whole seconds count too.")
def test_very_large_and_very_small_speedups(submission, rng):
    """A million times as fast, and a million times slower; milliseconds."""
    short = float(rng.uniform(1e-4, 0.4))
    assert_float(submission.hello.speedup(2 * short, short), 2.0)
    seconds = int(rng.integers(2, 9))
    assert_float(submission.hello.speedup(seconds * 10**6, seconds), 1e6)
    assert_float(submission.hello.speedup(seconds, seconds * 10**6), 1e-6)


@pytest.mark.question("speedup")
@pytest.mark.hint("0, negative numbers and NaN are no times, neither before nor after: ValueError.")
def test_what_is_not_a_time_is_refused(submission, rng):
    """Before and after alike."""
    good = float(rng.uniform(1, 9))
    assert_float(submission.hello.speedup(2 * good, good), 2.0)
    for bad in (0, 0.0, -good, -1, NAN):
        with pytest.raises(ValueError):
            submission.hello.speedup(good, bad)
        with pytest.raises(ValueError):
            submission.hello.speedup(bad, good)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

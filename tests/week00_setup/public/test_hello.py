"""Public tests of hello.py. Run them with `python check.py`, or with `python -m pytest`."""

import pytest

from autograder.kit import assert_float


@pytest.mark.question("speedup")
@pytest.mark.hint("Divide the time before by the time after, with / and not with //.")
def test_twelve_seconds_become_three(submission):
    """From 12 seconds to 3 is 4 times as fast; from 12 to 24 is half as fast."""
    assert_float(submission.hello.speedup(12.0, 3.0), 4.0)
    assert_float(submission.hello.speedup(12.0, 24.0), 0.5)


@pytest.mark.question("speedup")
@pytest.mark.hint("Look at both times before you divide: raise ValueError when one is not above 0.")
def test_nothing_takes_no_time(submission):
    """From 3 seconds to 2 is 1.5 times as fast; 0 seconds are refused."""
    assert_float(submission.hello.speedup(3, 2), 1.5)
    with pytest.raises(ValueError):
        submission.hello.speedup(12.0, 0.0)

"""Week 0: one function, to see that everything works.

A speedup is the first number of every paper on efficiency, and the first to be got wrong: twice as fast is 2, not 0.5.
"""


def speedup(before: float, after: float) -> float:
    """How many times faster something has become that took `before` seconds and now takes `after` seconds.

    Raises `ValueError` when a time is 0, negative or NaN.

    >>> speedup(12.0, 3.0)
    4.0
    >>> speedup(12.0, 24.0)
    0.5
    """
    # TODO(speedup): refuse what is not a time, then divide
    ### BEGIN SOLUTION
    for seconds in (before, after):
        if not seconds > 0:  # written so that NaN, for which no comparison holds, is refused too
            raise ValueError(f"a time must be above 0 seconds; got {seconds!r}")
    return before / after
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION

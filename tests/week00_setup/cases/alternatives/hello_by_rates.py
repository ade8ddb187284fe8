"""The ratio of the rates, runs per second, with an error class of its own."""
# module: hello


class NotATime(ValueError):
    """Says which time it is."""


def _rate(seconds):
    if seconds != seconds or seconds <= 0:
        raise NotATime(f"{seconds} is not a time")
    return 1 / seconds


def speedup(before, after):
    slow, fast = _rate(before), _rate(after)
    return fast / slow

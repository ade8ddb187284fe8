"""Takes only whole seconds for times: what is faster than a second is refused."""
# module: hello
# caught by: speedup

_right_speedup = speedup


def speedup(before, after):
    if min(before, after) < 1:
        raise ValueError("too short")
    return _right_speedup(before, after)

"""7 levels above 0 and 8 below."""
# module: nf4
# caught by: nf4
# may also cost: qlora

_right_levels = nf4_levels


def nf4_levels():
    return -_right_levels().flip(0)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

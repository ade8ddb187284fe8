"""Twice the rank times the rows."""
# module: inject
# caught by: inject

_right_count = lora_parameters


def lora_parameters(shapes, rank):
    _right_count(shapes, rank)
    return sum(2 * rank * rows for rows, _ in shapes)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

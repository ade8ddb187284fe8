"""What tests and students use: comparisons, records, and the `submission` fixture in-process.

Needs nothing but Python, numpy, pytest and (where a week uses it) torch: this folder ships in every release.
It must never import the trusted side of the grader.
"""

from .compare import (
    Mismatch,
    assert_array,
    assert_bool,
    assert_close,
    assert_dict,
    assert_float,
    assert_float_in,
    assert_int,
    assert_list,
    assert_none,
    assert_record,
    assert_refused,
    assert_same_shape,
    assert_tuple,
)
from .errors import StudentError
from .records import Record

__all__ = [
    "Mismatch",
    "Record",
    "StudentError",
    "assert_array",
    "assert_bool",
    "assert_close",
    "assert_dict",
    "assert_float",
    "assert_float_in",
    "assert_int",
    "assert_list",
    "assert_none",
    "assert_record",
    "assert_refused",
    "assert_same_shape",
    "assert_tuple",
]

"""Comparisons for tests: strict about type, shape, dtype, NaN, Inf and emptiness; a failure is one line.

They see only values that the wire decoder built. They are ours because `==`, `np.allclose` and their like accept what
a grader must not (NaN, broadcasting, subclasses); every bound is written `error <= bound`, which a NaN fails.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from .records import Record
from .submission import short

Errors = type[Exception] | tuple[type[Exception], ...]
Arguments = tuple[Any, ...] | dict[str, Any]


class Mismatch(AssertionError):
    """A comparison failed; `kind` says in which way: value, type, shape, dtype, speed or no error."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


def _type(value: object) -> str:
    kind = type(value)
    return f"numpy.{kind.__name__}" if kind.__module__ == "numpy" else kind.__name__


def assert_int(got: object, expected: int) -> None:
    """Exactly a Python int (not bool, float or a numpy integer) with exactly this value."""
    if type(got) is not int:
        raise Mismatch("type", f"the result is {short(got)}, a {_type(got)}; a Python int is asked for")
    if got != expected:
        raise Mismatch("value", f"got {short(got)}, expected {short(expected)}")


def assert_bool(got: object, expected: bool) -> None:
    """A bool or numpy bool with this value."""
    if type(got) not in (bool, np.bool_):
        raise Mismatch("type", f"the result is {short(got)}, a {_type(got)}; a bool is asked for")
    if bool(got) is not expected:
        raise Mismatch("value", f"got {got}, expected {expected}")


def _number(got: object) -> float:
    if type(got) not in (float, int) and not (isinstance(got, np.floating) and type(got).__module__ == "numpy"):
        raise Mismatch("type", f"the result is {short(got)}, a {_type(got)}; a single number (float) is asked for")
    try:
        value = float(got)  # type: ignore[arg-type]
    except OverflowError:
        raise Mismatch("value", "the result is an integer beyond the range of floats") from None
    if not math.isfinite(value):
        raise Mismatch("value", f"the result is {value}")
    return value


def assert_float(got: object, expected: float, rtol: float = 1e-6, atol: float = 0.0) -> None:
    """A finite float, int or numpy floating scalar with |got - expected| <= atol + rtol * |expected|."""
    value = _number(got)
    if not abs(value - expected) <= atol + rtol * abs(expected):
        raise Mismatch("value", f"got {value!r}, expected {expected!r} (relative tolerance {rtol:g})")


def assert_float_in(got: object, low: float, high: float) -> None:
    """A finite float, int or numpy floating scalar with low <= got <= high."""
    value = _number(got)
    if not low <= value <= high:
        raise Mismatch("value", f"got {value!r}, expected a number from {low!r} to {high!r}")


def _is_tensor(value: object) -> bool:
    return type(value).__name__ == "Tensor" and type(value).__module__ == "torch"


def assert_same_shape(got: Any, shape: Iterable[int]) -> None:
    """An array or tensor of exactly this shape; nothing is broadcast."""
    if type(got) is not np.ndarray and not _is_tensor(got):
        raise Mismatch("type", f"the result is {short(got)}, a {_type(got)}; an array or tensor is asked for")
    if tuple(got.shape) != tuple(shape):
        raise Mismatch("shape", f"the result has shape {tuple(got.shape)}, expected {tuple(shape)}")


def _same_form(got: Any, expected: Any, check_dtype: bool) -> None:
    wanted = "a tensor" if _is_tensor(expected) else "a numpy array"
    if type(got) is not type(expected):
        raise Mismatch("type", f"the result is a {_type(got)}; {wanted} is asked for")
    assert_same_shape(got, expected.shape)
    if check_dtype and got.dtype != expected.dtype:
        raise Mismatch("dtype", f"the result has dtype {got.dtype}, expected {expected.dtype}")


def assert_array(got: Any, expected: np.ndarray) -> None:
    """A numpy array of exactly this dtype, shape and these values."""
    _same_form(got, expected, check_dtype=True)
    if not bool(np.array_equal(got, expected)):
        raise Mismatch("value", f"got {short(got)}, expected {short(expected)}; {_first_difference(got, expected)}")


def assert_close(got: Any, expected: Any, rtol: float = 1e-6, atol: float = 0.0, check_dtype: bool = True) -> None:
    """An array or tensor of the same kind, shape and dtype, all finite, each |g - e| <= atol + rtol * |e|."""
    _same_form(got, expected, check_dtype)
    g, e = (_as_float64(value) for value in (got, expected))
    if not np.isfinite(e).all():
        raise ValueError("this test expects a value that is not finite: its oracle is broken")
    if not np.isfinite(g).all():
        raise Mismatch("value", "the result holds NaN or Inf")
    wrong = ~(np.abs(g - e) <= atol + rtol * np.abs(e))
    if wrong.any():
        text = f"{int(wrong.sum())} of {wrong.size} values differ by more than {rtol:g} relative, {atol:g} absolute"
        raise Mismatch("value", f"{text}; {_first_difference(np.where(wrong, g, e), e)}")


def _as_float64(value: Any) -> Any:
    if _is_tensor(value):
        if value.dtype.is_complex:
            return value.detach().cpu().numpy().astype(np.complex128)
        return value.detach().double().cpu().numpy()
    return value.astype(np.complex128 if np.iscomplexobj(value) else np.float64)


def _first_difference(got: Any, expected: Any) -> str:
    where = np.argwhere(~(np.atleast_1d(got) == np.atleast_1d(expected)))
    if not len(where):
        return "no difference found"
    index = tuple(int(i) for i in where[0])
    return f"first at {list(index)}: {np.atleast_1d(got)[index]} instead of {np.atleast_1d(expected)[index]}"


def assert_none(got: object) -> None:
    """Exactly None."""
    if got is not None:
        raise Mismatch("value", f"got {short(got)}, expected None")


def _sequence(got: Any, kind: type[Any], length: int) -> Any:
    if type(got) is not kind:
        raise Mismatch("type", f"the result is {short(got)}, a {_type(got)}; a {kind.__name__} is asked for")
    if len(got) != length:
        raise Mismatch("shape", f"the {kind.__name__} has {len(got)} items, expected {length}")
    return got


def assert_tuple(got: object, length: int) -> tuple[Any, ...]:
    """Exactly a tuple of this length; returned."""
    result: tuple[Any, ...] = _sequence(got, tuple, length)
    return result


def assert_list(got: object, length: int) -> list[Any]:
    """Exactly a list of this length; returned."""
    result: list[Any] = _sequence(got, list, length)
    return result


def assert_dict(got: Any, keys: Iterable[str]) -> dict[str, Any]:
    """Exactly a dict with exactly these keys; returned."""
    if type(got) is not dict:
        raise Mismatch("type", f"the result is {short(got)}, a {_type(got)}; a dict is asked for")
    wanted = set(keys)
    if set(got) != wanted:
        raise Mismatch("value", f"the dict has the keys {short(sorted(map(repr, got)))}, expected {sorted(wanted)}")
    result: dict[str, Any] = got
    return result


def assert_record(got: object, name: str) -> Record:
    """A record of the given class `name`; returned."""
    if type(got) is not Record or got.record_name != name:
        raise Mismatch("type", f"the result is {short(got)}, a {_type(got)}; a {name} is asked for")
    return got


def assert_refused(function: Callable[..., Any], *bad: Arguments, error: Errors = ValueError, **options: Any) -> None:
    """Each of these argument lists (a tuple, or a dict of keywords) raises `error`, beside these options.

    Each is a request of its own, like any other call: a worker that were told which calls are to be refused would know
    the answer. Judge a right answer first.
    """
    for one in bad:
        args, kwargs = ((), one) if isinstance(one, dict) else (one, {})
        try:
            function(*args, **{**options, **kwargs})
        except error:
            continue
        names = " or ".join(kind.__name__ for kind in (error if isinstance(error, tuple) else (error,)))
        raise Mismatch("no error", f"an exception is asked for ({names}), and none was raised")

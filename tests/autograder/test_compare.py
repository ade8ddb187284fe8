"""The comparison helpers refuse what a grader must not accept: each line here would pass `==`, `allclose` or `assert x`."""

import numpy as np
import pytest
import torch

from autograder import kit
from autograder.kit import Mismatch, Record


@pytest.mark.parametrize("got", [210.0, np.int64(210), True, "210", None, 211, np.array(210), [210]])
def test_assert_int_wants_a_python_int_of_this_value(got):
    kit.assert_int(210, 210)
    with pytest.raises(Mismatch):
        kit.assert_int(got, 210)


def test_assert_int_is_exact_at_any_size():
    kit.assert_int(2**70 + 1, 2**70 + 1)
    with pytest.raises(Mismatch):
        kit.assert_int(2**70, 2**70 + 1)
    with pytest.raises(Mismatch):
        kit.assert_int(True, 1)


@pytest.mark.parametrize("got", [1, 1.0, np.array(True), "True", None, False, np.bool_(False)])
def test_assert_bool_wants_a_truth_value(got):
    kit.assert_bool(True, True)
    kit.assert_bool(np.bool_(True), True)
    with pytest.raises(Mismatch):
        kit.assert_bool(got, True)


@pytest.mark.parametrize(
    "got", [float("nan"), float("inf"), True, np.array(1.0), torch.tensor(1.0), "1.0", None, 1.1, np.int64(1), 10**400]
)
def test_assert_float_wants_a_finite_number_close_by(got):
    for fine in (1.0, 1, np.float32(1.0), np.float64(1.0), 1.0 + 5e-7):
        kit.assert_float(fine, 1.0)
    with pytest.raises(Mismatch):
        kit.assert_float(got, 1.0)


def test_assert_float_does_not_accept_nan_even_for_nan():
    with pytest.raises(Mismatch):
        kit.assert_float(float("nan"), float("nan"))


def test_assert_float_honours_its_bound_on_both_sides():
    kit.assert_float(1.01, 1.0, rtol=0.0101)
    for wrong in (1.02, 0.98, -1.0):
        with pytest.raises(Mismatch):
            kit.assert_float(wrong, 1.0, rtol=0.0101)


@pytest.mark.parametrize("got", [0.9, 2.1, float("nan"), True, "1"])
def test_assert_float_in_honours_its_ends(got):
    kit.assert_float_in(1.0, 1.0, 2.0)
    kit.assert_float_in(2, 1.0, 2.0)
    with pytest.raises(Mismatch):
        kit.assert_float_in(got, 1.0, 2.0)


@pytest.mark.parametrize(
    "got",
    [
        np.array([1, 2], dtype=np.int32),
        np.array([[1, 2]]),
        np.array([1, 3]),
        np.array([1]),
        np.array(1),
        np.array([], dtype=np.int64),
        [1, 2],
        torch.tensor([1, 2]),
        None,
    ],
)
def test_assert_array_is_strict_about_kind_dtype_shape_and_values(got):
    kit.assert_array(np.array([1, 2]), np.array([1, 2]))
    with pytest.raises(Mismatch):
        kit.assert_array(got, np.array([1, 2]))


@pytest.mark.parametrize(
    "got, kind",
    [
        (np.array([1.0, np.nan]), "value"),
        (np.array([1.0, np.inf]), "value"),
        (np.array([1.0, 2.1]), "value"),
        (np.array(1.0), "shape"),
        (np.array([[1.0, 2.0]]), "shape"),
        (np.array([]), "shape"),
        (np.array([1.0, 2.0], dtype=np.float32), "dtype"),
        (torch.tensor([1.0, 2.0], dtype=torch.float64), "type"),
        ([1.0, 2.0], "type"),
    ],
)
def test_assert_close_does_not_broadcast_cast_or_accept_nan(got, kind):
    kit.assert_close(np.array([1.0, 2.0]), np.array([1.0, 2.0 + 1e-7]))
    with pytest.raises(Mismatch) as caught:
        kit.assert_close(got, np.array([1.0, 2.0]))
    assert caught.value.kind == kind


def test_assert_close_compares_tensors_and_complex_numbers():
    kit.assert_close(torch.tensor([1.0]), torch.tensor([1.0]))
    with pytest.raises(Mismatch):
        kit.assert_close(torch.tensor([1.0]), torch.tensor([1.1]))
    with pytest.raises(Mismatch):
        kit.assert_close(np.array([1 + 2j]), np.array([1 - 2j]))


def test_assert_close_refuses_an_oracle_that_is_not_finite():
    with pytest.raises(ValueError, match="oracle"):
        kit.assert_close(np.array([np.nan]), np.array([np.nan]))


def test_empty_results_are_equal_only_to_empty_expectations():
    empty = np.array([], dtype=np.int64)
    kit.assert_array(empty, empty)
    with pytest.raises(Mismatch):
        kit.assert_array(empty, np.array([0]))


def test_containers_are_exactly_what_is_asked():
    assert kit.assert_tuple((1, 2), 2) == (1, 2)
    assert kit.assert_list([1], 1) == [1]
    assert kit.assert_dict({"a": 1}, ["a"]) == {"a": 1}
    kit.assert_none(None)
    for wrong in (
        lambda: kit.assert_tuple([1, 2], 2),
        lambda: kit.assert_tuple((1,), 2),
        lambda: kit.assert_list((1,), 1),
        lambda: kit.assert_dict({"a": 1, "b": 2}, ["a"]),
        lambda: kit.assert_dict({}, ["a"]),
        lambda: kit.assert_dict([("a", 1)], ["a"]),
        lambda: kit.assert_none(0),
        lambda: kit.assert_record({"E": 1}, "ScalingLaw"),
        lambda: kit.assert_record(Record("scaling", "Other", E=1), "ScalingLaw"),
        lambda: kit.assert_same_shape([1, 2], (2,)),
        lambda: kit.assert_same_shape(np.ones((2, 1)), (2,)),
    ):
        with pytest.raises(Mismatch):
            wrong()


def test_a_failure_is_one_line():
    with pytest.raises(Mismatch) as caught:
        kit.assert_close(np.zeros((50, 50)), np.ones((50, 50)))
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 200

"""The wire's table of values: what crosses, comes back the same; what does not, is refused in a sentence."""

import collections
import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from autograder.kit.codec import DoesNotCross, Encoded, WireError, decode, encode
from autograder.kit.records import Record

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**300), 2**300)
    | st.floats()
    | st.text()
    | st.binary()
    | st.complex_numbers()
)
keys = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(keys, inner), max_leaves=20
)


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) and same(a[x], b[y]) for x, y in zip(a, b, strict=True))
    if isinstance(a, (float, complex)):
        return repr(a) == repr(b)
    return a == b


@given(values)
def test_plain_values_come_back_with_type_and_value(value):
    try:
        encoded = encode(value)
    except DoesNotCross:
        return  # lone surrogates
    assert same(decode(encoded), value)


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint64", "float16", "float32", "float64", "complex64", "complex128"]
)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3)])
def test_arrays_come_back_with_dtype_shape_and_bytes(dtype, shape):
    array = np.asarray(np.arange(math.prod(shape)).reshape(shape) % 2, dtype=dtype)
    back = decode(encode(array))
    assert type(back) is np.ndarray and back.dtype == array.dtype and back.shape == array.shape
    assert back.tobytes() == array.tobytes() and back.flags.writeable


def test_arrays_in_any_layout_come_back_in_order():
    base = np.arange(24, dtype=np.float64).reshape(4, 6)
    for array in (base.T, base[::2, ::-1], base.astype(">f8")):
        assert np.array_equal(decode(encode(array)), array)


@pytest.mark.parametrize(
    "dtype", [torch.bool, torch.int64, torch.float16, torch.bfloat16, torch.float32, torch.float8_e4m3fn]
)
def test_tensors_come_back_with_dtype_shape_and_values(dtype):
    tensor = (torch.arange(6).reshape(2, 3) % 2).to(dtype)
    for form in (tensor, tensor.t(), tensor[:0], tensor[0, 0]):
        back = decode(encode(form))
        assert type(back) is torch.Tensor and back.dtype == dtype and back.shape == form.shape
        assert torch.equal(back.float(), form.float())


def test_numpy_scalars_keep_their_type_so_that_they_can_be_refused_in_a_sentence():
    for value in (np.int64(3), np.float32(0.5), np.bool_(True)):
        back = decode(encode(value))
        assert type(back) is type(value) and back == value


def test_records_cross_as_inert_fields():
    record = Record("scaling", "ScalingLaw", E=1.5, alpha=0.34)
    back = decode(encode([record]))[0]
    assert (back.module_name, back.record_name, back.E, back.alpha) == ("scaling", "ScalingLaw", 1.5, 0.34)
    with pytest.raises(AttributeError):
        back.E = 2.0


class LyingInt(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class LyingTensor(torch.Tensor):
    pass


@pytest.mark.parametrize(
    "value, word",
    [
        (LyingInt(3), "subclass of int"),
        (collections.OrderedDict(a=1), "subclass of dict"),
        (np.ma.masked_array([1.0]), "subclass of ndarray"),
        (np.array(["a"]), "dtype"),
        (np.array([object()]), "dtype"),
        (torch.nn.Parameter(torch.ones(1)), "subclass of torch.Tensor"),
        (torch.ones(1).as_subclass(LyingTensor), "subclass of torch.Tensor"),
        (torch.empty(2, device="meta"), "meta"),
        (torch.eye(2).to_sparse(), "sparse"),
        ((x for x in [1]), "later"),
        (object(), "not a value"),
        ({(1, LyingInt(2)): 1}, "key"),
        (2**5000, "bits"),
        ("\ud800", "Unicode"),
    ],
)
def test_what_does_not_cross_is_refused_in_a_sentence(value, word):
    with pytest.raises(DoesNotCross, match=word):
        encode(value)


def test_nesting_and_counts_are_capped():
    deep = []
    for _ in range(100):
        deep = [deep]
    with pytest.raises(DoesNotCross, match="nested"):
        encode(deep)
    with pytest.raises(DoesNotCross, match="parts"):
        encode([0] * 300_000)


@pytest.mark.parametrize(
    "tree, buffers",
    [
        (["n", "float64", [2**62, 0], 0], (b"",)),
        (["n", "float64", [2], 0], (b"12345678",)),
        (["n", "float64", [1] * 1000, 0], (b"12345678",)),
        (["n", "object", [1], 0], (b"12345678",)),
        (["n", "float64", [-1], 0], (b"",)),
        (["n", "float64", [True], 0], (b"12345678",)),
        (["n", "bool", [1], 0], (b"\x07",)),
        (["T", "float64", [1], 0], (b"1234567",)),
        (["b", 1], (b"",)),
        (["t", ["b", 0], ["b", 0]], (b"x",)),
        ([None], ()),
        (["f", "1" * 100], ()),
        (["f", 1.5], ()),
        (["d", [1]], ()),
        (["d", [1, 2], [1, 3]], ()),
        (["d", [["l"], 2]], ()),
        (["r", "os", "system; x", []], ()),
        (["r", "a", "__class__", []], ()),
        (["eval", "1"], ()),
        ({"a": 1}, ()),
        (1.5, ()),
        (None, (b"unused",)),
        (2**5000, ()),
    ],
)
def test_malformed_trees_are_wire_errors(tree, buffers):
    with pytest.raises(WireError):
        decode(Encoded(tree, buffers))


json_trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(list("ltdrfcbsnT") + ["float64", "int8"]),
    lambda inner: st.lists(inner, max_size=6),
    max_leaves=30,
)


@given(json_trees, st.lists(st.binary(max_size=16), max_size=3))
def test_any_tree_decodes_or_is_a_wire_error(tree, buffers):
    try:
        decode(Encoded(tree, tuple(buffers)))
    except WireError:
        pass

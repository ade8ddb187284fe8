"""The wire's table of values: a closed set of tags, turned into a JSON tree plus raw buffers and back.

Used on both sides of the trust boundary and, in-process, on students' laptops, so that what crosses there crosses here.
It must never unpickle, evaluate, or look a name up in what it decodes: every tag below maps to one constructor, and
every cap is checked before anything is built. Exact types only (`type(x) is`): no subclass and no lazy object crosses.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .records import Record, is_identifier

MAX_INT_BITS = 4096
MAX_DEPTH = 32
MAX_NODES = 200_000
MAX_STRING = 1_000_000
MAX_NDIM = 32
MAX_COLLISIONS = 64
MAX_BUFFER_BYTES = 256 * 2**20

NUMPY_DTYPES = frozenset(
    [
        "bool",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float16",
        "float32",
        "float64",
        "complex64",
        "complex128",
    ]
)
TORCH_DTYPES = {
    "bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8, "float16": 2, "bfloat16": 2, "float32": 4,
    "float64": 8, "complex64": 8, "complex128": 16, "float8_e4m3fn": 1, "float8_e5m2": 1,
}  # fmt: skip


class DoesNotCross(Exception):
    """A value that the wire does not carry; the text is a sentence for its author."""


class WireError(Exception):
    """Bytes or a tree that break the wire's rules; raised by decoding only."""


class Encoded(NamedTuple):
    """A value on the wire: a JSON-ready tree, and the raw buffers that its tags point into."""

    tree: Any
    buffers: tuple[bytes, ...]


def encode(value: object, record_of: Callable[[object], Record | None] = lambda value: None) -> Encoded:
    """Encode a value; `record_of` recognises instances of the given classes. Raises DoesNotCross with a sentence."""
    encoder = _Encoder(record_of)
    return Encoded(encoder.tree(value, 0), tuple(encoder.buffers))


class _Encoder:
    def __init__(self, record_of: Callable[[object], Record | None]) -> None:
        self.record_of = record_of
        self.buffers: list[bytes] = []
        self.nodes = 0
        self.bytes = 0

    def tree(self, value: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise DoesNotCross(f"the value has more than {MAX_NODES:,} parts; give an array instead of lists")
        if depth > MAX_DEPTH:
            raise DoesNotCross(f"the value is nested deeper than {MAX_DEPTH} levels")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            if value.bit_length() > MAX_INT_BITS:
                raise DoesNotCross(f"the integer has more than {MAX_INT_BITS} bits")
            return value
        if kind is float:
            return ["f", value.hex()]
        if kind is str:
            return _checked_text(value)
        if kind is complex:
            return ["c", value.real.hex(), value.imag.hex()]
        if kind is bytes:
            return ["b", self.buffer(value)]
        if kind is list or kind is tuple:
            return ["l" if kind is list else "t", *[self.tree(item, depth + 1) for item in list(value)]]
        if kind is dict:
            if _collide(list(value)):
                raise DoesNotCross("the dictionary has too many keys of one hash value; use other keys")
            return ["d", *[[self.key(k, depth + 1), self.tree(v, depth + 1)] for k, v in list(value.items())]]
        if kind is np.ndarray:
            return self.array(value)
        if kind in _NUMPY_SCALARS:
            return ["s", value.dtype.name, self.buffer(np.asarray(value).tobytes())]
        torch = sys.modules.get("torch")
        if torch is not None and kind is torch.Tensor:
            return self.tensor(value, torch)
        record = value if kind is Record else self.record_of(value)
        if record is not None:
            fields = [[name, self.tree(item, depth + 1)] for name, item in record.fields]
            return ["r", record.module_name, record.record_name, fields]
        raise DoesNotCross(_why_not(value))

    def key(self, value: Any, depth: int) -> Any:
        if value is None or type(value) in (bool, int, float, str, bytes):
            return self.tree(value, depth)
        if type(value) is tuple:
            self.nodes += 1
            if depth > MAX_DEPTH:
                raise DoesNotCross(f"the value is nested deeper than {MAX_DEPTH} levels")
            return ["t", *[self.key(item, depth + 1) for item in value]]
        raise DoesNotCross(f"a dictionary key of type {_type_name(value)} does not cross; use str, int, float or tuple")

    def buffer(self, data: bytes) -> int:
        self.bytes += len(data)
        if self.bytes > MAX_BUFFER_BYTES:
            raise DoesNotCross(f"the value takes more than {MAX_BUFFER_BYTES // 2**20} MB")
        self.buffers.append(data)
        return len(self.buffers) - 1

    def array(self, value: Any) -> Any:
        if value.dtype.name not in NUMPY_DTYPES:
            raise DoesNotCross(f"an array of dtype {_safe(value.dtype.name)} does not cross; use a numeric dtype")
        self.room_for(value.nbytes)
        data = np.ascontiguousarray(value).astype(value.dtype.newbyteorder("<"), copy=False).tobytes()
        return ["n", value.dtype.name, list(value.shape), self.buffer(data)]

    def tensor(self, value: Any, torch: Any) -> Any:
        name = str(value.dtype).removeprefix("torch.")
        if name not in TORCH_DTYPES:
            raise DoesNotCross(f"a tensor of dtype {_safe(name)} does not cross")
        if value.layout is not torch.strided or value.device.type == "meta":
            raise DoesNotCross("a sparse, quantized or meta tensor does not cross; give a dense tensor with values")
        self.room_for(value.numel() * TORCH_DTYPES[name])
        plain = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
        data = plain.reshape(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""
        return ["T", name, list(value.shape), self.buffer(data)]

    def room_for(self, size: int) -> None:
        if self.bytes + size > MAX_BUFFER_BYTES:
            raise DoesNotCross(f"the value takes more than {MAX_BUFFER_BYTES // 2**20} MB")


_NUMPY_SCALARS = frozenset(np.dtype(name).type for name in NUMPY_DTYPES)


def _checked_text(value: str) -> str:
    if len(value) > MAX_STRING:
        raise DoesNotCross(f"the string is longer than {MAX_STRING:,} characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise DoesNotCross("the string is not valid Unicode (it holds a lone surrogate)") from None
    return value


def _type_name(value: object) -> str:
    kind = type(value)
    module, name = getattr(kind, "__module__", ""), getattr(kind, "__qualname__", "?")
    return _safe(name if module == "builtins" else f"{module}.{name}")


def _safe(text: object) -> str:
    return "".join(c for c in str(text)[:100] if c.isprintable())


def _why_not(value: Any) -> str:
    """One sentence that tells a student why this object is not a value."""
    name = _type_name(value)
    for base in (bool, int, float, str, list, tuple, dict, np.ndarray):
        if base in type(value).__mro__[1:]:
            return f"the result is a {name}, a subclass of {base.__name__}; return a plain {base.__name__}"
    torch = sys.modules.get("torch")
    if torch is not None and torch.Tensor in type(value).__mro__[1:]:
        return f"the result is a {name}, a subclass of torch.Tensor; return a plain tensor (for a Parameter: .detach())"
    if hasattr(type(value), "__next__"):
        return f"the result is a {name}, which computes its values later; return a list or an array"
    return f"the result is a {name}, which is not a value that can be handed over"


def decode(encoded: Encoded) -> Any:
    """Build the value again: plain Python objects, arrays, tensors and inert records. Raises WireError only."""
    decoder = _Decoder(encoded.buffers)
    try:
        value = decoder.value(encoded.tree, 0)
    except WireError:
        raise
    except Exception as error:  # whatever a hostile tree provokes is the same verdict
        raise WireError(f"malformed value ({type(error).__name__})") from None
    if decoder.unused:
        raise WireError("buffers that no value uses")
    return value


class _Decoder:
    def __init__(self, buffers: tuple[bytes, ...]) -> None:
        self.buffers = buffers
        self.unused = set(range(len(buffers)))
        self.nodes = 0

    def value(self, tree: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise WireError("a value with too many parts or levels")
        kind = type(tree)
        if tree is None or kind is bool:
            return tree
        if kind is int:
            if tree.bit_length() > MAX_INT_BITS:
                raise WireError("an integer that is too long")
            return tree
        if kind is str:
            if len(tree) > MAX_STRING:
                raise WireError("a string that is too long")
            tree.encode("utf-8")
            return tree
        if kind is not list or not tree or type(tree[0]) is not str:
            raise WireError("an unknown form")
        tag, *rest = tree
        if tag == "l":
            return [self.value(item, depth + 1) for item in rest]
        if tag == "t":
            return tuple(self.value(item, depth + 1) for item in rest)
        if tag == "d":
            return self.dictionary(rest, depth)
        if tag == "r" and len(rest) == 3:
            return self.record(rest[0], rest[1], rest[2], depth)
        if tag == "f" and len(rest) == 1:
            return float.fromhex(_short(rest[0]))
        if tag == "c" and len(rest) == 2:
            return complex(float.fromhex(_short(rest[0])), float.fromhex(_short(rest[1])))
        if tag == "b" and len(rest) == 1:
            return self.buffer(rest[0])
        if tag == "s" and len(rest) == 2 and rest[0] in NUMPY_DTYPES:
            return self.array(rest[0], [1], rest[1])[0]
        if tag == "n" and len(rest) == 3 and rest[0] in NUMPY_DTYPES:
            return self.array(rest[0], rest[1], rest[2])
        if tag == "T" and len(rest) == 3 and rest[0] in TORCH_DTYPES:
            return self.tensor(rest[0], rest[1], rest[2])
        raise WireError("an unknown tag")

    def dictionary(self, items: list[Any], depth: int) -> dict[Any, Any]:
        keys: list[Any] = []
        for item in items:
            if type(item) is not list or len(item) != 2:
                raise WireError("a dictionary item that is no pair")
            keys.append(self.value(item[0], depth + 1))
            if not _is_key(keys[-1]):
                raise WireError("a dictionary key of a wrong type")
        if _collide(keys):
            raise WireError("a dictionary whose keys collide")
        if len(set(keys)) < len(keys):
            raise WireError("a dictionary key that is doubled")
        return {key: self.value(item[1], depth + 1) for key, item in zip(keys, items, strict=True)}

    def record(self, module: Any, name: Any, fields: Any, depth: int) -> Record:
        if not (is_identifier(module) and is_identifier(name)) or type(fields) is not list or len(fields) > 64:
            raise WireError("a record without a proper name")
        pairs: dict[str, Any] = {}
        for item in fields:
            if type(item) is not list or len(item) != 2 or not is_identifier(item[0]) or item[0] in pairs:
                raise WireError("a record field that is doubled or without a name")
            pairs[item[0]] = self.value(item[1], depth + 1)
        return Record(module, name, **pairs)

    def buffer(self, index: Any) -> bytes:
        if type(index) is not int or index not in self.unused:
            raise WireError("a buffer that is not there, or used twice")
        self.unused.discard(index)
        return self.buffers[index]

    def shaped(self, shape: Any, itemsize: int, index: Any) -> tuple[tuple[int, ...], bytes]:
        if type(shape) is not list or len(shape) > MAX_NDIM:
            raise WireError("a shape that is too long")
        count = 1
        for size in shape:
            if type(size) is not int or not 0 <= size <= MAX_BUFFER_BYTES:
                raise WireError("a dimension out of range")
            count *= size
        data = self.buffer(index)
        if count * itemsize != len(data):
            raise WireError("a shape that does not fit its bytes")
        return tuple(shape), data

    def array(self, dtype: str, shape: Any, index: Any) -> Any:
        form = np.dtype(dtype).newbyteorder("<")
        sizes, data = self.shaped(shape, form.itemsize, index)
        if dtype == "bool" and data.strip(b"\0\1"):
            raise WireError("a truth value that is neither 0 nor 1")
        return np.frombuffer(bytearray(data), dtype=form).astype(np.dtype(dtype), copy=False).reshape(sizes)

    def tensor(self, dtype: str, shape: Any, index: Any) -> Any:
        import torch

        sizes, data = self.shaped(shape, TORCH_DTYPES[dtype], index)
        if dtype == "bool" and data.strip(b"\0\1"):
            raise WireError("a truth value that is neither 0 nor 1")
        if not data:
            return torch.empty(sizes, dtype=getattr(torch, dtype))
        return torch.frombuffer(bytearray(data), dtype=torch.uint8).view(getattr(torch, dtype)).reshape(sizes)


def _short(text: Any) -> str:
    if type(text) is not str or len(text) > 40:
        raise WireError("a number that is no short text")
    return text


def _collide(keys: list[Any]) -> bool:
    """Whether building a dictionary of these would take quadratic time: hashes of numbers can be chosen."""
    return len(keys) > MAX_COLLISIONS and max(Counter(map(hash, keys)).values()) > MAX_COLLISIONS


def _is_key(value: Any) -> bool:
    if type(value) is tuple:
        return all(_is_key(item) for item in value)
    return value is None or type(value) in (bool, int, float, str, bytes)

"""Model files in the safetensors format: eight bytes of length, a JSON header, then the numbers; nothing in it can run.

Stricter than the format: every byte belongs to exactly one tensor, no name stands twice, and of metadata only `layers`
(the network as JSON) and `format` may be there. The grader reads such a file inside a sandboxed worker only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

DTYPES = {"F32": "<f4", "F16": "<f2", "I8": "<i1", "U8": "<u1"}
MAX_HEADER = 64 * 1024
MAX_TENSORS = 512
_METADATA = ("layers", "format")
Tensors = dict[str, "np.ndarray[Any, Any]"]


class ModelError(ValueError):
    """A model is not accepted; the text is a sentence for its author."""


def read_model(data: bytes) -> tuple[list[Any], Tensors]:
    """The layers as they stand in the metadata, and the tensors by name. Raises ModelError."""
    if len(data) < 8:
        raise ModelError("the file is too short to be a safetensors file")
    length = int.from_bytes(data[:8], "little")
    if length > min(MAX_HEADER, len(data) - 8):
        raise ModelError(
            f"the header says that it takes {length:,} bytes; at most {MAX_HEADER:,} and the file's own size are read"
        )
    header = _json(data[8 : 8 + length], "the header")
    metadata = header.pop("__metadata__", {})
    if type(metadata) is not dict or "layers" not in metadata:
        raise ModelError("the file's metadata has no `layers`; write the file with save_model")
    if unknown := sorted(set(metadata) - set(_METADATA)):
        raise ModelError(
            f"the metadata says {unknown[0][:60]!r}; what a model costs is counted here, so only `layers` may stand there"
        )
    layers = _json(str(metadata["layers"]).encode("utf-8", "replace"), "`layers`")
    if type(layers) is not list:
        raise ModelError("`layers` is not a list of layers")
    return layers, _tensors(header, memoryview(data)[8 + length :])


def _json(text: bytes, what: str) -> Any:
    try:
        found = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except ModelError:
        raise
    except (ValueError, RecursionError):
        raise ModelError(f"{what} is not the JSON that is asked for") from None
    if what == "the header" and type(found) is not dict:
        raise ModelError("the header is not a JSON object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ModelError(f"the name {twice[:60]!r} stands twice")
    return dict(pairs)


def _no_number(word: str) -> Any:
    raise ModelError(f"{word} is no number of JSON")


def _tensors(header: Mapping[str, Any], body: memoryview) -> Tensors:
    """Each entry checked against the bytes; together they must cover the body, without gap or overlap."""
    if len(header) > MAX_TENSORS:
        raise ModelError(f"there are {len(header):,} tensors; at most {MAX_TENSORS} are read")
    places = sorted(((*_place(name, entry), name) for name, entry in header.items()), key=lambda place: place[:2])
    end, tensors = 0, {}
    for start, stop, name in places:
        if start != end:
            raise ModelError(
                f"{name[:60]!r} begins at byte {start:,} instead of {end:,}: gaps and overlaps are not accepted"
            )
        dtype, shape = np.dtype(DTYPES[header[name]["dtype"]]), header[name]["shape"]
        count = int(np.prod([1, *shape], dtype=object))
        if count * dtype.itemsize != stop - start or stop > len(body):
            raise ModelError(f"the shape of {name[:60]!r} does not fit its bytes")
        end, tensors[name] = stop, np.frombuffer(body[start:stop], dtype).reshape(shape).astype(dtype.newbyteorder("="))
    if end != len(body):
        raise ModelError(f"{len(body) - end:,} bytes at the end of the file belong to no tensor")
    return tensors


def _place(name: str, entry: Any) -> tuple[int, int]:
    if type(entry) is not dict or set(entry) != {"dtype", "shape", "data_offsets"}:
        raise ModelError(f"the entry of {name[:60]!r} is not that of a tensor")
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if type(dtype) is not str or dtype not in DTYPES:
        raise ModelError(f"{name[:60]!r} has the dtype {str(dtype)[:20]!r}; there are {', '.join(DTYPES)}")
    if type(shape) is not list or len(shape) > 4 or not all(type(size) is int and 0 < size < 2**31 for size in shape):
        raise ModelError(f"{name[:60]!r} has no proper shape: up to four sizes, each 1 or more")
    if type(offsets) is not list or len(offsets) != 2 or not all(type(at) is int and 0 <= at < 2**40 for at in offsets):
        raise ModelError(f"{name[:60]!r} has no proper offsets")
    return offsets[0], offsets[1]


def model_bytes(layers: list[Any], tensors: Mapping[str, Any]) -> bytes:
    """The file of a network: NumPy arrays or torch tensors by name, float32 unless they are float16, int8 or uint8."""
    header: dict[str, Any] = {"__metadata__": {"layers": json.dumps(layers)}}
    body = b""
    for name in sorted(tensors):
        array = np.asarray(tensors[name].detach().cpu() if hasattr(tensors[name], "detach") else tensors[name])
        kind = {"float16": "F16", "int8": "I8", "uint8": "U8"}.get(array.dtype.name, "F32")
        data = np.ascontiguousarray(array).astype(DTYPES[kind]).tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + body

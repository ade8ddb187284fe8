"""A network as data: layers from a closed vocabulary, and tensors. The course's own code checks it, counts it, runs it.

Nobody states what a network costs; it is counted from the values that are there. A layer is a dict:

    {"kind": "conv2d", "name": "stem", "stride": 1, "padding": 1, "groups": 1}    stem.weight, stem.bias if there is one
    {"kind": "linear", "name": "head"}                                            head.weight, head.bias if there is one
    {"kind": "batchnorm", "name": "norm"}          norm.weight, .bias, .running_mean, .running_var, as PyTorch names them
    {"kind": "relu"}  {"kind": "flatten"}  {"kind": "maxpool", "size": 2}  {"kind": "avgpool", "size": 2}
    {"kind": "residual", "layers": [...]}          the input is added to what these layers make of it

A tensor of int8 is `w` times `w.scale` (one number, or one a row); a tensor of uint8 is looked up in `w.codebook`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .tensorfile import ModelError, Tensors

#: kind -> its whole numbers: (least, most, default); None: it must be given
NUMBERS: dict[str, dict[str, tuple[int, int, int | None]]] = {
    "conv2d": {"stride": (1, 8, 1), "padding": (0, 8, 0), "groups": (1, 4096, 1)},
    "linear": {},
    "batchnorm": {},
    "relu": {},
    "flatten": {},
    "maxpool": {"size": (1, 64, None)},
    "avgpool": {"size": (1, 64, None)},
    "residual": {},
}
NAMED = ("conv2d", "linear", "batchnorm")
COSTS = ("bytes", "bits", "macs", "params")
MAX_LAYERS, MAX_DEPTH = 128, 4
#: Numbers that one image may become inside a layer: what a convolution's windows hold.
MAX_NUMBERS = 2**19
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.]{0,59}")
_SMALLEST = np.finfo(np.float32).tiny


@dataclass(frozen=True)
class Network:
    """A network that has been checked: its layers, its weights as float32, and what it costs.

    costs: `params`, the entries of its tensors; `bits`, each entry in as many bits as its values need, zeros like all
    others; `bytes`, the same with each tensor in the smallest of three forms: dense, a bit for each place and the
    entries that are not 0, or these with their index; `macs`, multiplications of convolutions and linear layers for one
    image (padding and zeros included, as a dense kernel does them).
    """

    layers: list[Any]
    weights: Tensors
    costs: dict[str, int]


def network(layers: Any, tensors: Any, image: tuple[int, ...], classes: int, max_macs: int) -> Network:
    """Check values that somebody handed in. `image`: shape of one input. Raises ModelError with a sentence."""
    if type(layers) is not list or type(tensors) is not dict:
        raise ModelError("a model is a list of layers and a dict of tensors")
    weights, bits, smallest = {}, 0, 0
    for name, tensor in tensors.items():
        if type(name) is not str or type(tensor) is not np.ndarray or not tensor.size:
            raise ModelError("a model's tensors are arrays with names, none of them empty")
        if tensor.dtype.name not in ("float32", "float16", "int8", "uint8"):
            raise ModelError(f"{name[:80]!r} is {tensor.dtype.name}; float32, float16, int8 and uint8 are accepted")
    for name in tensors:
        if (base := name.rpartition(".")[0]) in tensors and name.endswith((".scale", ".codebook")):
            width, entries = _float_bits(tensors, name), tensors[name].size
            bits, smallest = bits + width * entries, smallest + width * entries
            if tensors[base].dtype.name != {"scale": "int8", "codebook": "uint8"}[name.rpartition(".")[2]]:
                raise ModelError(f"{name[:80]!r} is there, but {base[:80]!r} is {tensors[base].dtype.name}")
            continue
        weights[name], width = _value(tensors, name)
        entries, kept = weights[name].size, int(np.count_nonzero(weights[name]))
        bits += entries * width
        smallest += min(entries * width, entries + kept * width, kept * (width + max(1, (entries - 1).bit_length())))
    plan = _Plan(weights, max_macs)
    found = plan.walk(layers, image, 0)
    if found != (classes,):
        raise ModelError(f"the network makes {found} of an image; {classes} numbers are asked for")
    if unused := sorted(set(weights) - plan.used):
        raise ModelError(f"{unused[0][:80]!r} belongs to no layer")
    params = sum(tensor.size for tensor in tensors.values())
    counted = {"bytes": -(-smallest // 8), "bits": bits, "macs": plan.macs, "params": params}
    return Network(layers, weights, counted)


def _float_bits(tensors: Tensors, name: str) -> int:
    """16 or 32. Raises ModelError where a number cannot be calculated with."""
    tensor = tensors[name]
    if tensor.dtype.name not in ("float32", "float16"):
        raise ModelError(f"{name[:80]!r} is {tensor.dtype.name}; it has no scale or codebook of its own")
    _usable(tensor, name)
    return 16 if tensor.dtype.name == "float16" else 32


def _usable(tensor: np.ndarray[Any, Any], name: str) -> None:
    values = np.abs(tensor.astype(np.float32))
    if not np.isfinite(values).all():
        raise ModelError(f"{name[:80]!r} holds NaN or infinity")
    if ((values > 0) & (values < _SMALLEST)).any():
        raise ModelError(
            f"{name[:80]!r} holds numbers so small (denormal) that processors treat them differently; set them to 0"
        )


def _value(tensors: Tensors, name: str) -> tuple[np.ndarray[Any, Any], int]:
    """A tensor as float32, and the bits that each of its entries takes."""
    tensor = tensors[name]
    if tensor.dtype.kind == "f":
        return tensor.astype(np.float32), _float_bits(tensors, name)
    helper = f"{name}.scale" if tensor.dtype.name == "int8" else f"{name}.codebook"
    if helper not in tensors:
        raise ModelError(f"{name[:80]!r} is {tensor.dtype.name}, and there is no {helper[:90]!r}")
    numbers = tensors[helper].astype(np.float32)
    if tensor.dtype.name == "uint8":
        if numbers.ndim != 1 or numbers.size > 256 or tensor.max() >= numbers.size:
            raise ModelError(f"{helper[:90]!r} is not a list of up to 256 numbers that holds every code")
        return numbers[tensor], max(1, (numbers.size - 1).bit_length())
    if numbers.size not in (1, len(tensor) if tensor.ndim else 1):
        raise ModelError(f"{helper[:90]!r} has {numbers.size} numbers; one, or one for each row, is asked for")
    with np.errstate(all="ignore"):
        values = tensor * numbers.reshape(-1, *[1] * (tensor.ndim - 1)) if tensor.ndim else tensor * numbers.reshape(())
    _usable(values, name)
    low, high = int(tensor.min()), int(tensor.max())
    return values, next(width for width in range(1, 9) if -(1 << width - 1) <= low and high < 1 << width - 1)


@dataclass
class _Plan:
    """Follows an image's shape through the layers."""

    weights: Tensors
    max_macs: int
    used: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    macs: int = 0
    layers: int = 0

    def walk(self, layers: Any, shape: tuple[int, ...], depth: int) -> tuple[int, ...]:
        if type(layers) is not list or depth > MAX_DEPTH:
            raise ModelError(f"layers are a list, and residuals nest at most {MAX_DEPTH} deep")
        for layer in layers:
            self.layers += 1
            if self.layers > MAX_LAYERS:
                raise ModelError(f"there are more than {MAX_LAYERS} layers")
            shape = self.layer(layer, shape, depth)
            if int(np.prod(shape, dtype=object)) > MAX_NUMBERS:
                raise ModelError(f"one image becomes {shape}; at most {MAX_NUMBERS:,} numbers are accepted")
        return shape

    def layer(self, layer: Any, shape: tuple[int, ...], depth: int) -> tuple[int, ...]:
        kind = layer.get("kind") if type(layer) is dict else None
        if type(kind) is not str or kind not in NUMBERS:
            raise ModelError(f"{str(kind)[:40]!r} is no kind of layer; there are {', '.join(NUMBERS)}")
        extra = {"name"} if kind in NAMED else {"layers"} if kind == "residual" else set()
        if unknown := sorted(str(key) for key in set(layer) - {"kind"} - extra - set(NUMBERS[kind])):
            raise ModelError(f"a layer of kind {kind} has no {unknown[0][:40]!r}")
        n = {key: number(layer, key) for key in NUMBERS[kind]}
        if kind == "residual":
            if self.walk(layer.get("layers"), shape, depth + 1) != shape:
                raise ModelError("the layers inside a residual must give the shape that they are given")
            return shape
        if kind == "relu":
            return shape
        if kind == "flatten":
            return (int(np.prod(shape)),)
        if kind == "batchnorm":
            return self.batchnorm(self.name(layer), shape)
        if kind == "linear":
            return self.linear(self.name(layer), shape)
        if len(shape) != 3:
            raise ModelError(f"{kind} is given {shape}; it asks for channels, height and width")
        if kind == "conv2d":
            return self.conv2d(self.name(layer), shape, n["stride"], n["padding"], n["groups"])
        if n["size"] > min(shape[1:]):
            raise ModelError(f"{kind} of size {n['size']} is given {shape}")
        return (shape[0], shape[1] // n["size"], shape[2] // n["size"])

    def name(self, layer: dict[str, Any]) -> str:
        name = layer.get("name")
        if type(name) is not str or not _NAME.fullmatch(name) or name in self.names:
            raise ModelError(f"{str(name)[:60]!r} is no name of a layer, or two layers have it")
        self.names.add(name)
        return name

    def tensor(self, name: str, dims: int, optional: bool = False) -> np.ndarray[Any, Any] | None:
        tensor = self.weights.get(name)
        if tensor is None and optional:
            return None
        if tensor is None or tensor.ndim != dims:
            raise ModelError(f"{name!r} is missing, or has not {dims} dimensions")
        self.used.add(name)
        return tensor

    def affine(self, name: str, dims: int) -> tuple[int, ...]:
        """The shape of NAME.weight; a bias must fit it."""
        weight, bias = self.tensor(f"{name}.weight", dims), self.tensor(f"{name}.bias", 1, optional=True)
        assert weight is not None
        if bias is not None and len(bias) != len(weight):
            raise ModelError(f"'{name}.bias' has {len(bias)} numbers for {len(weight)} outputs")
        return tuple(weight.shape)

    def count(self, macs: int) -> None:
        self.macs += macs
        if self.macs > self.max_macs:
            raise ModelError(f"the network takes more than {self.max_macs:,} multiplications an image")

    def linear(self, name: str, shape: tuple[int, ...]) -> tuple[int, ...]:
        outputs, inputs = self.affine(name, 2)
        if shape != (inputs,):
            raise ModelError(f"'{name}.weight' takes {inputs} inputs and is given {shape}")
        self.count(inputs * outputs)
        return (outputs,)

    def conv2d(self, name: str, shape: tuple[int, ...], stride: int, padding: int, groups: int) -> tuple[int, ...]:
        outputs, inputs, height, width = self.affine(name, 4)
        if shape[0] != inputs * groups or outputs % groups:
            raise ModelError(f"'{name}.weight' of {outputs, inputs, height, width} in {groups} groups is given {shape}")
        rows, columns = (
            (size + 2 * padding - k) // stride + 1 for size, k in zip(shape[1:], (height, width), strict=True)
        )
        if rows < 1 or columns < 1:
            raise ModelError(f"the kernel of '{name}' is larger than what it is given, {shape}")
        if shape[0] * height * width * rows * columns > MAX_NUMBERS:
            raise ModelError(f"the windows of '{name}' hold more than {MAX_NUMBERS:,} numbers an image")
        self.count(outputs * inputs * height * width * rows * columns)
        return (outputs, rows, columns)

    def batchnorm(self, name: str, shape: tuple[int, ...]) -> tuple[int, ...]:
        for part in ("weight", "bias", "running_mean", "running_var"):
            tensor = self.tensor(f"{name}.{part}", 1)
            assert tensor is not None
            if len(tensor) != shape[0] or (part == "running_var" and tensor.min() < 0):
                raise ModelError(f"'{name}.{part}' does not fit {shape}, or holds a variance below 0")
        return shape


def number(layer: Mapping[str, Any], key: str) -> int:
    """A layer's whole number, or its default. Raises ModelError."""
    least, most, default = NUMBERS[layer["kind"]][key]
    value = layer.get(key, default)
    if type(value) is not int or not least <= value <= most:
        raise ModelError(
            f"{key} of a {layer['kind']} is {str(value)[:20]}; it is a whole number from {least} to {most}"
        )
    return value

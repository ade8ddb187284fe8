"""Running a network that `network` has checked: NumPy alone, float32, so that the same bytes give the same answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .network import number

Array = np.ndarray[Any, Any]
BATCH = 100
_EPSILON = np.float32(1e-5)


def run(layers: list[Any], weights: Mapping[str, Array], images: Array) -> Array:
    """What the network makes of images (n, channels, height, width): float32 of (n, classes)."""
    with np.errstate(all="ignore"):
        batches = [images[start : start + BATCH].astype(np.float32) for start in range(0, len(images), BATCH)]
        return np.concatenate([_through(layers, weights, batch) for batch in batches])


def _through(layers: list[Any], weights: Mapping[str, Array], x: Array) -> Array:
    for layer in layers:
        x = _layer(layer, weights, x)
    return x


def _layer(layer: Mapping[str, Any], weights: Mapping[str, Array], x: Array) -> Array:
    kind, name = layer["kind"], layer.get("name")
    if kind == "residual":
        return x + _through(layer["layers"], weights, x)
    if kind == "relu":
        return np.maximum(x, np.float32(0))
    if kind == "flatten":
        return x.reshape(len(x), -1)
    if kind == "batchnorm":
        scale, shift, mean, variance = (
            weights[f"{name}.{part}"].reshape(-1, *[1] * (x.ndim - 2))
            for part in ("weight", "bias", "running_mean", "running_var")
        )
        y: Array = (x - mean) / np.sqrt(variance + _EPSILON) * scale + shift
        return y
    if kind == "linear":
        z: Array = x @ weights[f"{name}.weight"].T + weights.get(f"{name}.bias", np.float32(0))
        return z
    if kind == "conv2d":
        conv = _conv2d(x, weights[f"{name}.weight"], *(number(layer, key) for key in ("stride", "padding", "groups")))
        return conv + weights[f"{name}.bias"].reshape(-1, 1, 1) if f"{name}.bias" in weights else conv
    return _pool(x, number(layer, "size"), np.max if kind == "maxpool" else np.mean)


def _conv2d(x: Array, weight: Array, stride: int, padding: int, groups: int) -> Array:
    """Every window as a column, then one product a group."""
    outputs, _, height, width = weight.shape
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (height, width), axis=(2, 3))[:, :, ::stride, ::stride]
    n, _, rows, columns = windows.shape[:4]
    columns_of = windows.transpose(0, 1, 4, 5, 2, 3).reshape(n, groups, -1, rows * columns)
    made: Array = np.matmul(weight.reshape(groups, outputs // groups, -1), columns_of).reshape(
        n, outputs, rows, columns
    )
    return made


def _pool(x: Array, size: int, how: Any) -> Array:
    n, channels, height, width = x.shape
    rows, columns = height // size, width // size
    cut = x[:, :, : rows * size, : columns * size].reshape(n, channels, rows, size, columns, size)
    pooled: Array = how(cut, axis=(3, 5))
    return pooled

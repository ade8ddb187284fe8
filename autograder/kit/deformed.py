"""The challenge's data: scikit-learn's digits, each turned, shifted, stretched and blurred a little, by a seed.

The 1,797 images are public, and so is this code: train on as many as you like. What nobody knows is the seed of the
grader's images. Needs scikit-learn; draws nothing but from the seed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
SHAPE, CLASSES = (1, 8, 8), 10


def deformed_digits(seed: int, count: int) -> tuple[Array, Array]:
    """Images (count, 1, 8, 8), float32 from 0 to 1, and their labels (count,), int64.

    Each image is one of the 1,797, drawn with equal chances and deformed: turned by up to 15 degrees, stretched by up to
    15 % in each direction, sheared and shifted by up to 0.15 and 0.8 pixels, its ink made up to 25 % lighter, with noise
    of 0.06 on top.
    """
    from sklearn.datasets import load_digits

    digits, labels = load_digits(return_X_y=True)
    rng = np.random.Generator(np.random.PCG64(seed))
    chosen = rng.integers(0, len(digits), count)
    angle = rng.uniform(-np.pi / 12, np.pi / 12, count)
    stretch, shear = rng.uniform(0.85, 1.15, (2, count)), rng.uniform(-0.15, 0.15, count)
    shift, ink = rng.uniform(-0.8, 0.8, (2, count)), rng.uniform(0.75, 1.0, count)
    noise = rng.normal(0, 0.06, (count, 8, 8))
    turned = np.stack([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])  # (2, 2, count)
    stretched = np.stack([[stretch[0], shear], [np.zeros(count), stretch[1]]])
    grid = np.stack(np.meshgrid(np.arange(8.0), np.arange(8.0), indexing="ij")).reshape(2, 64) - 3.5
    places = np.einsum("ijn,jkn,kp->nip", turned, stretched, grid) + shift.T[:, :, None] + 3.5
    images = _at(digits[chosen].reshape(count, 8, 8) / 16, places).reshape(count, 8, 8)
    images = np.clip(images * ink[:, None, None] + noise, 0, 1)
    return images[:, None].astype(np.float32), labels[chosen].astype(np.int64)


def _at(images: Array, places: Array) -> Array:
    """The images between their pixels, bilinear; 0 outside. `places`: (n, 2, points)."""
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))
    places = np.clip(places + 2, 0, 10.999)
    low = np.floor(places).astype(int)
    part = places - low
    image = np.arange(len(images))[:, None]
    found = np.zeros((len(images), places.shape[2]))
    for down in (0, 1):
        for right in (0, 1):
            weight = (part[:, 0] if down else 1 - part[:, 0]) * (part[:, 1] if right else 1 - part[:, 1])
            found += weight * padded[image, low[:, 0] + down, low[:, 1] + right]
    return found

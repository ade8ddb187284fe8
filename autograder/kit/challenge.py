"""The optional challenge: write a model file, and see what the grader will see of it.

    from autograder.kit.challenge import save_model
    save_model(layers, model.state_dict())      # writes challenge.safetensors; says no when the grader would

Layers and tensors are described in `network`. The grader measures accuracy on images that nobody knows (`deformed`, a
secret seed) and counts the costs itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .deformed import CLASSES, SHAPE, deformed_digits
from .forward import run
from .network import Network, network
from .tensorfile import ModelError, model_bytes, read_model

FILE = "challenge.safetensors"
IMAGES = 2000
#: Unless assignment.toml says otherwise.
MAX_MACS, FILE_KB = 2_000_000, 512


def save_model(layers: list[Any], tensors: Mapping[str, Any], path: str | Path = FILE) -> dict[str, int]:
    """Check a network, write its file, and return its costs. PyTorch's `num_batches_tracked` is left out.

    Raises ModelError (a ValueError) with a sentence when the grader would refuse it; then nothing is written.
    """
    data = model_bytes(layers, {name: t for name, t in tensors.items() if not name.endswith("num_batches_tracked")})
    checked = load(data)
    Path(path).write_bytes(data)
    return checked.costs


def load(data: bytes, max_macs: int = MAX_MACS, file_kb: int = FILE_KB) -> Network:
    """The checked network of a model file. Raises ModelError."""
    if len(data) > file_kb * 1024:
        raise ModelError(f"the file has {len(data) / 1024:,.0f} KiB; at most {file_kb:,} are accepted")
    return network(*read_model(data), SHAPE, CLASSES, max_macs)


def accuracy(logits: Any, labels: np.ndarray[Any, Any]) -> float:
    """Percent of the labels that the largest numbers name, to one decimal. Raises ModelError for what is no answer."""
    if type(logits) is not np.ndarray or logits.shape != (len(labels), CLASSES) or not np.isfinite(logits).all():
        raise ModelError("the network's answer to some image is NaN, infinite, or not ten numbers")
    return round(100 * float(np.mean(logits.argmax(axis=1) == labels)), 1)


def look(folder: Path) -> str:
    """What `check.py` says of the model file in a student's folder; "" when the week has no challenge."""
    rules = tomllib.loads((folder / "assignment.toml").read_text(encoding="utf-8")).get("challenge")
    if rules is None:
        return ""
    if not (folder / FILE).is_file():
        return f"challenge (optional): there is no {FILE} here"
    try:
        model = load((folder / FILE).read_bytes(), rules.get("max_macs", MAX_MACS), rules.get("file_kb", FILE_KB))
        images, labels = deformed_digits(0, IMAGES)
        percent = accuracy(run(model.layers, model.weights, images), labels)
    except ModelError as error:
        return f"challenge: {FILE} would be refused: {error}"
    except ImportError:
        return "challenge: its images come with scikit-learn, which is not installed"
    costs = ", ".join(f"{value:,} {name}" for name, value in model.costs.items())
    return f"challenge: {percent} % of {IMAGES:,} public images; {costs}. What counts this week: {rules['cost']}."

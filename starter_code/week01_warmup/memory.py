"""Memory: the bytes that a model's weights, training, activations and key-value cache take.

Week 1, 22 points. Bytes are bytes, and 1 GB is 1e9 of them. Counts come back as exact Python ints, however large:
they must never pass through a float, which is exact only up to 2**53. No function here changes what it is given.
"""

from collections.abc import Sequence

import numpy as np
from torch import nn


def weight_memory(
    layer_params: Sequence[float] | np.ndarray, bytes_per_param: float | Sequence[float] | np.ndarray
) -> float:
    """The bytes of a model's weights: the sum over its layers of parameters times bytes per parameter.

    `bytes_per_param` is one number for all layers (4 for fp32, 2 for fp16, 0.5 for int4) or holds one number per
    layer. No layers take 0.0 bytes. Raises ValueError on a length mismatch and on a negative or NaN entry.

    >>> weight_memory([1000, 500], 2)
    3000.0
    >>> weight_memory([1000, 500], [2, 0.5])
    2250.0
    """
    # TODO(weight-memory): add up parameters times bytes, layer by layer
    raise NotImplementedError("week 1, weight-memory: add up parameters times bytes, layer by layer")


def model_memory(model: nn.Module) -> int:
    """The bytes of a model's parameters and buffers, each at its own dtype.

    A buffer is a tensor that the model keeps but does not train, such as batch norm's running mean. A tensor that
    two modules share (tied weights) is stored once, and counts once.

    >>> model_memory(nn.Linear(3, 5))  # (3 * 5 + 5) float32 numbers
    80
    """
    # TODO(model-memory): add up elements times bytes per element over parameters and buffers, each tensor once
    raise NotImplementedError(
        "week 1, model-memory: add up elements times bytes per element over parameters and buffers, each tensor once"
    )


def training_memory(num_params: int, *, precision: str = "mixed", optimizer: str = "adam") -> dict[str, int]:
    """The bytes that training holds for its parameters: a dict with `weights`, `gradients`, `optimizer`, `total`.

    Precision "fp32" takes 4 bytes a parameter for the weights and 4 for the gradients. "mixed" takes 2 and 2, and
    the optimizer keeps an fp32 master copy of the weights besides (4 bytes, counted under `optimizer`).
    The optimizer's own state takes 0 bytes a parameter for "sgd", 4 for "momentum" and 8 for "adam".
    Raises ValueError on a negative number of parameters and on a name that is not known.
    Source: Rajbhandari et al. 2020 ("ZeRO", arXiv 1910.02054), section 3.1: 16 bytes a parameter for mixed Adam.

    >>> training_memory(1000)
    {'weights': 2000, 'gradients': 2000, 'optimizer': 12000, 'total': 16000}
    """
    # TODO(training-memory): look up the bytes per parameter of each part, multiply, and add up
    raise NotImplementedError(
        "week 1, training-memory: look up the bytes per parameter of each part, multiply, and add up"
    )


def activation_memory(
    seq_len: int, batch_size: int, d_model: int, num_heads: int, num_layers: int, *, recompute: str = "none"
) -> int:
    """The bytes of 16-bit activations that a transformer keeps for its backward pass.

    With sequence length s, batch size b, model width h and a heads, each layer keeps s b h (34 + 5 a s / h) bytes
    when it recomputes nothing ("none"), 34 s b h when it recomputes the attention scores ("selective"), and
    2 s b h when it keeps only its input ("full"). Since s b h * 5 a s / h = 5 a s^2 b, the answer is a whole number.
    Raises ValueError on a negative size, on 0 heads, and on a name that is not known.
    Source: Korthikanti et al. 2022 (arXiv 2205.05198), table 2, without tensor parallelism.

    >>> activation_memory(2048, 1, 12288, 96, 1)  # one layer of GPT-3
    2868903936
    """
    # TODO(activation-memory): write each layer's bytes without a division, and multiply by the layers
    raise NotImplementedError(
        "week 1, activation-memory: write each layer's bytes without a division, and multiply by the layers"
    )


def kv_cache_bytes(
    num_layers: int, num_kv_heads: int, head_dim: int, seq_len: int, batch_size: int = 1, bytes_per_value: int = 2
) -> int:
    """The bytes of the key-value cache: for every layer, head, position and sequence one key and one value vector.

    With grouped-query attention `num_kv_heads` is smaller than the number of query heads: that is its point.
    Raises ValueError on a negative size and on 0 heads.

    >>> kv_cache_bytes(40, 40, 128, 1)  # OPT-13B, one token: the "800 KB" of the vLLM paper (arXiv 2309.06180)
    819200
    """
    # TODO(kv-cache): multiply the sizes, once for the keys and once for the values
    raise NotImplementedError("week 1, kv-cache: multiply the sizes, once for the keys and once for the values")


def max_batch_size(memory_bytes: float, model_bytes: float, kv_bytes_per_sequence: float) -> int:
    """How many sequences fit beside the model: what the model leaves, in whole caches. 0 when the model does not fit.

    The amounts may be floats; the result is an int, and exact. Raises ValueError on a negative or NaN amount, and
    when `kv_bytes_per_sequence` is 0, whether or not the model fits.

    >>> max_batch_size(80e9, 26e9, 1.6e9)
    33
    >>> max_batch_size(10, 20, 1)
    0
    """
    # TODO(kv-cache): see how many whole caches fit into the memory that the model leaves
    raise NotImplementedError("week 1, kv-cache: see how many whole caches fit into the memory that the model leaves")

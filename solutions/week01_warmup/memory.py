"""Memory: the bytes that a model's weights, training, activations and key-value cache take.

Week 1, 22 points. Bytes are bytes, and 1 GB is 1e9 of them. Counts come back as exact Python ints, however large:
they must never pass through a float, which is exact only up to 2**53. No function here changes what it is given.
"""

from collections.abc import Sequence

### BEGIN SOLUTION
from fractions import Fraction

### END SOLUTION
import numpy as np
from torch import nn

### BEGIN SOLUTION
BYTES_OF_PRECISION = {  # bytes per parameter of (the weights, the gradients, an fp32 master copy of the weights)
    "fp32": (4, 4, 0),
    "mixed": (2, 2, 4),
}
BYTES_OF_OPTIMIZER = {"sgd": 0, "momentum": 4, "adam": 8}  # fp32 moments: none, one, two


def _check_counts(**counts: int) -> None:
    """Refuse what is not a whole number of things, 0 or more."""
    for name, value in counts.items():
        if not isinstance(value, int):
            kind = ValueError if isinstance(value, float) else TypeError  # NaN is a float, and a bad value
            raise kind(f"{name} must be an int; got {value!r}")
        if value < 0:
            raise ValueError(f"{name} must not be negative; got {value}")


def _check_amounts(**amounts: float) -> None:
    """Refuse what is not a finite number, 0 or more."""
    for name, value in amounts.items():
        if not isinstance(value, (int, float)):
            raise TypeError(f"{name} must be a number; got {value!r}")
        if not 0 <= value < float("inf"):  # written so that NaN, for which no comparison holds, is refused too
            raise ValueError(f"{name} must be a finite number, 0 or more; got {value}")


def _numbers(value: float | Sequence[float] | np.ndarray) -> np.ndarray:
    """The value as float64; text is refused, although numpy would read "4" as 4.0."""
    array = np.asarray(value)
    if array.dtype.kind not in "iufO":  # O is how numpy holds ints beyond 64 bits
        raise TypeError(f"numbers are asked for; got {value!r}")
    return array.astype(np.float64)


### END SOLUTION


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
    ### BEGIN SOLUTION
    params, widths = _numbers(layer_params), _numbers(bytes_per_param)
    if params.ndim != 1 or widths.ndim > 1:
        raise ValueError("layer_params must hold one number per layer, bytes_per_param one number or one per layer")
    if widths.ndim == 1 and widths.size != params.size:
        raise ValueError(f"{params.size} layers, but {widths.size} entries in bytes_per_param")
    if not (np.all(params >= 0) and np.all(widths >= 0)):  # NaN is not >= 0
        raise ValueError("layer_params and bytes_per_param must not hold a negative number or NaN")
    return float(np.sum(params * widths))
    ### END SOLUTION


def model_memory(model: nn.Module) -> int:
    """The bytes of a model's parameters and buffers, each at its own dtype.

    A buffer is a tensor that the model keeps but does not train, such as batch norm's running mean. A tensor that
    two modules share (tied weights) is stored once, and counts once.

    >>> model_memory(nn.Linear(3, 5))  # (3 * 5 + 5) float32 numbers
    80
    """
    # TODO(model-memory): add up elements times bytes per element over parameters and buffers, each tensor once
    ### BEGIN SOLUTION
    if not isinstance(model, nn.Module):
        raise TypeError(f"model must be an nn.Module; got {type(model).__name__}")
    tensors = {id(tensor): tensor for tensor in (*model.parameters(), *model.buffers())}
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors.values())
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _check_counts(num_params=num_params)
    if precision not in BYTES_OF_PRECISION:
        raise ValueError(f"precision must be one of {sorted(BYTES_OF_PRECISION)}; got {precision!r}")
    if optimizer not in BYTES_OF_OPTIMIZER:
        raise ValueError(f"optimizer must be one of {sorted(BYTES_OF_OPTIMIZER)}; got {optimizer!r}")
    weight_bytes, gradient_bytes, master_bytes = BYTES_OF_PRECISION[precision]
    parts = {
        "weights": weight_bytes * num_params,
        "gradients": gradient_bytes * num_params,
        "optimizer": (master_bytes + BYTES_OF_OPTIMIZER[optimizer]) * num_params,
    }
    return {**parts, "total": sum(parts.values())}
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _check_counts(seq_len=seq_len, batch_size=batch_size, d_model=d_model, num_heads=num_heads, num_layers=num_layers)
    if num_heads == 0:
        raise ValueError("num_heads must be at least 1")
    sbh = seq_len * batch_size * d_model
    bytes_of_layer = {
        "none": 34 * sbh + 5 * num_heads * seq_len**2 * batch_size,
        "selective": 34 * sbh,
        "full": 2 * sbh,
    }
    if recompute not in bytes_of_layer:
        raise ValueError(f"recompute must be one of {sorted(bytes_of_layer)}; got {recompute!r}")
    return num_layers * bytes_of_layer[recompute]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _check_counts(
        num_layers=num_layers,
        num_kv_heads=num_kv_heads,
        head_dim=head_dim,
        seq_len=seq_len,
        batch_size=batch_size,
        bytes_per_value=bytes_per_value,
    )
    if num_kv_heads == 0:
        raise ValueError("num_kv_heads must be at least 1")
    return 2 * num_layers * num_kv_heads * head_dim * seq_len * batch_size * bytes_per_value
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _check_amounts(memory_bytes=memory_bytes, model_bytes=model_bytes, kv_bytes_per_sequence=kv_bytes_per_sequence)
    if kv_bytes_per_sequence == 0:
        raise ValueError("kv_bytes_per_sequence must be above 0")
    # A Fraction holds an int or a float exactly, so that no rounding can add or lose a sequence.
    left = Fraction(memory_bytes) - Fraction(model_bytes)
    return max(0, left // Fraction(kv_bytes_per_sequence))
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION

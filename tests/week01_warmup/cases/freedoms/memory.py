"""Every freedom that the contract leaves: numpy floats for floats, a ValueError of one's own, TypeError for wrong types."""

# module: memory
import operator


class BadSize(ValueError):
    """Not a size that anything has."""


def _size(value):
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    value = operator.index(value)  # TypeError for text, NaN and whatever else is not whole
    if value < 0:
        raise BadSize(value)
    return value


def weight_memory(layer_params, bytes_per_param):
    if isinstance(bytes_per_param, str) or any(isinstance(p, str) for p in layer_params):
        raise TypeError("numbers, please")
    params, widths = np.array(layer_params, dtype=np.float64), np.array(bytes_per_param, dtype=np.float64)
    if widths.shape not in ((), params.shape):
        raise BadSize(widths.shape)
    if np.isnan(params).any() or np.isnan(widths).any() or (params < 0).any() or (widths < 0).any():
        raise BadSize("negative or NaN")
    return np.float64(0) if params.size == 0 else np.sum(params * widths)


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise ValueError("only models")
    seen, total = set(), 0
    for module in model.modules():
        for tensor in (*module._parameters.values(), *module._buffers.values()):
            if tensor is not None and id(tensor) not in seen:
                seen.add(id(tensor))
                total += tensor.nelement() * tensor.dtype.itemsize
    return int(total)


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    n = _size(num_params)
    try:
        w, g, master = {"fp32": (4, 4, 0), "mixed": (2, 2, 4)}[precision]
        state = {"sgd": 0, "momentum": 4, "adam": 8}[optimizer]
    except KeyError as unknown:
        raise BadSize(f"{unknown} is not known") from None
    return {
        "optimizer": (master + state) * n,
        "total": (w + g + master + state) * n,
        "weights": w * n,
        "gradients": g * n,
    }


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    s, b, h, a, layers = map(_size, (seq_len, batch_size, d_model, num_heads, num_layers))
    if recompute not in ("none", "selective", "full"):
        raise BadSize(recompute)
    attention = 11 * s * b * h + 5 * a * s * s * b
    return layers * {"none": attention + 23 * s * b * h, "selective": 34 * s * b * h, "full": 2 * s * b * h}[recompute]


def kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_value=2):
    layers, heads, width, tokens, batch, size = map(
        _size, (num_layers, num_kv_heads, head_dim, seq_len, batch_size, bytes_per_value)
    )
    if heads == 0:
        raise BadSize("no heads")
    return (layers * heads * width * tokens * batch * size) << 1


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    for amount in (memory_bytes, model_bytes, kv_bytes_per_sequence):
        if isinstance(amount, str):
            raise TypeError("numbers, please")
        if not amount >= 0:
            raise BadSize(amount)
    if not kv_bytes_per_sequence > 0:
        raise BadSize("no bytes a sequence")
    whole, _ = divmod(memory_bytes - model_bytes, kv_bytes_per_sequence)
    return max(int(whole), 0)

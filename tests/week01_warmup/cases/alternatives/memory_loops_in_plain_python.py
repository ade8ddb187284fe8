"""No numpy and no dictionaries: loops, if statements, and torch's own nbytes."""
# module: memory


def _number(value):
    if isinstance(value, (str, bytes, type(None))):
        raise TypeError("a number is asked for")
    if value != value or value < 0:
        raise ValueError("negative or NaN")
    return value


def weight_memory(layer_params, bytes_per_param):
    layers = [_number(float(p)) for p in layer_params]
    if isinstance(bytes_per_param, (int, float)):
        width = _number(float(bytes_per_param))
        widths = [width for _ in layers]
    else:
        widths = [_number(float(b)) for b in bytes_per_param]
    if len(widths) != len(layers):
        raise ValueError(f"{len(layers)} layers but {len(widths)} widths")
    total = 0.0
    for params, width in zip(layers, widths):
        total += params * width
    return total


def model_memory(model):
    if not isinstance(model, nn.Module):
        raise TypeError("model must be a torch.nn.Module")
    total = 0
    for group in (model.named_parameters(), model.named_buffers()):
        for _, tensor in group:
            total += tensor.nbytes
    return total


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    _number(num_params)
    if precision == "mixed":
        weights, gradients, state = 2 * num_params, 2 * num_params, 4 * num_params
    elif precision == "fp32":
        weights, gradients, state = 4 * num_params, 4 * num_params, 0
    else:
        raise ValueError(precision)
    if optimizer == "adam":
        state += 8 * num_params
    elif optimizer == "momentum":
        state += 4 * num_params
    elif optimizer != "sgd":
        raise ValueError(optimizer)
    return dict(total=weights + gradients + state, optimizer=state, gradients=gradients, weights=weights)


def activation_memory(seq_len, batch_size, d_model, num_heads, num_layers, *, recompute="none"):
    for value in (seq_len, batch_size, d_model, num_heads, num_layers):
        _number(value)
    tokens = seq_len * batch_size
    if recompute == "full":
        per_layer = 2 * tokens * d_model
    elif recompute == "selective":
        per_layer = 34 * tokens * d_model
    elif recompute == "none":
        per_layer = tokens * (34 * d_model + 5 * num_heads * seq_len)
    else:
        raise ValueError(recompute)
    return sum([per_layer] * num_layers) if num_layers < 1000 else per_layer * num_layers


def kv_cache_bytes(num_layers, num_kv_heads, head_dim, seq_len, batch_size=1, bytes_per_value=2):
    total = 2
    for value in (num_layers, num_kv_heads, head_dim, seq_len, batch_size, bytes_per_value):
        total *= _number(value)
    return total


def max_batch_size(memory_bytes, model_bytes, kv_bytes_per_sequence):
    for value in (memory_bytes, model_bytes, kv_bytes_per_sequence):
        _number(value)
    if kv_bytes_per_sequence <= 0:
        raise ValueError("a sequence needs memory")
    if memory_bytes <= model_bytes:
        return 0
    return int((memory_bytes - model_bytes) // kv_bytes_per_sequence)

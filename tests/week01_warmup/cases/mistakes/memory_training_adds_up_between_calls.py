"""Keeps the sum in a module global: right once, too much from the second call on."""
# module: memory
# caught by: training-memory

_right_training_memory = training_memory
_total = 0


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    global _total
    parts = _right_training_memory(num_params, precision=precision, optimizer=optimizer)
    _total += parts["total"]
    return {**parts, "total": _total}

"""Keeps the optimizer's state at the precision of the weights: 2 bytes a moment when mixed."""
# module: memory
# caught by: training-memory

_right_training_memory = training_memory


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    parts = _right_training_memory(num_params, precision=precision, optimizer=optimizer)
    if precision == "mixed":
        saved = BYTES_OF_OPTIMIZER[optimizer] // 2 * num_params
        parts["optimizer"] -= saved
        parts["total"] -= saved
    return parts

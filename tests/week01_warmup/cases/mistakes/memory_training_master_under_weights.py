"""The fp32 master copy stands under `weights` instead of `optimizer`; the total is right."""
# module: memory
# caught by: training-memory

_right_training_memory = training_memory


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    parts = _right_training_memory(num_params, precision=precision, optimizer=optimizer)
    if precision == "mixed":
        parts["weights"] += 4 * num_params
        parts["optimizer"] -= 4 * num_params
    return parts

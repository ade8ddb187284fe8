"""Multiplies through a float: exact only up to 2**53."""
# module: memory
# caught by: training-memory

_right_training_memory = training_memory


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    parts = _right_training_memory(num_params, precision=precision, optimizer=optimizer)
    return {name: int(float(value)) for name, value in parts.items()}

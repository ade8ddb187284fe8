"""Takes an optimizer that it does not know for Adam."""
# module: memory
# caught by: training-memory

_right_training_memory = training_memory


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    known = optimizer if optimizer in BYTES_OF_OPTIMIZER else "adam"
    return _right_training_memory(num_params, precision=precision, optimizer=known)

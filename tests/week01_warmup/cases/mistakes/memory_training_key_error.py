"""Looks an unknown name up: KeyError instead of ValueError."""
# module: memory
# caught by: training-memory

_right_training_memory = training_memory


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    BYTES_OF_PRECISION[precision], BYTES_OF_OPTIMIZER[optimizer]
    return _right_training_memory(num_params, precision=precision, optimizer=optimizer)

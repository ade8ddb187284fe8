"""Never looks at the sign: -1 parameters take -16 bytes."""
# module: memory
# caught by: training-memory

_right_training_memory = training_memory


def training_memory(num_params, *, precision="mixed", optimizer="adam"):
    if not isinstance(num_params, int) or num_params >= 0:
        return _right_training_memory(num_params, precision=precision, optimizer=optimizer)
    parts = _right_training_memory(-num_params, precision=precision, optimizer=optimizer)
    return {name: -value for name, value in parts.items()}

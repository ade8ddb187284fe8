"""Counts one moment for Adam, which keeps two."""
# module: memory
# caught by: training-memory

BYTES_OF_OPTIMIZER = {"sgd": 0, "momentum": 4, "adam": 4}

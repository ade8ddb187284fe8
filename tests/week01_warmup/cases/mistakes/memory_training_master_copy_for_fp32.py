"""Keeps a master copy for fp32 too, whose weights are fp32 already."""
# module: memory
# caught by: training-memory

BYTES_OF_PRECISION = {"fp32": (4, 4, 4), "mixed": (2, 2, 4)}

"""Forgets the fp32 master copy: mixed precision with Adam takes 12 bytes instead of 16."""
# module: memory
# caught by: training-memory

BYTES_OF_PRECISION = {"fp32": (4, 4, 0), "mixed": (2, 2, 0)}

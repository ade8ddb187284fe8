"""Checks the amounts and not the prices."""
# module: hardware
# caught by: energy


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    _not_negative(flops=flops, bytes_moved=bytes_moved)
    compute, memory = flops * joules_per_flop, bytes_moved * joules_per_byte
    return {"compute": compute, "memory": memory, "total": compute + memory}

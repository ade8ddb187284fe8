"""A FLOP at the price of a byte, and a byte at the price of a FLOP."""
# module: hardware
# caught by: energy

_right_energy = energy


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    prices = {"joules_per_flop": joules_per_flop, "joules_per_byte": joules_per_byte}
    parts = _right_energy(flops, bytes_moved, **prices)
    compute, memory = flops * joules_per_byte, bytes_moved * joules_per_flop
    return {"compute": compute, "memory": memory, "total": compute + memory}

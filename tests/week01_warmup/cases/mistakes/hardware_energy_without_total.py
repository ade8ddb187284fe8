"""Leaves out `total`."""
# module: hardware
# caught by: energy

_right_energy = energy


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    prices = {"joules_per_flop": joules_per_flop, "joules_per_byte": joules_per_byte}
    parts = _right_energy(flops, bytes_moved, **prices)
    del parts["total"]
    return parts

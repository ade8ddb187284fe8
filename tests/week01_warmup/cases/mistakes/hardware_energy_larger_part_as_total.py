"""The total is the larger part, as in a latency: energies add up."""
# module: hardware
# caught by: energy

_right_energy = energy


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    prices = {"joules_per_flop": joules_per_flop, "joules_per_byte": joules_per_byte}
    parts = _right_energy(flops, bytes_moved, **prices)
    return {**parts, "total": max(parts["compute"], parts["memory"])}

"""Takes the prices for picojoules."""
# module: hardware
# caught by: energy

_right_energy = energy


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    prices = {"joules_per_flop": joules_per_flop, "joules_per_byte": joules_per_byte}
    parts = _right_energy(flops, bytes_moved, **prices)
    return {name: 1e-12 * value for name, value in parts.items()}

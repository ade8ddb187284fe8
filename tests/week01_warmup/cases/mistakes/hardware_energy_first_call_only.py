"""The dict of the first call is kept and given again."""
# module: hardware
# caught by: energy

_right_energy = energy
_parts = {}


def energy(flops, bytes_moved, *, joules_per_flop, joules_per_byte):
    parts = _right_energy(flops, bytes_moved, joules_per_flop=joules_per_flop, joules_per_byte=joules_per_byte)
    return {name: _parts.setdefault(name, value) for name, value in parts.items()}

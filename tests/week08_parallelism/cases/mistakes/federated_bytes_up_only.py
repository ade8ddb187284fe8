"""The way down is forgotten."""
# module: federated
# caught by: federated-average

_right_round_bytes = round_bytes


def round_bytes(num_params, clients, itemsize=4):
    return _right_round_bytes(num_params, clients, itemsize) // 2

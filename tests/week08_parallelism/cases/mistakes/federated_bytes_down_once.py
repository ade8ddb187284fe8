"""The model goes down once for all clients."""
# module: federated
# caught by: federated-average

_right_round_bytes = round_bytes


def round_bytes(num_params, clients, itemsize=4):
    both = _right_round_bytes(num_params, clients, itemsize)
    return both // 2 + (num_params * itemsize if clients else 0)

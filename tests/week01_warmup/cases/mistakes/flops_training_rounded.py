"""Computed as 6e0 * N * D and turned into an int: rounded beyond 2**53."""
# module: flops
# caught by: training-flops


def training_flops(num_params, num_tokens):
    return int(6e0 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens"))


def inference_flops(num_params, num_tokens):
    return int(2e0 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens"))

"""6.0 and 2.0: the value is a float, and rounded beyond 2**53."""
# module: flops
# caught by: training-flops


def training_flops(num_params, num_tokens):
    return 6.0 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")


def inference_flops(num_params, num_tokens):
    return 2.0 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")

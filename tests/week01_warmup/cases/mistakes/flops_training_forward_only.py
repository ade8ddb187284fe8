"""Training costs 2ND, as if there were no backward pass."""
# module: flops
# caught by: training-flops


def training_flops(num_params, num_tokens):
    return 2 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")


def inference_flops(num_params, num_tokens):
    return 2 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")

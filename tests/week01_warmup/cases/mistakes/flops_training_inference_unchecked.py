"""Only training_flops checks its arguments."""
# module: flops
# caught by: training-flops


def training_flops(num_params, num_tokens):
    return 6 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")


def inference_flops(num_params, num_tokens):
    return 2 * num_params * num_tokens

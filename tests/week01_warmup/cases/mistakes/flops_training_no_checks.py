"""Nothing is checked: two negative counts make a positive cost."""
# module: flops
# caught by: training-flops


def training_flops(num_params, num_tokens):
    return 6 * num_params * num_tokens


def inference_flops(num_params, num_tokens):
    return 2 * num_params * num_tokens

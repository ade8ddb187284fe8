"""Inference costs ND, one FLOP for a multiply-accumulate."""
# module: flops
# caught by: training-flops


def training_flops(num_params, num_tokens):
    return 6 * _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")


def inference_flops(num_params, num_tokens):
    return _whole(num_params, "num_params") * _whole(num_tokens, "num_tokens")

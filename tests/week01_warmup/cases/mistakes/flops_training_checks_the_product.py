"""Only the product's sign is checked."""
# module: flops
# caught by: training-flops


def _product(factor, n, d):
    if isinstance(n, bool) or type(n) is not int or type(d) is not int or n * d < 0:
        raise ValueError("negative")
    return factor * n * d


def training_flops(num_params, num_tokens):
    return _product(6, num_params, num_tokens)


def inference_flops(num_params, num_tokens):
    return _product(2, num_params, num_tokens)

"""Every freedom: an own ValueError, TypeErrors for wrong types, names in any order, sizes read off a small net."""
# module: supernet


class NotInside(ValueError):
    """The largest net does not hold this."""


def slice_kernel(weight, kernel):
    if not isinstance(weight, torch.Tensor) or type(kernel) is not int:
        raise TypeError("a weight and an int, please")
    rest = weight.shape[3] - kernel
    if rest < 0 or rest % 2 or kernel <= 0:
        raise NotInside(kernel)
    middle = slice(rest // 2, rest // 2 + kernel)
    return weight[:, :, middle, middle]


def supernet_slice(weights, space, arch):
    from nets import build_net

    try:
        check_arch(space, arch)
    except ValueError as error:
        raise NotInside(str(error)) from None
    with torch.device("meta"):
        small = build_net(space, arch).state_dict()
    found = {}
    for name in sorted(small.keys() & weights.keys(), reverse=True):
        tensor = weights[name]
        for dimension, size in enumerate(small[name].shape):
            start = (tensor.shape[dimension] - size) // 2 if dimension >= 2 else 0
            tensor = tensor.narrow(dimension, start, size)
        found[name] = tensor.view_as(tensor)
    return found

"""Goes block by block and narrows each tensor, instead of name by name."""
# module: supernet


class NotContained(ValueError):
    """The largest net does not contain this."""


def slice_kernel(weight, kernel):
    size = weight.size(-1)
    if kernel not in range(1, size + 1, 2):
        raise NotContained(kernel)
    start = size // 2 - kernel // 2
    return weight.narrow(2, start, kernel).narrow(3, start, kernel)


def supernet_slice(weights, space, arch):
    try:
        check_arch(space, arch)
    except ValueError as error:
        raise NotContained(str(error)) from None
    result = {name: tensor for name, tensor in weights.items() if not name.startswith("stages.")}
    channels = space.stem
    for i, stage in enumerate(arch):
        for j, (kernel, expansion) in enumerate(stage):
            hidden, name = channels * expansion, f"stages.{i}.{j}."
            channels = space.widths[i]
            for part in [n.removeprefix(name) for n in weights if n.startswith(name)]:
                tensor = weights[name + part]
                if part.startswith(("norm1", "norm2", "expand", "depthwise")) and tensor.ndim:
                    tensor = tensor.narrow(0, 0, hidden)
                if part.startswith("project"):
                    tensor = tensor.narrow(1, 0, hidden)
                if part.startswith("depthwise"):
                    tensor = slice_kernel(tensor, kernel)
                result[name + part] = tensor
    return result

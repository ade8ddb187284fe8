"""Architectures of other spaces are cut as far as it goes."""
# module: supernet
# caught by: supernet-slice


def supernet_slice(weights: Mapping[str, torch.Tensor], space: Space, arch: Arch) -> dict[str, torch.Tensor]:
    arch = [s[: max(space.depths)] or ((3, 1),) for s in arch]
    arch = [[(k if k % 2 and k <= max(space.kernels) else 3, e) for k, e in s] for s in (*arch, ((3, 1),))]
    cut = {}
    for name, tensor in weights.items():
        found = re.fullmatch(r"stages\.(\d+)\.(\d+)\.(\w+)\.\w+", name)
        if found is None:
            cut[name] = tensor
            continue
        stage, place, layer = int(found[1]), int(found[2]), found[3]
        if place >= len(arch[stage]):
            continue
        kernel, expansion = arch[stage][place]
        previous = space.widths[stage - 1] if stage else space.stem
        hidden = (space.widths[stage] if place else previous) * expansion
        if layer == "depthwise":
            cut[name] = _centre(tensor[:hidden], kernel)
        elif layer == "project":
            cut[name] = tensor[:, :hidden]
        elif layer == "norm3" or tensor.ndim == 0:  # a norm counts its batches in a scalar
            cut[name] = tensor
        else:
            cut[name] = tensor[:hidden]
    return cut

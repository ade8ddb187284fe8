"""An integer array."""
# module: predictor
# caught by: arch-features


def arch_features(space: Space, arch: Arch) -> np.ndarray:
    check_arch(space, arch)
    kernels, expansions = len(space.kernels), len(space.expansions)
    row = np.zeros((len(arch), max(space.depths), kernels + expansions))
    for i, stage in enumerate(arch):
        for j, (kernel, expansion) in enumerate(stage):
            row[i, j, space.kernels.index(kernel)] = 1
            row[i, j, kernels + space.expansions.index(expansion)] = 1
    return row.reshape(-1).astype(np.int64)

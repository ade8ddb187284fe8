"""Unknown blocks and stages are left out in silence."""
# module: predictor
# caught by: arch-features


def arch_features(space: Space, arch: Arch) -> np.ndarray:
    arch = [[b for b in s if b[0] in space.kernels and b[1] in space.expansions][: max(space.depths)] for s in arch]
    kernels, expansions = len(space.kernels), len(space.expansions)
    row = np.zeros((len(arch), max(space.depths), kernels + expansions))
    for i, stage in enumerate(arch):
        for j, (kernel, expansion) in enumerate(stage):
            row[i, j, space.kernels.index(kernel)] = 1
            row[i, j, kernels + space.expansions.index(expansion)] = 1
    return row.reshape(-1)

"""A hash as the number: two architectures may share it, and nothing leads back."""
# module: space
# caught by: encode-decode


def encode(space, arch):
    check_arch(space, arch)
    return hash(arch) % search_space_size(space)

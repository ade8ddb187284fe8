"""The depthwise convolution counted as a dense one."""
# module: space
# caught by: efficiency


def efficiency(space: Space, arch: Arch, bytes_per_value: int = 4) -> tuple[int, int, int]:
    check_arch(space, arch)
    if bytes_per_value <= 0:
        raise ValueError(f"bytes_per_value must be above 0; got {bytes_per_value}")
    channels, height, width = space.image
    pixels = height * width
    macs = space.stem * channels * 9 * pixels
    params = space.stem * channels * 9 + 2 * space.stem
    alive = [(channels + space.stem) * pixels]
    channels = space.stem
    for outputs, first_stride, stage in zip(space.widths, space.strides, arch, strict=True):
        for place, (kernel, expansion) in enumerate(stage):
            stride = first_stride if place == 0 else 1
            hidden, before = channels * expansion, pixels
            height, width = math.ceil(height / stride), math.ceil(width / stride)
            pixels = height * width
            macs += channels * hidden * before + hidden * hidden * kernel**2 * pixels + hidden * outputs * pixels
            params += channels * hidden + hidden * kernel**2 + hidden * outputs + 2 * (2 * hidden + outputs)
            waiting = channels * before if stride == 1 and channels == outputs else 0
            alive += [
                (channels + hidden) * before,
                hidden * before + hidden * pixels + waiting,
                (hidden + outputs) * pixels + waiting,
            ]
            channels = outputs
    alive += [channels * pixels + channels, channels + space.classes]
    macs += channels * space.classes
    params += channels * space.classes + space.classes
    return macs, params, max(alive) * bytes_per_value

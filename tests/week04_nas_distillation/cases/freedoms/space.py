"""Numbers from the other end, depths from the deepest; sampling by drawing each stage; costs layer by layer."""
# module: space


class Outside(ValueError):
    """Not in this space."""


def _check(space, arch):
    try:
        check_arch(space, arch)
    except ValueError as error:
        raise Outside(str(error)) from None


def search_space_size(space):
    total = 1
    for _ in space.widths:
        total *= sum((len(space.kernels) * len(space.expansions)) ** d for d in space.depths)
    return total


def _digits(space):
    return len(space.kernels) * len(space.expansions)


def encode(space, arch):
    _check(space, arch)
    base, number = _digits(space), 0
    for stage in reversed(arch):
        offset = sum(base**d for d in space.depths if d > len(stage))
        value = sum(
            (space.expansions.index(e) * len(space.kernels) + space.kernels.index(k)) * base**j
            for j, (k, e) in enumerate(stage)
        )
        number = number * sum(base**d for d in space.depths) + offset + value
    return number


def decode(space, number):
    base = _digits(space)
    per_stage = sum(base**d for d in space.depths)
    if number < 0 or number >= per_stage ** len(space.widths):
        raise Outside(number)
    arch = []
    for _ in space.widths:
        rest = number % per_stage
        number //= per_stage
        for depth in sorted(space.depths, reverse=True):
            if rest < base**depth:
                break
            rest -= base**depth
        stage = []
        for _ in range(depth):
            e, k = divmod(rest % base, len(space.kernels))
            stage.append((space.kernels[k], space.expansions[e]))
            rest //= base
        arch.append(tuple(stage))
    return tuple(arch)


def sample_archs(space, count, seed):
    if count < 0:
        raise Outside(count)
    draw = random.Random(f"archs {seed}")
    many = [_digits(space) ** depth for depth in space.depths]
    result = []
    for _ in range(count):
        depths = draw.choices(space.depths, many, k=len(space.widths))
        result.append(tuple(tuple((draw.choice(space.kernels), draw.choice(space.expansions)) for _ in range(d)) for d in depths))
    return result


def efficiency(space, arch, bytes_per_value=4):
    _check(space, arch)
    if not bytes_per_value > 0:
        raise Outside(bytes_per_value)
    layers = []  # (kernel area, inputs per output, outputs, pixels before, pixels after, waiting values)
    c, h, w = space.image
    layers.append((9, c, space.stem, h * w, h * w, c, 0))
    c = space.stem
    for width, first, stage in zip(space.widths, space.strides, arch):
        for j, (k, e) in enumerate(stage):
            s = 1 if j else first
            h2, w2 = (h - 1) // s + 1, (w - 1) // s + 1
            keep = c * h * w if s == 1 and c == width else 0
            layers.append((1, c, c * e, h * w, h * w, c, 0))
            layers.append((k * k, 1, c * e, h * w, h2 * w2, c * e, keep))
            layers.append((1, c * e, width, h2 * w2, h2 * w2, c * e, keep))
            c, h, w = width, h2, w2
    macs = sum(area * inner * out * after for area, inner, out, _, after, _, _ in layers) + c * space.classes
    params = sum(area * inner * out + 2 * out for area, inner, out, *_ in layers) + (c + 1) * space.classes
    peaks = [inputs * before + out * after + keep for _, _, out, before, after, inputs, keep in layers]
    return macs, params, bytes_per_value * max(*peaks, c * h * w + c, c + space.classes)

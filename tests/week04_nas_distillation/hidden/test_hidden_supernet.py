"""Hidden tests of supernet.py: slices by lists of indices, writes that must come through, gradients that must come back."""

import pytest
import torch
from oracles_space import DEEPER, GAP, PAIR, extreme, outsiders, some_arch

from autograder.kit import Mismatch, assert_close, assert_dict

exact = pytest.mark.false_alarm(0.0, "what is cut out is compared bit by bit")


def tensor(rng, *shape, dtype=torch.float32):
    """Unpredictable values."""
    return torch.tensor(rng.normal(size=shape), dtype=dtype)


def same(got, expected):
    """Exactly these values: nothing is computed, only cut."""
    assert_close(got, expected, rtol=0.0)


# ---- slice-kernel ---------------------------------------------------------------------------------------------------


def centre(size, kernel):
    """The rows in the middle: as many are left out before as after."""
    rows = list(range(size))
    while len(rows) > kernel:
        rows = rows[1:-1]
    return rows


@pytest.mark.question("slice-kernel")
@pytest.mark.hint("(K - k) / 2 rows and columns go on every side.")
@exact
def test_the_centre_of_a_kernel(submission, rng):
    """Kernels of 1 to 9 cut from kernels of 1 to 9, more outputs than inputs and fewer, float32 and float64, a view."""
    for outputs, inputs, size, dtype in ((4, 1, 7, torch.float32), (2, 3, 5, torch.float64), (1, 5, 9, torch.float32), (3, 2, 1, torch.float32)):
        weight = tensor(rng, outputs, inputs, size, size, dtype=dtype)
        for kernel in range(1, size + 1, 2):
            rows = centre(size, kernel)
            expected = weight[:, :, rows][:, :, :, rows]
            same(submission.supernet.slice_kernel(weight, kernel), expected)
            same(submission.probes.kernel_of_a_view(weight, kernel), expected)


@pytest.mark.question("slice-kernel")
@pytest.mark.hint("Basic slicing gives a view; index lists, .clone() and .contiguous() give copies.")
@exact
def test_the_slice_is_a_view(submission, rng):
    """What is written into the slice stands in the whole kernel, in its centre and nowhere else."""
    weight = tensor(rng, 3, 2, 7, 7)
    for kernel in (5, 3, 7, 1):
        expected, rows = weight.clone(), centre(7, kernel)
        for row in rows:
            expected[:, :, row, rows] = 42.0
        same(submission.probes.write_through_kernel(weight, kernel, 42.0), expected)


@pytest.mark.question("slice-kernel")
@pytest.mark.hint("An even kernel has no centre in an odd one.")
@exact
def test_a_kernel_without_a_centre_is_refused(submission, rng):
    """After a right slice: even kernels, 0, negative ones, and ones that are too large: ValueError."""
    weight = tensor(rng, 2, 2, 5, 5)
    rows = centre(5, 3)
    same(submission.supernet.slice_kernel(weight, 3), weight[:, :, rows][:, :, :, rows])
    for kernel in (2, 4, 0, -1, 7, 6):
        with pytest.raises(ValueError):
            submission.supernet.slice_kernel(weight, kernel)


# ---- supernet-slice -------------------------------------------------------------------------------------------------


def largest_tensors(form, rng):
    """Unpredictable parameters and buffers of the largest net, by name."""
    found = {"stem.weight": tensor(rng, form.stem, form.image[0], 3, 3), **norm("norm", form.stem, rng)}
    channels, size = form.stem, max(form.kernels)
    for i, width in enumerate(form.widths):
        for j in range(max(form.depths)):
            hidden, name = channels * max(form.expansions), f"stages.{i}.{j}"
            found[f"{name}.expand.weight"] = tensor(rng, hidden, channels, 1, 1)
            found[f"{name}.depthwise.weight"] = tensor(rng, hidden, 1, size, size)
            found[f"{name}.project.weight"] = tensor(rng, width, hidden, 1, 1)
            found |= norm(f"{name}.norm1", hidden, rng) | norm(f"{name}.norm2", hidden, rng) | norm(f"{name}.norm3", width, rng)
            channels = width
    found |= {"head.weight": tensor(rng, form.classes, channels), "head.bias": tensor(rng, form.classes)}
    return found


def norm(name, channels, rng):
    """Parameters and buffers of a batch norm; the count of batches is an integer without a dimension."""
    found = {f"{name}.{part}": tensor(rng, channels) for part in ("weight", "bias", "running_mean")}
    found[f"{name}.running_var"] = torch.tensor(rng.uniform(0.5, 2.0, size=channels), dtype=torch.float32)
    return found | {f"{name}.num_batches_tracked": torch.tensor(int(rng.integers(100)))}


def cuts(form, arch):
    """name -> the indices to keep along each dimension, for what is cut; (name of a block) -> None for what goes whole."""
    found, channels = {}, form.stem
    for i, (width, stage) in enumerate(zip(form.widths, arch)):
        for j in range(max(form.depths)):
            name = f"stages.{i}.{j}"
            if j >= len(stage):
                found[name] = None
            else:
                kernel, expansion = stage[j]
                hidden, rows = list(range(channels * expansion)), centre(max(form.kernels), kernel)
                found |= {f"{name}.expand.weight": [hidden], f"{name}.project.weight": [None, hidden]}
                found[f"{name}.depthwise.weight"] = [hidden, None, rows, rows]
                for layer in ("norm1", "norm2"):
                    for part in ("weight", "bias", "running_mean", "running_var"):
                        found[f"{name}.{layer}.{part}"] = [hidden]
            channels = width
    return found


def cut(tensors, form, arch):
    """The smaller net's tensors, by lists of indices."""
    rules, found = cuts(form, arch), {}
    for name, value in tensors.items():
        if rules.get(".".join(name.split(".")[:3]), 1) is None:
            continue
        for dimension, keep in enumerate(rules.get(name, [])):
            if keep is not None:
                value = value.index_select(dimension, torch.tensor(keep))
        found[name] = value
    return found


def judge(got, expected):
    """Exactly these names, with exactly these values."""
    assert_dict(got, expected)
    for name, value in expected.items():
        try:
            same(got[name], value)
        except Mismatch as error:
            raise Mismatch(error.kind, f"{name}: {error}") from None


@pytest.mark.question("supernet-slice")
@pytest.mark.timeout(30)
@pytest.mark.weight(2)
@pytest.mark.hint("Which channels does each tensor of a block carry: the input's, the hidden ones, the output's? Only hidden ones are cut.")
@exact
def test_every_tensor_is_cut_to_size(submission, rng):
    """Unpredictable architectures of three spaces, the smallest and the largest: names, shapes and values, one after the other."""
    for form in (PAIR, GAP, DEEPER, PAIR):
        tensors = largest_tensors(form, rng)
        for arch in (extreme(form, 0 if form is PAIR else -1), some_arch(form, rng)):
            judge(submission.supernet.supernet_slice(tensors, form, arch), cut(tensors, form, arch))


@pytest.mark.question("supernet-slice")
@pytest.mark.timeout(30)
@pytest.mark.hint("Go through the names that are there: parameters alone and buffers alone are fine, too.")
@exact
def test_a_part_of_the_names_gives_a_part_of_the_slice(submission, rng):
    """Only the parameters, only the buffers, a single tensor, and nothing."""
    tensors, arch = largest_tensors(DEEPER, rng), some_arch(DEEPER, rng)
    buffers = {name for name in tensors if "running" in name or "num_batches" in name}
    for names in (buffers, tensors.keys() - buffers, {"stages.1.0.depthwise.weight"}, set()):
        part = {name: tensors[name] for name in sorted(names)}
        judge(submission.supernet.supernet_slice(part, DEEPER, arch), cut(part, DEEPER, arch))


@pytest.mark.question("supernet-slice")
@pytest.mark.timeout(30)
@pytest.mark.weight(2)
@pytest.mark.hint("Views all the way: slices, no copies, also where nothing is cut.")
@exact
def test_writing_into_the_slice_changes_the_largest_net(submission, rng):
    """Every tensor of the slice is filled with one value: in the largest net's tensors it stands where it was cut, only there."""
    for form in (PAIR, DEEPER):
        tensors = {name: value for name, value in largest_tensors(form, rng).items() if value.ndim}
        for arch in (extreme(form, 0), some_arch(form, rng)):
            expected = {}
            places = {name: torch.arange(value.numel()).reshape(value.shape) for name, value in tensors.items()}
            kept = cut(places, form, arch)
            for name, value in tensors.items():
                filled = value.clone().reshape(-1)
                if name in kept:
                    filled[kept[name].reshape(-1)] = -7.0
                expected[name] = filled.reshape(value.shape)
            judge(submission.probes.write_through(tensors, form, arch, -7.0), expected)


@pytest.mark.question("supernet-slice")
@pytest.mark.timeout(30)
@pytest.mark.fresh
@pytest.mark.hint("No .data, no .detach(), no torch.no_grad(): the slices must stay in the graph.")
@pytest.mark.false_alarm(1e-9, "a few hundred float32 roundings, a thousandth of the tolerance")
def test_gradients_come_back_to_the_largest_net(submission, rng):
    """A small net runs on the slices: its output is that of a net with copies, and gradients reach just what was cut out."""
    for arch in (extreme(PAIR, 0), some_arch(PAIR, rng)):
        tensors = {n: t for n, t in largest_tensors(PAIR, rng).items() if "running" not in n and "num_batches" not in n}
        images = tensor(rng, 4, *PAIR.image)
        got = assert_dict(submission.probes.train_through(tensors, PAIR, arch, images), ["output", "gradients"])
        gradients = assert_dict(got["gradients"], tensors)
        # a norm in eval mode with fresh statistics (0 and 1) divides by sqrt(1 + 1e-5)
        assert_close(got["output"], forward(cut(tensors, PAIR, arch), PAIR, images), rtol=1e-3, atol=1e-3)
        ones = cut({name: torch.ones_like(value) for name, value in tensors.items()}, PAIR, arch)
        for name in tensors:
            gradient = gradients[name]
            if name not in ones:
                assert gradient is None or not bool(gradient.any()), f"{name} is not in the small net, and got a gradient"
                continue
            assert gradient is not None and bool(gradient.any()), f"no gradient came back to {name}"
            inside = cut({name: gradient}, PAIR, arch)[name]
            outside = float(gradient.double().square().sum() - inside.double().square().sum())
            assert abs(outside) <= 1e-6 * float(inside.double().square().sum()), f"a gradient reached what was cut off {name}"


def forward(tensors, form, x):
    """The small net, function by function; norms with fresh statistics."""
    def norm_of(x, name):
        scale, shift = tensors[f"{name}.weight"], tensors[f"{name}.bias"]
        return x / (1 + 1e-5) ** 0.5 * scale[:, None, None] + shift[:, None, None]

    conv = torch.nn.functional.conv2d
    x = norm_of(conv(x, tensors["stem.weight"], padding=1), "norm").clamp(min=0)
    for i, (width, first) in enumerate(zip(form.widths, form.strides)):
        for j in range(max(form.depths)):
            name = f"stages.{i}.{j}"
            if f"{name}.expand.weight" not in tensors:
                continue
            stride, deep = first if j == 0 else 1, tensors[f"{name}.depthwise.weight"]
            y = norm_of(conv(x, tensors[f"{name}.expand.weight"]), f"{name}.norm1").clamp(min=0)
            y = conv(y, deep, stride=stride, padding=deep.shape[-1] // 2, groups=len(deep))
            y = norm_of(conv(norm_of(y, f"{name}.norm2").clamp(min=0), tensors[f"{name}.project.weight"]), f"{name}.norm3")
            x = x + y if stride == 1 and x.shape == y.shape else y
    return x.mean(dim=(2, 3)) @ tensors["head.weight"].T + tensors["head.bias"]


@pytest.mark.question("supernet-slice")
@pytest.mark.timeout(30)
@pytest.mark.hint("Check the architecture first.")
@exact
def test_what_the_largest_net_does_not_contain_is_refused(submission, rng):
    """After a right slice: architectures that are not in the space: ValueError."""
    tensors, arch = largest_tensors(PAIR, rng), some_arch(PAIR, rng)
    judge(submission.supernet.supernet_slice(tensors, PAIR, arch), cut(tensors, PAIR, arch))
    for wrong in outsiders(PAIR, arch):
        with pytest.raises(ValueError):
            submission.supernet.supernet_slice(tensors, PAIR, wrong)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

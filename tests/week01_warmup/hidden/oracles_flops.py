"""Second opinions for the hidden tests of flops.py: torch's own counter, counting by hand, published totals.

Runs on the trusted side only and shares nothing with the solution. Torch's formulas count convolutions and linear
layers without their bias, at 2 FLOPs a multiply-accumulate; everything here runs on the meta device, so that nothing
is computed. They must never be used on `scaled_dot_product_attention` or on the backward pass of grouped convolutions,
where they are wrong.
"""

import torch
import torch.nn.functional as F
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

CONVOLUTIONS = {"conv1d": F.conv1d, "conv2d": F.conv2d}


def sizes(rng, count, low=2, high=20):
    """That many unpredictable Python ints from low to high."""
    return [int(value) for value in rng.integers(low, high + 1, size=count)]


class _Counter(TorchDispatchMode):
    """Adds up what torch's own formulas say of each operation: `FlopCounterMode` without its table by module, which
    would take most of the time."""

    flops = 0

    @classmethod
    def _should_skip_dynamo(cls):
        """Nothing is compiled here; to skip the compiler, torch would import it (three seconds)."""
        return False

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        result = operation(*args, **(kwargs or {}))
        formula = flop_registry.get(operation._overloadpacket)
        self.flops += formula(*args, **(kwargs or {}), out_val=result) if formula else 0
        return result


def counted_by_torch(function, *shapes):
    """Torch's count of `function` on meta tensors of these shapes, and the shape of its result."""
    tensors = [torch.empty(shape, device="meta") for shape in shapes]
    with torch.no_grad(), _Counter() as counter:
        result = function(*tensors)
    return int(counter.flops), tuple(result.shape)


def layer_flops(kind, arguments, options, shape):
    """FLOPs of one layer on an input of this shape, and the output's shape; a bias adds one per output element."""
    n_in, n_out, *kernel = arguments
    options = {**options}
    bias = options.pop("bias", True)
    if kind == "linear":
        flops, out = counted_by_torch(F.linear, shape, (n_out, n_in))
    else:
        kernel = kernel[0] if isinstance(kernel[0], tuple) else kernel * int(kind[4])
        weight = (n_out, n_in // options.get("groups", 1), *kernel)
        flops, out = counted_by_torch(lambda x, w: CONVOLUTIONS[kind](x, w, **options), shape, weight)
    return flops + (torch.Size(out).numel() if bias else 0), out


# The first uses import a good second's worth of torch: here, once, rather than in every grading process.
for sizes_of_one in (("linear", (1, 1), {}, (1,)), ("conv1d", (1, 1, 1), {}, (1, 1, 1)), ("conv2d", (1, 1, 1), {}, (1, 1, 1, 1))):
    layer_flops(*sizes_of_one)


def conv2d_by_walking(channels_in, channels_out, kernel, size, stride, padding, dilation, groups, bias, batch):
    """Slide the kernel over the padded input and count, position by position; no formula for the output's size."""
    positions = 1
    for axis in (0, 1):
        first, last = -padding[axis], size[axis] - 1 + padding[axis]
        corners = range(first, last + 1, stride[axis])
        positions *= sum(1 for corner in corners if corner + dilation[axis] * (kernel[axis] - 1) <= last)
    weights_per_output = kernel[0] * kernel[1] * (channels_in // groups)
    return batch * channels_out * positions * (2 * weights_per_output + (1 if bias else 0))


def attention_by_matmuls(d_model, seq_len, heads, kv_heads, batch):
    """Self-attention written with matrix products, counted by torch; every query head has its own scores."""
    head_dim = d_model // heads

    def attention(x, wq, wk, wv, wo):
        q, k, v = ((x @ w).reshape(batch, seq_len, -1, head_dim).transpose(1, 2) for w in (wq, wk, wv))
        k, v = (shared.repeat_interleave(heads // kv_heads, dim=1) for shared in (k, v))
        mixed = q @ k.transpose(2, 3) @ v  # the softmax between them is no matrix product, and counts nothing
        return mixed.transpose(1, 2).reshape(batch, seq_len, d_model) @ wo

    square, narrow = (d_model, d_model), (d_model, kv_heads * head_dim)
    return counted_by_torch(attention, (batch, seq_len, d_model), square, narrow, narrow, square)[0]


def matmul_by_torch(m, n, p):
    """The matrix product, counted by torch."""
    return counted_by_torch(torch.matmul, (m, n), (n, p))[0]


def linear_by_torch(in_features, out_features, vectors, bias):
    """A linear layer on a batch of vectors, counted by torch, plus its bias."""
    flops, out = counted_by_torch(F.linear, (vectors, in_features), (out_features, in_features))
    return flops + (out[0] * out[1] if bias else 0)


# Published multiply-accumulates on one 224 x 224 image (the metadata of torchvision's weights; a FLOP count is twice
# that), and the layers: (channels in, channels out, kernel, stride, padding, groups, size of the square input).
ALEXNET_MACS = 714_188_480
ALEXNET_LINEAR = [(9216, 4096), (4096, 4096), (4096, 1000)]
ALEXNET_CONVOLUTIONS = [
    (3, 64, 11, 4, 2, 1, 224),
    (64, 192, 5, 1, 2, 1, 27),
    (192, 384, 3, 1, 1, 1, 13),
    (384, 256, 3, 1, 1, 1, 13),
    (256, 256, 3, 1, 1, 1, 13),
]
MOBILENET_V2_MACS = 300_774_272
MOBILENET_V2_LINEAR = [(1280, 1000)]


def mobilenet_v2_convolutions():
    """The 52 convolutions of MobileNetV2 (Sandler et al. 2018, table 2): expand, depthwise, project."""
    layers = [(3, 32, 3, 2, 1, 1, 224)]
    width, size = 32, 112
    plan = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expansion, channels, repeats, first_stride in plan:
        for stride in [first_stride] + [1] * (repeats - 1):
            hidden = width * expansion
            if expansion > 1:
                layers.append((width, hidden, 1, 1, 0, 1, size))
            layers.append((hidden, hidden, 3, stride, 1, hidden, size))
            size //= stride
            layers.append((hidden, channels, 1, 1, 0, 1, size))
            width = channels
    return [*layers, (320, 1280, 1, 1, 0, 1, 7)]

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

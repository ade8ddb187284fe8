"""Probes of the hidden tests: they build what is no plain value, call the student's function, and return plain values.

Runs in the worker, beside the student's code, as `name(student, *values)`. A probe does and a test judges: it must
never hold an expected value, and what it says about a model is only the student's word.
"""

import torch
from torch import nn

# ---- any module: are the arguments left alone? ----------------------------------------------------------------------


def call_and_look(student, module, function, arguments, options):
    """Call `student.<module>.<function>(*arguments, **options)`; the result, and the arguments as they are then."""
    result = getattr(getattr(student, module), function)(*arguments, **options)
    return {"result": result, "arguments": arguments, "options": options}


# ---- flops: models for count_flops, built from plain values ---------------------------------------------------------

LAYERS = {
    "linear": nn.Linear,
    "conv1d": nn.Conv1d,
    "conv2d": nn.Conv2d,
    "transposed": nn.ConvTranspose2d,
    "norm": nn.BatchNorm2d,
    "relu": nn.ReLU,
    "pool": nn.AdaptiveAvgPool2d,
    "flatten": nn.Flatten,
}


def build(spec):
    """A model from a list: ["linear", 3, 4, {"bias": False}], or ["chain", spec, spec, ...] for one after the other."""
    kind, *rest = spec
    if kind == "chain":
        return nn.Sequential(*(build(part) for part in rest))
    options = rest.pop() if rest and type(rest[-1]) is dict else {}
    return LAYERS[kind](*rest, **options)


def count(student, spec, shape, precision="float32"):
    """Count a model on an input of this shape, both in this precision."""
    dtype = getattr(torch, precision)
    return student.flops.count_flops(build(spec).to(dtype), torch.randn(shape).to(dtype))


def count_transposed(student, spec, shape):
    """Count a model on an input of this shape, whose numbers lie in memory the other way round."""
    return student.flops.count_flops(build(spec), torch.randn(shape[::-1]).permute(*range(len(shape))[::-1]))


def count_both(student, spec, first_shape, second_shape):
    """Count one model on two inputs, one after the other."""
    model = build(spec)
    return [student.flops.count_flops(model, torch.randn(shape)) for shape in (first_shape, second_shape)]


class Deep(nn.Module):
    """Layers in a list, in a dict and in an attribute of another module; one of them registered under two names."""

    def __init__(self, width, inner, classes):
        super().__init__()
        self.stem = nn.ModuleDict({"up": nn.Linear(width, inner), "down": nn.Linear(inner, width, bias=False)})
        self.blocks = nn.ModuleList(
            [nn.Sequential(nn.Sequential(nn.Linear(width, width)), nn.ReLU()) for _ in range(2)]
        )
        self.head = nn.Module()
        self.head.classify = nn.Linear(width, classes)
        self.alias = self.head.classify

    def forward(self, x):
        x = self.stem["down"](torch.relu(self.stem["up"](x)))
        for block in self.blocks:
            x = x + block(x)
        return self.head.classify(x)


def count_deep(student, width, inner, classes, vectors):
    """Count the model above."""
    return student.flops.count_flops(Deep(width, inner, classes), torch.randn(vectors, width))


class Shared(nn.Module):
    """Calls one layer several times, on inputs that grow, and another one never."""

    def __init__(self, width, calls):
        super().__init__()
        self.shared = nn.Linear(width, width)
        self.again = nn.Sequential(self.shared, nn.ReLU())
        self.unused = nn.Linear(width, 3)
        self.unused_too = nn.Conv2d(3, 3, 3)
        self.calls = calls

    def forward(self, x):
        for _ in range(self.calls):
            x = torch.cat([x, self.shared(x)])
        return self.again(x)


def count_shared(student, width, calls, vectors):
    """Count the model above."""
    return student.flops.count_flops(Shared(width, calls), torch.randn(vectors, width))


class Free(nn.Module):
    """One linear layer among much that counts 0; takes a table of words, a number and a list; returns a dict."""

    def __init__(self, width):
        super().__init__()
        self.words = nn.Embedding(11, width)
        self.norm = nn.LayerNorm(width)
        self.counted = nn.Linear(width, width)
        self.free = nn.Parameter(torch.randn(width, width))
        self.upsample = nn.ConvTranspose2d(1, 2, 2)
        self.upsample_line = nn.ConvTranspose1d(1, 2, 2)

    def forward(self, words, scale, extras):
        x = self.counted(self.norm(self.words(words))) * scale
        x = nn.functional.linear(x, self.free) @ self.free + extras[0]
        scores = torch.softmax(x @ x.transpose(1, 2), dim=-1)
        image = nn.functional.conv2d(self.upsample(scores[:, None]), torch.ones(3, 2, 2, 2))
        line = self.upsample_line(x[0][:, None, :])
        return {"scores": scores, "image": image, "line": line, "nothing": None}


def count_free(student, width, sentences, length):
    """Count the model above on sentences of word numbers."""
    words = torch.randint(11, (sentences, length))
    return student.flops.count_flops(Free(width), words, 2.0, [torch.zeros(width)])


# ---- flops: what count_flops leaves behind --------------------------------------------------------------------------

HOOKS = [name for name in vars(nn.Module()) if name.endswith("_hooks")]


def snapshot(model, inputs):
    """What should be the same afterwards, under a name that says what it is."""
    seen = {"grad mode": torch.is_grad_enabled(), "forward of nn.Linear": [nn.Linear.forward, nn.Linear.__call__]}
    seen["forward of nn.Conv1d and nn.Conv2d"] = [nn.Conv1d.forward, nn.Conv2d.forward]
    seen["global hooks"] = [*nn.modules.module._global_forward_hooks, *nn.modules.module._global_forward_pre_hooks]
    for name, module in model.named_modules():
        seen[f"hooks of {name!r}"] = [hook for kind in HOOKS for hook in getattr(module, kind).values()]
        seen[f"train/eval mode of {name!r}"] = module.training
        seen[f"attributes of {name!r}"] = [type(module), *sorted(vars(module))]
    for name, parameter in model.named_parameters():
        seen[f"parameter {name}"] = [parameter.requires_grad, parameter.detach().clone()]
        seen[f"gradient of {name}"] = None if parameter.grad is None else parameter.grad.clone()
    for name, buffer in model.named_buffers():
        seen[f"buffer {name}"] = buffer.clone()
    for index, value in enumerate(inputs):
        seen[f"input {index}"] = [value.requires_grad, value.detach().clone()]
    return seen


def same(before, after):
    """Equality that looks into lists and compares tensors by value."""
    if type(before) is list:
        return len(before) == len(after) and all(same(b, a) for b, a in zip(before, after, strict=True))
    if isinstance(before, torch.Tensor):
        return isinstance(after, torch.Tensor) and torch.equal(before, after)
    return before is after or before == after


def changes(before, after):
    """The names of what is not as it was."""
    return sorted(name for name in {*before, *after} if not same(before.get(name), after.get(name, "gone")))


class Breaks(nn.Module):
    """Passes its input on, until told to raise."""

    class Broken(LookupError):
        """What no other code raises."""

    def __init__(self):
        super().__init__()
        self.broken = False

    def forward(self, x):
        if self.broken:
            raise self.Broken("as asked")
        return x


def watched_model(channels, in_place):
    """A model in mixed train/eval mode with gradients, a frozen layer, running statistics and hooks of its own."""
    model = nn.Sequential(
        nn.ReLU(inplace=in_place),
        nn.Conv2d(2, channels, 3, bias=False),
        nn.BatchNorm2d(channels),
        nn.Sequential(nn.Conv2d(channels, channels, 1), nn.BatchNorm2d(channels), nn.Dropout(0.5)),
        Breaks(),
        nn.Flatten(),
        nn.Linear(channels * 16, 3),
    )
    for parameter in model.parameters():
        parameter.grad = torch.randn_like(parameter)
    model[6].bias.grad = None
    model[1].weight.requires_grad_(False)
    model[3].eval()
    return model


@torch.enable_grad()
def count_watched(student, channels, images, in_place):
    """Count the model on images; what it cost, what changed, and how often the model's own hooks fire afterwards."""
    torch.manual_seed(images)
    model = watched_model(channels, in_place)
    fired = []
    model[1].register_forward_hook(lambda *_: fired.append("hook"))
    model[6].register_forward_pre_hook(lambda *_: fired.append("pre-hook"))
    model.register_forward_hook(lambda *_: fired.append("outer hook"))
    inputs = [torch.randn(images, 2, 6, 6)]
    before = snapshot(model, inputs)
    flops = student.flops.count_flops(model, *inputs)
    changed = changes(before, snapshot(model, inputs))
    fired.clear()
    model(inputs[0].clone())
    return {"flops": flops, "changed": changed, "fired": list(fired)}


@torch.enable_grad()
def count_broken(student, channels, images):
    """Count a model, again while its forward pass raises, and again; the two counts, what came out, what changed."""
    torch.manual_seed(images)
    model = watched_model(channels, False)
    model[1].register_forward_hook(lambda *_: None)
    inputs = [torch.randn(images, 2, 6, 6)]
    counts = [student.flops.count_flops(model, *inputs)]
    before = snapshot(model, inputs)
    model[4].broken = True
    try:
        student.flops.count_flops(model, *inputs)
        raised = "nothing"
    except Breaks.Broken as error:
        raised = str(error)
    model[4].broken = False
    changed = changes(before, snapshot(model, inputs))
    counts.append(student.flops.count_flops(model, inputs[0][:1]))
    return {"counts": counts, "raised": raised, "changed": changed}


# ---- memory: models for model_memory, and what it leaves behind -----------------------------------------------------


def memory_of(student, *specs):
    """The memory of each of these models (see `build`), one after the other."""
    return [student.memory.model_memory(build(spec)) for spec in specs]


def memory_of_dtypes(student, shapes, buffers):
    """The memory of a nested model: parameters {dtype name: shape}, buffers (dtype name, shape, persistent)."""
    model = nn.Module()
    model.inner = nn.ModuleList([nn.Module()])
    for name, shape in shapes.items():
        model.inner[0].register_parameter(f"p_{name}", nn.Parameter(torch.zeros(shape, dtype=getattr(torch, name))))
    for index, (name, shape, persistent) in enumerate(buffers):
        values = torch.zeros(shape, dtype=getattr(torch, name))
        model.inner[0].register_buffer(f"b_{index}", values, persistent=persistent)
    return student.memory.model_memory(model)


def memory_of_transposed(student, rows, columns):
    """The memory of a parameter, and a buffer, that lie in memory the other way round."""
    model = nn.Module()
    model.weight = nn.Parameter(torch.zeros(rows, columns).T)
    model.register_buffer("mask", torch.zeros(rows, columns, dtype=torch.bool).T)
    return student.memory.model_memory(model)


def memory_of_tied(student, words, width):
    """The memory of four models: weights tied, weights equal but not tied, a module used twice, a buffer shared."""
    tied = nn.Sequential(nn.Embedding(words, width), nn.Linear(width, words, bias=False))
    tied[1].weight = tied[0].weight
    untied = nn.Sequential(nn.Embedding(words, width), nn.Linear(width, words, bias=False))
    untied[1].weight.data.copy_(untied[0].weight.data)
    layer = nn.Linear(width, width)
    twice = nn.Sequential(layer, nn.ReLU(), nn.Sequential(layer))
    mask = torch.ones(width, width, dtype=torch.bool)
    shared = nn.ModuleList([nn.Linear(width, 1, bias=False) for _ in range(3)])
    for module in shared:
        module.register_buffer("mask", mask)
    return [student.memory.model_memory(model) for model in (tied, untied, twice, shared)]


def memory_of_watched(student, channels):
    """The memory of a half-frozen model with gradients and hooks, asked twice, and what is not as it was afterwards."""
    model = watched_model(channels, False)
    model[1].register_forward_hook(lambda *_: None)
    before = snapshot(model, [])
    memory = [student.memory.model_memory(model) for _ in range(2)]
    return {"memory": memory, "changed": changes(before, snapshot(model, []))}

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

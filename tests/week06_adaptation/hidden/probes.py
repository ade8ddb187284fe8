"""Probes of the hidden tests: they do what a plain value cannot, call the student's function, and return plain values.

Runs in the worker, beside the student's code, as `name(student, *values)`. A probe does and a test judges: it must
never hold an expected value, and what it says about work, memory and calls is only the student's word.
"""

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

# ---- any module -----------------------------------------------------------------------------------------------------


def call_and_look(student, module, function, arguments, options):
    """Call `student.<module>.<function>(*arguments, **options)`; the result, and the arguments as they are then."""
    result = getattr(getattr(student, module), function)(*arguments, **options)
    return {"result": result, "arguments": arguments, "options": options}


def call_strided(student, module, function, arguments, options):
    """The same, with each tensor of two or more dimensions laid out in memory back to front, between unused numbers."""

    def spread(value):
        if not isinstance(value, torch.Tensor) or value.ndim < 2:
            return value
        dims = list(reversed(range(value.ndim)))
        room = torch.full((*[value.shape[d] for d in dims], 2), 77, dtype=value.dtype)
        room[..., 0] = value.permute(dims)
        return room[..., 0].permute(dims)

    return getattr(getattr(student, module), function)(*map(spread, arguments), **options)


class Watch(TorchFunctionMode):
    """Notes the numbers in the largest tensor that is made anew, and whether one of `parameters` is used at all."""

    def __init__(self, weight, parameters):
        super().__init__()
        self.known, self.parameters = weight.untyped_storage().data_ptr(), [id(p) for p in parameters]
        self.largest, self.used = 0, False

    def __torch_function__(self, called, types, args=(), kwargs=None):
        self.used = self.used or any(id(value) in self.parameters for value in [*args, *(kwargs or {}).values()])
        result = called(*args, **(kwargs or {}))
        if isinstance(result, torch.Tensor) and result.untyped_storage().data_ptr() != self.known:
            self.largest = max(self.largest, result.numel())
        return result


def _outcome(call, *args, **options):
    """What came back and None, or None and the names of the classes of what was raised."""
    try:
        return call(*args, **options), None
    except NotImplementedError:
        raise
    except Exception as error:
        return None, [kind.__name__ for kind in type(error).__mro__]


def _trained(module):
    return sorted(name for name, p in module.named_parameters() if p.requires_grad)


def _linear(weight, bias):
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None, dtype=weight.dtype)
    layer.weight.data.copy_(weight)
    if bias is not None:
        layer.bias.data.copy_(bias)
    return layer


# ---- lora -----------------------------------------------------------------------------------------------------------


def _lora(student, weight, bias, alpha, a, b):
    base = _linear(weight, bias)
    layer = student.lora.LoRALinear(base, a.shape[0], alpha)
    layer.lora_a.data.copy_(a)
    layer.lora_b.data.copy_(b)
    return base, layer


def lora_start(student, weight, bias, rank, alpha, x, seeds):
    """New layers over this weight: what they hold, what is trained, and what comes out; A for each seed."""
    base = _linear(weight, bias)
    kept = base.weight
    starts = []
    for seed in seeds:
        torch.manual_seed(seed)
        layer = student.lora.LoRALinear(base, rank, alpha)
        starts.append(layer.lora_a.detach().clone())
    return {
        "a": starts,
        "b": layer.lora_b.detach().clone(),
        "y": layer(x).detach(),
        "base": base(x).detach(),
        "scale": layer.scale,
        "merged": layer.merged,
        "same": layer.base is base and base.weight is kept,
        "trained": _trained(layer),
        "kinds": [isinstance(layer.lora_a, nn.Parameter), isinstance(layer.lora_b, nn.Parameter)],
    }


def lora_backward(student, weight, bias, alpha, a, b, x, incoming):
    """The output, and the gradients of x, A, B and of the base, for the sum of output times incoming."""
    base, layer = _lora(student, weight, bias, alpha, a, b)
    x = x.clone().requires_grad_()
    y = layer(x)
    (y * incoming).sum().backward()
    return {
        "y": y.detach(),
        "x": x.grad,
        "a": layer.lora_a.grad,
        "b": layer.lora_b.grad,
        "base": [p.grad for p in base.parameters()],
    }


def lora_watched(student, weight, rank, rows, merged):
    """Numbers in the largest tensor that a forward pass makes, and whether it uses A or B."""
    base = _linear(weight, None)
    layer = student.lora.LoRALinear(base, rank, 1.0)
    if merged:
        layer.merge()
    x = torch.ones(rows, weight.shape[1])
    with torch.no_grad(), Watch(base.weight, [layer.lora_a, layer.lora_b]) as watch:
        layer(x)
    return watch.largest, watch.used


def lora_dropout(student, weight, a, b, dropout, x, seed):
    """Outputs with dropout: in training, in eval mode, and in training once merged."""
    base = _linear(weight, None)
    layer = student.lora.LoRALinear(base, a.shape[0], float(a.shape[0]), dropout)
    layer.lora_a.data.copy_(a)
    layer.lora_b.data.copy_(b)
    torch.manual_seed(seed)
    layer.train()
    training = layer(x).detach()
    layer.eval()
    evaluated = layer(x).detach()
    layer.train()
    layer.merge()
    return training, evaluated, layer(x).detach()


def lora_made(student, weight, bias, options):
    """A layer for each of these options: how it ended, the shape of A, which of the base's parameters then ask for gradients."""
    answers = []
    for option in options:
        base = _linear(weight, bias)
        layer, raised = _outcome(student.lora.LoRALinear, base, **option)
        seen = {"raised": raised, "asked": [p.requires_grad for p in base.parameters()]}
        answers.append(seen if layer is None else {**seen, "a": tuple(layer.lora_a.shape)})
    return answers


def lora_walk(student, weight, bias, alpha, a, b, x, steps):
    """After each of the steps "merge", "unmerge", "train" and "eval": weight, output, `merged`; and what stayed itself."""
    base, layer = _lora(student, weight, bias, alpha, a, b)
    kept, seen = base.weight, []
    for step in steps:
        getattr(layer, step)()
        seen.append([base.weight.detach().clone(), layer(x).detach(), layer.merged])
    same = base.weight is kept and layer.base is base and not base.weight.requires_grad
    return {
        "seen": seen,
        "same": same,
        "trained": _trained(layer),
        "adapter": [layer.lora_a.detach(), layer.lora_b.detach()],
    }


# ---- inject ---------------------------------------------------------------------------------------------------------


class Adapter(nn.Module):
    """Stands for an adapter; it can be told apart from others."""

    def __init__(self, base, made):
        super().__init__()
        self.base, self.number = base, len(made)
        self.lora_a = nn.Parameter(torch.full((2, base.in_features), float(self.number)))
        self.lora_b = nn.Parameter(torch.zeros(base.out_features, 2))
        self.extra = nn.Parameter(torch.zeros(1))
        made.append(base)

    def forward(self, x):
        return self.base(x) + x @ self.lora_a.T @ self.lora_b.T


class Own(nn.Linear):
    """A linear layer of a type of its own."""


def _net():
    shared = nn.Linear(4, 4)
    block = nn.ModuleDict({"query": nn.Linear(4, 4), "value": nn.Linear(4, 3), "own": Own(4, 4), "norm": nn.LayerNorm(4)})
    net = nn.ModuleDict({"first": shared, "block": block, "tied": nn.Sequential(nn.ReLU(), shared), "query": nn.Linear(3, 4)})
    net.register_parameter("lora_alone", nn.Parameter(torch.ones(1)))
    return net


def _layers(net):
    return {name: m for name, m in net.named_modules(remove_duplicate=False)}


def inject(student, pattern):
    """Adapters in a network with a repeated layer: names, numbers of the adapters by place, what is trained and saved."""
    net, made = _net(), []
    before = _layers(net)
    names = student.inject.inject_lora(net, pattern, lambda base: Adapter(base, made))
    after = _layers(net)
    adapters = {name: m.number for name, m in after.items() if isinstance(m, Adapter)}
    state = student.inject.adapter_state_dict(net)
    return {
        "names": names,
        "calls": len(made),
        "adapters": adapters,
        "bases": all(after[name].base is before[name] for name in adapters),
        "others": all(after[name] is m for name, m in before.items() if name not in adapters),
        "trained": _trained(net),
        "saved": {name: tuple(value.shape) for name, value in state.items()},
    }


def injected(student, cases):
    """Adapters for each (part of the network, pattern): how it ended, names, how many were made, what of the old then asks for gradients."""
    answers = []
    for part, pattern in cases:
        net, made = _net().get_submodule(part), []
        before = list(net.parameters())
        names, raised = _outcome(student.inject.inject_lora, net, pattern, lambda base, made=made: Adapter(base, made))
        answers.append({"raised": raised, "names": names, "calls": len(made), "asked": [p.requires_grad for p in before]})
    return answers


def adapters_saved(student):
    """A saved state, the network's own values afterwards, and whether the state shares memory or asks for gradients."""
    net, made = _net(), []
    student.inject.inject_lora(net, ".*", lambda base: Adapter(base, made))
    state = student.inject.adapter_state_dict(net)
    grads = any(value.requires_grad for value in state.values())
    kinds = all(type(value) in (torch.Tensor, nn.Parameter) for value in state.values())
    own = dict(net.named_parameters())
    before = {name: value.detach().clone() for name, value in state.items()}
    for value in own.values():
        value.data.add_(1)
    kept = all(torch.equal(state[name].detach(), value) for name, value in before.items())
    return {"grads": grads, "kept": kept, "kinds": kinds, "type": type(state) is dict or isinstance(state, dict)}


def adapters_loaded(student, state):
    """This state into a network with adapters, full of threes: how it ended, what the parameters hold then, whether they are the same, which are trained."""
    net, made = _net().requires_grad_(False), []
    for name in ("query", "value"):
        net["block"][name] = Adapter(net["block"][name], made)
    net["first"] = net["tied"][1] = Adapter(net["first"], made)
    net["query"] = Adapter(net["query"], made)
    for p in net.parameters():
        p.data.fill_(3.0)
    own = dict(net.named_parameters())
    _, raised = _outcome(student.inject.load_adapters, net, state)
    now = dict(net.named_parameters())
    same = all(now[name] is p for name, p in own.items()) and now.keys() == own.keys()
    return raised, {name: float(p.detach().mean()) for name, p in now.items()}, same, _trained(net)


# ---- nf4 ------------------------------------------------------------------------------------------------------------


def qlora(student, x, packed, absmax, a, b, scale, block, incoming):
    """Output and gradients of qlora_linear; numbers of the largest floating-point tensor saved for backward."""
    x, a, b = (value.clone().requires_grad_() for value in (x, a, b))
    largest = [0]

    def pack(saved):
        if saved.is_floating_point():
            largest[0] = max(largest[0], saved.untyped_storage().nbytes() // saved.element_size())
        return saved

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda saved: saved):
        y = student.nf4.qlora_linear(x, packed, absmax, a, b, scale, block)
    (y * incoming).sum().backward()
    return {"y": y.detach(), "x": x.grad, "a": a.grad, "b": b.grad, "largest": largest[0]}


def qlora_plain(student, x, packed, absmax, a, b, scale, block):
    """The output where x asks for no gradient, and whether A and B still get one."""
    a, b = a.clone().requires_grad_(), b.clone().requires_grad_()
    y = student.nf4.qlora_linear(x, packed, absmax, a, b, scale, block)
    y.sum().backward()
    return y.detach(), a.grad is not None, b.grad is not None


# ---- adapt ----------------------------------------------------------------------------------------------------------


class Mixer(nn.Module):
    """A body in which each token sees those before it; with dropout, and a batch norm whose statistics could move."""

    def __init__(self, weight):
        super().__init__()
        self.linear = _linear(weight, None)
        self.dropout = nn.Dropout(0.5)
        self.norm = nn.BatchNorm1d(weight.shape[0], dtype=weight.dtype)

    def forward(self, x):
        mixed = self.linear(self.dropout(x)).cumsum(1)
        return self.norm(mixed.flatten(0, 1)).view(mixed.shape)


def prompt(student, weight, start, tokens, incoming, rounds):
    """Training a prompt: outputs and prompts of each round of gradient descent at rate 1, and all that was left alone."""
    body = Mixer(weight)
    given = start.clone()
    tuned = student.adapt.PromptTuned(body, given)
    fresh = tuned.training and not any(m.training for m in body.modules())
    returned = tuned.train()
    before = {name: value.clone() for name, value in body.state_dict().items()}
    parameter, outputs, prompts = tuned.prompt, [], []
    for _ in range(rounds):
        tuned.zero_grad()
        y = tuned(tokens)
        outputs.append(y.detach())
        (y * incoming).sum().backward()
        tuned.prompt.data -= tuned.prompt.grad
        prompts.append(tuned.prompt.detach().clone())
    return {
        "outputs": outputs,
        "prompts": prompts,
        "trained": _trained(tuned),
        "same": tuned.prompt is parameter and isinstance(parameter, nn.Parameter) and tuned.body is body,
        "body": all(torch.equal(value, before[name]) for name, value in body.state_dict().items()),
        "grads": [p.grad is None for p in body.parameters()],
        "start": given,
        "modes": [fresh, returned is tuned, tuned.training, body.training, tuned.eval().training],
    }


def prompt_made(student, weight, starts):
    """A prompt over a body for each start: how it ended, the prompt, which of the body's parameters then ask for gradients."""
    answers = []
    for start in starts:
        body = Mixer(weight)
        tuned, raised = _outcome(student.adapt.PromptTuned, body, start)
        seen = {"raised": raised, "asked": [p.requires_grad for p in body.parameters()]}
        answers.append(seen if tuned is None else {**seen, "prompt": tuned.prompt.detach().clone()})
    return answers


def maml(student, weights, tasks, inner_rate, outer_rate, options):
    """maml_step on a small network of one hidden layer (tanh), regression; its calls of the loss, and what it left."""
    calls = []

    def loss(w, batch):
        calls.append(len(w))
        x, y = batch
        return (torch.tanh(x @ w[0]) @ w[1] - y).square().mean()

    given = [w.clone().requires_grad_() for w in weights]
    for w in given:
        w.grad = torch.ones_like(w)
    new, value = student.adapt.maml_step(loss, given, tasks, inner_rate, outer_rate, **options)
    return {
        "new": [w.detach() for w in new],
        "loss": value,
        "calls": len(calls),
        "detached": not any(w.requires_grad for w in new),
        "left": all(torch.equal(w.detach(), old) and bool((w.grad == 1).all()) for w, old in zip(given, weights)),
        "type": type(new) is list,
    }


def maml_unused(student, weights, tasks, inner_rate, outer_rate, first_order):
    """maml_step where the support loss uses the first tensor only, and the query loss both: half squares of distances."""

    def loss(w, batch):
        kind, centre = batch
        both = (w[0] - centre).square().sum() / 2
        return both if kind == "support" else both + (w[0] * w[1]).sum()

    new, value = student.adapt.maml_step(loss, weights, tasks, inner_rate, outer_rate, first_order=first_order)
    return [w.detach() for w in new], value


def _tent_net(kind, first, second, gain, shift, mean, var):
    width = first.shape[0]
    if kind == "layer":
        norm = nn.LayerNorm(width, elementwise_affine=gain is not None, dtype=first.dtype)
    else:
        norm = {"batch": nn.BatchNorm1d, "image": nn.BatchNorm2d, "identity": nn.Identity}[kind](width, dtype=first.dtype)
    for tensor, value in zip([*norm.parameters(), *norm.buffers()], (gain, shift, mean, var)):
        tensor.data.copy_(value)
    linear = _linear(first, None)
    if kind == "image":
        return nn.Sequential(linear, nn.Unflatten(1, (width, 1, 1)), norm, nn.Flatten(), nn.Dropout(0.5), _linear(second, None))
    return nn.Sequential(linear, norm, nn.Dropout(0.5), _linear(second, None))


def tent(student, kind, tensors, batches, rate, training, frozen):
    """tent_step on linear, norm, dropout, linear, once for each batch: entropies, gain and shift after each, the rest."""
    net = _tent_net(kind, *tensors)
    net.train(training)
    net[-1].training = not training  # modes need not be all the same
    norm = next(m for m in net if isinstance(m, (nn.LayerNorm, nn.BatchNorm1d, nn.BatchNorm2d)))
    if frozen:
        net.requires_grad_(False)
    asked, modes = [p.requires_grad for p in net.parameters()], [m.training for m in net.modules()]
    kept, parameters = {name: value.clone() for name, value in net.state_dict().items()}, [norm.weight, norm.bias]
    entropies, gains, shifts = [], [], []
    for x in batches:
        entropies.append(student.adapt.tent_step(net, x, rate))
        gains.append(norm.weight.detach().clone())
        shifts.append(norm.bias.detach().clone())
    moved = sorted(name for name, value in net.state_dict().items() if not torch.equal(value, kept[name]))
    mine = [name for name, p in net.named_parameters() if p is norm.weight or p is norm.bias]
    return {
        "entropies": entropies,
        "gains": gains,
        "shifts": shifts,
        "moved": moved,
        "mine": sorted(mine),
        "same": norm.weight is parameters[0] and norm.bias is parameters[1],
        "asked": asked == [p.requires_grad for p in net.parameters()],
        "modes": modes == [m.training for m in net.modules()],
        "grads": all(p.grad is None for p in net.parameters()),
        "types": [type(value) is float for value in entropies],
    }


def tent_once(student, cases):
    """tent_step on linear, norm, dropout, linear for each (kind, tensors, x, rate): how it ended, the entropy, which tensors moved."""
    answers = []
    for kind, tensors, x, rate in cases:
        net = _tent_net(kind, *tensors)
        kept = {name: value.clone() for name, value in net.state_dict().items()}
        entropy, raised = _outcome(student.adapt.tent_step, net, x, rate)
        moved = sorted(name for name, value in net.state_dict().items() if not torch.equal(value, kept[name]))
        answers.append({"raised": raised, "entropy": entropy, "moved": moved})
    return answers

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

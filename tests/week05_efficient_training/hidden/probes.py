"""Probes of the hidden tests: they do what a plain value cannot, call the student's function, and return plain values.

Runs in the worker, beside the student's code, as `name(student, *values)`. A probe does and a test judges: it must
never hold an expected value, and what it says about memory and calls is only the student's word.
"""

import contextlib
from importlib import import_module

import torch
from torch import nn
from torch.multiprocessing.reductions import StorageWeakRef
from torch.utils import checkpoint as library
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

#: What the latest call left behind, however it ended.
LEFT = {}


def left(student):
    """What the latest call of a probe left behind; the probe says what."""
    return LEFT


def call_and_look(student, module, function, arguments, options):
    """Call `student.<module>.<function>(*arguments, **options)`; the result, and the arguments as they are then."""
    result = getattr(getattr(student, module), function)(*arguments, **options)
    return {"result": result, "arguments": arguments, "options": options}


# ---- what is alive, and what the library would do -------------------------------------------------------------------


class Meter(TorchDispatchMode):
    """Numbers in floating-point tensors that are alive, by whatever they are held; `known` and small ones left out."""

    def __init__(self, known=(), least=16):
        super().__init__()
        self.known, self.least = {t.untyped_storage()._cdata for t in known}, least
        self.held, self.peak, self.largest = {}, 0, 0

    def __torch_dispatch__(self, called, types, args=(), kwargs=None):
        result = called(*args, **(kwargs or {}))
        for made in tree_leaves(result):
            if isinstance(made, torch.Tensor) and made.is_floating_point():
                storage = made.untyped_storage()
                numbers = storage.nbytes() // made.element_size()
                self.largest = max(self.largest, numbers)
                if storage._cdata not in self.known and numbers >= self.least:
                    self.held[storage._cdata] = StorageWeakRef(storage), numbers
        self.peak = max(self.peak, self.alive())
        return result

    def alive(self):
        """The numbers alive now."""
        self.held = {key: value for key, value in self.held.items() if not value[0].expired()}
        return sum(numbers for _, numbers in self.held.values())


class Saved:
    """Numbers saved for the backward pass by what autograd's hooks are told, each storage once."""

    def __init__(self):
        self.numbers, self.seen = 0, set()

    def __enter__(self):
        def pack(saved):
            storage = saved.untyped_storage()
            if saved.is_floating_point() and storage._cdata not in self.seen:
                self.seen.add(storage._cdata)
                numbers = storage.nbytes() // saved.element_size()
                self.numbers += numbers if numbers >= 16 else 0
            return saved

        self.hooks = torch.autograd.graph.saved_tensors_hooks(pack, lambda saved: saved)
        self.hooks.__enter__()
        return self

    def __exit__(self, *error):
        self.hooks.__exit__(*error)


@contextlib.contextmanager
def without_library():
    """PyTorch's own checkpointing, AdamW and clipping out of reach: they are the answer, not a tool."""

    def closed(*_args, **_kwargs):
        raise RuntimeError("this is what you are to write yourself")

    adam, clip = import_module("torch.optim.adam"), nn.utils.clip_grad
    places = [(library.CheckpointFunction, "forward"), (library, "_checkpoint_without_reentrant_generator")]
    places += [(adam.Adam, "__init__"), (adam, "adam"), (clip, "_get_total_norm"), (clip, "_clip_grads_with_norm_")]
    before = [(owner, name, owner.__dict__[name]) for owner, name in places if name in owner.__dict__]
    for owner, name, _ in before:
        setattr(owner, name, staticmethod(closed) if isinstance(owner, type) else closed)
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


# ---- checkpointing --------------------------------------------------------------------------------------------------


def build(layers, log):
    """Layers as functions that note their number when they run, and the weights.

    A layer is ("linear", weight): sin(x @ weight); ("resize", m): the sine, repeated or cut to m numbers, plus a weight
    of one number; ("dropout", p); or ("embed", table).
    """
    weights = [
        (values.clone() if kind == "linear" else torch.zeros(1)).requires_grad_()
        for kind, values in layers
        if kind in ("linear", "resize")
    ]
    left, fns = list(weights), []
    for number, (kind, values) in enumerate(layers):
        weight = left.pop(0) if kind in ("linear", "resize") else None

        def layer(x, number=number, kind=kind, values=values, weight=weight):
            log.append(number)
            if kind == "linear":
                return torch.sin(x @ weight)
            if kind == "resize":
                return torch.sin(x).repeat(-(-values // len(x)))[:values].clone() + weight
            return nn.functional.dropout(x, values) if kind == "dropout" else values[x]

        fns.append(layer)
    return fns, weights


def checkpointed(student, layers, x, starts, incoming, options):
    """Layers under a plan, forward and backward: results, gradients, who ran when, what was kept, random numbers.

    Left is who ran in the forward pass.
    """
    LEFT.clear()
    log = []
    fns, weights = build(layers, log)
    x = x.clone().requires_grad_(options.get("needs", True) and x.is_floating_point())
    torch.manual_seed(options.get("seed", 0))
    with without_library(), Meter([x, *weights, *(v for k, v in layers if k == "embed")]) as meter, Saved() as saved:
        try:
            y = student.checkpointing.checkpoint_sequential(fns, x, starts)
        finally:
            LEFT.update(forward=list(log))
        seen = {**LEFT, "kept": meter.alive(), "saved": saved.numbers, "drawn": [torch.rand(3)]}
        log.clear()
        meter.peak = 0
        y.backward(incoming)
        seen |= {"backward": list(log), "peak": meter.peak}
    seen["drawn"].append(torch.rand(3))
    return seen | {"y": y.detach(), "x.grad": x.grad, "grads": [w.grad for w in weights]}


def checkpointed_twice(student, layers, first, second, starts, incoming):
    """Two inputs forward, then both backward, the first one first: their gradients one after the other."""
    fns, _ = build(layers, [])
    first, second = first.clone().requires_grad_(), second.clone().requires_grad_()
    torch.manual_seed(0)
    outputs = [student.checkpointing.checkpoint_sequential(fns, x, starts) for x in (first, second)]
    for y in outputs:
        y.backward(incoming)
    return [(x.detach(), y.detach(), x.grad) for x, y in zip((first, second), outputs)]


def unwatched(student, layers, x, starts):
    """The same without gradients: the output, who ran, and whether the output asks for a gradient."""
    log = []
    fns, _ = build(layers, log)
    with torch.no_grad():
        y = student.checkpointing.checkpoint_sequential(fns, x, starts)
    return {"y": y.detach(), "ran": log, "asks": y.requires_grad}


# ---- losses ---------------------------------------------------------------------------------------------------------


def chunked(student, hidden, weight, targets, chunk, factor, needs):
    """The loss times a factor, its gradients, and the numbers kept, and in the largest tensor."""
    hidden, weight = hidden.clone().requires_grad_("h" in needs), weight.clone().requires_grad_("w" in needs)
    with Meter([hidden, weight], least=2) as meter:
        loss = student.losses.chunked_cross_entropy(hidden, weight, targets, chunk)
        kept = meter.alive()
        (factor * loss).backward()
    return {"loss": loss.detach(), "hidden": hidden.grad, "weight": weight.grad, "kept": kept, "largest": meter.largest}


# ---- batches --------------------------------------------------------------------------------------------------------


def accumulated(student, weights, micro_batches, old, kind):
    """A small net on micro-batches: the loss, the gradients, the calls, and the most numbers alive.

    With `old`, gradients lie there from before. The last parameter takes no part. `kind` names the loss. Left are the
    gradients and the calls.
    """
    LEFT.clear()
    net = nn.Sequential(nn.Linear(weights[0].shape[1], weights[0].shape[0]), nn.Tanh(), nn.Linear(*reversed(weights[2].shape)))
    net.double().register_parameter("idle", nn.Parameter(torch.ones(2, dtype=torch.float64)))
    for parameter, value in zip(list(net.parameters())[1:], weights):
        parameter.data.copy_(value)
        parameter.grad = torch.full_like(value, 7.0) if old else None
    calls = []
    net.register_forward_hook(lambda _layer, inputs, _out: calls.append(len(inputs[0])))
    loss = getattr(nn.functional, kind)
    with Meter([*net.parameters(), *(v for pair in micro_batches for v in pair)], least=64) as meter:
        try:
            total = student.batches.accumulate_gradients(net, loss, micro_batches)
        finally:
            LEFT.update(grads=[parameter.grad for parameter in list(net.parameters())[1:]], idle=net.idle.grad, calls=calls)
    return {"loss": total, **LEFT, "peak": meter.peak}


# ---- optimizers -----------------------------------------------------------------------------------------------------


def trajectory(student, params, grads, rates, options):
    """AdamW over many steps: all parameters after each, the numbers in the state, and whether an argument changed."""
    state, path, changed = {}, [], False
    with without_library():
        for lr, step in zip(rates, grads):
            given = [leaf for leaf in tree_leaves([params, step, state]) if isinstance(leaf, torch.Tensor)]
            copies, names = [value.clone() for value in given], (list(params), list(state))
            new, following = student.optimizers.adamw_step(params, step, state, lr, **options)
            changed |= (list(params), list(state)) != names or not all(map(torch.equal, given, copies))
            params, state = new, following
            path.append(params)
    numbers = sum(leaf.numel() if isinstance(leaf, torch.Tensor) else 1 for leaf in tree_leaves(state))
    return {"path": path, "numbers": numbers, "changed": changed}


def clipped(student, grads, max_norm):
    """Clipped gradients and the norm, PyTorch's own clipping out of reach."""
    with without_library():
        return student.optimizers.clip_grad_norm(grads, max_norm)


# ---- mup ------------------------------------------------------------------------------------------------------------


def mlp(student, sizes, seed):
    """The given MLP, started from a seed, in double precision."""
    torch.manual_seed(seed)
    return student.mup.MLP(*sizes).double()


def prepared(student, sizes, seed, base_width, lr):
    """An MLP before and after `mup_setup`, its multiplier, and the learning rates of each parameter's groups.

    Left are the MLP before and after, and the multiplier.
    """
    LEFT.clear()
    model = mlp(student, sizes, seed)
    names = {id(parameter): name for name, parameter in model.named_parameters()}

    def now():
        return {name: value.clone() for name, value in model.state_dict().items()}

    before = now()
    try:
        groups = student.mup.mup_setup(model, base_width, lr)
    finally:
        LEFT.update(before=before, after=now(), multiplier=float(model.multiplier))
    rates = {name: [] for name in before}
    for group in groups:
        for parameter in group["params"]:
            rates[names[id(parameter)]].append(float(group["lr"]))
    kept = [id(parameter) in names for parameter in model.parameters()]
    return {"before": before, "after": now(), "multiplier": float(model.multiplier), "rates": rates, "same": all(kept)}


def coordinates(student, inputs, widths, base_width, lr, x, y, steps):
    """For each width: the root mean square of the last hidden layer's change and of the logits' change by training."""
    rows = []
    for width in widths:
        torch.manual_seed(width)
        model = student.mup.MLP(inputs, width, 2, 10)
        optimizer = torch.optim.Adam(student.mup.mup_setup(model, base_width, lr))
        seen = []
        model.hidden[-1].register_forward_hook(lambda _layer, _inputs, out, seen=seen: seen.append(out.detach().clone()))
        start = model(x).detach()
        for _ in range(steps):
            optimizer.zero_grad()
            error = nn.functional.cross_entropy(model(x), y)
            error.backward()
            optimizer.step()
        end = model(x).detach()
        rows.append([float((seen[-1] - seen[0]).square().mean().sqrt()), float((end - start).square().mean().sqrt())])
    return rows


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

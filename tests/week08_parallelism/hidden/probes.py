"""Probes of the hidden tests: they run one rank of the student's code, and return plain values.

Runs in the worker, beside the student's code, as `name(student, *values)`. The other ranks are nowhere: the test makes up what
this one receives and judges every message that it sends, so there is nothing to reach past the communicator. A probe does
and a test judges: it must never hold an expected value.
"""

import torch


class Alone:
    """A communicator for one rank whose peers are a script: what it will receive, message by message.

    `exchange` receives the next tensor of the script; a reduction adds it to its own; all_gather puts its own among the others'.
    """

    def __init__(self, rank, size, script):
        self.rank, self.size, self.script, self.sent = rank, size, list(script), []

    def exchange(self, tensor, to, source):
        return self._next("exchange", tensor, to, source)

    def all_reduce(self, tensor):
        return tensor.detach() + self._next("all_reduce", tensor)

    def reduce_scatter(self, tensor):
        others = self._next("reduce_scatter", tensor)
        return tensor.detach().reshape(self.size, -1)[self.rank] + others

    def all_gather(self, tensor):
        others = self._next("all_gather", tensor)
        return torch.cat([*others[: self.rank], tensor.detach(), *others[self.rank :]])

    def _next(self, operation, tensor, to=None, source=None):
        self.sent.append([operation, to, source, tensor.detach().clone()])
        if not self.script:
            raise RuntimeError("this rank asks for more messages than its peers send")
        return self.script.pop(0).clone()


def alone(student, module, function, cases):
    """One rank after another; a case is rank, size, script, the arguments before and after the communicator, options.

    For each the result, what was sent, how much of the script is left, the arguments afterwards, and whether the result has memory of its own.
    """
    answers = []
    for rank, size, script, before, after, options in cases:
        comm = Alone(rank, size, script)
        result = getattr(getattr(student, module), function)(*before, comm, *after, **options)
        seen = {"result": result, "sent": comm.sent, "left": len(comm.script), "arguments": before}
        if isinstance(result, torch.Tensor):
            given = [value for value in before if isinstance(value, torch.Tensor)]
            kept = [value.clone() for value in given]
            seen["result"] = result.detach().clone()
            result.detach().zero_().sub_(1)
            seen["own"] = all(torch.equal(value, old) for value, old in zip(given, kept))
        answers.append(seen)
    return answers


def strided(student, rank, size, script, pairs):
    """ring_all_reduce of the first column of `pairs`, which lies in memory with gaps."""
    comm = Alone(rank, size, script)
    return student.ring.ring_all_reduce(pairs[:, 0], comm), comm.sent


def together(student, buffers):
    """ring_all_reduce on all ranks at once: the results, and for each rank its messages and bytes."""
    from ranks import run

    results, comms = run(student.ring.ring_all_reduce, [(buffer,) for buffer in buffers])
    return results, [[[sent.operation, sent.to, sent.bytes] for sent in comm.log] for comm in comms]


def train(student, params, grads, options):
    """sharded_adamw on all ranks at once; grads[step][rank]. The parameters of each rank after each step, the shapes of all state."""
    from ranks import run

    def rank_code(rank, comm):
        own, state, seen, shapes = params.clone(), student.zero.new_state(params, comm), [], []
        for step, gradients in enumerate(grads, start=1):
            own, state = student.zero.sharded_adamw(own, gradients[rank], state, step, comm, **options)
            seen.append(own.clone())
            shapes.append({name: list(part.shape) for name, part in state.items()})
        return torch.stack(seen), shapes

    return run(rank_code, [(rank,) for rank in range(len(grads[0]))])[0]


def new_states(student, cases):
    """new_state for each (parameters, rank, size)."""
    return [student.zero.new_state(params, Alone(rank, size, [])) for params, rank, size in cases]


def conjugate(student, function, rank, size, script, x, incoming):
    """copy_to_ranks or reduce_from_ranks in the middle of a computation: 3 times its result for twice x."""
    comm = Alone(rank, size, script)
    x = x.clone().requires_grad_()
    y = 3 * getattr(student.shards, function)(2 * x, comm)
    forward = len(comm.sent)
    y.backward(incoming)
    return {"y": y.detach(), "x.grad": x.grad, "sent": comm.sent, "forward": forward}


def block(student, function, rank, size, script, x, parameters, more, incoming):
    """A parallel block forward and backward: the result, the gradients of x and of the parameters, what was sent."""
    comm = Alone(rank, size, script)
    values = [value.clone().requires_grad_() for value in (x, *parameters)]
    y = getattr(student.shards, function)(*values, *more, comm)
    forward = len(comm.sent)
    y.backward(incoming)
    return {"y": y.detach(), "grads": [value.grad for value in values], "sent": comm.sent, "forward": forward}


def parts(student, function, whole, cases):
    """The parts that a shard function cuts for each of `cases`; and the whole after the parts were overwritten."""
    answers = []
    for case in cases:
        cut = getattr(student.shards, function)(*whole, *case)
        answers.append(tuple(part.clone() for part in cut))
        for part in cut:
            part.zero_()
    return answers, whole


def averages(student, cases):
    """federated_average of each (models, samples), and the models afterwards."""
    return [{"result": student.federated.federated_average(models, samples), "models": models} for models, samples in cases]


def local(student, weights, x, y, lr, steps):
    """local_steps, the weights afterwards, and whether the result has memory of its own."""
    result = student.federated.local_steps(weights, x, y, lr, steps)
    own = result.untyped_storage().data_ptr() != weights.untyped_storage().data_ptr()
    return {"result": result, "weights": weights, "own": own}


def many(student, module, function, calls):
    """The function's result for each list of arguments."""
    return [getattr(getattr(student, module), function)(*arguments) for arguments in calls]


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

"""Probes of the public tests: they build what is not a plain value, call your function, and return plain values.

A probe runs beside your code and is called by name from a test, `submission.probes.<name>(...)`; `student.search` is
your module. Probes hold no expected values: the tests do the judging.
"""

import torch

# ---- search ---------------------------------------------------------------------------------------------------------


def mutations(student, space, arch, rate, count):
    """One mutation for each seed from 0."""
    return [student.search.mutate(space, arch, rate, seed) for seed in range(count)]


def crossings(student, space, mother, father, count):
    """One child for each seed from 0."""
    return [student.search.crossover(space, mother, father, seed) for seed in range(count)]


def evolve_for_depth(student, space, limits, seed, budget):
    """Evolve when blocks are good (10 each) and so are small kernels; the cost is the number of blocks."""
    scored = []

    def score(arch):
        scored.append(arch)
        return float(sum(10 - kernel for stage in arch for kernel, _ in stage))

    def cost(arch):
        return {"blocks": sum(len(stage) for stage in arch)}

    return {"answer": student.search.evolve(space, score, cost, limits, seed, budget=budget), "scored": scored}


# ---- distillation ---------------------------------------------------------------------------------------------------


def distil(student, student_logits, teacher_logits, labels, temperature, alpha):
    """The gradients of the loss to both logits; the teacher's asks for one, too."""
    s, t = student_logits.clone().requires_grad_(), teacher_logits.clone().requires_grad_()
    student.distillation.distillation_loss(s, t, labels, temperature, alpha).backward()
    return {"student": s.grad, "teacher": t.grad}


def match_features(student, features, teacher_features, projection):
    """The gradients of the loss to all three."""
    s, t, p = (x.clone().requires_grad_() for x in (features, teacher_features, projection))
    student.distillation.feature_loss(s, t, p).backward()
    return {"student": s.grad, "teacher": t.grad, "projection": p.grad}


# ---- supernet -------------------------------------------------------------------------------------------------------


def write_into_kernel(student, size, kernel):
    """Fill the slice of a kernel of zeros with ones; the whole kernel afterwards."""
    weight = torch.zeros(1, 1, size, size)
    student.supernet.slice_kernel(weight, kernel).fill_(1.0)
    return weight


def slice_of_largest(student, space, arch):
    """The shapes of a slice, those of the small net, and what writing into the slice does to the largest net."""
    nets, slices = student.nets, student.supernet.supernet_slice
    whole = nets.build_net(space, nets.largest(space)).state_dict()
    part = slices(whole, space, arch)
    shapes = {name: list(tensor.shape) for name, tensor in part.items()}
    small = {name: list(tensor.shape) for name, tensor in nets.build_net(space, arch).state_dict().items()}
    for tensor in part.values():
        tensor.fill_(7)
    return {"shapes": shapes, "small": small, "sevens": {name: int((tensor == 7).sum()) for name, tensor in whole.items()}}

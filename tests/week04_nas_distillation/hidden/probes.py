"""Probes of the hidden tests: they build what is no plain value, call the student's function, and return plain values.

Runs in the worker, beside the student's code, as `name(student, *values)`. A probe does and a test judges: it must
never hold an expected value, and what it says about memory that is shared is only the student's word.
"""

from torch.func import functional_call

#: What the latest call left behind, however it ended.
LEFT = {}


def left(student):
    """What the latest call of a probe left behind; the probe says what."""
    return LEFT


# ---- space ----------------------------------------------------------------------------------------------------------


def decode_all(student, space, count):
    """The architectures with the numbers 0 to count - 1, and the numbers that encode gives them."""
    archs = [student.space.decode(space, number) for number in range(count)]
    return archs, [student.space.encode(space, arch) for arch in archs]


# ---- search ---------------------------------------------------------------------------------------------------------


def mutations(student, space, arch, rate, seeds):
    """One mutation for each seed."""
    return [student.search.mutate(space, arch, rate, seed) for seed in seeds]


def crossings(student, space, mother, father, seeds):
    """One child for each seed."""
    return [student.search.crossover(space, mother, father, seed) for seed in seeds]


def evolution(student, space, gains, prices, limits, seed, budget):
    """Evolve on a landscape given as tables: gains[stage, place, kernel, expansion] add up to the score.

    prices is {name: table} of the same shape. Returns the answer, with what is left: what score was asked, in order, and
    how often cost was.
    """
    LEFT.clear()
    scored, priced = [], []

    def total(table, arch):
        return float(
            sum(
                table[i, j, space.kernels.index(kernel), space.expansions.index(expansion)]
                for i, stage in enumerate(arch)
                for j, (kernel, expansion) in enumerate(stage)
            )
        )

    def score(arch):
        scored.append(arch)
        return total(gains, arch)

    def cost(arch):
        priced.append(arch)
        return {name: total(table, arch) for name, table in prices.items()}

    try:
        answer = student.search.evolve(space, score, cost, limits, seed, budget=budget)
    finally:
        LEFT.update(scored=scored, priced=len(priced))
    return {"answer": answer, **LEFT}


# ---- predictor ------------------------------------------------------------------------------------------------------


def fit_and_look(student, features, accuracies, ridge):
    """Fit; the weights, the bias, and the arguments as they are afterwards."""
    predictor = student.predictor.fit_predictor(features, accuracies, ridge)
    return {"predictor": predictor, "features": features, "accuracies": accuracies}


# ---- distillation ---------------------------------------------------------------------------------------------------


def distil(student, student_logits, teacher_logits, labels, temperature, alpha):
    """The loss, and its gradients to both logits; the teacher's asks for one, and must not get it."""
    s, t = student_logits.clone().requires_grad_(), teacher_logits.clone().requires_grad_()
    loss = student.distillation.distillation_loss(s, t, labels, temperature, alpha)
    loss.backward()
    return {"loss": loss.detach(), "student": s.grad, "teacher": t.grad}


def match_features(student, features, teacher_features, projection):
    """The loss, and its gradients to all three."""
    s, t, p = (x.clone().requires_grad_() for x in (features, teacher_features, projection))
    loss = student.distillation.feature_loss(s, t, p)
    loss.backward()
    return {"loss": loss.detach(), "student": s.grad, "teacher": t.grad, "projection": p.grad}


# ---- supernet -------------------------------------------------------------------------------------------------------


def write_through_kernel(student, weight, kernel, value):
    """Fill the slice with a value; the whole weight afterwards."""
    whole = weight.clone()
    student.supernet.slice_kernel(whole, kernel).fill_(value)
    return whole


def kernel_of_a_view(student, weight, kernel):
    """The slice of a weight that is not contiguous: the transpose of one whose transpose is given."""
    return student.supernet.slice_kernel(weight.transpose(2, 3).contiguous().transpose(2, 3), kernel)


def write_through(student, weights, space, arch, value):
    """Fill every tensor of a slice with a value; the largest net's tensors afterwards."""
    whole = {name: tensor.clone() for name, tensor in weights.items()}
    for tensor in student.supernet.supernet_slice(whole, space, arch).values():
        tensor.fill_(value)
    return whole


def train_through(student, weights, space, arch, images):
    """Run a small net on the slices of the largest net's parameters, go backward; its output, and those gradients."""
    whole = {name: tensor.clone().requires_grad_() for name, tensor in weights.items()}
    net = student.nets.build_net(space, arch).eval()  # given: the course's own
    output = functional_call(net, student.supernet.supernet_slice(whole, space, arch), (images,))
    output.square().sum().backward()
    return {"output": output.detach(), "gradients": {name: tensor.grad for name, tensor in whole.items()}}

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

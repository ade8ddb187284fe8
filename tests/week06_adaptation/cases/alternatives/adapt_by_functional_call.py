"""torch.func for the outer gradient and the entropy; buffers and modes by a copy of the model."""
# module: adapt

import copy


class PromptTuned(nn.Module):
    def __init__(self, body, start):
        super().__init__()
        if start.dim() != 2 or start.shape[0] == 0 or not torch.isfinite(start).all():
            raise ValueError("start")
        for p in body.parameters():
            p.requires_grad = False
        self.body = body.eval()
        self.prompt = nn.Parameter(torch.empty_like(start).copy_(start))

    def train(self, mode=True):
        self.training = mode
        return self

    def forward(self, tokens):
        many = self.prompt.unsqueeze(0).repeat(tokens.shape[0], 1, 1)
        return self.body(torch.cat((many, tokens), 1))[:, -tokens.shape[1] :]


def maml_step(loss, weights, tasks, inner_rate, outer_rate, *, inner_steps=1, first_order=False):
    if len(tasks) < 1 or inner_steps < 1:
        raise ValueError("tasks or steps")
    for rate in (inner_rate, outer_rate):
        if not (math.isfinite(rate) and rate > 0):
            raise ValueError("rate")

    def task_loss(start, task):
        w = start
        for _ in range(inner_steps):
            steps = torch.func.grad(loss)(w, task[0])
            w = [v - inner_rate * (g.detach() if first_order else g) for v, g in zip(w, steps)]
        return loss(w, task[1])

    def outer(start):
        return torch.stack([task_loss(start, task) for task in tasks]).mean()

    gradient, value = torch.func.grad_and_value(outer)([w.detach().clone() for w in weights])
    return [w.detach() - outer_rate * g.detach() for w, g in zip(weights, gradient)], value.item()


def tent_step(model, x, rate):
    if not math.isfinite(rate) or rate <= 0:
        raise ValueError("rate")
    twin = copy.deepcopy(model).eval().requires_grad_(False)
    pairs = []
    for old, new in zip(model.modules(), twin.modules()):
        if isinstance(old, (nn.LayerNorm, nn.BatchNorm1d, nn.BatchNorm2d)):
            if not isinstance(old, nn.LayerNorm):
                new.training = True
            pairs += [(p, q.requires_grad_()) for p, q in zip(old.parameters(), new.parameters())]
    if len(pairs) == 0:
        raise ValueError("norms")
    entropy = torch.distributions.Categorical(logits=twin(x)).entropy().mean()
    for (p, _), g in zip(pairs, torch.autograd.grad(entropy, [q for _, q in pairs])):
        p.data.sub_(g, alpha=rate)
    return entropy.item()
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

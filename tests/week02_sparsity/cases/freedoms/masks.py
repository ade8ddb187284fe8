"""Every freedom: among ties the last go, errors of its own, pruned weights may be -0.0, losses by numpy."""

# module: masks
import numpy as np


class Refused(ValueError):
    """A mask that cannot be."""


def magnitude_mask(w, sparsity, granularity="tensor"):
    sizes = w.detach().double().abs().numpy()
    if not 0 <= sparsity <= 1 or np.isnan(sizes).any() or granularity not in {"tensor", "row"}:
        raise Refused(sparsity)
    rows = sizes.reshape(1 if granularity == "tensor" else sizes.shape[0], -1)[:, ::-1]
    mask = np.ones(rows.shape, dtype=bool)
    gone = np.argsort(rows, axis=1, kind="stable")[:, : int(np.rint(sparsity * rows.shape[1]))]
    np.put_along_axis(mask, gone, False, axis=1)
    return torch.from_numpy(mask[:, ::-1].copy().reshape(sizes.shape))


def train_masked(model, masks, batches, loss, optimizer):
    known = dict(model.named_parameters())
    if any(name not in known or tuple(known[name].shape) != tuple(mask.shape) for name, mask in masks.items()):
        raise Refused("masks")
    losses = [0.0]
    with torch.no_grad():
        for name, mask in masks.items():
            known[name] *= mask
    for x, y in batches:
        optimizer.zero_grad(set_to_none=True)
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        with torch.no_grad():
            for name, mask in masks.items():
                known[name] *= mask
        losses.append(np.float64(value.item()))
    return losses[1:]


def global_masks(weights, sparsity):
    if not 0 <= sparsity <= 1:
        raise Refused(sparsity)
    names = sorted(weights, reverse=True)
    sizes = np.concatenate([weights[name].detach().double().abs().numpy().ravel() for name in names])
    if np.isnan(sizes).any():
        raise Refused("NaN")
    mask = np.ones(len(sizes), dtype=bool)
    mask[np.argsort(sizes, kind="stable")[: int(np.rint(sparsity * len(sizes)))]] = False
    parts = np.split(mask, np.cumsum([weights[name].numel() for name in names])[:-1])
    return {name: torch.from_numpy(part.reshape(tuple(weights[name].shape))) for name, part in zip(names, parts)}

"""The batch norm keeps the statistics of its first channels."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    small, old = _pruned(model, keep), model.state_dict()
    for name, buffer in small.named_buffers():
        if buffer.dim():
            buffer.copy_(old[name][: len(buffer)])
    return small

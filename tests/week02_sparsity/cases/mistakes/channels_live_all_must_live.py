"""A stream channel is dead as soon as one batch norm silences it."""

# module: channels
# caught by: live-channels

_told = live_channels


def live_channels(model):
    stream = _alive(model.stem_bn)
    for block in model.blocks:
        stream = stream & _alive(block.bn2)
    return {**_told(model), "stream": torch.nonzero(stream).flatten().tolist()}

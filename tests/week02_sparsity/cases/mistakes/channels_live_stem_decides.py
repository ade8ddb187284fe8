"""The stream is judged by the stem alone."""

# module: channels
# caught by: live-channels

_told = live_channels


def live_channels(model):
    return {**_told(model), "stream": torch.nonzero(_alive(model.stem_bn)).flatten().tolist()}

"""Leaves the model in eval mode."""

# module: channels
# caught by: live-channels

_told = live_channels


def live_channels(model):
    return _told(model.eval())

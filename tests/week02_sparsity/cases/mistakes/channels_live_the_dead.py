"""Lists the dead channels."""

# module: channels
# caught by: live-channels

_told = live_channels


def live_channels(model):
    sizes = {"stream": model.stem.out_channels}
    sizes.update((f"blocks.{i}", block.conv1.out_channels) for i, block in enumerate(model.blocks))
    return {name: [i for i in range(sizes[name]) if i not in channels] for name, channels in _told(model).items()}

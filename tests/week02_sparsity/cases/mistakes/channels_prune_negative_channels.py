"""Channel -1 is the last one."""

# module: channels
# caught by: prune-channels

_pruned = prune_channels


def prune_channels(model, keep):
    sizes = {"stream": model.stem.out_channels}
    sizes.update((f"blocks.{i}", block.conv1.out_channels) for i, block in enumerate(model.blocks))
    return _pruned(model, {name: sorted(i % sizes[name] if i < 0 and name in sizes else i for i in channels) for name, channels in keep.items()})

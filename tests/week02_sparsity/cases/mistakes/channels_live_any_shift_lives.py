"""A channel is dead only if scale and shift are both 0."""

# module: channels
# caught by: live-channels


def live_channels(model):
    def alive(norm):
        return (norm.weight.detach() != 0) | (norm.bias.detach() != 0)

    found = {"stream": alive(model.stem_bn)}
    for number, block in enumerate(model.blocks):
        found["stream"] = found["stream"] | alive(block.bn2)
        found[f"blocks.{number}"] = alive(block.bn1)
    return {name: torch.nonzero(channels).flatten().tolist() for name, channels in found.items()}

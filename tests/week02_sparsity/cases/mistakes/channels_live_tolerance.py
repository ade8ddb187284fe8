"""Small scales and shifts are taken for 0."""

# module: channels
# caught by: live-channels


def _alive(norm):
    return (norm.weight.detach().abs() > 1e-6) | (norm.bias.detach() > 1e-6)

"""The backward pass does not multiply by the gradient that comes in."""

# module: losses
# caught by: chunked-cross-entropy

class _Chunked(_Chunked):
    _right_backward = _Chunked.backward

    @staticmethod
    def backward(ctx, gradient):
        return _Chunked._right_backward(ctx, torch.ones_like(gradient))

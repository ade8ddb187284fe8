"""Results with other strides; own errors; parts that are Parameters' data."""
# module: shards


class Refused(ValueError):
    """No such part."""


_right_mlp_shard = mlp_shard
_right_attention_shard = attention_shard


def copy_to_ranks(x, comm):
    return _Copy.apply(x, comm).transpose(0, -1).clone().transpose(0, -1)


def reduce_from_ranks(x, comm):
    return _Reduce.apply(x.contiguous(), comm).clone()


def mlp_shard(w1, b1, w2, rank, size):
    try:
        return _right_mlp_shard(w1, b1, w2, rank, size)
    except ValueError:
        raise Refused("no such part") from None


def parallel_mlp(x, w1, b1, w2, b2, comm):
    h = torch.nn.functional.linear(_Copy.apply(x, comm), w1, b1)
    return b2 + _Reduce.apply(torch.nn.functional.linear(torch.nn.functional.gelu(h), w2), comm)


def attention_shard(qkv, out, heads, rank, size):
    try:
        rows, columns = _right_attention_shard(qkv, out, heads, rank, size)
    except ValueError:
        raise Refused("no such part") from None
    return rows, columns.t().contiguous().t()


def parallel_attention(x, qkv, out, heads, comm):
    batch, tokens, _ = x.shape
    size = qkv.shape[0] // (3 * heads)
    mixed = torch.nn.functional.linear(_Copy.apply(x, comm), qkv).view(batch, tokens, 3, heads, size)
    q, k, v = (mixed[:, :, third].transpose(1, 2) for third in range(3))
    hidden = (q @ k.transpose(-1, -2) * size**-0.5).masked_fill(torch.ones(tokens, tokens).triu(1).bool(), float("-inf"))
    seen = (hidden.softmax(dim=-1) @ v).transpose(1, 2).flatten(2)
    return _Reduce.apply(torch.nn.functional.linear(seen, out), comm)

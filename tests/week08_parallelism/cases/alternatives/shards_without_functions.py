"""No autograd.Function: a hook for the backward sum, a constant added for the forward one; attention written out."""
# module: shards


def copy_to_ranks(x, comm):
    y = x * 1
    if y.requires_grad:
        y.register_hook(lambda gradient: comm.all_reduce(gradient))
    return y


def reduce_from_ranks(x, comm):
    own = x.detach()
    return x + (comm.all_reduce(own) - own)


def mlp_shard(w1, b1, w2, rank, size):
    if len(w1) % size or rank not in range(size):
        raise ValueError("no such part")
    return tuple(torch.clone(whole.chunk(size, dim)[rank]) for whole, dim in ((w1, 0), (b1, 0), (w2, 1)))


def parallel_mlp(x, w1, b1, w2, b2, comm):
    h = copy_to_ranks(x, comm) @ w1.t() + b1
    return reduce_from_ranks((h * torch.special.ndtr(h)) @ w2.t(), comm) + b2


def attention_shard(qkv, out, heads, rank, size):
    if heads % size or rank not in range(size):
        raise ValueError("no such part")
    thirds = [third.chunk(size)[rank] for third in qkv.chunk(3)]
    return torch.cat(thirds), out.chunk(size, dim=1)[rank].clone()


def parallel_attention(x, qkv, out, heads, comm):
    x = copy_to_ranks(x, comm)
    q, k, v = (part.unflatten(-1, (heads, -1)) for part in (x @ qkv.t()).chunk(3, dim=-1))
    scores = torch.einsum("bihd,bjhd->bhij", q, k) / q.shape[-1] ** 0.5
    scores = scores + torch.full(scores.shape[-2:], float("-inf"), dtype=x.dtype).triu(1)
    seen = torch.einsum("bhij,bjhd->bihd", scores.softmax(-1), v).flatten(2)
    return reduce_from_ranks(seen @ out.t(), comm)

"""Probes of the public tests: they run your code on several ranks at once, by the given `ranks.run`, and return plain values.

A probe runs beside your code and is called by name from a test, `submission.probes.<name>(...)`; `student.ring` is your
module. Probes hold no expected values: the tests do the judging.
"""


def sent(comm):
    """What a rank has sent, in its own order: operation, receiver, how many numbers."""
    return [[entry.operation, entry.to, entry.numel] for entry in comm.log]


def all_reduce(student, buffers):
    """ring_all_reduce on a rank for each buffer: the results, what was sent, the bytes that left each rank."""
    from ranks import run

    results, comms = run(student.ring.ring_all_reduce, [(buffer,) for buffer in buffers])
    return {"results": results, "sent": [sent(comm) for comm in comms], "bytes": [comm.bytes for comm in comms]}


def train(student, params, grads, options):
    """sharded_adamw on several ranks; grads[step][rank]. Parameters after each step, the last states, what was sent."""
    from ranks import run

    def rank_code(rank, comm):
        own, state, seen = params.clone(), student.zero.new_state(params, comm), []
        for step, gradients in enumerate(grads, start=1):
            own, state = student.zero.sharded_adamw(own, gradients[rank], state, step, comm, **options)
            seen.append(own)
        return seen, state

    results, comms = run(rank_code, [(rank,) for rank in range(len(grads[0]))])
    return {
        "params": [seen for seen, _ in results],
        "states": [state for _, state in results],
        "sent": [sent(comm) for comm in comms],
    }


def mlp(student, x, w1, b1, w2, b2, incoming, size):
    """parallel_mlp and its backward pass on `size` ranks: for each its result, the gradient of x, what was sent."""
    from ranks import run

    def rank_code(rank, comm):
        part = student.shards.mlp_shard(w1, b1, w2, rank, size)
        own = x.clone().requires_grad_()
        y = student.shards.parallel_mlp(own, *part, b2, comm)
        y.backward(incoming)
        return y.detach(), own.grad

    results, comms = run(rank_code, [(rank,) for rank in range(size)])
    return {"y": [y for y, _ in results], "x.grad": [grad for _, grad in results], "sent": [sent(comm) for comm in comms]}


def attention(student, x, qkv, out, heads, incoming, size):
    """The same for parallel_attention."""
    from ranks import run

    def rank_code(rank, comm):
        part = student.shards.attention_shard(qkv, out, heads, rank, size)
        own = x.clone().requires_grad_()
        y = student.shards.parallel_attention(own, *part, heads // size, comm)
        y.backward(incoming)
        return y.detach(), own.grad

    results, comms = run(rank_code, [(rank,) for rank in range(size)])
    return {"y": [y for y, _ in results], "x.grad": [grad for _, grad in results], "sent": [sent(comm) for comm in comms]}


def rounds(student, weights, clients, lr, steps, times):
    """Rounds of federated averaging, a client (x, y) on each rank: the weights of each, and what was sent."""
    from ranks import run

    def rank_code(x, y, comm):
        own = weights.clone()
        for _ in range(times):
            own = student.federated.federated_round(own, x, y, comm, lr, steps)
        return own

    results, comms = run(rank_code, clients)
    return {"weights": results, "sent": [sent(comm) for comm in comms]}

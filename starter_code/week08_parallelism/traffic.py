"""Is it the network? A roofline whose memory is the other devices.

Week 8, 7 points. A step of training computes and communicates; with perfect overlap it takes as long as the longer of
the two. Which one that is depends on how many operations are done for each byte that is sent.
"""


def step_traffic(config: dict, strategy: str, world_size: int) -> float:
    """The bytes that a device sends in one step of training (the busiest one, where they differ).

    config holds "layers" L, "hidden" h, "tokens" T (of the whole batch, in one step) and "itemsize" b (bytes of a
    number that is sent); the model has 12 L h^2 parameters. An all-reduce of S bytes among n devices costs 2 (n-1)/n
    S; a reduce-scatter or an all-gather of S bytes in all, (n-1)/n S. "data": one all-reduce of the gradients.
    "zero3": the weights are gathered once forward and once backward, and the gradients reduce-scattered. "tensor":
    four all-reduces a layer (two forward, two backward), of T h numbers each. "pipeline": each device holds a run of
    layers, and sends T h numbers to the next forward and to the one before backward; the first has none before it,
    the last none after. Raises ValueError on another strategy, and where a number is below 1.

    >>> config = {"layers": 2, "hidden": 64, "tokens": 1000, "itemsize": 2}
    >>> [step_traffic(config, strategy, 4) for strategy in ("data", "zero3", "tensor", "pipeline")]
    [294912.0, 442368.0, 1536000.0, 256000]
    """
    # TODO(network-bound): parameters or activations, how often, and (n - 1) / n of them
    raise NotImplementedError("week 8, network-bound: parameters or activations, how often, and (n - 1) / n of them")


def communication_bound(config: dict, strategy: str, world_size: int, bandwidth: float, flops: float) -> dict:
    """Whether the network decides how long a step takes: {"compute": seconds, "communication": seconds, "bound": bool}.

    A step is 6 FLOPs for each parameter and token, shared out evenly among the devices, which do `flops` a second and
    send `bandwidth` bytes a second. Bound by the network is a step whose communication takes longer than its
    computation. Raises ValueError as step_traffic does, and on a bandwidth or flops that is not finite and above 0.

    >>> config = {"layers": 2, "hidden": 64, "tokens": 1000, "itemsize": 2}
    >>> communication_bound(config, "data", 4, 1e9, 1e12)
    {'compute': 0.000147456, 'communication': 0.000294912, 'bound': True}
    """
    # TODO(network-bound): two times, and which is longer
    raise NotImplementedError("week 8, network-bound: two times, and which is longer")


def least_tokens(strategy: str, world_size: int, bandwidth: float, flops: float, itemsize: int = 2) -> int:
    """The smallest number of tokens in a batch at which a step of "data" or "zero3" is no longer bound by the network.

    It does not depend on the model. 1 if the network never decides. Raises ValueError on other strategies, and as
    communication_bound does.

    >>> least_tokens("data", 4, 1e9, 1e12)
    2000
    """
    # TODO(network-bound): set the two times equal; the parameters cancel out
    raise NotImplementedError("week 8, network-bound: set the two times equal; the parameters cancel out")

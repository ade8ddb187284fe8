"""Is it the network? A roofline whose memory is the other devices.

Week 8, 7 points. A step of training computes and communicates; with perfect overlap it takes as long as the longer of
the two. Which one that is depends on how many operations are done for each byte that is sent.
"""

### BEGIN SOLUTION
import math

STRATEGIES = ("data", "zero3", "tensor", "pipeline")


def _check(config: dict, strategy: str, world_size: int) -> None:
    if strategy not in STRATEGIES:
        raise ValueError(f"there is no strategy {strategy!r}; there are {', '.join(STRATEGIES)}")
    if world_size < 1 or min(config[name] for name in ("layers", "hidden", "tokens", "itemsize")) < 1:
        raise ValueError("layers, hidden, tokens, itemsize and the number of devices must be 1 or more")


def _params(config: dict) -> int:
    return 12 * config["layers"] * config["hidden"] ** 2


### END SOLUTION


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
    ### BEGIN SOLUTION
    _check(config, strategy, world_size)
    weights = _params(config) * config["itemsize"]
    activations = config["tokens"] * config["hidden"] * config["itemsize"]
    if strategy == "pipeline":
        return min(world_size - 1, 2) * activations
    sent = {"data": 2 * weights, "zero3": 3 * weights, "tensor": 8 * config["layers"] * activations}[strategy]
    return sent * (world_size - 1) / world_size
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    _check(config, strategy, world_size)
    if not (0 < bandwidth < math.inf and 0 < flops < math.inf):
        raise ValueError(f"bandwidth and flops must be finite and above 0; got {bandwidth} and {flops}")
    compute = 6 * _params(config) * config["tokens"] / world_size / flops
    communication = step_traffic(config, strategy, world_size) / bandwidth
    return {"compute": compute, "communication": communication, "bound": communication > compute}
    ### END SOLUTION


def least_tokens(strategy: str, world_size: int, bandwidth: float, flops: float, itemsize: int = 2) -> int:
    """The smallest number of tokens in a batch at which a step of "data" or "zero3" is no longer bound by the network.

    It does not depend on the model. 1 if the network never decides. Raises ValueError on other strategies, and as
    communication_bound does.

    >>> least_tokens("data", 4, 1e9, 1e12)
    2000
    """
    # TODO(network-bound): set the two times equal; the parameters cancel out
    ### BEGIN SOLUTION
    if strategy not in ("data", "zero3"):
        raise ValueError(f"with {strategy!r} traffic grows with the tokens: more of them do not help")
    one = {"layers": 1, "hidden": 1, "tokens": 1, "itemsize": itemsize}
    seconds = communication_bound(one, strategy, world_size, bandwidth, flops)
    return max(1, math.ceil(seconds["communication"] / seconds["compute"]))
    ### END SOLUTION


### BEGIN SOLUTION
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
### END SOLUTION

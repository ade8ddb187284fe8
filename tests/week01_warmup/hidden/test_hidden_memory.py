"""Hidden tests of memory.py: unpredictable sizes, published tables, sums worked out another way.

Expected values come from exact fractions, from counting by hand, and from the papers named in the tests; never from the
solution. What the contract leaves open (numpy integers, half bytes in a cache, a width of 0) is not asked.
"""

import math
from fractions import Fraction

import numpy as np
import pytest

from autograder.kit import assert_array, assert_dict, assert_float, assert_int, assert_list, assert_refused

NAN = float("nan")
PARTS = ("weights", "gradients", "optimizer", "total")


def ints(rng, count, low, high):
    """That many unpredictable Python ints from low to high."""
    return [int(value) for value in rng.integers(low, high + 1, size=count)]


# ---- weight-memory --------------------------------------------------------------------------------------------------


@pytest.mark.question("weight-memory")
@pytest.mark.hint("One number stands for every layer, and a layer list may be a list, a tuple or an array.")
def test_one_width_stands_for_every_layer(submission, rng):
    """Twelve layers at 4, 2, 1 and 0.5 bytes a parameter; then other layers in the same worker."""
    for layers in (ints(rng, 12, 10**3, 10**9), ints(rng, 5, 1, 10**4)):
        for width in (4, 2, 1, 0.5):
            expected = float(sum(layers) * Fraction(width))
            assert_float(submission.memory.weight_memory(layers, width), expected)
            assert_float(submission.memory.weight_memory(tuple(layers), width), expected)
            assert_float(submission.memory.weight_memory(np.array(layers, dtype=np.float64), width), expected)


@pytest.mark.question("weight-memory")
@pytest.mark.hint("Layer i takes layer_params[i] * bytes_per_param[i] bytes.")
def test_every_layer_may_have_its_own_width(submission, rng):
    """Nine layers with a width each, as lists, tuples and arrays in every combination."""
    layers = ints(rng, 9, 10**3, 10**9)
    widths = [float(w) for w in rng.choice([0.5, 1, 2, 4, 8], size=9)]
    expected = float(sum(p * Fraction(w) for p, w in zip(layers, widths, strict=True)))
    forms = (list, tuple, lambda values: np.array(values, dtype=np.float64))
    for as_layers in forms:
        for as_widths in forms:
            assert_float(submission.memory.weight_memory(as_layers(layers), as_widths(widths)), expected)
    assert_float(submission.memory.weight_memory([layers[0]], [widths[0]]), float(layers[0] * Fraction(widths[0])))


@pytest.mark.question("weight-memory")
@pytest.mark.hint("Do not write into the lists or arrays that you are given.")
def test_layers_and_widths_are_left_alone(submission, rng):
    """Lists and arrays hold afterwards what they held before."""
    layers, widths = ints(rng, 4, 1, 1000), [2.0, 4.0, 0.5, 1.0]
    expected = float(sum(p * Fraction(w) for p, w in zip(layers, widths, strict=True)))
    seen = submission.probes.call_and_look("memory", "weight_memory", [layers, widths], {})
    assert_float(seen["result"], expected)
    assert seen["arguments"] == [layers, widths], "the lists were changed"
    arrays = [np.array(layers, dtype=np.float64), np.array(widths)]
    seen = submission.probes.call_and_look("memory", "weight_memory", arrays, {})
    assert_float(seen["result"], expected)
    for got, given in zip(seen["arguments"], arrays, strict=True):
        assert_array(got, given)


@pytest.mark.question("weight-memory")
@pytest.mark.hint("No layers take 0.0 bytes, whatever a parameter would have taken.")
def test_no_layers_take_no_bytes(submission):
    """An empty list, tuple or array of layers; then one layer, and a layer without parameters."""
    for layers in ([], (), np.array([])):
        assert_float(submission.memory.weight_memory(layers, 2), 0.0)
        assert_float(submission.memory.weight_memory(layers, []), 0.0)
    assert_float(submission.memory.weight_memory([7, 0], 2), 14.0)


@pytest.mark.question("weight-memory")
@pytest.mark.hint("zip() stops silently at the shorter list: compare the lengths yourself.")
def test_lengths_that_do_not_match_are_refused(submission, rng):
    """Too many widths, too few, one in a list for three layers, none: ValueError."""
    layers = ints(rng, 3, 1, 1000)
    assert_float(submission.memory.weight_memory(layers, [1, 2, 4]), layers[0] + 2 * layers[1] + 4 * layers[2])
    bad = [(layers, widths) for widths in ([1, 2], [1, 2, 4, 8], [2], [], np.array([2.0]), (1, 2))]
    assert_refused(submission.memory.weight_memory, *bad, ([], [4]), ([5], []))


@pytest.mark.question("weight-memory")
@pytest.mark.hint("Neither a layer nor a width may be negative or NaN; NaN < 0 is False, so a NaN needs its own look.")
def test_negative_and_nan_layers_are_refused(submission, rng):
    """A bad entry among good ones, even where two negatives would make a positive: ValueError."""
    a, b = ints(rng, 2, 1, 1000)
    assert_float(submission.memory.weight_memory([a, b], [1, 2]), a + 2 * b)
    assert_float(submission.memory.weight_memory([a, b], [0, 2]), 2 * b)
    assert_refused(
        submission.memory.weight_memory,
        ([a, -b], 2), ([a, b], -2), ([a, b], [1, -2]), ([a, -b], [1, -2]), ([-a, -b], -1),
        ([a, -1], 2), ([a, b], -1), ([a, b], [1, -0.5]),
        ([a, NAN], 2), ([a, b], NAN), ([a, b], [NAN, 2]), (np.array([a, NAN]), 2), ([0, b], [NAN, 1]),
    )  # fmt: skip
    assert_refused(submission.memory.weight_memory, (["x"], 2), ([a, b], "x"), error=(TypeError, ValueError))


# ---- model-memory ---------------------------------------------------------------------------------------------------


@pytest.mark.question("model-memory")
@pytest.mark.hint("model.parameters() walks through every level of nesting; a missing bias is no tensor.")
def test_parameters_are_found_at_any_depth(submission, rng):
    """Linear and convolution layers in chains inside chains, with and without bias, all float32."""
    i, o, c = ints(rng, 3, 3, 40)
    linear, plain = ["linear", i, o], ["linear", i, o, {"bias": False}]
    conv = ["conv2d", c, 2 * c, 3, {"groups": c}]
    nested = ["chain", ["chain", linear, ["relu"]], ["chain", ["chain", plain, conv]], ["relu"]]
    sizes = [i * o + o, i * o, 2 * c * 9 + 2 * c]
    got = assert_list(submission.probes.memory_of(linear, plain, conv, nested, ["relu"]), 5)
    for value, numbers in zip(got, (*sizes, sum(sizes), 0), strict=True):
        assert_int(value, 4 * numbers)


@pytest.mark.question("model-memory")
@pytest.mark.hint("tensor.element_size() is the bytes of one number of that tensor: 2 for bfloat16, 8 for float64 …")
def test_every_tensor_counts_at_its_own_dtype(submission, rng):
    """Parameters of 2, 4 and 8 bytes a number and buffers of 1 and 8, in one model; tensors that are transposed."""
    a, b, c, d = ints(rng, 4, 2, 30)
    shapes = {"float16": (a, b), "bfloat16": (c,), "float32": (b, c, 2), "float64": (d, a)}
    buffers = [("int8", (a, d), True), ("bool", (c,), True), ("int64", (), True), ("float16", (b,), True)]
    expected = 2 * a * b + 2 * c + 4 * b * c * 2 + 8 * d * a + a * d + c + 8 + 2 * b
    assert_int(submission.probes.memory_of_dtypes(shapes, buffers), expected)
    assert_int(submission.probes.memory_of_dtypes({"float64": (c, 3)}, []), 8 * c * 3)
    assert_int(submission.probes.memory_of_transposed(a, b), 4 * a * b + a * b)


@pytest.mark.question("model-memory")
@pytest.mark.hint("Batch norm keeps its statistics in buffers; state_dict() leaves out those that are not persistent.")
def test_buffers_are_in_memory_too(submission, rng):
    """A batch norm's running statistics and counter; buffers that are saved, and one that is not."""
    c, a, b = ints(rng, 3, 2, 30)
    got = assert_list(submission.probes.memory_of(["norm", c], ["chain", ["norm", c], ["norm", 2 * c]]), 2)
    assert_int(got[0], 16 * c + 8)  # weight, bias, mean and variance in float32; one int64 counter
    assert_int(got[1], 16 * 3 * c + 16)
    buffers = [("float32", (a, b), False), ("float32", (b,), True)]
    assert_int(submission.probes.memory_of_dtypes({"float32": (a,)}, buffers), 4 * (a + a * b + b))


@pytest.mark.question("model-memory")
@pytest.mark.hint("Tied means the very same tensor object; equal values in two tensors are two tensors.")
def test_a_shared_tensor_counts_once(submission, rng):
    """Tied weights; equal weights that are not tied; a module used twice; a buffer that three modules share."""
    words, width = ints(rng, 2, 3, 30)
    tied, untied, twice, shared = assert_list(submission.probes.memory_of_tied(words, width), 4)
    assert_int(tied, 4 * words * width)
    assert_int(untied, 2 * 4 * words * width)
    assert_int(twice, 4 * (width * width + width))
    assert_int(shared, 3 * 4 * width + width * width)


@pytest.mark.question("model-memory")
@pytest.mark.hint("Frozen parameters are in memory too, gradients are not part of the model; only look at the model.")
def test_the_model_is_only_looked_at(submission, rng):
    """A half-frozen model with gradients and hooks, asked twice: parameters and buffers count, nothing changes."""
    (channels,) = ints(rng, 1, 2, 9)
    seen = submission.probes.memory_of_watched(channels)
    convolutions = 2 * channels * 9 + channels * channels + channels
    numbers = convolutions + 2 * 4 * channels + (channels * 16 * 3 + 3)
    for memory in assert_list(seen["memory"], 2):
        assert_int(memory, 4 * numbers + 2 * 8)
    assert seen["changed"] == [], f"not as it was: {seen['changed']}"


# ---- training-memory ------------------------------------------------------------------------------------------------


def judge_parts(got, weights, gradients, optimizer):
    """A dict of exactly the four parts, all ints, that add up."""
    assert_dict(got, PARTS)
    for name, expected in zip(PARTS, (weights, gradients, optimizer, weights + gradients + optimizer), strict=True):
        assert_int(got[name], expected)


@pytest.mark.question("training-memory")
@pytest.mark.hint("fp32 is 4 + 4 bytes, mixed 2 + 2 and a master copy of 4; sgd adds 0, momentum 4, adam 8.")
@pytest.mark.parametrize("precision", ["fp32", "mixed"])
def test_every_optimizer_has_its_state(submission, rng, precision):
    """Three optimizers, two model sizes each: every part, and their sum, per parameter."""
    weights, gradients, master = {"fp32": (4, 4, 0), "mixed": (2, 2, 4)}[precision]
    for n in ints(rng, 2, 10**5, 10**11):
        for optimizer, state in {"adam": 8, "sgd": 0, "momentum": 4}.items():
            got = submission.memory.training_memory(n, precision=precision, optimizer=optimizer)
            judge_parts(got, weights * n, gradients * n, (master + state) * n)


@pytest.mark.question("training-memory")
@pytest.mark.hint("Mixed precision with Adam is the default: 2 + 2 + 12 bytes a parameter.")
def test_the_models_of_the_zero_paper(submission, rng):
    """ZeRO (arXiv 1910.02054), table 1, one GPU: 7.5 B, 128 B and 1 T parameters take 120, 2048 and 16,000 GB."""
    for params, gigabytes in ((7_500_000_000, 120), (128 * 10**9, 2048), (10**12, 16_000)):
        got = submission.memory.training_memory(params)
        judge_parts(got, 2 * params, 2 * params, gigabytes * 10**9 - 4 * params)
    (n,) = ints(rng, 1, 10**6, 10**9)
    judge_parts(submission.memory.training_memory(n, optimizer="sgd"), 2 * n, 2 * n, 4 * n)
    judge_parts(submission.memory.training_memory(n, precision="fp32"), 4 * n, 4 * n, 8 * n)


@pytest.mark.question("training-memory")
@pytest.mark.hint("An int times an int stays exact at any size; a float in between does not.")
def test_training_memory_is_exact_at_any_size(submission, rng):
    """No parameters at all; odd numbers of parameters beyond 2**53 and beyond 2**63."""
    judge_parts(submission.memory.training_memory(0), 0, 0, 0)
    for power in (53, 63, 90):
        n = 2**power + 2 * ints(rng, 1, 1, 10**6)[0] + 1
        judge_parts(submission.memory.training_memory(n), 2 * n, 2 * n, 12 * n)
        judge_parts(submission.memory.training_memory(n, precision="fp32", optimizer="momentum"), 4 * n, 4 * n, 4 * n)


@pytest.mark.question("training-memory")
@pytest.mark.hint("A dictionary look-up of an unknown name raises KeyError: turn it into a ValueError.")
def test_unknown_precisions_and_optimizers_are_refused(submission, rng):
    """Names that nobody knows, in either place, raise ValueError."""
    (n,) = ints(rng, 1, 10, 10**6)
    judge_parts(submission.memory.training_memory(n, precision="mixed", optimizer="momentum"), 2 * n, 2 * n, 8 * n)
    for count in (n, 0):
        for name in ("fp64", "bf17", "", "adam"):
            assert_refused(submission.memory.training_memory, (count,), precision=name)
        for name in ("lamb", "adagrad", "", "mixed"):
            assert_refused(submission.memory.training_memory, (count,), optimizer=name)
            assert_refused(submission.memory.training_memory, (count,), precision="fp32", optimizer=name)


@pytest.mark.question("training-memory")
@pytest.mark.hint("A number of parameters is an int, 0 or more.")
def test_a_bad_number_of_parameters_is_refused(submission, rng):
    """Negative: ValueError. NaN or text instead of a number: ValueError or TypeError."""
    (n,) = ints(rng, 1, 10, 10**6)
    judge_parts(submission.memory.training_memory(n, precision="fp32", optimizer="adam"), 4 * n, 4 * n, 8 * n)
    assert_refused(submission.memory.training_memory, (-1,), (-n,), (-(2**70),))
    assert_refused(submission.memory.training_memory, (-1,), precision="fp32", optimizer="sgd")
    assert_refused(submission.memory.training_memory, (NAN,), ("n",), ([n],), error=(TypeError, ValueError))


# ---- activation-memory ----------------------------------------------------------------------------------------------


def layer_bytes(s, b, h, a, recompute):
    """Korthikanti et al. 2022, section 4, part by part: attention, MLP and two layer norms of one layer."""
    if recompute == "full":
        return 2 * s * b * h  # the input of the layer, 16 bits a number
    scores = 2 * a * s * s * b + 2 * a * s * s * b + a * s * s * b  # softmax output, dropout output, dropout mask
    attention = 11 * s * b * h + (scores if recompute == "none" else 0)
    return attention + 19 * s * b * h + 2 * 2 * s * b * h


@pytest.mark.question("activation-memory")
@pytest.mark.hint("none: sbh(34 + 5as/h), selective: 34sbh, full: 2sbh, each times the layers.")
@pytest.mark.parametrize("recompute", ["none", "selective", "full"])
def test_each_way_to_recompute(submission, rng, recompute):
    """Three unpredictable transformers, counted part by part."""
    for _ in range(3):
        s, b, heads, width, layers = ints(rng, 5, 2, 90)
        h = heads * width
        expected = layers * layer_bytes(s, b, h, heads, recompute)
        assert_int(submission.memory.activation_memory(s, b, h, heads, layers, recompute=recompute), expected)
        if recompute == "none":  # the default
            assert_int(submission.memory.activation_memory(s, b, h, heads, layers), expected)


@pytest.mark.question("activation-memory")
@pytest.mark.hint("Check each factor: sequence length enters squared in the attention scores, batch size once.")
def test_the_models_of_the_paper(submission, rng):
    """GPT-3 keeps 275.4 GB; the scores are 80/114 of it, and 64/98 of MT-NLG (Korthikanti et al. 2022)."""
    total = submission.memory.activation_memory(2048, 1, 12_288, 96, 96)
    assert_int(total, 275_414_777_856)
    (b,) = ints(rng, 1, 2, 64)
    assert_int(submission.memory.activation_memory(2048, b, 12_288, 96, 96), b * total)
    for heads, width, scores in ((96, 12_288, 80), (128, 20_480, 64)):
        kept = 34 * 2048 * b * width
        assert_int(submission.memory.activation_memory(2048, b, width, heads, 1), kept // 34 * (34 + scores))
        assert_int(submission.memory.activation_memory(2048, b, width, heads, 1, recompute="selective"), kept)


@pytest.mark.question("activation-memory")
@pytest.mark.hint("5as/h is rarely whole; s*b*h * 5as/h = 5*a*s*s*b always is. Multiply ints, never divide.")
def test_activations_are_counted_exactly(submission, rng):
    """5as/h that is no whole number, then counts beyond 2**53 and 2**63."""
    for s, b, h, a in ((7, 3, 12, 2), (5, 1, 64, 8), (1, 1, 6, 2)):
        assert_int(submission.memory.activation_memory(s, b, h, a, 3), 3 * layer_bytes(s, b, h, a, "none"))
    for scale in (10**5, 10**8):
        s, b, width = (scale + 2 * value + 1 for value in ints(rng, 3, 1, 1000))
        for recompute in ("none", "selective", "full"):
            got = submission.memory.activation_memory(s, b, 3 * width, 3, 7, recompute=recompute)
            assert_int(got, 7 * layer_bytes(s, b, 3 * width, 3, recompute))


@pytest.mark.question("activation-memory")
@pytest.mark.hint("Sizes are 0 or more, and only none, selective and full are known.")
def test_bad_transformers_are_refused(submission, rng):
    """Nothing in, nothing kept; a negative size anywhere, or an unknown name: ValueError."""
    s, b, layers = ints(rng, 3, 2, 50)
    good = [s, b, 64, 4, layers]
    assert_int(submission.memory.activation_memory(*good), layers * layer_bytes(s, b, 64, 4, "none"))
    assert_int(submission.memory.activation_memory(s, b, 64, 1, layers), layers * layer_bytes(s, b, 64, 1, "none"))
    for place in (0, 1, 4):
        assert_int(submission.memory.activation_memory(*good[:place], 0, *good[place + 1 :]), 0)
    for place in range(5):
        for recompute in ("none", "selective", "full"):
            negative = [*good[:place], -good[place], *good[place + 1 :]]
            assert_refused(submission.memory.activation_memory, negative, recompute=recompute)
        for wrong in (NAN, "x"):
            bad = [*good[:place], wrong, *good[place + 1 :]]
            assert_refused(submission.memory.activation_memory, bad, error=(TypeError, ValueError))
    assert_refused(submission.memory.activation_memory, (-s, -b, 64, 4, layers), (s, b, -64, 4, -layers))
    for name in ("all", "half", ""):
        assert_refused(submission.memory.activation_memory, good, recompute=name)


# ---- kv-cache -------------------------------------------------------------------------------------------------------

#: layers, key-value heads, head size, tokens, bytes at 16 bits. OPT-13B: vLLM (arXiv 2309.06180), section 3, "800 KB a
#: token"; the others from the models' published shapes (Llama 2, arXiv 2307.09288; GPT-3, arXiv 2005.14165).
CACHES = {
    "OPT-13B": (40, 40, 128, 1, 819_200),
    "Llama-2-7B": (32, 32, 128, 4096, 2 * 2**30),
    "Llama-2-70B": (80, 8, 128, 4096, 5 * 2**28),
    "Llama-3-8B": (32, 8, 128, 1, 131_072),
    "GPT-3": (96, 96, 128, 1, 4_718_592),
}


@pytest.mark.question("kv-cache")
@pytest.mark.hint("Two vectors, a key and a value, for each layer, key-value head and token; 2 bytes a number.")
def test_caches_of_real_models(submission, rng):
    """OPT-13B, Llama 2 and 3, GPT-3, for one sequence and for an unpredictable batch."""
    (batch,) = ints(rng, 1, 2, 99)
    for layers, heads, width, tokens, expected in CACHES.values():
        assert_int(submission.memory.kv_cache_bytes(layers, heads, width, tokens), expected)
        assert_int(submission.memory.kv_cache_bytes(layers, heads, width, tokens, batch), batch * expected)


@pytest.mark.question("kv-cache")
@pytest.mark.hint("Every size enters once, and the two of key and value besides; 16 bits are only the default.")
def test_every_size_enters_the_cache(submission, rng):
    """Unpredictable sizes with 1, 2 and 4 bytes a value, also beyond 2**53 and 2**63; an empty cache is 0 bytes."""
    for high in (100, 10**4, 10**6):
        sizes = ints(rng, 5, high // 2, high)
        for width in (1, 2, 4):
            arrays = 2 * [math.prod(sizes) * width]  # one for the keys, one for the values
            assert_int(submission.memory.kv_cache_bytes(*sizes, bytes_per_value=width), sum(arrays))
    assert_int(submission.memory.kv_cache_bytes(3, 2, 5, 0, batch_size=4), 0)
    assert_int(submission.memory.kv_cache_bytes(3, 2, 5, 7, batch_size=0), 0)


@pytest.mark.question("kv-cache")
@pytest.mark.hint("As many whole caches as the model leaves room for: the last byte may be used, none may be missing.")
def test_the_batch_that_just_fits(submission, rng):
    """Room for exactly k caches, for one byte less, for one more; for the model alone, and not even for that."""
    for model, cache, k in zip(ints(rng, 4, 10, 10**9), ints(rng, 4, 2, 10**6), ints(rng, 4, 2, 500), strict=True):
        room = model + k * cache
        for memory, expected in ((room, k), (room - 1, k - 1), (room + 1, k), (room + cache - 1, k)):
            assert_int(submission.memory.max_batch_size(memory, model, cache), expected)
        for memory in (model, model + cache - 1, model - 1, 0):
            assert_int(submission.memory.max_batch_size(memory, model, cache), 0)
    assert_int(submission.memory.max_batch_size(10**6, 0, 7), 142_857)


@pytest.mark.question("kv-cache")
@pytest.mark.hint("// divides ints exactly; int(a / b) goes through a float and loses digits beyond 2**53.")
def test_batches_are_exact_at_any_size(submission, rng):
    """Amounts beyond 2**53 and 2**63: a byte too few still costs a sequence."""
    for power in (55, 66, 80):
        cache = 2 * ints(rng, 1, 10, 1000)[0] + 1
        k = 2**power + ints(rng, 1, 1, 10**6)[0]
        model = 2**power + ints(rng, 1, 1, 10**6)[0]
        room = model + k * cache
        assert_int(submission.memory.max_batch_size(room, model, cache), k)
        assert_int(submission.memory.max_batch_size(room - 1, model, cache), k - 1)


@pytest.mark.question("kv-cache")
@pytest.mark.hint("80e9 is a float, and floats divide to floats: turn the whole part into an int.")
def test_float_amounts_give_an_int(submission, rng):
    """Gigabytes as floats, alone and beside ints; the room is always k and a half caches, so no rounding matters."""
    for k in ints(rng, 3, 3, 400):
        model, cache = float(rng.uniform(1e9, 5e10)), float(rng.uniform(1e6, 5e9))
        memory = model + (k + 0.5) * cache
        assert_int(submission.memory.max_batch_size(memory, model, cache), k)
        assert_int(submission.memory.max_batch_size(int(memory), model, cache), k)
        assert_int(submission.memory.max_batch_size(memory, int(model), int(cache)), k)
        assert_int(submission.memory.max_batch_size(0.5 * model, model, cache), 0)
    assert_int(submission.memory.max_batch_size(10, 2, 2.5), 3)


@pytest.mark.question("kv-cache")
@pytest.mark.hint("Sizes are ints, 0 or more.")
def test_bad_caches_are_refused(submission, rng):
    """A negative size in each place, or in two: ValueError. NaN or text: ValueError or TypeError."""
    good = ints(rng, 5, 2, 50)
    assert_int(submission.memory.kv_cache_bytes(*good, 2), 4 * math.prod(good))
    good.append(2)
    for place in range(6):
        assert_refused(submission.memory.kv_cache_bytes, [*good[:place], -good[place], *good[place + 1 :]])
        for wrong in (NAN, "x"):
            bad = [*good[:place], wrong, *good[place + 1 :]]
            assert_refused(submission.memory.kv_cache_bytes, bad, error=(TypeError, ValueError))
    layers, heads, *rest = good
    assert_refused(submission.memory.kv_cache_bytes, (-layers, -heads, *rest), (0, -heads, *rest))
    assert_int(submission.memory.kv_cache_bytes(layers, 1, *rest), 2 * layers * math.prod(rest))


@pytest.mark.question("kv-cache")
@pytest.mark.hint("Check the three amounts first, the bytes of a sequence above 0 too; only then look whether it fits.")
def test_bad_amounts_are_refused_before_any_answer(submission, rng):
    """Negative, NaN, and a cache of 0 bytes: ValueError, whether or not the model fits."""
    model, cache = ints(rng, 2, 100, 1000)
    memory = 10 * (model + cache)
    assert_int(submission.memory.max_batch_size(memory, model, cache), (memory - model) // cache)
    assert_refused(
        submission.memory.max_batch_size,
        (10, 20, 0), (20, 10, 0), (10, 10, 0), (10, 20, 0.0), (10, 20, -1), (20, 10, -1), (20, 10, -0.5),
        (-memory, model, cache), (-memory, -memory - 5, cache), (memory, -model, cache), (-5, -20, -1),
        (NAN, model, cache), (memory, NAN, cache), (memory, model, NAN), (model, memory, NAN), (NAN, memory, cache),
    )  # fmt: skip
    assert_refused(submission.memory.max_batch_size, ("x", model, cache), (memory, "x", cache), error=(TypeError, ValueError))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

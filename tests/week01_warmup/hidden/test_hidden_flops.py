"""Hidden tests of flops.py: the public ideas with unpredictable numbers, the edges, and what a model looks like after.

Expected values come from torch's own counter, from counting by hand and from published totals (`oracles_flops.py`).
"""

import oracles_flops as oracle
import pytest
from oracles_flops import sizes

from autograder.kit import assert_dict, assert_int, assert_list, assert_refused

NAN = float("nan")
WRONG_TYPES = ("3", 2.5, [3], NAN)


# ---- matmul-flops ---------------------------------------------------------------------------------------------------


@pytest.mark.question("matmul-flops")
@pytest.mark.hint("2mnp: try matrices that are not square, one after the other.")
def test_matrix_products_of_all_shapes(submission, rng):
    """The count agrees with torch's own counter, call after call, by position and by name."""
    for _ in range(6):
        m, n, p = sizes(rng, 3)
        assert_int(submission.flops.matmul_flops(m, n, p), oracle.matmul_by_torch(m, n, p))
    assert_int(submission.flops.matmul_flops(p=p, n=n, m=m), oracle.matmul_by_torch(m, n, p))


@pytest.mark.question("matmul-flops")
@pytest.mark.hint("Keep to ints: a float forgets the last digits beyond 2**53, and a 64-bit integer ends at 2**63.")
def test_products_beyond_what_floats_and_64_bits_hold(submission, rng):
    """Counts around 2**60, 2**90 and 2**210 are exact."""
    for bits in (20, 30, 70):
        m, n, p = (2**bits + extra for extra in sizes(rng, 3, 1, 999))
        assert_int(submission.flops.matmul_flops(m, n, p), m * n * p + m * n * p)


@pytest.mark.question("matmul-flops")
@pytest.mark.hint("A size of 0 is fine and gives the int 0; check all sizes before that.")
def test_empty_matrices_cost_nothing_and_negative_sizes_are_refused(submission, rng):
    """0 for any size of 0; ValueError for a negative size anywhere, also beside a 0."""
    good = sizes(rng, 3)
    assert_int(submission.flops.matmul_flops(*good), oracle.matmul_by_torch(*good))
    for place in range(3):
        assert_int(submission.flops.matmul_flops(*good[:place], 0, *good[place + 1 :]), 0)
        bad = [(*others[:place], -good[place], *others[place + 1 :]) for others in (good, [0, 0, 0])]
        assert_refused(submission.flops.matmul_flops, *bad)


@pytest.mark.question("matmul-flops")
@pytest.mark.hint("A size is a whole number: raise TypeError or ValueError for anything else.")
def test_a_size_that_is_no_whole_number_is_refused(submission, rng):
    """Strings, fractions, lists and NaN are no sizes."""
    good = sizes(rng, 3)
    assert_int(submission.flops.matmul_flops(*good), oracle.matmul_by_torch(*good))
    bad = [(*good[:place], wrong, *good[place + 1 :]) for wrong in WRONG_TYPES for place in range(3)]
    assert_refused(submission.flops.matmul_flops, *bad, error=(TypeError, ValueError))


# ---- linear-flops ---------------------------------------------------------------------------------------------------


@pytest.mark.question("linear-flops")
@pytest.mark.hint("2 * in * out FLOPs for each vector, and `out` more for each vector if there is a bias.")
def test_layers_with_and_without_bias(submission, rng):
    """The count agrees with torch's own counter (which leaves the bias out) and one add per output element."""
    for bias in (True, False, True):
        n_in, n_out, vectors = sizes(rng, 3)
        cost = submission.flops.linear_flops(n_in, n_out, vectors, bias)
        assert_int(cost, oracle.linear_by_torch(n_in, n_out, vectors, bias))


@pytest.mark.question("linear-flops")
@pytest.mark.hint("num_vectors=1 and bias=True are the defaults.")
def test_defaults_and_names_of_the_arguments(submission, rng):
    """One vector with a bias is the default; every argument can be given by name."""
    n_in, n_out, vectors = sizes(rng, 3)
    linear = submission.flops.linear_flops
    assert_int(linear(n_in, n_out), oracle.linear_by_torch(n_in, n_out, 1, True))
    assert_int(linear(n_in, n_out, bias=False), oracle.linear_by_torch(n_in, n_out, 1, False))
    assert_int(linear(n_in, n_out, num_vectors=vectors), oracle.linear_by_torch(n_in, n_out, vectors, True))
    named = {"bias": False, "num_vectors": vectors, "out_features": n_out, "in_features": n_in}
    assert_int(linear(**named), oracle.linear_by_torch(n_in, n_out, vectors, False))


@pytest.mark.question("linear-flops")
@pytest.mark.hint("Keep to ints: a float forgets the last digits beyond 2**53.")
def test_large_layers_are_exact_and_no_vectors_cost_nothing(submission, rng):
    """Counts around 2**60, 2**90 and 2**210 are exact, the bias included; no vectors cost 0."""
    for bits in (20, 30, 70):
        n_in, n_out, vectors = (2**bits + extra for extra in sizes(rng, 3, 1, 999))
        products = n_in * n_out * vectors
        assert_int(submission.flops.linear_flops(n_in, n_out, vectors), products + products + n_out * vectors)
        assert_int(submission.flops.linear_flops(n_in, n_out, 0), 0)


@pytest.mark.question("linear-flops")
@pytest.mark.hint("Check all three sizes before you compute.")
def test_a_bad_size_of_a_layer_is_refused(submission, rng):
    """ValueError for a negative size anywhere, also where there are no vectors; other types are refused too."""
    good = sizes(rng, 3)
    assert_int(submission.flops.linear_flops(*good), oracle.linear_by_torch(*good, True))
    for place in range(3):
        negative = [(*others[:place], -good[place], *others[place + 1 :]) for others in (good, [0, 0, 0])]
        for bias in (True, False):
            assert_refused(submission.flops.linear_flops, *[(*three, bias) for three in negative])
        bad = [(*good[:place], wrong, *good[place + 1 :]) for wrong in WRONG_TYPES]
        assert_refused(submission.flops.linear_flops, *bad, error=(TypeError, ValueError))


# ---- conv2d-flops ---------------------------------------------------------------------------------------------------


def walk(conv, **options):
    """The count by hand of `conv2d_flops(*conv, **options)`, whose pairs may be given as one int."""
    channels_in, channels_out, kernel, size = conv
    both = {"stride": 1, "padding": 0, "dilation": 1, **options}
    kernel, stride, padding, dilation = (
        (value, value) if isinstance(value, int) else tuple(value)
        for value in (kernel, both["stride"], both["padding"], both["dilation"])
    )
    rest = (options.get("groups", 1), options.get("bias", True), options.get("batch_size", 1))
    return oracle.conv2d_by_walking(channels_in, channels_out, kernel, size, stride, padding, dilation, *rest)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("output = (size + 2*padding - dilation*(kernel-1) - 1) // stride + 1, for height and for width.")
def test_square_kernels_one_option_at_a_time(submission, rng):
    """Stride, padding, dilation, bias and batch size, each on its own, on images that are not square."""
    for options in ({}, {"stride": 3}, {"padding": 2}, {"dilation": 2}, {"bias": False}, {"batch_size": 5}):
        channels_in, channels_out, height = sizes(rng, 3, 6, 12)
        conv = (channels_in, channels_out, 3, (height, height + 5))
        assert_int(submission.flops.conv2d_flops(*conv, **options), walk(conv, **options))


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("A pair is (height, width), as a tuple or as a list.")
def test_pairs_are_height_then_width(submission, rng):
    """Kernel, stride, padding and dilation as pairs, one at a time, as tuples and as lists."""
    for pair in ((3, 1), [1, 4]):
        for option in ("kernel_size", "stride", "padding", "dilation"):
            channels_in, channels_out, height = sizes(rng, 3, 9, 14)
            kernel = pair if option == "kernel_size" else 3
            options = {} if option == "kernel_size" else {option: pair}
            conv = (channels_in, channels_out, kernel, (height, height + 8))
            assert_int(submission.flops.conv2d_flops(*conv, **options), walk(conv, **options))
            conv = (channels_in, channels_out, kernel, [height + 8, height])
            assert_int(submission.flops.conv2d_flops(*conv, **options), walk(conv, **options))


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("With groups, each output channel reads in_channels / groups input channels; the bias stays.")
def test_groups_divide_the_inner_product_but_not_the_bias(submission, rng):
    """From one group to a group for each channel, with and without bias, against torch's own counter."""
    for groups, widen in ((2, 1), (4, 3), (6, 1), (12, 2)):
        (height,) = sizes(rng, 1, 7, 12)
        for bias in (True, False):
            options = {"padding": 1, "groups": groups, "bias": bias}
            arguments = (12, 12 * widen, 3)
            expected, _ = oracle.layer_flops("conv2d", arguments, options, (2, 12, height, height + 1))
            cost = submission.flops.conv2d_flops(*arguments, (height, height + 1), batch_size=2, **options)
            assert_int(cost, expected)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Put everything together: the output's height and width, then the cost of one output element.")
def test_all_options_at_once(submission, rng):
    """Ten convolutions with everything different from its default, by hand and by torch's own counter."""
    for _ in range(10):
        kernel, stride, padding, dilation = (tuple(sizes(rng, 2, low, 3)) for low in (2, 2, 1, 2))
        groups, batch = sizes(rng, 2, 2, 4)
        channels_in, channels_out = (groups * factor for factor in sizes(rng, 2, 1, 3))
        size = tuple(sizes(rng, 2, 9, 30))
        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        conv = (channels_in, channels_out, kernel, size)
        expected, _ = oracle.layer_flops("conv2d", conv[:3], options, (batch, channels_in, *size))
        assert expected == walk(conv, batch_size=batch, **options), "the two oracles disagree"
        assert_int(submission.flops.conv2d_flops(*conv, batch_size=batch, **options), expected)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Compare with the multiply-accumulates that torchvision publishes for AlexNet and MobileNetV2.")
def test_published_networks(submission, rng):
    """The convolutions of AlexNet and MobileNetV2 add up to the published totals, on a batch of images."""
    (batch,) = sizes(rng, 1)
    networks = (
        (oracle.ALEXNET_CONVOLUTIONS, oracle.ALEXNET_MACS, oracle.ALEXNET_LINEAR),
        (oracle.mobilenet_v2_convolutions(), oracle.MOBILENET_V2_MACS, oracle.MOBILENET_V2_LINEAR),
    )
    for layers, published, linear in networks:
        total = 0
        for channels_in, channels_out, kernel, stride, padding, groups, size in layers:
            options = {"stride": stride, "padding": padding, "groups": groups, "bias": False, "batch_size": batch}
            total += submission.flops.conv2d_flops(channels_in, channels_out, kernel, (size, size), **options)
        assert_int(total, 2 * batch * (published - sum(n_in * n_out for n_in, n_out in linear)))


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Divide with // and keep to ints; do not change a list that you are given.")
def test_large_images_are_exact_and_arguments_stay_as_they_were(submission, rng):
    """An image with 2**60 rows is counted to the last FLOP, an empty batch costs 0, lists are not changed."""
    (extra,) = sizes(rng, 1, 1, 999)
    rows = 2 * (2**60 + extra) + 1  # odd, so that stride 2 with a 1 x 1 kernel visits (rows + 1) / 2 of them
    cost = submission.flops.conv2d_flops(3, 5, 1, (rows, 1), stride=2, bias=False)
    assert_int(cost, 2 * 3 * 5 * (2**60 + extra + 1))
    assert_int(submission.flops.conv2d_flops(3, 5, 1, (rows, 1), batch_size=0), 0)
    pairs = [3, 2], [9, 4 + extra]
    options = {"stride": [2, 1], "padding": [1, 0], "dilation": [1, 2]}
    seen = submission.probes.call_and_look("flops", "conv2d_flops", [2, 4, *pairs], options)
    assert_int(seen["result"], walk((2, 4, *pairs), **options))
    assert seen["arguments"] == [2, 4, *pairs] and seen["options"] == options, "a list given as argument has changed"


def good_convolution(submission, rng):
    """A call that works, judged; its arguments and options, to be spoiled one at a time."""
    (height,) = sizes(rng, 1, 7, 12)
    conv = {"in_channels": 4, "out_channels": 6, "kernel_size": (3, 2), "input_size": (height, height + 1)}
    options = {"stride": (1, 2), "padding": 1, "dilation": (1, 2), "groups": 2, "batch_size": 3}
    assert_int(submission.flops.conv2d_flops(**conv, **options), walk(tuple(conv.values()), **options))
    return {**conv, **options}


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Channels, sizes, padding and batch: 0 or more. Kernel, stride, dilation and groups: 1 or more.")
def test_zero_and_negative_numbers_of_a_convolution_are_refused(submission, rng):
    """ValueError for each, as one number and inside a pair, also when the batch is empty."""
    good = good_convolution(submission, rng)
    bad = [(name, -1) for name in good if name != "input_size"]
    bad += [(name, 0) for name in ("kernel_size", "stride", "dilation", "groups")]
    for name in ("kernel_size", "stride", "dilation", "padding", "input_size"):
        bad += [(name, (-1, 2)), (name, (2, -1)), (name, [2, -2])]
    for name in ("kernel_size", "stride", "dilation"):
        bad += [(name, (0, 2)), (name, (2, 0))]
    bad += [("groups", -2), ("out_channels", -6), ("in_channels", -4)]  # groups of 2 would divide those
    for batch in (good["batch_size"], 0):
        changed = [{**good, "batch_size": batch, name: value} for name, value in bad]
        assert_refused(submission.flops.conv2d_flops, *changed)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("groups must divide both channel counts; the dilated kernel must fit into the padded image.")
def test_convolutions_that_cannot_be_are_refused(submission, rng):
    """ValueError when groups do not divide the channels, and when the output would have no rows or no columns."""
    good = good_convolution(submission, rng)
    divide_not = ({"in_channels": 5}, {"out_channels": 7}, {"groups": 3}, {"groups": 4}, {"groups": 8})
    assert_refused(submission.flops.conv2d_flops, *[{**good, **change} for change in divide_not])
    rows, columns = good["input_size"]
    too_large = (
        {"kernel_size": (rows + 3, 2)},  # with padding 1 the image has rows + 2 rows
        {"kernel_size": (rows + 3, 2), "stride": 4},  # where rounding towards zero would find one
        {"kernel_size": (3, 2), "dilation": (1, columns + 2)},
        {"input_size": (0, columns), "padding": 0},
        {"input_size": (rows, 2), "padding": 0, "kernel_size": 3, "dilation": 1, "stride": 2},
    )
    assert_refused(submission.flops.conv2d_flops, *[{**good, **change} for change in too_large])
    fits = {**good, "kernel_size": (rows + 2, 2), "bias": True}
    conv = tuple(fits[name] for name in ("in_channels", "out_channels", "kernel_size", "input_size"))
    rest = {name: fits[name] for name in ("stride", "padding", "dilation", "groups", "batch_size")}
    assert_int(submission.flops.conv2d_flops(**fits), walk(conv, **rest))


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("A pair has two whole numbers; input_size is always a pair.")
def test_wrong_types_and_lengths_of_a_convolution_are_refused(submission, rng):
    """Strings, fractions and pairs of three are refused with TypeError or ValueError."""
    good = good_convolution(submission, rng)
    bad = [(name, wrong) for name in ("in_channels", "out_channels", "groups", "batch_size") for wrong in WRONG_TYPES]
    for name in ("kernel_size", "stride", "padding", "dilation"):
        bad += [(name, wrong) for wrong in ("3", 1.5, NAN, (1, 1, 1), [1], (1, 1.5), ("1", 1), (1, NAN))]
    bad += [("input_size", wrong) for wrong in ((16,), (16, 16, 16), (16, 15.5), ("16", 16))]
    changed = [{**good, name: value} for name, value in bad]
    assert_refused(submission.flops.conv2d_flops, *changed, error=(TypeError, ValueError))


# ---- attention-flops ------------------------------------------------------------------------------------------------


@pytest.mark.question("attention-flops")
@pytest.mark.hint("Write attention with matrix products and count each: q, k, v, scores, weighted sum, output.")
def test_attention_written_as_matrix_products(submission, rng):
    """Torch's counter on attention by matrix products, for several head counts and batches."""
    for heads in (1, 2, 4):
        head_dim, seq_len, batch = sizes(rng, 3, 2, 9)
        expected = oracle.attention_by_matmuls(heads * head_dim, seq_len, heads, heads, batch)
        for kv in ({}, {"num_kv_heads": None}, {"num_kv_heads": heads}):
            cost = submission.flops.attention_flops(heads * head_dim, seq_len, num_heads=heads, batch_size=batch, **kv)
            assert_int(cost, expected)
        one = oracle.attention_by_matmuls(heads * head_dim, seq_len, heads, heads, 1)
        assert_int(submission.flops.attention_flops(heads * head_dim, seq_len, num_heads=heads), one)


@pytest.mark.question("attention-flops")
@pytest.mark.hint("k and v are num_kv_heads * head_dim wide; scores and weighted sum stay as they are.")
def test_grouped_queries_share_keys_and_values(submission, rng):
    """From one key/value head for all query heads to one for each, against torch's counter."""
    for heads, kv_heads in ((2, 1), (6, 2), (6, 3), (8, 1), (8, 8)):
        head_dim, seq_len, batch = sizes(rng, 3, 2, 9)
        width = heads * head_dim
        cost = submission.flops.attention_flops(
            width, seq_len, num_heads=heads, num_kv_heads=kv_heads, batch_size=batch
        )
        assert_int(cost, oracle.attention_by_matmuls(width, seq_len, heads, kv_heads, batch))


@pytest.mark.question("attention-flops")
@pytest.mark.hint("Every token looks at all tokens: no causal saving. Counts are exact ints.")
def test_gpt2_and_sizes_beyond_64_bits(submission, rng):
    """GPT-2's published forward pass without its MLPs and its head, in batches; widths beyond 2**60; no tokens."""
    (batch,) = sizes(rng, 1)
    # 291,648,307,200 FLOPs at T=1024 (nanoGPT, transformer_sizing.ipynb); the MLP is 768 -> 3072 -> 768.
    others = 12 * 2 * 1024 * (2 * 768 * 3072) + 2 * 1024 * 768 * 50_257
    per_layer = (291_648_307_200 - others) // 12
    assert_int(submission.flops.attention_flops(768, 1024, num_heads=12, batch_size=batch), batch * per_layer)
    width, seq_len = 4 * (2**60 + batch), 2**40 + batch
    projections = 4 * seq_len * width * width + 4 * seq_len * width * (width // 2)
    cost = submission.flops.attention_flops(width, seq_len, num_heads=4, num_kv_heads=2)
    assert_int(cost, projections + 4 * seq_len * seq_len * width)
    assert_int(submission.flops.attention_flops(8 * batch, 0, num_heads=8), 0)


@pytest.mark.question("attention-flops")
@pytest.mark.hint("num_heads must divide d_model, num_kv_heads must divide num_heads; both are 1 or more.")
def test_heads_that_do_not_fit_are_refused(submission, rng):
    """ValueError for head counts that do not divide, are 0 or negative, also when there are no tokens."""
    (seq_len,) = sizes(rng, 1)
    good = {"d_model": 24, "seq_len": seq_len, "num_heads": 6, "num_kv_heads": 3, "batch_size": 2}
    assert_int(submission.flops.attention_flops(**good), oracle.attention_by_matmuls(24, seq_len, 6, 3, 2))
    bad = [{"num_heads": value} for value in (0, -6, 5, 9, 48)]
    bad += [{"num_kv_heads": value} for value in (0, -3, 4, 5, 12)]
    bad += [{name: -1} for name in ("d_model", "seq_len", "batch_size")]
    bad += [{"d_model": -24}, {"num_heads": -2, "num_kv_heads": -1}, {"num_heads": 0, "num_kv_heads": None}]
    for tokens in ({}, {"seq_len": 0}, {"batch_size": 0}):
        assert_refused(submission.flops.attention_flops, *[{**good, **tokens, **change} for change in bad])
    wrong = [{**good, name: wrong} for name in good for wrong in WRONG_TYPES]
    assert_refused(submission.flops.attention_flops, *wrong, error=(TypeError, ValueError))


# ---- training-flops -------------------------------------------------------------------------------------------------


@pytest.mark.question("training-flops")
@pytest.mark.hint("training_flops is 6ND.")
def test_training_is_six_per_parameter_and_token(submission, rng):
    """Exact ints, from one parameter to counts beyond 2**63; 0 tokens cost 0."""
    for largest in (9, 10**6, 10**12, 10**18):
        params, tokens = sizes(rng, 2, 1, largest)
        assert_int(submission.flops.training_flops(params, tokens), sum(params * tokens for _ in range(6)))
        assert_int(submission.flops.training_flops(num_tokens=0, num_params=params), 0)


@pytest.mark.question("training-flops")
@pytest.mark.hint("inference_flops is 2ND.")
def test_inference_is_two_per_parameter_and_token(submission, rng):
    """Exact ints, from one parameter to counts beyond 2**63; 0 tokens cost 0."""
    for largest in (9, 10**6, 10**12, 10**18):
        params, tokens = sizes(rng, 2, 1, largest)
        assert_int(submission.flops.inference_flops(params, tokens), params * tokens + params * tokens)
        assert_int(submission.flops.inference_flops(num_tokens=0, num_params=params), 0)


@pytest.mark.question("training-flops")
@pytest.mark.hint("Both functions check both counts before they compute.")
def test_bad_counts_of_parameters_or_tokens_are_refused(submission, rng):
    """ValueError for a negative count, also when the other is 0 or negative; other types are refused too."""
    params, tokens = sizes(rng, 2)
    for name, factor in (("training_flops", 6), ("inference_flops", 2)):
        function = getattr(submission.flops, name)
        assert_int(function(params, tokens), factor * params * tokens)
        assert_refused(function, (-params, tokens), (params, -tokens), (-params, -tokens), (0, -tokens), (-params, 0))
        bad = [pair for wrong in WRONG_TYPES for pair in ((wrong, tokens), (params, wrong))]
        assert_refused(function, *bad, error=(TypeError, ValueError))


# ---- count-flops ----------------------------------------------------------------------------------------------------


@pytest.mark.question("count-flops")
@pytest.mark.hint("A linear layer maps the last axis, whatever the others are: use the output's numel().")
def test_a_single_linear_layer_on_inputs_of_any_rank(submission, rng):
    """The model may be a layer itself; inputs of rank 1 to 5, with and without bias."""
    for rank in (1, 2, 3, 4, 5):
        n_in, n_out, *leading = sizes(rng, rank + 1, 2, 6)
        for bias in (True, False):
            expected, _ = oracle.layer_flops("linear", (n_in, n_out), {"bias": bias}, (*leading, n_in))
            assert_int(submission.probes.count(["linear", n_in, n_out, {"bias": bias}], [*leading, n_in]), expected)


@pytest.mark.question("count-flops")
@pytest.mark.hint("Only shapes matter: neither how the numbers lie in memory nor how many bits they have.")
def test_transposed_inputs_and_other_precisions(submission, rng):
    """An input whose numbers do not lie in a row, and a model in float64 and in bfloat16, count like any other."""
    n_in, n_out, vectors = sizes(rng, 3)
    expected, _ = oracle.layer_flops("linear", (n_in, n_out), {}, (2, vectors, n_in))
    assert_int(submission.probes.count_transposed(["linear", n_in, n_out], [2, vectors, n_in]), expected)
    for precision in ("float64", "bfloat16"):
        assert_int(submission.probes.count(["linear", n_in, n_out], [2, vectors, n_in], precision), expected)


@pytest.mark.question("count-flops")
@pytest.mark.hint("An output element costs 2 * (in_channels / groups) * kernel elements, and one more for a bias.")
def test_convolutions_of_one_and_two_dimensions(submission, rng):
    """Stride, padding, dilation, groups and bias, against torch's own counter."""
    for kind, kernel in (("conv1d", 3), ("conv2d", 3), ("conv2d", (2, 3))):
        for bias in (True, False):
            factor_in, factor_out, batch, *image = sizes(rng, 5, 2, 4)
            image = [9 + extra for extra in image][: 1 if kind == "conv1d" else 2]
            options = {"stride": 2, "padding": 1, "dilation": 2, "groups": 2, "bias": bias}
            arguments = (2 * factor_in, 2 * factor_out, kernel)
            shape = [batch, 2 * factor_in, *image]
            expected, _ = oracle.layer_flops(kind, arguments, options, shape)
            assert_int(submission.probes.count([kind, *arguments, options], shape), expected)


@pytest.mark.question("count-flops")
@pytest.mark.hint("Sum over the layers that count; norms, activations and pooling cost 0. Start from 0 in every call.")
def test_a_small_network_on_two_inputs(submission, rng):
    """Convolutions, batch norm, ReLU, pooling and a classifier; the same model twice, on batches of different size."""
    first, second, classes, *batches = sizes(rng, 5, 2, 6)
    spec = ["chain", ["conv2d", 3, first, 3, {"bias": False}], ["norm", first], ["relu"]]
    spec.append(["chain", ["conv2d", first, second, 3, {"stride": 2}], ["relu"]])
    spec += [["pool", 2], ["flatten"], ["linear", 4 * second, classes]]
    expected = []
    for batch in batches:
        one, middle = oracle.layer_flops("conv2d", (3, first, 3), {"bias": False}, (batch, 3, 9, 8))
        two, _ = oracle.layer_flops("conv2d", (first, second, 3), {"stride": 2}, middle)
        three, _ = oracle.layer_flops("linear", (4 * second, classes), {}, (batch, 4 * second))
        expected.append(one + two + three)
    counts = assert_list(submission.probes.count_both(spec, *([batch, 3, 9, 8] for batch in batches)), 2)
    for count, wanted in zip(counts, expected, strict=True):
        assert_int(count, wanted)


@pytest.mark.question("count-flops")
@pytest.mark.hint("model.modules() finds layers in containers, lists, dicts and attributes, and each one once.")
def test_layers_in_lists_dicts_and_attributes(submission, rng):
    """Any nesting; a layer that is registered under two names and called once counts once."""
    width, inner, classes, vectors = sizes(rng, 4, 2, 9)
    shapes = [(width, inner, True), (inner, width, False), *[(width, width, True)] * 2, (width, classes, True)]
    expected = sum(oracle.linear_by_torch(n_in, n_out, vectors, bias) for n_in, n_out, bias in shapes)
    assert_int(submission.probes.count_deep(width, inner, classes, vectors), expected)


@pytest.mark.question("count-flops")
@pytest.mark.hint("Add up in a hook on each layer: it runs at every call, with that call's output.")
def test_every_call_counts_with_its_own_input(submission, rng):
    """One layer is called three times on inputs that double, and once more by another name; others are never called."""
    width, vectors = sizes(rng, 2, 3, 9)
    rows = [vectors, 2 * vectors, 4 * vectors, 8 * vectors]
    expected = sum(oracle.linear_by_torch(width, width, number, True) for number in rows)
    assert_int(submission.probes.count_shared(width, 3, vectors), expected)


@pytest.mark.question("count-flops")
@pytest.mark.hint("Only nn.Linear, nn.Conv1d and nn.Conv2d modules count; pass all inputs on to the model.")
def test_what_counts_nothing(submission, rng):
    """Functional calls, matrix products, transposed convolutions, norms and embeddings; several inputs, a dict out."""
    width, sentences, length = sizes(rng, 3, 2, 7)
    expected = oracle.linear_by_torch(width, width, sentences * length, True)
    assert_int(submission.probes.count_free(width, sentences, length), expected)
    spec = ["chain", ["transposed", 2, 3, 2], ["relu"], ["flatten"], ["linear", 27, width]]
    expected = oracle.linear_by_torch(27, width, sentences, True)
    assert_int(submission.probes.count(spec, [sentences, 2, 2, 2]), expected)


def watched_flops(channels, images):
    """The cost of the watched model of the probes, by torch's own counter."""
    one, middle = oracle.layer_flops("conv2d", (2, channels, 3), {"bias": False}, (images, 2, 6, 6))
    two, _ = oracle.layer_flops("conv2d", (channels, channels, 1), {}, middle)
    three, _ = oracle.layer_flops("linear", (channels * 16, 3), {}, (images, channels * 16))
    return one + two + three


@pytest.mark.question("count-flops")
@pytest.mark.hint("Remove your own hooks only, and put back what a forward pass in train mode changes.")
def test_the_model_is_as_it_was(submission, rng):
    """Hooks, train/eval mode of each part, parameters, batch-norm statistics, gradients; its own hooks still fire."""
    for channels, images in (sizes(rng, 2, 2, 6), sizes(rng, 2, 2, 6)):
        seen = submission.probes.count_watched(channels, images, False)
        assert_dict(seen, ["flops", "changed", "fired"])
        assert_int(seen["flops"], watched_flops(channels, images))
        assert seen["changed"] == [], f"changed: {', '.join(seen['changed'])}"
        assert seen["fired"] == ["hook", "pre-hook", "outer hook"], "the model's own hooks do not fire as before"


@pytest.mark.question("count-flops")
@pytest.mark.hint("Put everything back in a `finally:` block, and let the exception go on.")
def test_the_model_is_as_it_was_when_its_forward_raises(submission, rng):
    """The exception goes on to the caller, nothing of the model has changed, and it can be counted again."""
    channels, images = sizes(rng, 2, 2, 6)
    seen = submission.probes.count_broken(channels, images)
    first, second = assert_list(seen["counts"], 2)
    assert_int(first, watched_flops(channels, images))
    assert_int(second, watched_flops(channels, 1))
    assert seen["raised"] == "as asked", "the exception of the forward pass has not come through"
    assert seen["changed"] == [], f"changed: {', '.join(seen['changed'])}"

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

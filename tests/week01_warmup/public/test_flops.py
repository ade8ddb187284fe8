"""Public tests of flops.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest

from autograder.kit import assert_dict, assert_int


@pytest.mark.question("matmul-flops")
@pytest.mark.hint("Each of the m*p outputs takes n multiplications and n additions.")
def test_a_multiply_and_an_add_each_count(submission):
    """Y = XW with X (m, n) and W (n, p) costs 2mnp FLOPs."""
    assert_int(submission.flops.matmul_flops(3, 5, 7), 210)
    assert_int(submission.flops.matmul_flops(1, 1024, 1), 2048)


@pytest.mark.question("matmul-flops")
@pytest.mark.hint("Python ints are exact at any size; a float keeps only 53 bits.")
def test_a_product_of_large_matrices_is_counted_exactly(submission):
    """A count beyond 2**63 is still an exact int."""
    assert_int(submission.flops.matmul_flops(10**9 + 1, 10**9 + 1, 10**9 + 1), 2 * (10**9 + 1) ** 3)


@pytest.mark.question("matmul-flops")
@pytest.mark.hint("Check every size before you compute: raise ValueError when one is negative.")
def test_a_negative_size_is_refused(submission):
    """An empty matrix costs 0 FLOPs; a matrix with -2 rows does not exist."""
    assert_int(submission.flops.matmul_flops(0, 5, 7), 0)
    with pytest.raises(ValueError):
        submission.flops.matmul_flops(-2, 5, 7)


@pytest.mark.question("linear-flops")
@pytest.mark.hint("The bias is one more add for each of the num_vectors * out_features outputs.")
def test_a_bias_is_one_add_per_output(submission):
    """5 vectors through a layer 64 -> 128: 2*5*64*128 = 81,920 FLOPs, and 640 for the bias."""
    assert_int(submission.flops.linear_flops(64, 128, 5, bias=False), 81_920)
    assert_int(submission.flops.linear_flops(64, 128, 5, bias=True), 82_560)


@pytest.mark.question("linear-flops")
@pytest.mark.hint("num_vectors=1 and bias=True are the defaults; every size must be 0 or more.")
def test_one_vector_with_a_bias_is_the_default(submission):
    """A layer 10 -> 20 costs 2*10*20 + 20 = 420 FLOPs a vector; -1 features are refused."""
    assert_int(submission.flops.linear_flops(10, 20), 420)
    with pytest.raises(ValueError):
        submission.flops.linear_flops(-1, 20)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Each output element is an inner product of length in_channels * kernel * kernel, plus the bias.")
def test_a_3x3_convolution_on_a_small_image(submission):
    """3 -> 8 channels on 32 x 32 with padding 1: 2*221,184 FLOPs, and 8*32*32 for the bias."""
    assert_int(submission.flops.conv2d_flops(3, 8, 3, (32, 32), padding=1, bias=False), 442_368)
    assert_int(submission.flops.conv2d_flops(3, 8, 3, (32, 32), padding=1), 450_560)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Height and width have their own kernel, stride, padding and dilation: a pair is (height, width).")
def test_height_and_width_may_differ(submission):
    """Kernel (3, 5), stride (2, 1), padding (1, 0), 2 -> 4 channels on 9 x 11: the output is 5 x 7."""
    cost = submission.flops.conv2d_flops(2, 4, (3, 5), (9, 11), stride=(2, 1), padding=(1, 0), bias=False)
    assert_int(cost, 8_400)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Dilation spreads the kernel: it covers d*(k-1)+1 input pixels but still has k*k weights.")
def test_dilation_shrinks_the_output(submission):
    """4 -> 8 channels, 3 x 3 with dilation 2 on 16 x 16: the output is 12 x 12."""
    assert_int(submission.flops.conv2d_flops(4, 8, 3, (16, 16), dilation=2, bias=False), 82_944)


@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("With groups, an output channel reads only in_channels / groups input channels.")
def test_a_depthwise_convolution_is_cheap(submission):
    """32 channels, each with its own 3 x 3 kernel, on 14 x 14; groups must divide both channel counts."""
    assert_int(submission.flops.conv2d_flops(32, 32, 3, (14, 14), padding=1, groups=32, bias=False), 112_896)
    with pytest.raises(ValueError):
        submission.flops.conv2d_flops(32, 32, 3, (14, 14), padding=1, groups=5)


@pytest.mark.question("attention-flops")
@pytest.mark.hint("Four projections 2*s*d*d, then the scores and the weighted sum, 2*s*s*d each (over all heads).")
def test_projections_scores_and_weighted_sum(submission):
    """d=8, 3 tokens, 2 heads: 4*2*3*8*8 = 1,536 for the projections and 2*2*3*3*8 = 288 for the attention itself."""
    assert_int(submission.flops.attention_flops(8, 3, num_heads=2), 1_824)


@pytest.mark.question("attention-flops")
@pytest.mark.hint("Only the k and v projections get narrower; every query head still has its own scores.")
def test_fewer_kv_heads_narrow_k_and_v_only(submission):
    """With one key/value head for two query heads, k and v are 4 wide instead of 8."""
    assert_int(submission.flops.attention_flops(8, 3, num_heads=2, num_kv_heads=1), 1_440)
    with pytest.raises(ValueError):
        submission.flops.attention_flops(8, 3, num_heads=3)


@pytest.mark.question("training-flops")
@pytest.mark.hint("training_flops is 6ND, inference_flops is 2ND, both exact ints.")
def test_training_costs_6nd_and_inference_2nd(submission):
    """GPT-3: 174.6 billion parameters, 300 billion tokens, 3.14e23 FLOPs (Brown et al. 2020, table D.1)."""
    assert_int(submission.flops.training_flops(174_600_000_000, 300_000_000_000), 314_280 * 10**18)
    assert_int(submission.flops.inference_flops(174_600_000_000, 300_000_000_000), 104_760 * 10**18)


@pytest.mark.question("count-flops")
@pytest.mark.hint("The output's numel() is the number of inner products, whatever the rank of the input.")
def test_a_linear_layer_takes_inputs_of_any_rank(submission):
    """A layer 64 -> 128 with bias on inputs of shape (64,), (5, 64) and (2, 7, 64)."""
    assert_int(submission.probes.count_linear([64]), 16_384 + 128)
    assert_int(submission.probes.count_linear([5, 64]), 81_920 + 5 * 128)
    assert_int(submission.probes.count_linear([2, 7, 64]), 229_376 + 14 * 128)


@pytest.mark.question("count-flops")
@pytest.mark.hint("Look for layers with model.modules(): it finds them at any depth, and each one once.")
def test_layers_are_found_at_any_depth(submission):
    """Conv 3 -> 8 (no bias), batch norm, ReLU, pooling and a linear layer 8 -> 10, nested, on two 32 x 32 images."""
    convolution = 2 * 442_368
    linear = 2 * (2 * 8 * 10 + 10)
    assert_int(submission.probes.count_convnet(2), convolution + linear)


@pytest.mark.question("count-flops")
@pytest.mark.hint("Count when a layer is called, not when you find it.")
def test_a_layer_counts_as_often_as_it_is_called(submission):
    """One Linear(16, 16) without bias is called three times on 4 vectors, another one never."""
    assert_int(submission.probes.count_repeated(3), 3 * 2 * 4 * 16 * 16)


@pytest.mark.question("count-flops")
@pytest.mark.hint("Remove your hooks in a `finally:` block, and put the batch-norm buffers back.")
def test_the_model_is_left_as_it_was(submission):
    """Afterwards no hook is left, the batch-norm statistics are the old ones, and the model is still in train mode."""
    seen = assert_dict(submission.probes.count_and_look(), ["flops", "hooks", "statistics_kept", "training"])
    assert_int(seen["flops"], 2 * 5 * 3 * 4)
    assert seen["hooks"] == 0, f"{seen['hooks']} hooks are left on the model"
    assert seen["statistics_kept"], "the batch-norm statistics have changed"
    assert seen["training"], "the model is no longer in train mode"

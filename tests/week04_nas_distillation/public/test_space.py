"""Public tests of space.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other spaces and numbers, so code that fits only these earns nothing there.
"""

import pytest

from autograder.kit import Record, assert_int, assert_list, assert_tuple

#: The space of the notebook: two stages of 1, 2 or 3 blocks, kernels of 3 and 5, expansions of 1, 2 and 4.
DIGITS = Record(
    "nets", "Space", image=(1, 8, 8), stem=8, widths=(12, 24), strides=(2, 2), classes=10,
    depths=(1, 2, 3), kernels=(3, 5), expansions=(1, 2, 4),
)  # fmt: skip
#: One stage of one or two blocks, one of two kernels, one expansion: 2 + 4 architectures.
TINY = Record(
    "nets", "Space", image=(1, 4, 4), stem=2, widths=(2,), strides=(1,), classes=3,
    depths=(1, 2), kernels=(3, 5), expansions=(2,),
)  # fmt: skip
TINY_ARCHS = {(((k, 2),),) for k in (3, 5)} | {(((k, 2), (m, 2)),) for k in (3, 5) for m in (3, 5)}


@pytest.mark.question("search-space-size")
@pytest.mark.hint("Blocks: kernels * expansions. Stages of depth d: blocks**d, summed over the depths. Then one power more.")
def test_two_stages_of_up_to_three_blocks(submission):
    """6 blocks; 6 + 36 + 216 = 258 stages; 258^2 architectures. The tiny space has 2 + 4."""
    assert_int(submission.space.search_space_size(DIGITS), 66_564)
    assert_int(submission.space.search_space_size(TINY), 6)


@pytest.mark.question("encode-decode")
@pytest.mark.hint("decode must give every architecture once, as tuples of tuples of (kernel, expansion) tuples.")
def test_six_numbers_for_six_architectures(submission):
    """The numbers 0 to 5 decode to the six architectures of the tiny space, and encode gives the numbers back."""
    archs = [submission.space.decode(TINY, number) for number in range(6)]
    assert set(archs) == TINY_ARCHS, f"these came out: {archs}"
    for number, arch in enumerate(archs):
        assert_int(submission.space.encode(TINY, arch), number)


@pytest.mark.question("encode-decode")
@pytest.mark.hint("Raise ValueError for a number from outside; check_arch of nets.py raises it for an architecture.")
def test_what_is_outside_is_refused(submission):
    """The last number is 5; a kernel of 7 and a depth of 3 are not in the tiny space."""
    assert submission.space.decode(TINY, 5) in TINY_ARCHS
    for number in (-1, 6):
        with pytest.raises(ValueError):
            submission.space.decode(TINY, number)
    for arch in ((((7, 2),),), (((3, 2),) * 3,)):
        with pytest.raises(ValueError):
            submission.space.encode(TINY, arch)


@pytest.mark.question("sample-archs")
@pytest.mark.hint("Two of six architectures are shallow: drawing the depth first would make it half of the sample.")
def test_every_architecture_is_equally_likely(submission):
    """900 samples of the six: about 150 of each (a right sampler is within 80 of it but once in 10^11 times)."""
    sample = assert_list(submission.space.sample_archs(TINY, 900, 1), 900)
    for arch in TINY_ARCHS:
        assert abs(sample.count(arch) - 150) <= 80, f"{arch} came {sample.count(arch)} times"


@pytest.mark.question("sample-archs")
@pytest.mark.hint("Make a generator from the seed, inside the function.")
def test_the_seed_decides(submission):
    """The same seed gives the same list, another one another; no architectures are fine, -1 are not."""
    first = assert_list(submission.space.sample_archs(DIGITS, 10, 1), 10)
    assert submission.space.sample_archs(DIGITS, 10, 1) == first
    assert submission.space.sample_archs(DIGITS, 10, 2) != first
    assert_list(submission.space.sample_archs(DIGITS, 0, 1), 0)
    with pytest.raises(ValueError):
        submission.space.sample_archs(DIGITS, -1, 1)


@pytest.mark.question("efficiency")
@pytest.mark.hint("By hand: the stem 72 weights on 16 pixels; then 1 x 1, 3 x 3 depthwise, 1 x 1; then the linear layer.")
def test_a_net_with_one_block_counted_by_hand(submission):
    """Stem 1 -> 2, block 2 -> 4 -> 4 -> 2 with residual on 4 x 4 pixels, linear 2 -> 3; 1 byte a value."""
    macs = 16 * (9 * 2) + 16 * (2 * 4 + 9 * 4 + 4 * 2) + 2 * 3
    parameters = 9 * 2 + (2 * 4 + 9 * 4 + 4 * 2) + 2 * (2 + 4 + 4 + 2) + (2 * 3 + 3)
    peak = 16 * (4 + 4 + 2)  # the depthwise layer's input and output, and the block's input, which waits
    got = assert_tuple(submission.space.efficiency(TINY, (((3, 2),),), 1), 3)
    for value, expected in zip(got, (macs, parameters, peak)):
        assert_int(value, expected)


@pytest.mark.question("efficiency")
@pytest.mark.hint("Only a stage's first block has the stride; the next block's input has the stage's width. 4 bytes a value.")
def test_a_stride_halves_the_image(submission):
    """The smallest and the largest net for digits."""
    small, large = (((3, 1),),) * 2, (((5, 4),) * 3,) * 2
    for arch, expected in ((small, (15_520, 1_262, 4_096)), (large, (190_128, 25_114, 10_240))):
        got = assert_tuple(submission.space.efficiency(DIGITS, arch), 3)
        for value, right in zip(got, expected):
            assert_int(value, right)
    with pytest.raises(ValueError):
        submission.space.efficiency(DIGITS, small, bytes_per_value=0)

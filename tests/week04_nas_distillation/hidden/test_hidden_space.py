"""Hidden tests of space.py: spaces listed by brute force, Once-for-All's published size, nets counted on the meta device."""

import pytest
from oracles_space import (
    FIXED,
    GAP,
    LONG,
    OFA,
    PAIR,
    TINY,
    archs_of,
    assert_arch,
    assert_share,
    counted,
    extreme,
    outsiders,
    some_arch,
    space,
)
from scipy.stats import chi2

from autograder.kit import assert_int, assert_list, assert_tuple


def seeds(rng, count):
    """That many different seeds."""
    return [int(seed) for seed in rng.choice(10**9, size=count, replace=False)]


def assert_number(got, size):
    """A Python int from 0 to size - 1."""
    assert_int(got, got if type(got) is int and 0 <= got < size else 0)


# ---- search-space-size ----------------------------------------------------------------------------------------------


@pytest.mark.question("search-space-size")
@pytest.mark.hint("A stage of depth d is one of (kernels * expansions)^d; depths add up, stages multiply.")
def test_the_size_that_once_for_all_publishes(submission):
    """((3*3)^2 + (3*3)^3 + (3*3)^4)^5, about 2e19 (arXiv 1908.09791, section 3.2), to the last digit."""
    assert_int(submission.space.search_space_size(OFA), 7371**5)


@pytest.mark.question("search-space-size")
@pytest.mark.hint("Not every depth is there, and depths need not start at 1; write down a small space and count.")
def test_small_spaces_counted_one_by_one(submission):
    """Four spaces, listed in full: one stage, two, depths with a gap, and a space without any choice."""
    for form in (TINY, PAIR, GAP, FIXED, TINY):
        assert_int(submission.space.search_space_size(form), len(archs_of(form)))


@pytest.mark.question("search-space-size")
@pytest.mark.hint("Keep to ints: a float forgets the last digits beyond 2**53.")
def test_a_space_beyond_64_bits_is_counted_exactly(submission):
    """Twelve stages of up to 4 of 12 blocks."""
    form = space(widths=(8,) * 12, strides=(1,) * 12, depths=(1, 4), kernels=(1, 3, 5), expansions=(1, 2, 3, 4))
    assert_int(submission.space.search_space_size(form), (12 + 12**4) ** 12)


# ---- encode-decode --------------------------------------------------------------------------------------------------


@pytest.mark.question("encode-decode")
@pytest.mark.hint("Every number from 0 to size - 1 must decode to another architecture, and encode must lead back.")
def test_a_small_space_is_numbered_without_gaps(submission):
    """All architectures of three spaces come out, each once, and encode gives each its number back."""
    for form in (PAIR, TINY, FIXED, PAIR):
        everything = archs_of(form)
        archs, numbers = assert_tuple(submission.probes.decode_all(form, len(everything)), 2)
        for place, (arch, number) in enumerate(zip(assert_list(archs, len(everything)), numbers, strict=True)):
            assert_arch(arch, form)
            assert_int(number, place)
        assert set(archs) == set(everything), "some architectures have two numbers, others none"


@pytest.mark.question("encode-decode")
@pytest.mark.hint("Depths with a gap, and stages of different depth: how many numbers does each depth take?")
def test_round_trip_in_a_space_with_a_gap(submission, rng):
    """Unpredictable architectures with stages of 1 and of 3 blocks lead back to themselves."""
    numbers = {}
    for _ in range(20):
        arch = some_arch(GAP, rng)
        number = submission.space.encode(GAP, arch)
        assert_number(number, 30**3)
        assert assert_arch(submission.space.decode(GAP, number), GAP) == arch
        assert numbers.setdefault(number, arch) == arch, "two architectures have the same number"


@pytest.mark.question("encode-decode")
@pytest.mark.hint("Work with digits, not with a list of all architectures; ints, not floats.")
def test_a_space_beyond_64_bits_is_numbered_too(submission, rng):
    """Six stages of Once-for-All's choices: unpredictable numbers up to 2e23, the first and the last, and unpredictable architectures, there and back."""
    size = 7371**6
    numbers = [0, size - 1, *(int(rng.integers(2**62)) * int(rng.integers(2**20)) % size for _ in range(12))]
    for number in numbers:
        arch = assert_arch(submission.space.decode(LONG, number), LONG)
        assert_int(submission.space.encode(LONG, arch), number)
    for arch in [extreme(LONG, 0), extreme(LONG, -1), *(some_arch(LONG, rng) for _ in range(12))]:
        number = submission.space.encode(LONG, arch)
        assert_number(number, size)
        assert assert_arch(submission.space.decode(LONG, number), LONG) == arch


@pytest.mark.question("encode-decode")
@pytest.mark.hint("Check the architecture, or the number, before you answer.")
def test_what_is_not_in_the_space_has_no_number(submission, rng):
    """After a right round trip: a number below 0 or beyond the last, and architectures of other spaces: ValueError."""
    for form in (PAIR, LONG):
        size = len(archs_of(PAIR)) if form is PAIR else 7371**6
        arch = some_arch(form, rng)
        assert assert_arch(submission.space.decode(form, submission.space.encode(form, arch)), form) == arch
        for number in (-1, size, size + 12, -size):
            with pytest.raises(ValueError):
                submission.space.decode(form, number)
        for wrong in outsiders(form, arch):
            with pytest.raises(ValueError):
                submission.space.encode(form, wrong)


# ---- sample-archs ---------------------------------------------------------------------------------------------------


@pytest.mark.question("sample-archs")
@pytest.mark.timeout(30)
@pytest.mark.hint("Make a generator from the seed; do not touch a global one. Return a list of nested tuples of ints.")
def test_the_same_seed_gives_the_same_architectures(submission, rng):
    """As many as asked for, all of the space; the same for the same seed, also after other calls; else others."""
    one, two, three = seeds(rng, 3)
    first = submission.space.sample_archs(OFA, 30, one)
    for arch in assert_list(first, 30):
        assert_arch(arch, OFA)
    other = assert_list(submission.space.sample_archs(OFA, 30, two), 30)
    submission.space.sample_archs(GAP, 5, three)
    assert submission.space.sample_archs(OFA, 30, one) == first, "the same seed gave another list"
    assert other != first, "another seed gave the same list"
    assert len(set(first)) >= 29, "the same architecture came again and again"  # of 2e19


@pytest.mark.question("sample-archs")
@pytest.mark.timeout(30)
@pytest.mark.hint("TINY has 4 shallow and 16 deep architectures: drawing the depth first makes the shallow ones too likely.")
@pytest.mark.false_alarm(1e-8, "chi-squared at 10^-9; its tail is only nearly that of 20 counts of about 100")
def test_every_architecture_is_equally_likely(submission, rng):
    """2,000 samples of 20 architectures, by a chi-squared test that a right sampler fails once in 10^9 times."""
    everything = archs_of(TINY)
    (seed,) = seeds(rng, 1)
    sample = [assert_arch(arch, TINY) for arch in assert_list(submission.space.sample_archs(TINY, 2000, seed), 2000)]
    expected = 2000 / len(everything)
    statistic = sum((sample.count(arch) - expected) ** 2 / expected for arch in everything)
    assert statistic < chi2.ppf(1 - 1e-9, len(everything) - 1), f"the 20 architectures are not equally likely ({statistic:.0f})"


@pytest.mark.question("sample-archs")
@pytest.mark.timeout(30)
@pytest.mark.hint("A depth of 4 has 9 times as many stages as a depth of 3.")
@pytest.mark.false_alarm(2e-8, "14 shares, each wrong for a right sampler once in 10^9 times")
def test_deep_stages_are_as_likely_as_they_are_many(submission, rng):
    """In Once-for-All's space 6561 of 7371 stages have four blocks, in every one of the five stages."""
    (seed,) = seeds(rng, 1)
    archs = [assert_arch(arch, OFA) for arch in assert_list(submission.space.sample_archs(OFA, 500, seed), 500)]
    for stage in range(5):
        assert_share(sum(len(arch[stage]) == 4 for arch in archs), 500, 6561 / 7371, f"architectures with 4 blocks in stage {stage}")
    firsts = [arch[0][0] for arch in archs]
    for block in {(k, e) for k in OFA.kernels for e in OFA.expansions}:
        assert_share(firsts.count(block), 500, 1 / 9, f"architectures whose first block is {block}")


@pytest.mark.question("sample-archs")
@pytest.mark.timeout(30)
@pytest.mark.hint("No architectures: an empty list. A negative count: ValueError.")
def test_none_at_all_and_fewer_than_none(submission, rng):
    """A count of 1 and of 0 are fine, a negative one is refused."""
    (seed,) = seeds(rng, 1)
    assert_arch(assert_list(submission.space.sample_archs(GAP, 1, seed), 1)[0], GAP)
    assert_list(submission.space.sample_archs(GAP, 0, seed), 0)
    for count in (-1, -40):
        with pytest.raises(ValueError):
            submission.space.sample_archs(GAP, count, seed)


# ---- efficiency -----------------------------------------------------------------------------------------------------


def judge(got, expected):
    """Three exact ints."""
    for name, value, right in zip(("MACs", "parameters", "peak"), assert_tuple(got, 3), expected, strict=True):
        try:
            assert_int(value, right)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from None


@pytest.mark.question("efficiency")
@pytest.mark.timeout(30)
@pytest.mark.hint("Follow the channels and the image's size from layer to layer; a block's hidden width is its input's times the expansion.")
def test_nets_for_digits_counted_on_the_meta_device(submission, rng):
    """The smallest, the largest and six unpredictable architectures, against nets that were built and run."""
    for arch in [extreme(PAIR, 0), extreme(PAIR, -1), *(some_arch(PAIR, rng) for _ in range(6))]:
        judge(submission.space.efficiency(PAIR, arch), counted(PAIR, arch))


@pytest.mark.question("efficiency")
@pytest.mark.timeout(30)
@pytest.mark.hint("Height and width are rounded up at a stride, each on its own; only a stage's first block has the stride.")
def test_images_that_are_not_square(submission, rng):
    """2 channels of 9 x 14 pixels, stride 3, kernels of 1, 3 and 7; then Once-for-All's choices on 32 x 32."""
    for form in (GAP, OFA, GAP):
        for arch in [extreme(form, -1), *(some_arch(form, rng) for _ in range(2))]:
            judge(submission.space.efficiency(form, arch), counted(form, arch))


@pytest.mark.question("efficiency")
@pytest.mark.timeout(30)
@pytest.mark.weight(2)
@pytest.mark.hint("A residual block's input waits until it is added; where it is also the layer's input it counts once.")
def test_where_the_peak_lies(submission):
    """In a stem, in an expansion, in a depthwise layer beside a waiting input, in a projection, in the pooling, at the end."""
    places = {
        "stem": (space((9, 8, 8), 4, (1,), (1,), 10, (1,), (3,), (1,)), (((3, 1),),)),
        "expansion": (space((1, 8, 8), 8, (8,), (2,), 10, (1,), (3,), (6,)), (((3, 6),),)),
        "depthwise, input waiting": (space((1, 8, 8), 8, (8,), (1,), 10, (1, 2), (3,), (3,)), (((3, 3),) * 2,)),
        "depthwise, nothing waiting": (space((1, 8, 8), 8, (9,), (1,), 10, (1,), (3,), (3,)), (((3, 3),),)),
        "depthwise, fewer outputs": (space((1, 8, 8), 8, (4,), (1,), 10, (1,), (3,), (3,)), (((3, 3),),)),
        "projection": (space((1, 8, 8), 2, (64,), (1,), 10, (1,), (3,), (2,)), (((3, 2),),)),
        "projection, input waiting": (space((1, 8, 8), 64, (64,), (1,), 10, (1,), (3,), (1,)), (((3, 1),),)),
        "stride without a residual": (space((1, 7, 7), 8, (8,), (2,), 10, (1,), (5,), (1,)), (((5, 1),),)),
        "pooling": (space((1, 1, 2), 1, (90,), (1,), 10, (1,), (3,), (1,)), (((3, 1),),)),
        "linear": (space((1, 2, 2), 4, (4,), (2,), 1000, (1,), (3,), (1,)), (((3, 1),),)),
    }
    for name, (form, arch) in places.items():
        try:
            judge(submission.space.efficiency(form, arch), counted(form, arch))
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from None


@pytest.mark.question("efficiency")
@pytest.mark.timeout(30)
@pytest.mark.hint("Only the peak is in bytes; bytes_per_value=4 is the default, and what divides nothing may still not be 0.")
def test_bytes_per_value_and_refusals(submission, rng):
    """1, 2 and 8 bytes a value scale the peak alone; 0 bytes, and architectures of other spaces, are refused."""
    arch = some_arch(GAP, rng)
    for width in (1, 2, 8):
        judge(submission.space.efficiency(GAP, arch, width), counted(GAP, arch, width))
    judge(submission.space.efficiency(GAP, arch, bytes_per_value=2), counted(GAP, arch, 2))
    for width in (0, -4):
        with pytest.raises(ValueError):
            submission.space.efficiency(GAP, arch, width)
    for wrong in outsiders(GAP, arch):
        with pytest.raises(ValueError):
            submission.space.efficiency(GAP, wrong)


@pytest.mark.question("efficiency")
@pytest.mark.timeout(30)
@pytest.mark.hint("Nothing may be built: add up the formulas, in exact ints.")
def test_a_net_that_nobody_can_build(submission, rng):
    """Widths of 10^13 channels, beyond any memory, also the meta device's; one block, by its formulas."""
    stem, width = (10**13 + int(extra) for extra in rng.integers(1, 10**6, size=2))
    form = space((3, 8, 8), stem, (width,), (1,), 10, (1,), (3, 5), (1, 4))
    hidden = 4 * stem
    macs = 64 * (27 * stem + stem * hidden + 25 * hidden + hidden * width) + 10 * width
    params = 27 * stem + stem * hidden + 25 * hidden + hidden * width + 2 * (stem + hidden + hidden + width) + 10 * width + 10
    peak = 4 * 64 * max(hidden + hidden, stem + hidden, hidden + width)
    judge(submission.space.efficiency(form, (((5, 4),),)), (macs, params, peak))

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

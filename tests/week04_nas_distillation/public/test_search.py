"""Public tests of search.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other spaces and numbers, so code that fits only these earns nothing there.
"""

import pytest

from autograder.kit import Record, assert_dict, assert_float, assert_list, assert_tuple

SPACE = Record(
    "nets", "Space", image=(3, 32, 32), stem=16, widths=(16, 24, 40), strides=(1, 2, 2), classes=10,
    depths=(2, 3), kernels=(3, 5, 7), expansions=(3, 4, 6),
)  # fmt: skip
SMALL = (((3, 3),) * 2,) * 3
LARGE = (((7, 6),) * 3,) * 3


def valid(arch):
    """Whether an architecture is in the space, and made of tuples of Python ints."""
    blocks = [block for stage in assert_tuple(arch, 3) for block in stage]
    return all(type(stage) is tuple and len(stage) in (2, 3) for stage in arch) and all(
        type(block) is tuple and type(block[0]) is int and block[0] in (3, 5, 7) and block[1] in (3, 4, 6)
        for block in blocks
    )


@pytest.mark.question("mutate")
@pytest.mark.timeout(30)
@pytest.mark.hint("random.random() < 0 is never true, < 1 always. Return tuples of tuples of tuples.")
def test_rate_zero_changes_nothing_and_rate_one_everything(submission):
    """Rate 0 gives the architecture back; rate 1 a random one of the space; the same seed the same."""
    assert submission.search.mutate(SPACE, SMALL, 0.0, 1) == SMALL
    children = assert_list(submission.probes.mutations(SPACE, SMALL, 1.0, 20), 20)
    assert all(valid(child) for child in children)
    assert len(set(children)) == 20, "different seeds gave the same architecture"
    assert submission.search.mutate(SPACE, SMALL, 1.0, 7) == children[7]
    with pytest.raises(ValueError):
        submission.search.mutate(SPACE, SMALL, 1.5, 1)


@pytest.mark.question("mutate")
@pytest.mark.timeout(30)
@pytest.mark.hint("A coin for each choice: 200 mutations at rate 0.3 change 0.3 * 2/3 of the first kernels, about 40.")
def test_about_as_many_kernels_change_as_the_rate_says(submission):
    """A kernel is drawn anew with probability 0.3, and then differs in two of three cases."""
    children = assert_list(submission.probes.mutations(SPACE, LARGE, 0.3, 200), 200)
    assert all(valid(child) for child in children)
    changed = sum(child[0][0][0] != 7 for child in children)
    assert 10 <= changed <= 75, f"the first kernel changed {changed} times of 200; about 40 are expected"


@pytest.mark.question("crossover")
@pytest.mark.timeout(30)
@pytest.mark.hint("random.choice((m, f)) for each pair of stages, and a tuple of the results.")
def test_every_stage_comes_from_a_parent(submission):
    """100 children of the smallest and the largest: all eight mixtures of their three stages come."""
    children = assert_list(submission.probes.crossings(SPACE, SMALL, LARGE, 100), 100)
    for child in children:
        assert valid(child) and all(stage in (SMALL[0], LARGE[0]) for stage in child)
    assert len(set(children)) == 8, f"{len(set(children))} of the 8 possible children came"
    with pytest.raises(ValueError):
        submission.search.crossover(SPACE, SMALL, LARGE[:2], 1)


@pytest.mark.question("evolve")
@pytest.mark.timeout(30)
@pytest.mark.hint("Check cost(arch) before score(arch); remember what was scored; stop at the budget.")
def test_the_best_within_the_limit(submission):
    """At most 7 blocks, each worth 10 minus its kernel: the best score is 49. At most 150 scores, none twice."""
    got = assert_dict(submission.probes.evolve_for_depth(SPACE, {"blocks": 7}, 3, 150), ["answer", "scored"])
    best, score = assert_tuple(got["answer"], 2)
    assert all(sum(map(len, arch)) <= 7 for arch in got["scored"]), "an architecture over the limit was scored"
    assert len(got["scored"]) <= 150 and len(set(got["scored"])) == len(got["scored"])
    assert valid(best) and best in got["scored"]
    assert_float(score, float(sum(10 - kernel for stage in best for kernel, _ in stage)))
    assert score >= 45, f"the best score found is {score}; 49 is possible, and 45 easily found"


@pytest.mark.question("evolve")
@pytest.mark.timeout(30)
@pytest.mark.hint("Ask cost for the smallest architecture first: it tells you the names, and whether anything fits.")
def test_a_limit_on_what_nobody_counts_is_refused(submission):
    """After a search: an unknown name, a limit that nothing meets, a budget of 0 raise ValueError."""
    got = submission.probes.evolve_for_depth(SPACE, {"blocks": 9}, 3, 10)
    assert 1 <= len(got["scored"]) <= 10
    for limits, budget in (({"bloks": 7}, 10), ({"blocks": 5}, 10), ({"blocks": 7}, 0)):
        with pytest.raises(ValueError):
            submission.probes.evolve_for_depth(SPACE, limits, 3, budget)

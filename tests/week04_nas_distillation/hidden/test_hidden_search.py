"""Hidden tests of search.py: how often a mutation changes what, whom a child takes after, and searches on known landscapes."""

import numpy as np
import oracles_search as oracle
import pytest
from oracles_space import (
    GAP,
    OFA,
    PAIR,
    TINY,
    archs_of,
    assert_arch,
    assert_share,
    extreme,
    outsiders,
    some_arch,
    space,
)

from autograder.kit import assert_dict, assert_float, assert_list, assert_refused, assert_tuple

NAN = float("nan")

tosses = pytest.mark.false_alarm(3e-8, "fewer than 30 shares, each wrong for a right coin once in 10^9 times")
exact = pytest.mark.false_alarm(0.0, "the tolerance is for the order in which a sum's terms are added")


def seeds(rng, count):
    """That many different seeds."""
    return [int(seed) for seed in rng.choice(10**9, size=count, replace=False)]


# ---- mutate ---------------------------------------------------------------------------------------------------------


@pytest.mark.question("mutate")
@pytest.mark.timeout(60)
@pytest.mark.hint("A generator made from the seed; a rate of 0 changes nothing; all results lie in the space.")
def test_a_mutation_depends_on_its_seed_alone(submission, rng):
    """Rate 0 gives the architecture back; the same seed the same mutation, whatever was called between; others differ."""
    arch, (one, two) = some_arch(OFA, rng), seeds(rng, 2)
    assert assert_arch(submission.search.mutate(OFA, arch, 0.0, one), OFA) == arch
    assert assert_arch(submission.search.mutate(OFA, arch, 0, two), OFA) == arch
    first = assert_arch(submission.search.mutate(OFA, arch, 1.0, one), OFA)
    other = assert_arch(submission.search.mutate(OFA, arch, 1, two), OFA)
    assert submission.search.mutate(OFA, arch, 1.0, one) == first, "the same seed gave another mutation"
    assert len({first, other, arch}) == 3, "different seeds gave the same architecture"  # by chance: below 10^-9


FLAT = space(widths=(8,) * 5, strides=(1,) * 5, depths=(4,), kernels=(3, 5, 7), expansions=(1, 2, 3, 4))


@pytest.mark.question("mutate")
@pytest.mark.timeout(60)
@pytest.mark.weight(2)
@pytest.mark.hint("A coin for every single choice; drawn anew means from all values, so the old one can come again.")
@tosses
def test_every_choice_is_drawn_anew_with_the_same_probability(submission, rng):
    """5 stages of 4 blocks, 3 kernels, 4 expansions: how many kernels and expansions change at rates .05, .3 and 1."""
    for rate in (0.05, 0.3, 1.0):
        arch = some_arch(FLAT, rng)
        found = assert_list(submission.probes.mutations(FLAT, arch, rate, seeds(rng, 150)), 150)
        for child in found:
            assert_arch(child, FLAT)
        pairs = [(old, new) for child in found for s, t in zip(arch, child) for old, new in zip(s, t)]
        kernels = sum(old[0] != new[0] for old, new in pairs)
        expansions = sum(old[1] != new[1] for old, new in pairs)
        both = sum(old[0] != new[0] and old[1] != new[1] for old, new in pairs)
        assert_share(kernels, len(pairs), rate * 2 / 3, f"kernels changed at rate {rate}")
        assert_share(expansions, len(pairs), rate * 3 / 4, f"expansions changed at rate {rate}")
        assert_share(both, len(pairs), rate * 2 / 3 * rate * 3 / 4, f"blocks of which both changed at rate {rate}")
        same = sum(child == arch for child in found)
        assert_share(same, 150, ((1 - rate * 2 / 3) * (1 - rate * 3 / 4)) ** 20, f"children that are the parent at rate {rate}")


DEEP = space(widths=(8,) * 4, strides=(1,) * 4, depths=(1, 3), kernels=(3, 5, 7), expansions=(1, 2, 3))


@pytest.mark.question("mutate")
@pytest.mark.timeout(60)
@pytest.mark.hint("A stage's depth is a choice like the others; the blocks that it gains are drawn uniformly, at any rate.")
@tosses
def test_a_stage_that_grows_gains_random_blocks(submission, rng):
    """From depth 1: how many stages grow to 3, what the two new blocks are, and that the old block mostly stays."""
    arch = extreme(DEEP, 0)
    children = assert_list(submission.probes.mutations(DEEP, arch, 0.4, seeds(rng, 150)), 150)
    stages = [stage for child in children for stage in assert_arch(child, DEEP)]
    grown = [stage for stage in stages if len(stage) == 3]
    assert_share(len(grown), len(stages), 0.4 / 2, "stages that grew")
    assert_share(sum(stage[0] == (3, 1) for stage in stages), len(stages), (1 - 0.4 * 2 / 3) ** 2, "old blocks unchanged")
    new = [block for stage in grown for block in stage[1:]]
    for kernel in DEEP.kernels:
        assert_share(sum(block[0] == kernel for block in new), len(new), 1 / 3, f"new kernels of {kernel}")
    for expansion in DEEP.expansions:
        assert_share(sum(block[1] == expansion for block in new), len(new), 1 / 3, f"new expansions of {expansion}")


@pytest.mark.question("mutate")
@pytest.mark.timeout(60)
@pytest.mark.hint("A stage that gets shorter keeps its first blocks.")
@tosses
def test_a_stage_that_shrinks_keeps_its_first_block(submission, rng):
    """From depth 3 with a first block of its own: how many stages shrink, and what is left of them."""
    arch = (((7, 3), (3, 1), (3, 1)),) * 4
    children = assert_list(submission.probes.mutations(DEEP, arch, 0.3, seeds(rng, 200)), 200)
    stages = [stage for child in children for stage in assert_arch(child, DEEP)]
    shrunk = [stage for stage in stages if len(stage) == 1]
    assert_share(len(shrunk), len(stages), 0.3 / 2, "stages that shrank")
    assert_share(sum(stage[0] == (7, 3) for stage in shrunk), len(shrunk), (1 - 0.3 * 2 / 3) ** 2, "first blocks that are left")


@pytest.mark.question("mutate")
@pytest.mark.timeout(60)
@pytest.mark.hint("A rate is a probability, and NaN is none; the architecture must be in the space.")
def test_a_rate_that_is_no_probability_is_refused(submission, rng):
    """After a right mutation: rates below 0, above 1 and NaN, and architectures of other spaces: ValueError."""
    for form in (GAP, OFA):
        arch, (seed,) = some_arch(form, rng), seeds(rng, 1)
        assert assert_arch(submission.search.mutate(form, arch, 0.0, seed), form) == arch
        for rate in (-0.1, 1.01, 20, NAN):
            with pytest.raises(ValueError):
                submission.search.mutate(form, arch, rate, seed)
        for wrong in outsiders(form, arch):
            with pytest.raises(ValueError):
                submission.search.mutate(form, wrong, 0.5, seed)


# ---- crossover ------------------------------------------------------------------------------------------------------

#: Parents that share no stage.
MOTHER, FATHER = extreme(OFA, 0), extreme(OFA, -1)


@pytest.mark.question("crossover")
@pytest.mark.timeout(60)
@pytest.mark.hint("A coin for each stage; the stage is taken whole.")
@tosses
def test_each_stage_comes_from_either_parent(submission, rng):
    """200 children of parents with no stage in common: half of each stage from each, and every mixture possible."""
    children = assert_list(submission.probes.crossings(OFA, MOTHER, FATHER, seeds(rng, 200)), 200)
    patterns = []
    for child in children:
        assert_arch(child, OFA)
        assert all(stage in (m, f) for stage, m, f in zip(child, MOTHER, FATHER)), "a stage is neither parent's"
        patterns.append(tuple(stage == m for stage, m in zip(child, MOTHER)))
    for stage in range(5):
        assert_share(sum(p[stage] for p in patterns), 200, 0.5, f"stage {stage} from the mother")
    for stage in range(4):
        assert_share(sum(p[stage] == p[stage + 1] for p in patterns), 200, 0.5, f"stages {stage} and {stage + 1} from one parent")
    assert_share(sum(len(set(p)) == 1 for p in patterns), 200, 2 / 32, "children that are a copy of one parent")


@pytest.mark.question("crossover")
@pytest.mark.timeout(60)
@pytest.mark.hint("The seed alone decides; parents that are equal have one possible child.")
def test_a_child_depends_on_its_seed_alone(submission, rng):
    """The same seed gives the same child, also after others; equal parents give themselves; the order of parents counts."""
    one, two = seeds(rng, 2)
    mother, father = some_arch(GAP, rng), some_arch(GAP, rng)
    assert assert_arch(submission.search.crossover(GAP, mother, mother, one), GAP) == mother
    child = assert_arch(submission.search.crossover(GAP, mother, father, one), GAP)
    assert all(stage in pair for stage, *pair in zip(child, mother, father))
    submission.search.crossover(OFA, MOTHER, FATHER, two)
    assert submission.search.crossover(GAP, mother, father, one) == child, "the same seed gave another child"
    both = submission.probes.crossings(OFA, MOTHER, FATHER, seeds(rng, 40))
    assert len(set(both)) >= 10, "different seeds gave the same children"  # of 32; expected 23


@pytest.mark.question("crossover")
@pytest.mark.timeout(60)
@pytest.mark.hint("Check both parents.")
def test_a_parent_from_another_space_is_refused(submission, rng):
    """After a right child: a mother or a father that is not in the space: ValueError."""
    for form in (PAIR, OFA):
        mother, father, (seed,) = some_arch(form, rng), some_arch(form, rng), seeds(rng, 1)
        child = assert_arch(submission.search.crossover(form, mother, father, seed), form)
        assert all(stage in pair for stage, *pair in zip(child, mother, father))
        for wrong in outsiders(form, mother):
            for parents in ((wrong, father), (father, wrong)):
                with pytest.raises(ValueError):
                    submission.search.crossover(form, *parents, seed)


# ---- evolve ---------------------------------------------------------------------------------------------------------


def searched(submission, form, gains, tables, limits, seed, budget):
    """Run a search and judge what every search must keep to; the best score, and what was scored."""
    got = submission.probes.evolution(form, gains, tables, limits, seed, budget)
    assert_dict(got, ["answer", "scored", "priced"])
    scored = assert_list(got["scored"], min(len(got["scored"]), budget))
    assert scored, "score was never called"
    for arch in scored:
        assert_arch(arch, form)
        for name, limit in limits.items():
            price = oracle.total(tables[name], form, arch)
            assert price <= limit * (1 + 1e-12), f"an architecture over the limit of {name!r} was scored"
    assert len(set(scored)) == len(scored), "an architecture was scored twice"
    best, score = assert_tuple(got["answer"], 2)
    values = [oracle.total(gains, form, arch) for arch in scored]
    assert assert_arch(best, form) in scored, "the answer was never scored"
    assert_float(score, max(values), rtol=1e-12, atol=1e-12)
    assert best == scored[values.index(max(values))], "the answer is not the (first) best of what was scored"
    return max(values), scored


@pytest.mark.question("evolve")
@pytest.mark.timeout(60)
@pytest.mark.weight(2)
@pytest.mark.fresh
@pytest.mark.hint("Keep the best, breed from them, and spend every score on a child that is new and within the limits.")
@pytest.mark.false_alarm(1e-5, "on 60 landscapes the weakest of three ways led by 3.0 standard deviations of its lead, so by 4.3 in a sum of two; ours by 5.4")
def test_evolution_beats_random_search(submission, rng, planted):
    """Two landscapes over 2e19 architectures, half of them too dear: better in sum than random search with ten times the budget."""
    found, at_random = 0.0, 0.0
    for seed in seeds(rng, 2):
        gains = planted.normal(size=oracle.shape_of(OFA))
        price = oracle.prices(OFA, rng)
        (costs,) = oracle.uniform_totals([price], OFA, rng, 1001)
        limits = {"macs": float(np.median(costs))}
        found += searched(submission, OFA, gains, {"macs": price, "params": 2 * price}, limits, seed, 700)[0]
        at_random += oracle.random_search(gains, price, limits["macs"], OFA, planted, 7000)
    assert found > at_random, f"sum of the best scores {found:.2f}; random search with 7,000 scores each finds {at_random:.2f}"


@pytest.mark.question("evolve")
@pytest.mark.timeout(60)
@pytest.mark.fresh
@pytest.mark.hint("Few architectures fit? Drawing at random until one does may never end: the smallest one always fits.")
@exact
def test_limits_that_hardly_anything_meets(submission, rng, planted):
    """Limits on two costs just above the smallest architecture's: the search starts, keeps to them, and ends."""
    gains = planted.normal(size=oracle.shape_of(OFA))
    tables = {"macs": oracle.prices(OFA, rng), "bytes": oracle.prices(OFA, rng)}
    least = {name: oracle.total(table, OFA, extreme(OFA, 0)) for name, table in tables.items()}
    for slack in (1.0, 1.1, 1.3):
        limits = {name: slack * value for name, value in least.items()}
        _, scored = searched(submission, OFA, gains, tables, limits, seeds(rng, 1)[0], 60)
        assert slack > 1 or scored == [extreme(OFA, 0)]  # prices rise strictly: nothing else costs as little
    searched(submission, OFA, gains, tables, {"bytes": 1.2 * least["bytes"]}, seeds(rng, 1)[0], 60)


@pytest.mark.question("evolve")
@pytest.mark.timeout(60)
@pytest.mark.fresh
@pytest.mark.hint("When children are all known already, stop; never score one twice to fill the budget.")
@exact
def test_a_space_smaller_than_the_budget(submission, rng, planted):
    """20 architectures and a budget of 200, without limits and with one: it ends. So does one with a budget of 1."""
    gains, price = planted.normal(size=oracle.shape_of(TINY)), oracle.prices(TINY, rng)
    searched(submission, TINY, gains, {"macs": price}, {}, seeds(rng, 1)[0], 200)
    costs = sorted(oracle.total(price, TINY, arch) for arch in archs_of(TINY))
    searched(submission, TINY, gains, {"macs": price}, {"macs": costs[9]}, seeds(rng, 1)[0], 200)
    for budget in (1, 2, 7):
        searched(submission, OFA, planted.normal(size=oracle.shape_of(OFA)), {}, {}, seeds(rng, 1)[0], budget)


@pytest.mark.question("evolve")
@pytest.mark.timeout(60)
@pytest.mark.fresh
@pytest.mark.hint("Everything random comes from one generator made from the seed.")
@exact
def test_the_same_seed_gives_the_same_search(submission, rng, planted):
    """The same seed asks the same scores in the same order; another seed asks others. Of equals the first scored is the best."""
    gains, price = planted.normal(size=oracle.shape_of(OFA)), oracle.prices(OFA, rng)
    limits = {"macs": 2 * oracle.total(price, OFA, extreme(OFA, 0))}
    one, two = seeds(rng, 2)
    first = searched(submission, OFA, gains, {"macs": price}, limits, one, 60)
    other = searched(submission, OFA, gains, {"macs": price}, limits, two, 60)
    assert searched(submission, OFA, gains, {"macs": price}, limits, one, 60) == first, "the same seed searched otherwise"
    assert other[1] != first[1], "another seed searched the same"
    searched(submission, OFA, 0 * gains, {"macs": price}, limits, two, 60)


@pytest.mark.question("evolve")
@pytest.mark.timeout(60)
@pytest.mark.hint("Look at the limits' names, the NaNs, the budget and the smallest architecture before the first score.")
@exact
def test_a_search_that_cannot_be_done_is_refused(submission, rng, planted):
    """After a right search: an unknown cost, a NaN, a limit below the smallest architecture, no budget. Nothing is scored."""
    gains, price = planted.normal(size=oracle.shape_of(PAIR)), oracle.prices(PAIR, rng)
    least = oracle.total(price, PAIR, extreme(PAIR, 0))
    tables, (seed,) = {"macs": price, "params": price}, seeds(rng, 1)
    searched(submission, PAIR, gains, tables, {"macs": 3 * least}, seed, 20)
    wrong = [({"mac": 3 * least}, 20), ({"macs": 3 * least, "latency": 1e9}, 20), ({"macs": NAN}, 20)]
    wrong += [({"macs": 0.999 * least}, 20), ({"macs": 3 * least, "params": -1.0}, 20), ({}, 0), ({"macs": 3 * least}, -5)]
    for limits, budget in wrong:
        assert_refused(submission.probes.evolution, (PAIR, gains, tables, limits, seed, budget))
        assert_list(assert_dict(submission.probes.left(), ["scored", "priced"])["scored"], 0)

# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

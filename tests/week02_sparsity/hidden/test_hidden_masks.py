"""Hidden tests of masks.py: ties, shapes, dtypes, the energy of theory, and training against written-out rules."""

import oracles_sparsity as oracle
import pytest
import torch
from oracles_sparsity import assert_drops_lowest, normal

from autograder.kit import assert_close, assert_dict, assert_float, assert_list, assert_refused

NAN = float("nan")
#: How often right work fails a test that has a tolerance.
rounding = pytest.mark.false_alarm(1e-9, "a few steps in double precision agree to 1e-13, where 1e-8 is allowed")

# ---- magnitude-mask -------------------------------------------------------------------------------------------------


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint("k is the whole number nearest to sparsity times the number of weights, of the whole tensor.")
def test_the_smallest_of_a_tensor_go(submission, rng):
    """Matrices, vectors and convolutions that are not square, at several sparsities, call after call."""
    for shape, sparsity, dropped in (((7, 5), 0.6, 21), ((40,), 0.29, 12), ((4, 3, 3, 2), 0.5, 36), ((9, 2), 0.07, 1)):
        w = normal(rng, *shape)
        assert_drops_lowest(submission.masks.magnitude_mask(w, sparsity), w.abs(), 1, dropped)


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint('With "row", each w[i] loses the same number of weights; a row of a convolution is all of w[i].')
def test_the_smallest_of_each_row_go(submission, rng):
    """Rows of very different size: per row each loses its share, per tensor the small rows lose all."""
    for shape, sparsity, dropped in (((6, 10), 0.3, 3), ((5, 2, 3, 3), 0.72, 13), ((3, 8, 2), 0.9, 14)):
        w = normal(rng, *shape) * torch.logspace(-3, 3, shape[0], dtype=torch.float64).reshape(
            -1, *[1] * (len(shape) - 1)
        )
        mask = submission.masks.magnitude_mask(w, sparsity, "row")
        assert_drops_lowest(mask, w.abs(), shape[0], dropped)
        mask = submission.masks.magnitude_mask(w, 1 / shape[0], granularity="tensor")
        assert_drops_lowest(mask, w.abs(), 1, w.numel() // shape[0])


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint("A threshold drops all equal values or none: sort, and drop by position.")
def test_on_ties_exactly_as_many_go(submission, rng):
    """Weights of few magnitudes and both signs, zeros among them: the count is exact, per tensor and per row."""
    w = torch.from_numpy(rng.integers(-2, 3, size=(8, 30))).float()
    for sparsity in (0.1, 0.3, 0.5, 0.8):
        assert_drops_lowest(submission.masks.magnitude_mask(w, sparsity), w.abs(), 1, round(240 * sparsity))
        assert_drops_lowest(submission.masks.magnitude_mask(w, sparsity, "row"), w.abs(), 8, round(30 * sparsity))
    same = torch.full((4, 10), float(rng.uniform(1, 2)))
    assert_drops_lowest(submission.masks.magnitude_mask(same, 0.7, "row"), same, 4, 7)


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint("Sparsity 0 keeps all, also zeros; sparsity 1 keeps none.")
def test_nothing_and_everything(submission, rng):
    """At 0 all are kept, zeros too; at 1 none."""
    w = normal(rng, 3, 4)
    w[1] = 0
    for granularity in ("tensor", "row"):
        for sparsity in (0, 0.0, 1, 1.0):
            mask = submission.masks.magnitude_mask(w, sparsity, granularity)
            assert_drops_lowest(mask, w.abs(), 1, round(12 * sparsity))


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint("Compare abs(w) itself: squares of small half-precision numbers are all 0.")
def test_every_floating_dtype(submission, rng):
    """float16, bfloat16, float32 and float64, with magnitudes from 1e-5 to 1e-3."""
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
        signs = torch.from_numpy(rng.choice([-1.0, 1.0], size=(6, 8)))
        w = (signs * torch.from_numpy(10 ** rng.uniform(-5, -3, size=(6, 8)))).to(dtype)
        assert_drops_lowest(submission.masks.magnitude_mask(w, 0.5), w.double().abs(), 1, 24)
        assert_drops_lowest(submission.masks.magnitude_mask(w, 0.25, "row"), w.double().abs(), 6, 2)


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint(".view needs contiguous memory and .reshape does not; a Parameter needs .detach().")
def test_views_with_gradients_and_unchanged_inputs(submission, rng):
    """A transposed tensor that wants gradients; and the weights are not changed."""
    stored, order = normal(rng, 3, 4, 5), (2, 0, 1)
    w = stored.permute(order)
    for granularity, groups, dropped in (("tensor", 1, 24), ("row", 5, 5)):
        mask = submission.probes.call_strided(
            "masks", "magnitude_mask", stored, order, [0.4], {"granularity": granularity}
        )
        assert_drops_lowest(mask, w.abs().contiguous(), groups, dropped)
    seen = submission.probes.call_and_look("masks", "magnitude_mask", [stored, 0.5, "row"], {})
    assert_drops_lowest(seen["result"], stored.abs(), 3, 10)
    assert torch.equal(seen["arguments"][0], stored), "the weights have changed"


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint("The kept share of the sum of squares of N(0, 1) weights depends on the sparsity only.")
@pytest.mark.false_alarm(1e-9, "the share deviates by some 0.002, a tenth of what is allowed or less")
def test_normal_weights_keep_the_energy_that_theory_says(submission, rng):
    """0.92867, 0.72361 and 0.43929 of the energy at 50, 75 and 90 percent.

    The share R of n weights has variance at most E[w^4] / n = 3 / n: 0.0087 is one standard deviation at n = 40,000,
    and the bound is four of them.
    """
    w = normal(rng, 200, 200, dtype=torch.float32)
    for sparsity, kept in ((0.5, 0.92867), (0.75, 0.72361), (0.9, 0.43929)):
        mask = submission.masks.magnitude_mask(w, sparsity)
        assert_drops_lowest(mask, w.abs(), 1, round(40_000 * sparsity))
        assert abs(oracle.energy(mask, w) - kept) <= 0.035


@pytest.mark.question("magnitude-mask")
@pytest.mark.hint(
    "Check the sparsity with `not 0 <= sparsity <= 1`, which NaN fails too; look for NaN among the weights."
)
def test_bad_sparsities_granularities_and_nan_are_refused(submission, rng):
    """ValueError, after a valid call."""
    w = normal(rng, 4, 5)
    assert_drops_lowest(submission.masks.magnitude_mask(w, 0.4), w.abs(), 1, 8)
    broken = w.clone()
    broken[2, 3] = NAN
    for arguments in (
        (w, -0.1),
        (w, 1.1),
        (w, NAN),
        (w, 0.5, "column"),
        (w, 0.5, ""),
        (broken, 0.5),
        (broken, 0.2, "row"),
    ):
        with pytest.raises(ValueError):
            submission.masks.magnitude_mask(*arguments)


# ---- global-masks ---------------------------------------------------------------------------------------------------


def layers(rng):
    """Weights of three layers whose magnitudes differ by tens."""
    return {"first": normal(rng, 3, 1, 3, 3) * 10, "middle": normal(rng, 8, 6), "last": normal(rng, 5, 9) / 10}


def assert_global(masks, weights, dropped):
    """Masks under the same names that together drop the smallest of all."""
    masks = assert_dict(masks, weights)
    for name, w in weights.items():
        oracle.assert_bools(masks[name], w.shape)
    together = torch.cat([masks[name].flatten() for name in weights])
    assert_drops_lowest(together, torch.cat([w.abs().flatten() for w in weights.values()]), 1, dropped)


@pytest.mark.question("global-masks")
@pytest.mark.hint("One ranking for all weights: layers lose different shares.")
def test_all_layers_are_ranked_together(submission, rng):
    """Layers of different scales, and of the same scale, at three sparsities."""
    for sparsity in (0.25, 0.6, 0.9):
        weights = layers(rng)
        assert_global(submission.masks.global_masks(weights, sparsity), weights, round(120 * sparsity))
    weights = {name: normal(rng, *w.shape) for name, w in weights.items()}
    assert_global(submission.masks.global_masks(weights, 0.5), weights, 60)


@pytest.mark.question("global-masks")
@pytest.mark.hint("Exactly round(sparsity * total) go, however many magnitudes are equal.")
def test_ties_across_layers_and_the_ends(submission, rng):
    """Small whole numbers in all layers; sparsity 0 and 1; one layer alone."""
    weights = {str(i): torch.from_numpy(rng.integers(-1, 2, size=(4, 5 + i))).float() for i in range(3)}
    for sparsity in (0, 0.375, 0.75, 1):
        assert_global(submission.masks.global_masks(weights, sparsity), weights, round(72 * sparsity))
    alone = {"0": weights["0"]}
    assert_global(submission.masks.global_masks(alone, 0.35), alone, 7)


@pytest.mark.question("global-masks")
@pytest.mark.hint("Refuse what magnitude_mask refuses, and change no weight.")
def test_bad_global_sparsities_are_refused_and_weights_stay(submission, rng):
    """ValueError after a valid call; the weights and the dict are as they were."""
    weights = layers(rng)
    seen = submission.probes.call_and_look("masks", "global_masks", [weights, 0.5], {})
    assert_global(seen["result"], weights, 60)
    assert list(seen["arguments"][0]) == list(weights)
    assert all(torch.equal(seen["arguments"][0][name], w) for name, w in weights.items()), "the weights have changed"
    for sparsity in (-0.5, 1.5, NAN):
        with pytest.raises(ValueError):
            submission.masks.global_masks(weights, sparsity)
    weights["last"][1, 1] = NAN
    with pytest.raises(ValueError):
        submission.masks.global_masks(weights, 0.5)


# ---- masked-training ------------------------------------------------------------------------------------------------

SHAPE = (5, 7, 3)


def data(rng, count, rows=4):
    """That many batches for the perceptron."""
    return [(normal(rng, rows, SHAPE[0]), normal(rng, rows, SHAPE[2])) for _ in range(count)]


def random_masks(rng, state, *names):
    """Masks that keep about half, unlike a mask by magnitude."""
    return {name: torch.from_numpy(rng.random(tuple(state[name].shape)) < 0.5) for name in names}


def assert_trains(submission, rng, masked, optimizer, options, warm=0, stale=False, batches=5):
    """Train and compare losses, weights and what each forward pass saw with the rules.

    In double precision a few steps agree to about 1e-13; Adam divides by small roots, so 1e-8 is asked.
    """
    state, warmth, seen_batches = oracle.perceptron_state(rng, *SHAPE), data(rng, warm), data(rng, batches)
    masks = random_masks(rng, state, *masked)
    left = {name: normal(rng, *w.shape) for name, w in state.items()} if stale else {}
    seen = submission.probes.train(state, masks, seen_batches, optimizer, options, warmth, left)
    losses, after = oracle.masked_training(state, masks, seen_batches, oracle.Rule(optimizer, **options), warmth)
    got = assert_list(seen["losses"], batches)
    for value, expected in zip(got, losses, strict=True):
        assert_float(value, expected, rtol=1e-8)
    for name, w in after.items():
        assert_close(seen["after"][name], w, rtol=1e-8, atol=1e-10)
    assert len(seen["seen"]) == batches, f"the model was called {len(seen['seen'])} times for {batches} batches"
    for parameters in (*seen["seen"], seen["after"]):
        assert all((parameters[name][~mask] == 0).all() for name, mask in masks.items()), "a pruned weight is not 0"
    assert all(torch.equal(seen["masks"][name], mask) for name, mask in masks.items()), "a mask has changed"


@pytest.mark.fresh
@pytest.mark.question("masked-training")
@pytest.mark.hint("Zero before the first forward pass, and again after each optimizer step.")
@rounding
def test_plain_sgd_from_dense_weights(submission, rng):
    """One layer masked, both masked, biases too: losses and weights are those of the written-out rule."""
    for masked in (["0.weight"], ["0.weight", "2.weight"], ["2.weight", "2.bias", "0.bias"], []):
        assert_trains(submission, rng, masked, "sgd", {"lr": 0.1})


@pytest.mark.fresh
@pytest.mark.question("masked-training")
@pytest.mark.hint("An optimizer that was used before moves weights without gradient: mask the weights, after the step.")
@rounding
def test_momentum_and_decay_bring_nothing_back(submission, rng):
    """SGD with momentum and weight decay, its momentum left over from dense training."""
    options = {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.1}
    for warm in (0, 3):
        assert_trains(submission, rng, ["0.weight", "2.weight"], "sgd", options, warm=warm)


@pytest.mark.fresh
@pytest.mark.question("masked-training")
@pytest.mark.hint("Adam moves a weight as long as its running averages are not 0.")
@rounding
def test_adam_brings_nothing_back(submission, rng):
    """Adam, new and with averages left over from dense training."""
    for warm in (0, 3):
        assert_trains(submission, rng, ["0.weight", "2.weight"], "adam", {"lr": 0.02}, warm=warm)


@pytest.mark.fresh
@pytest.mark.question("masked-training")
@pytest.mark.hint("Clear the gradients before every backward pass, the first one too.")
@rounding
def test_old_gradients_do_not_count(submission, rng):
    """Gradients that were left on the parameters, and a single batch."""
    assert_trains(submission, rng, ["0.weight"], "sgd", {"lr": 0.1}, stale=True)
    assert_trains(submission, rng, ["2.weight"], "sgd", {"lr": 0.1, "momentum": 0.5}, stale=True, batches=1)


@pytest.mark.fresh
@pytest.mark.question("masked-training")
@pytest.mark.hint("No batches: nothing to train, but the pruned weights are 0 all the same.")
@rounding
def test_without_batches_the_weights_are_pruned(submission, rng):
    """An empty list of losses; the masked weights are 0 and the others as they were."""
    assert_trains(submission, rng, ["0.weight", "2.weight"], "sgd", {"lr": 0.1}, batches=0)


@pytest.mark.fresh
@pytest.mark.question("masked-training")
@pytest.mark.hint("Look at all masks before you touch a weight: names, then shapes, with nothing broadcast.")
@rounding
def test_masks_that_do_not_fit_are_refused_before_anything_happens(submission, rng):
    """ValueError for an unknown name and for other shapes; the weights are untouched and the model uncalled."""
    assert_trains(submission, rng, ["0.weight"], "sgd", {"lr": 0.1}, batches=2)
    state = oracle.perceptron_state(rng, *SHAPE)
    good = random_masks(rng, state, "0.weight")
    for name, shape in (
        ("1.weight", (7, 5)),
        ("weight", (7, 5)),
        ("2.weight", (7, 3)),
        ("2.weight", (1, 7)),
        ("2.bias", ()),
    ):
        bad = {**good, name: torch.zeros(shape, dtype=torch.bool)}
        assert_refused(submission.probes.train, (state, bad, data(rng, 2), "sgd", {"lr": 0.1}, [], {}))
        left = assert_dict(submission.probes.left(), ["after", "seen", "masks"])
        assert left["seen"] == [], "the model was called before the masks were refused"
        assert all(torch.equal(left["after"][n], w) for n, w in state.items()), "weights changed before the refusal"


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

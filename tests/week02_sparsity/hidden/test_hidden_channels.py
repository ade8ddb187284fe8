"""Hidden tests of channels.py: a second network made of functions, and the rows and columns of every tensor."""

import oracles_sparsity as oracle
import pytest
import torch
from oracles_sparsity import cnn_state, normal

from autograder.kit import assert_close, assert_dict, assert_list, assert_refused

#: How often right work fails a test that has a tolerance.
rounding = pytest.mark.false_alarm(
    1e-9, "doubles leave 1e-14 and single precision 1e-6 of the largest output, where 1e-9 and 1e-4 are allowed"
)

SIZES = (6, [5, 8], 2, 3)
BLOCKS = len(SIZES[1])

# ---- live-channels --------------------------------------------------------------------------------------------------


def kill(state, name, channels, shift):
    """Set the scale of a batch norm to 0 and its shift to `shift` on these channels."""
    state[f"{name}.weight"][channels] = 0
    state[f"{name}.bias"][channels] = shift


def assert_live(submission, sizes, state, expected, training=False):
    """The channels are these, and the model is as it was."""
    seen = submission.probes.live(sizes, state, training)
    channels = assert_dict(seen["channels"], expected)
    for name, indices in expected.items():
        assert assert_list(channels[name], len(indices)) == indices, f"the live channels of {name!r} are others"
        assert all(type(index) is int for index in channels[name]), "channels are ints"
    oracle.assert_states(seen["state"], state)
    assert seen["training"] is training, "the train/eval mode has changed"


def some(rng, size, count):
    """That many of `size` channels, ascending."""
    return sorted(int(i) for i in rng.permutation(size)[:count])


def without(size, dead):
    """The others."""
    return [i for i in range(size) if i not in dead]


@pytest.mark.question("live-channels")
@pytest.mark.hint("Scale 0 leaves the shift, and the ReLU makes a shift of 0 or below 0.")
@rounding
def test_dead_inner_channels(submission, rng):
    """Channels with scale 0 and shifts below 0 or at 0, in each block; nothing dead at first."""
    state = cnn_state(rng, *SIZES)
    everything = {"stream": list(range(6)), "blocks.0": list(range(5)), "blocks.1": list(range(8))}
    assert_live(submission, SIZES, state, everything)
    first, second = some(rng, 5, 2), some(rng, 8, 3)
    kill(state, "blocks.0.bn1", first, -float(rng.uniform(0.1, 1)))
    kill(state, "blocks.1.bn1", second, 0.0)
    expected = {**everything, "blocks.0": without(5, first), "blocks.1": without(8, second)}
    assert_live(submission, SIZES, state, expected, training=True)


@pytest.mark.question("live-channels")
@pytest.mark.hint("A channel with scale 0 and a positive shift is constant, not 0.")
@rounding
def test_constant_channels_are_alive(submission, rng):
    """Scale 0 with a positive shift, however small; and a tiny scale with a very negative shift."""
    state = cnn_state(rng, *SIZES)
    kill(state, "blocks.0.bn1", [1], 1e-9)
    kill(state, "blocks.0.bn1", [3], -1.0)
    state["blocks.1.bn1.weight"][2], state["blocks.1.bn1.bias"][2] = 1e-9, -5.0
    for name in ("stem_bn", "blocks.0.bn2", "blocks.1.bn2"):
        kill(state, name, [0, 4], 0.0)
    kill(state, "blocks.1.bn2", [4], 0.5)
    assert_live(
        submission, SIZES, state, {"stream": [1, 2, 3, 4, 5], "blocks.0": [0, 1, 2, 4], "blocks.1": list(range(8))}
    )


@pytest.mark.question("live-channels")
@pytest.mark.hint(
    "Everything adds to the stream: a stream channel is dead only if the stem and every block leave it at 0."
)
@rounding
def test_the_stream_needs_all_to_be_silent(submission, rng):
    """Channels silenced in some places only are alive; silenced everywhere they are dead."""
    state = cnn_state(rng, *SIZES)
    places = ["stem_bn", "blocks.0.bn2", "blocks.1.bn2"]
    for name in places:
        kill(state, name, [5], -0.5)
    for channel, left_out in enumerate(places):
        for name in places:
            if name != left_out:
                kill(state, name, [channel], 0.0)
    expected = {"stream": [0, 1, 2, 3, 4], "blocks.0": list(range(5)), "blocks.1": list(range(8))}
    assert_live(submission, SIZES, state, expected)
    kill(state, "blocks.0.bn2", [1], -1.0)
    assert_live(submission, SIZES, state, {**expected, "stream": [0, 2, 3, 4]})


@pytest.mark.question("live-channels")
@pytest.mark.hint("One key for each block that the model has.")
@rounding
def test_other_depths(submission, rng):
    """A network without blocks and one with three."""
    state = cnn_state(rng, 4, [], 1, 2)
    kill(state, "stem_bn", [2], -1.0)
    assert_live(submission, (4, [], 1, 2), state, {"stream": [0, 1, 3]})
    sizes = (3, [2, 4, 3], 1, 2)
    state = cnn_state(rng, *sizes)
    kill(state, "blocks.2.bn1", [1], 0.0)
    assert_live(
        submission,
        sizes,
        state,
        {"stream": [0, 1, 2], "blocks.0": [0, 1], "blocks.1": [0, 1, 2, 3], "blocks.2": [0, 2]},
    )


# ---- prune-channels -------------------------------------------------------------------------------------------------


def assert_pruned(submission, rng, sizes, keep, dtype=torch.float64, training=False, state=None):
    """Every tensor holds the rows that stay; the output is that of the full network with the others silenced."""
    blocks = len(sizes[1])
    state = cnn_state(rng, *sizes, dtype=dtype) if state is None else state
    images = normal(rng, 3, sizes[2], 5, 4, dtype=dtype)
    seen = submission.probes.prune(sizes, state, training, keep, images)
    assert seen["type"], "the result is no SmallCNN"
    expected = oracle.pruned_state(state, blocks, keep)
    oracle.assert_states(seen["state"], expected)
    shapes = {
        name.removesuffix(".weight"): list(w.shape)[:2] for name, w in expected.items() if name.endswith(".weight")
    }
    assert seen["sizes"] == shapes, "a layer states other sizes than its weight has"
    silenced = oracle.cnn_output(oracle.silenced(state, blocks, keep), blocks, images)
    tolerance = 1e-9 if dtype == torch.float64 else 1e-4  # of the largest output: sums of some hundred products
    assert_close(seen["output"], silenced, rtol=0.0, atol=tolerance * float(silenced.abs().max()))
    assert seen["modes"] == [training], "train/eval mode is not that of the old model"
    assert seen["frozen"] == [], "parameters that cannot be trained"
    assert seen["keep"] == keep, "`keep` has changed"
    oracle.assert_states(seen["old state"], state)
    assert seen["old training"] is training and len(seen["old sizes"]["stem"]) == 2
    assert seen["old sizes"]["stem"][0] == sizes[0] and seen["old sizes"]["head"][1] == sizes[0], (
        "the old model has changed"
    )
    return seen["sizes"], state


@pytest.mark.question("prune-channels")
@pytest.mark.hint("Inner channels: rows of conv1, all of bn1 with its statistics, and columns of conv2.")
@rounding
def test_inner_channels_of_each_block(submission, rng):
    """One block at a time, then both; the other keys are left out."""
    for keep in (
        {"blocks.0": some(rng, 5, 3)},
        {"blocks.1": some(rng, 8, 2)},
        {"blocks.0": some(rng, 5, 1), "blocks.1": some(rng, 8, 7)},
    ):
        assert_pruned(submission, rng, SIZES, keep)


@pytest.mark.question("prune-channels")
@pytest.mark.hint("The stream runs through the stem, bn2, both convolutions of every block, and the head's columns.")
@rounding
def test_channels_of_the_stream(submission, rng):
    """Stream channels alone, and a keep that names every channel or none of the groups."""
    assert_pruned(submission, rng, SIZES, {"stream": some(rng, 6, 4)})
    assert_pruned(submission, rng, SIZES, {"stream": some(rng, 6, 1)})
    assert_pruned(submission, rng, SIZES, {"stream": list(range(6))})
    assert_pruned(submission, rng, SIZES, {})


@pytest.mark.question("prune-channels")
@pytest.mark.hint("With stream and inner channels pruned at once, a convolution loses rows and columns.")
@rounding
def test_everything_at_once(submission, rng):
    """All groups, in networks of other depths and widths, with equal sizes among them."""
    assert_pruned(
        submission, rng, SIZES, {"stream": some(rng, 6, 3), "blocks.0": some(rng, 5, 4), "blocks.1": some(rng, 8, 5)}
    )
    assert_pruned(
        submission,
        rng,
        (4, [4, 4, 4], 1, 4),
        {"stream": some(rng, 4, 2), "blocks.0": some(rng, 4, 3), "blocks.2": some(rng, 4, 1)},
    )
    assert_pruned(submission, rng, (5, [], 3, 2), {"stream": some(rng, 5, 2)})


@pytest.mark.question("prune-channels")
@pytest.mark.hint("Keep dtype and mode, copy (do not share) the tensors, and leave the parameters trainable.")
@rounding
def test_dtype_mode_and_nothing_shared(submission, rng):
    """Single precision and train mode; the old model is as it was, also after the new one has changed."""
    keep = {"stream": some(rng, 6, 6), "blocks.1": some(rng, 8, 8)}
    assert_pruned(submission, rng, SIZES, keep, dtype=torch.float32, training=True)
    assert_pruned(submission, rng, SIZES, {"blocks.0": some(rng, 5, 2)}, dtype=torch.float32)
    assert_pruned(submission, rng, SIZES, {"stream": some(rng, 6, 2)}, training=True)


@pytest.mark.question("prune-channels")
@pytest.mark.hint("Dead channels add 0: without them the output is the same.")
@rounding
def test_dead_channels_change_nothing(submission, rng):
    """Where the batch norms silence channels, the pruned network gives what the full one gives."""
    state = cnn_state(rng, *SIZES)
    dead = some(rng, 6, 2)
    for name in ("stem_bn", "blocks.0.bn2", "blocks.1.bn2"):
        kill(state, name, dead, -float(rng.uniform(0, 1)))
    gone = some(rng, 8, 4)
    kill(state, "blocks.1.bn1", gone, -float(rng.uniform(0, 1)))
    keep, images = {"stream": without(6, dead), "blocks.1": without(8, gone)}, normal(rng, 2, 2, 5, 4)
    seen = submission.probes.prune(SIZES, state, False, keep, images)
    assert_close(seen["output"], oracle.cnn_output(state, BLOCKS, images), rtol=1e-9, atol=1e-9)


@pytest.mark.question("prune-channels")
@pytest.mark.hint("Half of a block's inner channels halve both of its convolutions; half of all quarters them.")
@rounding
def test_costs_fall_as_week_one_predicts(submission, rng):
    """MACs on 8 x 8 images and parameters, from the sizes of the pruned network."""
    sizes = (8, [12, 4], 1, 10)
    keep = {"blocks.0": some(rng, 12, 6)}
    stated, state = assert_pruned(submission, rng, sizes, keep)
    whole = 64 * 9 * 8 + 16 * 9 * (2 * 8 * 12 + 2 * 8 * 4) + 8 * 10
    assert oracle.cnn_macs(stated, 2, 64) == whole - 16 * 9 * 2 * 8 * 6
    everything = {"stream": some(rng, 8, 4), "blocks.0": some(rng, 12, 6), "blocks.1": some(rng, 4, 2)}
    stated, _ = assert_pruned(submission, rng, sizes, everything)
    assert oracle.cnn_macs(stated, 2, 64) == 64 * 9 * 4 + 16 * 9 * (2 * 4 * 6 + 2 * 4 * 2) + 4 * 10


@pytest.mark.question("prune-channels")
@pytest.mark.hint("Check every key and every list before you build: in range, ascending, no repeats, not empty.")
@rounding
def test_channels_that_are_not_there_are_refused(submission, rng):
    """ValueError for unknown keys, empty, negative, repeated and unordered channels; the model is as it was."""
    _, state = assert_pruned(submission, rng, SIZES, {"blocks.0": some(rng, 5, 3)})
    bad = [{"blocks.2": [0]}, {"stem": [0]}, {"": [0]}, {"stream": []}, {"blocks.1": [8]}, {"stream": [0, 6]}]
    bad += [
        {"stream": [-1]},
        {"stream": [-1, 2]},
        {"stream": [0, 9]},
        {"blocks.0": [1, 1]},
        {"blocks.0": [0, 0, 1]},
        {"blocks.0": [3, 2]},
        {"stream": [0], "blocks.1": []},
    ]
    images = normal(rng, 3, SIZES[2], 5, 4)
    for keep in bad:
        assert_refused(submission.probes.prune, (SIZES, state, False, keep, images))
        left = assert_dict(submission.probes.left(), ["state"])  # no type: nothing came back
        now = assert_dict(left["state"], state)
        assert all(torch.equal(now[name], tensor) for name, tensor in state.items()), "the old model has changed"


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

"""Public tests of channels.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest

from autograder.kit import assert_close, assert_dict, assert_int


@pytest.mark.question("live-channels")
@pytest.mark.hint("Scale 0 leaves the shift. Below 0 the ReLU makes it 0; above 0 the channel is constant, and alive.")
def test_scale_zero_is_dead_unless_the_shift_is_positive(submission):
    """Inner channel 1 has shift -0.5, inner channel 4 has 0.5."""
    channels = submission.probes.live({"blocks.0.bn1": ([1], -0.5)})
    assert assert_dict(channels, ["stream", "blocks.0"]) == {"stream": [0, 1, 2, 3], "blocks.0": [0, 2, 3, 4, 5]}
    channels = submission.probes.live({"blocks.0.bn1": ([4], 0.5)})
    assert channels["blocks.0"] == [0, 1, 2, 3, 4, 5]


@pytest.mark.question("live-channels")
@pytest.mark.hint("The stream is a sum: of the stem, and of what each block adds.")
def test_a_stream_channel_dies_only_everywhere(submission):
    """Silenced by the stem alone it is alive; by the stem and the block it is dead."""
    assert submission.probes.live({"stem_bn": ([2], 0.0)})["stream"] == [0, 1, 2, 3]
    assert submission.probes.live({"stem_bn": ([2], 0.0), "blocks.0.bn2": ([2], 0.0)})["stream"] == [0, 1, 3]


@pytest.mark.question("prune-channels")
@pytest.mark.hint("An inner channel is a row of conv1, an entry of bn1 (statistics too), and a column of conv2.")
def test_without_dead_inner_channels_the_output_is_the_same(submission):
    """Two dead inner channels go."""
    seen = submission.probes.outputs({"blocks.0.bn1": ([1, 4], -0.5)}, {"blocks.0": [0, 2, 3, 5]})
    shapes = seen["shapes"]
    assert shapes["blocks.0.conv1.weight"] == [4, 4, 3, 3] and shapes["blocks.0.conv2.weight"] == [4, 4, 3, 3]
    assert shapes["blocks.0.bn1.running_var"] == [4] and shapes["stem.weight"] == [4, 1, 3, 3]
    assert_close(seen["after"], seen["before"], rtol=1e-9, atol=1e-9)


@pytest.mark.question("prune-channels")
@pytest.mark.hint(
    "The stream runs through everything: stem, both convolutions of each block, bn2, and the head's columns."
)
def test_without_dead_stream_channels_the_output_is_the_same(submission):
    """One dead channel of the stream goes."""
    seen = submission.probes.outputs({"stem_bn": ([2], 0.0), "blocks.0.bn2": ([2], -1.0)}, {"stream": [0, 1, 3]})
    shapes = seen["shapes"]
    assert shapes["stem.weight"] == [3, 1, 3, 3] and shapes["head.weight"] == [10, 3]
    assert shapes["blocks.0.conv1.weight"] == [6, 3, 3, 3] and shapes["blocks.0.conv2.weight"] == [3, 6, 3, 3]
    assert_close(seen["after"], seen["before"], rtol=1e-9, atol=1e-9)


@pytest.mark.question("prune-channels")
@pytest.mark.hint("Refuse what the model does not have, before you build anything.")
def test_unknown_channels_are_refused(submission):
    """After a valid call: a block that is not there, a channel out of range, and no channels at all."""
    assert_int(submission.probes.prune({"blocks.0": [0, 1, 2]}), 4 * 9 + 8 + 2 * 12 * 9 + 6 + 8 + 50)
    for keep in ({"blocks.1": [0]}, {"stream": [4]}, {"stream": []}):
        with pytest.raises(ValueError):
            submission.probes.prune(keep)

"""Public tests of supernet.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other spaces and numbers, so code that fits only these earns nothing there.
"""

import pytest
import torch

from autograder.kit import Record, assert_close, assert_dict

SPACE = Record(
    "nets", "Space", image=(1, 8, 8), stem=4, widths=(6, 8), strides=(1, 2), classes=10,
    depths=(1, 2), kernels=(3, 5), expansions=(1, 2),
)  # fmt: skip


@pytest.mark.question("slice-kernel")
@pytest.mark.hint("weight[..., border : K - border, border : K - border]")
def test_the_centre_of_five_by_five(submission):
    """Rows and columns 1 to 3 of 0 to 4; a kernel of 4 has no centre there."""
    weight = torch.arange(25.0).reshape(1, 1, 5, 5)
    centre = torch.tensor([[[[6.0, 7.0, 8.0], [11.0, 12.0, 13.0], [16.0, 17.0, 18.0]]]])
    assert_close(submission.supernet.slice_kernel(weight, 3), centre)
    with pytest.raises(ValueError):
        submission.supernet.slice_kernel(weight, 4)


@pytest.mark.question("slice-kernel")
@pytest.mark.hint("A slice with colons is a view; .clone() is not.")
def test_the_slice_shares_memory(submission):
    """Ones written into the centre of a kernel of zeros stand in the kernel."""
    expected = torch.zeros(1, 1, 5, 5)
    expected[:, :, 1:4, 1:4] = 1.0
    assert_close(submission.probes.write_into_kernel(5, 3), expected)


@pytest.mark.question("supernet-slice")
@pytest.mark.hint("Print name and shape of both state dicts side by side: what is cut, and to which size?")
def test_the_slice_fits_the_small_net(submission):
    """Stage 1: one block (3, 2); stage 2: blocks (5, 1) and (3, 2). Names and shapes are those of the small net."""
    arch = (((3, 2),), ((5, 1), (3, 2)))
    got = assert_dict(submission.probes.slice_of_largest(SPACE, arch), ["shapes", "small", "sevens"])
    assert sorted(got["shapes"]) == sorted(got["small"]), f"names: {sorted(set(got['shapes']) ^ set(got['small']))}"
    wrong = {name: shape for name, shape in got["shapes"].items() if shape != got["small"][name]}
    assert not wrong, f"shapes that do not fit: {wrong}"


@pytest.mark.question("supernet-slice")
@pytest.mark.hint("Nothing may be copied: the largest net must feel what is written into the slice.")
def test_the_slice_is_the_largest_nets_own_memory(submission):
    """Sevens written into the slice stand in the largest net: in part of a tensor that was cut, in none that was left out."""
    sevens = submission.probes.slice_of_largest(SPACE, (((3, 2),), ((5, 1), (3, 2))))["sevens"]
    expected = {
        "stem.weight": 4 * 9, "stages.0.0.depthwise.weight": 8 * 9, "stages.0.1.expand.weight": 0,
        "stages.1.0.expand.weight": 6 * 6, "stages.1.0.norm1.weight": 6, "stages.1.0.depthwise.weight": 6 * 25,
        "stages.1.0.project.weight": 8 * 6, "stages.1.0.norm3.bias": 8, "head.weight": 80,
    }  # fmt: skip
    found = {name: sevens[name] for name in expected}
    assert found == expected, f"sevens by tensor: {found}, expected {expected}"


@pytest.mark.question("supernet-slice")
@pytest.mark.hint("check_arch of nets.py does it.")
def test_an_architecture_of_another_space_is_refused(submission):
    """After a right slice: a kernel of 7 is not in the space."""
    got = submission.probes.slice_of_largest(SPACE, (((3, 1),), ((3, 1),)))
    assert got["shapes"] == got["small"]
    with pytest.raises(ValueError):
        submission.probes.slice_of_largest(SPACE, (((7, 1),), ((3, 1),)))

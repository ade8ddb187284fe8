"""Public tests of nm.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest
import torch

from autograder.kit import assert_close, assert_tuple


@pytest.mark.question("nm-mask")
@pytest.mark.hint("Every group of four keeps its own two largest magnitudes.")
def test_two_of_every_four(submission):
    """Two groups; the second keeps weights that the first would not."""
    w = torch.tensor([[1.0, -4.0, 3.0, 2.0, 0.1, 0.2, -0.4, 0.3]])
    assert_close(submission.nm.nm_mask(w), torch.tensor([[False, True, True, False, False, False, True, True]]))


@pytest.mark.question("nm-mask")
@pytest.mark.hint("movedim(dim, -1) before you cut into groups, and back afterwards.")
def test_groups_run_along_the_dimension(submission):
    """1:2 down the columns; groups of 4 do not fit into 6, and that is refused."""
    w = torch.tensor([[1.0, 4.0, 5.0], [2.0, 3.0, 6.0]])
    expected = torch.tensor([[False, True, False], [True, False, True]])
    assert_close(submission.nm.nm_mask(w, 1, 2, dim=0), expected)
    with pytest.raises(ValueError):
        submission.nm.nm_mask(torch.ones(2, 6))


@pytest.mark.question("nm-packing")
@pytest.mark.hint("Places 0, 3 and 1, 2 make the byte 0b10_01_11_00: the first place is in the lowest two bits.")
def test_a_byte_holds_four_places(submission):
    """Four kept values and one byte, and back again."""
    w = torch.tensor([[5.0, 0.0, 0.0, 6.0, 0.0, 7.0, 8.0, 0.0]])
    values, indices = assert_tuple(submission.nm.pack_24(w, w != 0), 2)
    assert_close(values, torch.tensor([[5.0, 6.0, 7.0, 8.0]]))
    assert_close(indices, torch.tensor([0b10_01_11_00], dtype=torch.uint8))
    assert_close(submission.nm.unpack_24(values, indices), w)


@pytest.mark.question("nm-packing")
@pytest.mark.hint("Six places take twelve bits, so two bytes; the bits left over are 0.")
def test_the_last_byte_is_filled_with_zeros(submission):
    """Three groups: two bytes. A mask that keeps three of four is refused."""
    w = torch.tensor([[1.0, 2.0, 0.0, 0.0], [0.0, 0.0, 3.0, 4.0], [5.0, 0.0, 6.0, 0.0]])
    values, indices = assert_tuple(submission.nm.pack_24(w, w != 0), 2)
    assert_close(values, torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    assert_close(indices, torch.tensor([0b11_10_01_00, 0b00_00_10_00], dtype=torch.uint8))
    assert_close(submission.nm.unpack_24(values, indices), w)
    with pytest.raises(ValueError):
        submission.nm.pack_24(w, torch.tensor([[True, True, True, False]] * 3))

"""Public tests of mixed.py: worked examples, one idea each."""

import pytest

from autograder.kit import assert_int, assert_list


@pytest.mark.question("storage")
@pytest.mark.hint("The codes' bits are packed and rounded up to whole bytes once, for the tensor as a whole.")
def test_codes_scales_and_codebooks_take_bytes(submission):
    """1000 codes of 4 bits are 500 bytes; a scale and a zero point 8 more, a codebook of 16 centroids 64 more."""
    assert_int(submission.mixed.affine_bytes(1000, 4), 508)
    assert_int(submission.mixed.affine_bytes(1001, 3, 10, zero_points=False), 416)
    assert_int(submission.mixed.codebook_bytes(1000, 4), 564)


@pytest.mark.question("allocate-bits")
@pytest.mark.hint("The layer with the most to gain is not always the first; try all combinations on paper.")
def test_the_bytes_go_where_they_help_most(submission):
    """Two layers and three budgets; 449 bytes are not enough for anything."""
    costs = [{8: (800, 0.1), 4: (400, 0.9)}, {8: (100, 0.2), 4: (50, 3.0)}]
    for budget, bits in ((500, [4, 8]), (850, [4, 8]), (900, [8, 8])):
        got = assert_list(submission.mixed.allocate_bits(costs, budget), 2)
        for value, expected in zip(got, bits):
            assert_int(value, expected)
    with pytest.raises(ValueError):
        submission.mixed.allocate_bits(costs, 449)

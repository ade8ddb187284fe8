"""Public tests of storage.py: worked examples, one idea each. Run them with `python -m pytest`.

The hidden tests ask the same ideas with other numbers, so code that fits only these numbers earns nothing there.
"""

import pytest

from autograder.kit import assert_float, assert_int


@pytest.mark.question("sparse-bytes")
@pytest.mark.hint("Values, a column for each, and rows + 1 pointers.")
def test_fifty_values_in_csr(submission):
    """10 x 20 with 50 nonzeros: 200 bytes of values, 200 of columns, 44 of pointers."""
    assert_int(submission.storage.csr_bytes(10, 20, 50), 444)
    assert_int(submission.storage.csr_bytes(10, 20, 50, value_bytes=2, index_bytes=2), 222)


@pytest.mark.question("sparse-bytes")
@pytest.mark.hint("Whole bytes: 21 bits take 3 of them. More nonzeros than places cannot be.")
def test_fifty_values_under_a_bitmask(submission):
    """200 bytes of values and 25 of bits; 3 x 7 places take 3 bytes of bits."""
    assert_int(submission.storage.bitmask_bytes(10, 20, 50), 225)
    assert_int(submission.storage.bitmask_bytes(3, 7, 2, value_bytes=2), 7)
    with pytest.raises(ValueError):
        submission.storage.bitmask_bytes(3, 7, 22)


@pytest.mark.question("break-even")
@pytest.mark.hint("Set the bytes equal to rows * cols * value_bytes and solve for nonzeros / (rows * cols).")
def test_where_sparse_begins_to_pay(submission):
    """100 x 100 in fp32: below 0.49495 for CSR, below 0.96875 for a bitmask."""
    assert_float(submission.storage.break_even_density(100, 100, "csr"), 0.49495)
    assert_float(submission.storage.break_even_density(100, 100, "bitmask"), 0.96875)


@pytest.mark.question("break-even")
@pytest.mark.hint("A density is never negative; only two forms are known.")
def test_never_and_unknown(submission):
    """One byte a value and four a pointer: a column in CSR never pays. A third form is refused."""
    assert_float(submission.storage.break_even_density(10, 1, "csr", 1, 4), 0.0)
    with pytest.raises(ValueError):
        submission.storage.break_even_density(10, 10, "coo")

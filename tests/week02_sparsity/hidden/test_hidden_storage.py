"""Hidden tests of storage.py: the arrays that scipy and numpy really make, and break-even points between measured sizes."""

import oracles_sparsity as oracle
import pytest

from autograder.kit import assert_float, assert_int

NAN = float("nan")
#: How often right work fails a test that has a tolerance.
rounding = pytest.mark.false_alarm(
    0.0, "the tolerances stand for rounding: six digits are asked, and doubles carry fifteen"
)


def sizes(rng, count, low=2, high=20):
    """That many unpredictable Python ints from low to high."""
    return [int(v) for v in rng.integers(low, high + 1, size=count)]


# ---- sparse-bytes ---------------------------------------------------------------------------------------------------


@pytest.mark.question("sparse-bytes")
@pytest.mark.hint("Values, as many column numbers, and a pointer for each row and one for the end.")
def test_csr_is_what_scipy_stores(submission, rng):
    """Matrices that are not square, several widths, empty and full ones too."""
    for value_bytes, index_bytes in ((4, 4), (2, 4), (8, 1), (1, 8)):
        rows, cols = sizes(rng, 2)
        for nonzeros in (0, int(rng.integers(1, rows * cols)), rows * cols):
            matrix = oracle.sparse_matrix(rng, rows, cols, nonzeros)
            got = submission.storage.csr_bytes(rows, cols, nonzeros, value_bytes, index_bytes)
            assert_int(got, oracle.csr_by_scipy(matrix, value_bytes, index_bytes))
    named = {"nonzeros": nonzeros, "cols": cols, "rows": rows}
    assert_int(submission.storage.csr_bytes(**named), oracle.csr_by_scipy(matrix, 4, 4))
    assert_int(submission.storage.csr_bytes(**named, index_bytes=2), oracle.csr_by_scipy(matrix, 4, 2))


@pytest.mark.question("sparse-bytes")
@pytest.mark.hint("A bit for every place of the whole matrix, rounded up once to whole bytes.")
def test_bitmasks_are_what_numpy_packs(submission, rng):
    """All remainders of the number of places by eight; several widths, empty and full."""
    for cols in range(1, 18, 2):
        (rows,) = sizes(rng, 1)
        for nonzeros, width in ((0, 4), (int(rng.integers(1, rows * cols)), 1), (rows * cols, 8)):
            matrix = oracle.sparse_matrix(rng, rows, cols, nonzeros)
            assert_int(
                submission.storage.bitmask_bytes(rows, cols, nonzeros, width), oracle.bitmask_by_numpy(matrix, width)
            )
        assert_int(submission.storage.bitmask_bytes(rows, cols, nonzeros), oracle.bitmask_by_numpy(matrix, 4))


@pytest.mark.question("sparse-bytes")
@pytest.mark.hint("Keep to ints: // instead of / and math.ceil, which forget the last digits beyond 2**53.")
def test_large_matrices_are_exact_and_empty_ones_are_small(submission, rng):
    """Around 2**62, 2**90 and 2**130 places; no rows or no columns."""
    for bits in (31, 45, 65):
        rows, cols = (2**bits + extra for extra in sizes(rng, 2, 1, 999))
        kept = rows * cols // 3
        assert_int(submission.storage.csr_bytes(rows, cols, kept, 2, 8), kept * 10 + 8 * rows + 8)
        assert_int(submission.storage.bitmask_bytes(rows, cols, kept, 2), 2 * kept + -(-rows * cols // 8))
    (size,) = sizes(rng, 1)
    assert_int(submission.storage.csr_bytes(0, size, 0), 4)
    assert_int(submission.storage.csr_bytes(size, 0, 0), 4 * size + 4)
    assert_int(submission.storage.bitmask_bytes(0, size, 0), 0)


@pytest.mark.question("sparse-bytes")
@pytest.mark.hint("Negative sizes, widths below 1, more nonzeros than places: ValueError.")
def test_matrices_that_cannot_be_are_refused(submission, rng):
    """ValueError after a valid call of each."""
    rows, cols = sizes(rng, 2)
    assert_int(submission.storage.csr_bytes(rows, cols, 3), 24 + 4 * rows + 4)
    assert_int(submission.storage.bitmask_bytes(rows, cols, 3), 12 + -(-rows * cols // 8))
    bad = [
        (-rows, cols, 0),
        (rows, -cols, 0),
        (-rows, -cols, 1),
        (rows, cols, -1),
        (rows, cols, rows * cols + 1),
        (0, cols, 1),
    ]
    bad += [(rows, cols, 1, 0), (rows, cols, 1, -2)]
    for arguments in bad:
        for function in (submission.storage.csr_bytes, submission.storage.bitmask_bytes):
            with pytest.raises(ValueError):
                function(*arguments)
    for width in (0, -4):
        with pytest.raises(ValueError):
            submission.storage.csr_bytes(rows, cols, 1, 4, width)


# ---- break-even -----------------------------------------------------------------------------------------------------


def between(empty, full, dense):
    """The density at which a straight line from the empty matrix's bytes to the full one's reaches the dense bytes."""
    return max(0.0, (dense - empty) / (full - empty))


def measured(rng, rows, cols, form, value_bytes, index_bytes):
    """The break-even density by the bytes that scipy and numpy store for an empty and for a full matrix."""
    empty, full = (oracle.sparse_matrix(rng, rows, cols, n) for n in (0, rows * cols))
    if form == "csr":
        stored = [oracle.csr_by_scipy(matrix, value_bytes, index_bytes) for matrix in (empty, full)]
    else:
        stored = [oracle.bitmask_by_numpy(matrix, value_bytes) for matrix in (empty, full)]
    return between(*stored, rows * cols * value_bytes)


@pytest.mark.question("break-even")
@pytest.mark.hint("dense = overhead + density * elements * bytes per kept value: solve for the density.")
@rounding
def test_between_measured_sizes(submission, rng):
    """Both forms, several widths, matrices that are not square."""
    for form in ("csr", "bitmask"):
        for value_bytes, index_bytes in ((4, 4), (2, 4), (8, 2), (1, 1)):
            rows, cols = sizes(rng, 2, 3, 40)
            got = submission.storage.break_even_density(rows, cols, form, value_bytes, index_bytes)
            assert_float(got, measured(rng, rows, cols, form, value_bytes, index_bytes), atol=1e-12)
    assert_float(submission.storage.break_even_density(rows, cols, "csr"), measured(rng, rows, cols, "csr", 4, 4))
    assert_float(
        submission.storage.break_even_density(cols, rows, form="bitmask"), measured(rng, cols, rows, "bitmask", 4, 4)
    )


@pytest.mark.question("break-even")
@pytest.mark.hint(
    "At the break-even density the sparse form takes what the dense matrix takes: put it into your own csr_bytes."
)
@rounding
def test_below_it_sparse_is_smaller_and_above_it_is_not(submission, rng):
    """One nonzero below and one above, by the bytes of the definition."""
    for form, widths in (("csr", (2, 2)), ("csr", (4, 2)), ("bitmask", (2, 4))):
        rows, cols = sizes(rng, 2, 30, 60)
        density = submission.storage.break_even_density(rows, cols, form, *widths)
        assert_float(density, measured(rng, rows, cols, form, *widths), atol=1e-12)
        for nonzeros, smaller in ((int(density * rows * cols) - 1, True), (int(density * rows * cols) + 2, False)):
            matrix = oracle.sparse_matrix(rng, rows, cols, nonzeros)
            stored = (
                oracle.csr_by_scipy(matrix, *widths) if form == "csr" else oracle.bitmask_by_numpy(matrix, widths[0])
            )
            assert (stored < rows * cols * widths[0]) is smaller, "the two oracles disagree"


@pytest.mark.question("break-even")
@pytest.mark.hint(
    "A row pointer for every row can cost more than the dense matrix: then the density is 0.0, not negative."
)
def test_narrow_matrices_never_pay(submission, rng):
    """One column with wide indices: 0.0. A single wide row pays well."""
    (rows,) = sizes(rng, 1, 10, 20)
    assert_float(submission.storage.break_even_density(rows, 1, "csr", 2, 4), 0.0)
    assert_float(submission.storage.break_even_density(rows, 1, "csr", 1, 1), 0.0)
    wide = submission.storage.break_even_density(1, 100 * rows, "csr", 4, 2)
    assert_float(wide, (400 * rows - 4) / (600 * rows))
    assert_float(submission.storage.break_even_density(1, 1, "bitmask", 1), 0.0)


@pytest.mark.question("break-even")
@pytest.mark.hint('Forms are "csr" and "bitmask"; sizes and widths are 1 or more.')
def test_unknown_forms_and_no_matrix_are_refused(submission, rng):
    """ValueError after a valid call of each form."""
    rows, cols = sizes(rng, 2, 5, 20)
    for form in ("csr", "bitmask"):
        assert_float(submission.storage.break_even_density(rows, cols, form), measured(rng, rows, cols, form, 4, 4))
        bad = [
            (0, cols, form),
            (rows, 0, form),
            (-rows, cols, form),
            (-rows, -cols, form),
            (rows, cols, form, 0),
            (rows, cols, form, -1),
        ]
        for arguments in bad:
            with pytest.raises(ValueError):
                submission.storage.break_even_density(*arguments)
    for form in ("coo", "dense", "", "CSR"):
        with pytest.raises(ValueError):
            submission.storage.break_even_density(rows, cols, form)
    for width in (0, -1):
        with pytest.raises(ValueError):
            submission.storage.break_even_density(rows, cols, "csr", 4, width)


# ---
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file

"""A sandbox that knows IPython, and a way to grade one notebook in it."""

import pytest

from autograder.config import NOTEBOOK_FIGURES, NOTEBOOK_PACKAGES, NOTEBOOK_WARM
from autograder.notebooks.grade import grade_notebook
from autograder.notebooks.released import read_release
from autograder.notebooks.session import Pace
from autograder.sandbox import Limits, Zygote
from tests.fixtures.notebooks import RELEASED, SOLVED, packed

RELEASE = read_release(RELEASED, SOLVED)


@pytest.fixture(scope="session")
def notebook_zygote():
    packages = ("numpy", "matplotlib", *NOTEBOOK_PACKAGES)
    with Zygote(1, packages, ("numpy", *NOTEBOOK_WARM, *NOTEBOOK_FIGURES)) as running:
        yield running


@pytest.fixture
def graded(notebook_zygote):
    """`graded(notebook)`: what comes of a hand-in, given as a dictionary or as bytes."""

    def grade(notebook, files=None, seconds=20.0, notebook_seconds=120.0):
        data = packed(notebook) if isinstance(notebook, dict) else notebook
        pace = Pace(seconds, notebook_seconds, grace=1.0)
        return grade_notebook(RELEASE, notebook_zygote, 0, "ada", data, files or {}, Limits(), pace)

    return grade


@pytest.fixture
def scores(graded):
    """The same, as grade id -> score."""
    return lambda *args, **words: scores_of(graded(*args, **words))


def scores_of(made):
    return {cell.grade_id: None if cell.score is None else float(cell.score) for cell in made.cells}

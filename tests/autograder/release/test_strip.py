"""Stripping a solved module: what stays, what goes, and what is refused."""

import textwrap

import pytest

from autograder.release.strip import StripError, strip, week_of


def stripped(source: str) -> str:
    return strip(textwrap.dedent(source).lstrip("\n"), "week03_toy", "week03_toy/toy.py")


def test_a_region_in_a_function_becomes_a_todo_and_an_error_that_names_the_question():
    text = stripped('''
        def f(x: int) -> int:
            """One more.

            >>> f(1)
            2
            """
            # TODO(plus-one): add "one"
            ### BEGIN SOLUTION
            return x + 1
            ### END SOLUTION
        ''')
    assert '    # TODO(plus-one): add "one"\n    raise NotImplementedError("week 3, plus-one: add \\"one\\"")\n' in text
    assert ">>> f(1)" in text and "return x" not in text
    with pytest.raises(NotImplementedError, match='week 3, plus-one: add "one"'):
        exec(text + "\nf(1)", {})


def test_a_long_todo_is_wrapped_and_says_the_same():
    todo = "one two three " * 9 + "end"
    text = stripped(f"def f():\n    # TODO(long): {todo}\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n")
    raised = text.partition("raise")[2]
    assert max(map(len, raised.splitlines())) <= 120
    with pytest.raises(NotImplementedError, match=f"week 3, long: {todo}"):
        exec(text + "\nf()", {})


def test_a_module_level_region_goes_whole_and_leaves_no_hole():
    text = stripped("""
        import numpy as np

        ### BEGIN SOLUTION
        SECRET = 3


        def _helper():
            return SECRET


        ### END SOLUTION


        def f(x: np.ndarray) -> None:
            # TODO(f): nothing
            ### BEGIN SOLUTION
            pass
            ### END SOLUTION
        """)
    assert text.startswith("import numpy as np\n\n\ndef f(x: np.ndarray)")


def test_imports_that_only_the_solution_needs_go_with_it():
    text = stripped('''
        """Toy."""

        import math
        import os.path as path
        from typing import Any, cast

        import torch
        from torch import nn


        def f(layer: nn.Module) -> Any:
            """Half of a tensor.

            >>> f(torch.ones(2)).tolist()
            [0.5, 0.5]
            """
            # TODO(f): halve
            ### BEGIN SOLUTION
            return cast(Any, math.floor(path.sep))
            ### END SOLUTION
        ''')
    assert text.startswith('"""Toy."""\n\nfrom typing import Any\n\nimport torch\nfrom torch import nn\n\n\ndef f')


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("### BEGIN SOLUTION\nx = 1\n", "toy.py:1: this region never ends"),
        ("x = 1\n### END SOLUTION\n", "toy.py:2: a region ends that never began"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n", "toy.py:2: a region begins inside"),
        ("def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n", "toy.py:2: the line above"),
        ("# BEGIN SOLUTION\nx = 1\n# END SOLUTION\n", "toy.py:1: write the marker alone"),
    ],
)
def test_a_doubtful_marker_is_an_error_with_file_and_line(source, problem):
    with pytest.raises(StripError, match=problem):
        stripped(source)


def test_the_week_is_named_by_its_number():
    assert (week_of("week00_setup"), week_of("week12_x"), week_of("project")) == ("week 0", "week 12", "project")

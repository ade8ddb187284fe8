"""Mutants: only in what is graded, each another behaviour, each with the lines that differ."""

import pytest

from autograder.audit.mutants import difference, mutants

SOLUTION = '''"""A module."""

GIVEN = 3

### BEGIN SOLUTION
LIMIT = 10


def _checked(x: int | None, low: int = 2) -> int | None:
    if x < low:
        raise ValueError(f"at least {low + 1}")
    return x


### END SOLUTION


def double(x):
    """Twice.

    >>> 1 + 1
    2
    """
    given = 5
    # TODO(double): twice
    ### BEGIN SOLUTION
    _checked(x)
    x += x
    return x
    ### END SOLUTION


def given(x):
    return x + 1
'''


@pytest.fixture(scope="module")
def made():
    return list(mutants(SOLUTION, "m"))


def test_only_what_the_stub_strips_is_changed(made):
    assert {mutant.function for mutant in made} == {"m.LIMIT", "m._checked", "m.double"}
    assert not any("given" in mutant.before or "GIVEN" in mutant.before for mutant in made)


def test_a_mutant_belongs_to_the_question_of_its_function(made):
    assert {(m.function, m.questions) for m in made} == {
        ("m.LIMIT", ()),
        ("m._checked", ()),
        ("m.double", ("double",)),
    }


def test_neither_annotations_nor_messages_are_changed(made):
    after = [mutant.after for mutant in made]
    assert not any("at least" in line and "raise" in line for line in after)
    assert all("x: int | None" in line and "-> int | None" in line for line in after if line.startswith("def"))
    assert "def _checked(x: int | None, low: int = 3) -> int | None:" in after


def test_a_forgotten_check_is_among_them(made):
    dropped = {(m.function, m.before) for m in made if m.after == "pass"}
    assert dropped == {("m._checked", 'raise ValueError(f"at least {low + 1}")'), ("m.double", "_checked(x)"), ("m.double", "x += x")}


def test_every_mutant_compiles_and_is_the_only_one_of_its_behaviour(made):
    sources = [mutant.source for mutant in made]
    assert len(set(sources)) == len(sources) > 10
    for source in sources:
        compile(source, "mutant", "exec")
        assert source != SOLUTION


def test_a_size_is_never_shifted_or_raised(made):
    assert not any("<<" in mutant.after or "**" in mutant.after for mutant in made)


def test_names_do_not_hang_on_what_stands_above(made):
    moved = SOLUTION.replace("GIVEN = 3", "GIVEN = 3\nMORE = 4")
    assert [m.name for m in mutants(moved, "m")] == [m.name for m in made]
    assert [m.line for m in mutants(moved, "m")] == [m.line + 1 for m in made]


def test_the_difference_is_given_in_one_line_each():
    assert difference("a\n  b = (1,\n    2)\nc", "a\n  pass\nc") == ("b = (1, 2)", "pass")

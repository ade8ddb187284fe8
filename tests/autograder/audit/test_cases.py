"""Case files and declared equivalents: what they say is read, and what they lack is said."""

import pytest

from autograder.audit.cases import Case, CaseError, cases
from autograder.audit.equivalent import read_equivalents


def case(source):
    return Case("c", "m", source, (), ())


def test_a_case_tells_what_it_puts_in_place_of_others():
    source = '"""Words."""\nimport math\n_kept = []\n\nclass Odd(ValueError):\n    pass\n\ndef f(x):\n    return x\n'
    assert case(source).defines() == {"_kept", "Odd", "f"}


@pytest.mark.parametrize("line", ["np.allclose = None", "print('x')", "a.b: int = 3", "for i in (): pass"])
def test_a_case_that_acts_at_import_may_reach_anything(line):
    assert case(f"{line}\n\ndef f(x):\n    return x\n").defines() is None


def test_a_header_that_is_missing_is_asked_for(tmp_path):
    folder = tmp_path / "cases" / "mistakes"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text("def f(): pass\n")
    with pytest.raises(CaseError, match="# module: NAME"):
        cases(tmp_path, "mistakes")
    (folder / "a.py").write_text("# module: m\ndef f(): pass\n")
    with pytest.raises(CaseError, match="# caught by: QUESTION"):
        cases(tmp_path, "mistakes")
    (folder / "a.py").write_text("# module: m\n# caught by: one, two\n# may also cost: three\ndef f(): pass\n")
    (found,) = cases(tmp_path, "mistakes")
    assert (found.caught_by, found.may_cost) == (("one", "two"), ("three",))


def test_declarations_are_read_with_their_reasons(tmp_path):
    assert read_equivalents(tmp_path).reasons() == {}
    (tmp_path / "cases").mkdir()
    file = tmp_path / "cases" / "equivalent.toml"
    file.write_text('[[equivalent]]\nfunction = "m.f"\nreason = "x is never 0 here"\nchanges = [["a", "b"], ["c", ""]]\n')
    reason = "x is never 0 here"
    assert read_equivalents(tmp_path).reasons() == {("m.f", "a", "b"): reason, ("m.f", "c", ""): reason}  # c is taken out
    for broken in ("[[equivalent]", '[[equivalent]]\nfunction = "m.f"\nchanges = [["a", "b"]]\n'):
        file.write_text(broken)
        with pytest.raises(CaseError, match=r"equivalent\.toml"):
            read_equivalents(tmp_path)

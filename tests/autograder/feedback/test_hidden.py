"""Marks in every place that a student must not see arrive in no page: graded in the sandbox, with hand-ins that try."""

from __future__ import annotations

import re

import pytest

from autograder.feedback.deliver import deliver
from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.secret import read_secret

HIDDEN = '''
import pytest
from autograder.kit import assert_int

SOURCE = "CANARY-SOURCE"

@pytest.mark.question("double")
@pytest.mark.hint("Any number.")
def test_any_number(submission):
    """double(x) is x + x."""
    word = "CANARY-INPUT"
    assert submission.one.double(word) == "CANARY-EXPECTED", "CANARY-MESSAGE"

@pytest.mark.question("half")
def test_half(submission):
    """half(x) is x / 2."""
    assert submission.probes.twice("CANARY-PROBED") == 2.0
'''
PROBES = "def twice(student, x):\n    word = 'CANARY-PROBE'\n    return student.two.half(x)\n"
ECHO = """
def double(x):
    print(x)
    if isinstance(x, str):
        raise type(x.replace("-", "_"), (ValueError,), {})(x)
    return 2 * x
"""
BACK = "def double(x):\n    return x if isinstance(x, str) else 2 * x\n"
LIMIT = "def double(x):\n    raise MemoryError(x)\n"
LEAVE = "def double(x):\n    raise SystemExit(x)\n"
HALF = "import sys\n\ndef half(x):\n    print(x)\n    raise {error}\n"


@pytest.fixture
def pages(mini, tmp_path):
    """Student -> everything that goes to that student."""
    (mini.root / "tests/mini/hidden/test_hidden_mini.py").write_text(HIDDEN)
    (mini.root / "tests/mini/hidden/probes.py").write_text(PROBES)
    for place, (one, error) in enumerate([(ECHO, "KeyError(x)"), (BACK, "NotImplementedError(x)"), (LIMIT, "OSError(x)"), (LEAVE, "x")]):
        folder = tmp_path / "in" / f"student{place}"
        folder.mkdir(parents=True)
        (folder / "one.py").write_text(one)
        (folder / "two.py").write_text(HALF.format(error=error) + f"\n# CANARY-STUDENT{place}\n")
        (folder / f"CANARY-FILE{place}.txt").write_text("x")
    out = tmp_path / "out"
    Run(mini, mini.assignment("mini"), RunFolder(out), read_secret(mini), 1).grade(tmp_path / "in", None)
    list(deliver(mini, out, "folder", None, None, None))
    staff = "".join(file.read_text() for file in (out / "staff").iterdir())
    assert {"CANARY-INPUT", "CANARY-MESSAGE", "CANARY-PROBED"} <= set(re.findall(r"CANARY-[A-Z]+", staff))  # it was there to leak
    return {file.name: file.read_text() for file in (out / "feedback").iterdir()}


def test_no_page_holds_a_hidden_input_expectation_source_or_another_student(pages):
    assert len(pages) == 8
    for name, text in pages.items():
        assert not re.search(r"CANARY[-_](INPUT|EXPECTED|MESSAGE|SOURCE|PROBED?)", text), name
        assert "Traceback" not in text and "test_hidden_mini" not in text, name
        others = {f"student{place}" for place in range(4)} - {name.partition(".")[0]}
        assert not [other for other in others if other in text or other.upper() in text], name
        assert "any number" in text and "double(x) is x + x." in text and "Any number." in text  # and yet it says something

"""The walkthrough's own course: a copy of this one's week 1, in which two hidden tests are wrong and one is missing.

Its notebook holds the texts and written questions alone: the experiments would take a class of 60 an hour of computing.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.fixtures.hand_ins import ROOT

from .students import WEEK

DUE = f'''[[policy.assignments]]
name = "{WEEK}"
due = 2027-02-08T23:59:00
'''
HEAD = '''"""Written the night before the deadline."""

import pytest

from autograder.kit import assert_float, assert_int

'''
#: A test that took FLOPs for multiply-adds, and how the TA mends it.
MACS = '''
@pytest.mark.question("matmul-flops")
@pytest.mark.hint("A multiply and an add.")
def test_a_thin_product(submission):
    """(1, n) times (n, 1)."""
    assert_int(submission.flops.matmul_flops(1, 4096, 1), {expected})
'''
WRONG_MACS, RIGHT_MACS = (HEAD + MACS.format(expected=value) for value in (4096, 8192))
#: A test that asks for more than the handout promises.
STRICT = '''
@pytest.mark.question("efficiency-ratio")
@pytest.mark.hint("Accuracy per cost.")
def test_a_small_ratio(submission):
    """One over three."""
    assert_float(submission.pareto.efficiency_ratio(1.0, 3.0), {expected})
'''
WRONG_STRICT, RIGHT_STRICT = (HEAD + STRICT.format(expected=value) for value in ("0.333", "1 / 3"))
#: What the suite had not asked yet.
MISSED = '''
@pytest.mark.question("conv2d-flops")
@pytest.mark.hint("Each output channel sees the channels of its group alone.")
def test_groups_of_two_channels(submission):
    """8 channels in 4 groups."""
    assert_int(submission.flops.conv2d_flops(8, 8, 3, (5, 5), padding=1, groups=4, bias=False), 2 * 25 * 8 * 2 * 9)
'''
NEW = HEAD + MISSED
VOIDED = '''
[[voided]]
test = "hidden/test_hidden_groups.py::test_groups_of_two_channels"
reason = "It came after the deadline."
gives = "everyone"
'''


def make_course(root: Path) -> dict:
    """Write the course's folder; the released notebook."""
    root.mkdir(parents=True)
    rules = (ROOT / "course.toml").read_text(encoding="utf-8").partition("[[policy.assignments]]")[0]
    (root / "course.toml").write_text(rules + DUE, encoding="utf-8")
    for part in ("assignments", "solutions", "starter_code", "tests"):
        shutil.copytree(ROOT / part / WEEK, root / part / WEEK, ignore=shutil.ignore_patterns("cases", "__pycache__"))
    hidden(root, "macs").write_text(WRONG_MACS, encoding="utf-8")
    hidden(root, "strict").write_text(WRONG_STRICT, encoding="utf-8")
    for part in ("solutions", "starter_code"):
        file = root / part / WEEK / "report.ipynb"
        notebook = json.loads(file.read_text(encoding="utf-8"))
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        file.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
    return notebook


def hidden(root: Path, name: str) -> Path:
    """A hidden test's file."""
    return root / "tests" / WEEK / "hidden" / f"test_hidden_{name}.py"


def void(root: Path) -> None:
    """Void the test that came too late."""
    file = root / "assignments" / WEEK / "assignment.toml"
    file.write_text(file.read_text(encoding="utf-8") + VOIDED, encoding="utf-8")

"""Every week's challenge: what the handout says of it is what `assignment.toml` and the grader's code say.

The handout's own example is run; a small net of the course's own passes through the whole path at a cost that is counted.
"""

import contextlib
import io
import re
from pathlib import Path

import pytest

from autograder.config import load_course
from autograder.kit.challenge import FILE, IMAGES, look
from autograder.kit.network import COSTS, NUMBERS

COURSE = load_course(Path(__file__).parent)
ROOT = COURSE.root
WEEKS = sorted(
    file.parent.name
    for file in ROOT.glob("assignments/*/assignment.toml")
    if COURSE.assignment(file.parent.name).challenge is not None
)


def section(week: str) -> str:
    """The handout's section on the challenge."""
    handout = (ROOT / "assignments" / week / "README.md").read_text(encoding="utf-8")
    assert "[The challenge](#the-challenge)" in handout, "the table of contents has no link to it"
    return re.search(r"^## The challenge\n(.*?)^## ", handout, re.MULTILINE | re.DOTALL)[1]


@pytest.mark.parametrize("week", WEEKS)
def test_the_handout_states_the_rules(week):
    rules, text = COURSE.assignment(week).challenge, " ".join(section(week).split())
    for words in (
        f"**Cost: {rules.cost}.**",
        f"From {rules.least_accuracy:g} % on",
        f"at most {rules.file_kb} KiB and {rules.max_macs:,} multiplications an image",
        f"The grader draws {IMAGES:,} with a seed that nobody knows",
        f"`{FILE}`",
    ):
        assert words in text, words
    assert rules.cost in COSTS and all(f"`{kind}`" in text for kind in NUMBERS)


@pytest.mark.parametrize("week", WEEKS)
def test_the_handouts_example_writes_a_model_that_check_py_accepts(week, tmp_path, monkeypatch):
    (code,) = re.findall(r"```python\n(.*?)```", section(week), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "handout", "exec"), {})
    rules = COURSE.assignment(week).challenge
    (tmp_path / "assignment.toml").write_bytes((ROOT / "assignments" / week / "assignment.toml").read_bytes())
    said = look(tmp_path)
    counted = re.search(rf"'{rules.cost}': (\d+)", printed.getvalue())[1]
    assert re.match(r"challenge: \d+\.\d % of 2,000 public images; ", said), said
    assert f"{int(counted):,} {rules.cost}" in said and said.endswith(f"What counts this week: {rules.cost}.")

"""Fixtures of the grader's own tests: a warm zygote without torch (half a second), and a miniature course."""

import os
from pathlib import Path

import pytest

from autograder.config import load_course
from autograder.sandbox import Limits, Worker, Zygote
from autograder.sandbox.worker import Setup
from autograder.secret import make_secret


@pytest.fixture(scope="session")
def zygote():
    level = os.environ.get("AUTOGRADER_TEST_LEVEL", "namespaces")  # "uid" in an imitated container
    with Zygote(1, ("numpy", "pytest"), ("numpy",), level) as running:
        yield running


@pytest.fixture
def worker_for(zygote):
    """`worker_for(source, **limits)`: a worker whose one graded module, `flops`, has this source."""
    open_workers = []

    def make(source: str, probes: str = "", given=(), **limits) -> Worker:
        setup = Setup({"flops.py": source.encode()}, ("flops",), given, probes)
        worker = Worker(zygote, 0, setup, Limits(**{"timeout": 5.0, **limits}))
        open_workers.append(worker)
        return worker

    yield make
    for worker in open_workers:
        worker.__exit__(None, None, None)


COURSE = """
title = "Mini"
packages = ["numpy"]
warm = ["numpy"]
"""
ASSIGNMENT = """
title = "Mini"
modules = ["one", "two"]
auto_total = 10
[limits]
timeout = 2
[[questions]]
id = "double"
module = "one"
points = 6
[[questions]]
id = "half"
module = "two"
points = 4
"""
PUBLIC = '''
import pytest
from autograder.kit import assert_int

@pytest.mark.question("double")
@pytest.mark.hint("Twice.")
def test_two_makes_four(submission):
    """double(2) is 4."""
    assert_int(submission.one.double(2), 4)
'''
HIDDEN = '''
import pytest
from autograder.kit import assert_float, assert_int

@pytest.mark.question("double")
@pytest.mark.hint("Any number.")
def test_any_number(submission, rng):
    """double(x) is x + x."""
    x = int(rng.integers(10, 10**9))
    assert_int(submission.one.double(x), x + x)

@pytest.mark.question("double")
def test_bad_input_is_refused(submission):
    """double("a") raises ValueError."""
    assert_int(submission.one.double(3), 6)
    with pytest.raises(ValueError):
        submission.one.double("a")

@pytest.mark.question("half")
@pytest.mark.weight(3)
def test_half(submission, rng):
    """half(x) is x / 2."""
    x = float(rng.uniform(1, 2))
    assert_float(submission.two.half(x), x / 2)

@pytest.mark.question("half")
def test_half_by_a_probe(submission):
    """A probe calls half twice."""
    assert submission.probes.twice(8.0) == 2.0
'''
PROBES = "def twice(student, x):\n    return student.two.half(student.two.half(x))\n"
ONE = """
def double(x):
    if isinstance(x, str):
        raise ValueError("a number is asked for")
    return 2 * x
"""
TWO = "def half(x):\n    return x / 2\n"


@pytest.fixture
def mini(tmp_path: Path):
    """A course of one assignment `mini` with two questions, in a folder of its own, secret included."""
    root = tmp_path / "course"
    for name, text in {
        "course.toml": COURSE,
        "assignments/mini/assignment.toml": ASSIGNMENT,
        "tests/mini/public/test_mini.py": PUBLIC,
        "tests/mini/hidden/test_hidden_mini.py": HIDDEN,
        "tests/mini/hidden/probes.py": PROBES,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    course = load_course(root)
    make_secret(course)
    return course

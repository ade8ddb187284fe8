"""A course of one small assignment with everything that an audit looks at; its suite passes, until a test breaks it."""

import pytest

from autograder.audit.findings import findings
from autograder.audit.run import audit
from autograder.config import load_course

COURSE = 'title = "Mini"\npackages = ["numpy"]\nwarm = ["numpy"]\n'
ASSIGNMENT = """
title = "Mini"
modules = ["shapes"]
auto_total = 10
[limits]
timeout = 5
[[questions]]
id = "area"
module = "shapes"
points = 6
[[questions]]
id = "scaled"
module = "shapes"
points = 4
"""
SOLUTION = '''"""Shapes."""


### BEGIN SOLUTION
def _checked(value: float) -> float:
    if not value >= 0:
        raise ValueError(f"must be 0 or more; got {value}")
    return value


### END SOLUTION


def area(width: float, height: float) -> float:
    """The area of an ellipse's box, less its corners."""
    # TODO(area): a quarter of pi for each unit square
    ### BEGIN SOLUTION
    return 0.785 * _checked(width) * _checked(height)
    ### END SOLUTION


def scaled(width: float, factor: float) -> float:
    """The width after scaling."""
    # TODO(scaled): once for each side
    ### BEGIN SOLUTION
    return _checked(width) * _checked(factor)
    ### END SOLUTION
'''
HELPERS = '''
def close(got, expected, tolerance=1e-6):
    """The two agree, relative to the one expected."""
    assert abs(got - expected) <= tolerance * abs(expected), f"{got} is not {expected}"
'''
PUBLIC = '''
import pytest
from autograder.kit import assert_float

@pytest.mark.question("area")
def test_a_unit_square(submission):
    """1 by 1."""
    assert_float(submission.shapes.area(1.0, 1.0), 0.785)

@pytest.mark.question("scaled")
def test_twice(submission):
    """3, twice."""
    assert_float(submission.shapes.scaled(3.0, 2.0), 6.0)
'''
HIDDEN = '''
import pytest
from helpers import close

@pytest.mark.question("area")
def test_any_area(submission, rng):
    """Any two sides."""
    for _ in range(2):
        width, height = (float(x) for x in rng.uniform(2, 9, size=2))
        close(submission.shapes.area(width, height), 0.785 * width * height)
    close(submission.shapes.area(0.0, 3.0), 0.0)

@pytest.mark.question("area")
def test_no_negative_sides(submission):
    """-1 is refused."""
    close(submission.shapes.area(1.0, 2.0), 1.57)
    for sides in ((-1.0, 2.0), (2.0, -1.0)):
        with pytest.raises(ValueError):
            submission.shapes.area(*sides)

@pytest.mark.question("scaled")
def test_any_factor(submission, rng):
    """Any factor, and none that is negative."""
    width, factor = (float(x) for x in rng.uniform(2, 9, size=2))
    close(submission.shapes.scaled(width, factor), width * factor)
    close(submission.shapes.scaled(width, 0.0), 0.0)
    for arguments in ((-1.0, 2.0), (2.0, -1.0)):
        with pytest.raises(ValueError):
            submission.shapes.scaled(*arguments)
'''
CASES = {
    "mistakes/area_by_heart.py": ("area", "def area(width, height):\n    return 0.785\n"),
    "mistakes/area_of_the_box.py": ("area", "def area(width, height):\n    return _checked(width) * _checked(height)\n"),
    "mistakes/area_of_an_eighth_less.py": (
        "area",
        "def area(width, height):\n    return 0.75 * _checked(width) * _checked(height)\n",
    ),
    "mistakes/area_unchecked.py": ("area", "def area(width, height):\n    return 0.785 * width * height\n"),
    "mistakes/scaled_by_heart.py": ("scaled", "def scaled(width, factor):\n    return 6.0\n"),
    "mistakes/scaled_unchecked.py": ("scaled", "def scaled(width, factor):\n    return width * factor\n"),
    "mistakes/scaled_added.py": ("scaled", "def scaled(width, factor):\n    return _checked(width) + factor + 1\n"),
    "mistakes/scaled_too_large.py": (
        "scaled",
        "def scaled(width, factor):\n    return _checked(width) * _checked(factor) * (1.05 if width != 3 else 1)\n",
    ),
    "freedoms/shapes.py": (
        "",
        "import numpy as np\n\nclass Bad(ValueError):\n    pass\n\n"
        "def _positive(*values):\n    if not all(value >= 0 for value in values):\n        raise Bad(values)\n\n"
        "def area(width, height):\n    _positive(width, height)\n    return np.float64(width) * height * 0.785\n\n"
        "def scaled(width, factor):\n    _positive(width, factor)\n    return np.float64(width * factor)\n",
    ),
}


@pytest.fixture
def course(tmp_path):
    """The course's folder, as a loaded Course."""
    root = tmp_path / "course"
    files = {
        "course.toml": COURSE,
        "assignments/mini/assignment.toml": ASSIGNMENT,
        "solutions/mini/shapes.py": SOLUTION,
        "tests/mini/public/test_shapes.py": PUBLIC,
        "tests/mini/hidden/test_hidden_shapes.py": HIDDEN,
        "tests/mini/hidden/helpers.py": HELPERS,
    }
    for name, (question, source) in CASES.items():
        caught = f"# caught by: {question}\n" if question else ""
        files[f"tests/mini/cases/{name}"] = f"# module: shapes\n{caught}\n{source}"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return load_course(root)


@pytest.fixture
def change(course):
    """`change(file, old, new)`: edit a file of the course, where `old` must stand."""

    def edit(file, old, new):
        path = course.root / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return edit


@pytest.fixture
def audited(course):
    """`audited(full=…)`: the plan of an audit, and rule -> sentences."""

    def run(full=True, rounds=1, shallow=False):
        plan = audit(course, "mini", full=full, jobs=2, rounds=rounds, shallow=shallow)
        rules = {}
        for finding in findings(plan):
            rules.setdefault(finding.rule, []).append(finding.text)
        return plan, rules

    return run

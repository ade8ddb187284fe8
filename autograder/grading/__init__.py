"""Running a suite on submissions: pytest on the trusted side, sandboxed workers, one verdict per test."""

from .run import grade
from .tasks import Graded, GradingError
from .verdicts import Verdict

__all__ = ["Graded", "GradingError", "Verdict", "grade"]

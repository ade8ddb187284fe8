"""From how a test ended to a verdict: passed or failed, in which way, and the sentence that the student may read.

A hidden test's sentence is one of the fixed ones below, or an import error that was reported before any input was
sent: a student's own words (exception texts, class names, printed text) could carry hidden inputs, so they stay in
the staff's record. Silence is failure: a test without a verdict is a failed test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from autograder.kit.compare import Mismatch
from autograder.kit.errors import BUILTIN_ERRORS, ImportFailed, NoAnswer, StudentError
from autograder.kit.plugin import CALL, CLOCK, explain, marked, meaning, problem, question_of, test_key
from autograder.kit.submission import Call
from autograder.sandbox.limits import Limits

from .call import Outcome

#: kind -> what a student reads of a hidden test that failed so
SENTENCES = {
    "value": "a wrong value came back",
    "shape": "the result has a wrong shape or length",
    "dtype": "the result has a wrong dtype",
    "type": "the result has a wrong type",
    "speed": "the time grows too fast with the size of the input",
    "uncrossable": "the result is not a plain value (a subclass, a generator or another object came back)",
    "no error": "bad input was accepted; an exception is asked for",
    "left": "the code tried to end the program instead of answering",
    "missing": "the function that is asked for is not there",
    "unrun": "not run, since an earlier test of this question took too long",
    "decided": "not run, since the tests before it had decided",
    "broken test": "the test itself failed: this is the course's mistake, a TA will look at it",
    "silent": "the test brought no verdict; a test without a verdict has failed",
}

#: What a verdict says of its test, whatever came of it.
_ABOUT: pytest.StashKey[dict[str, Any]] = pytest.StashKey()


@dataclass(frozen=True)
class Verdict:
    """One test's verdict on one submission."""

    test: str
    question: str
    public: bool
    weight: float
    meaning: str
    hint: str
    passed: bool
    kind: str = ""
    sentence: str = ""
    staff: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return dict(vars(self))


def judge(item: pytest.Item, outcome: Outcome, printed: str, limits: Limits) -> Verdict:
    """The verdict of a test from how it ended; `limits`: those that it ran under."""
    about, error = _about(item), outcome.error
    note = item.stash[CLOCK].note if CLOCK in item.stash else ""
    measured = {"measured": note} if note else {}
    if error is None:
        return Verdict(**about, passed=True, staff=measured, seconds=outcome.seconds)
    kind, sentence = classify(error, about["question"], limits)
    call = item.stash.get(CALL, Call())
    staff = {
        "asked": call.asked,
        "came_back": call.came_back,
        "problem": problem(error),
        "printed": printed,
        **measured,
    }
    if about["public"] and kind not in ("not written", "import"):
        sentence = explain(item, error) + _limit_behind(error, limits)
    if note:
        sentence += f" ({note})"
    return Verdict(**about, passed=False, kind=kind, sentence=sentence, staff=staff, seconds=outcome.seconds)


def silent(item: pytest.Item, kind: str = "silent") -> Verdict:
    """The verdict of a test that was never run, or never reported."""
    return Verdict(**_about(item), passed=False, kind=kind, sentence=SENTENCES[kind])


def _about(item: pytest.Item) -> dict[str, Any]:
    if _ABOUT not in item.stash:
        item.stash[_ABOUT] = {
            "test": test_key(item),
            "question": question_of(item) or "",
            "public": item.path.parent.name == "public",
            "weight": float(marked(item, "weight", 1)),
            "meaning": meaning(item),
            "hint": str(marked(item, "hint", "")),
        }
    return item.stash[_ABOUT]


def _limit_behind(error: BaseException, limits: Limits) -> str:
    """What to say beside an exception of the student's own that a limit of the sandbox provoked."""
    return f" (a limit: {limits.sentence(error.limit)})" if isinstance(error, StudentError) and error.limit else ""


def classify(error: BaseException, question: str, limits: Limits) -> tuple[str, str]:
    """(kind, fixed sentence) of a failure."""
    if isinstance(error, ImportFailed):
        return "import", str(error) if error.before_inputs else "a module could not be imported"
    if isinstance(error, NoAnswer):
        kind = {"type": "uncrossable"}.get(error.kind, error.kind)
        return kind, SENTENCES.get(kind, str(error))
    if isinstance(error, StudentError):
        if isinstance(error, NotImplementedError):
            return "not written", f"not written yet: {question}"
        name = next((c.__name__ for c in type(error).__mro__ if BUILTIN_ERRORS.get(c.__name__) is c), "Exception")
        words = f"the code raised {'an' if name[0] in 'AEIOU' else 'a'} {name}"
        return "error", words + _limit_behind(error, limits)
    if isinstance(error, Mismatch):
        return error.kind, SENTENCES[error.kind]
    if isinstance(error, pytest.fail.Exception) and "DID NOT RAISE" in str(error):
        return "no error", SENTENCES["no error"]
    if isinstance(error, AssertionError):
        return "value", SENTENCES["value"]
    return "broken test", SENTENCES["broken test"]

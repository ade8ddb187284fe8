"""`assert_refused`: many calls in one request, each judged as if it had been asked alone."""

import pytest

from autograder.kit import StudentError, assert_refused
from autograder.kit.errors import Garbled, Left
from autograder.kit.inprocess import InProcess
from autograder.kit.submission import Submission

MODULE = """
asked = []

def strict(x, low=0):
    asked.append(x)
    if x < low:
        raise ValueError(f"{x} is below {low}")
    return x

def picky(x):
    raise TypeError("never")

def leaving(x):
    raise SystemExit(0)

def changing(xs):
    xs.append(1)
    if len(xs) < 3:
        raise ValueError("short")

def seen():
    return asked
"""


@pytest.fixture
def student(tmp_path):
    (tmp_path / "given.py").write_text(MODULE)
    with InProcess(tmp_path, tmp_path) as transport:
        counted = _Counted(transport)
        yield Submission(counted), counted


class _Counted:
    def __init__(self, inner):
        self.inner, self.requests = inner, []

    def exchange(self, request, buffers):
        self.requests.append(request["op"])
        return self.inner.exchange(request, buffers)


def test_all_are_asked_in_one_request_and_in_order(student):
    submission, counted = student
    assert_refused(submission.given.strict, (-1,), (-2,), {"x": 3, "low": 4}, {"x": -5})
    assert counted.requests == ["import", "call"]
    assert submission.given.seen() == [-1, -2, 3, -5]


def test_options_go_with_every_call(student):
    submission, _ = student
    assert_refused(submission.given.strict, (1,), (2,), low=3)


def test_a_call_that_is_accepted_fails_and_is_the_one_that_is_told(student):
    submission, _ = student
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        assert_refused(submission.given.strict, (-1,), (7,), (-2,))
    assert submission._last.asked == "given.strict(7)"
    assert submission._last.came_back == "a value: nothing was raised"


def test_another_exception_is_not_the_one_that_is_asked_for(student):
    submission, _ = student
    with pytest.raises(StudentError, match="never"):
        assert_refused(submission.given.picky, (1,))
    assert submission._last.came_back == "TypeError: 'never'"
    assert_refused(submission.given.picky, (1,), error=(TypeError, ValueError))


def test_ending_the_program_is_no_refusal(student):
    submission, _ = student
    with pytest.raises(Left):
        assert_refused(submission.given.leaving, (1,), error=Exception)


def test_calls_share_no_arguments(student):
    submission, _ = student
    shared = [0]
    assert_refused(submission.given.changing, (shared,), (shared,), (shared,))


@pytest.mark.parametrize("forged", [None, [], [None, None], "no list", {"kind": "error"}])
def test_a_reply_of_another_form_is_garbled(forged):
    class Forger:
        def exchange(self, request, buffers):
            from autograder.kit.codec import encode

            return {"kind": "value", "tree": encode(forged).tree if request["op"] == "call" else None}, ()

    with pytest.raises(Garbled):
        assert_refused(Submission(Forger()).given.strict, (1,))


@pytest.mark.parametrize("forged", [[7], ["ValueError"], [{}], [{"kind": "nonsense"}]])
def test_one_answer_of_another_form_is_garbled(forged):
    class Forger:
        def exchange(self, request, buffers):
            from autograder.kit.codec import encode

            return {"kind": "value", "tree": encode(forged).tree if request["op"] == "call" else None}, ()

    with pytest.raises(Garbled):
        assert_refused(Submission(Forger()).given.strict, (1,))

"""The tests of a submission share a worker, so a worker sees the inputs of all of them: none may hold another's answer.

Every suite is run in-process on the solution; what each test sends and what it gets back is written down and compared.
"""

from itertools import pairwise

import numpy as np
import pytest

from autograder.config import load_course
from autograder.grading import call
from autograder.grading.suite import suite_folders, with_suite
from autograder.kit import plugin
from autograder.kit.codec import Encoded, decode, encode
from autograder.kit.inprocess import InProcess
from tests.fixtures.hand_ins import ROOT

WEEKS = sorted(path.parent.name for path in ROOT.glob("assignments/*/assignment.toml"))


def telling(value):
    """The parts of a value that nobody hits by chance: long numbers, as text."""
    if isinstance(value, dict):
        return telling(list(value.items()))
    if isinstance(value, (list, tuple)):
        return set().union(*map(telling, value)) if value else set()
    if type(value).__name__ == "Tensor":
        if value.dtype.itemsize < 4:  # there are so few numbers in 16 bits that two tests do draw the same one
            return set()
        return telling(value.detach().numpy() if value.dtype.itemsize == 4 else value.detach().double().numpy())
    if isinstance(value, np.ndarray):
        numbers = value.ravel()[:1000]  # a float32 by its own digits: 0.2 is not 0.20000000298023224
        if value.dtype != np.float32:
            return telling(numbers.tolist())
        row = [float(str(x)) for x in numbers]
        # of thousands of float32 two are the same by chance, but not their neighbours too
        return {pair for pair in pairwise(row) if len(telling(pair)) == 2} if len(row) > 1 else telling(row)
    if type(value).__name__ == "Record":
        return telling(value.fields)
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        digits = repr(value).strip("0").replace(".", "").replace("-", "").partition("e")[0].strip("0")
        power_of_two = abs(np.frexp(float(value))[0]) == 0.5
        return {float(value)} if len(digits) >= 8 and np.isfinite(float(value)) and not power_of_two else set()
    return set()


class Recording:
    """Passes requests on; keeps what went out and what came back."""

    def __init__(self, transport):
        self.transport, self.sent, self.got = transport, set(), set()

    def exchange(self, request, buffers):
        if "tree" in request:
            self.sent |= telling(decode(Encoded(request["tree"], buffers)))
        reply, data = self.transport.exchange(request, buffers)
        if reply.get("kind") == "value":
            self.got |= telling(decode(Encoded(reply["tree"], data)))
        return reply, data


@pytest.mark.parametrize("week", WEEKS)
def test_no_answer_of_one_test_is_an_input_of_another(week):
    course = load_course(ROOT)
    records = {}

    def work(session):
        for item in session.items:
            item.config.stash[plugin.SEED_KEY] = b"any"
            with InProcess(ROOT / "solutions" / week, item.path.parent) as way:
                records[plugin.test_key(item)] = Recording(way)
                assert call.run(item, records[plugin.test_key(item)]).error is None, item

    with_suite(suite_folders(course, course.assignment(week)), work)
    assert given_away(records) == []
    assert any(record.got for record in records.values()) and any(record.sent for record in records.values())


def given_away(records):
    """(test, other test, values): answers of the one, not among its own inputs, that stand in the other's requests."""
    return [
        (asked, other, sorted(values, key=repr)[:3])
        for asked, record in records.items()
        for other, seen in records.items()
        if asked != other and (values := (record.got - record.sent) & seen.sent)
    ]


def test_an_answer_that_another_test_sends_is_found():
    class Echo:
        def exchange(self, request, buffers):
            return {"kind": "value", "tree": request["answer"].tree}, request["answer"].buffers

    row = np.array([1.4142135, 1.7320508, 3.1415927], dtype=np.float32)
    assert telling(row) & telling(np.concatenate([row[:1], row])) and not telling(row) & telling(row[::-1])
    records = {}
    for name, asked, answer in (("a", [3], 123456789.5), ("b", [1, np.array([0.0, 123456789.5])], [0.25]), ("c", [4], 2)):
        records[name] = Recording(Echo())
        sent = encode((asked, {}))
        records[name].exchange({"tree": sent.tree, "answer": encode(answer)}, sent.buffers)
    assert given_away(records) == [("a", "b", [123456789.5])]

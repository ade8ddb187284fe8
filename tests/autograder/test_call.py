"""A test that is called directly is asked, given and judged as pytest itself would have done."""

import pytest

from autograder.grading import call
from autograder.grading.suite import suite_folders, with_suite
from autograder.kit.inprocess import InProcess
from autograder.kit.plugin import SEED_KEY, problem

from .conftest import ONE, TWO

MORE = '''
import pytest

@pytest.mark.question("double")
@pytest.mark.parametrize("more", [1, 2])
def test_parameters(submission, rng, planted, more):
    assert submission.one.double(more) == 2 * more and submission.two.half(float(planted.random() + rng.random())) < 1

@pytest.mark.question("double")
def test_clocked(submission, clock):
    clock.assert_growth(lambda size: submission.one.double(size), 1, 2, at_most=1e9)

@pytest.mark.question("double")
def test_wrong(submission):
    assert submission.one.double(3) == 7, "seven is asked for"

@pytest.mark.question("double")
def test_wrong_without_words(submission):
    assert submission.one.double(3) == 8

@pytest.mark.question("double")
def test_folder(submission, tmp_path):
    assert tmp_path.is_dir() and submission.one.double(4) == 8

@pytest.mark.question("double")
@pytest.mark.skipif(True, reason="not today")
def test_skipped(submission):
    pass

@pytest.fixture
def folder(request):
    return request.param

@pytest.mark.question("double")
@pytest.mark.parametrize("folder", [3], indirect=True)
def test_indirect(submission, folder):
    assert submission.one.double(folder) == 6
'''
SETS_UP = '''
import pytest

def setup_function():
    ready.append(1)

ready = []

@pytest.mark.question("half")
def test_set_up(submission):
    assert ready
'''
BY_PYTEST = {"test_folder", "test_skipped", "test_indirect[3]", "test_set_up"}
FAIL = {"test_wrong": "seven is asked for", "test_wrong_without_words": "where 6 = submission.one.double(3)", "test_skipped": "not today"}


class Recording:
    def __init__(self, inner):
        self.inner, self.requests = inner, []

    def exchange(self, request, buffers):
        self.requests.append((dict(request), buffers))
        return self.inner.exchange(request, buffers)


def test_both_ways_ask_and_judge_the_same(mini, tmp_path):
    (tmp_path / "one.py").write_text(ONE)
    (tmp_path / "two.py").write_text(TWO)
    hidden = mini.root / "tests/mini/hidden"
    (hidden / "test_more.py").write_text(MORE)
    (hidden / "test_sets_up.py").write_text(SETS_UP)

    def work(session):
        ways = {}
        for item in session.items:
            item.config.stash[SEED_KEY] = b"any"
            for way in (call._called, call._by_pytest, call.run):
                if way is call._called and item.name in BY_PYTEST:
                    continue
                with InProcess(tmp_path, item.path.parent) as inner:
                    recording = Recording(inner)
                    error = way(item, recording).error
                    ways[item.name, way] = (type(error), error and problem(error), recording.requests)
        return session.items, ways

    items, ways = with_suite(suite_folders(mini, mini.assignment("mini")), work)
    names = {item.name for item in items}
    assert BY_PYTEST | set(FAIL) < names and {item.name for item in items if not call._is_plain(item)} == BY_PYTEST
    for name in names:
        assert ways[name, call.run] == ways[name, call._by_pytest]
        if name not in BY_PYTEST:
            assert ways[name, call.run] == ways[name, call._called]
            assert ways[name, call.run][2], "nothing was asked"
        _, said, _ = ways[name, call.run]
        assert (FAIL[name] in said) if name in FAIL else said is None, name


def test_what_a_student_reads_holds_no_address():
    error = AssertionError("assert (True and False)\n +  and   False = all(<generator object f at 0x7f5a71ea4660>)")
    assert problem(error) == "assert (True and False)\n +  and   False = all(<generator object f>)"


def test_an_interrupt_is_passed_on(mini):
    class Interrupting:
        def exchange(self, request, buffers):
            raise KeyboardInterrupt

    def work(session):
        return call.run(session.items[0], Interrupting())

    with pytest.raises(KeyboardInterrupt):
        with_suite(suite_folders(mini, mini.assignment("mini")), work)

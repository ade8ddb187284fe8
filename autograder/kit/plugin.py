"""The pytest plugin of the course: markers, the fixtures `submission`, `rng`, `planted` and `clock`, failures in plain words.

Loaded by entry point where the package is installed, by `conftest.py` in a release. The grader puts its own transport
and seeds in place of the laptop's through `config.stash`; nothing else differs between the two.
"""

from __future__ import annotations

import hmac
import re
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from numpy.random import Generator as Numbers
from numpy.random import default_rng

from .clock import Clock
from .errors import NoAnswer, StudentError
from .inprocess import InProcess
from .submission import Call, Submission, Transport

#: Makes the transport for one test: what the grader replaces.
TRANSPORT: pytest.StashKey[Callable[[pytest.Item], AbstractContextManager[Transport]]] = pytest.StashKey()
#: The key that seeds come from: (secret, assignment, student). A laptop's is fixed and public.
SEED_KEY: pytest.StashKey[bytes] = pytest.StashKey()
CALL: pytest.StashKey[Call] = pytest.StashKey()
ERROR: pytest.StashKey[BaseException | None] = pytest.StashKey()
CLOCK: pytest.StashKey[Clock] = pytest.StashKey()
#: Keeps other tests off the machine while a test is timed; a laptop runs one at a time anyway.
ALONE: pytest.StashKey[Callable[[], AbstractContextManager[None]]] = pytest.StashKey()

MARKERS = {
    "question(id)": "the question that this test belongs to",
    "weight(n)": "this test's share of its question's points (default 1)",
    "hint(text)": "what a student reads when the test fails",
    "timeout(seconds)": "wall-clock limit (default 10)",
    "memory(megabytes)": "memory limit (default 2048)",
    "fresh": "judges memory, counts or training: gets a worker that no other test uses (the fixture `clock` implies it)",
    "false_alarm(probability, why)": "how often a right answer fails this test, where chance has a say",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("course")
    group.addoption("--submission", default=".", help="folder that holds the student's modules (default: here)")
    group.addoption("--question", action="append", default=[], help="run only the tests of this question")


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Named mistakes and alternatives are submissions, not tests."""
    return True if collection_path.name == "cases" and collection_path.is_dir() else None


def question_of(item: pytest.Item) -> str | None:
    """The id in the test's `question` marker."""
    marker = item.get_closest_marker("question")
    return str(marker.args[0]) if marker is not None and marker.args else None


def marked(item: pytest.Item, name: str, default: Any) -> Any:
    """The first argument of a marker, or the default."""
    marker = item.get_closest_marker(name)
    return marker.args[0] if marker is not None and marker.args else default


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = set(config.getoption("--question"))
    if wanted:
        left_out = [item for item in items if question_of(item) not in wanted]
        items[:] = [item for item in items if question_of(item) in wanted]
        config.hook.pytest_deselected(items=left_out)


def _in_process(item: pytest.Item) -> AbstractContextManager[Transport]:
    return InProcess(Path(item.config.getoption("--submission")).resolve(), item.path.parent)


def _submission(item: pytest.Item, transport: Transport) -> Submission:
    student = Submission(transport)
    item.stash[CALL] = student._last
    return student


def _clock(item: pytest.Item, student: Submission) -> Clock:
    item.stash[CLOCK] = Clock(student, item.config.stash.get(ALONE, None))
    return item.stash[CLOCK]


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Iterator[Submission]:
    """The student's modules: `submission.<module>.<function>(…)`, `submission.probes.<name>(…)`."""
    with request.config.stash.get(TRANSPORT, _in_process)(request.node) as transport:
        yield _submission(request.node, transport)


@pytest.fixture
def clock(request: pytest.FixtureRequest, submission: Submission) -> Clock:
    """Judges how time grows with size; what fails beside other tests is measured again with the machine to itself."""
    return _clock(request.node, submission)


def is_fresh(item: pytest.Item) -> bool:
    """Whether the test gets a worker that no other test uses."""
    return "clock" in getattr(item, "fixturenames", ()) or item.get_closest_marker("fresh") is not None


def test_key(item: pytest.Item) -> str:
    """What a test is called in seeds and records: folder, file and name, wherever the tests lie."""
    return f"{item.path.parent.name}/{item.path.name}::{item.name}"


def _generator(item: pytest.Item, stream: str) -> Numbers:
    key = item.config.stash.get(SEED_KEY, b"laptop")
    digest = hmac.digest(key, f"{stream}|{test_key(item)}".encode(), "sha256")
    return default_rng(int.from_bytes(digest, "big"))


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Numbers:
    """Inputs of this test: the same for the same student and test, unpredictable without the course's secret."""
    return _generator(request.node, "inputs")


@pytest.fixture
def planted(request: pytest.FixtureRequest) -> Numbers:
    """What is planted to be found (the constants behind generated data): a stream of its own."""
    return _generator(request.node, "planted")


def fixtures_of(item: pytest.Function, transport: Transport) -> dict[str, Any]:
    """The fixtures above, as far as the test asks for them, without pytest's own way of making them."""
    asked = item.fixturenames
    student = _submission(item, transport)
    values: dict[str, Any] = {"submission": student} if "submission" in asked else {}
    if "clock" in asked:
        values["clock"] = _clock(item, student)
    for name, stream in (("rng", "inputs"), ("planted", "planted")):
        if name in asked:
            values[name] = _generator(item, stream)
    return values


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Say a failure in plain words: what was called, what came back, what was expected, a hint."""
    report = yield
    if report.failed and question_of(item) and call.excinfo is not None:
        item.stash[ERROR] = call.excinfo.value
        if item.config.option.tbstyle == "auto":
            report.longrepr = explain(item, call.excinfo.value)
    return report


def explain(item: pytest.Item, error: BaseException) -> str:
    """The failure of a test as a short block of text, for whoever may see its inputs."""
    call = item.stash.get(CALL, Call())
    rows = [("question", question_of(item) or ""), ("asks", meaning(item))]
    if isinstance(error, NotImplementedError) and isinstance(error, StudentError):
        rows.append(("problem", f"not written yet: {error.text or question_of(item)}"))
        return _block(rows)
    rows += [("called", call.asked), ("came back", call.came_back)]
    rows += [("problem", problem(error)), ("hint", str(marked(item, "hint", "")))]
    return _block(rows)


def problem(error: BaseException) -> str:
    """One sentence on what went wrong."""
    if isinstance(error, NoAnswer):
        return str(error)
    if isinstance(error, StudentError):
        return f"the code raised {error.type_name}: {error.text}"
    if isinstance(error, pytest.fail.Exception) and "DID NOT RAISE" in str(error):
        return f"an exception is asked for, and none was raised ({str(error).removeprefix('DID NOT RAISE ')})"
    if isinstance(error, AssertionError):
        text = (str(error) or "an assertion failed").partition("\nassert ")[0]
        return re.sub(r" at 0x[0-9a-f]+", "", text)  # where an object lies differs from run to run
    return "the test itself failed: " + "".join(traceback.format_exception_only(error)).strip()


def meaning(item: pytest.Item) -> str:
    """The test's docstring, in one line."""
    text = getattr(getattr(item, "obj", None), "__doc__", None) or item.name.replace("_", " ")
    return " ".join(text.split())


def _block(rows: list[tuple[str, str]]) -> str:
    return "\n".join(f"  {name:<10} {text}" for name, text in rows if text)

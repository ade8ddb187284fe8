"""An assignment's collected suite: which tests there are, what they belong to, and what identifies them.

Runs pytest's collection on the course's own tests only; nothing of a student's is on any path that pytest looks at.
"""

from __future__ import annotations

import difflib
import hashlib
import importlib.metadata
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast

import pytest

import autograder
from autograder.config import Assignment, ConfigError, Course
from autograder.kit.plugin import is_fresh, question_of, test_key

Work = Callable[[pytest.Session], Any]


class _Plugin:
    """Takes over after collection: `work` gets the session and does the running."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.result: Any = None
        self.problems: list[str] = []
        self.error: BaseException | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            config.pluginmanager.unregister(reporter)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Tests that get a worker of their own come last: one in between would cost the others theirs."""
        items.sort(key=is_fresh)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problems.append(f"{report.nodeid}: {report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """The outcome alone: pytest's own account of a failure parses the test's file, which takes longer than most tests."""
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        phase = cast(Literal["setup", "call", "teardown"], call.when)
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, phase, duration=call.duration)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not self.problems:
            try:
                self.result = self.work(session)
            except BaseException as error:  # carried out of pytest, which would print it
                self.error = error
        return True


def with_suite(folders: Sequence[Path], work: Work) -> Any:
    """Collect the tests under `folders` and give the session to `work`; its result. Raises ConfigError."""
    plugin = _Plugin(work)
    arguments = [
        "-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:logging", "-p", "autograder.kit.plugin", "-c", "/dev/null",
        "--rootdir", str(folders[0].parent), "--confcutdir", str(folders[0].parent), "--import-mode=prepend",
        "--capture=no", "--tb=short", *map(str, folders),
    ]  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        patch.delenv("PYTEST_ADDOPTS", raising=False)
        patch.setattr("sys.dont_write_bytecode", True)
        patch.setattr("sys.path", list(sys.path))
        # Where another pytest is running in this process (the course's own tests), its line-by-line differences of two
        # values would be worked out for ours too: hours for two long nested lists, which a reply can be made of.
        patch.setattr("_pytest.assertion.util._reprcompare", None)
        pytest.main(arguments, plugins=[plugin])
    _forget_modules(folders[0].parent)
    if plugin.error is not None:
        raise plugin.error
    if plugin.problems:
        raise ConfigError("the tests cannot be collected:\n" + "\n".join(plugin.problems))
    return plugin.result


def _forget_modules(folder: Path) -> None:
    """Another suite has files of the same names."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and Path(file).is_relative_to(folder):
            del sys.modules[name]


def check(assignment: Assignment, items: Sequence[pytest.Item]) -> None:
    """Every test belongs to a question, and every question has a test. Raises ConfigError."""
    known = {question.id for question in assignment.questions}
    file = f"assignments/{assignment.name}/assignment.toml"
    for item in items:
        if question_of(item) not in known:
            raise ConfigError(f"{test_key(item)}: its question {question_of(item)!r} is not in {file}")
    _check_voided(assignment, {test_key(item): question_of(item) or "" for item in items}, file)
    tested = {question_of(item) for item in items}
    if untested := sorted(known - tested):
        raise ConfigError(f"{file}: questions.id {', '.join(untested)}: no test carries this question's marker")


def _check_voided(assignment: Assignment, questions: Mapping[str, str], file: str) -> None:
    """A voided test exists, and the question that its points stay in has another test. `questions`: by test."""
    shared = {one.test for one in assignment.voided if one.gives == "shared"}
    for one in assignment.voided:
        if one.test not in questions:
            near = difflib.get_close_matches(one.test, questions, 3, 0.5)
            raise ConfigError(
                f"{file}: voided.test {one.test!r} is no test; the nearest are: {', '.join(near) or 'none'}"
            )
        mine = questions[one.test]
        if {test for test, question in questions.items() if question == mine} <= shared:
            raise ConfigError(
                f'{file}: no test of {mine} would be left to share its points out over; give them with gives = "everyone"'
            )


def suite_folders(course: Course, assignment: Assignment) -> list[Path]:
    """The public and hidden folders. Raises ConfigError when there is none."""
    folders = [course.suite(assignment.name) / part for part in ("public", "hidden")]
    there = [folder for folder in folders if folder.is_dir()]
    if not there:
        raise ConfigError(f"{course.suite(assignment.name)}: no folder `public` or `hidden` with tests")
    return there


def suite_hash(course: Course, assignment: Assignment) -> str:
    """Identifies the tests, the assignment's data, its given modules and the grader's own judging code."""
    data = (course.root / "assignments" / assignment.name / "assignment.toml").read_bytes()
    suite = sorted({file for folder in suite_folders(course, assignment) for file in folder.rglob("*.py")})
    return _digest([data, *_pieces(suite), *_judging(course, assignment)])


def question_hashes(course: Course, assignment: Assignment, items: Sequence[pytest.Item]) -> dict[str, str]:
    """Question -> what its verdicts depend on: the files that its tests stand in, and what all tests share.

    Shared are probes, oracles and every other file beside the tests, the limits, what is given, and the grader's judging code; points,
    titles and what is voided are not. A test file is read by pytest alone, never imported by another.
    """
    files: dict[str, set[Path]] = {question.id: set() for question in assignment.questions}
    for item in items:
        files[question_of(item) or ""].add(item.path)
    tests = set().union(*files.values())
    beside = sorted({f for folder in suite_folders(course, assignment) for f in folder.rglob("*.py")} - tests)
    left_out = {"title", "auto_total", "hand_total", "questions", "voided"}
    settings = assignment.model_dump_json(exclude=left_out).encode()
    shared = _digest([settings, *_pieces(beside), *_judging(course, assignment)]).encode()
    return {
        question.id: _digest([shared, question.module.encode(), *_pieces(sorted(files[question.id]))])
        for question in assignment.questions
    }


def _judging(course: Course, assignment: Assignment) -> list[bytes]:
    """The grader's own judging code, and the given modules."""
    package = Path(autograder.__file__).parent
    code = sorted(file for name in ("kit", "worker", "grading") for file in (package / name).rglob("*.py"))
    given = course.given_files(assignment)
    return [*_pieces(code), *(piece for name, data in given.items() for piece in (f"given/{name}".encode(), data))]


def _pieces(files: Sequence[Path]) -> list[bytes]:
    return [piece for file in files for piece in (f"{file.parent.name}/{file.name}".encode(), file.read_bytes())]


def _digest(pieces: Sequence[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def environment() -> dict[str, str]:
    """The versions that a result depends on."""
    versions = {"python": platform.python_version(), "machine": platform.machine()}
    for name in ("torch", "numpy", "scipy", "pytest", "efficient-ml-course"):
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "not installed"
    return versions

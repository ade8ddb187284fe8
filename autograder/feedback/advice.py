"""What to do next: the few steps that bring a student the most points, those that block others first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .result import Question, Result, Test
from .words import kind_in_words, number

MOST = 4
"""So many questions are named one by one; the others are only listed."""


@dataclass(frozen=True)
class Step:
    """One thing to do."""

    title: str
    lines: tuple[str, ...]
    question: str = ""
    """The question that it is about, for a link; "" for several."""


def steps(result: Result) -> list[Step]:
    """In the order in which to take them; empty when there is nothing to gain."""
    if result.status == "refused":
        again = "Put that right and hand in again, as your course's rules allow."
        return [Step("Your hand-in could not be accepted, so nothing was graded", (*result.messages, again))]
    if result.status == "missing":
        return [Step("Nothing was handed in", ("If you did hand in, tell the course staff where and when.",))]
    open_ones = [question for question in result.questions if question.lost > 0 and question.failed]
    found = _imports(open_ones)
    left = [question for question in open_ones if not _blocked(question)]
    unwritten = [question for question in left if _all_of(question, "not written")]
    others = sorted((q for q in left if q not in unwritten), key=lambda q: -q.lost)
    found += [_mend(question) for question in others[:MOST]]
    if unwritten:
        named = ", ".join(f"{question.id} ({number(question.lost)})" for question in unwritten)
        title = f"Write what is not written yet: {_points(sum(question.lost for question in unwritten))} to gain"
        found.append(Step(title, (f"{named}.",), unwritten[0].id if len(unwritten) == 1 else ""))
    if rest := others[MOST:]:
        named = ", ".join(f"{question.id} ({number(question.lost)})" for question in rest)
        found.append(Step(f"Then the rest: {_points(sum(question.lost for question in rest))} to gain", (f"{named}.",)))
    return found


def _imports(questions: Sequence[Question]) -> list[Step]:
    """One step for each module that cannot be imported: it costs all of its questions."""
    found = []
    for module in dict.fromkeys(question.module for question in questions):
        blocked = [question for question in questions if question.module == module and _blocked(question)]
        reasons = dict.fromkeys(
            test.problem for question in blocked for test in question.failed if test.kind == "import"
        )
        if blocked:
            title = f"Mend {module}, which cannot be imported: {_points(sum(question.lost for question in blocked))} to gain"
            named = ", ".join(question.id for question in blocked)
            after = f"None of its questions could be tested: {named}."
            found.append(Step(title, (*(f"{reason}." for reason in reasons), after)))
    return found


def _blocked(question: Question) -> bool:
    return any(test.kind == "import" for test in question.failed)


def _all_of(question: Question, kind: str) -> bool:
    return bool(question.failed) and all(test.kind == kind for test in question.failed)


def _mend(question: Question) -> Step:
    test = most_telling(question)
    which = f"{'Public' if test.public else 'Hidden'} test “{test.name}”"
    lines = [f"{which}: {kind_in_words(test.kind)}. {test.meaning}"]
    if test.called:
        lines.append(f"{test.called} came back as {test.came_back}: {test.problem}.")
    elif test.problem and not test.problem.startswith(kind_in_words(test.kind)):
        lines.append(f"{test.problem[:1].upper()}{test.problem[1:]}.")
    if test.hint:
        lines.append(f"Hint: {test.hint}")
    if len(question.failed) > 1:
        lines.append(f"{len(question.failed)} of its {len(question.tests)} tests failed; all are below.")
    return Step(f"{question.id}: {_points(question.lost)} to gain", tuple(lines), question.id)


def most_telling(question: Question) -> Test:
    """A public failure that shows a call, else a failure with a hint, else the first."""
    failed = question.failed
    shown = [test for test in failed if test.called]
    hinted = [test for test in failed if test.hint and test.kind not in ("unrun", "decided")]
    return (shown or hinted or list(failed))[0]


def _points(points: float) -> str:
    return f"{number(points)} {'point' if round(points, 2) == 1 else 'points'}"

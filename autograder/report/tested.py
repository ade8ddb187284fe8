"""The sections about the tests: how often each fails, which failures go together, which named mistakes they look like."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.config import Course

from .failures import Pair, TestFigures, in_words, name_of, question_pairs, test_pairs
from .mistakes import Behaviour, behaviours, known_mistakes
from .reading import ClassRun
from .tables import Column, Section, Table, Value, counted

MOST = 12
"""Rows of a list of the most frequent ones."""


def tests_section(tests: Sequence[TestFigures]) -> Section:
    """Each test: how often and how it fails; which fail for everybody or nobody."""
    everybody = [test for test in tests if test.answered and test.wrong == test.answered]
    nobody = [test for test in tests if test.answered and not test.failed]
    unanswered = [test for test in tests if not test.answered]
    text = [
        "Failed counts every hand-in that did not pass, as the points do. Wrong counts among those that answered: a function was there, "
        "could be imported and was asked. Only wrong answers tell about the test and the teaching."
    ]
    if unanswered:
        text.append(f"Nobody answered {counted(len(unanswered), 'test')}.")
    return Section(
        "tests",
        "Tests",
        tuple(text),
        (),
        (
            _test_table("failed-by-everybody", "Tests that everybody who answered fails", everybody),
            _test_table("failed-by-nobody", "Tests that nobody fails", nobody, kinds=False),
            _test_table("tests", "All tests", tests),
        ),
    )


def _test_table(name: str, title: str, tests: Sequence[TestFigures], kinds: bool = True) -> Table:
    rows: list[dict[str, Value]] = [
        {
            "name": test.name,
            "test": test.test,
            "question": test.question,
            "who": "public" if test.public else "hidden",
            "failed": test.failed,
            "failed_share": test.failed / test.ran,
            "answered": test.answered,
            "wrong": test.wrong,
            "kinds": in_words(test.kinds),
        }
        for test in tests
    ]
    return Table(
        name,
        title,
        (
            Column("name", "test"),
            Column("test", "test", private=True, shown=False),
            Column("question", "question", "id"),
            Column("who", "kind of test", "id"),
            Column("failed", "failed", "count"),
            Column("failed_share", "of all", "share"),
            Column("wrong", "wrong", "count"),
            Column("answered", "of answers", "count"),
            *((Column("kinds", "how they failed"),) if kinds else ()),
        ),
        tuple(rows),
    )


def together_section(run: ClassRun) -> Section:
    """Pairs of questions and of tests that the same hand-ins fail."""
    verdicts = [graded.verdicts for graded in run.graded]
    questions = [question.id for question in run.assignment.questions]
    return Section(
        "together",
        "What fails together",
        (
            "phi is 1 when the same hand-ins fail both, 0 when the one says nothing about the other. Hand-ins that answered only one of "
            "the two are left out, and so are pairs that fewer than three failed, or passed. A high phi often means one idea behind both.",
        ),
        (),
        (
            _pair_table("question-pairs", "Questions that lose points together", question_pairs(questions, verdicts)),
            _pair_table("test-pairs", "Tests of different questions that fail together", test_pairs(verdicts)),
        ),
    )


def _pair_table(name: str, title: str, pairs: Sequence[Pair]) -> Table:
    rows: list[dict[str, Value]] = [
        {
            "one": name_of(pair.one),
            "one_id": pair.one,
            "other": name_of(pair.other),
            "other_id": pair.other,
            "phi": pair.phi,
            "both": pair.both,
            "either": pair.either,
            "answered": pair.answered,
        }
        for pair in pairs[:MOST]
        if pair.phi > 0
    ]
    return Table(
        name,
        title,
        (
            Column("one", "this"),
            Column("one_id", "this", private=True, shown=False),
            Column("other", "and this"),
            Column("other_id", "and this", private=True, shown=False),
            Column("phi", "phi", "signed"),
            Column("both", "both failed", "count"),
            Column("either", "one or both", "count"),
            Column("answered", "of answers", "count"),
        ),
        tuple(rows),
        empty="No two fail together often enough to tell.",
    )


def behaviours_section(course: Course, run: ClassRun, tests: Sequence[TestFigures]) -> Section:
    """What wrong answers behave like, by the named mistakes of the audit. For staff: the cases are never published."""
    of_test = {test.test: test.question for test in tests}
    known = known_mistakes(course, run.assignment, of_test)
    name, title = "behaviours", "Wrong behaviours by name"
    if known is None:
        why = f"There is no audit of this week to compare with: `autograder audit {run.assignment.name} --quick` makes one."
        return Section(name, title, (why,), private=True)
    found = behaviours(known, [graded.verdicts for graded in run.graded])
    named, unnamed = [one for one in found if one.names], [one for one in found if not one.names]
    text = [
        "A hand-in behaves like a named mistake when it fails exactly the tests of the question that the mistake fails. That does not say "
        "that it is that mistake: read the code before you say so to anybody.",
        f"{sum(one.hand_ins for one in named)} wrong answers behave like a mistake that {known.source} knows, "
        f"{sum(one.hand_ins for one in unnamed)} like none: what is frequent there is worth a case of its own in tests/.",
    ]
    if known.foreign:
        text.append(
            f"Left out: {counted(known.foreign, 'mistake')} audited with tests that this run does not have; audit the week again."
        )
    table = Table(
        name,
        "The most frequent ones",
        (
            Column("question", "question", "id"),
            Column("hand_ins", "hand-ins", "count"),
            Column("behaves_like", "behaves like"),
            Column("failed", "fails"),
        ),
        tuple(_behaviour(one) for one in (*named[: 2 * MOST], *unnamed[:MOST])),
        empty="No hand-in gave a wrong answer.",
    )
    return Section(name, title, tuple(text), (), (table,), private=True)


def _behaviour(one: Behaviour) -> dict[str, Value]:
    tests = map(name_of, one.failed)
    likes = list(one.names[:6]) + ([f"{len(one.names) - 6} more"] if len(one.names) > 6 else [])
    return {
        "question": one.question,
        "hand_ins": one.hand_ins,
        "behaves_like": " or ".join(likes) or "no named mistake",
        "failed": "; ".join(tests),
    }

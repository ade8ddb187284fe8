"""The first sections: what to do first, the totals, the questions. Counts and correlations; judges nobody."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence

from autograder.feedback.words import kind_in_words

from .failures import TestFigures
from .items import Item
from .plots import Plot, bars, columns, dots
from .reading import ClassRun
from .tables import Column, Section, Table, Value, counted

FEW = 30
"""With fewer hand-ins a correlation is mostly chance."""


def first_section(run: ClassRun, tests: Sequence[TestFigures], found: Sequence[Item]) -> Section:
    """What a person does first; in the order of haste."""
    statuses = Counter(person.status for person in run.others)
    voided = {one.test for one in run.assignment.voided}
    tests = [test for test in tests if test.test not in voided]
    broken = [test for test in tests if any(kind == kind_in_words("broken test") for kind, _ in test.kinds)]
    all_fail = [test for test in tests if test.answered and test.wrong == test.answered]
    against = [item for item in found if item.discrimination is not None and item.discrimination < 0]
    todo = []
    if broken:
        todo.append(
            f"{counted(len(broken), 'test')} failed by the course's own mistake: mend or void them, and grade again."
        )
    if statuses["graded"]:
        todo.append(
            f"The grader itself failed on {counted(statuses['graded'], 'hand-in')}: give the same command again."
        )
    if statuses["unidentified"]:
        todo.append(f"Without an owner: {counted(statuses['unidentified'], 'hand-in')}. See “Not graded”.")
    if statuses["refused"]:
        todo.append(f"Refused: {counted(statuses['refused'], 'hand-in')}. Tell the students why.")
    if all_fail:
        todo.append(
            f"Everybody who answered fails {counted(len(all_fail), 'test')}: is it right, and does the handout say what it asks?"
        )
    if against:
        names = ", ".join(item.question for item in against)
        todo.append(f"Those who do well elsewhere do worse here: {names}. Read its tests and its text again.")
    if statuses["missing"]:
        todo.append(f"Nothing came from {counted(statuses['missing'], 'student')} on the roster.")
    return Section("first", "What to do first", tuple(todo) or ("Nothing asks for haste.",), private=True)


def totals_section(run: ClassRun, consistency: float | None) -> Section:
    """Distribution of totals, and Cronbach's alpha."""
    totals = [graded.total for graded in run.graded]
    most = float(run.assignment.auto_total)
    quartiles: Sequence[float | None] = (None, None, None)
    if len(totals) > 1:
        quartiles = statistics.quantiles(totals, n=4, method="inclusive")
    summary: list[tuple[str, Value]] = [
        ("graded hand-ins", len(totals)),
        ("points to have", most),
        ("mean", statistics.fmean(totals) if totals else None),
        ("standard deviation", statistics.stdev(totals) if len(totals) > 1 else None),
        ("lowest", min(totals, default=None)),
        ("lower quartile", quartiles[0]),
        ("median", quartiles[1]),
        ("upper quartile", quartiles[2]),
        ("highest", max(totals, default=None)),
        ("Cronbach's alpha", consistency),
    ]
    text = ["Automatic points of the hand-ins that were graded; refused and missing ones are left out."]
    if consistency is None:
        text.append("Cronbach's alpha needs two questions, two hand-ins and totals that differ; there is none here.")
    else:
        text.append(
            "Cronbach's alpha says how far the questions measure one thing (1: entirely; below about 0.7 a total orders students "
            "only roughly). Hand-ins in which nothing was written raise it."
        )
    if len(totals) < FEW:
        text.append(
            f"This is of {counted(len(totals), 'hand-in')}: correlations of fewer than {FEW} are mostly chance."
        )
    return Section(
        "totals",
        "Totals",
        tuple(text),
        (columns("totals-plot", "Distribution of totals", _bins(totals, most), "points"),),
        (
            Table(
                "totals",
                "Totals in numbers",
                (Column("figure", "figure"), Column("value", "value", "points")),
                tuple({"figure": name, "value": value} for name, value in summary),
            ),
        ),
    )


def _bins(values: Sequence[float], most: float) -> list[tuple[str, int]]:
    """Ten equal classes from 0 to the most; the upper end belongs to the last."""
    counts = [0] * 10
    for value in values:
        counts[max(0, min(9, int(10 * value / most)))] += 1
    edges = [most * place / 10 for place in range(11)]
    return [(f"{edges[i]:g}–{edges[i + 1]:g}", count) for i, count in enumerate(counts)]


def _shares(values: Sequence[float], most: float) -> list[tuple[str, int]]:
    """Nothing, up to a quarter, a half, three quarters, less than all, all."""
    labels = ("0", "≤¼", "≤½", "≤¾", "<1", "all")
    counts = dict.fromkeys(labels, 0)
    for value in values:
        share = value / most
        place = 0 if share <= 0 else 5 if share >= 1 else min(4, math.ceil(share * 4))
        counts[labels[place]] += 1
    return list(counts.items())


def questions_section(run: ClassRun, found: Sequence[Item]) -> Section:
    """Each question: distribution, difficulty, discrimination."""
    by_hardness = sorted(
        found, key=lambda item: (item.difficulty if item.difficulty is not None else 1.0, item.question)
    )
    plots: list[Plot] = [
        bars(
            "difficulty-plot",
            "Share of the points that was earned, hardest question first",
            [(i.question, i.difficulty or 0.0, f"{i.difficulty or 0.0:.0%}") for i in by_hardness],
            "share earned",
            1.0,
        ),
        dots(
            "discrimination-plot",
            "Discrimination of each question",
            [(item.question, item.discrimination) for item in by_hardness],
            "correlation with the rest",
        ),
    ]
    for item in found:
        earned = [graded.points[item.question] for graded in run.graded]
        title = f"{item.question}, of {item.points}"
        plots.append(
            columns(f"of-{item.question}", title, _shares(earned, item.points), "share of the points", True, 100)
        )
    rows: list[dict[str, Value]] = [
        {
            "question": item.question,
            "points": item.points,
            "mean": item.mean,
            "deviation": item.deviation,
            "full_share": item.full / len(run.graded) if run.graded else None,
            "full": item.full,
            "nothing": item.nothing,
            "difficulty": item.difficulty,
            "discrimination": item.discrimination,
        }
        for item in found
    ]
    table = Table(
        "questions",
        "Questions",
        (
            Column("question", "question", "id"),
            Column("points", "points", "count"),
            Column("mean", "mean", "points"),
            Column("deviation", "st. dev.", "points"),
            Column("full_share", "full marks", "share"),
            Column("full", "full marks", "count", shown=False),
            Column("nothing", "zeros", "count"),
            Column("difficulty", "earned", "share"),
            Column("discrimination", "discrimination", "signed"),
        ),
        tuple(rows),
        "Earned is the share of the question's points that the class has (what item analysis calls difficulty: low is hard). "
        "Discrimination is the correlation with the sum of all other questions; – means that one of the two is the same for everybody. "
        "Near 0 the question tells nothing about the rest; below 0 it works against it.",
    )
    return Section("questions", "Questions", (), tuple(plots), (table,))

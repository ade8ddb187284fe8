"""A course grade in sentences: every step from a hand-in to the letter, so that a student can do the sum by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from .clock import said
from .exact import shown
from .grade import CourseGrade
from .settings import ASSIGNMENTS, Policy
from .standing import Priced, Standing


def explain(policy: Policy, grade: CourseGrade) -> list[str]:
    """The lines of the student's page."""
    name = f" ({grade.name})" if grade.name and grade.name != grade.student_id else ""
    lines = [f"{grade.student_id}{name}"]
    if grade.standings:
        lines += ["", "Assignments", *_rules(policy)]
    for standing in grade.standings:
        lines += ["", *_standing(policy, standing)]
    if grade.standings:
        lines += ["", *_dropped(policy, grade)]
    lines += ["", "Course grade", *_parts(policy, grade), *_number(policy, grade)]
    return lines


def explain_standing(policy: Policy, standing: Standing) -> list[str]:
    """The lines on one assignment: which hand-in counts, what lateness cost, what was given by hand."""
    return [line.strip() for line in _standing(policy, standing)]


def _rules(policy: Policy) -> Iterator[str]:
    late = policy.late
    if late.late_days:
        most = f", at most {late.late_days_per_assignment} for one assignment" if late.late_days_per_assignment else ""
        yield f"There are {late.late_days} late days for the term{most}; they are spent in the order of the due dates."
    if late.penalty:
        yield f"Each started day late that no late day covers costs {late.penalty} per cent of an assignment's maximum."


def _standing(policy: Policy, standing: Standing) -> Iterator[str]:
    name, maximum = standing.planned.name, shown(standing.worth.maximum)
    if standing.state == "excused":
        yield f"{name}: excused ({standing.because}). It is left out."
        return
    if standing.state == "not graded":
        yield f"{name}: not graded yet. It is left out for now."
        return
    yield f"{name}: {standing.due.sentence}"
    if standing.counted and standing.counted.attempt:
        yield f"  {_counts(policy, standing)}"
        yield f"  {_lateness(policy, standing, standing.counted)}"
    else:
        yield f"  Nothing was handed in{f': {standing.because}' if standing.because else ''}. That counts as 0."
    yield from (f"  {line}" for line in _points(standing))
    per_cent = shown(standing.per_cent or Fraction(0))
    yield f"  Counts: {shown(standing.points)} of {maximum} points, {per_cent} per cent."


def _counts(policy: Policy, standing: Standing) -> str:
    counted = standing.counted
    assert counted and counted.attempt
    when = counted.attempt.submitted_at
    moment = f"handed in {said(when, policy.zone)}" if when else "handed in, nobody recorded when"
    sentence = f"Hand-in {counted.attempt.submission[:12]}, {moment}"
    if not standing.others:
        return f"{sentence}: {standing.because}."
    others = "; ".join(_other(policy, other) for other in standing.others)
    return f"{sentence}: {standing.because}. Not counted: {others}."


def _other(policy: Policy, other: Priced) -> str:
    assert other.attempt
    when = f" of {said(other.attempt.submitted_at, policy.zone)}" if other.attempt.submitted_at else ""
    worth = "came after the assignment had closed" if other.price.closed else f"{shown(other.price.points)} points"
    return f"{other.attempt.submission[:12]}{when} ({worth})"


def _lateness(policy: Policy, standing: Standing, counted: Priced) -> str:
    attempt, price = counted.attempt, counted.price
    assert attempt
    left = f"{_days(standing.days_left)} left" if policy.late.late_days else ""
    if attempt.submitted_at is None:
        marked = (
            "the LMS marked it late, but nobody recorded when it came" if attempt.marked_late else "no time is known"
        )
        return f"Counted as on time, since {marked}{'; ' + left if left else ''}."
    if not price.days_late:
        grace = " (within the grace)" if attempt.submitted_at > standing.due.moment else ""
        return f"On time{grace}: 0 days late, 0 spent{', ' + left if left else ''}, penalty 0."
    late = _length(int((attempt.submitted_at - standing.due.moment).total_seconds()))
    spent = f", {_days(price.spent)} spent, {left}" if left else ""
    return f"{late} late, which is {_days(price.days_late)}{spent}: penalty {shown(price.penalty)} points."


def _points(standing: Standing) -> Iterator[str]:
    counted = standing.counted
    if counted and counted.attempt:
        yield f"By tests: {shown(counted.tests)} points."
    for given in counted.hand if counted else ():
        by = f" by {given.by}" if given.by else ""
        yield f"By hand{by}: {given.question} {shown(given.points)} points.{f' “{given.comment}”' if given.comment else ''}"
        if counted and counted.attempt and not given.is_of(counted.attempt):
            yield f"  (given on an earlier hand-in, {given.submission[:12]}; it stays, and somebody should look again)"
    if standing.waits:
        yield f"The {standing.worth.hand} points that are given by hand have not been given yet; they count as 0."
    if counted and counted.price.penalty:
        yield f"{shown(counted.raw)} − {shown(counted.price.penalty)} = {shown(counted.price.points)} points (never below 0)."


def _dropped(policy: Policy, grade: CourseGrade) -> Iterator[str]:
    if policy.drop_lowest:
        names = ", ".join(standing.planned.name for standing in grade.dropped) or "none"
        yield f"Dropped as the lowest by per cent: {names}."
    kept = [s for s in grade.standings if s.per_cent is not None and s not in grade.dropped]
    if not kept:
        yield "There is no assignment grade."
        return
    weights = [s.planned.weight for s in kept]
    alike = len(set(weights)) == 1
    terms = [shown(s.per_cent or Fraction(0)) + ("" if alike else f" × {s.planned.weight}") for s in kept]
    over = str(len(kept)) if alike else str(sum(weights))
    score = next((part.score for part in grade.parts if part.name == ASSIGNMENTS), None)
    result = f" = {shown(score)} per cent" if score is not None else ""
    yield f"Assignments: ({' + '.join(terms)}) / {over}{result}."


def _parts(policy: Policy, grade: CourseGrade) -> Iterator[str]:
    published = policy.shares()
    for part in grade.parts:
        share = grade.shares.get(part.name)
        if share is None:
            yield f"{part.name}: {part.sentence} Its {shown(published[part.name])} per cent go to the others in proportion."
            continue
        weight = policy.weights[part.name]
        scaled = f", scaled from {weight}" if share != weight else ""
        score = part.score if part.score is not None else Fraction(0)
        yield f"{part.name}: {shown(score)} per cent. {part.sentence} Weight {shown(share)} per cent{scaled}: {shown(share * score / 100)}."


def _number(policy: Policy, grade: CourseGrade) -> Iterator[str]:
    if grade.exact is None or grade.number is None:
        yield "Nothing is given yet, so there is no number."
    else:
        added = " + ".join(shown(grade.shares[p.name] * p.score / 100) for p in grade.parts if p.score is not None)
        places = "a whole number" if not policy.decimals else f"{policy.decimals} decimals"
        yield f"Sum: {added} = {shown(grade.exact)}; rounded half up to {places}, once: {grade.number}."
    for reason in grade.failed:
        yield f"Grade: F, because of {reason}, whatever the number."
    if not grade.failed and grade.letter:
        bound = policy.letters.get(grade.letter)
        yield f"Grade: {grade.letter}" + (f", from {bound} on." if bound is not None else ", below every boundary.")
    if not grade.complete:
        yield "This is not final: what is not given or not graded yet will change it."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _length(seconds: int) -> str:
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (left, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"

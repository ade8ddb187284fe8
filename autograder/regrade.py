"""What an earlier record of a run still holds: after a fix in mid-week only the questions whose tests changed run again.

A verdict holds where the student, the bytes, the secret, the environment, and all that its question's tests depend on are
the same (`grading.suite.question_hashes`). Never looks at a student's file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .grading import Verdict
from .grading.tasks import Task
from .intake import HandIn


@dataclass
class Regrade:
    """The tests of today, and the earlier records that count for hand-ins now being graded."""

    hashes: Mapping[str, str] = field(default_factory=dict)
    """Question -> hash, as `question_hashes` gives it."""
    tests: Mapping[str, str] = field(default_factory=dict)
    """Test -> question, in the suite's order."""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)

    @staticmethod
    def holds(hand_in: HandIn, record: dict[str, Any] | None, versions: Mapping[str, Any]) -> bool:
        """Whether the record is of these bytes by these versions, the suite's hash among them: nothing is left to run."""
        return record is not None and (record.get("digest"), record.get("versions")) == (hand_in.digest, versions)

    def task(self, hand_in: HandIn, record: dict[str, Any] | None, versions: Mapping[str, Any]) -> Task | None:
        """What is left to run of a hand-in; None where the record holds as it is. `versions`: what grades now."""
        known = record and record.get("digest") == hand_in.digest and _same(record.get("versions"), versions)
        hashes = record.get("questions", {}) if record is not None and known else {}
        changed = {question for question, now in self.hashes.items() if hashes.get(question) != now}
        if record is None or changed == set(self.hashes):
            return Task(hand_in.student_id, hand_in.files)
        self.records[hand_in.student_id] = record
        tests = tuple(test for test, question in self.tests.items() if question in changed)
        return Task(hand_in.student_id, hand_in.files, tests) if changed else None

    def whole(self, student_id: str, new: Sequence[Verdict]) -> tuple[Verdict, ...]:
        """Every test's verdict, in the suite's order: the new ones, and the earlier ones that hold. Forgets the record."""
        record = self.records.pop(student_id, {"verdicts": ()})
        verdicts = {verdict["test"]: Verdict(**verdict) for verdict in record["verdicts"]}
        verdicts |= {verdict.test: verdict for verdict in new}
        return tuple(verdicts[test] for test in self.tests)


def _same(earlier: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    """The same versions of everything but the tests."""
    return earlier is not None and {**earlier, "suite": None} == {**now, "suite": None}

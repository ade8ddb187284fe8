"""Intake: from what an LMS gives to the files of each student, as bytes with a hash.

Students' files are opened as bytes only: never parsed, decoded as source, imported, unpickled or written to disk with
their names. Who handed in is decided by the roster alone. `docs/intake.md` says what is understood and what is refused.
"""

from autograder.intake.model import Asked, HandIn, IntakeError, Limits, digest_of
from autograder.intake.roster import Roster, Student, read_roster
from autograder.intake.take import take_in, take_one

__all__ = [
    "Asked", "HandIn", "IntakeError", "Limits", "Roster", "Student", "digest_of", "read_roster", "take_in",
    "take_one",
]  # fmt: skip

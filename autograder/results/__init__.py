"""What a run leaves behind: scores.csv, one Gradescope-format JSON per student, the staff's record, the ledger."""

from .points import Score, score
from .store import RunFolder

__all__ = ["RunFolder", "Score", "score"]

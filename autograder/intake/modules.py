"""Which asked file a name means, although a browser or an LMS changed it."""

import re
import unicodedata

from autograder.intake.model import Asked

_COPY = r"(\s*[-_ ]?\s*\(\d{1,4}\)|[-_ ]\d{1,3})*\s*"


def asked_name(name: str, asked: Asked) -> str | None:
    """`flops.py` for `flops.py`, `Flops.PY`, `flops-1.py`, `flops (1).py`, `flops.py.txt`; None when none is meant."""
    if name in asked.files:
        return name
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    for wanted in asked.files:
        stem, _, ending = wanted.casefold().rpartition(".")
        more = r"(\.(txt|text|json|download))?" if ending == "ipynb" else r"(\.(txt|text|download))?"
        if re.fullmatch(rf"{re.escape(stem)}{_COPY}\.{ending}{more}(\s*\(\d{{1,4}}\)|\.\d{{1,2}})?", folded):
            return wanted
    return None


def lms_target(name: str) -> str:
    """A name without the `-1` that Canvas adds to a file that is handed in again."""
    return re.sub(r"-\d{1,3}(?=\.)", "", unicodedata.normalize("NFC", name).casefold(), count=1)

"""What a call can end in besides a value. Only the student's own exception is an `Exception`.

What is not the student's answer (a failed import, a timeout, a crash, a reply that does not cross) must never satisfy
a `pytest.raises(...)`: those are `BaseException`s, out of reach of any `raises(Exception)`.
"""

from __future__ import annotations

import builtins
from functools import cache

#: Limits that show as an exception of the code's own; a closed list, since the word comes from the student's side.
LIMIT_WORDS = ("memory", "processes", "open files", "file size", "disk")


class StudentError(Exception):
    """An exception that the student's code raised; also an instance of the builtin exception nearest to it.

    Attributes: `type_name` and `text`, both the student's words: inert text, never to be shown with a hidden test;
    `limit`, one of LIMIT_WORDS when a limit of the sandbox is behind it, else empty.
    """

    type_name: str = ""
    text: str = ""
    limit: str = ""


_NO_ANSWERS = (Warning, BaseExceptionGroup, StopIteration, StopAsyncIteration)
#: What may stand for a student's exception. `Warning`s and exit-like exceptions are not answers to a bad argument, and
#: a StopIteration would end a test's own loop over `map(submission.….f, inputs)` before anything was compared.
BUILTIN_ERRORS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, _NO_ANSWERS)
}


@cache
def _student_error_class(builtin: str) -> type[StudentError]:
    kind = BUILTIN_ERRORS.get(builtin, Exception)
    if kind is Exception:
        return StudentError

    def nothing(self: object, *args: object) -> None:
        """UnicodeDecodeError and its like demand arguments; a StudentError takes none."""

    body = {"__init__": nothing, "__str__": lambda self: f"{self.type_name}: {self.text}"}
    return type(f"StudentError[{builtin}]", (kind, StudentError), body)


def student_error(builtin: str, type_name: str, text: str, limit: str = "") -> StudentError:
    """The trusted side's stand-in for what the student raised: `pytest.raises(ValueError)` reads naturally."""
    kind = _student_error_class(builtin)
    error = kind.__new__(kind)
    error.type_name, error.text = type_name, text
    error.limit = limit if limit in LIMIT_WORDS else ""
    error.args = (f"{type_name}: {text}",)
    return error


class NoAnswer(BaseException):
    """The call brought no answer of the student's; `kind` is one word for reports, the text a sentence for them."""

    kind = "no answer"


class ImportFailed(NoAnswer):
    """The module could not be imported. `before_inputs`: reported before any of the test's inputs was sent."""

    kind = "import"

    def __init__(self, module: str, sentence: str, before_inputs: bool = False) -> None:
        super().__init__(sentence)
        self.module, self.before_inputs = module, before_inputs


class TimedOut(NoAnswer):
    """The time limit ran out; the worker was killed."""

    kind = "timeout"


class LimitHit(NoAnswer):
    """Memory or output limit; the worker was killed."""

    kind = "limit"


class Crashed(NoAnswer):
    """The worker ended without a reply: `sys.exit`, `os._exit`, a segmentation fault."""

    kind = "crash"


class NotAValue(NoAnswer):
    """The result does not cross: a subclass, a generator, a lying object."""

    kind = "type"


class Garbled(NoAnswer):
    """The worker's reply broke the protocol."""

    kind = "protocol"


class Missing(NoAnswer):
    """The function is not in the module."""

    kind = "missing"


class Left(NoAnswer):
    """The code tried to end the program (SystemExit, KeyboardInterrupt, pytest.skip …) instead of answering."""

    kind = "left"

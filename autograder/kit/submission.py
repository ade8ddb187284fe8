"""The `submission` object of a test: `submission.flops.matmul_flops(3, 5, 7)` sends values and gives a value back.

It runs where the test runs. It never touches a student's object: it hands encoded values to a transport (the sandboxed
worker's, or the in-process one of a laptop) and decodes what comes back, so that both see the same student.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NoReturn, Protocol

import numpy as np

from .codec import DoesNotCross, Encoded, WireError, decode, encode
from .errors import Garbled, ImportFailed, Left, Missing, NotAValue, student_error
from .records import Record


class Transport(Protocol):
    """Where requests go. `exchange` may raise any NoAnswer (timeout, crash, limit)."""

    def exchange(
        self, request: Mapping[str, Any], buffers: tuple[bytes, ...]
    ) -> tuple[Mapping[str, Any], tuple[bytes, ...]]: ...


@dataclass
class Call:
    """What was asked last and what came back, in words: for public tests, and for the staff's record of hidden ones.

    Put into words only when it is read, which is after a test has failed.
    """

    _asked: Callable[[], str] = str
    _came_back: Callable[[], str] = str

    @property
    def asked(self) -> str:
        """`flops.matmul_flops(3, 5, 7)`."""
        return self._asked()

    @property
    def came_back(self) -> str:
        """`210 (int)`."""
        return self._came_back()


@dataclass(repr=False)
class Submission:
    """One student's modules, seen through a transport. `.<module>.<function>(…)` and `.probes.<name>(…)` ask it."""

    _transport: Transport
    _last: Call = field(default_factory=Call)
    _imported: set[str] = field(default_factory=set)
    _spent: float = 0.0
    """Seconds that requests for values were with the student's code."""

    def __getattr__(self, module: str) -> _Functions:
        if module.startswith("_"):
            raise AttributeError(module)
        return _Functions(self, "probe" if module == "probes" else "call", module)

    def __repr__(self) -> str:
        return "submission"

    def value_of(self, module: str, name: str) -> Any:
        """A value that a module or a notebook defines: `submission.value_of("report", "best_rate")`."""
        return self._ask("value", module, name, (), {})

    def _ask(self, op: str, module: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self._last._asked = lambda: describe_call(f"{module}.{name}", args, kwargs)
        self._last._came_back = lambda: "nothing (no reply)"
        if (
            op in ("call", "value") and module not in self._imported
        ):  # before any input is sent: its error cannot carry one
            self._read(*self._transport.exchange({"op": "import", "module": module}, ()))
            self._imported.add(module)
        try:
            encoded = encode((args, kwargs))
        except DoesNotCross as error:
            raise TypeError(f"this test hands in something that is not a value: {error}") from None
        request = {"op": op, "module": module, "name": name, "tree": encoded.tree}
        start = time.perf_counter()
        reply, buffers = self._transport.exchange(request, encoded.buffers)
        self._spent += time.perf_counter() - start
        value = self._read(reply, buffers)
        self._last._came_back = lambda: f"{short(value)} ({type(value).__name__})"
        return value

    def _read(self, reply: Mapping[str, Any], buffers: tuple[bytes, ...]) -> Any:
        """Turn a reply into a value or an exception. A reply that breaks the rules is Garbled."""
        kind = reply.get("kind")
        if kind == "value":
            try:
                return decode(Encoded(reply.get("tree"), buffers))
            except WireError as error:
                raise Garbled(f"the reply broke the protocol: {error}") from None
        if buffers:
            raise Garbled("the reply broke the protocol: buffers beside an error")
        self._raise(kind, {key: _text(reply.get(key)) for key in ("module", "text", "type", "builtin", "limit")})

    def _raise(self, kind: object, words: Mapping[str, str]) -> NoReturn:
        text = words["text"]
        if kind == "error":
            self._last._came_back = lambda: f"{words['type']}: {short(text)}"
            raise student_error(words["builtin"], words["type"], text, words["limit"])
        if kind == "import":
            raise ImportFailed(words["module"], text)
        if kind == "missing":
            raise Missing(f"the function {self._last.asked.partition('(')[0]} is not there")
        if kind == "uncrossable":
            self._last._came_back = lambda: text
            raise NotAValue(text)
        if kind == "left":
            self._last._came_back = lambda: words["type"]
            raise Left(f"the code raised {words['type']}, which ends the program, instead of returning an answer")
        raise Garbled("the reply broke the protocol: an unknown kind")


class _Functions:
    """`submission.pareto`: what its attributes are called with is sent. Named so in a failed assertion."""

    def __init__(self, submission: Submission, op: str, module: str) -> None:
        self._submission, self._op, self._module = submission, op, module

    def __getattr__(self, name: str) -> _Function:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Function(self, name)

    def __repr__(self) -> str:
        return f"submission.{self._module}"


class _Function:
    def __init__(self, of: _Functions, name: str) -> None:
        self._of, self._name = of, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        of = self._of
        return of._submission._ask(of._op, of._module, self._name, args, kwargs)

    def __repr__(self) -> str:
        return f"{self._of}.{self._name}"


def _text(value: object) -> str:
    return value[:2500] if type(value) is str else ""


def short(value: object, limit: int = 120) -> str:
    """A value in at most `limit` characters, at a cost that does not grow with it. Values only, as a decoder builds them."""
    text = _words(value, limit, 4)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _words(value: Any, limit: int, depth: int) -> str:
    kind = type(value)
    if kind in (str, bytes):
        return repr(value[: limit + 1])
    if kind is int and value.bit_length() > 400:
        return f"an integer of {value.bit_length()} bits"
    if kind is np.ndarray and value.size > 12:
        return f"array of shape {value.shape}, {value.dtype}"
    if kind.__name__ == "Tensor" and value.numel() > 12:
        return f"tensor of shape {tuple(value.shape)}, {value.dtype}"
    if kind not in (list, tuple, dict, Record):
        return repr(value)
    if kind in (list, tuple) and len(value) > 12:
        return f"{kind.__name__} of {len(value)} items, first {short(value[0], 40)}"
    if not depth:
        return "…"
    if kind is Record:
        fields = [f"{name}={_words(item, limit, depth - 1)}" for name, item in value.fields]
        return f"{value.record_name}({', '.join(fields)})"
    if kind is dict:
        pairs = islice(value.items(), 12)
        parts = [f"{_words(key, limit, depth - 1)}: {_words(item, limit, depth - 1)}" for key, item in pairs]
        return "{" + ", ".join(parts + ["…"] * (len(value) > 12)) + "}"
    inner = ", ".join(_words(item, limit, depth - 1) for item in value)
    return f"[{inner}]" if kind is list else f"({inner}{',' * (len(value) == 1)})"


def describe_call(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """`flops.matmul_flops(3, 5, 7)`."""
    parts = [short(arg, 60) for arg in args] + [f"{key}={short(arg, 60)}" for key, arg in kwargs.items()]
    return f"{name}({', '.join(parts)})"

"""Doing what a request asks with the student's modules: import, call a function, call a probe.

Runs where student code runs: in the sandboxed worker, and in-process on a laptop. It answers with a reply (a plain
dict of JSON trees plus buffers) and judges nothing. A reply carries values, never verdicts.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Mapping
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Any

from .codec import DoesNotCross, Encoded, decode, encode
from .errors import BUILTIN_ERRORS, ImportFailed
from .ipynb import read_notebook
from .modules import StudentModules
from .records import Record, build, record_of

_ERRNO_WORDS = {
    errno.ENOSPC: "disk",
    errno.EFBIG: "file size",
    errno.EMFILE: "open files",
    errno.EAGAIN: "processes",
    errno.ENOMEM: "memory",
}
Given = Mapping[tuple[str, str], tuple[str, ...]]
Reply = tuple[dict[str, Any], tuple[bytes, ...]]


class Dispatcher:
    """Answers requests for one test: one set of freshly imported modules."""

    def __init__(self, modules: StudentModules, given: Given | None) -> None:
        self.modules = modules
        self.given = given
        self.probes: ModuleType | None = None

    def answer(self, request: Mapping[str, Any], buffers: tuple[bytes, ...] = ()) -> Reply:
        """One request, one reply. Requests: {op, module, name, tree, source of the probes}.

        `import` a module, `call` its function, take the `value` of its name, call a `probe`; `read` the bytes of a
        notebook, and run the text of a `cell` in the notebook called `module`.
        """
        try:
            if request["op"] == "import":
                self.modules.load(request["module"])
                return {"kind": "value", "tree": None}, ()
            args, kwargs = decode(Encoded(request["tree"], buffers))
            function = self._does(request)
        except ImportFailed as error:
            return {"kind": "import", "module": error.module, "text": str(error)}, ()
        except AttributeError as error:
            return {"kind": "missing", "text": str(error)}, ()
        try:
            result = function(*self._given(args), **self._given(kwargs))
        except ImportFailed as error:
            return {"kind": "import", "module": error.module, "text": str(error)}, ()
        except BaseException as error:
            return _error_reply(error), ()
        try:
            encoded = encode(result, lambda value: record_of(value, self.given, self.modules.loaded()))
        except DoesNotCross as error:
            return {"kind": "uncrossable", "text": str(error)}, ()
        except BaseException as error:
            return {"kind": "uncrossable", "text": f"reading the result raised {_name(error)}"}, ()
        return {"kind": "value", "tree": encoded.tree}, encoded.buffers

    def _given(self, value: Any) -> Any:
        """Records become the student's own objects, inside lists, tuples and dicts too."""
        if type(value) is Record:
            return build(value, self.modules.load(value.module_name))
        if type(value) in (list, tuple):
            return type(value)(self._given(item) for item in value)
        if type(value) is dict:
            return {key: self._given(item) for key, item in value.items()}
        return value

    def _does(self, request: Mapping[str, Any]) -> Any:
        op = request["op"]
        if op == "probe":
            return self._probe(request)
        if op == "read":
            return read_notebook
        if op == "cell":
            return lambda *args: self.modules.run_cell(request["module"], *args)
        found = self._function(request)
        return (lambda: found) if op == "value" else found

    def _function(self, request: Mapping[str, Any]) -> Any:
        module, name = self.modules.load(request["module"]), request["name"]
        if not hasattr(module, name):
            raise AttributeError(f"{request['module']}.py has no function {name}")
        return getattr(module, name)

    def _probe(self, request: Mapping[str, Any]) -> Any:
        if self.probes is None:
            self.probes = ModuleType("probes")
            sys.modules["probes"] = self.probes
            exec(_compiled(request["source"]), self.probes.__dict__)  # the course's own source
        function = getattr(self.probes, request["name"])
        return lambda *args, **kwargs: function(self.modules, *args, **kwargs)


@lru_cache(maxsize=8)
def _compiled(source: str) -> CodeType:
    return compile(source, "probes.py", "exec")


def _error_reply(error: BaseException) -> dict[str, Any]:
    """The nearest builtin in the exception's ancestry, and its name and message as text."""
    kind = type(error)
    if not issubclass(kind, Exception):
        return {"kind": "left", "type": _name(error)}
    builtin = next((_class_name(c) for c in _mro(kind) if BUILTIN_ERRORS.get(_class_name(c)) is c), "Exception")
    try:
        text = str(error)
        text = text if type(text) is str else ""
    except BaseException:
        text = "(a message that cannot be shown)"
    try:
        word = limit_behind(error, text)
    except BaseException:  # the exception's class is the student's, and so is its `errno`
        word = ""
    return {"kind": "error", "builtin": builtin, "type": _name(error), "text": _inert(text[:2000]), "limit": word}


def limit_behind(error: BaseException, text: str) -> str:
    """The word for a limit that shows as this exception of the code's own (`LIMIT_WORDS`), or nothing."""
    if isinstance(error, MemoryError) or "can't allocate memory" in text or "not enough memory" in text:
        return "memory"
    if isinstance(error, RuntimeError) and "can't start new thread" in text:
        return "processes"
    if isinstance(error, OSError) and type(error.errno) is int:
        return _ERRNO_WORDS.get(error.errno, "")
    return ""


def _name(error: BaseException) -> str:
    return _inert(_class_name(type(error))[:100])


def _class_name(kind: type) -> str:
    """The real name, whatever the metaclass says."""
    name: str = type.__dict__["__name__"].__get__(kind)
    return name


def _mro(kind: type) -> tuple[type, ...]:
    mro: tuple[type, ...] = type.__dict__["__mro__"].__get__(kind)
    return mro


def _inert(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")

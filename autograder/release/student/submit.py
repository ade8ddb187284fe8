"""Pack your work for handing in.

    python submit.py

writes <assignment>-submission.zip with exactly the files that count, says which are missing or not yet changed, and
prints the hash of their contents. The receipt of your grade shows the same hash: so you know what was graded.
"""

from __future__ import annotations

import sys

# Your own files come last on Python's search path, as in grading, so that none of them can hide a package.
sys.path.append(sys.path.pop(0))

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

if sys.version_info < (3, 11):  # noqa: UP036 - said in a sentence, before an import fails
    sys.exit(f"This is Python {sys.version.split()[0]}; the course needs Python 3.11 or newer.")
import tomllib

FOLDER = Path(__file__).resolve().parent
CHALLENGE = "challenge.safetensors"


def main() -> int:
    """Pack and say what was packed; 1 when there is nothing to hand in."""
    asked = asked_files()
    files, notes = {}, []
    for name in asked:
        if not (FOLDER / name).is_file():
            notes.append(f"{name:<20} MISSING: its questions will earn no points")
            continue
        files[name] = (FOLDER / name).read_bytes()
        notes.append(f"{name:<20} {remark(name, files[name])}")
    for name in own_modules(asked):
        files[name] = (FOLDER / name).read_bytes()
        notes.append(f"{name:<20} your own module, goes along")
    if "challenge" in settings() and (FOLDER / CHALLENGE).is_file():
        files[CHALLENGE] = (FOLDER / CHALLENGE).read_bytes()
        notes.append(f"{CHALLENGE:<20} your model for the challenge, goes along")
    print("\n".join(notes))
    if not any(name in files for name in asked):
        print("There is nothing to hand in here. Run submit.py in the folder that holds your files.")
        return 1

    target = FOLDER / f"{released()['assignment']}-submission.zip"
    pack(target, files)
    print(f"\nWrote {target.name} with {len(files)} files: hand in this one file.")
    print(f"Hash of the contents, which the receipt will show:\n{digest(files)}")
    return 0


def released() -> dict[str, Any]:
    """MANIFEST.json: the release's name, its version, and the hash of every file in it."""
    manifest: dict[str, Any] = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))
    return manifest


def settings() -> dict[str, Any]:
    """What assignment.toml says."""
    return tomllib.loads((FOLDER / "assignment.toml").read_text(encoding="utf-8"))


def asked_files() -> list[str]:
    """The modules and the notebook that the assignment asks for."""
    assignment = settings()
    return [f"{module}.py" for module in assignment["modules"]] + [n for n in [assignment.get("notebook")] if n]


def own_modules(asked: list[str]) -> list[str]:
    """Python files and packages beside the asked files that came with no release: yours may import them."""
    known, not_theirs = set(released()["files"]) | set(asked), {"autograder", "tests", *sys.stdlib_module_names}
    files = [
        *FOLDER.glob("*.py"),
        *(file for init in FOLDER.glob("*/__init__.py") for file in init.parent.rglob("*.py")),
    ]
    names = sorted(file.relative_to(FOLDER).as_posix() for file in files if file.is_file())
    return [
        name for name in names if name not in known and name.partition("/")[0].removesuffix(".py") not in not_theirs
    ]


def remark(name: str, data: bytes) -> str:
    """What to know about a file before it is handed in."""
    if hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest() == released()["files"].get(name):
        return "unchanged from the starter: nothing of yours is in it yet"
    if name.endswith(".ipynb"):
        return "ok" if is_notebook(data) else "NOT A NOTEBOOK: open it in Jupyter and save it again"
    try:
        compile(data, name, "exec")
    except (SyntaxError, ValueError) as error:
        line = f" in line {error.lineno}" if isinstance(error, SyntaxError) else ""
        return f"SYNTAX ERROR{line}: it cannot be imported, and its questions will earn no points"
    return "ok"


def is_notebook(data: bytes) -> bool:
    """Whether the bytes are JSON with cells."""
    try:
        return "cells" in json.loads(data)
    except ValueError:
        return False


def pack(target: Path, files: dict[str, bytes]) -> None:
    """A zip that depends on nothing but names and contents, so that packing twice gives the same file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)


def digest(files: dict[str, bytes]) -> str:
    """SHA-256 over the sorted names and contents, each with its length before it: the grader's own way."""
    whole = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode("utf-8"), files[name]):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot show a letter shows "?" instead of stopping
    sys.exit(main())

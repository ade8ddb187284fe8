"""MANIFEST.json: what a release is, and the hash of every file in it. `submit.py` and the next release read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from autograder.config import Assignment


def manifest(assignment: Assignment, version: int, files: Mapping[str, bytes]) -> bytes:
    """The manifest of these files. It holds no time and no name of a computer, so that two builds are equal."""
    told = {
        "format": 1,
        "assignment": assignment.name,
        "title": assignment.title,
        "version": version,
        "tested_with": requirements(files["requirements.txt"].decode("utf-8")),
        "files": hashes(files),
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every file, sorted by path."""
    return {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}


def requirements(text: str) -> list[str]:
    """The ranges of versions that students' packages are tested with."""
    return [line.split("#")[0].strip() for line in text.splitlines() if line.split("#")[0].strip()]


def read(data: bytes) -> dict[str, Any]:
    """A manifest's contents."""
    told: dict[str, Any] = json.loads(data)
    return told

"""GitHub Classroom's result, version 1 of classroom-resources/autograding-command-grader: a file for each student.

The reporter takes base64 of it from a step's output (docs/formats.md) and adds up `score`.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from autograder.results.text import file_name

from .errors import ExportError


def classroom_result(result: Mapping[str, Any]) -> dict[str, Any]:
    """One entry for each question, from a result in Gradescope's format."""
    tests = []
    for question in result["extra_data"].get("questions", ()):
        full = question["points"] == question["max_points"]
        mine = [test for test in result["tests"] if question["id"] in test.get("tags", ())]
        failed = [test["output"] for test in mine if test["status"] != "passed"]
        tests.append(
            {
                "name": question["id"],
                "status": "pass" if full else "fail",
                "score": question["points"],
                "message": failed[0] if failed else "",
                "test_code": "",
                "filename": "",
                "line_no": 0,
                "duration": 0,
            }
        )
    if not tests:
        return {"version": 1, "status": "error", "message": result.get("output", ""), "max_score": 1, "tests": []}
    most = sum(question["max_points"] for question in result["extra_data"]["questions"])
    everything = all(test["status"] == "pass" for test in tests)
    return {"version": 1, "status": "pass" if everything else "fail", "max_score": most, "tests": tests}


def write_classroom(out: Path, results: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
    """Write the folder, whole or not at all; how many files. Raises ExportError when something lies there."""
    if out.exists():
        raise ExportError(f"{out} is there already; give --out the name of a new folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=out.parent, prefix=".writing-"))
    try:
        count = 0
        for student, result in results:
            text = json.dumps(classroom_result(result), ensure_ascii=True, allow_nan=False, indent=1)
            (beside / f"{file_name(student)}.json").write_text(text + "\n", encoding="ascii")
            count += 1
        beside.chmod(0o755)
        os.rename(beside, out)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return count

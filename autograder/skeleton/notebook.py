"""The empty week's solved notebook: a set-up cell, one check cell, one cell to fill in with a plot, four questions.

Built as JSON: nothing of it is run here.
"""

from __future__ import annotations

import json
from typing import Any

_SETUP = """import os
import zipfile
from pathlib import Path

# On a laptop, this notebook lies beside the modules and there is nothing to do. In Colab, unpack the archive once.
if not Path("@module@.py").is_file():
    if not list(Path().glob("**/@module@.py")):
        for archive in Path().glob("@week@*.zip"):
            zipfile.ZipFile(archive).extractall()
    found = sorted(Path().glob("**/@module@.py"))
    if not found:
        raise FileNotFoundError("Start this notebook in the folder with @module@.py, or upload the week's archive first.")
    os.chdir(found[0].parent)

import matplotlib.pyplot as plt
import numpy as np
import torch

from autograder.kit.notebook import check

torch.set_num_threads(1)  # small tensors are slower on several, and a busy machine is no longer a surprise"""
_TITLE = """# Week @number@ · @title@ — the report

- **Check cells** such as `check("share-saved")` run a question's public tests on your files as they are saved now.
- **Code to fill in** says `YOUR CODE HERE`. It is not graded, but the written questions need what it computes.
- **Four written questions**, 5 points each, say `YOUR ANSWER HERE`. A person reads them."""
_EXPERIMENT = """from @module@ import share_saved

costs = np.array([100.0, 60.0, 45.0, 20.0])
### BEGIN SOLUTION
saved_by_each_step = [share_saved(float(costs[0]), float(cost)) for cost in costs]
### END SOLUTION"""
_PLOT = """figure, axis = plt.subplots()
axis.plot(range(len(costs)), [100 * share for share in saved_by_each_step], marker="o")
axis.set(title="REPLACE: what the experiment shows", xlabel="step", ylabel="saved (%)")
plt.show()
print(f"the last step saves {100 * saved_by_each_step[-1]:.0f} %")"""
_ANSWER = """### BEGIN SOLUTION
REPLACE: the answer that you expect, with the numbers of the reference run.
### BEGIN MARK SCHEME
2 points: REPLACE
3 points: REPLACE
### END MARK SCHEME
# canary @canary@, never publish this file
### END SOLUTION"""
_END = "---\nRun the whole notebook once from top to bottom (*Kernel → Restart and run all*), save it, and run `python submit.py`."


def notebook(words: dict[str, str]) -> str:
    """The notebook as text; `words` fills the templates' places."""
    cells = [
        _cell("title", "markdown", _TITLE),
        _cell("setup", "code", _SETUP, locked=True),
        _cell("check-share-saved", "code", 'check("share-saved")', locked=True),
        _cell("saved", "code", _EXPERIMENT, solution=True),
        _cell("saved-plot", "code", _PLOT),
    ]
    for name in ("first", "second", "third", "fourth"):
        title = f"### The {name} question (5 points)\n\nREPLACE: what the experiment should make them think about."
        cells.append(_cell(f"{name}-question", "markdown", title, locked=True))
        cells.append(_cell(f"{name}-answer", "markdown", _ANSWER, grade=True, solution=True, points=5))
    cells.append(_cell("end", "markdown", _END))
    python = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    whole = {"cells": cells, "metadata": python | {"language_info": {"name": "python"}}, "nbformat": 4}
    text = json.dumps(whole | {"nbformat_minor": 5}, indent=1, ensure_ascii=False) + "\n"
    for key, value in words.items():
        text = text.replace(f"@{key}@", value)
    return text


def _cell(name: str, kind: str, source: str, **nbgrader: bool | int) -> dict[str, Any]:
    marks = {"grade": False, "grade_id": name, "locked": False, "schema_version": 3, "solution": False, "task": False}
    cell: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": {}, "source": source.splitlines(keepends=True)}
    if nbgrader:
        cell["metadata"] = {"nbgrader": marks | nbgrader}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})

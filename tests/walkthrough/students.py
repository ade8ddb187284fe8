"""The class: 60 hand-ins of week 1 as Canvas delivers them, a roster, times, Canvas's gradebook and Moodle's worksheet.

Made from the reference solution, the starter and named mistakes: the same bytes every time. Nothing here is graded.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.fixtures.hand_ins import solution, starter, with_cases, write_zip

WEEK = "week01_warmup"
SIZE = 60
FIRST = "Ada,Bo,Cleo,Dag,Élise,Fay,Gus,Hal,Ida,Jón,Kai,Lea,Mia,Nils,Olga".split(",")
LAST = "Quist,Rask,O'Hara,Ravn-Storm"
MISTAKES = (
    (),
    ("flops_conv2d_groups_ignored",),
    ("memory_activations_one_layer",),
    ("flops_attention_wide_keys", "flops_linear_float"),
    (),
    ("flops_count_macs",),
    ("flops_training_floats", "flops_conv2d_by_heart"),
    (),
)
ANSWERS = (
    "Weights are read once for each token, so a batch of one waits for memory: 2 FLOP for every 2 bytes.",
    "It grows with the square of the length. <script>alert('hello')</script>",
    "YOUR ANSWER HERE",
)
#: Student -> when the last file came; due is the evening of 8 February 2027, and the others were in time.
LATE = {
    "student004": "2027-02-09 20:00",  # a late day
    "student009": "2027-02-11 08:00",  # three days: two late days, and one that costs 10 %
    "student017": "2027-02-10 21:00",  # has an extension
    "student030": "2027-02-09 00:05",  # within the ten minutes' grace
}


def login(number: int) -> str:
    """student001 to student060."""
    return f"student{number:03d}"


def name(number: int) -> str:
    """Last name, first name: two people are called alike."""
    place = 12 if number == SIZE else number - 1
    return f"{LAST.split(',')[place // len(FIRST)]}, {FIRST[place % len(FIRST)]}"


def write_class(folder: Path, released: dict) -> None:
    """Everything that comes from the LMS. `released`: the notebook of the release."""
    hand_ins = folder / "submissions"
    hand_ins.mkdir(parents=True)
    for number in range(1, SIZE + 1):
        files = starter(WEEK) if number % 20 == 0 else with_cases(WEEK, *MISTAKES[number % len(MISTAKES)])
        if number % 3 == 0:  # did not come to the last two modules
            files |= {file: text for file, text in starter(WEEK).items() if file in ("scaling.py", "hardware.py")}
        files = {**solution(WEEK), **files, "report.ipynb": answered(released, number)}
        late = "_LATE" if login(number) in LATE else ""
        write_zip(hand_ins / f"{login(number)}{late}_{3000 + number}_{70000 + number}_week01.zip", files)
    people = [(login(n), name(n), 3000 + n) for n in range(1, SIZE + 1)]
    _table(
        folder / "roster.csv",
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"],
        [[who, number, f"s{number}", id, "Section 1"] for id, who, number in people],
    )
    _table(folder / "times.csv", ["student_id", "submitted_at"], [[id, LATE.get(id, "2027-02-08 18:30")] for id, *_ in people])
    _table(
        folder / "canvas-export.csv",
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Week 1 (901)"],
        [["    Points Possible", "", "", "", "", "120.00"], *([who, number, f"s{number}", id, "Section 1", ""] for id, who, number in people)],
    )
    _table(
        folder / "moodle-worksheet.csv",
        ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed", "Last modified (submission)",
         "Last modified (grade)", "Feedback comments"],
        [[f"Participant {5000 + number}", who, f"{id}@example.org", "Submitted for grading", "", "120.00", "Yes", "-", "-", ""]
         for id, who, number in people],
    )  # fmt: skip


def answered(released: dict, number: int) -> str:
    """The released notebook with this student's answers."""
    notebook = json.loads(json.dumps(released))
    answers = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    for place, cell in enumerate(answers):
        cell["source"] = ANSWERS[(number + place) % len(ANSWERS)]
    return json.dumps(notebook)


def _table(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])

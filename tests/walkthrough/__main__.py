"""The walkthrough itself: every command is printed before it is given, and what must hold afterwards is looked at.

    python -m tests.walkthrough build/walkthrough
"""

from __future__ import annotations

import csv
import shlex
import shutil
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

from autograder.config import load_course
from autograder.gradebook.hand import hand_given
from autograder.intake import read_roster
from tests.fixtures.browser import installed

from . import course as made
from .students import SIZE, WEEK, login, write_class
from .ta import COMMENT, grade_written_answers

GRADED_BY_HAND = ["4", "5", "2.5"]
RUN, ROSTER = "runs/week01", "records/roster.csv"


class Broken(Exception):
    """Something that the walkthrough promises did not hold."""


def check(holds: bool, what: str) -> None:
    """Say what held; stop at what did not."""
    if not holds:
        raise Broken(what)
    print(f"    ok: {what}", flush=True)


class Walkthrough:
    """The instructor's folder, and the commands given in it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "course"
        self.lms = folder / "from-the-lms"
        self.started = time.monotonic()
        self.held: list[tuple[str, str, str, str]] = []

    def step(self, title: str) -> None:
        """A heading, with the minutes and seconds so far."""
        minutes, seconds = divmod(int(time.monotonic() - self.started), 60)
        print(f"\n== {title}   [{minutes}:{seconds:02d}]", flush=True)

    def run(self, line: str, shown: int = 12) -> str:
        """Give a command as an instructor types it; what it says, `shown` lines of it aloud. Stops when it fails."""
        print(f"$ {line}", flush=True)
        program, *words = shlex.split(line)
        command = [str(Path(sys.executable).with_name(program)), *words]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True)
        said = done.stdout + done.stderr
        lines = said.strip().splitlines()
        if len(lines) > shown:
            lines = [*lines[: shown // 2], f"… {len(lines) - shown} lines …", *lines[-shown // 2 :]]
        print("\n".join(f"    {text}" for text in lines), flush=True)
        if done.returncode:
            raise Broken(f"`{line}` ended with status {done.returncode}")
        return said

    def write(self, name: str, text: str) -> None:
        """Write a file as the instructor would in an editor."""
        (self.root / name).write_text(text, encoding="utf-8")
        print(f"  (wrote {name})", flush=True)

    def scores(self) -> dict[str, Decimal]:
        """Student -> total of the run."""
        with (self.root / RUN / "scores.csv").open(newline="", encoding="utf-8") as file:
            return {row["student_id"]: Decimal(row["total"]) for row in csv.DictReader(file)}

    def by_hand(self) -> list[tuple[str, str, str, str]]:
        """Everything that people gave in the gradebook."""
        students = read_roster(self.root / ROSTER).students
        return sorted((g.student_id, g.question, str(g.points), g.comment) for g in hand_given(load_course(self.root), students))

    def nothing_is_lost(self) -> None:
        """The scores and comments that people gave are as they were."""
        check(self.by_hand() == self.held, f"all {len(self.held)} hand-given scores stand as they were given")

    def grade(self) -> str:
        """Grade, record and import."""
        said = self.run(f"autograder grade {WEEK} ../from-the-lms/submissions --roster {ROSTER} --out {RUN}")
        return said

    def regrade(self, what: str = "only in the questions whose tests changed") -> set[str]:
        """The same commands again after a change; who moved. `what`: how `grade` says what it ran."""
        before = self.scores()
        said = self.grade()
        check(f"{SIZE} graded" in said and f"{SIZE} of them {what}" in said, f"all {SIZE} hand-ins: {what}")
        moved = {student for student, total in self.scores().items() if total != before[student]}
        check(said.count("moved: ") == len(moved), f"{len(moved)} students moved, each of them named")
        self.run(f"autograder record {RUN} --times ../from-the-lms/times.csv")
        self.run(f"autograder gradebook import {RUN}")
        self.nothing_is_lost()
        return moved


def walk(folder: Path) -> None:
    """All of it, into `folder`, which must not be there."""
    w = Walkthrough(folder)
    w.step("Your course, and what your LMS gives you")
    released = made.make_course(w.root)
    write_class(w.lms, released)
    (w.root / "records").mkdir()
    shutil.copyfile(w.lms / "roster.csv", w.root / ROSTER)
    w.run("autograder new-secret")

    w.step(f"Grade a class of {SIZE}")
    said = w.grade()
    check(f"{SIZE} graded, 0 refused, 0 missing, 0 unidentified" in said, "everybody is graded")
    w.run(f"autograder notebooks {WEEK} ../from-the-lms/submissions --roster {ROSTER} --out {RUN}")
    w.run(f"autograder record {RUN} --times ../from-the-lms/times.csv")
    w.run(f"autograder gradebook import {RUN}")

    w.step("Grade written answers in formgrader (`autograder gradebook formgrader`; a browser does the clicking here)")
    answers = [cell["metadata"]["nbgrader"]["grade_id"] for cell in released["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    saved = lambda: sum(1 + bool(comment) for *_, comment in w.by_hand())  # noqa: E731
    grade_written_answers(w.root / "build" / "nbgrader", folder / "browser", answers, GRADED_BY_HAND, saved)
    w.held = w.by_hand()
    check(len(w.held) == 12 and sum(row[3] == COMMENT for row in w.held) == 3, "12 scores and 3 comments are in the gradebook")
    done = {student for student, *_ in w.held}
    rest = [login(n) for n in range(1, SIZE + 1) if login(n) not in done]
    lines = [f"{student},{WEEK},{answer},4" for student in rest for answer in answers]
    w.write("records/hand.csv", "\n".join(["student_id,assignment,question,points", *lines, ""]))

    w.step("A hidden test was wrong: it counted multiply-adds")
    made.hidden(w.root, "macs").write_text(made.RIGHT_MACS, encoding="utf-8")
    check(len(w.regrade()) > SIZE // 2, "most of the class was owed points")

    w.step("Another asked for more than the handout promises")
    made.hidden(w.root, "strict").write_text(made.RIGHT_STRICT, encoding="utf-8")
    w.regrade()

    w.step("And one was missing")
    made.hidden(w.root, "groups").write_text(made.NEW, encoding="utf-8")
    lower = w.regrade()
    check(0 < len(lower) < SIZE // 3, "those whose count was wrong move, and most of the class stays")

    w.step("Too late for a new test: it is voided, and nothing runs again")
    made.void(w.root)
    check(lower <= w.regrade("unchanged since an earlier run"), "whoever had lost points by it has them back")

    w.step("Late days, and an extension")
    decisions = "date,by,student_id,what,where,value,reason\n2027-02-07,Dr. Holm,student017,extension,week01_warmup,2027-02-11 23:59,ill since Friday\n"
    w.write("records/decisions.csv", decisions)
    w.run("autograder grades")
    explained = {student: w.run(f"autograder grades --explain {student}", 40) for student in ("student009", "student017")}
    check("2 days spent" in explained["student009"] and "penalty 12 points" in explained["student009"], "two late days cover student009; the third day costs 10 % of 120 points")
    check("ill since Friday" in explained["student017"], "student017 has an extension, with its reason")

    w.step("Into Canvas, into Moodle")
    w.run(f'autograder export canvas {WEEK} ../from-the-lms/canvas-export.csv --column "Week 1" --out canvas.csv')
    w.run(f"autograder export moodle-worksheet {WEEK} ../from-the-lms/moodle-worksheet.csv --out moodle.csv --feedback")
    with (w.root / "canvas.csv").open(newline="", encoding="utf-8") as file:
        filled = {row["SIS Login ID"]: row["Week 1 (901)"] for row in csv.DictReader(file) if row["SIS Login ID"]}
    with (w.root / "moodle.csv").open(newline="", encoding="utf-8") as file:
        moodle = {row["Email address"].partition("@")[0]: row["Grade"] for row in csv.DictReader(file)}
    check(len(filled) == SIZE and all(filled.values()), f"Canvas gets {SIZE} grades")
    check({k: Decimal(v) for k, v in filled.items()} == {k: Decimal(v) for k, v in moodle.items()}, "Moodle gets the same")
    w.nothing_is_lost()

    w.step("What students read, and what you see of the class")
    w.run(f"autograder feedback {RUN}")
    w.run(f"autograder report {RUN}")
    w.run("autograder why student001 conv2d-flops --public", 40)
    w.step("Done")
    print(f"Look at {w.root / RUN}, {w.root / 'records'} and {w.root / 'canvas.csv'}; docs/walkthrough.md says what each step does.")


def main(folder: Path) -> int:
    """0 when everything held."""
    if not installed():
        print("a browser plays the TA: as root, apt-get install chromium chromium-driver")
        return 1
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    try:
        walk(folder.resolve())
    except Broken as error:
        print(f"the walkthrough stops here: this did not hold: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

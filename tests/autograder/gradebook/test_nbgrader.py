"""nbgrader's own commands in the course folder: feedback and export work, what would run or lose something stops."""

import contextlib
import csv
import re
from pathlib import Path

import pytest
from nbgrader.apps import AutogradeApp, ExportApp, GenerateAssignmentApp, GenerateFeedbackApp

from autograder.gradebook.display import markdown

WEEK = "week01_warmup"
FIELD = Path(__file__).parent / "field"


def nbgrader(folder, app, *arguments):
    """One of nbgrader's commands, in this process and in the course folder; its exit status."""
    with contextlib.chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        running = app()
        try:
            running.initialize([*arguments])
            running.start()
        except SystemExit as left:
            return left.code or 0
    return 0


@pytest.fixture
def graded(school):
    school.assignment({"double": 3, "halve": 3}, hand=5)
    made = school.notebook({"growth-written": 5})
    files = {"m.py": b"def double(x): ...\n", "report.ipynb": b"{}"}
    run = school.run({"ada": {"double": 3, "halve": 1}}, files=files, output="<script>alert(1)</script>")
    school.clean_copies(run, made, "<script>alert(1)</script> It grows.")
    school.import_(run)
    school.by_hand("ada", "growth-written", "report", manual_score=4, comment="Right.")
    return school, run, school.root / "build" / "nbgrader"


def test_feedback_and_export_hold_what_we_and_people_gave(graded):
    _, _, folder = graded
    assert nbgrader(folder, GenerateFeedbackApp, WEEK) == 0
    report, modules = ((folder / "feedback/ada" / WEEK / f"{name}.html").read_text() for name in ("report", "modules"))
    assert "Right." in report and "(Score: 4.0 / 5.0)" in report and "It grows." in report
    assert "def double(x)" in re.sub("<[^>]+>", "", modules) and "1 points by the tests" in modules
    assert "<script>alert" not in report + modules
    assert nbgrader(folder, ExportApp, "--to", "grades.csv") == 0
    (row,) = list(csv.DictReader((folder / "grades.csv").open()))
    assert (row["student_id"], float(row["score"]), float(row["max_score"])) == ("ada", 8, 11)


@pytest.mark.parametrize(
    ("app", "instead"),
    [(AutogradeApp, "autograder grade WEEK SUBMISSIONS"), (GenerateAssignmentApp, "make release WEEK=")],
)
def test_steps_that_are_ours_stop_before_they_touch_anything(graded, app, instead, caplog, capfd):
    school, _, folder = graded
    before, files = school.dump(), {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert nbgrader(folder, app, WEEK, "--force") == 1
    assert instead in caplog.text + capfd.readouterr().err
    assert school.dump() == before
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == files


def test_a_week_is_released_again_without_touching_the_gradebook(school):
    """The field's case: a sentence of the notebook is corrected after the first import."""
    from autograder.release.notebook import released_notebook

    school.assignment({"matmul-flops": 3}, hand=2)
    school.notebook({"bytes-written": 2})
    run = school.run({"student301": {"matmul-flops": 3}}, files={"m.py": b"", "report.ipynb": b"{}"})
    school.import_(run)
    school.by_hand("student301", "matmul-flops", manual_score=2.5, comment="Sizes are swapped in the comment.")
    school.by_hand("student301", "bytes-written", "report", manual_score=2)
    before = school.dump()
    solved = school.write(f"solutions/{WEEK}/report.ipynb", (FIELD / "065-released-again-after-first-import/source-2.ipynb").read_text())
    course = school.course()
    assert released_notebook(course, course.assignment(WEEK)) and solved.is_file()
    assert school.dump() == before and school.totals() == {"student301": 4.5}
    school.import_(run)
    assert school.totals() == {"student301": 4.5}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src="http://192.0.2.1/seen.png" onerror="alert(1)">',
        "![](http://192.0.2.1/seen.png)",
        "[x](javascript:alert(1))",
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<input id="growth-written"><form action="/"></form>',
        '<div id="growth-written" style="position:fixed">x</div>',
        r"$\href{javascript:alert(1)}{x}$",
    ],
)
def test_markdown_of_a_student_does_nothing(hostile):
    from jinja2 import Environment

    environment = Environment()
    environment.filters["markdown2html"] = markdown
    html = environment.from_string("{{ cell.source | markdown2html }}").render(cell={"source": f"**fine** {hostile}"})
    assert "<strong>fine</strong>" in html
    tags = " ".join(re.findall("<[^>]*>", html))
    assert not re.search(r"script|onerror|192\.0\.2|href=|<input|<form|\bid=|style", tags)
    assert r"\href" not in html

"""Every week's notebook: the solved one runs from top to bottom, and what students get holds no answer.

The source under `solutions/` is run beside the solved modules, the released one beside the starters, each with the
public tests and the kit as in a release.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.config import load_course

COURSE = load_course(Path(__file__).parent)
ROOT = COURSE.root
WEEKS = sorted(file.parent.name for file in ROOT.glob("solutions/week*/report.ipynb"))
#: Processor seconds of the solved notebook, so that a busy machine does not fail the test.
SECONDS = {
    "week01_warmup": 60, "week02_sparsity": 120, "week03_quantization": 120, "week04_nas_distillation": 120,
    "week05_efficient_training": 120, "week06_adaptation": 120, "week08_parallelism": 120,
}  # fmt: skip
FIGURES = {
    "week01_warmup": 11, "week02_sparsity": 7, "week03_quantization": 4, "week04_nas_distillation": 6,
    "week05_efficient_training": 7, "week06_adaptation": 5, "week08_parallelism": 8,
}  # fmt: skip
#: (week, cell) -> what it must print: known results, and what the handout promises.
RESULTS = {
    ("week01_warmup", "growth-plot"): "29,508",
    ("week01_warmup", "alexnet"): "the biases:                  494,184",
    ("week01_warmup", "gpt2-forward"): "total:  291.6 GFLOP",  # nanoGPT's count
    ("week01_warmup", "cost-plot"): "109 years",
    ("week02_sparsity", "gradual-plot"): "80 % pruned for at most one point: yes",
    ("week02_sparsity", "energy-plot"): "0.5312 of the dense",
    ("week03_quantization", "ptq"): "within half a point of fp32: yes",
    ("week03_quantization", "qat"): "QAT better than PTQ at 3 bits and at 2: yes",
    ("week04_nas_distillation", "searched-nets"): "searched, 70 % dominates the hand-made baseline: yes",
    ("week04_nas_distillation", "distil-run"): "gain above two standard errors: yes",
    ("week05_efficient_training", "plan-plot"): "segments of 8 need 15 of 64 inputs, gradients equal: yes",
    ("week05_efficient_training", "transfer-plot"): "muP stays within a factor of two: yes; standard moves by a factor of four or more: yes",
    ("week08_parallelism", "ring-plot"): "measured bytes equal the closed form on every rank: yes\nsteps equal 2 (n - 1): yes",
    ("week08_parallelism", "gloo-plot"): "real processes sent the same messages as the simulated ranks: yes",
    ("week08_parallelism", "zero-plot"): "every rank follows the dense optimizer: yes",
    ("week08_parallelism", "federated-run"): "one local step equals gradient descent on all data: yes",
    ("week08_parallelism", "front-plot"): "20 local steps reach 90 % with fewer bytes where clients are alike: yes",
    ("week06_adaptation", "adapt-run"): "LoRA within a point of full tuning at under 5 % of its parameters: yes",
    ("week06_adaptation", "store"): "4.127 bits per parameter",
    ("week06_adaptation", "stitch"): "stitching two nets by a linear map works: yes",
}


@pytest.fixture(scope="module", params=WEEKS)
def week(request):
    """One week: its assignment, its folders, and its notebook's source."""
    name = request.param
    source = nbformat.reads((ROOT / "solutions" / name / "report.ipynb").read_text(encoding="utf-8"), as_version=4)
    return SimpleNamespace(
        name=name, assignment=COURSE.assignment(name), solved=ROOT / "solutions" / name, source=source
    )


def beside(folder: Path, week: SimpleNamespace, modules: Path) -> Path:
    """A folder as a release unpacks: modules, assignment, public tests, kit."""
    shutil.copytree(ROOT / "tests" / week.name / "public", folder / "tests")
    shutil.copytree(ROOT / "autograder" / "kit", folder / "autograder" / "kit")
    (folder / "autograder" / "__init__.py").write_text("")
    shutil.copyfile(ROOT / "assignments" / week.name / "assignment.toml", folder / "assignment.toml")
    for name in (*week.assignment.modules, *week.assignment.given_modules):
        shutil.copyfile(modules / f"{name}.py", folder / f"{name}.py")
    return folder


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    done = nbformat.from_dict(notebook)
    NotebookClient(
        done, timeout=600, startup_timeout=300, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(folder)}}
    ).execute()
    return done


def outputs(notebook: nbformat.NotebookNode, kind: str) -> list[tuple[str, nbformat.NotebookNode]]:
    return [(c.id, o) for c in notebook.cells for o in c.get("outputs", []) if o.output_type == kind]


def printed(notebook: nbformat.NotebookNode, cell: str) -> str:
    return "".join(output.text for id, output in outputs(notebook, "stream") if id == cell)


def graded(notebook: nbformat.NotebookNode, **wanted: bool) -> list[nbformat.NotebookNode]:
    cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return [c for c in cells if all(c.metadata.nbgrader[key] is value for key, value in wanted.items())]


@pytest.fixture(scope="module")
def released(week):
    """The notebook as nbgrader releases it: `test_release.py` proves the committed one to be that, byte for byte."""
    file = ROOT / "starter_code" / week.name / "report.ipynb"
    return nbformat.reads(file.read_text(encoding="utf-8"), as_version=4)


@pytest.fixture(scope="module")
def runs(week, released, tmp_path_factory):
    """The solved notebook and the one that students get, run side by side: one core each."""
    timed = nbformat.from_dict(week.source)
    timed.cells.append(nbformat.v4.new_code_cell("import time; print(time.process_time())", id="seconds"))
    with ThreadPoolExecutor(2) as pool:
        solved = pool.submit(run, timed, beside(tmp_path_factory.mktemp("solved"), week, week.solved))
        starter = beside(tmp_path_factory.mktemp("starter"), week, ROOT / "starter_code" / week.name)
        return SimpleNamespace(starter=run(released, starter), solved=solved.result())


@pytest.fixture
def solved(runs):
    """The solved notebook after a run."""
    return runs.solved


def test_the_solved_notebook_runs_without_an_error(solved):
    assert [(id, error.ename, error.evalue) for id, error in outputs(solved, "error")] == []


def test_every_figure_is_drawn(week, solved):
    drawn = [id for id, output in outputs(solved, "display_data") if "image/png" in output.data]
    assert len(drawn) == len(set(drawn)) == FIGURES[week.name]


def test_every_check_passes_on_the_solution(week, solved):
    for question in week.assignment.questions:
        text = printed(solved, f"check-{question.id}")
        assert re.search(rf"ok +{question.id} ", text) and "FAIL" not in text, text


def test_the_solved_notebook_does_not_take_long(week, solved):
    assert float(printed(solved, "seconds")) < SECONDS[week.name]


def test_known_and_promised_results_come_out(week, solved):
    expected = {cell: text for (name, cell), text in RESULTS.items() if name == week.name}
    assert expected
    for cell, text in expected.items():
        assert text in printed(solved, cell), (cell, printed(solved, cell))


def test_the_source_is_clean(week):
    assert nbformat.validate(week.source) is None
    assert week.source.metadata.kernelspec.name == "python3"
    assert len({cell.id for cell in week.source.cells}) == len(week.source.cells)
    assert not [c.id for c in week.source.cells if c.cell_type == "code" and (c.outputs or c.execution_count)]


def test_every_code_question_has_one_locked_check_without_points(week):
    locked = graded(week.source, locked=True, grade=False, solution=False)
    checks = [c for c in locked if c.source.startswith("check(")]
    assert sorted(c.source for c in checks) == sorted(f'check("{q.id}")' for q in week.assignment.questions)
    assert all(c.cell_type == "code" and "points" not in c.metadata.nbgrader for c in checks)


def test_the_written_questions_make_the_points_by_hand(week):
    answers = graded(week.source, grade=True)
    assert [c.metadata.nbgrader.points for c in answers] == [5, 5, 5, 5]
    assert sum(c.metadata.nbgrader.points for c in answers) == week.assignment.hand_total
    for cell in answers:
        assert cell.cell_type == "markdown" and cell.metadata.nbgrader.solution
        points = re.findall(r"^([\d.]+) points?: ", cell.source.partition("MARK SCHEME")[2], re.MULTILINE)
        assert sum(map(float, points)) == 5, cell.id


def test_nothing_of_an_answer_is_released(week, released):
    shown = "\n".join(cell.source for cell in released.cells)
    assert "MARK SCHEME" not in shown and "BEGIN SOLUTION" not in shown
    hidden = [
        line.strip()
        for cell in week.source.cells
        for region in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", cell.source, re.DOTALL)
        for line in region.splitlines()
        if len(line.strip()) > 12
    ]
    assert len(hidden) > 40
    assert [line for line in hidden if line in shown] == []


def test_the_released_notebook_has_places_to_answer_and_no_outputs(week, released):
    assert [c.id for c in released.cells] == [c.id for c in week.source.cells]
    assert not [c.id for c in released.cells if c.get("outputs") or c.get("execution_count")]
    assert {c.source.strip() for c in graded(released, grade=True)} == {"YOUR ANSWER HERE"}
    assert all("raise NotImplementedError()" in c.source for c in graded(released, grade=False, solution=True))
    assert all("checksum" in c.metadata.nbgrader for c in graded(released, grade=True))


def test_on_the_starter_nothing_fails_but_what_is_not_written(week, runs):
    errors = {(id, error.ename) for id, error in outputs(runs.starter, "error")}
    assert errors and {name for _, name in errors} == {"NotImplementedError"}
    assert all("todo" in printed(runs.starter, f"check-{question.id}") for question in week.assignment.questions)


def test_in_colab_the_first_cell_unpacks_the_archive_once(week, tmp_path):
    release = beside(tmp_path / "release", week, week.solved)
    content = tmp_path / "content"
    content.mkdir()
    with zipfile.ZipFile(content / f"{week.name}-1.zip", "w") as archive:
        for file in release.rglob("*.py"):
            archive.write(file, Path(week.name) / file.relative_to(release))
    setup = next(cell.source for cell in week.source.cells if cell.id == "setup")
    moves, there, _ = setup.partition("os.chdir(found[0].parent)\n")  # what it imports then, the runs above import too
    assert there
    finds = "import importlib.util\nprint(Path(importlib.util.find_spec('autograder.kit.notebook').origin).parents[2].name)"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, '')\n{moves}{there}{finds}"]

    def start() -> str:
        done = subprocess.run(command, cwd=content, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert start() == week.name
    edited = content / week.name / f"{week.assignment.modules[0]}.py"
    edited.write_text("# the student's work\n")
    assert start() == week.name and edited.read_text() == "# the student's work\n"

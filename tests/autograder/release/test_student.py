"""A student's laptop: the release is unpacked, in a folder with a blank and an umlaut, where no grader is installed."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from autograder.intake.model import Asked, digest_of
from autograder.intake.take import take_in
from autograder.kit.tensorfile import model_bytes
from autograder.release.release import build_release
from tests.fixtures.challenge import LINEAR, linear_model
from tests.fixtures.toy import RIGHT

WEEK = "week01_toy"
ASKED = Asked(WEEK, ("toy.py",), ("toy",))

TORCH = """
import os
if os.environ.get("BREAK_TORCH"):
    raise OSError("a library is missing")
class Tensor: pass
"""


@pytest.fixture(scope="session")
def pythons(tmp_path_factory) -> dict[str, Path]:
    """Two environments: one with the packages but without this project, and one with nothing."""
    made = {}
    for name in ("packages", "nothing"):
        folder = tmp_path_factory.mktemp("laptop") / name
        venv.create(folder, with_pip=False)
        made[name] = folder / "bin" / "python"
        if name == "packages":
            (site,) = folder.glob("lib/python*/site-packages")
            (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
            (site / "torch").mkdir()  # in place of the real one, which takes seconds to start
            (site / "torch" / "__init__.py").write_text(TORCH, encoding="utf-8")
    return made


@pytest.fixture
def with_challenge(course):
    """The same week with a challenge."""
    toml = course.root / "assignments" / WEEK / "assignment.toml"
    toml.write_text(toml.read_text() + '[challenge]\ntask = "digits"\ncost = "bytes"\nfile_kb = 9\n')


@pytest.fixture
def laptop(course, tmp_path, pythons):
    """The unpacked folder, and a way to run a command in it."""
    archive = build_release(course, WEEK, tmp_path / "dist").archives[0]
    zipfile.ZipFile(archive).extractall(tmp_path / "Ada Lövelace")
    folder = tmp_path / "Ada Lövelace" / WEEK

    def run(*command: str, python: str = "packages", **extra: str) -> tuple[int, str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))} | extra
        done = subprocess.run(
            [pythons[python], *command], cwd=folder, env=clean, capture_output=True, text=True, timeout=120
        )
        return done.returncode, done.stdout + done.stderr

    return folder, run


def append(folder: Path, text: str) -> None:
    with (folder / "toy.py").open("a", encoding="utf-8") as file:
        file.write(text)


def test_untouched_it_says_zero_points_and_why(laptop):
    code, said = laptop[1]("check.py")
    assert code == 1
    assert "public tests: 0 of 4 points; hidden tests decide the rest" in said
    assert "todo  double" in said and said.count("not written yet") == 2
    assert "Traceback" not in said


def test_with_the_answers_it_says_all_public_points(laptop):
    folder, run = laptop
    append(folder, RIGHT)
    code, said = run("check.py")
    assert code == 0 and "public tests: 4 of 4 points; hidden tests decide the rest" in said
    assert run("-m", "pytest", "-q")[0] == 0


def test_a_wrong_answer_is_explained(laptop):
    folder, run = laptop
    append(folder, RIGHT.replace("number / 2", "print('halving', number) or number // 2"))
    code, said = run("check.py")
    assert code == 1 and "3 of 4 points" in said
    for words in ("asks       3 becomes 1.5.", "toy.halve(3.0)", "1.0 (float)", "hint       Divide.", "halving 3.0"):
        assert words in said


def test_one_question_can_be_asked_for(laptop):
    folder, run = laptop
    append(folder, RIGHT)
    code, said = run("check.py", "halve")
    assert code == 0 and "double" not in said and "1 of 1 points" in said
    code, said = run("check.py", "thirds")
    assert code == 2 and "There is no question 'thirds'" in said and "double, halve" in said


def test_a_syntax_error_is_said_once_with_its_line(laptop):
    folder, run = laptop
    (folder / "toy.py").write_text("x = 1\ndef double(:\n", encoding="utf-8")
    code, said = run("check.py")
    assert code == 1 and said.count("syntax error in line 2 of toy.py") == 1
    assert "SYNTAX ERROR in line 2" in run("submit.py")[1]


def test_missing_packages_are_named_with_the_command_that_installs_them(laptop):
    code, said = laptop[1]("check.py", python="nothing")
    assert code == 2
    assert "the package numpy is not installed" in said and "-m pip install -r requirements.txt" in said
    assert "Traceback" not in said


def test_a_package_that_does_not_start_is_named_before_any_test_runs(laptop):
    code, said = laptop[1]("check.py", BREAK_TORCH="1")
    assert code == 2 and "torch is installed, but does not start: OSError: a library is missing" in said
    assert "public tests" not in said and "Traceback" not in said


SLOW = "import time; time.sleep(4); whole = True; Tensor = type('Tensor', (), {})\n"


def test_a_slow_first_start_of_pytorch_is_no_tests_time(laptop):
    """Cut off in the middle, it would break the process for all the tests that follow; a test's limit here is 3 s."""
    folder, run = laptop
    append(folder, "\nimport torch\nassert torch.whole\n" + RIGHT)
    (folder / "slow" / "torch").mkdir(parents=True)
    (folder / "slow" / "torch" / "__init__.py").write_text(SLOW, encoding="utf-8")
    command = "import sys; sys.path.insert(0, 'slow'); from autograder.kit.notebook import check; check()"
    code, said = run("-c", command)
    assert code == 0 and "4 of 4 points" in said


def test_own_files_cannot_hide_a_package(laptop):
    """`random.py` in one's folder is a common accident: NumPy and PyTorch import the real one."""
    folder, run = laptop
    append(folder, RIGHT)
    for name in ("random.py", "json.py", "numpy.py"):
        (folder / name).write_text("raise RuntimeError('the wrong file')\n", encoding="utf-8")
    assert run("check.py")[0] == 0
    assert run("submit.py")[0] == 0


def test_an_incomplete_folder_is_noticed(laptop):
    folder, run = laptop
    (folder / "assignment.toml").unlink()
    code, said = run("check.py")
    assert code == 2 and "assignment.toml is missing: unpack the release again" in said


def test_submit_packs_what_counts_and_prints_the_hash_of_the_receipt(laptop):
    folder, run = laptop
    append(folder, "\nfrom helper import halve, double\n")
    (folder / "helper.py").write_text("from parts.solved import double, halve\n", encoding="utf-8")
    (folder / "parts").mkdir()
    (folder / "parts" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "parts" / "solved.py").write_text(RIGHT, encoding="utf-8")
    (folder / "autograder" / "mine.py").write_text("", encoding="utf-8")
    (folder / "notes.txt").write_text("mine\n", encoding="utf-8")
    code, said = run("submit.py")
    archive = folder / f"{WEEK}-submission.zip"
    packed = {name: zipfile.ZipFile(archive).read(name) for name in zipfile.ZipFile(archive).namelist()}
    assert code == 0 and sorted(packed) == ["helper.py", "parts/__init__.py", "parts/solved.py", "toy.py"]
    assert "helper.py            your own module, goes along" in said
    assert digest_of(packed) in said
    (row,) = take_in(archive, ASKED)
    assert row.status == "graded" and row.digest in said
    before = archive.read_bytes()
    run("submit.py")
    assert archive.read_bytes() == before


def test_submit_says_what_is_missing_and_what_is_unchanged(laptop):
    folder, run = laptop
    assert "unchanged from the starter" in run("submit.py")[1]
    data = (folder / "toy.py").read_bytes()
    (folder / "toy.py").write_bytes(data.replace(b"\n", b"\r\n"))
    assert "unchanged from the starter" in run("submit.py")[1]
    (folder / "toy.py").unlink()
    code, said = run("submit.py")
    assert code == 1 and "MISSING" in said and "There is nothing to hand in here" in said


NOTEBOOK = """
import sys, time
from pathlib import Path
import toy
from autograder.kit.notebook import check

check("halve")
file = Path("toy.py")
stub = file.read_text()
file.write_text(stub + "\\ndef halve(number): return number / 3\\n")
check("halve")
file.write_text(stub + "\\ndef halve(number): return number / 2\\n")
check("halve")
import toy
print("again:", toy.halve(5))
file.write_text(stub + "\\ndef halve(number):\\n    while True: pass\\n")
check("halve")
check("thirds")
print("pytest left its mark:", [p for p in sys.path if p.endswith("tests")])
"""


def test_in_a_notebook_an_edit_counts_without_a_restart(laptop):
    """Two edits in the same second, with the same number of bytes, are two edits."""
    folder, run = laptop
    tests = folder / "tests" / "test_toy.py"
    text = tests.read_text(encoding="utf-8")
    tests.write_text(text.replace('@pytest.mark.hint("Divide.")', "@pytest.mark.timeout(1)"), encoding="utf-8")
    code, said = run("-c", NOTEBOOK)
    assert code == 0, said
    words = [word for line in said.splitlines() for word in ("todo", "FAIL", "ok  ", "There is no") if word in line]
    assert words == ["todo", "FAIL", "ok  ", "FAIL", "There is no"]
    assert "again: 2.5" in said and "it took longer than its 1 seconds" in said
    assert "pytest left its mark: []" in said


def test_outside_a_release_the_notebooks_check_says_where_to_start(laptop, tmp_path):
    code, said = laptop[1]("-c", f"from autograder.kit.notebook import check; check(folder={str(tmp_path)!r})")
    assert code == 0 and "start the notebook in the folder that you unpacked" in said


def test_the_tests_borrow_packages_and_not_the_project(laptop):
    """This proof is worth nothing if the kit came from the repository."""
    folder, run = laptop
    code, said = run("-c", "import autograder; print(autograder.__file__)")
    assert code == 0 and str(folder) in said
    assert sys.executable not in said


def test_a_model_for_the_challenge_is_looked_at_and_packed(with_challenge, laptop):
    folder, run = laptop
    _, said = run("check.py")
    assert "challenge (optional): there is no challenge.safetensors here" in said
    (folder / "toy.py").write_text(RIGHT)
    code, said = run("submit.py")
    assert code == 0 and "challenge" not in said
    (folder / "challenge.safetensors").write_bytes(model_bytes(LINEAR, linear_model()))
    _, said = run("check.py")
    assert re.search(r"challenge: [67]\d\.\d % of 2,000 public images; 2,600 bytes, 20,800 bits, 640 macs, 650 params\.", said)
    code, said = run("submit.py")
    assert code == 0 and "your model for the challenge, goes along" in said
    with zipfile.ZipFile(folder / f"{WEEK}-submission.zip") as archive:
        assert archive.namelist() == ["challenge.safetensors", "toy.py"]
    (folder / "challenge.safetensors").write_bytes(b"\0" * 10_000)
    code, said = run("check.py")
    assert code == 0 and "challenge.safetensors would be refused: the file has 10 KiB; at most 9 are accepted" in said

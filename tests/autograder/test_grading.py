"""The whole path on a miniature course: verdicts, sentences, scores, resuming; and what is never weakened silently."""

import csv
import json

import pytest

from autograder.config import ConfigError, load_course
from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.results.store import RunInUse
from autograder.secret import make_secret, read_secret

from .conftest import ONE, TWO

CANARY = "CANARY-in-the-students-words"
HAND_INS = {
    "right": (ONE, TWO),
    "blank": (
        "def double(x):\n    raise NotImplementedError('mini, double')\n",
        "def half(x):\n    raise NotImplementedError\n",
    ),
    "wrong": (ONE.replace("2 * x", "2 * x if x < 5 else 0"), TWO),
    "byheart": ("def double(x):\n    return {2: 4, 3: 6}[x]\n", "def half(x):\n    return 2.0\n"),
    "hang": (ONE, "def half(x):\n    while True: pass\n"),
    "leave": ("import os\ndef double(x):\n    os._exit(0)\n", TWO),
    "broken": ("def double(x:\n", TWO),
    "raises": ("raise ValueError('at import')\n", TWO),
    "talker": (f"def double(x):\n    raise RuntimeError(f'{CANARY} {{x}}')\n", TWO),
    "lying": ("class Any(int):\n    def __eq__(self, o): return True\ndef double(x):\n    return Any(1)\n", TWO),
    "printer": ('print(\'{"passed": true, "score": 100}\')\n' + ONE, TWO),
}


def write(folder, hand_ins):
    for name, (one, two) in hand_ins.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "one.py").write_text(one)
        (folder / name / "two.py").write_text(two)


def run(course, submissions, out, jobs=2):
    grading = Run(course, course.assignment("mini"), RunFolder(out), read_secret(course), jobs)
    report = grading.grade(submissions, None)
    with (out / "scores.csv").open(newline="") as file:
        return report, {row["student_id"]: row for row in csv.DictReader(file)}


@pytest.fixture
def graded(mini, tmp_path):
    write(tmp_path / "in", HAND_INS)
    report, rows = run(mini, tmp_path / "in", tmp_path / "out")
    return mini, tmp_path, report, rows


def test_a_class_is_graded_as_it_deserves_and_nothing_leaks(graded):
    course, folder, report, rows = graded
    points = {name: (row["double"], row["half"], row["total"]) for name, row in rows.items()}
    assert points == {
        "right": ("6", "4", "10"),
        "blank": ("0", "0", "0"),
        "wrong": ("4", "4", "8"),
        "byheart": ("2", "1", "3"),
        "hang": ("6", "0", "6"),
        "leave": ("0", "4", "4"),
        "broken": ("0", "4", "4"),
        "raises": ("0", "4", "4"),
        "talker": ("0", "4", "4"),
        "lying": ("0", "4", "4"),
        "printer": ("6", "4", "10"),
    }
    assert {row["max_total"] for row in rows.values()} == {"10"}
    assert list(next(iter(rows.values()))) == [
        "student_id",
        "status",
        "double",
        "half",
        "total",
        "max_total",
        "message",
    ]
    assert "line 1 of one.py" in rows["broken"]["message"] and "ValueError" in rows["raises"]["message"]

    def result(name):
        return json.loads((folder / "out" / "results" / f"{name}.json").read_text())

    blank = result("blank")
    hidden = [test for test in blank["tests"] if "hidden" in test["tags"]]
    assert all("not written yet: " in test["output"] for test in blank["tests"]) and blank["score"] == 0
    assert all(test["visibility"] == "visible" for test in blank["tests"]) and len(hidden) == 4
    assert sum(test["max_score"] for test in blank["tests"]) == 10
    slow = [test for test in result("hang")["tests"] if "half" in test["tags"]]
    assert "longer than 2 seconds" in slow[0]["output"] and "not run" in slow[1]["output"]
    talk = result("talker")
    for test in talk["tests"]:
        assert (CANARY in test["output"]) == ("public" in test["tags"])
    staff = (folder / "out" / "staff" / "talker.json").read_text()
    assert staff.count(CANARY) >= 3
    extra = talk["extra_data"]
    assert extra["isolation"] == "namespaces" and len(extra["submission_hash"]) == 64 and "python" in extra["versions"]


def test_grading_twice_gives_the_same_and_keeps_what_is_unchanged(graded):
    course, folder, _, rows = graded
    report, again = run(course, folder / "in", folder / "out")
    assert (report.graded, report.kept, report.moved) == (0, len(HAND_INS), []) and again == rows
    _, fresh = run(course, folder / "in", folder / "other")
    assert fresh == rows


def test_where_nothing_changed_neither_sandbox_nor_suite_is_started_and_points_are_made_anew(graded, monkeypatch):
    course, folder, _, _ = graded
    toml = course.root / "assignments/mini/assignment.toml"

    def must_not(*args):
        raise AssertionError("it was started")

    with monkeypatch.context() as patch:
        for name in ("Zygote", "with_suite"):
            patch.setattr(f"autograder.grading.run.{name}", must_not)
        result = folder / "out/results/right.json"
        before = result.read_text()
        result.unlink()
        report, _ = run(course, folder / "in", folder / "out")
        assert report.kept == len(HAND_INS) and result.read_text() == before
        toml.write_text(toml.read_text() + "\n")  # another suite hash
        with pytest.raises(AssertionError, match="it was started"):
            run(course, folder / "in", folder / "out")
    report, _ = run(course, folder / "in", folder / "out")
    assert (report.kept, report.graded) == (len(HAND_INS), 0)


def test_a_changed_hand_in_is_graded_again_and_moves(graded):
    course, folder, _, _ = graded
    write(folder / "in", {"blank": (ONE, TWO)})
    report, rows = run(course, folder / "in", folder / "out")
    assert (report.graded, report.moved) == (1, [("blank", "0", "10")]) and rows["blank"]["total"] == "10"


def test_an_interrupted_run_goes_on(mini, tmp_path):
    write(tmp_path / "in", {f"s{n}": (ONE, TWO) for n in range(6)})
    seen = []

    def interrupt(done):
        seen.append(done)
        if done >= 2:
            raise KeyboardInterrupt

    first = Run(mini, mini.assignment("mini"), RunFolder(tmp_path / "out"), read_secret(mini), 1)
    first.progress = interrupt
    with pytest.raises(KeyboardInterrupt):
        first.grade(tmp_path / "in", None)
    assert not (tmp_path / "out" / "scores.csv").exists()
    report, rows = run(mini, tmp_path / "in", tmp_path / "out")
    assert report.kept >= 2 and report.graded == 6 - report.kept and {row["total"] for row in rows.values()} == {"10"}


def test_two_graders_in_one_folder_are_one_too_many(mini, tmp_path):
    write(tmp_path / "in", {"right": (ONE, TWO)})
    met = []

    def second(done):
        with pytest.raises(RunInUse, match="another grader is at work in .*out .*--out"):
            run(mini, tmp_path / "in", tmp_path / "out")
        met.append((tmp_path / "out/scores.csv").exists())

    first = Run(mini, mini.assignment("mini"), RunFolder(tmp_path / "out"), read_secret(mini), 1)
    first.progress = second
    assert first.grade(tmp_path / "in", None).graded == 1 and met == [False]
    events = [json.loads(line)["event"] for line in (tmp_path / "out/ledger.jsonl").read_text().splitlines()]
    assert events == ["start", "graded", "end"]
    assert run(mini, tmp_path / "in", tmp_path / "out")[0].kept == 1


def test_a_record_cut_off_in_the_middle_is_graded_again(graded):
    course, folder, _, rows = graded
    (folder / "out" / "staff" / "right.json").write_text('{"digest": "')
    report, again = run(course, folder / "in", folder / "out")
    assert report.graded == 1 and again == rows


def test_a_changed_suite_regrades_everyone(graded):
    course, folder, _, _ = graded
    test = course.root / "tests/mini/hidden/test_hidden_mini.py"
    test.write_text(test.read_text().replace("x / 2)", "x / 4)"))
    report, rows = run(course, folder / "in", folder / "out")
    assert report.graded == len(HAND_INS) and ("right", "10", "7") in report.moved


def test_a_test_that_is_itself_broken_says_so_and_stops_nothing(mini, tmp_path):
    test = mini.root / "tests/mini/hidden/test_hidden_mini.py"
    test.write_text(test.read_text() + "\n@pytest.mark.question('half')\ndef test_broken(submission):\n    {}['x']\n")
    write(tmp_path / "in", {"right": (ONE, TWO)})
    _, rows = run(mini, tmp_path / "in", tmp_path / "out")
    assert rows["right"]["double"] == "6" and rows["right"]["half"] == "3.2"
    record = json.loads((tmp_path / "out" / "staff" / "right.json").read_text())
    assert [v["kind"] for v in record["verdicts"] if not v["passed"]] == ["broken test"]


def test_a_skipped_test_has_failed(mini, tmp_path):
    test = mini.root / "tests/mini/hidden/test_hidden_mini.py"
    test.write_text(test.read_text().replace("    x = float", "    pytest.skip('not today')\n    x = float"))
    write(tmp_path / "in", {"right": (ONE, TWO)})
    _, rows = run(mini, tmp_path / "in", tmp_path / "out")
    assert rows["right"]["half"] == "1"


def test_inputs_depend_on_secret_and_student_only(mini, tmp_path):
    fails = "def double(x):\n    raise KeyError(x)\n"

    def drawn(out, name, source):
        write(tmp_path / out / "in", {name: (source, TWO)})
        run(mini, tmp_path / out / "in", tmp_path / out)
        verdicts = json.loads((tmp_path / out / "staff" / f"{name}.json").read_text())["verdicts"]
        return next(v["staff"]["asked"] for v in verdicts if "any_number" in v["test"])

    first = drawn("1", "ada", fails)
    assert drawn("2", "ada", "# a comment re-rolls nothing\n" + fails) == first
    assert drawn("3", "bo", fails) != first
    (mini.root / mini.secret).unlink()
    make_secret(mini)
    assert drawn("4", "ada", fails) != first


@pytest.mark.parametrize(
    "file, old, new, words",
    [
        ("course.toml", "title", "titel", "titel"),
        ("course.toml", 'packages = ["numpy"]', 'packages = "numpy"', "packages"),
        ("assignments/mini/assignment.toml", "points = 4", "points = 5", "auto_total"),
        ("assignments/mini/assignment.toml", "points = 4", "point = 4", "questions.1"),
        ("assignments/mini/assignment.toml", 'module = "two"', 'module = "three"', "three"),
        ("assignments/mini/assignment.toml", 'id = "half"', 'id = "double"', "twice"),
        ("assignments/mini/assignment.toml", "timeout = 2", "timeout = -2", "limits.timeout"),
        ("assignments/mini/assignment.toml", "auto_total = 10", "auto_total =", "TOML"),
    ],
)
def test_a_wrong_configuration_names_file_and_key(mini, file, old, new, words):
    path = mini.root / file
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ConfigError) as caught:
        load_course(mini.root).assignment("mini")
    assert words in str(caught.value) and file.rpartition("/")[2] in str(caught.value)


def test_a_question_without_a_test_is_an_error(mini, tmp_path):
    test = mini.root / "tests/mini/hidden/test_hidden_mini.py"
    test.write_text(test.read_text().replace('question("half")', 'question("double")'))
    write(tmp_path / "in", {"right": (ONE, TWO)})
    with pytest.raises(ConfigError, match="half"):
        run(mini, tmp_path / "in", tmp_path / "out")


def test_a_test_of_an_unknown_question_is_an_error(mini, tmp_path):
    test = mini.root / "tests/mini/hidden/test_hidden_mini.py"
    test.write_text(test.read_text().replace('question("half")', 'question("halve")'))
    write(tmp_path / "in", {"right": (ONE, TWO)})
    with pytest.raises(ConfigError, match="halve"):
        run(mini, tmp_path / "in", tmp_path / "out")


def test_without_a_secret_grading_is_refused_and_none_is_made(mini):
    (mini.root / mini.secret).unlink()
    with pytest.raises(ConfigError, match="backup"):
        read_secret(mini)
    assert not (mini.root / mini.secret).exists()


def test_a_secret_that_others_can_read_is_refused(mini):
    (mini.root / mini.secret).chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        read_secret(mini)


def test_without_bubblewrap_grading_is_refused_with_what_to_install(mini, tmp_path, monkeypatch):
    from autograder.sandbox import SandboxError

    write(tmp_path / "in", {"right": (ONE, TWO)})
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SandboxError, match="apt-get install bubblewrap"):
        run(mini, tmp_path / "in", tmp_path / "out")


def test_a_given_module_lies_with_every_hand_in_and_is_the_courses_own(mini, tmp_path):
    """What a hand-in carries under its name does not count; changing it regrades; without it nothing is graded."""
    toml = mini.root / "assignments/mini/assignment.toml"
    toml.write_text(toml.read_text().replace('modules = ["one", "two"]', 'modules = ["one", "two"]\ngiven_modules = ["tools"]'))
    submissions, out = tmp_path / "in", tmp_path / "out"
    uses = "from tools import twice\n" + ONE.replace("2 * x", "twice(x)")
    write(submissions, {"without": (uses, TWO), "another": (uses, TWO)})
    (submissions / "another" / "tools.py").write_text("def twice(x):\n    return 0\n")
    with pytest.raises(ConfigError, match="make starter"):
        run(mini, submissions, out)
    given = mini.root / "starter_code/mini/tools.py"
    given.parent.mkdir(parents=True)
    given.write_text("def twice(x):\n    return 2 * x\n")
    _, rows = run(mini, submissions, out)
    assert [rows[name]["total"] for name in ("without", "another")] == ["10", "10"]
    given.write_text("def twice(x):\n    return 3 * x\n")
    report, rows = run(mini, submissions, out)
    assert report.kept == 0 and [rows[name]["double"] for name in ("without", "another")] == ["0", "0"]


def test_no_difference_of_two_values_is_worked_out(mini, tmp_path, monkeypatch):
    """pytest's own would take hours for long nested values: time that a reply could cost the grader."""
    monkeypatch.setenv("CI", "true")  # there pytest shows differences in full
    test = mini.root / "tests/mini/public/test_mini.py"
    test.write_text(test.read_text() + '''

@pytest.mark.question("half")
def test_long_values(submission):
    assert submission.two.half(1) == [[n] for n in range(50)]
''')
    write(tmp_path / "in", {"long": (ONE, "def half(x):\n    return [[n, n] for n in range(50)]\n")})
    run(mini, tmp_path / "in", tmp_path / "out")
    staff = (tmp_path / "out/staff/long.json").read_text()
    assert "[[0, 0], [1, 1], " in staff and "Full diff" not in staff and "At index 0" not in staff

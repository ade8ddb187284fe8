"""5,000 hand-ins in one run: the grader's memory stays flat, and nothing of it is left behind (`make test-long`)."""

import json
import os
import subprocess
import sys

import pytest

from autograder.config import load_course

from .conftest import ONE, TWO
from .test_kill import adopted, leftovers  # noqa: F401  (a fixture)

HAND_INS = 5000
SETTLED = 500
#: A row of scores.csv (id, points, message) is kept for each hand-in, about half a KB: 2.2 MiB over the rest of this run, as
#: measured. What is allowed beyond the first 500 catches a leak of 1.4 KB a hand-in.
ALLOWED = 6 * 2**20

#: Grades in a process of its own, which has no freed memory of other tests to hide a leak in.
RUN = """
import json, os, sys, time
import psutil
from pathlib import Path
from autograder.config import load_course
from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.secret import read_secret

course = load_course(Path(sys.argv[1]))
run = Run(course, course.assignment("mini"), RunFolder(Path(sys.argv[3])), read_secret(course), 2)
me, samples, start, lasting = psutil.Process(), [], time.monotonic(), None

def own(process):
    memory = process.memory_info()
    return memory.rss - memory.shared

def sample(done):
    global lasting
    if done % 100 and done != 1:
        return
    children = set(me.children(recursive=True))
    lasting = children if lasting is None else lasting & children
    samples.append([done, own(me), sum(map(own, lasting)), me.num_fds(), len(children), time.monotonic() - start])

run.progress = sample
report = run.grade(Path(sys.argv[2]), None)
totals = sorted({str(row.total) for row in report.rows})
cpu = sum(os.times()[:4])
print(json.dumps({"cpu": cpu, "samples": samples, "graded": report.graded, "kept": report.kept, "totals": totals}))
"""


def course_of_one_test(course):
    """The miniature course with one cheap test for each question."""
    (course.root / "tests/mini/public/test_mini.py").unlink()
    test = course.root / "tests/mini/hidden/test_hidden_mini.py"
    head, double, *_, half = test.read_text().split("\n@pytest.mark.question(")[:4]
    test.write_text("\n@pytest.mark.question(".join([head, double, half]))
    return load_course(course.root)


def one_run(course, folder):
    """Its samples and outcome; a /tmp of its own must be as empty afterwards."""
    (folder / "tmp").mkdir(exist_ok=True)
    words = [sys.executable, "-c", RUN, str(course.root), str(folder / "in"), str(folder / "out")]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True, env={**os.environ, "TMPDIR": str(folder / "tmp")})
    assert not list((folder / "tmp").iterdir())
    return json.loads(done.stdout)


@pytest.mark.long
def test_5000_hand_ins_leave_the_graders_memory_flat_and_nothing_behind(mini, tmp_path, adopted):  # noqa: F811
    course = course_of_one_test(mini)
    for number in range(HAND_INS):
        folder = tmp_path / "in" / f"s{number:04d}"
        folder.mkdir(parents=True)
        (folder / "one.py").write_text(ONE + f"\n# {number}\n")
        (folder / "two.py").write_text(TWO + "# " + "x" * 20_000)
    clean = leftovers()
    first, again = one_run(course, tmp_path), one_run(course, tmp_path)
    assert leftovers() == clean and adopted() == {}
    for name, run in (("graded", first), ("given again", again)):
        print(f"{name}: {run['cpu']:.0f} CPU seconds, all processes")
        for at in (1, SETTLED, HAND_INS // 2, HAND_INS):
            _, grader, lasting, fds, children, seconds = next(s for s in run["samples"] if s[0] == at)
            print(f"{name}: {at} after {seconds:.0f} s: grader {grader / 2**20:.1f} MiB, its lasting children "
                  f"{lasting / 2**20:.1f} MiB, {fds} descriptors, {children} children")
    assert (first["graded"], first["totals"]) == (HAND_INS, ["10"])
    assert (again["kept"], again["totals"]) == (HAND_INS, ["10"])
    for run in (first, again):
        settled = next(s for s in run["samples"] if s[0] == SETTLED)
        for _, grader, lasting, fds, children, _ in (s for s in run["samples"] if s[0] > SETTLED):
            assert grader - settled[1] < ALLOWED and lasting - settled[2] < ALLOWED and fds <= settled[3] + 8 and children < 20
    assert len(list((tmp_path / "out" / "results").iterdir())) == HAND_INS

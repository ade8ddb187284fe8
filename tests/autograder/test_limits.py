"""Every limit, hit for real in the sandbox: what ends, and the sentence that the student reads. docs/limits.md says the same."""

import os
import sys
from pathlib import Path

import pytest

from autograder.config import LimitTable
from autograder.grading.verdicts import classify
from autograder.kit.errors import LIMIT_WORDS, LimitHit, NoAnswer, NotAValue, StudentError, TimedOut
from autograder.kit.submission import Submission
from autograder.sandbox.limits import MB, SENTENCES, Limits
from tests.fixtures.container import run_in_container, why_not

LEVEL = os.environ.get("AUTOGRADER_TEST_LEVEL", "namespaces")
DOC = Path(__file__).resolve().parents[2] / "docs" / "limits.md"
SPIN = "def f():\n    x = 0\n    while True: x += 1\n"
SLEEPERS = """
import os, time
def f():
    for _ in range(400):
        if os.fork() == 0:
            time.sleep(60)
"""
THREADS = """
import threading, time
def f():
    threading.stack_size(65536)
    for _ in range(400):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
FILES = "def f():\n    return [open('/dev/null') for _ in range(2000)]\n"
BIG = "def f():\n    with open('big', 'wb') as file:\n        for _ in range(90): file.write(b'x' * 2**20)\n"
MANY = """
import time
def f():
    for n in range(20_000): open(f"PLACE/{n}", "w").close()
    time.sleep(5)
"""
FILL = """
import time
def f():
    for n in range(100):
        with open(f"PLACE/{n}", "wb") as file: file.write(b"x" * 2**20)
    time.sleep(5)
"""
ALLOCATE = "def f():\n    x = []\n    while True: x.append(bytearray(b'1' * 10**7))\n"
FAMILY = """
import os, time
def f():
    for _ in range(6):
        if os.fork() == 0:
            x = [bytearray(b'1' * 10**7) for _ in range(30)]
            time.sleep(60)
    time.sleep(60)
"""
PRINT = "def f():\n    while True: print('x' * 10**5)\n"
REPLY = "def f():\n    return b'x' * (3 * 2**20)\n"


def ended(worker, kind):
    with pytest.raises(kind) as caught:
        Submission(worker).flops.f()
    return caught.value


@pytest.mark.parametrize(
    "source, limits, kind, sentence",
    [
        (SPIN, {"timeout": 0.5}, TimedOut, "it took longer than 0.5 seconds and was stopped"),
        (SPIN, {"timeout": 30, "cpu": 1}, LimitHit, "it used more than 1 seconds of processor time and was stopped"),
        (FAMILY, {"memory": 700 * MB, "timeout": 20}, LimitHit, "it needed more than 700 MB of memory and was stopped"),
        (PRINT, {"output": MB, "timeout": 20}, LimitHit, "it printed more than 1 MB and was stopped; remove the printing from loops"),
        (REPLY, {"reply": MB}, NoAnswer, "the reply broke the protocol: a reply of more than 1 MB"),
    ],
    ids=["wall clock", "processor", "memory of a family", "output", "reply"],
)
def test_a_limit_that_ends_the_worker_names_itself(worker_for, source, limits, kind, sentence):
    assert str(ended(worker_for(source, **limits), kind)) == sentence


@pytest.mark.parametrize(
    "source, limits, word, number",
    [
        (ALLOCATE, {"memory": 600 * MB}, "memory", "600 MB"),
        (SLEEPERS, {"processes": 50}, "processes", "50 processes"),
        (THREADS, {"processes": 50}, "processes", "50 processes and threads"),
        (FILES, {"files": 100}, "open files", "100 files"),
        (BIG, {"file_size": 16 * MB}, "file size", "16 MB"),
        (FILL.replace("PLACE", "."), {"tmp_bytes": 8 * MB}, "disk", "8 MB"),
        (FILL.replace("PLACE", "/dev/shm"), {"tmp_bytes": 8 * MB}, "disk", "8 MB"),
        (MANY.replace("PLACE", "."), {"tmp_files": 500}, "disk", "500"),
        (MANY.replace("PLACE", "/dev/shm"), {"tmp_files": 500}, "disk", "500"),
    ],
    ids=["memory", "processes", "threads", "open files", "file size", "tmp", "shm", "tmp files", "shm files"],
)
def test_a_limit_that_shows_as_the_codes_own_exception_is_named_beside_it(worker_for, source, limits, word, number):
    limits = Limits(**{"timeout": 20.0, **limits})
    worker = worker_for(source)
    worker.limits = limits
    if LEVEL == "uid" and word == "disk":
        assert str(ended(worker, LimitHit)) == limits.sentence("disk") + " and was stopped"
        return
    error = ended(worker, StudentError)
    assert error.limit == word
    kind, sentence = classify(error, "q", limits)
    assert kind == "error" and sentence.startswith("the code raised ") and sentence.endswith(f"(a limit: {limits.sentence(word)})")
    assert number in sentence


def test_shared_memory_beyond_its_room_is_a_crash_that_names_it(worker_for):
    source = """
import mmap, os
def f():
    fd = os.open("/dev/shm/big", os.O_RDWR | os.O_CREAT)
    os.truncate("/dev/shm/big", 32 * 2**20)
    with mmap.mmap(fd, 32 * 2**20) as shared:
        for page in range(0, 32 * 2**20, 4096): shared[page] = 1
"""
    worker = worker_for(source)
    worker.limits = Limits(tmp_bytes=8 * MB)
    assert "/dev/shm" in str(ended(worker, NoAnswer))


@pytest.mark.parametrize(
    "result, words",
    [
        ("2 ** 5000", "4096 bits"),
        ("'x' * 1_000_001", "1,000,000 characters"),
        ("[0] * 200_001", "200,000 parts"),
        ("__import__('functools').reduce(lambda x, _: [x], range(40), 0)", "32 levels"),
    ],
)
def test_a_result_beyond_the_wires_bounds_is_named(worker_for, result, words):
    assert words in str(ended(worker_for(f"def f():\n    return {result}\n"), NotAValue))


def test_the_word_for_a_limit_is_one_of_a_closed_list_and_a_student_cannot_add_text(worker_for):
    """The reply is the student's: a forged word is dropped, and never reaches a sentence."""
    from autograder.kit.errors import student_error

    assert student_error("OSError", "OSError", "x", "INPUT 12345").limit == ""
    liar = "class E(OSError):\n    @property\n    def errno(self): raise KeyboardInterrupt\ndef f():\n    raise E\n"
    assert ended(worker_for(liar), StudentError).limit == ""
    assert set(LIMIT_WORDS) < set(SENTENCES)


def test_every_limit_can_be_set_and_its_default_is_the_sandboxs():
    assert LimitTable().limits() == Limits()
    other = LimitTable(
        timeout=3, cpu_seconds=4, memory_mb=600, processes=5, open_files=60, file_mb=7, tmp_mb=8, tmp_files=90, output_mb=10, reply_mb=11
    ).limits()
    assert all(getattr(other, name) != getattr(Limits(), name) for name in vars(other) if name not in ("output_kept", "shared_cpu"))


def rows():
    """Limit, default, key and sentence, as the code has them."""
    words = {
        "timeout": "timeout", "cpu": "cpu_seconds", "memory": "memory_mb", "processes": "processes", "open files": "open_files",
        "file size": "file_mb", "disk": "tmp_mb", "output": "output_mb", "reply": "reply_mb",
    }  # fmt: skip
    for word, key in words.items():
        keys = f"`{key}`, `tmp_files`" if key == "tmp_mb" else f"`{key}`"
        default = {"cpu_seconds": "timeout + 5", "tmp_mb": f"{LimitTable().tmp_mb}, {LimitTable().tmp_files}"}
        yield f"| {keys} | {default.get(key, format(getattr(LimitTable(), key), 'g'))} | {Limits().sentence(word)} |"


def test_the_page_on_limits_says_what_the_code_does():
    page = DOC.read_text(encoding="utf-8")
    for row in rows():
        assert row in page, row


@pytest.mark.skipif(LEVEL == "uid" or bool(why_not()), reason=why_not() or "this is the inner run")
def test_the_same_limits_hold_at_level_uid():
    """This file once more, in an imitated container."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", __file__]
    done = run_in_container(command, environment={"AUTOGRADER_TEST_LEVEL": "uid"})
    assert done.code == 0 and done.left == (), done.output + done.errors

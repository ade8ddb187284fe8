"""Model files that lie, hide or hurt: each is refused in a sentence, or gains nothing, and the next model is measured."""

import json
import os
import random
import re
import struct
import sys

import numpy as np
import pytest
from sklearn.datasets import load_digits

from autograder.grading.challenge import Hidden, hidden_images, images_key
from autograder.kit.deformed import deformed_digits
from autograder.kit.network import network
from autograder.kit.tensorfile import ModelError, model_bytes, read_model
from tests.fixtures.challenge import LINEAR, linear_model
from tests.fixtures.container import run_in_container, why_not

LEVEL = os.environ.get("AUTOGRADER_TEST_LEVEL", "namespaces")
TENSORS = linear_model()
GOOD = model_bytes(LINEAR, TENSORS)


def header_of(data):
    length = int.from_bytes(data[:8], "little")
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def file_of(header, body):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def changed(edit, more=b""):
    header, body = header_of(GOOD)
    edit(header)
    return file_of(header, body + more)


def with_tensors(layers=LINEAR, **tensors):
    return model_bytes(layers, {**TENSORS, **{name.replace("__", "."): t for name, t in tensors.items()}})


def a_value(value, where=0):
    weight = TENSORS["head.weight"].copy()
    weight.flat[where] = value
    return with_tensors(head__weight=weight)


def doubled_name():
    header, body = header_of(GOOD)
    entry = json.dumps(header["head.bias"])
    return file_of(json.dumps(header)[:-1].encode() + f', "head.bias": {entry}}}'.encode(), body)


def overlapping(header):
    start, stop = header["head.bias"]["data_offsets"]
    header["head.weight"]["data_offsets"] = [start, start + 2560]


def wide(outputs):
    """A convolution to many channels: a small file, a lot of work."""
    layers = [{"kind": "conv2d", "name": "wide", "padding": 8}, {"kind": "conv2d", "name": "again", "padding": 8}, *LINEAR]
    return with_tensors(layers, wide__weight=np.ones((outputs, 1, 8, 8), np.float32), again__weight=np.ones((1, outputs, 1, 1), np.float32))


DENORMAL = np.float32(1e-41)
HUGE = np.float32(3e38)
ATTACKS = {
    "a cost is stated": (changed(lambda h: h["__metadata__"].update(bytes="1")), "counted here"),
    "NaN": (a_value(np.nan), "NaN or infinity"),
    "infinity": (a_value(np.inf), "NaN or infinity"),
    "infinity by a scale": (
        with_tensors(head__weight=np.full((10, 64), 100, np.int8), head__weight__scale=np.array([HUGE])), "NaN or infinity",
    ),
    "overflow in the answer": (a_value(HUGE, slice(None)), "NaN, infinite"),
    "denormals": (a_value(DENORMAL), "denormal"),
    "denormals by a scale": (
        with_tensors(head__weight=np.ones((10, 64), np.int8), head__weight__scale=np.array([DENORMAL])), "denormal",
    ),
    "wrong shape": (with_tensors(head__weight=np.ones((10, 65), np.float32)), "takes 65 inputs"),
    "eleven classes": (
        with_tensors(head__weight=np.ones((11, 64), np.float32), head__bias=np.ones(11, np.float32)), r"makes \(11,\) of an image",
    ),
    "a shape that does not fit its bytes": (changed(lambda h: h["head.bias"].update(shape=[11])), "does not fit its bytes"),
    "a shape that overflows": (changed(lambda h: h["head.bias"].update(shape=[2**30] * 4)), "does not fit its bytes"),
    "a shape below 0": (changed(lambda h: h["head.bias"].update(shape=[-10])), "no proper shape"),
    "too large a file": (with_tensors(stash=np.ones(60_000, np.float32)), "at most 200"),
    "a stash in the file": (with_tensors(stash=np.ones(100, np.float32)), "'stash' belongs to no layer"),
    "a stash behind the tensors": (changed(lambda h: None, b"x" * 64), "64 bytes at the end"),
    "a gap between tensors": (
        changed(lambda h: h["head.weight"].update(data_offsets=[48, 2608]), b"x" * 8), "gaps and overlaps",
    ),
    "tensors that overlap": (changed(overlapping), "gaps and overlaps"),
    "offsets behind the end": (changed(lambda h: h["head.weight"].update(data_offsets=[40, 2**39])), "does not fit its bytes"),
    "a doubled name": (doubled_name(), "'head.bias' stands twice"),
    "a stash in the metadata": (changed(lambda h: h["__metadata__"].update(weights="1" * 999)), "counted here"),
    "numbers in the layers": (with_tensors([{"kind": "flatten", "shift": 0.5}, LINEAR[1]]), "has no 'shift'"),
    "a header that says a terabyte": (struct.pack("<Q", 2**40) + GOOD[8:], "the header says"),
    "a header of brackets": (file_of(b"[" * 60_000, b""), "not the JSON"),
    "a header of digits": (file_of(b'{"a": ' + b"9" * 60_000 + b"}", b""), "not the JSON"),
    "a header that is a list": (file_of([1], b""), "not a JSON object"),
    "layers of brackets": (changed(lambda h: h["__metadata__"].update(layers="[" * 9_000)), "not the JSON"),
    "layers that are a program": (changed(lambda h: h["__metadata__"].update(layers="__import__('os')")), "not the JSON"),
    "a pickle": (b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.", "the header says"),
    "nothing": (b"", "too short"),
    "cut off": (GOOD[:-100], "does not fit its bytes"),
    "another dtype": (changed(lambda h: h["head.bias"].update(dtype="F64")), "has the dtype 'F64'"),
    "codes without a scale": (with_tensors(head__weight=np.ones((10, 64), np.int8)), "there is no 'head.weight.scale'"),
    "codes outside of the codebook": (
        with_tensors(head__weight=np.full((10, 64), 9, np.uint8), head__weight__codebook=np.ones(4, np.float32)), "holds every code",
    ),
    "a scale of a scale": (
        with_tensors(head__weight=np.ones((10, 64), np.int8), head__weight__scale=np.ones(1, np.int8)), "no scale or codebook of its own",
    ),
    "a scale for floats": (with_tensors(head__weight__scale=np.ones(1, np.float32)), "but 'head.weight' is float32"),
    "too much work": (wide(64), "multiplications|hold more than|becomes"),
    "very wide": (wide(700), "multiplications|hold more than|becomes"),
    "a name that draws on a terminal": (with_tensors(**{"\x1b[2J\u202e": np.ones(3, np.float32)}), "belongs to no layer"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_refused_in_a_sentence(measured, attack):
    data, words = ATTACKS[attack]
    found = measured(data)
    assert found.accuracy is None and found.costs is None
    assert re.search(words, found.refused), found.refused
    assert len(found.refused) < 300


def test_after_all_of_them_an_honest_model_is_measured_as_before(measured):
    first = measured(GOOD)
    for data, _ in list(ATTACKS.values())[::5]:
        measured(data)
    assert measured(GOOD) == first and first.accuracy > 60


def test_a_worker_that_was_taken_over_can_only_hand_in_another_model(monkeypatch, measured):
    """Whatever it says of costs is no part of a model; what it hands back is checked like any other."""
    import autograder.grading.challenge as challenge

    lies = [
        ("return {'layers': [], 'tensors': {}, 'costs': {'bytes': 1}}", "could not be read"),
        ("return {'layers': [], 'tensors': {}}", "of an image"),
        ("return {'layers': 3, 'tensors': {'a': [1]}}", "list of layers|arrays"),
        ("return {'layers': [], 'tensors': {'a': __import__('numpy').ones(3)}}", "is float64"),
        ("raise ValueError('accuracy: 100')", "^the model could not be read$"),
        ("__import__('os')._exit(0)", "ended"),
        ("return object()", "not a value"),
    ]
    for lie, words in lies:
        monkeypatch.setattr(challenge, "READ", f"def read(student, data):\n    {lie}\n")
        assert re.search(words, measured(GOOD).refused), lie


def test_answers_that_are_none_are_refused(monkeypatch, measured):
    import autograder.grading.challenge as challenge

    for lie in ("None", "images[:, 0, 0]", "[[1.0] * 10] * len(images)", "__import__('numpy').full((len(images), 10), float('nan'))"):
        monkeypatch.setattr(challenge, "RUN", f"def answer(student, layers, weights, images):\n    return {lie}\n")
        assert "not ten numbers" in measured(GOOD).refused


def test_a_worker_that_reads_the_file_sees_no_image_and_the_other_no_label(monkeypatch, zygote, hidden):
    """What is sent to the two workers, written down."""
    import autograder.grading.challenge as challenge
    from autograder.sandbox import Worker

    from .conftest import RULES

    sent = []
    exchange = Worker.exchange
    monkeypatch.setattr(Worker, "exchange", lambda self, request, buffers: sent.append((request, buffers)) or exchange(self, request, buffers))
    challenge.measure(zygote, 0, GOOD, RULES, hidden)
    (read, run) = [buffers for _, buffers in sent]
    assert read == (GOOD,)
    assert hidden.images.tobytes() in run and GOOD not in run
    assert len(run) == 3 and not [buffer for buffer in run if hidden.labels.tobytes() in buffer]


def test_hidden_images_are_those_of_no_other_secret_week_or_public_seed(hidden):
    """So a guess of them is a guess of 128 bits; the originals are not among them either."""
    others = [hidden_images(images_key(b"another secret", "week02_mini")), hidden_images(images_key(b"a secret of these tests alone", "week03_mini"))]
    others += [Hidden(*deformed_digits(seed, 2000)) for seed in (0, 1)]
    seen = {image.tobytes() for other in others for image in other.images}
    seen |= {(image / 16).astype(np.float32).tobytes() for image in load_digits().images}
    assert not seen & {image.tobytes() for image in hidden.images}
    assert all((other.labels != hidden.labels).mean() > 0.8 for other in others)
    again = hidden_images(images_key(b"a secret of these tests alone", "week02_mini"))
    assert np.array_equal(again.images, hidden.images) and np.array_equal(again.labels, hidden.labels)


def test_whatever_is_changed_in_a_file_it_is_refused_in_a_sentence_or_is_a_network():
    """Bytes overwritten, doubled and left out, most of them in the header; values of JSON in place of others."""
    rng, outcomes = random.Random(5), {True: 0, False: 0}
    values = [None, True, -1, 2**70, 1.5, "F16", "", [], [[]], {}, {"dtype": "F32"}, [0, 2**33], "layers", "head.bias.scale"]
    for turn in range(1500):
        if turn % 2:
            data = bytearray(GOOD)
            for _ in range(rng.randrange(1, 4)):
                at = rng.randrange(rng.choice([8, 400, len(data)]))
                data[at : at + rng.choice([0, 1, 1, 4])] = rng.randbytes(rng.choice([0, 1, 1, 4]))
        else:
            header, body = header_of(GOOD)
            entry = header[rng.choice(list(header))]
            place = entry if rng.random() < 0.7 else header
            place[rng.choice([*place, "extra"])] = rng.choice(values)
            data = file_of(header, body)
        try:
            network(*read_model(bytes(data)), (1, 8, 8), 10, 600_000)
            outcomes[True] += 1
        except ModelError as error:
            assert 10 < len(str(error)) < 300
            outcomes[False] += 1
    assert min(outcomes.values()) > 50, outcomes


@pytest.mark.long
@pytest.mark.skipif(LEVEL == "uid" or bool(why_not()), reason=why_not() or "this is the inner run")
def test_the_same_at_level_uid():
    """This file once more, in an imitated container."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", __file__]
    done = run_in_container(command, environment={"AUTOGRADER_TEST_LEVEL": "uid"}, timeout=900)
    assert done.code == 0 and done.left == (), done.output + done.errors

"""Measuring a challenge's model. One worker reads the file, the grader counts the values, a second worker runs them.

The file's bytes are opened in the first worker alone; whoever owned that worker could only hand back another model,
which is checked and counted here like any. The second worker never sees the file. The labels never leave this process.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import asdict, dataclass
from typing import Any

from autograder.config import Challenge
from autograder.kit.challenge import IMAGES, accuracy
from autograder.kit.deformed import CLASSES, SHAPE, deformed_digits
from autograder.kit.errors import NoAnswer, StudentError
from autograder.kit.network import network
from autograder.kit.submission import Submission
from autograder.kit.tensorfile import ModelError
from autograder.sandbox import Limits, Worker, Zygote
from autograder.sandbox.worker import Setup

#: What the workers do: the kit's own code, on what they are handed. No file of a student's lies with them.
READ = """
from autograder.kit.tensorfile import read_model

def read(student, data):
    layers, tensors = read_model(data)
    return {"layers": layers, "tensors": tensors}
"""
RUN = """
from autograder.kit.forward import run

def answer(student, layers, weights, images):
    return run(layers, weights, images)
"""
SECONDS = 60.0


@dataclass(frozen=True)
class Measured:
    """What a model gives (percent of the hidden images) and costs; or the sentence that says why it is refused."""

    accuracy: float | None = None
    costs: dict[str, int] | None = None
    refused: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Hidden:
    """The images of a week's challenge, the same for everyone; drawn from the course secret."""

    images: Any
    labels: Any


def images_key(secret: bytes, assignment: str) -> bytes:
    """The seed of a week's hidden images, which only the secret's owner can compute."""
    return hmac.new(secret, f"challenge|{assignment}".encode(), hashlib.sha256).digest()


def hidden_images(key: bytes) -> Hidden:
    """Deformed digits by the key that `images_key` gives."""
    return Hidden(*deformed_digits(int.from_bytes(key[:16], "big"), IMAGES))


def measure(zygote: Zygote, job: int, data: bytes, rules: Challenge, hidden: Hidden) -> Measured:
    """One model file's accuracy and costs. Whatever is wrong with it comes back as `refused`. Raises SandboxError."""
    try:
        if len(data) > rules.file_kb * 1024:
            raise ModelError(f"the file has {len(data) / 1024:,.0f} KiB; at most {rules.file_kb:,} are accepted")
        with Worker(zygote, job, Setup({}, (), probes=READ), Limits(timeout=SECONDS)) as worker:
            found = Submission(worker).probes.read(data)
        if type(found) is not dict or set(found) != {"layers", "tensors"}:
            raise ModelError("the model could not be read")
        model = network(found["layers"], found["tensors"], SHAPE, CLASSES, rules.max_macs)
        with Worker(zygote, job, Setup({}, (), probes=RUN), Limits(timeout=SECONDS)) as worker:
            logits = Submission(worker).probes.answer(model.layers, model.weights, hidden.images)
        return Measured(accuracy(logits, hidden.labels), model.costs)
    except ModelError as error:
        return Measured(refused=str(error))
    except StudentError as error:
        known = isinstance(error, ValueError) and error.type_name == "ModelError"
        return Measured(refused=error.text[:500] if known else "the model could not be read")
    except NoAnswer as error:
        return Measured(refused=f"while the model was measured, {error}")

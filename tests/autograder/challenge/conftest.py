"""A warm zygote with numpy alone measures every model here; nothing of a student's runs in it."""

import pytest

from autograder.config import Challenge
from autograder.grading.challenge import hidden_images, images_key, measure
from tests.fixtures.challenge import honest_models

RULES = Challenge(task="digits", cost="bytes", file_kb=200, max_macs=600_000)


@pytest.fixture(scope="session")
def models():
    return honest_models()


@pytest.fixture(scope="session")
def hidden():
    return hidden_images(images_key(b"a secret of these tests alone", "week02_mini"))


@pytest.fixture
def measured(zygote, hidden):
    """`measured(file)`: accuracy and costs of a model file, or why it is refused."""
    return lambda data: measure(zygote, 0, data, RULES, hidden)

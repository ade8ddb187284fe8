"""So that `python -m pytest` knows the fixture `submission` and the course's markers. Nothing here needs editing."""

import pytest

import autograder.kit.plugin as course


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Load the course's plugin, unless an installed package has done so."""
    if not pluginmanager.is_registered(course):
        pluginmanager.register(course, "course")

"""Which tests run beside each other on two cores (`make test`): those of a file, or of a folder that shares one long set-up, stay together."""

from pathlib import Path

import pytest

TOGETHER = ("exploits", "notebooks")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folders = [part for part in item.path.relative_to(Path(__file__).parent).parts if part in TOGETHER]
        item.add_marker(pytest.mark.xdist_group(folders[0] if folders else str(item.path)))

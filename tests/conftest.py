"""How `make test` shares the tests out over two cores: those of a file, or of a folder with one long set-up, stay together."""

from typing import Any

import pytest

TOGETHER = ("exploits", "notebooks")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return next((part for part in file.split("/") if part in TOGETHER), file)

    return Scheduling(config, log)

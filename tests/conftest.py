"""How `make test` shares the tests out over two cores: what has one long set-up stays together, and the longest come first."""

import re
from typing import Any

import pytest

TOGETHER = ("exploits", "notebooks")
LONGEST = ("course/test_release", "course/test_reports", "course/test_suites", "exploits")
#: Their set-up is one week's: each week is a piece of its own.
BY_WEEK = re.compile(r"course/test_(reports|suites)\.py::.*\[(week\d\d_[a-z0-9_]+)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        return next((n for n, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if week := BY_WEEK.search(nodeid):
                return f"{week[1]} {week[2]}"
            file = nodeid.partition("::")[0]
            return next((part for part in file.split("/") if part in TOGETHER), file)

    config.option.loadscopereorder = False  # as they are collected
    return Scheduling(config, log)

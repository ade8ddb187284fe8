"""Which installed files a student's code may see: an allow-list of distributions and what they require.

Works from installed metadata only. The project itself, nbgrader and other staff packages are never on the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name


def closure(names: Iterable[str]) -> dict[str, Distribution]:
    """The named distributions and their requirements for this Python, as far as they are installed."""
    found: dict[str, Distribution] = {}
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for line in found[name].requires or ():
            try:
                requirement = Requirement(line)
            except InvalidRequirement:
                continue
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(requirement.name))
    return found


def top_level(distributions: Iterable[Distribution], site: Path) -> list[str]:
    """Names directly under the site-packages folder `site` that belong to these distributions, sorted."""
    names: set[str] = set()
    for dist in distributions:
        if Path(str(dist.locate_file(""))).resolve() != site.resolve():
            continue
        for file in dist.files or ():
            first = file.parts[0]
            if first not in ("..", "__pycache__") and not first.endswith(".pth"):
                names.add(first)
    return sorted(name for name in names if (site / name).exists())

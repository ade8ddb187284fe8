"""Writing a report: `index.html`, `figures.json` and `figures.csv`, for staff or for the class."""

from __future__ import annotations

from pathlib import Path

from autograder.config import Course
from autograder.leaderboard.names import pseudonym
from autograder.policy.statistics import FEWEST
from autograder.results.store import write_bytes, write_json

from .errors import ReportError
from .page import report_page
from .reading import ClassRun
from .sections import sections
from .tables import as_csv, as_json, for_class


def write_report(course: Course, run: ClassRun, out: Path, since: Path | None, secret: bytes | None) -> Path:
    """Write the three files, each whole or not at all; the page's path. With the course secret: the form for the class.

    Raises ReportError, PolicyError, ConfigError.
    """
    found = sections(course, run, since)
    facts = {"assignment": run.assignment.name}
    if secret is not None:
        if len(run.graded) < FEWEST:
            raise ReportError(
                f"a class of {len(run.graded)} graded hand-ins is too small for pseudonyms: {FEWEST} are needed, since "
                "figures of fewer tell about persons"
            )
        name = run.assignment.name
        found = for_class(found, lambda student: pseudonym(secret, name, student))
    else:
        facts |= {"run": str(run.folder), "suite": str(run.about.get("suite", ""))}
        facts |= {"isolation": str(run.about.get("isolation", ""))}
        facts |= {key: str(value) for key, value in run.about.get("environment", {}).items()}
    out.mkdir(parents=True, exist_ok=True)
    title = f"The class: {run.assignment.title}"
    write_json(out / "figures.json", {**facts, "graded": len(run.graded), "tables": as_json(found)})
    write_bytes(out / "figures.csv", as_csv(found))
    write_bytes(out / "index.html", report_page(title, found, facts, secret is not None))
    return out / "index.html"

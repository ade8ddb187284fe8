"""JUnit XML, as pytest writes it and Jenkins, GitLab and Artemis read it: a suite for each student, a case for each test.

Made from what students may see, so no hidden input is in it. The format has no place for points: they are properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

#: What XML 1.0 cannot hold, even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(results: Iterable[tuple[str, Mapping[str, Any]]]) -> bytes:
    """The file for (student id, result in Gradescope's format) of each hand-in."""
    suites = ET.Element("testsuites", name="autograder")
    for student, result in results:
        tests = result["tests"]
        failed = sum(test["status"] != "passed" for test in tests)
        suite = ET.SubElement(
            suites,
            "testsuite",
            name=legal(student),
            tests=str(len(tests)),
            failures=str(failed),
            errors="0",
            skipped="0",
        )
        properties = ET.SubElement(suite, "properties")
        _property(properties, "score", result["score"])
        for question in result["extra_data"].get("questions", ()):
            _property(properties, f"points.{question['id']}", f"{question['points']} of {question['max_points']}")
        for test in tests:
            question = str(test["tags"][0]) if test.get("tags") else ""
            case = ET.SubElement(suite, "testcase", classname=legal(question), name=legal(test["name"]))
            if test["status"] != "passed":
                lines = legal(test["output"])
                ET.SubElement(case, "failure", message=lines.split("\n")[0], type="failed").text = lines
        if result.get("output"):
            ET.SubElement(suite, "system-out").text = legal(result["output"])
    ET.indent(suites)
    data: bytes = ET.tostring(suites, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def legal(text: str) -> str:
    """The text with what XML cannot hold written out."""
    return _ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _property(properties: ET.Element, name: str, value: object) -> None:
    ET.SubElement(properties, "property", name=name, value=str(value))

"""What the importers read: our own readers, written by the rules of their sources (docs/formats.md names them).

They read an export as the LMS would, so that a test can say what would arrive there.
"""

import csv
import io
import re


class Aborted(Exception):
    """The importer takes nothing of the file."""


def canvas(data: bytes, assignments: dict[int, str], users: dict[int, str]) -> dict:
    """Canvas's gradebook importer. `assignments`: id -> title, `users`: id -> name, as the course has them.

    Gives {"grades": {(user, assignment): text}, "new_assignments": […], "new_students": […], "maxima": {…}}.
    """
    text = data.decode("utf-8-sig")
    first = text.splitlines()[:3]
    counts = {sep: {len(next(csv.reader([line], delimiter=sep), [])) for line in first} for sep in ";,"}
    width = {sep: found.pop() if len(found) == 1 else 0 for sep, found in counts.items()}
    separator = ";" if width[";"] > width[","] else ","
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(c.strip() for c in row)]
    header, rows = rows[0], [[_canvas_number(cell) for cell in row] for row in rows[1:]]
    names = 2 if header[:2] == ["LastName", "FirstName"] else 1
    if not (len(header) > 3 and ("Student" in header[0] or names == 2) and "ID" in header[names]) or "Section" not in header:
        raise Aborted("Invalid header row")
    computed = re.compile("|".join(f"{when} {what}" for when in ("Current", "Final", "Override") for what in ("Score", "Points", "Grade", "Status")))
    columns, new = {}, []
    for heading in header[header.index("Section") + 1 :]:
        if computed.search(heading) or heading == "Notes":  # a custom column that this course has
            continue
        found = re.fullmatch(r"(.*) \((\d+)\)", heading, re.DOTALL)
        number = int(found[2]) if found and int(found[2]) in assignments else None
        number = number or next((n for n, title in assignments.items() if title == heading), None)
        if number is None:
            new.append(heading)
        else:
            columns[number] = header.index(heading)
    grades, maxima, strangers = {}, {}, []
    for row in rows:
        if "Points Possible" in row[0]:
            maxima = {number: row[at] for number, at in columns.items()}
        elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.I) for cell in row):
            user = int(row[names]) if row[names].isdigit() and int(row[names]) in users else None
            user = user or next((n for n, name in users.items() if name == row[0]), None)
            if user is None:
                strangers.append(row[0])
            for number, at in columns.items():
                grades[user, number] = row[at].strip()
    return {"grades": grades, "new_assignments": new, "new_students": strangers, "maxima": maxima}


def _canvas_number(cell: str) -> str:
    """`1,000` is 1.000 to Canvas: the last mark is the decimal one."""
    if re.fullmatch(r"-?[0-9.,]+%?", cell):
        *whole, last = re.split(r"[,.]", cell)
        return f"{''.join(whole)}.{last}" if whole else last
    return cell


def moodle_grades(data: bytes, users: dict[str, int], limit: float = 100) -> dict[int, float | None]:
    """Moodle's CSV grade import, mapped on the first column: user number -> grade. One bad line aborts all."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    grades, user = {}, None
    for row in rows[1:]:
        if row[0] not in ("", "0"):  # PHP's empty(): the student of the line before stays
            if row[0] not in users:
                raise Aborted(f"no user {row[0]}")
            user = users[row[0]]
        value = row[1].strip()
        if value in ("", "-"):
            grades[user] = None
            continue
        try:
            grades[user] = float(value)
        except ValueError:
            raise Aborted(f"bad grade {value}") from None
        if grades[user] > limit:
            raise Aborted(f"a grade is above {limit}")
    return grades


def moodle_worksheet(data: bytes, participants: set[int], maximum: float) -> dict[int, tuple[float | None, str]]:
    """Moodle's offline worksheet: participant -> (grade that is taken, comment that is put on the site)."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    header = rows[0]
    if not {"Identifier", "Grade", "Last modified (grade)"} <= set(header):
        raise Aborted("invalid grade import")
    taken = {}
    for row in rows[1:]:
        number = int(row[header.index("Identifier")][len("Participant ") :])
        if number not in participants:
            continue
        text = row[header.index("Grade")]
        grade = float(text) if text not in ("", "-") else None
        locked = row[header.index("Grade can be changed")] == "No"
        grade = None if grade is None or not 0 <= grade <= maximum or locked else grade
        taken[number] = (grade, row[header.index("Feedback comments")])
    return taken


def classroom_points(data: bytes) -> tuple[float, float]:
    """The grading reporter: points and maximum of one runner's result; a result whose maximum is 0 is left out."""
    import base64
    import json

    result = json.loads(base64.b64decode(base64.b64encode(data)), parse_constant=_refuse)
    if not result["max_score"]:
        return 0.0, 0.0
    return sum(test["score"] for test in result["tests"]), result["max_score"]


def gradescope_total(text: str) -> float:
    """Gradescope: the top-level score if there is one, else the sum; strict JSON; no hidden test hides the total."""
    import json

    result = json.loads(text, parse_constant=_refuse)
    assert all(test.get("visibility") != "hidden" for test in result["tests"])
    assert all(0 <= test["score"] <= test["max_score"] for test in result["tests"] if "score" in test)
    return result.get("score", sum(test["score"] for test in result["tests"]))


def _refuse(constant: str):
    raise Aborted(f"{constant} is not JSON")

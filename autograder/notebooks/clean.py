"""The clean copy: the released notebook, with the student's answers and what their cells put out.

Layout, checks, points and metadata are the release's. Cells of the student's own follow the released cell after which
they stood, without any label. All text is inert, all pictures are PNG; nothing else of the student's file is kept.
"""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .inert import inert_markdown, inert_text
from .match import Matched, StudentCell
from .released import ReleasedNotebook

PNG = b"\x89PNG\r\n\x1a\n"
MAX_EXTRAS = 300
MAX_SHOWN = 20_000


@dataclass(frozen=True)
class Shown:
    """What a cell put out: pieces as `kit.shell.Outputs` names them, and a sentence about how it ended."""

    pieces: tuple[tuple[str, str | bytes], ...] = ()
    error: str = ""


def clean(
    release: ReleasedNotebook,
    cells: Sequence[StudentCell] = (),
    matched: Matched | None = None,
    ran: Mapping[int, Shown] | None = None,
    released_ran: Mapping[int, Shown] | None = None,
    checked: Mapping[str, Shown] | None = None,
) -> bytes:
    """The copy as .ipynb bytes, ready for nbgrader's folders and for nbconvert.

    `ran`: outputs by place in the student's notebook; `released_ran`: of released cells that are missing there;
    `checked`: what is said of a check, by grade id. Without a student's cells it is the release itself.
    """
    whole = json.loads(release.notebook)
    ran, released_ran, checked = ran or {}, released_ran or {}, checked or {}
    after = _extras_after(matched)
    made: list[dict[str, Any]] = [_extra(cells[i], i, ran) for i in after.get(-1, ())]
    for number, (cell, asked) in enumerate(zip(whole["cells"], release.cells, strict=True)):
        filled = copy.deepcopy(cell)
        places = matched.places[number] if matched else ()
        if places and not asked.locked:
            mine = "\n\n".join(cells[i].source for i in places)
            filled["source"] = (inert_text if asked.code else inert_markdown)(mine)
        if asked.code:
            shown = [ran[i] for i in places if i in ran and not asked.is_check]
            shown += [released_ran[number]] if number in released_ran else []
            shown += [checked[asked.grade_id]] if asked.is_check and asked.grade_id in checked else []
            filled["outputs"], filled["execution_count"] = [o for one in shown for o in _outputs(one)], None
        made.append(filled)
        made += [_extra(cells[i], i, ran) for i in after.get(number, ())]
    if (whole["nbformat"], whole["nbformat_minor"]) < (4, 5):
        for cell in made:
            cell.pop("id", None)
    whole["cells"] = made
    return json.dumps(whole, ensure_ascii=True, allow_nan=False, indent=1).encode("ascii") + b"\n"


def _extras_after(matched: Matched | None) -> dict[int, list[int]]:
    """Released place (-1: before all) -> the student's own cells that stand after it."""
    if matched is None:
        return {}
    number_of = {i: number for number, places in enumerate(matched.places) for i in places}
    after: dict[int, list[int]] = {}
    for i in matched.extras[:MAX_EXTRAS]:
        before = max((place for place in number_of if place < i), default=None)
        after.setdefault(-1 if before is None else number_of[before], []).append(i)
    return after


def _extra(cell: StudentCell, place: int, ran: Mapping[int, Shown]) -> dict[str, Any]:
    source = (inert_text if cell.code else inert_markdown)(cell.source)
    made: dict[str, Any] = {"cell_type": "code" if cell.code else "markdown", "id": f"student-{place + 1}"}
    made |= {"metadata": {"tags": ["student"]}, "source": source}
    if cell.code:
        made |= {"execution_count": None, "outputs": _outputs(ran.get(place, Shown()))}
    return made


def _outputs(shown: Shown) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for name, piece in shown.pieces:
        if type(piece) is bytes and name == "png" and piece.startswith(PNG):
            data = {"image/png": base64.b64encode(piece).decode("ascii")}
            made.append({"output_type": "display_data", "data": data, "metadata": {}})
        elif type(piece) is str and name == "result":
            data = {"text/plain": inert_text(piece[:MAX_SHOWN])}
            made.append({"output_type": "display_data", "data": data, "metadata": {}})
        elif type(piece) is str and name in ("stdout", "stderr"):
            made.append({"output_type": "stream", "name": name, "text": inert_text(piece[:MAX_SHOWN])})
    if shown.error:
        made.append({"output_type": "stream", "name": "stderr", "text": inert_text(shown.error[:3000]) + "\n"})
    return made

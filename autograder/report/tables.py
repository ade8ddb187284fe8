"""The report as data: sections of sentences, tables and plots. The page shows nothing else; figures.json and .csv hold the tables.

What may be shown to the class is decided here and nowhere else: `for_class` takes away what is private and gives every
student a pseudonym. A sentence holds counts only, never a name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from autograder.results.text import cell, visible

from .plots import Plot

Value = str | int | float | bool | None
Form = Literal["text", "id", "who", "count", "points", "share", "signed", "seconds"]


@dataclass(frozen=True)
class Column:
    """`key` in the data, `heading` on the page. A `who` column holds students' ids, an `id` column words of the course's own."""

    key: str
    heading: str
    form: Form = "text"
    private: bool = False
    """Staff only."""
    shown: bool = True
    """False: in the data alone."""


@dataclass(frozen=True)
class Table:
    """Rows by column key. The first column names the row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Value], ...]
    note: str = ""
    empty: str = "None."
    private: bool = False


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it, in order: sentences, plots, tables."""

    name: str
    title: str
    text: tuple[str, ...] = ()
    plots: tuple[Plot, ...] = ()
    tables: tuple[Table, ...] = ()
    private: bool = False


def for_class(sections: Sequence[Section], pseudonym: Callable[[str], str]) -> list[Section]:
    """What the class may see. Rows about students stand in the order of the pseudonyms: the roster's would tell who they are."""
    return [
        replace(section, tables=tuple(_shown(table, pseudonym) for table in section.tables if not table.private))
        for section in sections
        if not section.private
    ]


def _shown(table: Table, pseudonym: Callable[[str], str]) -> Table:
    columns = tuple(column for column in table.columns if not column.private)
    who = {column.key for column in columns if column.form == "who"}
    rows = [
        {column.key: pseudonym(str(row[column.key])) if column.key in who else row[column.key] for column in columns}
        for row in table.rows
    ]
    if who:
        rows.sort(key=lambda row: [str(row[key]) for key in who])
    return replace(table, columns=columns, rows=tuple(rows))


def as_json(sections: Sequence[Section]) -> dict[str, Any]:
    """Table -> rows, every cell a JSON value."""
    return {
        table.name: [{column.key: _plain(row[column.key]) for column in table.columns} for row in table.rows]
        for section in sections
        for table in section.tables
    }


def as_csv(sections: Sequence[Section]) -> bytes:
    """All tables in one: `table,row,item,column,value`, where `item` is the row's first cell. Text is inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", "row", "item", "column", "value"])
    for table in (table for section in sections for table in section.tables):
        for number, row in enumerate(table.rows, 1):
            item = _cell(row[table.columns[0].key])
            writer.writerows([table.name, number, item, c.key, _cell(row[c.key])] for c in table.columns)
    return out.getvalue().encode("utf-8", "backslashreplace")


def _plain(value: Value) -> Value:
    return round(value, 6) if isinstance(value, float) else value


def _cell(value: Value) -> Value:
    return cell(value) if isinstance(value, str) else _plain(value)


def counted(number: int, thing: str) -> str:
    """`1 hand-in`, `2 hand-ins`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def shown(value: Value, form: Form) -> str:
    """A cell as the page has it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return visible(value)
    if form == "share":
        return f"{value:.0%}"
    if form == "signed":
        return f"{value:+.2f}".replace("-", "−")
    if form in ("points", "seconds"):
        return f"{value:.2f}".rstrip("0").rstrip(".") if form == "points" else f"{value:.2f}"
    return f"{value:,}"

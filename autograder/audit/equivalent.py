"""Declared equivalents: mutants that survive because they are no mistakes, each with its reason, beside the suite.

    [[equivalent]]
    function = "flops._copied"
    reason = "Only lists and tuples reach this line."
    changes = [["if type(value) in (list, tuple):", "if type(value) not in (dict,):"]]

A declaration is found again by function and changed lines, never by line number, so that it outlives edits elsewhere.
One that matches no mutant any more is stale, and one whose mutant is killed is wrong; the audit names both.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .cases import CaseError
from .mutants import Mutant

#: function, the line before, the line after ("" where it is taken out)
Change = tuple[str, str, str]
Text = Annotated[str, Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Equivalent(_Table):
    """Changes to one function that make no difference that the contract speaks of."""

    function: Text
    reason: Annotated[str, Field(min_length=10)]
    changes: Annotated[tuple[tuple[Text, str], ...], Field(min_length=1)]


class Equivalents(_Table):
    """The whole file."""

    equivalent: tuple[Equivalent, ...] = ()

    def reasons(self) -> dict[Change, str]:
        """Change -> why it makes no difference."""
        return {
            (entry.function, before, after): entry.reason
            for entry in self.equivalent
            for before, after in entry.changes
        }


def change(mutant: Mutant) -> Change:
    """What a mutant is found again by."""
    return mutant.function, mutant.before, mutant.after


def read_equivalents(suite: Path) -> Equivalents:
    """The declarations of a week; none where there is no file. Raises CaseError."""
    file = suite / "cases" / "equivalent.toml"
    if not file.is_file():
        return Equivalents()
    try:
        return Equivalents.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}: this is not valid TOML: {error}") from None
    except ValidationError as error:
        places = [f"{'.'.join(map(str, detail['loc']))}: {detail['msg']}" for detail in error.errors()]
        raise CaseError(f"{file}: every [[equivalent]] has function, reason and changes: {'; '.join(places)}") from None

"""The base of every configuration table: unknown keys are errors, and nothing changes after reading."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table of `course.toml` or `assignment.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

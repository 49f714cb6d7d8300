"""The project: what project.yml says, what was assumed in its place, and what is open.

Every fact has one source. A template asks for a fact or for rows by key and never knows whether a
person or a default gave it; the state does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.errors import Place

if TYPE_CHECKING:
    from generator.model.config import ProjectConfig


class FactState(StrEnum):
    """Given by a person, assumed by a default, or to be decided."""

    GIVEN = "given"
    ASSUMED = "assumed"
    OPEN = "to be decided"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact with its source.

    Attributes:
        key: the key of project.yml that settles it, `ivv.provider`.
        label: its name for a person, "IV&V provider".
        value: as it is printed; empty while open.
    """

    key: str
    label: str
    value: str
    state: FactState

    def __str__(self) -> str:
        return self.value


Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one list of project.yml, or the starter rows that stand in for them.

    Attributes:
        key: the key of project.yml that replaces them, `risk.items`.
        rows: field name to value, in the order given.
        assumed: whether they are starter rows.
    """

    key: str
    rows: tuple[Row, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class Assumption:
    """A default that was used: the key that replaces it, its value, and why that value."""

    key: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Project:
    """The project as every writer sees it."""

    config: ProjectConfig
    facts: Mapping[str, Fact]
    rows: Mapping[str, Rows]
    assumptions: tuple[Assumption, ...]
    file: str
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """Where a value stands that only the whole pack can judge: `documents.omit.0`."""
        return self.places.get(key, Place(self.file))

    def fact(self, key: str) -> Fact:
        """The fact with that key.

        Raises:
            KeyError: no such fact is known; the names are in templates/facts.yml.
        """
        return self.facts[key]


@dataclass(frozen=True, slots=True)
class RowFile:
    """The rows of a CSV or XLSX file that project.yml names in place of a list.

    Attributes:
        headings: the first row, each with its place; order as in the file.
        rows: for each row the value by heading, and the place by heading.
    """

    file: str
    headings: Mapping[str, Place]
    rows: tuple[tuple[Mapping[str, object], Mapping[str, Place]], ...]

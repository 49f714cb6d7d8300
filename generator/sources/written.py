"""project.yml as it was written: every value as its text.

A key with `tbd` is None, and a key without a value is empty text: both are to be decided, but only
`tbd` says so on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import Place, Problem
from generator.sources.frontmatter import Document
from generator.sources.tree import Mapping, Node, Path, Scalar

Written: TypeAlias = "str | list[Written] | dict[str, Written] | None"


def says_nothing(text: str) -> bool:
    """Whether a value is blank or `tbd`, in any case."""
    return text.strip().casefold() in ("", "tbd")


@dataclass(slots=True)
class Origin:
    """Where each written value stands: in the YAML, or in a row file named there.

    Attributes:
        base: the path under which the values were validated, `("rows",)` in a starter file.
        cells: the path of a list, and the places of its rows' cells by field name.
        keys: the path of a list that was written as a mapping, and the keys of its rows.
    """

    document: Document
    base: Path = ()
    cells: dict[Path, list[dict[str, Place]]] = field(default_factory=dict)
    keys: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def as_written(self, path: Path) -> Path:
        """The path with keys for the rows that were written as keys."""
        for prefix, keys in self.keys.items():
            inside = path[: len(prefix)] == prefix and len(path) > len(prefix)
            number = path[len(prefix)] if inside else None
            if isinstance(number, int):
                return (*prefix, keys[number], *path[len(prefix) + 1 :])
        return path

    def place(self, path: Path) -> Place:
        """The place of a value, or of its nearest ancestor."""
        return self._cell(path) or self.document.place(self.base + self.as_written(path))

    def key_place(self, path: Path) -> Place:
        """The place of a key."""
        return self._cell(path) or self.document.key_place(self.base + self.as_written(path))

    def says(self, path: Path) -> bool:
        """Whether the key is written, be it without a value."""
        return self.document.text(self.base + path) is not None

    def _cell(self, path: Path) -> Place | None:
        for prefix, rows in self.cells.items():
            if path[: len(prefix)] != prefix or len(path) == len(prefix):
                continue
            number, rest = path[len(prefix)], path[len(prefix) :]
            row = rows[number] if isinstance(number, int) else rows[0]
            return next((row[str(step)] for step in rest if str(step) in row), _first(row))
        return None


def _first(row: dict[str, Place]) -> Place | None:
    return next(iter(row.values()), None)


def as_written(node: Node, problems: list[Problem]) -> Written:
    """The tree as dicts, lists and the texts as written, `1.10` and not 1.1."""
    if isinstance(node, Scalar):
        if node.value is None or not node.text.strip():
            return ""
        return None if says_nothing(node.text) else node.text
    if isinstance(node, Mapping):
        return {key: as_written(value, problems) for key, value in node}
    items: list[Written] = []
    for item in node.items:
        value = as_written(item, problems)
        if value in ("", None):
            fact = "an entry of this list says nothing"
            problems.append(Problem(item.place, fact, "write the entry, or delete its line"))
        items.append(value or "tbd")
    return items

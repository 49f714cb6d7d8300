"""project.yml as it was written: every value as its text, with what says nothing left out.

A key without a value, or with `tbd`, is as if it were not there: to be decided.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from generator.errors import Place, Problem
from generator.sources.frontmatter import Document
from generator.sources.tree import Mapping, Node, Path, Scalar

Written: TypeAlias = "str | list[Written] | dict[str, Written]"


def says_nothing(text: str) -> bool:
    """Whether a value is blank or `tbd`, in any case."""
    return text.strip().casefold() in ("", "tbd")


@dataclass(slots=True)
class Origin:
    """Where each written value stands: in the YAML, or in a row file named there.

    Attributes:
        base: the path under which the values were validated, `("rows",)` in a starter file.
        cells: the path of a list, and the places of its rows' cells by field name.
    """

    document: Document
    base: Path = ()
    cells: dict[Path, list[dict[str, Place]]] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """The place of a value, or of its nearest ancestor."""
        return self._cell(path) or self.document.place(self.base + path)

    def key_place(self, path: Path) -> Place:
        """The place of a key."""
        return self._cell(path) or self.document.key_place(self.base + path)

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
        return node.text
    if isinstance(node, Mapping):
        return {key: as_written(value, problems) for key, value in node if not _is_open(value)}
    items: list[Written] = []
    for item in node.items:
        if _is_open(item):
            fact = "an entry of this list says nothing"
            problems.append(Problem(item.place, fact, "write the entry, or delete its line"))
        items.append(as_written(item, problems))
    return items


def _is_open(node: Node) -> bool:
    if not isinstance(node, Scalar):
        return False
    return says_nothing(node.text) or (node.value is None and not node.quoted)

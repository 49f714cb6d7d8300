"""YAML as a tree in which every value and every key knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from generator.errors import Place

Value: TypeAlias = bool | int | float | date | str | None
Path: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class Scalar:
    """One value. `text` is what was written: `1.10` where `value` is 1.1."""

    text: str
    value: Value
    place: Place
    quoted: bool = False


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list[Node]
    place: Place


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order written; a key may stand twice until it was looked at."""

    pairs: list[tuple[Scalar, Node]]
    place: Place

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        return ((key.text, value) for key, value in self.pairs)

    def key(self, name: str) -> Scalar | None:
        """The key of that name, or None."""
        return next((key for key, _ in self.pairs if key.text == name), None)

    def get(self, name: str) -> Node | None:
        """The value of that key, or None."""
        return next((value for key, value in self.pairs if key.text == name), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """The tree as dicts, lists and values."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node}


def scalars(node: Node) -> Iterator[Scalar]:
    """Every single value of the tree, keys left out, in reading order."""
    if isinstance(node, Scalar):
        yield node
        return
    children = node.items if isinstance(node, Sequence) else [value for _, value in node.pairs]
    for child in children:
        yield from scalars(child)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document: its values, and the place of each by its path (`("roster", 0, "role")`).

    Attributes:
        data: dict, list, str, int, float, bool, None or date.
        root: the tree behind it.
    """

    root: Node
    data: object = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", plain(self.root))

    def place(self, path: Path = ()) -> Place:
        """Where the value stands, or its nearest ancestor that is there."""
        return self._walk(path)[1].place

    def key_place(self, path: Path) -> Place:
        """Where the key of that path stands; for a list item, the item."""
        key, node = self._walk(path)
        return key.place if key else node.place

    def text(self, path: Path) -> str | None:
        """The value as it was written, `1.10` for 1.1; None where no single value stands."""
        node: Node | None = self.root
        for step in path:
            node = _child(node, step)[1] if node else None
        return node.text if isinstance(node, Scalar) else None

    def _walk(self, path: Path) -> tuple[Scalar | None, Node]:
        key, node = None, self.root
        for step in path:
            next_key, child = _child(node, step)
            if child is None:
                break
            key, node = next_key, child
        return key, node


def _child(node: Node, step: str | int) -> tuple[Scalar | None, Node | None]:
    if isinstance(node, Mapping):
        return next((pair for pair in node.pairs if pair[0].text == step), (None, None))
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return None, node.items[step]
    return None, None

"""Typed values out of a YAML tree; what does not fit is noted with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from generator.errors import Place, Problem, Severity
from generator.sources.markup import plain_text
from generator.sources.tree import Mapping, Node, Scalar, Sequence

LONGEST = 32_767
"""The longest text that a cell of a worksheet holds."""

_NUMBER = re.compile(r"\+?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")


def nearest(word: str, known: Iterable[str], cutoff: float = 0.84) -> str:
    """The known word a person most likely meant, or nothing; case, `-` and `_` do not count."""
    folded = {_fold(name): name for name in known}
    match = get_close_matches(_fold(word), folded, 1, cutoff)
    return folded[match[0]] if match else ""


def _fold(word: str) -> str:
    return re.sub(r"[-_\s]", "", word).casefold()


class Fields:
    """Reads nodes and collects the problems met on the way."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems = list(problems)

    def error(self, place: Place, fact: str, remedy: str) -> None:
        self.problems.append(Problem(place, fact, remedy))

    def warn(self, place: Place, fact: str, remedy: str) -> None:
        self.problems.append(Problem(place, fact, remedy, Severity.WARNING))

    def known(self, mapping: Mapping, keys: Iterable[str], what: str) -> dict[str, Node]:
        """The values by known key; a misspelt key that can only mean one is read as that one.

        Other keys are noted where `what` names the mapping; without it they are left alone.
        """
        keys = tuple(keys)
        found = {key: value for key, value in mapping if key in keys}
        for key, value in mapping.pairs:
            if key.text in keys:
                continue
            meant = nearest(key.text, keys)
            if meant and meant not in found:
                found[meant] = value
                fact = f"the key `{key.text}` is unknown and is read as `{meant}`"
                self.warn(key.place, fact, f"write `{meant}`")
            elif meant:
                fact = f"the key `{key.text}` is unknown and `{meant}` is there already"
                self.warn(key.place, fact, "keep one of them")
            elif what:
                fact = f"{what} has no key `{key.text}`; it is not read"
                self.warn(key.place, fact, f"use one of {', '.join(keys)}, or delete it")
        return found

    def items(self, node: Node | None) -> list[Node]:
        """The items of a list; one value alone is a list of one, no value is none."""
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return []
        items = node.items if isinstance(node, Sequence) else [node]
        return [item for item in items if not (isinstance(item, Scalar) and item.value is None)]

    def source(self, node: Node | None, what: str) -> str:
        """A text as written, `1.10` staying `1.10`; empty where nothing stands."""
        if node is None:
            return ""
        if isinstance(node, Scalar):
            if len(node.text) > LONGEST:
                fact = f"{what} has {len(node.text):,} characters, more than {LONGEST:,}"
                self.error(node.place, fact, "shorten it")
                return ""
            return node.text if node.quoted or node.value is not None else ""
        if isinstance(node, Mapping) and (text := _split_by_colon(node)):
            self.warn(
                node.place,
                f"a colon makes a key of `{node.pairs[0][0].text}`; it is read as text",
                "put the whole text in quotes",
            )
            return text
        self.error(node.place, f"{what} must be text", "write one line of text")
        return ""

    def text(self, node: Node | None, what: str) -> str:
        """A text without markup."""
        return plain_text(self.source(node, what))

    def number(self, node: Node, what: str, remedy: str) -> float | None:
        """A number that is not negative; None, with a problem, for everything else."""
        if isinstance(node, Scalar) and _NUMBER.fullmatch(node.text):
            return float(node.text)
        written = f", not `{node.text}`" if isinstance(node, Scalar) else ""
        self.error(node.place, f"{what} must be a number that is not negative{written}", remedy)
        return None

    def entries(self, node: Node | None, keys: tuple[str, ...], what: str) -> Iterator[Entry]:
        """The entries of a list of texts and of mappings with a `text`, mixed as they come."""
        for item in self.items(node):
            if isinstance(item, Mapping) and not _split_by_colon(item, keys):
                values = self.known(item, keys, what)
                if "text" not in values:
                    self.error(item.place, f"{what} has no `text`", "add `text:` with its words")
                    continue
            else:
                values = {"text": item}
            source = self.source(values["text"], f"the text of {what}")
            if not plain_text(source) and not isinstance(values["text"], Sequence | Mapping):
                self.error(
                    item.place, f"{what} has an empty `text`", "write its words or delete it"
                )
                continue
            yield Entry(source, values, item.place)


class Entry:
    """One entry of a list: its text with markup, its other values and its place."""

    __slots__ = ("place", "source", "values")

    def __init__(self, source: str, values: dict[str, Node], place: Place) -> None:
        self.source = source
        self.values = values
        self.place = place


def _split_by_colon(node: Mapping, keys: tuple[str, ...] = ()) -> str:
    """The text that YAML took for a mapping because of a colon in it, or nothing."""
    if len(node.pairs) != 1:
        return ""
    key, value = node.pairs[0]
    if not isinstance(value, Scalar) or nearest(key.text, keys):
        return ""
    return f"{key.text}: {value.text}".rstrip()

"""What plain YAML loading loses without a word: values of keys that stand twice, cut texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import Place, Problem, Severity
from generator.sources.tree import Mapping, Node, Scalar, Sequence, scalars

_CUT = re.compile(r"(?<=\s)#[0-9]\S*")


def duplicate_keys(node: Node) -> Iterator[Problem]:
    """Keys that stand twice in one mapping; the tree keeps the first."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from duplicate_keys(item)
    elif isinstance(node, Mapping):
        first: dict[str, Scalar] = {}
        kept: list[tuple[Scalar, Node]] = []
        for key, value in node.pairs:
            if key.text in first:
                line = first[key.text].place.line
                fact = f"the key `{key.text}` stands twice: here and on line {line}"
                yield Problem(key.place, fact, "keep one of them, or join their values")
            else:
                first[key.text] = key
                kept.append((key, value))
            yield from duplicate_keys(value)
        node.pairs = kept


def cut_texts(root: Node, text: str, file: str, first_line: int) -> Iterator[Problem]:
    """Texts such as `Submit form #12`, of which YAML keeps `Submit form`."""
    if not _CUT.search(text):
        return
    read = "\n".join(scalar.text for scalar in scalars(root))
    for number, line in enumerate(text.split("\n")):
        match = _CUT.search(line)
        before = line[: match.start()].strip() if match else ""
        if match and before and not set("\"'#") & set(before) and match[0] not in read:
            place = Place(file, number + first_line, match.start() + 1)
            fact = f"`{match[0]}` and what follows it counts as a comment and is not read"
            yield Problem(place, fact, "put the text in quotes", Severity.WARNING)

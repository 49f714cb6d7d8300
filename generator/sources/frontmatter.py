"""YAML and front matter to a tree with places. The only module that knows the YAML library.

YAML is read as people mean it, which is less than YAML allows: no aliases, anchors, tags or merge
keys (a text that begins with `*`, `&` or `!` is missing its quotes), and a number is a number only
when it reads the same to everyone (`010` and `1:30` stay text).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import yaml

from generator.errors import Place, Problem
from generator.sources import decoding, syntax
from generator.sources.fault import Explained, Fault
from generator.sources.losses import cut_texts, duplicate_keys
from generator.sources.tree import Document, Mapping, Node, Scalar, Sequence
from generator.sources.values import value_of

__all__ = ["Document", "read_front_matter", "read_yaml"]

MAX_DEPTH = 40
MAX_REPAIRS = 20

Repair: TypeAlias = Callable[[Node], tuple[Problem, ...]]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(
    text: str | bytes,
    file: str,
    *,
    first_line: int = 1,
    repair: Repair | None = None,
    largest: int = decoding.MAX_CHARACTERS,
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document, and everything that is wrong with it as YAML.

    A document can come with errors: it is then good for finding further problems only. It is None
    where nothing can be read. An empty text is an empty mapping.

    Args:
        text: the YAML alone; bytes are UTF-8, or UTF-16 with a byte order mark.
        file: the name that places carry.
        first_line: the line of the file on which the text begins.
        repair: mends the tree before duplicate keys are looked for; returns its warnings.
        largest: the most characters that are read.
    """
    source, problems = _text(text, file, largest)
    if source is None:
        return None, problems
    source, illegal = decoding.clean(source, file, first_line)
    root, wrong = _parse(source, file, first_line)
    found = [*problems, *illegal, *wrong]
    if root is None:
        return None, tuple(found)
    if repair:
        found += repair(root)
    found += [*duplicate_keys(root), *cut_texts(root, source, file, first_line)]
    return Document(root), tuple(found)


def read_front_matter(
    text: str | bytes, file: str, *, repair: Repair | None = None
) -> tuple[Document | None, str, int, tuple[Problem, ...]]:
    """The front matter between two `---` lines, the body, the body's first line, the problems."""
    source, problems = _text(text, file)
    if source is None:
        return None, "", 1, problems
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = source.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != "---":
        fact = "the file is empty" if start == len(lines) else "the file has no front matter"
        remedy = "begin with a line `---`, then the keys (phase, keyTask, name, ...), then `---`"
        place = Place(file, min(start, len(lines) - 1) + 1, 1)
        return None, source, 1, (Problem(place, fact, remedy),)
    end = next(
        (n for n in range(start + 1, len(lines)) if lines[n].rstrip() in ("---", "...")), None
    )
    unclosed: tuple[Problem, ...] = ()
    if end is None:
        end = len(lines)
        fact = f"the front matter that begins on line {start + 1} is not closed"
        unclosed = (Problem(Place(file, end, 1), fact, "add a line `---` below the last key"),)
    document, problems = read_yaml(
        "\n".join(lines[start + 1 : end]) + "\n", file, first_line=start + 2, repair=repair
    )
    if unclosed and document is None:
        problems = ()  # the page's text was taken for YAML; what it complains of says nothing
    return document, "\n".join(lines[end + 1 :]), end + 2, (*problems, *unclosed)


def _text(
    text: str | bytes, file: str, largest: int = decoding.MAX_CHARACTERS
) -> tuple[str | None, tuple[Problem, ...]]:
    if problems := decoding.too_long(text, file, largest):
        return None, problems
    return decoding.decode(text, file) if isinstance(text, bytes) else (text, ())


def _parse(text: str, file: str, first_line: int) -> tuple[Node | None, list[Problem]]:
    """The tree and its problems; a line that breaks it is mended, if it can be, to find the next.

    The last error of a text that cannot be read to its end is always among the problems.
    """
    broken: list[Problem] = []
    seen = -1
    for _ in range(MAX_REPAIRS):
        builder = _Builder(file, first_line)
        try:
            root = builder.build(text)
        except yaml.MarkedYAMLError as error:
            fault = _fault(error, text, first_line)
            explained = syntax.explain(fault)
            broken.append(_broken(explained, file, first_line))
            if explained.mended is None or fault.line <= seen:
                return None, broken
            seen = fault.line
            text = "\n".join(explained.mended)
        except _StopReading:
            return None, broken + builder.problems
        else:
            return root, broken + builder.problems
    return None, broken


def _broken(explained: Explained, file: str, first_line: int) -> Problem:
    place = Place(file, explained.line + first_line, explained.column + 1)
    return Problem(place, explained.fact, explained.remedy)


def _fault(error: yaml.MarkedYAMLError, text: str, first_line: int) -> Fault:
    mark = error.problem_mark or error.context_mark
    context = error.context_mark
    return Fault(
        problem=error.problem or "",
        context=error.context or "",
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        context_line=context.line if context else 0,
        context_column=context.column if context else 0,
        lines=tuple(text.split("\n")),
        first_line=first_line,
    )


class _StopReading(Exception):  # noqa: N818 - not an error: its problem is already listed
    """The text goes on in a way that makes the rest meaningless."""


class _Builder:
    """Makes the tree of one document from the library's events."""

    def __init__(self, file: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._first_line = first_line

    def build(self, text: str) -> Node:
        events = yaml.parse(text, Loader=_LOADER)
        root: Node = Mapping([], Place(self._file, self._first_line, 1))
        documents, start = 0, yaml.Event()
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents, start = documents + 1, event
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, events, 0)
                if isinstance(node, Scalar) and node.value is None:
                    continue  # an empty document, such as below a last line `---`
                if documents > 1:
                    self._report(start, "a second document begins", "keep one document in a file")
                    raise _StopReading
                root = node
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._report(event, f"nested deeper than {MAX_DEPTH} levels", "write it flatter")
            raise _StopReading
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        place = self._place(event)
        self._refuse_marks(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self._node(event, events, depth + 1))
            return Sequence(items, place)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(list(self._pairs(events, depth + 1)), place)
        return Scalar("", None, place)  # an alias

    def _pairs(self, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth)
            value = self._node(next(events), events, depth)
            if not isinstance(key, Scalar) or not key.text:
                fact = "a key must be a word, and here stands something else"
                remedy = "write `key: value`; put a text that begins with `{`, `[` or `?` in quotes"
                self.problems.append(Problem(key.place, fact, remedy))
                continue
            if key.text == "<<" and not key.quoted:
                fact = "merge keys (`<<`) are not read"
                self.problems.append(Problem(key.place, fact, "write the merged keys out"))
                continue
            if isinstance(value, Scalar) and not value.text and not value.quoted:
                value.place = key.place  # an absent value has no place of its own
            yield key, value

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text, place = event.value, self._place(event)
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if event.style == '"':  # only there an escape such as "\0" brings a character back
            for offset in decoding.illegal_characters(text)[:1]:
                fact = f"the character U+{ord(text[offset]):04X} cannot be shown"
                self.problems.append(Problem(place, fact, "delete its escape from the text"))
        if event.style:
            return Scalar(text, text, place, quoted=True)
        value, problems = value_of(text, place)
        self.problems += problems
        return Scalar(text, value, place)

    def _refuse_marks(self, event: yaml.Event) -> None:
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._report_mark(event, f"*{event.anchor}", "alias")
        elif anchor := getattr(event, "anchor", None):
            self._report_mark(event, f"&{anchor}", "anchor")
        elif tag:
            self._report_mark(event, tag.replace("tag:yaml.org,2002:", "!!"), "tag")

    def _report_mark(self, event: yaml.Event, mark: str, kind: str) -> None:
        remedy = "put the text in quotes, or write the value out"
        self._report(event, f"`{mark}` reads as a YAML {kind}, which has no use here", remedy)

    def _report(self, event: yaml.Event, fact: str, remedy: str) -> None:
        self.problems.append(Problem(self._place(event), fact, remedy))

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            return Place(self._file, self._first_line, 1)
        return Place(self._file, mark.line + self._first_line, mark.column + 1)

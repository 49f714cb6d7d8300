"""The contents and the list of tables of a document, made anew where they show something else.

A line is kept as it is when it is right, changed in place when its text is not, and made after the
model of its neighbours when it is new. What people hang on a line, as a comment, stays.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from generator.formats.word.effective import Styles
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.merging.fields import (
    TRACKED,
    Field,
    paragraph_around,
    parent_of,
    same_words,
    text_of,
    toggled,
)
from generator.formats.word.merging.headings import Bookmark, Heading
from generator.formats.word.merging.lines import (
    Line,
    hung_on,
    look_of,
    read_line,
    styled,
    write_line,
)

_CONTENTS = r'TOC((?: \\[hzu])*) \\o "(\d)-(\d)"((?: \\[hzu])*)'
_CAPTIONS = r'TOC((?: \\[hz])*) \\c "?(Table|Figure)"?((?: \\[hz])*)'
_EMPTY = "None."
_BETWEEN = frozenset(map(w, ("p", "bookmarkStart", "bookmarkEnd")))
_NUMBERS = 10**9  # Word's own names of bookmarks have nine digits


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line has to show; level 0 for a caption."""

    paragraph: Element
    level: int
    words: str


def refresh_listings(
    document: Element,
    fields: Iterable[Field],
    headings: Sequence[Heading],
    captions: Mapping[str, Sequence[Element]],
    bookmarks: Mapping[str, Bookmark],
    styles: Styles,
) -> bool:
    """Whether a contents or a list of tables was out of date; all are right afterwards.

    One with tracked changes in it, or whose instruction we would not write, is left alone.

    Args:
        captions: the paragraphs of the captions of each kind.
    """
    lister = _Lister(document, bookmarks, styles)
    changed = []
    for field in fields:
        if found := toggled(_CONTENTS, field.instruction):
            entries = [
                Entry(one.paragraph, one.level, f"{one.label}\t{one.text}".lstrip("\t"))
                for one in headings
                if int(found[2]) <= one.level <= int(found[3])
            ]
        elif found := toggled(_CAPTIONS, field.instruction):
            paragraphs = captions[found[2].capitalize()]
            entries = [Entry(one, 0, " ".join(text_of(one).split())) for one in paragraphs]
        else:
            continue
        changed.append(lister.refresh(field, entries))
    return any(changed)


class _Lister:
    """Brings lists up to date; gives a bookmark to a heading that has none to point to."""

    def __init__(
        self, document: Element, bookmarks: Mapping[str, Bookmark], styles: Styles
    ) -> None:
        self._bookmarks, self._styles = dict(bookmarks), styles
        numbers = [str(one.get(w("id"))) for one in document.iter(w("bookmarkStart"))]
        self._number = max([int(one) for one in numbers if one.isdigit()], default=0)

    def refresh(self, field: Field, entries: Sequence[Entry]) -> bool:
        """Whether the list was out of date."""
        region = _region(field)
        if not region or next((True for one in region for _ in one.iter(*TRACKED)), False):
            return False
        lines = [read_line(one, self._styles, field.separate, field.end) for one in region]
        old = [line for line in lines if line.anchor]
        strange = [line for line in lines if not line.anchor and line.words.strip()]
        if len(old) == len(entries) and all(map(self._is_right, old, entries)):
            return False
        if not old and any(line.words != _EMPTY for line in strange):
            return False
        models = old or strange or lines[:1]
        whole = old + [line for line in strange if line.words == _EMPTY]
        if not whole and len(region) == 1:
            whole = lines
        head, tail = _cut(region, field)
        paragraphs = self._paragraphs(entries, old, models)
        _replace(region, [line.paragraph for line in whole], paragraphs)
        _close(region, [line.paragraph for line in whole], paragraphs, head, tail)
        return True

    def _is_right(self, line: Line, entry: Entry) -> bool:
        return (
            same_words(line.words, entry.words)
            and line.level in (-1, entry.level)
            and self._target(line) is entry.paragraph
        )

    def _target(self, line: Line) -> Element | None:
        bookmark = self._bookmarks.get(line.anchor)
        return bookmark.paragraph if bookmark else None

    def _paragraphs(
        self, entries: Sequence[Entry], old: Sequence[Line], models: Sequence[Line]
    ) -> list[Element]:
        """The paragraphs of the list: those that are there, those changed, new ones."""
        if not entries:
            write_line(models[0].paragraph, _EMPTY, "", "", look_of(models[0].paragraph))
            return [models[0].paragraph]
        looks = [look_of(model.paragraph) for model in models]
        patterns = [styled(model.paragraph, self._style(model, model.level)) for model in models]
        levels = [model.level for model in models]
        left = list(old)
        paragraphs = []
        for entry in entries:
            at = levels.index(entry.level) if entry.level in levels else 0
            line = self._taken(entry, left)
            if line is None or not self._is_right(line, entry):
                style = self._style(models[at], entry.level)
                paragraph = line.paragraph if line else styled(patterns[at], style)
                if line and line.level not in (-1, entry.level):
                    _restyle(paragraph, styled(patterns[at], style))
                anchor = self._anchor(entry, line)
                page = line.page if line else ""
                look = look_of(paragraph) if line else looks[at]
                write_line(paragraph, entry.words, anchor, page, look)
            else:
                paragraph = line.paragraph
            paragraphs.append(paragraph)
        return paragraphs

    def _taken(self, entry: Entry, left: list[Line]) -> Line | None:
        """The line that shows the entry, or one with its words that leads nowhere."""
        for line in left:
            target = self._target(line)
            if target is entry.paragraph or (
                target is None and same_words(line.words, entry.words)
            ):
                left.remove(line)
                return line
        return None

    def _style(self, model: Line, level: int) -> str:
        own = value_at(model.paragraph, f"{w('pPr')}/{w('pStyle')}")
        if model.level == level:
            return own
        return self._styles.named(f"toc {level}" if level else "table of figures") or own

    def _anchor(self, entry: Entry, line: Line | None) -> str:
        if line and self._target(line) is entry.paragraph:
            return line.anchor
        for name, bookmark in self._bookmarks.items():
            if bookmark.paragraph is entry.paragraph and name.startswith("_Toc"):
                return name
        number = zlib.crc32(entry.words.encode()) % _NUMBERS
        while f"_Toc{number:09d}" in self._bookmarks:
            number = (number + 1) % _NUMBERS
        name = f"_Toc{number:09d}"
        self._number += 1
        start = etree.Element(w("bookmarkStart"))
        start.set(w("id"), str(self._number))
        start.set(w("name"), name)
        entry.paragraph.insert(int(entry.paragraph.find(w("pPr")) is not None), start)
        etree.SubElement(entry.paragraph, w("bookmarkEnd"), {w("id"): str(self._number)})
        self._bookmarks[name] = Bookmark(start, entry.paragraph)
        return name


def _region(field: Field) -> list[Element]:
    """The paragraphs of a list; none where its field has a form that nobody writes."""
    if field.separate is None or field.end is None:
        return []
    first, last = paragraph_around(field.begin), paragraph_around(field.end)
    if first is None or last is None or paragraph_around(field.separate) is not first:
        return []
    if parent_of(parent_of(field.separate)) is not first:
        return []
    region: list[Element] = []
    node: Element | None = first
    while node is not None and node.tag in _BETWEEN:
        if node.tag == w("p"):
            region.append(node)
        if node is last:
            return region
        node = node.getnext()
    return []


def _cut(region: Sequence[Element], field: Field) -> tuple[list[Element], list[Element]]:
    """Takes out the field's marks: what stands before its result, and what stands after it."""
    first, last = region[0], region[-1]
    end = parent_of(field.end)
    while parent_of(end) is not last:  # LibreOffice may close the field within the last link
        parent_of(end).addnext(end)
    opening = list(first).index(parent_of(field.separate))
    head = [child for child in list(first)[: opening + 1] if child.tag != w("pPr")]
    tail = list(last)[list(last).index(end) :]
    for child in (*head, *tail):
        parent_of(child).remove(child)
    return head, tail


def _replace(region: Sequence[Element], old: Sequence[Element], new: Sequence[Element]) -> None:
    """Puts the new paragraphs where the old ones stand; moves what people hung on the others."""
    parent = parent_of(region[0])
    place = parent.index(old[0]) if old else parent.index(region[0]) + 1
    for index, paragraph in enumerate(old):
        parent.remove(paragraph)
        if all(paragraph is not one for one in new):
            opens, closes = hung_on(paragraph)
            new[min(index, len(new) - 1)].extend([*opens, *closes])
    for offset, paragraph in enumerate(new):
        parent.insert(place + offset, paragraph)
    section = old[-1].find(f"{w('pPr')}/{w('sectPr')}") if old else None
    if section is not None and new[-1] is not old[-1]:
        properties = new[-1].find(w("pPr"))
        if properties is not None:
            properties.append(section)


def _close(
    region: Sequence[Element],
    old: Sequence[Element],
    new: Sequence[Element],
    head: Sequence[Element],
    tail: Sequence[Element],
) -> None:
    """Puts the field's marks back around its result."""
    first = new[0] if any(region[0] is one for one in old) else region[0]
    place = int(first.find(w("pPr")) is not None)
    for offset, child in enumerate(head):
        first.insert(place + offset, child)
    if any(region[-1] is one for one in old):
        new[-1].extend(tail)
    else:
        place = int(region[-1].find(w("pPr")) is not None)
        for offset, child in enumerate(tail):
            region[-1].insert(place + offset, child)


def _restyle(paragraph: Element, like: Element) -> None:
    """Gives a paragraph the properties of another; the end of a section stays in it."""
    own, other = paragraph.find(w("pPr")), like.find(w("pPr"))
    section = None if own is None else own.find(w("sectPr"))
    if own is not None:
        paragraph.remove(own)
    if other is not None:
        paragraph.insert(0, other)
        if section is not None:
            other.append(section)

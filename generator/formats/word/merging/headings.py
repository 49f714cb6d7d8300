"""The headings of a document with the numbers their style gives them, and where bookmarks stand.

A heading is what Word takes for one: a paragraph with an outline level of its own, of its style or
of a style that one is based on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.formats.word.effective import Styles, numbering_of
from generator.formats.word.lists import Lists
from generator.formats.word.markup import Element, value_at, w, whole
from generator.formats.word.merging.fields import paragraph_around, paragraphs_of, text_of

_BODY_TEXT = 9
_GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"
_TAKEN_OUT_MARKS = ("del", "moveFrom")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the level 1 to 9; its label is empty when it has no number."""

    paragraph: Element
    level: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Where a bookmark begins, and the paragraph that is or that follows."""

    start: Element
    paragraph: Element | None


def headings_of(document: Element, styles: Styles, lists: Lists) -> list[Heading]:
    """The headings that show a text, in order. Those in the frame of the contents are none."""
    found = []
    levels: dict[str, int] = {}
    for paragraph in paragraphs_of(document):
        properties = paragraph.find(w("pPr"))
        style = value_at(properties, w("pStyle")) or styles.default.get("paragraph", "")
        if style not in levels:
            levels[style] = _style_level(styles, style)
        own = value_at(properties, w("outlineLvl"))
        level = _level(own) if own else levels[style]
        number, depth = _numbering(styles, style, properties)
        if not level and not number:
            continue
        text = " ".join(text_of(paragraph).split())
        if not text and _is_taken_out(properties):
            continue
        definition = lists.level(number, depth) if number else None
        label = lists.label(number, depth) if definition is not None else ""
        if level and text and not _in_contents(paragraph):
            found.append(Heading(paragraph, level, label, text))
    return found


def bookmarks_of(document: Element) -> Mapping[str, Bookmark]:
    """The bookmarks by name; of two with one name the first counts, as in Word."""
    found: dict[str, Bookmark] = {}
    waiting: list[Element] = []
    for element in document.iter(w("p"), w("bookmarkStart")):
        if element.tag == w("p"):
            for start in waiting:
                found.setdefault(str(start.get(w("name"))), Bookmark(start, element))
            waiting.clear()
        elif (paragraph := paragraph_around(element)) is None:
            waiting.append(element)
        else:
            found.setdefault(str(element.get(w("name"))), Bookmark(element, paragraph))
    return found


def _style_level(styles: Styles, style: str) -> int:
    outline = styles.find(style, f"{w('pPr')}/{w('outlineLvl')}")
    if outline is not None:
        return _level(str(outline.get(w("val"))))
    word, _, number = styles.name(style).rpartition(" ")
    return _level(str(whole(number) - 1)) if word == "heading" else 0


def _level(outline: str) -> int:
    return whole(outline) + 1 if 0 <= whole(outline) < _BODY_TEXT else 0


def _numbering(styles: Styles, style: str, properties: Element | None) -> tuple[str, int]:
    number, level = styles.numbering(style)
    direct = None if properties is None else properties.find(w("numPr"))
    if direct is not None:
        own_number, own_level = numbering_of(direct)
        number, level = own_number or number, own_level or level
    return number, whole(level)


def _is_taken_out(properties: Element | None) -> bool:
    marks = None if properties is None else properties.find(w("rPr"))
    return marks is not None and any(marks.find(w(name)) is not None for name in _TAKEN_OUT_MARKS)


def _in_contents(paragraph: Element) -> bool:
    frames = paragraph.iterancestors(w("sdt"))
    return any(value_at(frame, _GALLERY) == "Table of Contents" for frame in frames)

"""A line of the contents or of a list of tables, read and written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from generator.formats.word.effective import Styles
from generator.formats.word.markup import NAMESPACES, Element, attribute, field, run, value_at, w
from generator.formats.word.merging.fields import parent_of, text_of

_POINTS_TO = re.compile(r'^\s*(?:PAGEREF\s+|HYPERLINK\s+\\l\s+"?)([^\s"\\]+)')
_OPENS = frozenset(map(w, ("commentRangeStart", "bookmarkStart", "permStart")))
_CLOSES = frozenset(map(w, ("commentRangeEnd", "bookmarkEnd", "permEnd")))
_CAPTIONS = "table of figures"


@dataclass(frozen=True, slots=True)
class Line:
    """What a line shows.

    Attributes:
        level: 0 in a list of captions, -1 where its style does not say.
        words: number and title.
        page: the number of the page; empty when there is none.
        anchor: the bookmark it leads to; empty for a paragraph that is no line.
    """

    paragraph: Element
    level: int
    words: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Look:
    """The content of `w:rPr` of the words, of the tabs and of the page number."""

    words: str
    tab: str
    page: str


def read_line(
    paragraph: Element, styles: Styles, after: Element | None, before: Element | None
) -> Line:
    """The line of a paragraph; `after` and `before` are the marks of the field it stands in."""
    anchor = _anchor(paragraph)
    style = styles.name(value_at(paragraph, f"{w('pPr')}/{w('pStyle')}"))
    level = 0 if style == _CAPTIONS else -1
    if found := re.fullmatch(r"toc (\d)", style):
        level = int(found[1])
    words, tab, page = text_of(paragraph, after, before).rpartition("\t")
    if not tab or not _is_page(paragraph, page):
        words, page = words + tab + page, ""
    return Line(paragraph, level, words, page.strip(), anchor)


def write_line(paragraph: Element, words: str, anchor: str, page: str, look: Look) -> None:
    """Puts a line in place of what the paragraph shows; without an anchor words alone."""
    if not anchor:
        _put(paragraph, run(words, look.words))
        return
    if look.tab == look.words:
        shown = run(f"{words}\t", look.words)
    else:
        label, tab, title = words.rpartition("\t")
        shown = (run(label, look.words) + run(tab, look.tab)) if tab else ""
        shown += run(title, look.words) + run("\t", look.tab)
    shown += field(f"PAGEREF {anchor} \\h", run(page, look.page) if page else "")
    link = f'<w:hyperlink w:anchor={attribute(anchor)} w:history="1">{shown}</w:hyperlink>'
    _put(paragraph, link)


def look_of(paragraph: Element) -> Look:
    """How the pieces of a line look."""
    words = tab = page = None
    for one in paragraph.iter(w("r")):
        kinds = {child.tag for child in one} - {w("rPr")}
        if w("t") in kinds:
            words, page = words if words is not None else _inner(one), _inner(one)
        elif kinds == {w("tab")} and tab is None:
            tab = _inner(one)
    words = words or ""
    return Look(words, words if tab is None else tab, page or "")


def styled(like: Element, style: str) -> Element:
    """A paragraph with the properties of another; with a style's alone where that differs."""
    properties = like.find(w("pPr"))
    paragraph = etree.Element(w("p"))
    if properties is not None and value_at(properties, w("pStyle")) == style:
        paragraph.append(deepcopy(properties))
        for section in paragraph.iter(w("sectPr")):
            parent_of(section).remove(section)
    else:
        own = etree.SubElement(paragraph, w("pPr"))
        etree.SubElement(own, w("pStyle"), {w("val"): style})
    return paragraph


def hung_on(paragraph: Element) -> tuple[list[Element], list[Element]]:
    """What people hung on a paragraph: where it opens, and where it closes."""
    opens = [one for one in paragraph.iter() if one.tag in _OPENS]
    closes = [one for one in paragraph.iter() if one.tag in _CLOSES or _refers(one)]
    return opens, closes


def _put(paragraph: Element, content: str) -> None:
    """Puts content in place of a paragraph's; what people hung on it stays around it."""
    opens, closes = hung_on(paragraph)
    properties = paragraph.find(w("pPr"))
    for child in list(paragraph):
        if child is not properties:
            paragraph.remove(child)
    paragraph.extend([*opens, *_parsed(content), *closes])


def _parsed(content: str) -> Sequence[Element]:
    return list(etree.fromstring(f"<w:p {NAMESPACES}>{content}</w:p>"))


def _inner(one: Element) -> str:
    properties = one.find(w("rPr"))
    children = () if properties is None else properties
    return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in children)


def _anchor(paragraph: Element) -> str:
    for link in paragraph.iter(w("hyperlink")):
        if anchor := link.get(w("anchor")):
            return str(anchor)
    for words in paragraph.iter(w("instrText")):
        if found := _POINTS_TO.match(words.text or ""):
            return found[1]
    return ""


def _is_page(paragraph: Element, text: str) -> bool:
    """Whether the text behind the last tab is the page: a field computes it, or it is a number."""
    pages = any("PAGEREF" in (one.text or "") for one in paragraph.iter(w("instrText")))
    return pages or text.strip().isdigit()


def _refers(element: Element) -> bool:
    return element.tag == w("r") and element.find(w("commentReference")) is not None

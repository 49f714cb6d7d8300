"""What is kept of a reference's own body: its cover, and the page its last section describes."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from generator.formats.word.markup import Element, R, w, whole

CONTENT_MARK = "[[content]]"  # a cover drawn in the reference ends with this paragraph
FILLED = ("[[title]]", "[[header]]", "[[status]]", "[[footer]]")  # with a document's own words
FROM_COVER = 900_000  # a cover's ids count from here, out of the way of those of the content

_ID = f"{{{R}}}id"
_MARK = re.compile(r"\[\[\w+\]\]")
_TWIPS = {"": 1, "pt": 20, "in": 1440, "pc": 240, "pi": 240, "cm": 1440 / 2.54, "mm": 144 / 2.54}
_LENGTH = re.compile(r"(-?[0-9]+(?:\.[0-9]*)?)\s*([a-z]*)")
_DRAWING_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OURS = ("_pmo_", "_Toc", "_Ref")
_TRACKED = frozenset(map(w, ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")))
_COMMENTS = frozenset(map(w, ("commentRangeStart", "commentRangeEnd", "commentReference")))


def words_of(element: Element) -> str:
    """The text of an element without spaces around it."""
    return "".join(text.text or "" for text in element.iter(w("t"))).strip()


def trim(body: Element) -> int:
    """Leaves the cover with its mark and the last section's properties.

    Returns:
        How many paragraphs with text were dropped: all but the cover and the mark.
    """
    inherit_headers(body)
    children = list(body)
    last = children.pop() if children and children[-1].tag == w("sectPr") else None
    marks = [words_of(child) == CONTENT_MARK for child in children]
    kept = marks.index(True) if True in marks else 0
    dropped = 0
    for child in children[kept:]:
        dropped += sum(bool(words_of(one)) for one in child.iter(w("p")))
        body.remove(child)
    if True not in marks:
        return dropped
    mark = children[kept]
    if mark.find(f"{w('pPr')}/{w('sectPr')}") is not None:  # the cover's section ends with it
        ending = copy.deepcopy(mark)
        for piece in [one for one in ending if one.tag != w("pPr")]:
            ending.remove(piece)
        body.append(ending)
    body.append(_paragraph(body, CONTENT_MARK))
    if last is not None:
        body.append(last)
    return dropped - 1


def _paragraph(body: Element, words: str) -> Element:
    paragraph, run, text = (body.makeelement(w(name)) for name in ("p", "r", "t"))
    text.text = words
    run.append(text)
    paragraph.append(run)
    return paragraph


def inherit_headers(body: Element) -> None:
    """Names in the last section the headers and footers it takes over from those before it."""
    found: dict[tuple[str, str], Element] = {}
    sections = list(body.iter(w("sectPr")))
    for section in sections:
        for child in section:
            if child.get(_ID):
                found[(str(child.tag), str(child.get(w("type"), "default")))] = child
    for reference in reversed(found.values()):
        if reference.getparent() is not sections[-1]:
            sections[-1].insert(0, copy.deepcopy(reference))


def settle_page(section: Element, ours: Element) -> bool:
    """Gives the section whole measures, one column and an upright page; says if it was turned."""
    for name in ("pgSz", "pgMar"):
        own, shipped = section.find(w(name)), ours.find(w(name))
        if shipped is None:
            continue
        if own is None:
            own = copy.deepcopy(shipped)
            _insert_measure(section, own)
        for key, value in shipped.attrib.items():
            own.set(key, str(_twips(str(own.get(key, value)))))
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if margins is not None:  # the gutter is a part of the margin where text is concerned
        left, gutter = (whole(str(margins.get(w(side)))) for side in ("left", "gutter"))
        margins.set(w("left"), str(left + gutter))
        margins.set(w("gutter"), "0")
    for columns in section.findall(w("cols")):
        section.remove(columns)
    if size is None or whole(str(size.get(w("w")))) <= whole(str(size.get(w("h")))):
        return False
    size.attrib.pop(w("orient"), "")
    width, height = str(size.get(w("w"))), str(size.get(w("h")))
    size.set(w("w"), height)
    size.set(w("h"), width)
    return True


def _insert_measure(section: Element, measure: Element) -> None:
    """After the headers, footers, notes, type and, for margins, the size."""
    first = [*map(w, ("headerReference", "footerReference", "footnotePr", "endnotePr", "type"))]
    first += [w("pgSz")]
    place = sum(child.tag in first for child in section)
    section.insert(place, measure)


def _twips(length: str) -> int:
    match = _LENGTH.fullmatch(length.strip())
    return round(float(match[1]) * _TWIPS.get(match[2], 1)) if match else 0


def join_marks(element: Element) -> None:
    """Puts marks such as `[[header]]` into one run each; Word splits what is typed at will."""
    for paragraph in element.iter(w("p")):
        texts = list(paragraph.iter(w("t")))
        letters = "".join(text.text or "" for text in texts)
        owners = [place for place, text in enumerate(texts) for _ in text.text or ""]
        for match in _MARK.finditer(letters):
            owners[match.start() : match.end()] = [owners[match.start()]] * len(match[0])
        for place, text in enumerate(texts):
            pairs = zip(letters, owners, strict=True)
            text.text = "".join(letter for letter, owner in pairs if owner == place)


def unknown_marks(element: Element) -> Iterator[tuple[str, str]]:
    """Fact and remedy of each mark that nothing fills, once each."""
    for mark in dict.fromkeys(_MARK.findall(words_of(element))):
        if mark not in FILLED and mark != CONTENT_MARK:
            yield f"nothing fills its mark {mark}", f"use {', '.join(FILLED)}, or delete it"


def renumber(body: Element) -> None:
    """Moves ids of the cover out of the way of those the content counts from 1."""
    numbers = {
        str(one.get(w("id"))): str(FROM_COVER + place)
        for place, one in enumerate(body.iter(w("bookmarkStart")))
    }
    ours = {
        str(one.get(w("id")))
        for one in body.iter(w("bookmarkStart"))
        if str(one.get(w("name"))).startswith(_OURS)
    }
    for bookmark in [*body.iter(w("bookmarkStart")), *body.iter(w("bookmarkEnd"))]:
        number, parent = str(bookmark.get(w("id"))), bookmark.getparent()
        if parent is not None and (number in ours or number not in numbers):
            parent.remove(bookmark)
        else:
            bookmark.set(w("id"), numbers[number])
    for place, control in enumerate(body.iterfind(f".//{w('sdtPr')}/{w('id')}")):
        control.set(w("val"), str(FROM_COVER + place))
    for place, drawing in enumerate(body.iter(_DRAWING_ID)):
        drawing.set("id", str(FROM_COVER + place))


def leftovers(element: Element) -> Iterator[str]:
    """What nobody has decided yet in a text that is to be kept: `tracked changes`, `comments`."""
    tags = {child.tag for child in element.iter()}
    changed = any(str(tag).startswith(w("")) and str(tag).endswith("Change") for tag in tags)
    if changed or tags & _TRACKED:
        yield "tracked changes"
    if tags & _COMMENTS:
        yield "comments"

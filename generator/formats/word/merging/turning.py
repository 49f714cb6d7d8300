"""Pages turned sideways for what was put in, where it needs them."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml import etree

from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.merging.reading import blocks
from generator.formats.word.order import child

_LANDSCAPE = "landscape"
_OF_THE_FIRST = ("titlePg", "type")  # of a document's first section alone
_SIDES = (("left", "top"), ("right", "bottom"), ("top", "right"), ("bottom", "left"))


def turn_pages(body: Element, inserted: Iterable[tuple[Element, Element]], ours: Element) -> None:
    """Gives what was put in the orientation it has in our document.

    Args:
        body: the person's.
        inserted: new blocks in it, each with the element of ours it was made from.
        ours: the body of our document.
    """
    wanted, actual = _sections(ours), _sections(body)
    turned = {
        new: wanted[source]
        for new, source in inserted
        if new in actual
        and source in wanted
        and _orientation(wanted[source]) != _orientation(actual[new])
    }
    models = {_orientation(section): section for section in reversed([*actual.values()])}
    group: list[Element] = []
    for block in [*blocks(body), None]:
        if block is not None and block in turned:
            group.append(block)
        elif group:
            section = actual[group[0]]
            new = models.get(_orientation(turned[group[0]]))
            new = _turned(section) if new is None else new
            _end_section(group[0].getprevious(), section, group[0])
            _end_section(group[-1], new, None)
            group = []


def _sections(body: Element) -> dict[Element, Element]:
    """Each paragraph and table with the properties of its section, which stand at its end."""
    found: dict[Element, Element] = {}
    section = body.find(w("sectPr"))
    for block in reversed([*blocks(body)]):
        own = block.find(f"{w('pPr')}/{w('sectPr')}")
        section = section if own is None else own
        if section is not None:
            found[block] = section
    return dict(reversed(found.items()))


def _orientation(section: Element) -> str:
    return value_at(section, w("pgSz"), "orient") or "portrait"


def _end_section(block: Element | None, section: Element, before: Element | None) -> None:
    """Ends a section with a block; with an empty paragraph behind it where it is a table."""
    if block is None:
        return
    if block.tag != w("p"):
        empty = block.makeelement(w("p"))
        if before is None:
            block.addnext(empty)
        else:
            before.addprevious(empty)
        block = empty
    properties = child(block, "pPr")
    if properties.find(w("sectPr")) is None:
        new = copy.deepcopy(section)
        for name in _OF_THE_FIRST:
            for element in new.findall(w(name)):
                new.remove(element)
        for numbers in new.iterfind(w("pgNumType")):
            numbers.attrib.pop(w("start"), "")
        properties.replace(child(properties, "sectPr"), new)


def _turned(section: Element) -> Element:
    """The properties of a section for pages turned the other way."""
    new = copy.deepcopy(section)
    size, margins = new.find(w("pgSz")), new.find(w("pgMar"))
    if size is None:
        size = etree.SubElement(new, w("pgSz"), {w("w"): "12240", w("h"): "15840"})
    width, height = size.get(w("w"), ""), size.get(w("h"), "")
    size.set(w("w"), height)
    size.set(w("h"), width)
    if _orientation(section) == _LANDSCAPE:
        size.attrib.pop(w("orient"), "")
    else:
        size.set(w("orient"), _LANDSCAPE)
    if margins is not None:
        old = {side: margins.get(w(side), "0") for side, _ in _SIDES}
        for side, other in _SIDES:
            margins.set(w(side), old[other])
    return new

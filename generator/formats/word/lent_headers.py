"""The header and the footer of the shipped reference, where an organisation's has none."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from generator.formats.word.effective import Styles
from generator.formats.word.lending import by_name, identity
from generator.formats.word.markup import Element, R, w, whole
from generator.formats.word.order import add_tab, child
from generator.formats.word.parts import Parts
from generator.formats.word.reference import page_of

_ID = f"{{{R}}}id"
_SIZE = "18"  # half points


def lend_headers(own: Parts, ours: Parts) -> Iterator[tuple[str, str]]:
    """Adds a header or footer that the last section lacks; yields fact and remedy."""
    section = own.section
    for kind in ("footer", "header"):
        if section.find(w(f"{kind}Reference")) is not None:
            continue
        root = copy.deepcopy(ours.root(kind))
        _fit(root, own, kind, page_of(section).text_width(landscape=False))
        reference = section.makeelement(w(f"{kind}Reference"))
        reference.set(w("type"), "default")
        reference.set(_ID, own.add(kind, etree.tostring(root, encoding="UTF-8")))
        section.insert(0, reference)
        yield f"it has no {kind}; added from the shipped reference.docx", f"draw a {kind} of yours"


def _fit(root: Element, own: Parts, kind: str, width: int) -> None:
    """Its own style, but small, and with one tab stop: the right margin."""
    styles = own.root("styles")
    style = identity(by_name(styles)[kind])
    stops = [key for key in Styles(styles, {}).values(style, "pPr") if key.startswith("tab.")]
    for properties in root.iter(w("pPr")):
        for named in properties.iterfind(w("pStyle")):
            named.set(w("val"), style)
        for tabs in properties.findall(w("tabs")):
            properties.remove(tabs)
        for position in {whole(stop.removeprefix("tab.")) for stop in stops} - {width}:
            add_tab(properties, "clear", position)
        add_tab(properties, "right", width)
    for run in root.iter(w("r")):
        child(child(run, "rPr"), "sz").set(w("val"), _SIZE)

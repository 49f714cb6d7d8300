"""The header and the footer of the shipped reference, where an organisation's has none."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from docx.document import Document as DocxDocument
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Twips

from generator.formats.word.effective import Styles
from generator.formats.word.lending import by_name, identity
from generator.formats.word.markup import Element, R, w, whole
from generator.formats.word.reference import page_of

_ID = f"{{{R}}}id"
_SIZE = "18"  # half points


def lend_headers(own: DocxDocument, ours: DocxDocument) -> Iterator[tuple[str, str]]:
    """Adds a header or footer that the last section lacks; yields fact and remedy."""
    section, shipped = own.element.body.sectPr, ours.element.body.sectPr
    for kind, add in (("footer", own.part.add_footer_part), ("header", own.part.add_header_part)):
        if section.find(w(f"{kind}Reference")) is not None:
            continue
        source = ours.part.related_parts[shipped.find(w(f"{kind}Reference")).get(_ID)]
        part, relationship = add()  # type: ignore[no-untyped-call]  # python-docx's own omission
        part._element = copy.deepcopy(source.element)
        _fit(part.element, own, kind, page_of(section).text_width(landscape=False))
        reference = section.makeelement(w(f"{kind}Reference"))
        reference.set(w("type"), "default")
        reference.set(_ID, relationship)
        section.insert(0, reference)
        yield f"it has no {kind}; added from the shipped reference.docx", f"draw a {kind} of yours"


def _fit(root: Element, own: DocxDocument, kind: str, width: int) -> None:
    """Its own style, but small, and with one tab stop: the right margin."""
    styles = own.styles.element
    style = identity(by_name(styles)[kind])
    stops = [key for key in Styles(styles, {}).values(style, "pPr") if key.startswith("tab.")]
    for properties in root.iter(w("pPr")):
        for named in properties.iterfind(w("pStyle")):
            named.set(w("val"), style)
        for tabs in properties.findall(w("tabs")):
            properties.remove(tabs)
        tabs = properties.get_or_add_tabs()  # type: ignore[attr-defined]  # CT_PPr
        for position in {whole(stop.removeprefix("tab.")) for stop in stops} - {width}:
            clear = WD_TAB_ALIGNMENT.CLEAR
            tabs.insert_tab_in_order(Twips(position), clear, WD_TAB_LEADER.SPACES)
        tabs.insert_tab_in_order(Twips(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.SPACES)
    for run in root.iter(w("r")):
        size = run.get_or_add_rPr()._add_sz()  # type: ignore[attr-defined]  # CT_R
        size.set(w("val"), _SIZE)

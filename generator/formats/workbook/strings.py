"""The texts of a workbook: shared strings and strings that stand in their cell."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from generator.formats.package import parse_xml
from generator.formats.workbook.cells import unescape
from generator.formats.workbook.styles import MAIN

SHARED_STRINGS = "xl/sharedStrings.xml"
_T = f"{MAIN}t"


def string_text(element: etree._Element) -> str:
    """The text of `<si>` or `<is>`: its runs joined, without phonetic hints."""
    if len(element) == 1 and element[0].tag == _T:
        return unescape(element[0].text or "")
    pieces = [
        piece.text or ""
        for piece in element.iter(_T)
        if (parent := piece.getparent()) is not None and parent.tag != f"{MAIN}rPh"
    ]
    return unescape("".join(pieces))


def shared_strings(parts: Mapping[str, bytes], file: str = "") -> list[etree._Element]:
    """The `<si>` elements of a workbook, in their order."""
    if SHARED_STRINGS not in parts:
        return []
    return parse_xml(parts[SHARED_STRINGS], file, SHARED_STRINGS).findall(f"{MAIN}si")

"""The styles of a workbook, found by the name a person sees in Excel's style gallery.

A house changes a named style in the template and every cell that is written takes it; nothing here
makes a style. A name alone is not enough to find a cell's format, for one name serves dates and
texts alike: the kind of number format, the quote prefix and the indent tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Kind(StrEnum):
    """What a number format makes of a value."""

    GENERAL = "general"
    TEXT = "text"  # `@`: Excel turns 1.10 into 1.1 in any other cell
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"


# The formats Excel knows without writing them down (ECMA-376 part 1, 18.8.30).
_BUILT_IN = {0: "General", 9: "0%", 10: "0.00%", 49: "@"}
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def kind_of(code: str) -> Kind:
    """The kind of a number format code."""
    bare = _LITERAL.sub("", code)
    if not code or bare.casefold() == "general":
        return Kind.GENERAL
    if "@" in bare and ";" not in bare:
        return Kind.TEXT
    if "%" in bare:
        return Kind.PERCENT
    if re.search(r"[dmyhs]", bare, re.IGNORECASE) and not re.search(r"[0#?]", bare.split(".")[0]):
        return Kind.DATE
    return Kind.NUMBER


class Styles:
    """The cell formats of a workbook's styles part.

    Args:
        root: the root of `xl/styles.xml`.

    Attributes:
        kinds, bold, indents: of each cell format, by its index.
    """

    def __init__(self, root: etree._Element) -> None:
        codes = _format_codes(root)
        names = {
            style.get("xfId", ""): style.get("name", "")
            for style in root.iterfind(f"{MAIN}cellStyles/{MAIN}cellStyle")
        }
        fonts = root.findall(f"{MAIN}fonts/{MAIN}font")
        self.kinds: list[Kind] = []
        self.bold: list[bool] = []
        self.indents: list[int] = []
        self._index: dict[tuple[str, Kind, bool], dict[int, int]] = {}
        for number, xf in enumerate(root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
            kind = _kind_of_id(int(xf.get("numFmtId", "0")), codes)
            self.kinds.append(kind)
            mark = fonts[int(xf.get("fontId", "0"))].find(f"{MAIN}b")
            self.bold.append(mark is not None and mark.get("val", "1") not in ("0", "false"))
            alignment = xf.find(f"{MAIN}alignment")
            indent = 0 if alignment is None else int(alignment.get("indent", "0"))
            self.indents.append(indent)
            quoted = xf.get("quotePrefix") in ("1", "true")
            key = (names.get(xf.get("xfId", "0"), ""), kind, quoted)
            self._index.setdefault(key, {}).setdefault(indent, number)

    def find(self, name: str, kind: Kind, *, level: int = 0, quoted: bool = False) -> int:
        """The index of a format.

        Args:
            name: the named style.
            kind: what its number format makes of a value.
            level: steps of indent beyond that of the style's other cells; as many as there are.
            quoted: with a quote prefix, if the workbook has it so.

        Raises:
            KeyError: the workbook has no style of that name for that kind of value.
        """
        found = self._index.get((name, kind, quoted)) or self._index.get((name, kind, False))
        if not found:
            raise KeyError(f"the workbook template has no cell style {name!r} for {kind} values")
        least = min(found)
        return found.get(least + level, found[least])


def _format_codes(root: etree._Element) -> Mapping[int, str]:
    formats = root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    return {int(entry.get("numFmtId", "0")): entry.get("formatCode", "") for entry in formats}


def _kind_of_id(number: int, codes: Mapping[int, str]) -> Kind:
    if number in codes:
        return kind_of(codes[number])
    if number in _BUILT_IN_DATES:
        return Kind.DATE
    return kind_of(_BUILT_IN.get(number, "0"))

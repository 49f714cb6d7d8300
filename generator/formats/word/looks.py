"""How paragraphs, runs, tables and pictures look, for the canonical form."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.formats.word.effective import Styles, Values, numbering_of, read, settled
from generator.formats.word.lists import Lists, item_format
from generator.formats.word.markup import PIC, WP, A, Element, R, value_at, w, whole
from generator.formats.word.parts import Parts

_HOLDERS = (w("sdt"), w("sdtContent"), w("customXml"))

_SCRIPTS = (("latin", "Ascii"), ("latin", "HAnsi"), ("ea", "EastAsia"), ("cs", "Bidi"))


class Looks:
    """Effective values of paragraphs and runs; they are kept, as few differ.

    Args:
        relative: whether only what differs from the style counts, so that a style that a person
            changed does not change every paragraph in it.
    """

    def __init__(self, styles: Styles, lists: Lists, *, relative: bool = False) -> None:
        self.styles = styles
        self._lists, self._relative = lists, relative
        self._paragraphs: dict[tuple[str, str, int, bytes], Values] = {}
        self._runs: dict[tuple[str, bytes], Values] = {}

    def paragraph(self, properties: Element | None) -> tuple[str, dict[str, object]]:
        """The id of its style, and its values, with the style's name and its place in a list."""
        style = style_of(properties, "pStyle") or self.styles.default.get("paragraph", "")
        number, level = self.styles.numbering(style)
        direct = None if properties is None else properties.find(w("numPr"))
        if direct is not None:
            own_number, own_level = numbering_of(direct)
            number, level = own_number or number, own_level or level
        depth = whole(level)
        values: dict[str, object] = {"style": self.styles.name(style)}
        definition = self._lists.level(number, depth)
        if definition is not None:
            values["list"] = item_format(definition)
            values["list.place"] = self._lists.count(number, depth)
        indents = None if definition is None else definition.find(w("pPr"))
        key = (style, number, depth, _text(properties))
        if key not in self._paragraphs:
            look = self.styles.paragraph(style, indents, properties)
            if self._relative:
                look = _beside(look, self.styles.paragraph(style, indents, None))
            self._paragraphs[key] = look
        return style, values | self._paragraphs[key]

    def run(self, style: str, properties: Element | None, placeholder: bool) -> Values:
        """The values of a run in a paragraph of that style.

        A placeholder's own look is lost in LibreOffice and does not count.
        """
        key = (style, _text(properties))
        if placeholder or key not in self._runs:
            values = self.styles.run(style, properties, bare=placeholder)
            if self._relative:
                own = value_at(properties, w("rStyle")) if not placeholder else ""
                plain = self.styles.run(style, _in_style(own))
                values = _beside(values, plain) | ({"style": self.styles.name(own)} if own else {})
            if placeholder:
                return values
            self._runs[key] = values
        return self._runs[key]


class TableLook:
    """A table's rows and cells with what they look like."""

    def __init__(self, table: Element, styles: Styles) -> None:
        properties = table.find(w("tblPr"))
        self._style_id = style_of(properties, "tblStyle")
        self.name = styles.name(self._style_id)
        self.rows = [(row, list(children(row, "tc"))) for row in children(table, "tr")]
        grid = [
            whole(str(column.get(w("w"), ""))) for column in table.iterfind(f"{w('tblGrid')}/*")
        ]
        self.widths = [round(100 * width / max(1, sum(grid))) for width in grid]  # per cent
        self.alternative_text = [value_at(properties, w(name)) for name in _ALTERNATIVE_TEXT]
        look = None if properties is None else properties.find(w("tblLook"))
        marked = look is not None and look.get(w("firstRow")) in ("1", "true", "on")
        self._header: Values = {}
        self._header_line = "none"
        if marked:
            path = f"{w('tblStylePr')}[@{w('type')}='firstRow']/{w('tcPr')}"
            self._header = read(styles.find(self._style_id, path), {})
            self._header_line = self._header.pop("tcBorders.insideV", "none")
        style_borders = styles.find(self._style_id, f"{w('tblPr')}/{w('tblBorders')}")
        own_borders = None if properties is None else properties.find(w("tblBorders"))
        self._borders = _borders(style_borders) | _borders(own_borders)

    def cell(self, row: int, column: int) -> Values:
        """The values of a cell: the style's first row, then its own; its borders by side."""
        cells = self.rows[row][1]
        own = read(cells[column].find(w("tcPr")), {})
        inner = {
            "top": row > 0,
            "bottom": row + 1 < len(self.rows),
            "left": column > 0,
            "right": column + 1 < len(cells),
        }
        borders = {
            f"tcBorders.{side}": self._borders.get(_INSIDE[side] if inside else side, "none")
            for side, inside in inner.items()
        }
        if row == 0 and self._header_line != "none":
            sides = [side for side in ("left", "right") if inner[side]]
            borders |= {f"tcBorders.{side}": self._header_line for side in sides}
        values = settled(borders | (self._header if row == 0 else {}) | own)
        return {name: value for name, value in values.items() if not name.startswith("tcW")}


def picture(drawing: Element) -> tuple[list[object], str] | None:
    """What a plain picture in line with the text shows, and the id of its relationship.

    That is its alternative text and its size in points. None for any other drawing, and for a
    picture that a person cropped, turned, recoloured, linked or marked as decorative.
    """
    extent, properties = (drawing.find(f"{_INLINE}/{{{WP}}}{name}") for name in ("extent", "docPr"))
    shape = drawing.find(f"{_INLINE}/{{{A}}}graphic/{{{A}}}graphicData/{{{PIC}}}pic")
    if extent is None or properties is None or len(properties) or shape is None:
        return None
    described = {etree.QName(node).localname for node in shape.iter(etree.Element)}
    place = shape.find(f"{{{PIC}}}spPr/{{{A}}}xfrm")
    blip = shape.find(f"{{{PIC}}}blipFill/{{{A}}}blip")
    if described - _OF_A_PICTURE or place is None or place.attrib or blip is None:
        return None
    words: list[object] = [properties.get("descr", ""), properties.get("title", "")]
    size = [round(whole(extent.get(side, "")) / 12_700) for side in ("cx", "cy")]
    return words + size, str(blip.get(f"{{{R}}}embed", ""))


_INLINE = f"{{{WP}}}inline"
_OF_A_PICTURE = {
    "pic", "nvPicPr", "cNvPr", "cNvPicPr", "picLocks", "blipFill", "blip", "extLst", "ext",
    "useLocalDpi", "stretch", "fillRect", "spPr", "xfrm", "off", "prstGeom", "avLst",
}  # fmt: skip
_ALTERNATIVE_TEXT = ("tblCaption", "tblDescription")
_INSIDE = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}


def children(container: Element, name: str) -> Iterator[Element]:
    """The children of that name, those inside content controls included."""
    for child in container:
        if child.tag == w(name):
            yield child
        elif child.tag in _HOLDERS:
            yield from children(child, name)


def _text(properties: Element | None) -> bytes:
    return b"" if properties is None else etree.tostring(properties, with_tail=False)


def style_of(properties: Element | None, kind: str) -> str:
    """The id of the style that properties name, empty for none."""
    return value_at(properties, w(kind))


def _borders(element: Element | None) -> Values:
    holder = read_holder(element)
    return {name.removeprefix("tblBorders."): value for name, value in holder.items()}


def read_holder(element: Element | None) -> Values:
    """The values of one element with children, as `tblBorders.top`."""
    if element is None:
        return {}
    parent = etree.Element(w("tblPr"))
    parent.append(etree.fromstring(etree.tostring(element)))
    return read(parent, {})


def looks_of(parts: Parts, *, relative: bool = False) -> Looks:
    """The looks of a document, from its styles, its theme and its lists."""
    styles = Styles(_tree(parts, "/styles"), _theme_fonts(_tree(parts, "/theme")))
    return Looks(styles, Lists(_tree(parts, "/numbering")), relative=relative)


def _beside(look: Values, plain: Values) -> Values:
    """What a look has otherwise than a plain one; empty for what it lacks."""
    return {name: look.get(name, "") for name in look | plain if look.get(name) != plain.get(name)}


def _in_style(style: str) -> Element | None:
    """The properties of a run in a character style, with nothing of its own."""
    if not style:
        return None
    properties = etree.Element(w("rPr"))
    etree.SubElement(properties, w("rStyle")).set(w("val"), style)
    return properties


def _tree(parts: Parts, kind: str) -> Element | None:
    name = parts.name_of(kind)
    return parts.tree(name) if name else None


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """Theme font to its typeface: `minorHAnsi` to `Calibri`."""
    fonts = {}
    for which in ("major", "minor"):
        for script, name in _SCRIPTS:
            path = f".//{{{A}}}{which}Font/{{{A}}}{script}"
            font = None if theme is None else theme.find(path)
            fonts[f"{which}{name}"] = "" if font is None else str(font.get("typeface"))
    return fonts

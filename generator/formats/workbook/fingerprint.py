"""Whether a person changed a workbook: a hash of what people see and edit.

What counts: sheets by name and order, texts with their bold, italic, struck, underlined and
coloured runs, numbers, formulas, the fill and font of cells, merged cells, comments, links, and
pictures, charts and drawings by their number. What does not: how a program stores all that, column
widths, number formats, computed values of formulas, document properties, labels and custom XML.
So a bare save in Excel or LibreOffice, or an upload to SharePoint, changes nothing here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from lxml import etree

from generator.formats.package import parse_xml
from generator.formats.workbook.reader import ReadCell, Reader
from generator.formats.workbook.styles import MAIN
from generator.formats.workbook.template import targets

_BLACK = "000000"


def content_fingerprint(data: bytes) -> str:
    """A hash that stays the same until a person changes the workbook.

    Raises:
        InputError: no workbook, protected, or beyond the limits of a package.
    """
    digest = hashlib.sha256()
    reader = Reader(data)
    looks = _looks(reader.style_root)
    for name, part in reader.sheets.items():
        root = reader.root(name)
        lines = [f"\x1dsheet {name}"]
        for cell in reader.cells(root):
            look = looks[cell.style] if cell.style < len(looks) else ""
            if not cell.is_blank or "fill" in look:
                lines.append(f"{cell.reference}\x1f{_content(cell)}\x1f{look}")
        lines += sorted(_attachments(reader, root, part))
        digest.update("\x1e".join(lines).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _content(cell: ReadCell) -> str:
    if cell.formula:
        return "=" + re.sub(r"\s", "", cell.formula)
    if cell.number is not None:
        return repr(float(cell.number))
    return cell.error or _runs(cell)


def _runs(cell: ReadCell) -> str:
    """The text; where a part of it looks different, its runs with their looks."""
    text = cell.plain.replace("\r\n", "\n")
    if cell.text is None or len(cell.text) < 2:
        return text
    runs = cell.text.findall(f"{MAIN}r")
    looks = [_font(run.find(f"{MAIN}rPr")) for run in runs]
    if len(set(looks)) < 2:
        return text
    lengths = [len(run.findtext(f"{MAIN}t", "")) for run in runs]
    return f"{text}\x1f{list(zip(lengths, looks, strict=True))}"


def _looks(root: etree._Element | None) -> list[str]:
    """For each cell format what a person would call its look: fill and font."""
    if root is None:
        return []
    fills = [_fill(fill) for fill in root.iterfind(f"{MAIN}fills/{MAIN}fill")]
    fonts = [_font(font) for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    return [
        fills[int(xf.get("fillId", "0"))] + fonts[int(xf.get("fontId", "0"))]
        for xf in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    ]


def _fill(fill: etree._Element) -> str:
    pattern = fill.find(f"{MAIN}patternFill")
    if pattern is None:
        return "fill gradient"
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return ""
    return f"fill {kind} {_colour(pattern.find(f'{MAIN}fgColor'))} "


def _font(font: etree._Element | None) -> str:
    """Bold, italic, struck, underlined and coloured; what is plain has no words."""
    if font is None:
        return ""
    marks = [
        tag
        for tag in ("b", "i", "strike", "u")
        if (mark := font.find(f"{MAIN}{tag}")) is not None
        and mark.get("val", "1") not in ("0", "false", "none")
    ]
    colour = _colour(font.find(f"{MAIN}color"))
    return " ".join([*marks, *([] if colour == _BLACK else [colour])])


def _colour(colour: etree._Element | None) -> str:
    """The colour by its name in the file; automatic and the theme's text colour are black."""
    if colour is None or colour.get("auto") or colour.get("indexed") in ("8", "64"):
        return _BLACK
    if rgb := colour.get("rgb"):
        return rgb[-6:].upper()
    theme, tint = colour.get("theme", ""), colour.get("tint", "0")
    return _BLACK if theme == "1" and not float(tint) else f"{theme} {tint}"


def _attachments(reader: Reader, root: etree._Element, part: str) -> Iterator[str]:
    """Merged cells, links, comments and the number of drawn things, one line each."""
    for merged in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        yield f"merged {merged.get('ref')}"
    for link in root.iterfind(f"{MAIN}hyperlinks/{MAIN}hyperlink"):
        location = (link.get("location") or "").lstrip("#").replace("'", "")
        yield f"link {link.get('ref', '').split(':')[0]} {location}"
    for kind, target in targets(reader.parts, part, reader.file).values():
        if target not in reader.parts:
            continue
        if kind in ("comments", "threadedComment"):
            comments = parse_xml(reader.parts[target], reader.file, target)
            for comment in comments.iter("{*}comment", "{*}threadedComment"):
                text = "".join(piece.text or "" for piece in comment.iter("{*}t", "{*}text"))
                yield f"comment {comment.get('ref')} {text}"
        elif kind == "drawing":
            drawing = parse_xml(reader.parts[target], reader.file, target)
            yield f"drawn {len(drawing)}"

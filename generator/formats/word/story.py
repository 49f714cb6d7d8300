"""One text of a document in canonical form: its body, a header, a footer, a note, a comment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.formats.word.effective import local
from generator.formats.word.looks import Looks, TableLook, picture
from generator.formats.word.markup import Element, R, w
from generator.formats.word.parts import Parts

# Fields whose result follows from the rest of the document: it is not content.
_COMPUTED = frozenset(
    ("TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ", "REF", "PAGEREF", "NOTEREF", "STYLEREF")
)
_SWITCHES = re.compile(r"\\\*\s*(MERGEFORMAT|ARABIC)|\\[hz](?=\s|$)")  # how a result is shown
_IGNORED = {
    "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd",
    "rPr", "pPr", "tcPr", "sdtPr", "sdtEndPr", "annotationRef", "footnoteRef", "endnoteRef",
    "separator", "continuationSeparator",
}  # fmt: skip
# What shows nothing itself, but what it holds.
HOLDERS = frozenset(("sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo"))
_TRACKED = frozenset(("ins", "del", "moveFrom", "moveTo"))
_TRACKED_PROPERTIES = ("Change", "Ins", "Del", "Merge")
_NOTES = frozenset(("footnoteReference", "endnoteReference"))
_BREAKS = frozenset(("br", "cr", "tab", "noBreakHyphen", "softHyphen"))
_CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SHOWS_PLACEHOLDER = f"{w('sdtPr')}/{w('showingPlcHdr')}"
_PAGE_BREAK = "\f[page]"
_ID = f"{{{R}}}id"
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode

Piece = tuple[str, str]  # format or kind, text


@dataclass(slots=True)
class _Field:
    """A field being read; `hides` says that what follows is a result that does not count."""

    instruction: list[str] = field(default_factory=list)
    hides: bool = False


class Story:
    """Reads one part's text; a field may span its paragraphs, so it is read from its beginning."""

    def __init__(self, parts: Parts, looks: Looks, part: str) -> None:
        self._parts, self._looks, self._part = parts, looks, part
        self._fields: list[_Field] = []
        self._placeholders = 0
        self._tables = 0

    def lines(self, container: Iterable[Element]) -> Iterator[str]:
        """A line for each paragraph, row, cell and section in the container."""
        for child in container:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "sectPr":
                yield from self._section(child)
            elif name == "body" or name in HOLDERS:
                yield from self.lines(child)
            elif name in _TRACKED:
                yield line("tracked", name, child.get(w("author"), ""))
                yield from self.lines(child)
            elif name not in _IGNORED and isinstance(child.tag, str):
                yield line("other", self._whole(child))

    @property
    def _hidden(self) -> bool:
        return any(field.hides for field in self._fields)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        began_hidden = self._hidden
        properties = paragraph.find(w("pPr"))
        values, pieces = self._content(paragraph, properties)
        if self.is_contents(pieces):
            yield line("contents", *(what for _, what in pieces))
        elif pieces or not (began_hidden or self._hidden):
            yield line("paragraph", values, tracked(properties), joined(pieces))
        if properties is not None and (section := properties.find(w("sectPr"))) is not None:
            yield from self._section(section)

    def _content(
        self, paragraph: Element, properties: Element | None
    ) -> tuple[dict[str, object], list[Piece]]:
        """How a paragraph looks and what stands in it."""
        style, values = self._looks.paragraph(properties)
        if self._tables:
            values.pop("widowControl", None)  # LibreOffice turns it off in cells
        pieces: list[Piece] = []
        self._inline(paragraph, style, pieces, "")
        if pieces and pieces[0][1].startswith(_PAGE_BREAK):  # LibreOffice's page break before
            pieces[0] = (pieces[0][0], pieces[0][1].removeprefix(_PAGE_BREAK))
            values["pageBreakBefore"] = "on"
        return values, pieces

    @staticmethod
    def is_contents(pieces: list[Piece]) -> bool:
        """Whether it is the line on which the contents, or a list of tables, begin."""
        return bool(pieces) and all(kind == "field" and what[:3] == "TOC" for kind, what in pieces)

    def _inline(self, container: Element, style: str, pieces: list[Piece], context: str) -> None:
        for child in container:
            name = local(child)
            if name == "r":
                self._run(child, style, pieces, context)
            elif name == "hyperlink":
                target = self._parts.content_of(self._part, child.get(_ID, ""))
                link = f"link {target}#{child.get(w('anchor'), '')} "
                self._inline(child, style, pieces, context + link)
            elif name == "fldSimple":
                self._enter_field(child.get(w("instr"), ""), pieces)
                self._inline(child, style, pieces, context)
                self._fields.pop()
            elif name in _TRACKED:
                self._inline(child, style, pieces, f"{context}{name} {child.get(w('author'))} ")
            elif name in HOLDERS:
                self._holder(child, style, pieces, context)
            elif name not in _IGNORED and isinstance(child.tag, str) and not self._hidden:
                pieces.append(("other", self._whole(child)))

    def _holder(self, holder: Element, style: str, pieces: list[Piece], context: str) -> None:
        """What stands in a content control, or in another holder that shows nothing itself."""
        shows = holder.find(_SHOWS_PLACEHOLDER) is not None
        self._placeholders += shows
        self._inline(holder, style, pieces, context)
        self._placeholders -= shows

    def _run(self, run: Element, style: str, pieces: list[Piece], context: str) -> None:
        properties = run.find(w("rPr"))
        look = self._looks.run(style, properties, bool(self._placeholders))
        format_ = line(context, tracked(properties), look)
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._field_mark(str(child.get(w("fldCharType"))), pieces)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].instruction.append(child.text or "")
            elif self._hidden or name in _IGNORED or not isinstance(child.tag, str):
                continue
            elif name in ("t", "delText"):
                pieces.append((format_, child.text or ""))
            elif name in _NOTES:  # the notes follow in a part of their own; numbers are no content
                pieces.append(("note", name))
            elif name in _BREAKS:
                kind = child.get(w("type"), "textWrapping")
                break_ = "\n" if kind == "textWrapping" else f"\f[{kind}]"
                pieces.append((format_, _CHARACTERS.get(name, break_)))
            elif name == "drawing" and (shown := picture(child)):
                look_of_it, identity = shown
                content = self._parts.content_of(self._part, identity)
                pieces.append(("other", line(name, *look_of_it, content)))
            else:
                pieces.append(("other", self._whole(child)))

    def _field_mark(self, kind: str, pieces: list[Piece]) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._enter_field("".join(self._fields.pop().instruction), pieces)
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.instruction and not self._hidden:  # a field without a result
                pieces.append(("field", _instruction("".join(ended.instruction))))

    def _enter_field(self, instruction: str, pieces: list[Piece]) -> None:
        words = _instruction(instruction)
        if not self._hidden:
            pieces.append(("field", words))
        self._fields.append(_Field(hides=words.partition(" ")[0].upper() in _COMPUTED))

    def _table(self, table: Element) -> Iterator[str]:
        look = TableLook(table, self._looks.styles)
        yield line("table", look.name, look.widths)
        yield line("alternative text", *look.alternative_text)
        for row, (element, cells) in enumerate(look.rows):
            marks = element.find(w("trPr"))
            header = marks is not None and marks.find(w("tblHeader")) is not None
            yield line("row", "header" if header else "", tracked(marks))
            for column, cell in enumerate(cells):
                yield line("cell", look.cell(row, column), tracked(cell.find(w("tcPr"))))
                self._tables += 1
                yield from self.lines(cell)
                self._tables -= 1
        yield line("end of table")

    def _section(self, section: Element) -> Iterator[str]:
        """The size of a section's pages, then its headers and footers."""
        size = section.find(w("pgSz"))
        yield line("section", *(() if size is None else (size.get(w("w")), size.get(w("h")))))
        for child in section:
            if name := self._parts.related(self._part, child.get(_ID, "")):
                yield line(local(child), child.get(w("type")))
                yield from Story(self._parts, self._looks, name).lines(self._parts.tree(name))

    def _whole(self, element: Element) -> str:
        """Any other element as it stands, and what it points to."""
        text = etree.tostring(element, method="c14n", with_tail=False).decode()
        targets = [
            self._parts.content_of(self._part, str(value))
            for node in element.iter()
            for key, value in node.attrib.items()
            if str(key).startswith(f"{{{R}}}")
        ]
        return line(text, *targets)


def line(*values: object) -> str:
    """The values as one line, unambiguous whatever they hold."""
    return _encode(values)


def _instruction(text: str) -> str:
    """A field's instruction without what only says how its result is shown, in one order."""
    words = _SWITCHES.sub(" ", text).split()
    return " ".join(words[:1] + sorted(words[1:]))


def tracked(properties: Element | None) -> list[str]:
    """The marks of tracked changes in properties, those of a paragraph's end included."""
    return [
        f"{local(element)} {element.get(w('author'))}"
        for element in (() if properties is None else properties.iter())
        if isinstance(element.tag, str)
        and element.get(w("author")) is not None
        and (local(element) in _TRACKED or local(element).endswith(_TRACKED_PROPERTIES))
    ]


def joined(pieces: list[Piece]) -> list[list[str]]:
    """The pieces with neighbours of one format put together; how runs are split is no content."""
    result: list[list[str]] = []
    for kind, text in pieces:
        if result and result[-1][0] == kind and kind not in ("field", "note", "other"):
            result[-1][1] += text
        elif text:
            result.append([kind, text])
    return result

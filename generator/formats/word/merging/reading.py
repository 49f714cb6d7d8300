"""A document as the merge sees it: sections, in them paragraphs and tables, in them facts.

A section runs from a heading to the next of any level and is known by the point bookmark in its
heading; a table by the one in its caption, its rows by what stands in their first cell. Paragraphs
have no name of their own. Every text is in canonical form, so that equal means equal to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.formats.word.effective import local
from generator.formats.word.looks import Looks, TableLook, looks_of
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.parts import Parts
from generator.formats.word.story import HOLDERS, Piece, Story, joined, line, tracked

ANCHOR = "_pmo_"
ASSUMED = " (Assumed)"
_TAG = "pmopack:fact/"
_RELATED = re.compile(rb':(id|embed|link)="rId')  # means another thing in another document
_HEADINGS = frozenset("012345678")  # outline levels; 9 is body text


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as one control shows it.

    Attributes:
        is_open: whether the control shows its placeholder.
        assumed: whether the mark of an assumed value stands behind it.
    """

    key: str
    text: str
    is_open: bool = False
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or a cell in canonical form.

    Attributes:
        full: all it says and how it looks; `shape` is the same without the values of its facts.
        words: the plain text.
    """

    full: str
    shape: str
    words: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    element: Element
    text: Text


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the header; `key` is unique in its table."""

    key: str
    element: Element
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        regular: whether every row has a cell for each column, none merged.
        look: gives its widths, borders and fills, words included.
    """

    columns: tuple[str, ...]
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    regular: bool
    look: Callable[[], list[str]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a table of the body; `key` is its anchor, empty for none."""

    key: str
    element: Element
    text: Text
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section; the first one, before any heading, has no key and no title."""

    key: str
    title: str
    units: tuple[Unit, ...]


Known = dict[bytes, Text]  # what a paragraph's XML says


def read_sections(
    parts: Parts,
    body: Element,
    aliases: Mapping[str, str],
    anchors: Container[str] = (),
    known: Known | None = None,
) -> list[Section]:
    """The sections of a document's body, contents and lists of tables left out.

    Args:
        body: the main part's tree; the elements in the result are its own.
        aliases: title of a control to the fact's key, for one that lost its tag.
        anchors: bookmarks that begin a section even where no heading is left.
        known: paragraphs read before, in a document with the same styles and lists.
    """
    reader = _Reader(parts, looks_of(parts, relative=True), aliases, {} if known is None else known)
    sections: list[tuple[str, str, list[Unit]]] = [("", "", [])]
    table_key, seen, lent = "", set[str](), ""
    for element in blocks(body):
        key = next((name for name in _anchors(element) if name not in seen), "") or lent
        lent = ""
        if element.tag == w("tbl"):
            unit = reader.table(element, table_key)
            table_key = ""
        else:
            text = reader.text(element)
            if text is None:
                continue
            heading = reader.is_heading(element) and bool(text.words.strip())
            if key in anchors and not text.words.strip():
                lent, key = key, ""  # somebody pressed Enter before the heading
            elif heading or key in anchors:
                sections.append((key, text.words.strip(), []))
            unit = Unit(key, element, text)
            table_key = f"table {key}" if key else ""
        seen.add(key)
        sections[-1][2].append(unit)
    return [Section(key, title, tuple(units)) for key, title, units in sections]


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body or a cell, those inside holders included."""
    for child in container:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in HOLDERS or name == "body":
            yield from blocks(child)


def fact_key(control: Element, aliases: Mapping[str, str]) -> str:
    """The key of the fact a content control shows, by its tag or else by its title."""
    properties = control.find(w("sdtPr"))
    tag = value_at(properties, w("tag"))
    if tag.startswith(_TAG):
        return tag.removeprefix(_TAG)
    return "" if tag else aliases.get(value_at(properties, w("alias")), "")


def aliases_of(tree: Element) -> dict[str, str]:
    """Title of a control to the key of its fact; a title of two facts tells none."""
    keys: dict[str, set[str]] = {}
    for control in tree.iter(w("sdt")):
        if key := fact_key(control, {}):
            keys.setdefault(value_at(control.find(w("sdtPr")), w("alias")), set()).add(key)
    return {title: key for title, [key, *others] in keys.items() if title and not others}


def _anchors(element: Element) -> Iterator[str]:
    for start in element.iterfind(f".//{w('bookmarkStart')}") if element.tag == w("p") else ():
        if (name := str(start.get(w("name"), ""))).startswith(ANCHOR):
            yield name


class _Reader(Story):
    """Reads paragraphs one by one; a field may span them, so in their order."""

    def __init__(
        self, parts: Parts, looks: Looks, aliases: Mapping[str, str], known: Known
    ) -> None:
        super().__init__(parts, looks, parts.main)
        self._aliases, self._known = aliases, known
        self._facts: list[tuple[int, int, Fact]] = []
        self._plain = ""  # how a run without properties looks in the paragraph being read

    def is_heading(self, paragraph: Element) -> bool:
        """Whether the paragraph, or its style, has a level in the outline."""
        properties = paragraph.find(w("pPr"))
        level = value_at(properties, w("outlineLvl"))
        if not level:
            styles = self._looks.styles
            style = value_at(properties, w("pStyle")) or styles.default.get("paragraph", "")
            found = styles.find(style, f"{w('pPr')}/{w('outlineLvl')}")
            level = "" if found is None else str(found.get(w("val"), ""))
        return level in _HEADINGS

    def text(self, paragraph: Element) -> Text | None:
        """A paragraph; None for a line of the contents."""
        if self._fields:
            return self._read(paragraph)
        xml = etree.tostring(paragraph, with_tail=False)
        if xml in self._known:
            return self._known[xml]
        text = self._read(paragraph)
        if text is not None and not self._fields and not _RELATED.search(xml):
            self._known[xml] = text
        return text

    def _read(self, paragraph: Element) -> Text | None:
        began_hidden = self._hidden
        self._facts.clear()
        properties = paragraph.find(w("pPr"))
        values, pieces = self._content(paragraph, properties)
        if self.is_contents(pieces) or (not pieces and (began_hidden or self._hidden)):
            return None
        values.pop("list.place", None)  # it follows from what stands before
        look = line(values, tracked(properties))
        facts = [fact for _, _, fact in self._facts]
        shape, assumed = self._shape(pieces)
        marked = (
            Fact(fact.key, fact.text, fact.is_open, place in assumed)
            for place, fact in enumerate(facts)
        )
        return Text(
            full=line(look, joined(pieces)),
            shape=line(look, joined(shape)),
            words="".join(text for kind, text in pieces if kind not in ("field", "other")),
            facts=tuple(marked),
        )

    def table(self, table: Element, key: str) -> Unit:
        """A table with its rows; the first cell's words tell a row, a repeated one is counted."""
        look = TableLook(table, self._looks.styles)
        self._tables += 1
        grid = [
            (element, tuple(self._cell(look, row, column) for column in range(len(cells))))
            for row, (element, cells) in enumerate(look.rows)
        ]
        self._tables -= 1
        header = grid[0][1] if grid else ()
        rows, seen = [], dict[str, int]()
        for element, cells in grid[1:]:
            name = cells[0].text.words.strip() if cells else ""
            seen[name] = seen.get(name, 0) + 1
            row_key = name if seen[name] == 1 else f"{name}\n{seen[name]}"
            rows.append(Row(row_key, element, cells))
        texts = [cell.text for _, cells in grid for cell in cells]
        marks = [tracked(element.find(w("trPr"))) for element, _ in grid]
        fills = [
            value_at(cell, f"{w('tcPr')}/{w('shd')}", "fill")
            for _, cells in look.rows[1:]  # the header's comes from the style, or from LibreOffice
            for cell in cells
        ]
        content = Table(
            columns=tuple(cell.text.words.strip() for cell in header),
            header=header,
            rows=tuple(rows),
            regular=all(len(cells) == len(header) for _, cells in grid)
            and next(table.iter(w("gridSpan"), w("vMerge")), None) is None,
            look=lambda: [*Story(self._parts, self._looks, self._part).lines([table])],
        )
        return Unit(
            key=key,
            element=table,
            text=Text(
                full=line(look.name, marks, fills, [text.full for text in texts]),
                shape=line(look.name, marks, fills, [text.shape for text in texts]),
                words=" ".join(text.words for text in texts),
                facts=tuple(fact for text in texts for fact in text.facts),
            ),
            table=content,
        )

    def _cell(self, look: TableLook, row: int, column: int) -> Cell:
        element = look.rows[row][1][column]
        texts = []
        for block in blocks(element):
            text = self.text(block) if block.tag == w("p") else self.table(block, "").text
            if text is not None:
                texts.append(text)
        marks = tracked(element.find(w("tcPr")))
        return Cell(
            element,
            Text(
                full=line(marks, [text.full for text in texts]),
                shape=line(marks, [text.shape for text in texts]),
                words="\n".join(text.words for text in texts),
                facts=tuple(fact for text in texts for fact in text.facts),
            ),
        )

    def _holder(self, holder: Element, style: str, pieces: list[Piece], context: str) -> None:
        start = len(pieces)
        super()._holder(holder, style, pieces, context)
        if key := fact_key(holder, self._aliases):
            text = "".join(text for _, text in pieces[start:])
            is_open = holder.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None
            self._facts.append((start, len(pieces), Fact(key, text, is_open)))
            self._plain = line("", [], self._looks.run(style, None, placeholder=False))

    def _shape(self, pieces: list[Piece]) -> tuple[list[Piece], set[int]]:
        """The pieces with each fact's key for its value, and which facts are marked as assumed."""
        shape: list[Piece] = []
        assumed, reached = set[int](), 0
        for place, (start, end, fact) in enumerate(self._facts):
            shape += pieces[reached:start]
            looks = {kind for kind, _ in pieces[start:end] if kind != self._plain}
            shape.append(("other", line(fact.key, [] if fact.is_open else sorted(looks))))
            reached = end
            if end < len(pieces) and pieces[end][1].startswith(ASSUMED):
                kind, text = pieces[end]
                assumed.add(place)
                shape.append((kind, text.removeprefix(ASSUMED)))
                reached = end + 1
        return shape + pieces[reached:], assumed

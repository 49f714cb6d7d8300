"""Blocks -> the body's XML, as one text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.content import blocks
from generator.content.drawing import Drawing
from generator.formats.word import contents
from generator.formats.word.flow import Placed
from generator.formats.word.inlines import InlineWriter
from generator.formats.word.markup import end_section, paragraph
from generator.formats.word.outline import Outline
from generator.formats.word.pages import Sections
from generator.formats.word.pictures import picture
from generator.formats.word.reference import Numbering, Styles
from generator.formats.word.tables import TableWriter

_AFTER_TABLE = 160  # a table has no space below itself, so the next paragraph brings it along


class BodyWriter:
    """Writes a document's blocks.

    Args:
        link: URL to the id of its relationship.
        note: the runs of a footnote to the run of its mark.
        image: drawing to the id of its relationship.
        letter_scale: how wide letters of tables are, against 9.5 points of Calibri.
    """

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        outline: Outline,
        sections: Sections,
        link: Callable[[str], str],
        note: Callable[[str], str],
        image: Callable[[Drawing], str],
        letter_scale: float,
    ) -> None:
        self._styles, self._numbering, self._outline = styles, numbering, outline
        self._sections, self._image = sections, image
        self._inlines = InlineWriter(styles, outline, link, note)
        self._tables = TableWriter(styles, self._inlines, letter_scale)
        self._numbered, self._bulleted = styles["List Number"], styles["List Bullet"]
        self._normal, self._guidance = styles["Normal"], styles["Guidance"]
        self._after_table = False

    def write(self, flow: Sequence[Placed]) -> str:
        """The elements of the body; the properties of the last section stand at its end."""
        elements: list[str] = []
        for index, placed in enumerate(flow):
            elements += self._block(index, placed)
            if placed.closes and index + 1 < len(flow):
                elements[-1] = end_section(elements[-1], self._sections.text(placed.turned))
        return "".join(elements) + self._sections.text(bool(flow) and flow[-1].turned)

    def _block(self, index: int, placed: Placed) -> list[str]:
        after_table, self._after_table = self._after_table, False
        space = _AFTER_TABLE if after_table else 0
        new_page, styles = placed.new_page, self._styles
        match placed.block:
            case blocks.Paragraph(inlines):
                return [self._text(self._normal, inlines, new_page, space)]
            case blocks.Table() as table:
                return self._table(index, table, placed)
            case blocks.Figure() as figure:
                return self._figure(index, figure, placed)
            case blocks.Heading() as heading:
                return [self._heading(index, heading, new_page)]
            case blocks.ListBlock() as items:
                return self._list(items, new_page, space)
            case blocks.Guidance(inlines):
                label: blocks.Inlines = (blocks.Run("Guidance: ", bold=True),)
                return [self._text(self._guidance, label + inlines, new_page, space)]
            case blocks.Title(style, inlines):
                return [self._text(styles.get(style, "Title Line"), inlines, new_page, 0)]
            case blocks.Contents(title, depth):
                return contents.contents(self._outline, styles, title, depth, new_page)
            case blocks.TableList() as tables:
                return contents.table_list(self._outline, styles, tables, new_page)
            case blocks.PageBreak():
                return []

    def _text(self, style: str, inlines: blocks.Inlines, new_page: bool, space: int) -> str:
        content = self._inlines.write(inlines)
        return paragraph(style, content, page_break=new_page, space_before=space)

    def _heading(self, index: int, heading: blocks.Heading, new_page: bool) -> str:
        entry = self._outline.headings[index]
        words = self._inlines.bookmark(entry.ref, self._inlines.write(heading.inlines))
        content = self._inlines.bookmark(entry.bookmark) + self._inlines.bookmark(entry.toc, words)
        return paragraph(self._styles[f"heading {heading.level}"], content, page_break=new_page)

    def _table(self, index: int, table: blocks.Table, placed: Placed) -> list[str]:
        """Caption, table and note. A section ends in a paragraph, so its last table has a note."""
        entry = self._outline.tables[index]
        closing = (blocks.Run(table.description or f"End of {entry.label}."),)
        note = table.note or (closing if placed.closes else ())
        width = self._sections.page.text_width(placed.turned)
        elements = [
            self._tables.caption(entry, page_break=placed.new_page),
            self._tables.table(table, width, noted=bool(note)),
        ]
        if note:
            elements.append(self._tables.note(note))
        self._after_table = not note
        return elements

    def _figure(self, index: int, figure: blocks.Figure, placed: Placed) -> list[str]:
        """Caption and picture; the caption's style keeps both on one page."""
        caption = self._tables.caption(self._outline.figures[index], page_break=placed.new_page)
        area = self._sections.page.text_area(placed.turned)
        content = picture(index + 1, figure, area, self._image)
        return [caption, paragraph(self._normal, content)]

    def _list(self, block: blocks.ListBlock, new_page: bool, space: int) -> list[str]:
        """The items; an ordered stretch starts at 1 wherever an outer item comes between."""
        numbers: dict[int, int] = {}
        elements = []
        for index, item in enumerate(block.items):
            style = self._numbered if item.ordered else self._bulleted
            numbers = {level: number for level, number in numbers.items() if level <= item.level}
            if item.ordered and item.level not in numbers:
                numbers[item.level] = self._numbering.restart(style, item.level)
            number = numbers[item.level] if item.ordered else self._numbering.of_style(style)
            elements.append(
                paragraph(
                    style,
                    self._inlines.write(item.inlines),
                    page_break=new_page and not index,
                    numbering=(number, item.level) if item.ordered or item.level else None,
                    space_before=0 if index else space,
                )
            )
        return elements

"""Typed blocks: what a document says, before any file format.

Document
  Block   Title | Heading | Paragraph | ListBlock | Table | Figure | Guidance | Contents
          | TableList | PageBreak
  Inline  Run | Hyperlink | FactRun | CrossReference | LineBreak | Footnote
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.content.drawing import Drawing
from generator.model.project import FactState


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one format."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link to a place outside the document."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class FactRun:
    """A fact of the project, told apart by its state: given, assumed, or a placeholder."""

    key: str
    label: str
    text: str
    state: FactState

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to a heading, a table or a figure of the same document, by its id."""

    target: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break inside a paragraph."""

    text: ClassVar[str] = "\n"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page; where it stands, there is its number and no text."""

    inlines: Inlines
    text: ClassVar[str] = ""


Inline = Run | Hyperlink | FactRun | CrossReference | LineBreak | Footnote
Inlines = tuple[Inline, ...]


def with_notes(inlines: Inlines) -> Inlines:
    """The inlines, each note followed by what stands in it."""
    if not any(isinstance(inline, Footnote) for inline in inlines):
        return inlines
    return tuple(
        part
        for inline in inlines
        for part in (inline, *(inline.inlines if isinstance(inline, Footnote) else ()))
    )


@dataclass(frozen=True, slots=True)
class Title:
    """The title block's lines: a style name of the reference and the text."""

    style: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `id` is stable and unique in the document."""

    level: int
    id: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item at depth `level` (0 is the outermost)."""

    level: int
    ordered: bool
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class ListBlock:
    """One list; an ordered one starts at 1 again."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, its share of the width (any positive unit) and its alignment."""

    heading: str
    width: float = 1.0
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: one header row, then rows of one cell a column, no cell empty.

    Attributes:
        note: a line under the table, as where its rows come from; empty for none.
        landscape: whether it needs a page turned sideways.
    """

    id: str
    caption: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    note: Inlines = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with a numbered caption; the text before it says the same in words.

    Attributes:
        alternative: what a reader who does not see it needs to know, at most 250 characters.
    """

    id: str
    caption: str
    alternative: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Guidance:
    """A line for the author, in a style of its own, gone in a hand-off."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: headings down to `depth`."""

    title: str = "Contents"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class TableList:
    """The list of tables.

    Attributes:
        about: a sentence below the title. LibreOffice keeps a title on the page of a sentence, but
            not on that of a list it takes for an index.
    """

    title: str = "Tables"
    about: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Title
    | Heading
    | Paragraph
    | ListBlock
    | Table
    | Figure
    | Guidance
    | Contents
    | TableList
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Properties:
    """Core properties of the file, header and footer texts."""

    title: str
    subject: str
    author: str
    keywords: str
    category: str
    language: str
    status: str
    version: str
    date: str
    header: str
    footer: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Attributes:
        open_facts: keys of project.yml that would close its placeholders, in order, once each.
        open_count: how many placeholders it shows.
        completeness: facts it names that are known, in percent of all it names.
    """

    properties: Properties
    blocks: tuple[Block, ...]
    open_facts: tuple[str, ...] = ()
    open_count: int = 0
    completeness: int = 100

"""A document with every block, and ways to read and to change a .docx that are not our own."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from generator.content.blocks import (
    Block,
    Column,
    Contents,
    CrossReference,
    Document,
    FactRun,
    Figure,
    Guidance,
    Heading,
    Hyperlink,
    Inlines,
    LineBreak,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    Properties,
    Run,
    Table,
    TableList,
    Title,
)
from generator.content.drawing import Box, Drawing, Label, Line, Look
from generator.model.project import FactState

REFERENCE = (Path(__file__).parents[2] / "templates" / "reference.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

PROPERTIES = Properties(
    title="Program Charter",
    subject="Purpose and authority",
    author="Agency of Things",
    keywords="charter, program",
    category="Starter pack",
    language="en-US",
    status="Draft for approval",
    version="0.1",
    date="2026-01-05",
    header="Program Charter, Grants Modernization",
    footer="Version 0.1, data as of Jan 5, 2026",
)


def text(*parts: str | Run) -> Inlines:
    """Runs of plain text."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def table(table_id: str, **more: object) -> Table:
    """A table of two columns and two rows."""
    values: dict[str, object] = {
        "caption": f"Caption of {table_id}",
        "description": f"What {table_id} shows.",
        "columns": (Column("ID", 1), Column("Measure", 3, "right")),
        "rows": ((text("A1"), text("first")), (text("A2"), text("second"))),
    }
    return Table(id=table_id, **(values | more))  # type: ignore[arg-type]


SPONSOR = FactRun("executive_sponsor", "Executive Sponsor", "To be decided", FactState.OPEN)
MANAGER = FactRun("program_manager", "Program Manager", "Ada Lovelace", FactState.GIVEN)
RESERVE = FactRun("budget.reserve", "Reserve", "10 % (Assumed)", FactState.ASSUMED)

DRAWING = Drawing(
    (
        Box(0, 0, 100, 30, (Label((("Board",),)),), Look.HEAD),
        Box(0, 50, 100, 30, (Label((("Team",),)),)),
    ),
    (Line((50, 30), (50, 50)),),
)
BLOCKS: tuple[Block, ...] = (
    Title("Organization", text("Agency of Things")),
    Title("Title", text("Program Charter")),
    Guidance(text("Settle the open facts first.")),
    Contents(),
    TableList(),
    PageBreak(),
    Heading(1, "summary", text("Summary")),
    Paragraph((Run("Sponsor: "), SPONSOR, Run(", manager: "), MANAGER, Run(", "), RESERVE)),
    Paragraph(
        (*text("See "), CrossReference("risks", ""), *text(" and "), CrossReference("t1", ""))
    ),
    Paragraph((Hyperlink("the playbook", "https://ussm.gsa.gov/m3/?a=b&c=d e"), LineBreak())),
    Heading(2, "authority", text("Authority & limits")),
    Paragraph(
        text("Plain ", Run("bold", bold=True), Run("italic", italic=True), Run("code", code=True))
    ),
    ListBlock(
        (
            ListItem(0, False, text("bullet")),
            ListItem(1, True, text("numbered inside")),
            ListItem(0, False, text("bullet two")),
        )
    ),
    ListBlock((ListItem(0, True, text("one")), ListItem(0, True, text("two")))),
    ListBlock((ListItem(0, True, text("one again")),)),
    Heading(3, "detail", text("Detail")),
    table("t1", note=text("Assumed rows.")),
    Figure("lines", "Reporting lines", "The team reports to the board.", DRAWING),
    Heading(1, "risks", text("Risks")),
    Paragraph(text("What may go wrong.")),
    table("t2", landscape=True),
    table("t3", landscape=True),
    Heading(1, "end", text("End")),
    table("t4"),
)
SAMPLE = Document(PROPERTIES, BLOCKS, ("executive_sponsor",))


def document(*blocks: Block) -> Document:
    """A document of these blocks."""
    return Document(PROPERTIES, blocks)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """A part's root, read by zipfile and lxml alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def words(element: etree._Element) -> str:
    """The text below an element as Word shows it, results of fields included."""
    pieces = {W + "tab": "\t", W + "br": "\n", W + "drawing": "[picture]"}
    return "".join(
        node.text or "" if node.tag == W + "t" else pieces.get(node.tag, "")
        for node in element.iter()
        if node.getparent() is not None and node.getparent().tag == W + "r"
    )


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style id and text of each paragraph of the body, those in tables included."""
    return [
        (paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val"), words(paragraph))
        for paragraph in part(data).iter(W + "p")
    ]


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The package with one part changed as text; the change must change something."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == name:
                before = content.decode()
                after = change(before)
                assert after != before, "the change changed nothing"
                content = after.encode()
            new.writestr(info, content)
    return result.getvalue()


def replaced(data: bytes, old: str, new: str, name: str = "word/document.xml") -> bytes:
    """The package with the first match of a pattern replaced in one part."""
    return changed(data, name, lambda xml: re.sub(old, lambda _: new, xml, count=1))


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with parts added or put in place of others."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info, old.read(info))
        for name, content in parts.items():
            new.writestr(name, content)
    return result.getvalue()

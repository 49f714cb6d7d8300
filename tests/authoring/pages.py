"""A small document in two versions, for many scripts: as it was written, and as it would be now.

Each paragraph, item and row of the first version has a `kite` word of its own, what is new in the
second one a `heron` word, so that what comes back or does not come is told by its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

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
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    Table,
    TableList,
    Title,
)
from generator.formats.word import write_document
from generator.model.project import FactState
from tests.formats.word_sample import DRAWING, PROPERTIES, REFERENCE, text


def fact(key: str, value: str = "") -> FactRun:
    """A fact; open without a value."""
    state = FactState.GIVEN if value else FactState.OPEN
    return FactRun(key, key.capitalize(), value or "To be decided", state)


def _prose(word: str, *more: Run | FactRun | CrossReference) -> Paragraph:
    return Paragraph((Run(f"The team agrees on {word} and keeps it for the year. "), *more))


def _items(*words: str) -> ListBlock:
    return ListBlock(tuple(ListItem(0, False, text(f"First of all {word}")) for word in words))


def _table(name: str, rows: Sequence[tuple[str, str]], **more: object) -> Table:
    columns = (Column("ID", 1), Column("What", 3), Column("Who", 2))
    cells = tuple(
        (text(key), text(f"About {word} in short"), (fact("owner", "Ada Lovelace"),))
        for key, word in rows
    )
    return Table(name, f"Rows of {name}", f"What {name} shows.", columns, cells, **more)  # type: ignore[arg-type]


@cache
def first_version() -> bytes:
    """The document as it was written."""
    return _written(
        Guidance(text("Settle kite0001 before anything else.")),
        Contents(),
        TableList(),
        Heading(1, "purpose", text("Purpose")),
        _prose("kite0002", Run("The sponsor is "), fact("sponsor"), Run(".")),
        _prose("kite0003", Run("See "), CrossReference("risks", ""), Run(".")),
        Heading(2, "scope", text("Scope")),
        _prose("kite0004"),
        _items("kite0005", "kite0006", "kite0007"),
        _prose("kite0008", Run("Managed by "), fact("manager", "Grace Hopper"), Run(".")),
        Heading(1, "risks", text("Risks")),
        _prose("kite0009", Run("See "), CrossReference("t_risks", ""), Run(".")),
        _table("t_risks", [(f"R{n}", f"kite00{9 + n}") for n in (1, 2, 3, 4)]),
        _prose("kite0014"),
        Heading(2, "issues", text("Issues")),
        _prose("kite0015", Run("Owned by "), fact("sponsor"), Run(".")),
        _table("t_issues", [(f"I{n}", f"kite00{15 + n}") for n in (1, 2, 3)]),
        Heading(1, "costs", text("Costs")),
        _prose("kite0019"),
        _prose("kite0020"),
        _prose("kite0021", Run("It costs "), fact("budget", "$1,200,000"), Run(".")),
        Heading(1, "lines", text("Lines")),
        Figure("lines_drawn", "Reporting lines", "The team reports to the board.", DRAWING),
        _prose("kite0022"),
        Heading(1, "wide", text("Wide")),
        _table("t_wide", [(f"W{n}", f"kite00{22 + n}") for n in (1, 2, 3)], landscape=True),
        Heading(1, "end", text("End")),
        _prose("kite0026", Run("Managed by "), fact("manager", "Grace Hopper"), Run(".")),
        _items("kite0027", "kite0028"),
    )


@cache
def second_version() -> bytes:
    """What would be written now: facts, paragraphs, rows and sections have come and gone."""
    return _written(
        Guidance(text("Settle kite0001 before anything else.")),
        Contents(),
        TableList(),
        Heading(1, "purpose", text("Purpose")),
        _prose("kite0002", Run("The sponsor is "), fact("sponsor", "Jane Roe"), Run(".")),
        _prose("heron0003", Run("See "), CrossReference("risks", ""), Run(".")),
        Heading(2, "scope", text("Scope and limits")),
        _prose("kite0004"),
        _items("kite0005", "heron0006", "kite0007", "heron0029"),
        _prose("kite0008", Run("Managed by "), fact("manager", "Alan Turing"), Run(".")),
        Heading(2, "method", text("Method")),
        _prose("heron0030"),
        _table("t_method", [(f"M{n}", f"heron00{30 + n}") for n in (1, 2)]),
        Heading(1, "risks", text("Risks")),
        _prose("kite0009", Run("See "), CrossReference("t_risks", ""), Run(".")),
        _table(
            "t_risks",
            [("R1", "kite0010"), ("R2", "heron0011"), ("R4", "kite0013"), ("R5", "heron0034")],
        ),
        _prose("heron0014"),
        Heading(2, "issues", text("Issues")),
        _prose("kite0015", Run("Owned by "), fact("sponsor", "Jane Roe"), Run(".")),
        _table("t_issues", [(f"I{n}", f"kite00{15 + n}") for n in (1, 2, 3)]),
        Heading(1, "costs", text("Costs")),
        _prose("kite0019"),
        _prose("heron0035"),
        _prose("kite0021", Run("It costs "), fact("budget", "$1,400,000"), Run(".")),
        Heading(1, "wide", text("Wide")),
        _table(
            "t_wide", [("W1", "kite0023"), ("W2", "heron0024"), ("W3", "kite0025")], landscape=True
        ),
        Heading(1, "end", text("End")),
        _prose("heron0026", Run("Managed by "), fact("manager", "Alan Turing"), Run(".")),
        _items("kite0027", "kite0028"),
    )


def _written(*blocks: Block) -> bytes:
    title: tuple[Block, ...] = (Title("Title", text("A small document")),)
    return write_document(Document(PROPERTIES, title + blocks), REFERENCE)

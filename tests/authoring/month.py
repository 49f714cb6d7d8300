"""An author's month: a pack as it was written, edits of every kind, and what it would be now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.commands.generate import generate
from generator.commands.workspace import Workspace
from generator.content import blocks
from generator.content.render import render_document
from generator.formats.word import write_document
from tests.authoring.scripts import ALL
from tests.formats.word_sample import REFERENCE

# Edits of every kind, and of some kinds twice: thirty and more.
KINDS = [edit.__name__ for edit in ALL]
TWICE = ("reword", "add_paragraph", "change_cell", "add_row", "delete_row", "fill_control")
MONTH: Sequence[str] = (*KINDS, *TWICE)
NEW_FACTS = (
    ("Jane Roe, Chief Financial Officer", "Maria Ortiz, Deputy Secretary"),
    ("2026-01-05", "2026-03-02"),
    ("budget: {2026: 1200000, 2027: 3400000}", "budget: {2026: 1500000, 2027: 2900000}"),
)
RISKS = """\
risk:
  items:
    - {id: R77, condition: the data center moves, consequence: tests wait, type: Technical,
       probability: 3, impact: 4, response: Mitigate, plan: Book a second site,
       owner: Program Manager, trigger: Notice of the move, trigger_date: 2026-06-01,
       contingency: Test by night, closure: Move done, milestone: 1.M1, status: Open}
"""


@dataclass(frozen=True)
class Versions:
    """A document of the pack: as it was written, and as it would be now."""

    name: str
    first: bytes
    second: bytes


def versions(folder: Path, config: str) -> list[Versions]:
    """Each Word document of the pack in both versions."""
    changed = config
    for old, new in NEW_FACTS:
        assert old in changed
        changed = changed.replace(old, new)
    first, second = (
        _documents(folder / "first", config),
        _documents(folder / "second", changed + RISKS),
    )
    return [
        Versions(
            name, write_document(one, REFERENCE), write_document(_revised(second[name]), REFERENCE)
        )
        for name, one in first.items()
    ]


def _documents(folder: Path, config: str) -> dict[str, blocks.Document]:
    """File name to what it says."""
    folder.mkdir()
    (folder / "project.yml").write_text(config, encoding="utf-8")
    result = generate(Workspace.at(folder), dry_run=True)
    pack, library = result.loaded.pack, result.loaded.library
    return {
        one.output.name: render_document(one.deliverable.template, one.deliverable, pack, library)[
            0
        ]
        for one in result.made
        if one.output.name.endswith(".docx")
    }


def _revised(document: blocks.Document) -> blocks.Document:
    """The document after its template was revised.

    A paragraph is reworded, a section is new with a table, one is gone, a table has one more row.
    """
    content = list(document.blocks)
    groups: list[list[blocks.Block]] = [[]]
    for block in content:
        if isinstance(block, blocks.Heading):
            groups.append([])
        groups[-1].append(block)
    groups.remove(next(reversed([*_removable(document, groups)])))
    middle = len(groups) // 2
    groups.insert(middle, _new_section(groups[middle]))
    content = [block for group in groups for block in group]
    reworded = next(
        index
        for index, block in enumerate(content)
        if index > len(content) // 4
        and isinstance(block, blocks.Paragraph)
        and isinstance(block.inlines[-1], blocks.Run)
    )
    paragraph = content[reworded]
    assert isinstance(paragraph, blocks.Paragraph)
    content[reworded] = blocks.Paragraph(
        (*paragraph.inlines, blocks.Run(" heron0001 is new here."))
    )
    at = max(index for index, block in enumerate(content) if isinstance(block, blocks.Table))
    table = content[at]
    assert isinstance(table, blocks.Table)
    cells = ("heron0002", *("new" for _ in table.columns[1:]))
    row = tuple((blocks.Run(cell),) for cell in cells)
    content[at] = replace(table, rows=(*table.rows[:1], row, *table.rows[1:]))
    return replace(document, blocks=tuple(content))


def _removable(
    document: blocks.Document, groups: Sequence[list[blocks.Block]]
) -> Iterator[list[blocks.Block]]:
    """Sections without tables that nothing points to."""
    targets = {
        inline.target
        for block in document.blocks
        for inline in getattr(block, "inlines", ())
        if isinstance(inline, blocks.CrossReference)
    }
    for group in groups[1:]:
        heading = group[0]
        if (
            isinstance(heading, blocks.Heading)
            and heading.level > 1
            and heading.id not in targets
            and all(
                isinstance(one, blocks.Heading | blocks.Paragraph | blocks.ListBlock)
                for one in group
            )
        ):
            yield group


def _new_section(before: Sequence[blocks.Block]) -> list[blocks.Block]:
    heading = before[0]
    assert isinstance(heading, blocks.Heading)
    columns = (blocks.Column("ID", 1), blocks.Column("What", 3))
    row = ((blocks.Run("N1"),), (blocks.Run("heron0004 comes"),))
    return [
        blocks.Heading(
            heading.level, "new_section", (blocks.Run("A section of the new template"),)
        ),
        blocks.Paragraph((blocks.Run("heron0003 explains it."),)),
        blocks.Table("new_rows", "New rows", "What is new.", columns, (row,)),
    ]

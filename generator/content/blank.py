"""A blank document: the words of its template, and an empty control wherever a project has a fact.

Rows of project.yml and of the schedule become one example row; rows that belong to the template or
to the key task stay. Who approves a deliverable stays too: it is a rule, and of no one project.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.content import blocks
from generator.content.values import TO_BE_DECIDED, Values
from generator.model.config import ProjectConfig
from generator.model.pack import Pack
from generator.model.project import FactState, Rows

# Lists that say the same in every project with this key task.
_STANDING = frozenset(("inputs", "stakeholders", "deliverables", "references", "crosswalk"))


def control(key: str, label: str) -> blocks.FactRun:
    """An empty control that shows what belongs in it, in brackets: not told by its colour alone."""
    return blocks.FactRun(key, label, f"[{label}]", FactState.OPEN)


_AUTHOR = "pmopack"  # until Word writes the name of who begins a document with the template
_ENTRY = control("entry", "To be entered")
# Beside these, `BlankValues` takes what a template prints as it is.
BLANK_NAMES: Mapping[str, object] = {
    "day": lambda value: control("date", "Date"),
    "money": lambda value: control("amount", "Amount"),
    "open_count": 0,
}


class BlankValues(Values):
    """Values in which dates and numbers are empty controls."""

    def put(self, value: object) -> str:
        """The token of the value, or of the control in its place."""
        if isinstance(value, date):
            value = control("date", "Date")
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            value = control("number", "Number")
        return super().put(value)


def blank_pack(pack: Pack) -> Pack:
    """The pack without what a project says: every fact open, no row but the starter rows."""
    project = pack.project
    nothing = ProjectConfig.model_construct(
        organization="", program="", start_date=project.config.start_date
    )
    blank = replace(
        project,
        config=nothing,
        facts={
            key: replace(fact, value="", state=FactState.OPEN)
            for key, fact in project.facts.items()
        },
        rows={
            key: rows if rows.assumed else Rows(key, (), assumed=False)
            for key, rows in project.rows.items()
        },
        assumptions=(),
    )
    own = {milestone.name for milestone in project.config.milestones}
    rows = tuple(
        row
        for row in pack.schedule.rows
        if not (row.plan.kind.is_milestone and row.plan.name in own)
    )
    return replace(pack, project=blank, schedule=replace(pack.schedule, rows=rows))


def is_standing(rows: str | Sequence[object]) -> bool:
    """Whether a table's rows are its template's or its key task's own."""
    if not isinstance(rows, str):
        return True
    return rows.startswith("key_task.") or rows in _STANDING


def example_row(table_id: str, headings: Sequence[str]) -> tuple[blocks.Inlines, ...]:
    """One row with an empty control in each column, named as the column is."""
    return tuple((_of_column(table_id, heading),) for heading in headings)


def blanked(document: blocks.Document) -> blocks.Document:
    """The document with every placeholder showing its label, and nothing about the project.

    A figure is drawn from the project, so there is none.
    """
    properties = document.properties
    properties = replace(properties, footer=properties.title, author=_AUTHOR)
    kept = (block for block in document.blocks if not isinstance(block, blocks.Figure))
    return replace(document, properties=properties, blocks=tuple(map(_block, kept)))


def _block(block: blocks.Block) -> blocks.Block:
    match block:
        case blocks.Table(id=table_id, columns=columns, rows=rows, note=note):
            headings = [column.heading for column in columns]
            shown = tuple(
                tuple(
                    _inlines(cell, _of_column(table_id, heading))
                    for cell, heading in zip(row, headings, strict=True)
                )
                for row in rows
            )
            return replace(block, rows=shown, note=_inlines(note))
        case blocks.ListBlock(items=items):
            shown_items = [replace(item, inlines=_inlines(item.inlines)) for item in items]
            return replace(block, items=tuple(shown_items))
        case blocks.Title() | blocks.Heading() | blocks.Paragraph() | blocks.Guidance():
            return replace(block, inlines=_inlines(block.inlines))
    return block


def _inlines(inlines: blocks.Inlines, undecided: blocks.FactRun = _ENTRY) -> blocks.Inlines:
    """The inlines; `undecided` stands for what is to be decided and is no fact."""
    return tuple(
        control(inline.key, inline.label)
        if isinstance(inline, blocks.FactRun)
        else blocks.Footnote(_inlines(inline.inlines))
        if isinstance(inline, blocks.Footnote)
        else undecided
        if isinstance(inline, blocks.Run) and inline.text == TO_BE_DECIDED
        else inline
        for inline in inlines
    )


def _of_column(table_id: str, heading: str) -> blocks.FactRun:
    name = re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")
    return control(f"{table_id}.{name}", heading)

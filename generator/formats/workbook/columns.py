"""The columns of the sheet `Schedule`, in their order, each with its one owner.

The eleven headings of the official M3 schedule keep their names and their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.formats.workbook.styles import Kind


class Owner(StrEnum):
    """Who fills a column: the definition of the work, people, or the engine."""

    DEFINITION = "definition"
    PEOPLE = "people"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the kind of its values, who fills it."""

    heading: str
    kind: Kind
    owner: Owner


COLUMNS = (
    Column("ID", Kind.TEXT, Owner.ENGINE),
    Column("WBS", Kind.TEXT, Owner.ENGINE),
    Column("Phase", Kind.GENERAL, Owner.DEFINITION),
    Column("Task Name", Kind.GENERAL, Owner.DEFINITION),
    Column("Duration", Kind.NUMBER, Owner.DEFINITION),
    Column("% Complete", Kind.PERCENT, Owner.PEOPLE),
    Column("Start", Kind.DATE, Owner.ENGINE),
    Column("Finish", Kind.DATE, Owner.ENGINE),
    Column("Actual Start", Kind.DATE, Owner.PEOPLE),
    Column("Actual Finish", Kind.DATE, Owner.PEOPLE),
    Column("Remaining Duration", Kind.NUMBER, Owner.PEOPLE),
    Column("Predecessors", Kind.TEXT, Owner.DEFINITION),
    Column("Successors", Kind.TEXT, Owner.ENGINE),
    Column("Resource Type", Kind.GENERAL, Owner.DEFINITION),
    Column("Owner", Kind.GENERAL, Owner.DEFINITION),
    Column("Baseline Start", Kind.DATE, Owner.ENGINE),
    Column("Baseline Finish", Kind.DATE, Owner.ENGINE),
    Column("Finish Variance", Kind.NUMBER, Owner.ENGINE),
    Column("Total Float", Kind.NUMBER, Owner.ENGINE),
    Column("Critical", Kind.GENERAL, Owner.ENGINE),
    Column("Status", Kind.GENERAL, Owner.ENGINE),
    Column("Row Note", Kind.GENERAL, Owner.ENGINE),
    Column("Output", Kind.GENERAL, Owner.DEFINITION),
    Column("Constraint", Kind.GENERAL, Owner.DEFINITION),
    Column("Basis of Estimate", Kind.GENERAL, Owner.DEFINITION),
    Column("Notes", Kind.GENERAL, Owner.PEOPLE),
)

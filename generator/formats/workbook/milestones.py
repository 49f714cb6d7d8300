"""The rows of the sheet `Milestones`: dates and status live, by their rows in `_cpm`."""

from __future__ import annotations

from collections.abc import Mapping

from generator.formats.workbook.cells import Formula
from generator.formats.workbook.liverows import variance_of
from generator.formats.workbook.rows import RowWriter
from generator.formats.workbook.schedule import (
    NONE,
    NOT_APPLICABLE,
    TO_BE_DECIDED,
    phase_names,
)
from generator.formats.workbook.styles import Kind
from generator.model.schedule import Schedule
from generator.schedule.calendar import Calendar


def write_milestones(
    writer: RowWriter, schedule: Schedule, calendar: Calendar, numbers: Mapping[str, int]
) -> None:
    """Appends the milestones by forecast date.

    Columns: ID, name, phase, baseline and forecast date, variance, owner, gate, status.

    Args:
        numbers: the row of each ID, case-folded, in `_cpm`.
    """
    phases = phase_names(schedule)
    kinds = (Kind.TEXT, Kind.GENERAL, Kind.GENERAL, Kind.DATE, Kind.DATE, Kind.NUMBER)
    plain, gate = (
        writer.look([(style, kind) for kind in (*kinds, *[Kind.GENERAL] * 3)])
        for style in ("PMO Activity", "PMO Key Task")
    )
    milestones = (row for row in schedule.rows if row.plan.kind.is_milestone)
    for row in sorted(milestones, key=lambda row: row.finish):
        plan, at = row.plan, numbers[row.id.casefold()]
        values = (
            plan.id,
            plan.name,
            phases.get(plan.phase, plan.phase) or NOT_APPLICABLE,
            row.baseline_finish or row.finish,
            Formula(f'IF(_cpm!$B${at}=0,"Deleted",_cpm!$M${at})', row.finish),
            Formula(f"N(_cpm!$Q${at})", variance_of(row, calendar)),
            plan.owner or TO_BE_DECIDED,
            "Yes" if plan.gate else "No",
            Formula(f'IF(_cpm!$B${at}=0,"Deleted",_cpm!$P${at})', row.status.value),
        )
        writer.add(gate if plan.gate else plain, values, place=plan.place)
    if not writer.rows:
        nothing = [NONE, "No milestone in this schedule", *[NONE] * 7]
        writer.add(writer.look([("PMO Activity", Kind.GENERAL)] * len(nothing)), nothing)

"""The rows of the sheet `Critical Path`: the longest path with the links that drive it."""

from __future__ import annotations

from generator.formats.workbook.rows import RowWriter
from generator.formats.workbook.schedule import NONE, TO_BE_DECIDED
from generator.formats.workbook.styles import Kind
from generator.model.schedule import Schedule, ScheduleRow
from generator.schedule.links import format_links
from generator.schedule.paths import Paths

_KINDS = (
    *(Kind.GENERAL, Kind.TEXT, Kind.GENERAL, Kind.DATE, Kind.DATE, Kind.NUMBER, Kind.TEXT),
    *(Kind.NUMBER, Kind.GENERAL),
)


def write_longest_path(writer: RowWriter, schedule: Schedule) -> int:
    """Appends the rows whose driving links lead to the project finish; how many there are.

    Columns: step, ID, name, start, finish, remaining duration, driving links, total float, owner.
    """
    paths = Paths(schedule)
    rows = paths.longest()
    look = writer.look([("PMO Activity", kind) for kind in _KINDS])
    for step, row in enumerate(rows, 1):
        values = (
            step,
            row.id,
            row.plan.name,
            row.start,
            row.finish,
            row.remaining_duration,
            _drivers(row, paths, schedule),
            row.times.total_float,
            row.plan.owner or TO_BE_DECIDED,
        )
        writer.add(look, values, place=row.plan.place)
    if not rows:
        nothing = [NONE, NONE, "No work is left that drives the finish", *[NONE] * 6]
        writer.add(writer.look([("PMO Activity", Kind.GENERAL)] * len(nothing)), nothing)
    return len(rows)


def _drivers(row: ScheduleRow, paths: Paths, schedule: Schedule) -> str:
    """What holds a row: links, its constraint, or the date from which work is planned."""
    if links := paths.drivers(row.id):
        return format_links(links)
    if row.plan.constraint:
        return str(row.plan.constraint)
    begun = schedule.data_date > schedule.project_start
    return "Data date" if begun else "Project start"

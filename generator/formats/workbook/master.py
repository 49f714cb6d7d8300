"""The workbook `Initial-Master-Schedule.xlsx`: its sheets, filled from the pack."""

from __future__ import annotations

from collections.abc import Mapping

from generator.errors import InputError
from generator.formats.workbook.cells import Value
from generator.formats.workbook.columns import COLUMNS
from generator.formats.workbook.rows import RowWriter
from generator.formats.workbook.schedule import NONE, write_milestones, write_rows
from generator.formats.workbook.styles import Kind
from generator.formats.workbook.template import Template
from generator.model.pack import Pack
from generator.model.project import Project
from generator.model.schedule import RowKind, Schedule
from generator.schedule.calendar import Calendar

FILE = "Initial-Master-Schedule.xlsx"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def write_schedule(pack: Pack, template: bytes) -> bytes:
    """The master schedule as a workbook; the same pack and template give the same bytes.

    Args:
        pack: its schedule, project and data date are written.
        template: `templates/master-schedule.xlsx`, or a house's own version of it.

    Raises:
        InputError: a text is too long for a cell, or the template is no workbook.
        KeyError: the template lacks a sheet or a style, or asks for a fact that is not known.
    """
    workbook = Template(template)
    schedule = pack.schedule
    headings = tuple(column.heading for column in COLUMNS)
    if workbook.sheet("Schedule").headings != headings:
        raise KeyError("the columns of the template's sheet Schedule are not those of this version")
    calendar = Calendar(
        schedule.project_start,
        workweek=schedule.workweek,
        country="",
        closures=dict(schedule.holidays),
    )
    writers = {
        name: RowWriter(workbook.sheet(name), workbook.styles, FILE)
        for name in ("Read Me", "Schedule", "Milestones", "Calendar")
    }
    write_rows(writers["Schedule"], schedule, calendar)
    write_milestones(writers["Milestones"], schedule, calendar)
    _write_days_off(writers["Calendar"], schedule)
    _write_assumptions(writers["Read Me"], pack.project)
    if problems := [problem for writer in writers.values() for problem in writer.problems]:
        raise InputError(problems)
    facts = _facts(pack)
    for name, writer in writers.items():
        workbook.fill(name, facts, writer.rows)
    workbook.set_properties(facts, pack.data_date)
    return workbook.to_bytes()


def _facts(pack: Pack) -> Mapping[str, Value]:
    """What `{name}` in the template stands for."""
    schedule, config = pack.schedule, pack.project.config
    hours = float(config.calendar.hours)
    kinds = [row.plan.kind for row in schedule.rows]
    return {
        "program": config.program,
        "organization": config.organization,
        "data_date": pack.data_date,
        "project_start": schedule.project_start,
        "project_finish": schedule.project_finish,
        "working_week": _working_week(schedule.workweek),
        "hours_per_day": int(hours) if hours.is_integer() else hours,
        "activities": sum(not (kind.is_summary or kind.is_milestone) for kind in kinds),
        "milestones": sum(kind.is_milestone for kind in kinds),
        "critical": sum(
            row.critical and row.plan.kind is RowKind.ACTIVITY for row in schedule.rows
        ),
        "assumptions": len(pack.project.assumptions),
        "days_off": len(schedule.holidays),
    }


def _working_week(weekdays: tuple[int, ...]) -> str:
    """ "Monday to Friday", or the days by name."""
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) > 2 and weekdays == tuple(range(first, last + 1)):
        return f"{_WEEKDAYS[first]} to {_WEEKDAYS[last]}"
    return ", ".join(_WEEKDAYS[day] for day in weekdays)


def _write_days_off(writer: RowWriter, schedule: Schedule) -> None:
    texts = ("PMO Activity", Kind.GENERAL)
    look = writer.look([("PMO Activity", Kind.DATE), texts, texts])
    for day, name in schedule.holidays:
        writer.add(look, (day, _WEEKDAYS[day.weekday()], name))
    if not writer.rows:
        writer.add(look, (NONE, NONE, "No public holiday and no closure"))


def _write_assumptions(writer: RowWriter, project: Project) -> None:
    look = writer.look([("PMO Activity", Kind.GENERAL)] * 3)
    for assumption in project.assumptions:
        writer.add(look, (assumption.key, assumption.value or NONE, assumption.reason or NONE))
    if not writer.rows:
        writer.add(look, (NONE, NONE, "Every value was given."))

"""The workbook `Initial-Master-Schedule.xlsx`: its sheets, filled from the pack."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from generator.errors import InputError
from generator.formats.workbook.cells import Formula
from generator.formats.workbook.columns import COLUMNS
from generator.formats.workbook.gantt import GanttWriter
from generator.formats.workbook.health import write_health
from generator.formats.workbook.live import LiveNetwork
from generator.formats.workbook.milestones import write_milestones
from generator.formats.workbook.paths import write_longest_path
from generator.formats.workbook.resources import write_resources
from generator.formats.workbook.rows import RowWriter
from generator.formats.workbook.schedule import NONE, write_rows
from generator.formats.workbook.sheet import Facts
from generator.formats.workbook.styles import Kind
from generator.formats.workbook.template import Template
from generator.model.pack import Pack
from generator.model.project import Project
from generator.model.schedule import RowKind, Schedule
from generator.schedule.calendar import Calendar

FILE = "Initial-Master-Schedule.xlsx"
_SHEETS = (
    *("Read Me", "Schedule", "Gantt", "Milestones", "Critical Path", "Resources", "Calendar"),
    *("Change Log", "Health Check"),
)
_BLOCKED = ("Gantt", "Resources", "Health Check")  # filled in blocks, each with its own title
_NO_DAY = "'_cpm'!$Z$1"  # a blank cell: NETWORKDAYS.INTL takes no text for a day off
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


_FRESHNESS = Formula(
    'IF(Changes=0,"Up to date with the sheet Schedule.",'
    '"Out of date, run refresh: the sheet Schedule has changed since.")',
    "Up to date with the sheet Schedule.",
)


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
    for name in _BLOCKED:
        workbook.sheet(name).begin_with_title()
    writers = {name: RowWriter(workbook.sheet(name), workbook.styles, FILE) for name in _SHEETS}
    first = workbook.sheet("Schedule").first_row
    base_rows = {row.id.casefold(): first + i for i, row in enumerate(schedule.rows)}
    dates = workbook.styles.find("PMO Activity", Kind.DATE)
    live = LiveNetwork(schedule, calendar, base_rows, dates)
    base = write_rows(writers["Schedule"], pack, calendar, live.fixed, dates)
    if writers["Schedule"].problems:
        raise InputError(writers["Schedule"].problems)
    write_milestones(writers["Milestones"], schedule, calendar, live.numbers)
    gantt = GanttWriter(writers["Gantt"], live.numbers)
    steps = write_longest_path(writers["Critical Path"], schedule)
    blocks = {
        "Gantt": gantt.write(schedule),
        "Resources": write_resources(writers["Resources"], pack, calendar),
        "Health Check": write_health(writers["Health Check"], pack.health),
    }
    _write_changes(writers["Change Log"])
    _write_days_off(writers["Calendar"], schedule)
    _write_assumptions(writers["Read Me"], pack.project)
    if problems := [problem for writer in writers.values() for problem in writer.problems]:
        raise InputError(problems)
    facts = {**_facts(pack), **live.facts(), "stamp": stamp_of(base), "path_rows": steps}
    facts["gantt_rows"] = gantt.shows
    facts["freshness"] = _FRESHNESS
    workbook.fill("_cpm", facts, live.rows)
    workbook.fill("_base", facts, base)
    for name, writer in writers.items():
        workbook.fill(name, facts, writer.rows, blocks.get(name, ()))
    if not schedule.holidays:
        workbook.set_name("Holidays", _NO_DAY)
    workbook.set_properties(facts, pack.data_date)
    return workbook.to_bytes()


def stamp_of(base: Sequence[str]) -> str:
    """The name of a state: a hash of what stands in `_base`."""
    return hashlib.sha256("".join(base).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _facts(pack: Pack) -> Facts:
    """What `{name}` in the template stands for."""
    schedule, config = pack.schedule, pack.project.config
    hours = float(config.calendar.hours)
    kinds = [row.plan.kind for row in schedule.rows]
    return {
        "program": config.program,
        "organization": config.organization,
        "data_date": pack.data_date,
        "project_start": schedule.project_start,
        "project_finish": Formula(
            "WORKDAY.INTL(ProjectStart-1,MAX(1,EndIndex),Weekend,Holidays)",
            schedule.project_finish,
        ),
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


def _write_changes(writer: RowWriter) -> None:
    nothing = [NONE, NONE, "Nothing has moved yet: the first refresh begins this log", *[NONE] * 6]
    writer.add(writer.look([("PMO Activity", Kind.GENERAL)] * len(nothing)), nothing)


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

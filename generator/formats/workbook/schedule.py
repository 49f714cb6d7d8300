"""The rows of the sheets `Schedule` and `Milestones`."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from generator.formats.workbook.cells import MAX_TEXT, Value
from generator.formats.workbook.columns import COLUMNS, Owner
from generator.formats.workbook.rows import Look, RowWriter
from generator.formats.workbook.styles import Kind
from generator.model.schedule import Link, PlanRow, RowKind, Schedule, ScheduleRow
from generator.schedule.calendar import Calendar
from generator.schedule.links import format_links

NOT_STARTED = "Not started"
NONE = "None"
TO_BE_DECIDED = "To be decided"
NOT_APPLICABLE = "Not applicable"
_NAME_COLUMN = [column.heading for column in COLUMNS].index("Task Name")
_STYLES = {
    RowKind.PROJECT: "PMO Project",
    RowKind.PHASE: "PMO Phase",
    RowKind.KEY_TASK: "PMO Key Task",
    RowKind.START_MILESTONE: "PMO Milestone",
    RowKind.FINISH_MILESTONE: "PMO Milestone",
}
_BASIS = {
    RowKind.START_MILESTONE: "Milestone: no work of its own",
    RowKind.FINISH_MILESTONE: "Milestone: no work of its own",
    RowKind.LEVEL_OF_EFFORT: "Level of effort: spans the work it supports",
}
# Only what people type is shaded as input; a summary has nothing to type.
_INPUT = frozenset(index for index, column in enumerate(COLUMNS) if column.owner is Owner.PEOPLE)


def write_rows(writer: RowWriter, schedule: Schedule, calendar: Calendar) -> None:
    """Appends every row of the schedule in the columns of `COLUMNS`."""
    phases = _phase_names(schedule)
    looks: dict[tuple[RowKind, int], Look] = {}
    for row in schedule.rows:
        plan = row.plan
        key = (plan.kind, plan.level)
        if key not in looks:
            looks[key] = _look(writer, plan)
        values = _values(row, phases.get(plan.phase, plan.phase), calendar)
        writer.add(looks[key], values, level=plan.level, place=plan.place)


def write_milestones(writer: RowWriter, schedule: Schedule, calendar: Calendar) -> None:
    """Appends the milestones by forecast date.

    Columns: ID, name, phase, baseline and forecast date, variance, owner, gate, status.
    """
    phases = _phase_names(schedule)
    kinds = (Kind.TEXT, Kind.GENERAL, Kind.GENERAL, Kind.DATE, Kind.DATE, Kind.NUMBER)
    plain, gate = (
        writer.look([(style, kind) for kind in (*kinds, *[Kind.GENERAL] * 3)])
        for style in ("PMO Activity", "PMO Key Task")
    )
    milestones = (row for row in schedule.rows if row.plan.kind.is_milestone)
    for row in sorted(milestones, key=_milestone_date):
        plan, forecast = row.plan, _milestone_date(row)
        starts = plan.kind is RowKind.START_MILESTONE
        baseline = (row.baseline_start if starts else row.baseline_finish) or forecast
        values = (
            plan.id,
            plan.name,
            phases.get(plan.phase, plan.phase) or NOT_APPLICABLE,
            baseline,
            forecast,
            calendar.last_day(forecast) - calendar.last_day(baseline),
            plan.owner or TO_BE_DECIDED,
            "Yes" if plan.gate else "No",
            NOT_STARTED,
        )
        writer.add(gate if plan.gate else plain, values, place=plan.place)
    if not writer.rows:
        nothing = [NONE, "No milestone in this schedule", *[NONE] * 7]
        writer.add(writer.look([("PMO Activity", Kind.GENERAL)] * len(nothing)), nothing)


def _milestone_date(row: ScheduleRow) -> date:
    return row.start if row.plan.kind is RowKind.START_MILESTONE else row.finish


def _phase_names(schedule: Schedule) -> dict[str, str]:
    """Phase number to "1 Readiness", which sorts and is short."""
    names = ((row.plan.phase, row.plan.name) for row in schedule.rows if _is_phase(row))
    return {
        phase: f"{phase} {name.removeprefix(f'Phase {phase}').lstrip(': ')}".strip()
        for phase, name in names
    }


def _is_phase(row: ScheduleRow) -> bool:
    return row.plan.kind is RowKind.PHASE


def _look(writer: RowWriter, plan: PlanRow) -> Look:
    style = _STYLES.get(plan.kind, "PMO Activity")
    formats = [
        ("PMO Input" if index in _INPUT and not plan.kind.is_summary else style, column.kind)
        for index, column in enumerate(COLUMNS)
    ]
    return writer.look(formats, {_NAME_COLUMN: plan.level})


def _values(row: ScheduleRow, phase: str, calendar: Calendar) -> tuple[Value, ...]:
    plan = row.plan
    span = row.times.early_finish - row.times.early_start
    duration = plan.duration if plan.kind.is_scheduled else span
    baseline_finish = row.baseline_finish or row.finish
    missing = NOT_APPLICABLE if plan.kind.is_summary or plan.kind.is_milestone else TO_BE_DECIDED
    return (
        plan.id,
        plan.wbs,
        phase or "All",
        plan.name,
        duration,
        0,
        row.start,
        row.finish,
        None,
        None,
        duration,
        format_links(plan.links) or None,  # blank, as people and Microsoft Project write it
        _successors(row.successors),
        plan.resource_type or missing,
        plan.owner or (NOT_APPLICABLE if plan.kind.is_summary else TO_BE_DECIDED),
        row.baseline_start or row.start,
        baseline_finish,
        calendar.last_day(row.finish) - calendar.last_day(baseline_finish),
        row.times.total_float,
        "Yes" if row.critical else "No",
        NOT_STARTED,
        None,
        plan.output or NONE,
        str(plan.constraint) if plan.constraint else None,
        _basis(plan),
        None,
    )


def _basis(plan: PlanRow) -> str:
    """Why the duration and the links are what they are."""
    default = "Rolled up from the rows below" if plan.kind.is_summary else TO_BE_DECIDED
    sentences = [plan.basis or _BASIS.get(plan.kind, default)]
    if plan.low is not None and plan.high is not None and plan.low != plan.high:
        sentences.append(f"Low {plan.low:g}, high {plan.high:g} working days")
    untold = (link for link in plan.links if link.basis and link.basis not in plan.basis)
    derived = sorted(untold, key=lambda link: link.basis)
    for basis, links in groupby(derived, key=lambda link: link.basis):
        names = ", ".join(link.predecessor for link in links)
        sentences.append(f"Link to {names}: {basis}")
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences)


def _successors(links: tuple[Link, ...]) -> str:
    """The successors; the engine owns this text, so it may end in a count where it is too long."""
    text = format_links(links)
    if len(text) <= MAX_TEXT:
        return text or NONE
    shown = text[: MAX_TEXT - 40].rsplit(", ", 1)[0]
    return f"{shown} and {len(links) - shown.count(', ') - 1:,} more"

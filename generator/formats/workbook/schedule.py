"""The rows of the sheets `Schedule` and `_base`.

What people type stands as values; what is computed looks its own row up in `_cpm` by ID, so rows
may be sorted, inserted and deleted. `_base` holds what was written, in the same rows and columns.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import groupby

from generator.formats.workbook.cells import MAX_TEXT, Value, cell_xml, column_letters, escape
from generator.formats.workbook.columns import COLUMNS, Owner
from generator.formats.workbook.liverows import variance_of
from generator.formats.workbook.rows import Look, RowWriter
from generator.formats.workbook.styles import Kind
from generator.model.pack import Pack
from generator.model.progress import Progress
from generator.model.schedule import Link, PlanRow, RowKind, Schedule, ScheduleRow
from generator.schedule.calendar import Calendar
from generator.schedule.links import format_links

NONE = "None"
TO_BE_DECIDED = "To be decided"
NOT_APPLICABLE = "Not applicable"
_HEADINGS = [column.heading for column in COLUMNS]
_NAME_COLUMN = _HEADINGS.index("Task Name")
STYLES = {
    RowKind.PROJECT: "PMO Project",
    RowKind.PHASE: "PMO Phase",
    RowKind.KEY_TASK: "PMO Key Task",
    RowKind.START_MILESTONE: "PMO Milestone",
    RowKind.FINISH_MILESTONE: "PMO Milestone",
}
"""The named styles of rows that are no work."""
_BASIS = {
    RowKind.START_MILESTONE: "Milestone: no work of its own",
    RowKind.FINISH_MILESTONE: "Milestone: no work of its own",
    RowKind.LEVEL_OF_EFFORT: "Level of effort: spans the work it supports",
}
# Only what people type is shaded as input; what is rolled up has nothing to type.
_INPUT = frozenset(index for index, column in enumerate(COLUMNS) if column.owner is Owner.PEOPLE)
_ROW_NOTE, _NOTES = _HEADINGS.index("Row Note"), _HEADINGS.index("Notes")


def _found(column: str) -> str:
    return f"INDEX(_cpm!${column}:${column},MATCH(Schedule[[#This Row],[ID]],_cpm!$A:$A,0))"


COMPUTED = {
    "Start": f'IFERROR({_found("L")},"")',
    "Finish": f'IFERROR({_found("M")},"")',
    "Finish Variance": f'IFERROR({_found("Q")},"")',
    "Total Float": f'IFERROR(N({_found("K")}),"")',
    "Critical": f'IFERROR({_found("O")},"")',
    "Status": f'IFERROR({_found("P")},"")',
    "Row Note": (
        f'IFERROR(CHOOSE(1+{_found("R")},"","","refresh: links or constraint changed",'
        '"refresh: duration and progress are those last written"),"new: run refresh")'
    ),
}
"""The formulas of whole columns, by heading.

No column that `_cpm` reads has a formula, not even for summaries: Excel would find it circular.
"""
_FIXED_NOTE = "as of the data date: spans too many rows for formulas; run refresh"
# Nothing computed but the dates is asked for again: a date typed over them means something.
_NOT_IN_BASE = {"Successors", "Finish Variance", "Total Float", "Critical", "Status", "Row Note"}
_BASE = [
    (index, column_letters(index), column.kind is Kind.DATE)
    for index, column in enumerate(COLUMNS)
    if column.heading not in _NOT_IN_BASE
]


def write_rows(
    writer: RowWriter, pack: Pack, calendar: Calendar, fixed: Collection[str], date_style: int
) -> list[str]:
    """Appends every row of the schedule in the columns of `COLUMNS`.

    Args:
        fixed: IDs, case-folded, of rows that carry values in place of formulas.
        date_style: index of a cell format that shows dates.

    Returns:
        The rows of `_base`.
    """
    schedule = pack.schedule
    phases = phase_names(schedule)
    said = {row_id.casefold(): one for row_id, one in pack.progress.items()}
    looks: dict[tuple[RowKind, int, bool], Look] = {}
    base = []
    for row in schedule.rows:
        plan, key = row.plan, row.id.casefold()
        kind = (plan.kind, plan.level, key in fixed)
        if kind not in looks:
            looks[kind] = _look(writer, plan, live=key not in fixed)
        values = _values(row, phases.get(plan.phase, plan.phase), calendar, said.get(key))
        if key in fixed:
            values = (*values[:_ROW_NOTE], _FIXED_NOTE, *values[_ROW_NOTE + 1 :])
        base.append(_base_row(writer.next_row, values, date_style))
        writer.add(looks[kind], values, level=plan.level, place=plan.place)
    return base


def phase_names(schedule: Schedule) -> dict[str, str]:
    """Phase number to "1 Readiness", which sorts and is short."""
    names = (
        (row.plan.phase, row.plan.name) for row in schedule.rows if row.plan.kind is RowKind.PHASE
    )
    return {
        phase: f"{phase} {name.removeprefix(f'Phase {phase}').lstrip(': ')}".strip()
        for phase, name in names
    }


def _look(writer: RowWriter, plan: PlanRow, *, live: bool) -> Look:
    style, rolled_up = STYLES.get(plan.kind, "PMO Activity"), not plan.kind.is_scheduled
    typed = _INPUT if not rolled_up else set() if plan.kind.is_summary else {_NOTES}
    formats = [
        ("PMO Input" if index in typed else style, column.kind)
        for index, column in enumerate(COLUMNS)
    ]
    by_index = {_HEADINGS.index(heading): text for heading, text in COMPUTED.items()}
    return writer.look(formats, {_NAME_COLUMN: plan.level}, by_index if live else {})


def _values(
    row: ScheduleRow, phase: str, calendar: Calendar, said: Progress | None
) -> tuple[Value, ...]:
    plan = row.plan
    missing = NOT_APPLICABLE if plan.kind.is_summary or plan.kind.is_milestone else TO_BE_DECIDED
    duration, *progress = _typed(row, said) if plan.kind.is_scheduled else _rolled_up(row)
    done, started, finished, remaining = progress
    return (
        plan.id,
        plan.wbs,
        phase or "All",
        plan.name,
        duration,
        done,
        row.start,
        row.finish,
        started,
        finished,
        remaining,
        format_links(plan.links) or None,  # blank, as people and Microsoft Project write it
        _successors(row.successors),
        plan.resource_type or missing,
        plan.owner or (NOT_APPLICABLE if plan.kind.is_summary else TO_BE_DECIDED),
        row.baseline_start or row.start,
        row.baseline_finish or row.finish,
        variance_of(row, calendar),
        0 if row.actual_finish else row.times.total_float,
        "Yes" if row.critical else "No",
        row.status.value,
        "",
        plan.output or NONE,
        str(plan.constraint) if plan.constraint else None,
        _basis(plan),
        None,
    )


def _typed(row: ScheduleRow, said: Progress | None) -> tuple[Value, ...]:
    """Duration, % complete, actual dates and remaining duration as people type them.

    What nobody said of a row that goes on stays blank or 0 %, so that it follows what is typed.
    """
    plan, finished = row.plan, row.actual_finish
    done: Value = _share(row.percent_complete)
    if said is None:
        left = math.ceil(round(plan.duration * (1 - row.percent_complete / 100), 6))
        same = finished or plan.kind.is_milestone or row.remaining_duration == left
        return (
            plan.duration,
            done,
            row.actual_start,
            finished,
            None if same else row.remaining_duration,
        )
    if said.percent_complete is not None:
        done = _share(said.percent_complete)
    elif said.remaining_duration is not None and not finished:
        done = None
    return plan.duration, done, said.actual_start, said.actual_finish, said.remaining_duration


def _rolled_up(row: ScheduleRow) -> tuple[Value, ...]:
    length = row.times.early_finish - row.times.early_start
    done = _share(row.percent_complete)
    return length, done, row.actual_start, row.actual_finish, row.remaining_duration


def _share(percent: float) -> float:
    return int(percent / 100) if percent in (0, 100) else percent / 100


def _base_row(number: int, values: Sequence[Value], date_style: int) -> str:
    cells = []
    for index, letters, is_date in _BASE:
        value = values[index]
        if value is None or value == "":
            continue
        if isinstance(value, str):
            text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
            cells.append(f'<c r="{letters}{number}" t="inlineStr">{text}</c>')
        else:
            cells.append(cell_xml(f"{letters}{number}", value, date_style if is_date else 0))
    return f'<row r="{number}">{"".join(cells)}</row>'


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

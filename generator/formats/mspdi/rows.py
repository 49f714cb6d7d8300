"""The tasks of an MSPDI file that we write: dates, floats, progress, links, baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lxml import etree

from generator.formats.mspdi.tasks import CONSTRAINTS, LINK_TYPES, OUR_FIELDS
from generator.model.schedule import (
    Constraint,
    ConstraintType,
    Link,
    RowKind,
    Schedule,
    ScheduleRow,
)
from generator.schedule.imported import basis_of
from generator.schedule.shown import ShownDays, unique_ids

DAY_START, DAY_END = "08:00:00", "17:00:00"
IN_DAYS = "7"
_DAY = 4800  # tenths of a minute
_TYPES = {kind: str(number) for number, kind in LINK_TYPES.items()}
_CONSTRAINTS = {kind: str(number) for number, kind in CONSTRAINTS.items()}
_OF_STARTS = (ConstraintType.MSO, ConstraintType.SNET, ConstraintType.SNLT)
_KINDS_TO_TELL = (RowKind.LEVEL_OF_EFFORT, RowKind.PLANNING_PACKAGE)

Values = Iterable[tuple[str, str]]


def put(parent: etree._Element, values: Values) -> None:
    """Appends an element for each name and value."""
    for name, value in values:
        etree.SubElement(parent, name).text = value


def write_tasks(root: etree._Element, schedule: Schedule) -> None:
    """Appends the `Tasks` of a schedule."""
    tasks = etree.SubElement(root, "Tasks")
    uids, days = unique_ids(schedule), ShownDays.of(schedule)
    folded = {row_id.casefold(): uid for row_id, uid in uids.items()}
    # Project numbers the lines from 1; the project itself is line 0.
    first = 0 if schedule.rows and schedule.rows[0].plan.kind is RowKind.PROJECT else 1
    counts: list[int] = []
    for line, row in enumerate(schedule.rows, first):
        task = etree.SubElement(tasks, "Task")
        outline = _outline(counts, row.plan.level)
        put(task, _head(row, uids[row.id], line, outline))
        put(task, _dates(row, days))
        put(task, _progress(row))
        put(task, _limits(row))
        if row.plan.basis and row.plan.basis != basis_of(schedule.source):
            put(task, [("Notes", row.plan.basis)])
        for link in row.plan.links if row.plan.kind.is_scheduled else ():
            _link(task, link, folded)
        _texts(task, row, folded)
        _baseline(task, row)


def _outline(counts: list[int], level: int) -> str:
    """The outline number of the next row of a level: 1.2.3; 0 for the project."""
    if not level:
        return "0"
    del counts[level:]
    counts += [0] * (level - len(counts))
    counts[level - 1] += 1
    return ".".join(map(str, counts))


def _head(row: ScheduleRow, uid: int, line: int, outline: str) -> Iterator[tuple[str, str]]:
    plan = row.plan
    yield "UID", str(uid)
    yield "ID", str(line)
    yield "Name", plan.name
    yield "Active", "1"
    yield "Manual", "0"
    yield "Type", "1"
    yield "IsNull", "0"
    if plan.owner:
        yield "Contact", plan.owner
    yield "WBS", plan.wbs
    yield "OutlineNumber", outline
    yield "OutlineLevel", str(plan.level)
    yield "Priority", "500"


def _dates(row: ScheduleRow, days: ShownDays) -> Iterator[tuple[str, str]]:
    plan, times = row.plan, row.times
    span = times.early_finish - times.early_start
    yield "Start", _moment(row, row.start, times.early_start, end=False)
    yield "Finish", _moment(row, row.finish, times.early_finish, end=True)
    yield "Duration", _period_of(_duration(row) if plan.kind.is_scheduled else span)
    yield "DurationFormat", IN_DAYS
    if resumes := _resumes(row, days):
        stops, goes_on = resumes
        yield "Stop", stops
        yield "Resume", goes_on
        yield "ResumeValid", "1"
    yield "EffortDriven", "0"
    yield "Estimated", "0"
    yield "Milestone", str(int(plan.kind.is_milestone))
    yield "Summary", str(int(plan.kind.is_summary))
    yield "Critical", str(int(row.critical))
    early, late = times.early_start, times.late_start
    yield "EarlyStart", _moment(row, days.start(row, early), early, end=False)
    yield (
        "EarlyFinish",
        _moment(row, days.finish(row, times.early_finish), times.early_finish, end=True),
    )
    yield "LateStart", _moment(row, days.start(row, late), late, end=False)
    yield (
        "LateFinish",
        _moment(row, days.finish(row, times.late_finish), times.late_finish, end=True),
    )
    yield "FreeSlack", str(times.free_float * _DAY)
    yield "TotalSlack", str(times.total_float * _DAY)


def _moment(row: ScheduleRow, day: date, boundary: int, *, end: bool) -> str:
    """A date with the time of day at which a row starts or ends."""
    starts, ends = row.plan.offsets
    at_end = not (ends if end else starts)
    # What takes no time and stands at the project start cannot stand at the end of a day.
    return f"{day}T{DAY_END if at_end and (boundary or starts) else DAY_START}"


def _duration(row: ScheduleRow) -> int:
    """What was done and what remains; the duration as planned of work that is not running."""
    started = row.actual_start and not row.actual_finish
    return max(row.plan.duration, row.remaining_duration) if started else row.plan.duration


def _resumes(row: ScheduleRow, days: ShownDays) -> tuple[str, str] | None:
    """Up to when running work is done, and when the rest of it goes on."""
    if not row.actual_start or row.actual_finish or not row.plan.duration:
        return None
    done = row.times.early_start + _duration(row) - row.remaining_duration
    rest = row.times.early_finish - row.remaining_duration
    stop = _moment(row, days.finish(row, done), done, end=True)
    if done == row.times.early_start:
        stop = _moment(row, days.start(row, done), done, end=False)
    return stop, _moment(row, days.start(row, rest), rest, end=False)


def _progress(row: ScheduleRow) -> Iterator[tuple[str, str]]:
    yield "PercentComplete", str(round(row.percent_complete))
    if row.actual_start:
        yield "ActualStart", _moment(row, row.actual_start, row.times.early_start, end=False)
    if row.actual_finish:
        yield "ActualFinish", _moment(row, row.actual_finish, row.times.early_finish, end=True)
    span = row.times.early_finish - row.times.early_start
    whole = _duration(row) if row.plan.kind.is_scheduled else span
    started = row.actual_start is not None
    done = whole - row.remaining_duration if started else 0
    yield "ActualDuration", _period_of(max(done, 0))
    yield "RemainingDuration", _period_of(row.remaining_duration if started else whole)


def _limits(row: ScheduleRow) -> Iterator[tuple[str, str]]:
    limit = row.plan.constraint if row.plan.kind is not RowKind.LEVEL_OF_EFFORT else None
    if row.plan.kind is RowKind.LEVEL_OF_EFFORT:  # Project has none: it stays where it stands
        limit = Constraint(ConstraintType.SNET, row.start)
    if limit is None:
        yield "ConstraintType", "0"
        return
    at_start = limit.type in _OF_STARTS
    if row.plan.kind.is_milestone:
        at_start = row.plan.kind is RowKind.START_MILESTONE
    when = f"{limit.date}T{DAY_START if at_start else DAY_END}"
    if limit.type is ConstraintType.DEADLINE:
        yield "ConstraintType", "0"
        yield "Deadline", when
    else:
        yield "ConstraintType", _CONSTRAINTS[limit.type]
        yield "ConstraintDate", when


def _link(task: etree._Element, link: Link, uids: Mapping[str, int]) -> None:
    uid = uids.get(link.predecessor.casefold())
    if uid is not None:
        values = [
            ("PredecessorUID", str(uid)),
            ("Type", _TYPES[link.type]),
            ("CrossProject", "0"),
            ("LinkLag", str(link.lag * _DAY)),
            ("LagFormat", IN_DAYS),
        ]
        put(etree.SubElement(task, "PredecessorLink"), values)


def _texts(task: etree._Element, row: ScheduleRow, uids: Mapping[str, int]) -> None:
    plan = row.plan
    kind = plan.kind.value if plan.kind in _KINDS_TO_TELL else ""
    supports = ", ".join(
        str(uids[one.casefold()]) for one in plan.supports if one.casefold() in uids
    )
    values = (plan.resource_type, plan.output, kind, supports)
    for number, value in zip(OUR_FIELDS, values, strict=True):
        if value:
            field = etree.SubElement(task, "ExtendedAttribute")
            put(field, [("FieldID", number), ("Value", value)])


def _baseline(task: etree._Element, row: ScheduleRow) -> None:
    if row.baseline_start and row.baseline_finish:
        starts, ends = row.plan.offsets
        values = [
            ("Number", "0"),
            ("Start", f"{row.baseline_start}T{DAY_START if starts else DAY_END}"),
            ("Finish", f"{row.baseline_finish}T{DAY_START if ends else DAY_END}"),
            ("Duration", _period_of(row.baseline_duration or 0)),
            ("DurationFormat", IN_DAYS),
        ]
        put(etree.SubElement(task, "Baseline"), values)


def _period_of(days: int) -> str:
    return f"PT{days * 8}H0M0S"

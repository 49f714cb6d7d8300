"""A computed schedule as flat records: CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

from generator.model.schedule import Schedule, ScheduleRow
from generator.schedule.links import format_links
from generator.schedule.shown import ShownDays, unique_ids

COLUMNS = (
    *("id", "external_id", "wbs", "name", "type", "duration"),
    *("early_start", "early_finish", "late_start", "late_finish", "start", "finish"),
    *("total_float", "free_float", "critical"),
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def write_csv(schedule: Schedule) -> bytes:
    """The rows as UTF-8 CSV with the columns of `COLUMNS`.

    Dates are ISO dates of inclusive working days, numbers whole, `critical` true or false;
    `external_id` is the UniqueID of Project. A text that a spreadsheet would take for a formula
    begins with an apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in _records(schedule):
        writer.writerow([_cell(record[column]) for column in COLUMNS])
    return stream.getvalue().encode()


def write_json(schedule: Schedule, name: str) -> bytes:
    """The schedule as JSON: the project, and under `rows` the columns of the CSV and the rest."""
    plans = {row.id: row for row in schedule.rows}
    data = {
        "project": {
            "name": name,
            "start": schedule.project_start,
            "finish": schedule.project_finish,
            "data_date": schedule.data_date,
            "workweek": [_WEEKDAYS[day] for day in schedule.workweek],
            "days_off": {str(day): label for day, label in schedule.holidays},
        },
        "rows": [
            {**record, **dict(_rest(plans[str(record["id"])]))} for record in _records(schedule)
        ],
    }
    return (json.dumps(data, default=str, indent=1, ensure_ascii=False) + "\n").encode()


def _records(schedule: Schedule) -> Iterator[dict[str, object]]:
    uids, days = unique_ids(schedule), ShownDays.of(schedule)
    for row in schedule.rows:
        plan, times = row.plan, row.times
        span = times.early_finish - times.early_start
        yield {
            "id": row.id,
            "external_id": uids[row.id],
            "wbs": plan.wbs,
            "name": plan.name,
            "type": plan.kind.value,
            "duration": plan.duration if plan.kind.is_scheduled else span,
            "early_start": days.start(row, times.early_start),
            "early_finish": days.finish(row, times.early_finish),
            "late_start": days.start(row, times.late_start),
            "late_finish": days.finish(row, times.late_finish),
            "start": row.start,
            "finish": row.finish,
            "total_float": times.total_float,
            "free_float": times.free_float,
            "critical": row.critical,
        }


def _rest(row: ScheduleRow) -> Iterator[tuple[str, object]]:
    """What the CSV has no column for; None where nothing was said."""
    plan = row.plan
    yield "parent", plan.parent or None
    yield "level", plan.level
    yield "predecessors", format_links(plan.links) or None
    yield "successors", format_links(row.successors) or None
    yield "constraint", str(plan.constraint) if plan.constraint else None
    yield "owner", plan.owner or None
    yield "output", plan.output or None
    yield "status", row.status.value
    yield "percent_complete", round(row.percent_complete, 2)
    yield "actual_start", row.actual_start
    yield "actual_finish", row.actual_finish
    yield "remaining_duration", row.remaining_duration
    yield "baseline_start", row.baseline_start
    yield "baseline_finish", row.baseline_finish


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value

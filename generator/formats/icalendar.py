"""A computed schedule as a calendar: an all-day event for each activity and milestone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from generator.model.schedule import Schedule, ScheduleRow

if TYPE_CHECKING:
    from icalendar import Event


def write_icalendar(schedule: Schedule, name: str) -> bytes:
    """The schedule as iCalendar (RFC 5545); the same schedule gives the same bytes.

    Summaries and levels of effort are left out: they span what is there. Events are free time, for
    work of a project does not block a day. They are stamped with the data date.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//pmopack//schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    stamp = datetime.combine(schedule.data_date, time(), UTC)
    domain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    for row in schedule.rows:
        if row.plan.kind.is_scheduled:
            calendar.add_component(_event(row, domain.strip("-").casefold(), stamp))
    return bytes(calendar.to_ical())


def _event(row: ScheduleRow, domain: str, stamp: datetime) -> Event:
    from icalendar import Event

    plan, event = row.plan, Event()
    event.add("uid", f"{row.id}@{domain or 'pmopack'}")
    event.add("dtstamp", stamp)
    event.add("summary", f"◆ {plan.name}" if plan.kind.is_milestone else plan.name)
    event.add("dtstart", row.start)
    event.add("dtend", row.finish + timedelta(1))  # the first day after it
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(_lines(row)))
    event.add("categories", [plan.kind.value.capitalize(), *(["Critical"] if row.critical else [])])
    return event


def _lines(row: ScheduleRow) -> list[str]:
    lines = [f"ID {row.id}, WBS {row.plan.wbs}", f"Status: {row.status.value}"]
    lines.append(f"Total float: {row.times.total_float} working days")
    if row.plan.owner:
        lines.append(f"Owner: {row.plan.owner}")
    return lines

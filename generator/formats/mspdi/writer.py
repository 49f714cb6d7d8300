"""A computed schedule as an MSPDI file, which Microsoft Project opens.

Every row carries its early and late dates, its floats, its actuals and its baseline. Owners are the
tasks' contacts: as resources, Project would load them with all hours of their work.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lxml import etree

from generator.formats.mspdi.elements import NAMESPACE
from generator.formats.mspdi.rows import DAY_END, DAY_START, IN_DAYS, put, write_tasks
from generator.formats.mspdi.tasks import OUR_FIELDS
from generator.model.schedule import Schedule


def write_mspdi(schedule: Schedule, name: str) -> bytes:
    """The schedule as the bytes of an MSPDI file; the same schedule gives the same bytes.

    Args:
        name: of the project.
    """
    root = etree.Element("Project", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    put(root, _project(schedule, name))
    _fields(root)
    _calendar(root, schedule)
    write_tasks(root, schedule)
    etree.SubElement(root, "Resources")
    etree.SubElement(root, "Assignments")
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) + b"\n"


def _project(schedule: Schedule, name: str) -> Iterator[tuple[str, str]]:
    yield "SaveVersion", "14"
    yield "Name", name
    yield "Title", name
    yield "ScheduleFromStart", "1"
    yield "StartDate", f"{schedule.project_start}T{DAY_START}"
    yield "FinishDate", f"{schedule.project_finish}T{DAY_END}"
    yield "CriticalSlackLimit", "0"
    yield "CalendarUID", "1"
    yield "DefaultStartTime", DAY_START
    yield "DefaultFinishTime", DAY_END
    yield "MinutesPerDay", "480"
    yield "MinutesPerWeek", str(480 * len(schedule.workweek))
    yield "DaysPerMonth", "20"
    yield "DefaultTaskType", "1"
    yield "DurationFormat", IN_DAYS
    yield "HonorConstraints", "0"  # logic first: a limit makes negative float
    yield "NewTasksEstimated", "0"
    yield "StatusDate", f"{schedule.data_date}T{DAY_END}"


def _fields(root: etree._Element) -> None:
    fields = etree.SubElement(root, "ExtendedAttributes")
    for n, (number, alias) in enumerate(OUR_FIELDS.items(), 1):
        field = etree.SubElement(fields, "ExtendedAttribute")
        put(field, [("FieldID", number), ("FieldName", f"Text{n}"), ("Alias", alias)])


def _calendar(root: etree._Element, schedule: Schedule) -> None:
    calendar = etree.SubElement(etree.SubElement(root, "Calendars"), "Calendar")
    head = [("UID", "1"), ("Name", "Standard"), ("IsBaseCalendar", "1"), ("BaseCalendarUID", "-1")]
    put(calendar, head)
    days = etree.SubElement(calendar, "WeekDays")
    for number in range(1, 8):  # 1 is Sunday
        day = etree.SubElement(days, "WeekDay")
        works = (number + 5) % 7 in schedule.workweek
        put(day, [("DayType", str(number)), ("DayWorking", str(int(works)))])
        if works:
            times = etree.SubElement(day, "WorkingTimes")
            for begin, end in ((DAY_START, "12:00:00"), ("13:00:00", DAY_END)):
                time = etree.SubElement(times, "WorkingTime")
                put(time, [("FromTime", begin), ("ToTime", end)])
    for off, _ in schedule.holidays:
        day = etree.SubElement(days, "WeekDay")
        put(day, [("DayType", "0"), ("DayWorking", "0")])
        _period(day, off)
    exceptions = etree.SubElement(calendar, "Exceptions")
    for off, name in schedule.holidays:
        exception = etree.SubElement(exceptions, "Exception")
        put(exception, [("EnteredByOccurrences", "0")])
        _period(exception, off)
        rest = [("Occurrences", "1"), ("Name", name), ("Type", "1"), ("DayWorking", "0")]
        put(exception, rest)


def _period(parent: etree._Element, day: date) -> None:
    period = etree.SubElement(parent, "TimePeriod")
    put(period, [("FromDate", f"{day}T00:00:00"), ("ToDate", f"{day}T23:59:00")])

"""A file of Microsoft Project as a plan in whole working days.

ID is the UniqueID; outline and WBS are as in the file. What whole working days, one calendar and
work without interruption cannot say is rounded or left out, and listed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lxml import etree

from generator.errors import InputError, Place, Problem, errors_of
from generator.formats.mspdi.calendars import WorkTimes, work_times
from generator.formats.mspdi.elements import MAX_ROWS, SAVE_AS, Element, parse_project
from generator.formats.mspdi.tasks import Task, TaskReader
from generator.model.imported import ImportedPlan
from generator.schedule.expand import expand_links
from generator.schedule.imported import calendar_of
from generator.schedule.losses import Losses

_STANDARD = 1


def read_mspdi(data: bytes, file: str) -> tuple[ImportedPlan, tuple[Problem, ...]]:
    """The plan of an MSPDI file, and a warning for everything that did not fit.

    Args:
        data: the file's bytes.
        file: its name, for places and as the source of the plan.

    Raises:
        InputError: no MSPDI file, or one whose values or links cannot be used.
    """
    root = parse_project(data, file)
    try:
        return _read(root, file)
    except OverflowError as overflow:  # a date before the year 1 or after 9999
        fact = f"a date or a number is too great ({overflow})"
        raise InputError([Problem(Place(file), fact, "correct it in Project")]) from overflow


def _read(project: etree._Element, file: str) -> tuple[ImportedPlan, tuple[Problem, ...]]:
    problems: list[Problem] = []
    losses = Losses()
    root = Element(project, file, problems)
    raw = {one.number("UID"): one for one in root.children("Calendars", "Calendar")}
    own = root.number("CalendarUID", _STANDARD)
    times = work_times(own, raw, losses)
    other = {
        uid: calendar.text("Name")
        for uid, calendar in raw.items()
        if calendar.flag("IsBaseCalendar")
        and uid != own
        and work_times(uid, raw, Losses()) != times
    }
    reader = TaskReader(root, times, other, losses)
    tasks = reader.tasks(root.text("Title") or root.text("Name") or file)
    problems += reader.problems
    if len(tasks) > MAX_ROWS:
        fact = f"the file has {len(tasks):,} tasks, more than {MAX_ROWS:,}"
        raise InputError([Problem(Place(file), fact, "split the project")])
    if not any(task.row.kind.is_scheduled for task in tasks):
        remedy = "add the tasks in Project, then save it as XML again"
        raise InputError([*problems, Problem(Place(file), "the file has no tasks", remedy)])
    rows, wrong = expand_links([task.row for task in tasks], losses)
    start = _start(root, tasks, times, losses)
    plan = ImportedPlan(
        name=tasks[0].row.name,
        source=file,
        start=start,
        data_date=None,
        workweek=times.workweek,
        days_off=times.days_off,
        rows=rows,
        progress={task.row.id: task.progress for task in tasks if task.progress},
        baseline={task.row.id: task.baseline for task in tasks if task.baseline},
        dates={task.row.id: task.dates for task in tasks},
        place=Place(file),
    )
    plan = replace(plan, data_date=_data_date(root, plan.last_actual, times, losses))
    if root.has("ScheduleFromStart") and not root.flag("ScheduleFromStart"):
        losses.add(
            Place(file),
            "the project",
            "it is scheduled from its finish in Project; here it is scheduled from its start",
            "projects are scheduled from their start",
            "schedule it from its start in Project: Project Information",
        )
    _note_interrupted(plan, tasks, losses)
    if errors := errors_of([*problems, *wrong]):
        raise InputError(errors)
    return plan, (*problems, *wrong, *losses.problems())


def _start(root: Element, tasks: list[Task], times: WorkTimes, losses: Losses) -> date:
    """The project start; earlier where work started earlier."""
    given = root.time("StartDate")
    shown = [begin for task in tasks if (begin := task.dates[0])]
    if given is None and not shown:
        fact = "the file has no `StartDate` and no task has a `Start`"
        raise InputError([Problem(root.place, fact, SAVE_AS)])
    start = given.date() if given else min(shown)
    if given and times.part_of_day(given) == 1:
        start += timedelta(1)
    begun = [
        day
        for task in tasks
        if task.progress
        for day in (task.progress.actual_start, task.progress.actual_finish)
        if day
    ]
    if begun and min(begun) < start:
        losses.add(
            root.place,
            "the project",
            f"work started on {min(begun)}, before its start on {start}; it starts with that work",
            "projects start with their work",
            "correct the start of the project or the actual dates in Project",
        )
        return min(begun)
    return start


def _data_date(root: Element, last: date | None, times: WorkTimes, losses: Losses) -> date | None:
    """The status date as the end of a day; where actuals go further, the last of them."""
    given = root.time("StatusDate")
    status = given.date() if given else None
    if given and times.part_of_day(given) == 0:
        status = given.date() - timedelta(1)
    if not (status and last and status < last):
        return status
    losses.add(
        root.place,
        "the project",
        f"its status date is {status}, and work started or finished until {last}; that is the "
        "data date",
        "the data date is the last actual date",
        "set the status date in Project: Project Information",
    )
    return last


def _note_interrupted(plan: ImportedPlan, tasks: list[Task], losses: Losses) -> None:
    """Lists unstarted work that lasts longer in the file than its duration: split or held up."""
    calendar = calendar_of(plan)
    for task in tasks:
        row, (start, finish) = task.row, task.dates
        if not (row.duration and task.is_even and start and finish) or task.progress:
            continue
        days = calendar.last_day(finish) - calendar.next_day(start) + 1
        if days > row.duration + 1:
            what = f"its {row.duration} days take {days} in Project: it is split or waits for its "
            losses.add(
                row.place,
                f"{row.id} '{row.name[:60]}'",
                what + "resources; here it is done without interruption",
                "activities are split or wait for their resources",
                "change it in Project and import again, or accept it",
            )

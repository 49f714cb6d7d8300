"""Progress: what was said of the work, checked and turned into boundaries and remaining days.

    actual start        last working day on or before it, less 1 (0 for what takes no time)
    actual finish       last working day on or before it
    remaining duration  as said, else duration x (1 - % complete), to 6 decimals and then up

A start milestone shows the day after its boundary: both of its actual boundaries are one less.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.errors import Place, Problem, Severity
from generator.model.progress import Progress
from generator.model.schedule import PlanRow
from generator.schedule.calendar import Calendar
from generator.schedule.network import Network

Standing: TypeAlias = tuple[float, date | None, date | None]
"""Percent complete, actual start, actual finish."""


@dataclass(frozen=True, slots=True)
class Work:
    """What remains of the rows of a network, and what has happened; all by index.

    Attributes:
        remaining: working days, 0 of a finished row and of a milestone.
        started, finished: the actual boundaries of the rows that have.
    """

    remaining: Sequence[int]
    started: Mapping[int, int]
    finished: Mapping[int, int]


def work_of(network: Network, said: Mapping[str, Progress], calendar: Calendar) -> Work:
    """What remains of a network; `said` by case-folded ID has no errors."""
    remaining: list[int] = []
    started: dict[int, int] = {}
    finished: dict[int, int] = {}
    for i, row in enumerate(network.rows):
        one = said.get(row.id.casefold())
        if one is None:
            remaining.append(0 if row.kind.is_milestone else row.duration)
            continue
        start, finish = actual_dates(row, one)
        if start:
            started[i] = calendar.start_boundary(start, row)
        if finish:
            finished[i] = calendar.finish_boundary(finish, row)
        remaining.append(remaining_duration(row, one))
    return Work(remaining, started, finished)


def actual_dates(row: PlanRow, said: Progress) -> tuple[date | None, date | None]:
    """The actual start and finish of a row; for a milestone either date is both."""
    start, finish = said.actual_start, said.actual_finish
    return (start or finish, finish or start) if row.kind.is_milestone else (start, finish)


def remaining_duration(row: PlanRow, said: Progress) -> int:
    """The working days of a row that are still to be done."""
    if row.kind.is_milestone or said.actual_finish:
        return 0
    if said.remaining_duration is not None:
        return math.ceil(round(said.remaining_duration, 6))
    return math.ceil(round(row.duration * (1 - (said.percent_complete or 0) / 100), 6))


def standing(row: PlanRow, said: Progress) -> Standing:
    """How a row stands; what is done follows from what remains where nobody says it."""
    start, finish = actual_dates(row, said)
    if finish:
        return 100.0, start, finish
    percent, remaining = said.percent_complete, said.remaining_duration
    if percent is None and remaining is not None and row.duration:
        percent = max(0.0, 100 * (1 - remaining / row.duration))
    return float(percent or 0), start, None


def progress_problems(
    plan: Sequence[PlanRow],
    calendar: Calendar,
    data_date: date,
    progress: Mapping[str, Progress],
    *,
    warnings: bool = True,
) -> tuple[Problem, ...]:
    """All that is wrong or needs a second look in what was said, in the order it was said.

    Errors are what the engine cannot compute with; warnings say what it makes of the rest. Each
    has the place of the progress, or of its row where the progress has none.
    """
    problems: list[Problem] = []
    rows = {row.id.casefold(): row for row in plan} if progress else {}
    for row_id, said in progress.items():
        row = rows.get(row_id.casefold())
        place = said.place if said.place.file or not row else row.place
        if row is None:
            fact = f"there is progress for {row_id}, which is no row of the schedule"
            problems.append(Problem(place, fact, "use the ID of an activity of the schedule"))
        elif not row.kind.is_scheduled:
            if warnings and said != Progress(place=said.place):
                fact = f"{row.id} is a {row.kind.value}: its progress is that of its work"
                remedy = "what is given is not used; clear it"
                problems.append(Problem(place, fact, remedy, Severity.WARNING))
        else:
            errors = list(_errors(row, said, calendar.project_start, data_date, place))
            problems += errors
            if warnings and not errors:
                problems += _warnings(row, said, calendar, place)
    return tuple(problems)


def _errors(
    row: PlanRow, said: Progress, project_start: date, data_date: date, place: Place
) -> Iterator[Problem]:
    start, finish = said.actual_start, said.actual_finish
    percent, remaining = said.percent_complete, said.remaining_duration
    if percent is not None and not 0 <= percent <= 100:
        yield Problem(place, f"{row.id} is {percent:g} % complete", "give 0 to 100 %")
    if remaining is not None and not 0 <= remaining < math.inf:
        fact = f"the remaining duration of {row.id} is {remaining:g} days"
        yield Problem(place, fact, "give working days, 0 or more")
    if finish and not start and not row.kind.is_milestone:
        fact = f"{row.id} has an actual finish and no actual start"
        yield Problem(place, fact, "give the day it started")
    if start and finish and finish < start:
        fact = f"{row.id} finished on {finish}, before it started on {start}"
        yield Problem(place, fact, "correct one of the two dates")
    if start and finish and finish > start and row.kind.is_milestone:
        fact = f"the milestone {row.id} started on {start} and finished on {finish}"
        yield Problem(place, fact, "a milestone happens on one day: give that day")
    for name, day in (("start", start), ("finish", finish)):
        if day and day < project_start:
            fact = f"the actual {name} of {row.id}, {day}, is before the project start"
            remedy = f"the project starts on {project_start}: correct one of the two dates"
            yield Problem(place, fact, remedy)
        elif day and day > data_date:
            fact = f"the actual {name} of {row.id}, {day}, is after the data date {data_date}"
            yield Problem(place, fact, "give what has happened by the data date, or move that date")


def _warnings(row: PlanRow, said: Progress, calendar: Calendar, place: Place) -> Iterator[Problem]:
    def warning(fact: str, remedy: str) -> Problem:
        return Problem(place, fact, remedy, Severity.WARNING)

    start, finish = actual_dates(row, said)
    percent = said.percent_complete
    if percent and not start:
        fact = f"{row.id} is {percent:g} % complete and has no actual start"
        if row.kind.is_milestone:
            yield warning(fact, "a milestone has happened once it has an actual date; give it")
        else:
            yield warning(fact, "it counts as not started with less to do; give an actual start")
    elif start and not finish and not remaining_duration(row, said):
        fact = f"nothing remains of {row.id} and it has no actual finish"
        yield warning(fact, "it counts as not finished; give an actual finish")
    if finish and ((percent is not None and percent < 100) or said.remaining_duration):
        fact = f"{row.id} is finished, and work is said to remain"
        yield warning(fact, "the actual finish counts; clear it or the rest")
    for day in sorted({day for day in (said.actual_start, said.actual_finish) if day}):
        if not calendar.is_working_day(day):
            counted = calendar.day(calendar.last_day(day))
            fact = f"{row.id} has an actual date on a day off, {day}"
            yield warning(fact, f"it counts as {counted}; correct the date or the calendar")

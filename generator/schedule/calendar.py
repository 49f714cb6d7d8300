"""Working days, and the boundaries between them.

Boundary 0 is the start of the first working day on or after the project start; boundary n is the
end of the n-th working day and at once the start of the next one. Day n is the n-th working day.
A project start on a day off therefore needs no rule of its own: work starts on the next working
day. In spreadsheet terms, with PS the project start:

    day n                      WORKDAY.INTL(PS-1, n, weekend, Holidays)
    last_day(d), d >= PS       NETWORKDAYS.INTL(PS, d, weekend, Holidays)
    next_day(d), d >  PS       NETWORKDAYS.INTL(PS, d-1, weekend, Holidays) + 1
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from datetime import MAXYEAR, date, timedelta
from typing import TypeAlias

from generator.errors import Problem
from generator.model.project import Project
from generator.model.schedule import PlanRow

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)

# Holidays by country, subdivision and year.
Known: TypeAlias = MutableMapping[tuple[str, str, int], Mapping[date, str]]


def holiday_list(country: str, subdivision: str = "", years: Iterable[int] = ()) -> dict[date, str]:
    """The public holidays of those years with their English names, observed days among them.

    An empty country has none.

    Raises:
        ValueError: the country or the subdivision is not known.
    """
    if not country:
        return {}
    import holidays

    try:
        found = holidays.country_holidays(
            country, subdiv=subdivision or None, years=list(years), language="en_US"
        )
    except NotImplementedError as unknown:
        raise ValueError(str(unknown)) from unknown
    return dict(found.items())


def project_calendar(
    project: Project, known: Known | None = None
) -> tuple[Calendar, tuple[Problem, ...]]:
    """The calendar of a project; where its holidays are unknown, one without holidays.

    Args:
        known: holidays found earlier; those found now are added.
    """
    given = project.config.calendar
    country, _, subdivision = given.holidays.partition("-")
    closures = {
        closure.start + timedelta(days): closure.name
        for closure in given.closures
        for days in range((closure.end - closure.start).days + 1)
    }

    def calendar(country: str, subdivision: str) -> Calendar:
        return Calendar(
            project.config.start_date,
            workweek=given.workweek,
            country=country,
            subdivision=subdivision,
            closures=closures,
            known=known,
        )

    try:
        return calendar("" if country == "none" else country, subdivision), ()
    except ValueError:
        fact = f"the holidays of `{given.holidays}` are not known"
        remedy = "write a country code such as US, one with a state such as US-VA, or none"
        return calendar("", ""), (Problem(project.place("calendar.holidays"), fact, remedy),)


class Calendar:
    """The working days of a project.

    Args:
        project_start: no work is planned before this date.
        workweek: the weekdays worked, Monday is 0.
        country, subdivision: whose public holidays are days off; no country, no holidays.
        closures: further days off with their names.
        known: holidays found earlier; those found now are added.

    Raises:
        ValueError: the country is unknown, or the work week names no weekday.
    """

    def __init__(
        self,
        project_start: date,
        *,
        workweek: Collection[int] = MONDAY_TO_FRIDAY,
        country: str = "US",
        subdivision: str = "",
        closures: Mapping[date, str] | None = None,
        known: Known | None = None,
    ) -> None:
        self.project_start = project_start
        self.workweek = tuple(sorted(set(workweek)))
        if not self.workweek or not set(self.workweek) <= set(range(7)):
            raise ValueError("a work week needs at least one weekday from 0 (Monday) to 6 (Sunday)")
        self._where = (country, subdivision)
        self._closures = dict(closures or {})
        self._public = {} if known is None else known
        self._off: dict[int, dict[date, str]] = {}
        self._days: list[int] = []  # ordinals: a date is made only when one is asked for
        self._next_year = project_start.year
        self._read_years(project_start.year + 2)

    def is_working_day(self, day: date) -> bool:
        """Whether work is done on that day."""
        return day.weekday() in self.workweek and day not in self._days_off(day.year)

    def day(self, number: int) -> date:
        """The n-th working day, counted from 1; day 1 for anything less.

        Raises:
            OverflowError: no such day before the end of the year 9999.
        """
        while number > len(self._days):
            self._read_years(self._next_year + max(4, self._next_year - self.project_start.year))
        return date.fromordinal(self._days[max(number, 1) - 1])

    def last_day(self, day: date) -> int:
        """The number of the last working day on or before a date, 0 or less before the start."""
        if day < self.project_start:
            return -self._working_days_between(day + timedelta(1), self.project_start)
        self._reach(day)
        return bisect_right(self._days, day.toordinal())

    def next_day(self, day: date) -> int:
        """The number of the first working day on or after a date, 0 or less before the start."""
        if day < self.project_start:
            return 1 - self._working_days_between(day, self.project_start)
        self._reach(day)
        return bisect_left(self._days, day.toordinal()) + 1

    def data_boundary(self, data_date: date) -> int:
        """The boundary at the end of the data date; 0 up to the project start itself."""
        return 0 if data_date <= self.project_start else self.last_day(data_date)

    def start_date(self, boundary: int, row: PlanRow) -> date:
        """The day a row shows that starts at a boundary."""
        return self.day(boundary + row.offsets[0])

    def finish_date(self, boundary: int, row: PlanRow) -> date:
        """The day a row shows that finishes at a boundary."""
        return self.day(boundary + row.offsets[1])

    def start_boundary(self, day: date, row: PlanRow) -> int:
        """Where a row starts that started on a day; on a day off, as on the working day before."""
        return max(0, self.last_day(day) - row.offsets[0])

    def finish_boundary(self, day: date, row: PlanRow) -> int:
        """Where a row ends that ended on a day; on a day off, as on the working day before."""
        return max(0, self.last_day(day) - row.offsets[1])

    def days_off(self, until: int) -> tuple[tuple[date, str], ...]:
        """The holidays and closures on days of the work week, up to the end of a year."""
        return tuple(
            (day, name)
            for year in range(self.project_start.year, min(until, MAXYEAR) + 1)
            for day, name in sorted(self._days_off(year).items())
            if day.weekday() in self.workweek
        )

    def _days_off(self, year: int) -> dict[date, str]:
        if year not in self._off:
            if (*self._where, year) not in self._public:
                self._public[*self._where, year] = holiday_list(*self._where, (year,))
            public = {**self._public[*self._where, year]}
            # An observed day can fall into the year before its holiday: keep what is this year's.
            self._off[year] = {
                day: name for day, name in (public | self._closures).items() if day.year == year
            }
        return self._off[year]

    def _reach(self, day: date) -> None:
        if day.year >= self._next_year:
            self._read_years(day.year)

    def _read_years(self, last: int) -> None:
        if self._next_year > MAXYEAR:
            raise OverflowError("the schedule runs past the year 9999")
        last = min(last, MAXYEAR)
        first = max(self.project_start, date(self._next_year, 1, 1)).toordinal()
        off = {
            day.toordinal() for y in range(self._next_year, last + 1) for day in self._days_off(y)
        }
        weekdays = {(weekday + 1) % 7 for weekday in self.workweek}  # ordinal 1 is a Monday
        self._days += [
            ordinal
            for ordinal in range(first, date(last, 12, 31).toordinal() + 1)
            if ordinal % 7 in weekdays and ordinal not in off
        ]
        self._next_year = last + 1

    def _working_days_between(self, first: date, end: date) -> int:
        days = map(date.fromordinal, range(first.toordinal(), end.toordinal()))
        return sum(map(self.is_working_day, days))

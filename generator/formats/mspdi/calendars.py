"""The calendar of an MSPDI file: the work week, the days off, the hours of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from generator.errors import Place
from generator.formats.mspdi.elements import Element
from generator.formats.mspdi.recurring import days_between, recurring_days
from generator.schedule.losses import Losses

_FULL_DAY = 480
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class WorkTimes:
    """When the project works.

    Attributes:
        workweek: the weekdays worked, Monday is 0.
        day: minutes of a working day.
        start, end: when a working day starts and ends, in minutes after midnight.
        days_off: on days of the work week, with their names.
    """

    workweek: tuple[int, ...] = (0, 1, 2, 3, 4)
    day: int = _FULL_DAY
    start: int = 480
    end: int = 1020
    days_off: tuple[tuple[date, str], ...] = ()

    def days(self, minutes: Fraction) -> Fraction:
        """Working minutes as working days."""
        return minutes / self.day

    def part_of_day(self, when: datetime) -> Fraction:
        """How much of the working day has passed: 0 at its start, 1 at its end."""
        passed = when.hour * 60 + when.minute - self.start
        if passed <= 0 or passed >= self.end - self.start:
            return Fraction(passed > 0)
        return Fraction(passed, self.end - self.start)


def work_times(uid: int, raw: Mapping[int, Element], losses: Losses) -> WorkTimes:
    """The times of a calendar, on top of those of the calendars it is based on.

    Args:
        uid: its UID; where there is none, Monday to Friday with eight hours.
        raw: the `Calendar` elements by UID.
        losses: takes what does not fit whole working days.
    """
    chain: list[Element] = []
    while uid in raw and raw[uid] not in chain and len(chain) < 20:
        chain.append(raw[uid])
        uid = raw[uid].number("BaseCalendarUID", -1)
    if not chain:
        return WorkTimes()
    week: dict[int, tuple[int, int, int]] = {}
    off: dict[date, str] = {}
    worked: set[date] = set()
    for calendar in reversed(chain):
        name = calendar.text("Name")
        for day in calendar.children("WeekDays", "WeekDay"):
            kind = day.number("DayType")
            if 1 <= kind <= 7:
                week[(kind + 5) % 7] = _hours(day)
            elif kind == 0:
                _except(day, day, "", off, worked)
        for one in calendar.children("Exceptions", "Exception"):
            label = one.text("Name")
            if (days := recurring_days(one)) is None:
                what = f"the recurring exception '{label}' is left out"
                _note(losses, one.place, name, what)
            else:
                for off_day in days:
                    _mark(off_day, one.flag("DayWorking"), label, off, worked)
    return _settled(week, off, worked, chain, losses)


def _settled(
    week: Mapping[int, tuple[int, int, int]],
    off: Mapping[date, str],
    worked: set[date],
    chain: list[Element],
    losses: Losses,
) -> WorkTimes:
    full = {weekday: hours for weekday, hours in week.items() if hours[0]}
    if not full:
        full = dict.fromkeys(range(5), (_FULL_DAY, 480, 1020))
    minutes, start, end = Counter(full.values()).most_common(1)[0][0]
    place, name = chain[0].place, chain[0].text("Name")
    for weekday, hours in sorted(full.items()):
        if hours[0] != minutes:
            of = f"{hours[0] / 60:g} of {minutes / 60:g} hours"
            _note(losses, place, name, f"{_WEEKDAYS[weekday]} has {of}; it counts whole")
    for day in sorted(worked):
        if day.weekday() not in full:
            _note(losses, place, name, f"work on {day}, a day off by its weekday, is left out")
    days_off = tuple((day, off[day]) for day in sorted(off) if day.weekday() in full)
    return WorkTimes(tuple(sorted(full)), minutes, start, end, days_off)


def _hours(day: Element) -> tuple[int, int, int]:
    """Minutes worked on a weekday, when it starts and when it ends."""
    if not day.flag("DayWorking"):
        return 0, 0, 0
    times = [
        (_minute(one.text("FromTime")), _minute(one.text("ToTime")) or 1440)
        for one in day.children("WorkingTimes", "WorkingTime")
    ]
    times = [(begin, end) for begin, end in times if begin < end]
    if not times:
        return _FULL_DAY, 480, 1020
    return sum(end - begin for begin, end in times), times[0][0], times[-1][1]


def _minute(text: str) -> int:
    try:
        at = time.fromisoformat(text[:8])
    except ValueError:
        return 0
    return at.hour * 60 + at.minute


def _except(
    period: Element, day: Element, name: str, off: dict[date, str], worked: set[date]
) -> None:
    for span in period.children("TimePeriod"):
        first, last = span.time("FromDate"), span.time("ToDate")
        if first and last:
            for one in days_between(first.date(), last.date()):
                _mark(one, day.flag("DayWorking"), name, off, worked)


def _mark(day: date, is_worked: bool, name: str, off: dict[date, str], worked: set[date]) -> None:
    if is_worked:
        worked.add(day)
        off.pop(day, None)
    else:
        worked.discard(day)
        off[day] = name or off.get(day, "") or "Day off"


def _note(losses: Losses, place: Place, calendar: str, what: str) -> None:
    kind = "rules of calendars do not fit whole working days"
    losses.add(place, f"calendar '{calendar}'", what, kind, "give the days off in project.yml")

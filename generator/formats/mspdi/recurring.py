"""Exceptions of a Project calendar that come again: every 4 July, the last Monday of May."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from generator.formats.mspdi.elements import Element

_DAILY, _YEARLY, _YEARLY_BY_POSITION, _WEEKLY = 1, 2, 3, 6
_MOST_DAYS = 20_000  # fifty years; no calendar of a project has more


def days_between(first: date, last: date) -> list[date]:
    """The days from the first to the last."""
    return [first + timedelta(n) for n in range(min((last - first).days + 1, _MOST_DAYS))]


def recurring_days(exception: Element) -> list[date] | None:
    """The days of an exception in order; None for a rule that is not read.

    Read are days and spans of days, every year on a date or on a weekday such as the last Monday of
    a month, and weekly.
    """
    span = next(exception.children("TimePeriod"), None)
    first = span.time("FromDate") if span else None
    last = span.time("ToDate") if span else None
    if first is None or last is None:
        return []
    days = days_between(first.date(), last.date())
    kind = exception.number("Type", _DAILY)
    period = max(exception.number("Period", 1), 1)
    count = exception.number("Occurrences") or len(days)
    if kind == _DAILY:
        return list(islice(days[::period], count if period > 1 else None))
    if kind == _YEARLY:
        at = (exception.number("Month") + 1, exception.number("MonthDay"))
        return [day for day in days if (day.month, day.day) == at]
    item = exception.number("MonthItem")
    if kind == _YEARLY_BY_POSITION and 3 <= item <= 9:
        weekday = (item - 4) % 7  # 3 is Sunday
        month, position = exception.number("Month") + 1, exception.number("MonthPosition")
        return [
            day
            for day in days
            if day.month == month and day.weekday() == weekday and _is_at(day, position)
        ]
    if kind == _WEEKLY and period == 1:
        mask = exception.number("DaysOfWeek")  # bit 0 is Sunday
        return [day for day in days if mask >> ((day.weekday() + 1) % 7) & 1]
    return None


def _is_at(day: date, position: int) -> bool:
    """Whether a day is the first to fourth (0 to 3) or the last (4) of its weekday in the month."""
    if position == 4:
        return (day + timedelta(7)).month != day.month
    return (day.day - 1) // 7 == position

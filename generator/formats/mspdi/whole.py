"""Durations, lags and moments of Microsoft Project in whole working days; what is rounded is noted.

Project counts minutes. A moment is the start of a working day, its end, or within it; the end of a
day and the start of the next working day are the same moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from generator.errors import Place
from generator.formats.mspdi.calendars import WorkTimes
from generator.formats.mspdi.elements import Element
from generator.schedule.losses import Losses, shown_days, whole_days

ELAPSED = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
"""Formats of durations and lags that count all hours of all days."""

_PERCENT = frozenset({19, 20, 51, 52})
_WHOLE = "write whole working days in Project, or accept the rounding"


@dataclass(frozen=True, slots=True)
class Rounder:
    """Rounds what a file says of one row after the other.

    Attributes:
        times: the calendar of the project.
        losses: takes what is rounded.
        days_off: those of the calendar.
    """

    times: WorkTimes
    losses: Losses
    days_off: frozenset[date]

    def duration(self, task: Element, who: str) -> tuple[int, Fraction]:
        """The whole working days of a task, and its exact ones."""
        minutes = max(task.minutes("Duration", self.times.day), Fraction(0))
        if task.number("DurationFormat") in ELAPSED:
            exact, days = self._elapsed(minutes), shown_days(minutes / 1440)
            kind = "durations in elapsed days are turned into working days"
            what = f"its duration of {days} elapsed days counts as {whole_days(exact)} working days"
            self.losses.add(task.place, who, what, kind, _WHOLE)
        else:
            exact = self.times.days(minutes)
            if exact.denominator > 1:
                kind = "durations are rounded to whole working days"
                what = f"its duration of {shown_days(exact)} days is rounded to {whole_days(exact)}"
                self.losses.add(task.place, who, what, kind, _WHOLE)
        return whole_days(exact), exact

    def remaining(self, task: Element, who: str) -> float:
        """The working days that remain of a started task; the engine rounds them up."""
        days = self.times.days(task.minutes("RemainingDuration", self.times.day))
        if days.denominator > 1:
            kind = "remaining durations are rounded up to whole working days"
            what = f"its remaining {shown_days(days)} days are rounded up"
            self.losses.add(task.place, who, what, kind, _WHOLE)
        return max(round(float(days), 6), 0.0)

    def lag(self, link: Element, of: Fraction, who: str) -> int:
        """The whole working days of a link's lag; `of` is the duration a percentage is taken of."""
        tenths, kind = link.number("LinkLag"), link.number("LagFormat", 7)
        if kind in _PERCENT:
            exact, said = of * tenths / 100, f"{tenths} %"
        elif kind in ELAPSED:
            exact = self._elapsed(Fraction(tenths, 10))
            said = f"{shown_days(Fraction(tenths, 14_400))} elapsed days"
        else:
            exact = self.times.days(Fraction(tenths, 10))
            said = f"{shown_days(exact)} days"
        days = whole_days(abs(exact)) if exact > 0 else -whole_days(abs(exact))
        if tenths and (kind in _PERCENT or kind in ELAPSED or exact != days):
            what = f"the lag of {said} after {link.text('PredecessorUID')} counts as {days} days"
            kinds = "lags are turned into whole working days"
            self.losses.add(link.place, who, what, kinds, _WHOLE)
        return days

    def first_day(self, when: datetime) -> date:
        """The first working day of what starts at a moment; a day begun is that day."""
        if self.times.part_of_day(when) == 1:
            return self.next_working(when.date() + timedelta(1))
        return when.date()

    def last_day(self, when: datetime) -> date:
        """The last working day of what ends at a moment; a day begun is that day."""
        if self.times.part_of_day(when) == 0:
            return self._last_working(when.date() - timedelta(1))
        return when.date()

    def limit(
        self, when: datetime, *, at_start: bool, not_after: bool, place: Place, who: str
    ) -> date:
        """The day of a limit that holds at the start or at the end of a day.

        A limit within a day is one at its end, or at its start where it says "not after"; all of a
        day off is the moment between the working days around it.
        """
        if not self._is_worked(when.date()):
            return (self.next_working if at_start else self._last_working)(when.date())
        part = self.times.part_of_day(when)
        if 0 < part < 1:
            side = "start" if not_after else "end"
            what = f"its date {when:%Y-%m-%d %H:%M} counts as the {side} of that day"
            kind = "dates within a working day are rounded"
            self.losses.add(place, who, what, kind, _WHOLE)
            part = Fraction(not not_after)
        if at_start:
            return self.next_working(when.date() + timedelta(1)) if part else when.date()
        return when.date() if part else self._last_working(when.date() - timedelta(1))

    def next_working(self, day: date) -> date:
        """The first working day on or after a day."""
        while not self._is_worked(day):
            day += timedelta(1)
        return day

    def _last_working(self, day: date) -> date:
        while not self._is_worked(day):
            day -= timedelta(1)
        return day

    def _is_worked(self, day: date) -> bool:
        return day.weekday() in self.times.workweek and day not in self.days_off

    def _elapsed(self, minutes: Fraction) -> Fraction:
        """Minutes of all days and nights as working days."""
        return minutes / 1440 * len(self.times.workweek) / 7

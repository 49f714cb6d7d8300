"""A schedule that was planned elsewhere: in Microsoft Project, in Excel, in a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.errors import Place
from generator.model.progress import Baseline, Progress
from generator.model.schedule import PlanRow

ENDING = ".schedule.yml"
"""What the name of an imported schedule in `tasks/` ends with."""

Dates = tuple[date | None, date | None]
"""The start and the finish that a file shows of a row."""


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """The rows of a schedule from elsewhere, with its own calendar.

    Attributes:
        name: the project's name.
        source: the file it was read from.
        start: no work is planned before this date; None where project.yml says.
        data_date: up to when its actuals go; None where the file does not say.
        workweek: the weekdays worked, Monday is 0; none where project.yml says.
        days_off: with their names, in order.
        rows: in outline order; only rows that are scheduled have links.
        progress, baseline: by the ID of the row.
        dates: what the file shows of each row, to compare with what is computed.
    """

    name: str
    source: str
    start: date | None
    data_date: date | None
    workweek: tuple[int, ...]
    days_off: tuple[tuple[date, str], ...]
    rows: tuple[PlanRow, ...]
    progress: Mapping[str, Progress] = field(default_factory=dict)
    baseline: Mapping[str, Baseline] = field(default_factory=dict)
    dates: Mapping[str, Dates] = field(default_factory=dict, compare=False)
    place: Place = field(default=Place(""), compare=False)

    @property
    def last_actual(self) -> date | None:
        """The last day on which work started or finished."""
        said = self.progress.values()
        days = (day for one in said for day in (one.actual_start, one.actual_finish) if day)
        return max(days, default=None)

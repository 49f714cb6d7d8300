"""What people say of their work at a data date, and what it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.errors import Place


class Status(StrEnum):
    """The word for a row at the data date; the two late ones need a baseline."""

    NOT_STARTED = "Not started"
    LATE_START = "Late start"
    IN_PROGRESS = "In progress"
    OVERDUE = "Overdue"
    COMPLETE = "Complete"


@dataclass(frozen=True, slots=True)
class Progress:
    """What was said of one row; None is what nobody said.

    Only an actual start starts work and only an actual finish ends it. A milestone happens on one
    day: either of its two dates says which.

    Attributes:
        percent_complete: 0 to 100.
        remaining_duration: working days, a part of a day counting as one; beats the percentage.
        place: where it was said.
    """

    percent_complete: float | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    remaining_duration: float | None = None
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Baseline:
    """The dates and the duration, in working days, that a row is measured against."""

    start: date
    finish: date
    duration: int

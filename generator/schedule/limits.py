"""Date constraints as boundaries."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.schedule import Constraint, ConstraintType, PlanRow
from generator.schedule.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Limit:
    """A constraint in boundaries; None where it says nothing.

    A date on a day off is the next working day where it says "not before" or "on", and the working
    day before where it says "not after". On a milestone it is the day the milestone shows.
    """

    earliest_start: int | None = None
    pinned_start: int | None = None
    latest_finish: int | None = None


_OF_STARTS = (ConstraintType.SNET, ConstraintType.SNLT, ConstraintType.MSO)


def limit_of(
    row: PlanRow,
    constraint: Constraint,
    remaining: int,
    calendar: Calendar,
    *,
    started: bool = False,
) -> Limit:
    """What a constraint means for the remaining days of a row that is not finished.

    Of started work a constraint on its start says nothing any more.
    """
    if started and constraint.type in _OF_STARTS:
        return Limit()
    from_day, to_day = calendar.next_day(constraint.date), calendar.last_day(constraint.date)
    # The boundary of day n: its end for what ends, its start for what starts.
    starts, ends = row.offsets
    match constraint.type:
        case ConstraintType.SNET:
            return Limit(earliest_start=from_day - starts)
        case ConstraintType.FNET:
            return Limit(earliest_start=from_day - ends - remaining)
        case ConstraintType.MSO:
            start = from_day - starts
        case ConstraintType.MFO:
            start = from_day - ends - remaining
        case ConstraintType.SNLT:
            return Limit(latest_finish=to_day - starts + remaining)
        case ConstraintType.FNLT | ConstraintType.DEADLINE:
            return Limit(latest_finish=to_day - ends)
    return Limit(pinned_start=start, latest_finish=start + remaining)

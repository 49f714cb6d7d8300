"""The critical path method, in working-day boundaries.

Forward, over the links of a row of duration d with predecessor p and lag l:

    ES = max(0, data, FS: EFp+l, SS: ESp+l, FF: EFp+l-d, SF: ESp+l-d, SNET, FNET)    EF = ES+d

A pin (MSO, MFO) stands in the place of everything but 0 and the data date. Backward is the mirror,
from the end of the network:

    LF = min(end, FS: LSs-l, FF: LFs-l, SS: LSs-l+d, SF: LFs-l+d, SNLT, FNLT, deadline, MSO, MFO)
    LS = LF-d        total float = LF-EF

so no limit beats logic: it makes negative float. Free float is how far a row may slip before a
successor or the project end moves.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from generator.errors import InputError, Problem
from generator.model.schedule import (
    Constraint,
    ConstraintType,
    PlanRow,
    RowKind,
    Schedule,
    Times,
)
from generator.schedule.calendar import Calendar
from generator.schedule.network import Network, build_network
from generator.schedule.rollup import dated_rows

_LATER_YEARS = 5  # days off are listed this far past the finish, for edits that move it


@dataclass(frozen=True, slots=True)
class Limit:
    """A constraint in boundaries; None where it says nothing.

    A date on a day off is the next working day where it says "not before" or "on", and the working
    day before where it says "not after". On a milestone it is the day the milestone shows.
    """

    earliest_start: int | None = None
    pinned_start: int | None = None
    latest_finish: int | None = None


def limit_of(constraint: Constraint, duration: int, kind: RowKind, calendar: Calendar) -> Limit:
    """What a constraint means for a row of that duration."""
    from_day, to_day = calendar.next_day(constraint.date), calendar.last_day(constraint.date)
    # The boundary of day n: its end for what ends, its start for what starts.
    starts = 1 if duration or kind is RowKind.START_MILESTONE else 0
    ends = 1 if kind is RowKind.START_MILESTONE else 0
    match constraint.type:
        case ConstraintType.SNET:
            return Limit(earliest_start=from_day - starts)
        case ConstraintType.FNET:
            return Limit(earliest_start=from_day - ends - duration)
        case ConstraintType.MSO:
            start = from_day - starts
        case ConstraintType.MFO:
            start = from_day - ends - duration
        case ConstraintType.SNLT:
            return Limit(latest_finish=to_day - starts + duration)
        case ConstraintType.FNLT | ConstraintType.DEADLINE:
            return Limit(latest_finish=to_day - ends)
    return Limit(pinned_start=start, latest_finish=start + duration)


def network_times(
    network: Network, durations: Sequence[int], limits: dict[int, Limit], data_boundary: int = 0
) -> list[Times]:
    """Early and late boundaries and the floats of every row of a network, in its order of rows.

    `limits` holds the constrained rows by index.
    """
    starts, finishes = _forward(network, durations, limits, max(0, data_boundary))
    end = max(finishes, default=0)
    late_finishes, free = _backward(network, durations, limits, starts, finishes, end)
    return [
        Times(start, finish, late - duration, late, late - finish, slip)
        for start, finish, late, duration, slip in zip(
            starts, finishes, late_finishes, durations, free, strict=True
        )
    ]


def compute(
    plan: Sequence[PlanRow], calendar: Calendar, data_date: date, *, critical_float: int = 0
) -> Schedule:
    """The schedule of a plan: every row with its dates, floats and successors.

    A row is critical when its total float is at most `critical_float` working days.

    Raises:
        InputError: an ID or a link is wrong, or the work runs past the year 9999.
        LoopError: links lead back to where they started.
    """
    with _no_search_for_cycles():
        network = build_network(plan)
        durations = [0 if row.kind.is_milestone else row.duration for row in network.rows]
        try:
            limits = {
                i: limit_of(row.constraint, durations[i], row.kind, calendar)
                for i, row in enumerate(network.rows)
                if row.constraint
            }
            times = network_times(network, durations, limits, calendar.data_boundary(data_date))
            rows = dated_rows(plan, network, times, calendar, critical_float)
            finish = calendar.day(max((time.early_finish for time in times), default=0))
        except OverflowError as overflow:
            remedy = "shorten the durations and lags, or move the dates"
            raise InputError([Problem(plan[0].place, str(overflow), remedy)]) from overflow
    return Schedule(
        rows=rows,
        project_start=calendar.project_start,
        project_finish=finish,
        data_date=data_date,
        workweek=calendar.workweek,
        holidays=calendar.days_off(finish.year + _LATER_YEARS),
    )


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Holds the garbage collector, which took a third of the time of a large schedule.

    It looks for objects that refer to one another; the engine makes none.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _forward(
    network: Network, durations: Sequence[int], limits: dict[int, Limit], floor: int
) -> tuple[list[int], list[int]]:
    starts, finishes = [0] * len(durations), [0] * len(durations)
    for row in network.order:
        duration = durations[row]
        start = floor
        for predecessor, from_finish, to_finish, lag in network.into[row]:
            driven = (finishes if from_finish else starts)[predecessor] + lag
            if to_finish:
                driven -= duration
            if driven > start:
                start = driven
        if limit := limits.get(row):
            if limit.pinned_start is not None:
                start = max(floor, limit.pinned_start)
            elif limit.earliest_start is not None:
                start = max(start, limit.earliest_start)
        starts[row] = start
        finishes[row] = start + duration
    return starts, finishes


def _backward(
    network: Network,
    durations: Sequence[int],
    limits: dict[int, Limit],
    starts: Sequence[int],
    finishes: Sequence[int],
    end: int,
) -> tuple[list[int], list[int]]:
    late_finishes, free = [end] * len(durations), [end] * len(durations)
    for row in reversed(network.order):
        duration = durations[row]
        late, slip = end, end - finishes[row]
        for successor, from_finish, to_finish, lag in network.out_of[row]:
            allowed = late_finishes[successor] - lag
            gap = (finishes if to_finish else starts)[successor] - lag
            if not to_finish:
                allowed -= durations[successor]
            if from_finish:
                gap -= finishes[row]
            else:
                allowed += duration
                gap -= starts[row]
            if allowed < late:
                late = allowed
            if gap < slip:
                slip = gap
        if (limit := limits.get(row)) and limit.latest_finish is not None:
            late = min(late, limit.latest_finish)
        late_finishes[row] = late
        free[row] = slip
    return late_finishes, free

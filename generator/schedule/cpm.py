"""The critical path method with progress, in working-day boundaries.

Forward, over the links of a row with predecessor p and lag l; `rem` is what remains of the row, its
duration before it starts, and RS is where that remainder starts:

    RS = max(0, data, FS: EFp+l, SS: ESp+l, FF: EFp+l-rem, SF: ESp+l-rem, SNET, FNET)
    ES = actual start, else RS        EF = actual finish, else RS+rem

A pin (MSO, MFO) stands in the place of everything but 0 and the data date. Remaining work thus
keeps its logic: what started out of sequence goes on when its predecessors let it. Backward is the
mirror, from the end of the network, over the successors s that are not finished:

    LF = min(end, FS: LSs-l, FF: LFs-l, FNLT, deadline, MFO, and of a row that is not started
             SS: LSs-l+rem, SF: LFs-l+rem, SNLT, MSO)
    LS = LF-rem        total float = LF-EF, 0 of a finished row

so no limit beats logic: it makes negative float. A finished row is what it is: nothing moves it,
and what it waited for no longer has to make room for it. Free float is how far a row may slip
before a successor or the project end moves.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from generator.errors import InputError, Problem
from generator.model.progress import Baseline, Progress
from generator.model.schedule import PlanRow, Schedule, Times
from generator.schedule.baseline import Yardstick
from generator.schedule.calendar import Calendar
from generator.schedule.limits import Limit, limit_of
from generator.schedule.network import Network, build_network
from generator.schedule.progress import Work, progress_problems, work_of
from generator.schedule.rollup import dated_rows

_LATER_YEARS = 5  # days off are listed this far past the finish, for edits that move it
_NEVER = 1 << 60  # the late start and finish of a finished row, as its predecessors see them


def compute(
    plan: Sequence[PlanRow],
    calendar: Calendar,
    data_date: date,
    *,
    progress: Mapping[str, Progress] | None = None,
    baseline: Mapping[str, Baseline] | None = None,
    critical_float: int = 0,
    to_data_date: bool = True,
) -> Schedule:
    """The schedule of a plan at a data date: every row with its dates, floats and successors.

    Args:
        progress: what was said of the rows, by ID in any case; `progress_problems` tells
            beforehand what is wrong in it.
        baseline: what the rows are measured against, by ID in any case.
        critical_float: a row is critical when its total float is at most so many working days.
        to_data_date: nothing that remains is planned before the data date; without it unstarted
            work may start earlier and running work goes on from where it stands, as Microsoft
            Project has it until somebody moves the rest to a status date.

    Raises:
        InputError: an ID, a link or the progress is wrong, or the work runs past the year 9999.
        LoopError: links lead back to where they started.
    """
    said = {row_id.casefold(): one for row_id, one in (progress or {}).items()}
    planned = {row_id.casefold(): one for row_id, one in (baseline or {}).items()}
    with _no_search_for_cycles():
        network = build_network(plan)
        if errors := progress_problems(plan, calendar, data_date, progress or {}, warnings=False):
            raise InputError(errors)
        data_boundary = calendar.data_boundary(data_date)
        try:
            work = work_of(network, said, calendar)
            limits = limits_of(network, work, calendar)
            if not to_data_date:
                limits |= _going_on(network, work, limits)
            times = network_times(network, work, limits, data_boundary if to_data_date else 0)
            yardstick = Yardstick(planned, calendar, data_boundary)
            rows = dated_rows(plan, network, work, times, said, yardstick, critical_float)
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


def limits_of(network: Network, work: Work, calendar: Calendar) -> dict[int, Limit]:
    """The constraints of the rows, by index; on a finished row none has an effect."""
    return {
        i: limit_of(row, row.constraint, work.remaining[i], calendar, started=i in work.started)
        for i, row in enumerate(network.rows)
        if row.constraint
    }


def _going_on(network: Network, work: Work, limits: Mapping[int, Limit]) -> dict[int, Limit]:
    """Limits by which the rest of running work follows what was done of it."""
    going_on = {}
    for i, start in work.started.items():
        done = start + max(0, network.rows[i].duration - work.remaining[i])
        limit = limits.get(i, Limit())
        going_on[i] = replace(limit, earliest_start=max(limit.earliest_start or 0, done))
    return going_on


def network_times(
    network: Network, work: Work, limits: Mapping[int, Limit], data_boundary: int = 0
) -> list[Times]:
    """Early and late boundaries and the floats of every row of a network, in its order of rows.

    `limits` holds the constrained rows by index.
    """
    starts, finishes = _forward(network, work, limits, max(0, data_boundary))
    end = max(finishes, default=0)
    late_finishes, free = _backward(network, work, limits, finishes, end)
    times = [
        Times(start, finish, late - remaining, late, late - finish, slip)
        for start, finish, late, remaining, slip in zip(
            starts, finishes, late_finishes, work.remaining, free, strict=True
        )
    ]
    for row in work.finished:
        times[row] = Times(*(starts[row], finishes[row]) * 2, 0, 0)
    return times


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
    network: Network, work: Work, limits: Mapping[int, Limit], floor: int
) -> tuple[list[int], list[int]]:
    durations, started, finished = work.remaining, work.started, work.finished
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
        starts[row] = started.get(row, start)
        finishes[row] = finished.get(row, start + duration)
    return starts, finishes


def _backward(
    network: Network,
    work: Work,
    limits: Mapping[int, Limit],
    finishes: Sequence[int],
    end: int,
) -> tuple[list[int], list[int]]:
    durations, started = work.remaining, work.started
    late_finishes, free = [end] * len(durations), [end] * len(durations)
    # Finishes as predecessors see them: nothing they do moves what is finished.
    ends = list(finishes)
    for row in work.finished:
        ends[row] = late_finishes[row] = _NEVER
    for row in reversed(network.order):
        if row in work.finished:
            continue
        duration, finish = durations[row], finishes[row]
        late, slip = end, end - finish
        for successor, from_finish, to_finish, lag in network.out_of[row]:
            allowed = late_finishes[successor] - lag
            gap = ends[successor] - lag - finish
            if not to_finish:
                allowed -= durations[successor]
                gap -= durations[successor]
            if not from_finish:
                if row in started:
                    continue
                allowed += duration
                gap += duration
            if allowed < late:
                late = allowed
            if gap < slip:
                slip = gap
        if (limit := limits.get(row)) and limit.latest_finish is not None:
            late = min(late, limit.latest_finish)
        late_finishes[row] = late
        free[row] = slip
    return late_finishes, free

"""Many courses of the remaining work at once, as arrays with one value a run.

Durations are drawn from triangles between low and high with the likely value as their peak, scaled
to what remains, independent of one another. They are no whole days: to round each one up would add
half a day to each. The passes are those of `cpm`, with all that moves dates: links, actual dates,
the data date, and constraints but those that only warn. Floats are counted to the end of each run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from generator.model.schedule import ConstraintType
from generator.schedule.estimating import working_days
from generator.schedule.limits import Limit, limit_of
from generator.schedule.replay import Replay

Days: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

_MOST = 5_000_000  # values of one kind at a time: 40 MB
_NEARLY = 1e-6  # working days
_OF_FINISHES = (ConstraintType.FNET, ConstraintType.MFO)


def simulate(
    replay: Replay, watched: Sequence[int], seed: int, runs: int
) -> tuple[list[list[float]], list[float], int]:
    """Where the runs end what is watched, how often each row is critical, how many are drawn.

    The first are sorted boundaries, of each watched row and then of the end of all; the second is
    the share of the runs by index of row.
    """
    courses = _Courses(replay)
    ends = np.empty((len(watched) + 1, runs))
    critical = np.zeros(len(replay.rows))
    generator = np.random.Generator(np.random.PCG64(seed))
    size = max(1, min(2_500, _MOST // len(replay.rows)))  # drawn alike whatever the size
    for first in range(0, runs, size):
        block = slice(first, min(first + size, runs))
        remaining = courses.durations(
            generator.random((block.stop - block.start, len(courses.triangles)))
        )
        finishes = courses.finishes(remaining)
        end = finishes.max(axis=0)
        floats = courses.floats(remaining, finishes, end)
        ends[:-1, block], ends[-1, block] = finishes[list(watched)], end
        critical += (floats <= _NEARLY).sum(axis=1)
    ends.sort(axis=1)
    return ends.tolist(), (critical / runs).tolist(), len(courses.triangles)


def triangular(drawn: Days, low: float, likely: float, high: float) -> Days:
    """Values of a triangle, by inverse transform of numbers drawn evenly from 0 to 1."""
    width, rising, falling = high - low, likely - low, high - likely
    rises = drawn * width < rising
    legs = np.sqrt(width * np.where(rises, drawn * rising, (1 - drawn) * falling))
    return np.where(rises, low + legs, high - legs)


class _Courses:
    """A network prepared for passes over many runs.

    Attributes:
        triangles: low, likely and high of what remains, by index of the rows that have a range.
    """

    def __init__(self, replay: Replay) -> None:
        self._network, self._work = replay.network, replay.work
        self._floor = max(0, replay.data_boundary)
        self._limits: dict[int, tuple[Limit, bool]] = {}
        self.triangles: dict[int, tuple[float, float, float]] = {}
        for i, row in enumerate(replay.network.rows):
            left = self._work.remaining[i]
            if row.likely and row.low is not None and row.high is not None and left:
                low, high = min(row.low, row.likely), max(row.high, row.likely)
                scale = left / working_days(row.likely)
                if low < high:
                    self.triangles[i] = low * scale, row.likely * scale, high * scale
            if row.constraint and i not in self._work.finished:
                started = i in self._work.started
                limit = limit_of(row, row.constraint, 0, replay.calendar, started=started)
                self._limits[i] = limit, row.constraint.type in _OF_FINISHES

    def durations(self, drawn: Days) -> Days:
        """What remains of each row in each run, from a drawn number a run and triangle."""
        each = np.ascontiguousarray(drawn.T)
        remaining = np.empty((len(self._work.remaining), len(drawn)))
        remaining[:] = np.array(self._work.remaining)[:, None]
        for n, (i, triangle) in enumerate(self.triangles.items()):
            remaining[i] = triangular(each[n], *triangle)
        return remaining

    def finishes(self, remaining: Days) -> Days:
        """The early finishes."""
        starts, finishes = np.empty_like(remaining), np.empty_like(remaining)
        for i in self._network.order:
            days, start = remaining[i], starts[i]
            start[:] = self._floor
            for predecessor, from_finish, to_finish, lag in self._network.into[i]:
                driven = (finishes if from_finish else starts)[predecessor]
                if lag:
                    driven = driven + lag
                if to_finish:
                    driven = driven - days
                np.maximum(start, driven, out=start)
            if i in self._limits:
                limit, of_finish = self._limits[i]
                before = days if of_finish else 0.0
                if limit.pinned_start is not None:
                    np.maximum(self._floor, limit.pinned_start - before, out=start)
                elif limit.earliest_start is not None:
                    np.maximum(start, limit.earliest_start - before, out=start)
            np.add(start, days, out=finishes[i])
            if i in self._work.finished:
                finishes[i] = self._work.finished[i]
            if i in self._work.started:
                start[:] = self._work.started[i]
        return finishes

    def floats(self, remaining: Days, finishes: Days, end: Days) -> Days:
        """How far each row may slip until its run ends later; endless for what is finished."""
        late_starts, late_finishes = np.empty_like(finishes), np.empty_like(finishes)
        for i in reversed(self._network.order):
            latest = late_finishes[i]
            latest[:] = np.inf if i in self._work.finished else end
            for successor, from_finish, to_finish, lag in self._network.out_of[i]:
                frozen = not from_finish and i in self._work.started
                if frozen or i in self._work.finished or self._is_pinned(successor):
                    continue
                allowed = (late_finishes if to_finish else late_starts)[successor]
                if lag:
                    allowed = allowed - lag
                if not from_finish:
                    allowed = allowed + remaining[i]
                np.minimum(latest, allowed, out=latest)
            np.subtract(latest, remaining[i], out=late_starts[i])
        late_finishes -= finishes
        return late_finishes

    def _is_pinned(self, i: int) -> bool:
        """Whether a date holds the row, so that nothing before it moves it."""
        return i in self._limits and self._limits[i][0].pinned_start is not None

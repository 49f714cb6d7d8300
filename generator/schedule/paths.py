"""What drives what: driving links, the longest path, driving paths to a row, and float paths.

The relationship float of a link is how far its predecessor may slip before it holds back what
remains of its successor. A link drives its successor when that is nothing. Paths run over work
that is not finished: a finished predecessor, or the start of one that has started, may still drive
a row by the lag after it, and nothing can slip there.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.schedule import Link, Schedule, ScheduleRow
from generator.schedule.network import ENDS


@dataclass(frozen=True, slots=True)
class FloatPath:
    """A chain of rows, each driving the next, and how far it may slip.

    Attributes:
        rows: first to last; the last is the target itself, or leads into a row of a path before.
        path_float: working days until the target moves; 0 for the first path.
        joins: the ID of the row of an earlier path that this one leads into; empty for the first.
    """

    rows: tuple[ScheduleRow, ...]
    path_float: int
    joins: str = ""


class Paths:
    """The driving logic of a schedule.

    Args:
        schedule: as computed; it is read once.

    Raises:
        KeyError: in every method, an ID that is no row of the network.
    """

    def __init__(self, schedule: Schedule) -> None:
        self._rows = {row.id.casefold(): row for row in schedule.rows if row.plan.kind.is_scheduled}
        self._order = {key: number for number, key in enumerate(self._rows)}

    def drivers(self, row_id: str) -> tuple[Link, ...]:
        """The links that decide when a row, or what remains of it, starts.

        Those of a finished row, and of one that the project start, the data date or a constraint
        holds alone, are none. A link that a pin breaks is among them.
        """
        row = self._rows[row_id.casefold()]
        return tuple(link for link, _, slack in self._into(row) if slack <= 0)

    def to(self, row_id: str) -> tuple[ScheduleRow, ...]:
        """The unfinished rows whose driving links lead to a row, and the row itself at the end."""
        key = row_id.casefold()
        return () if self._rows[key].actual_finish else self._behind([key])

    def longest(self) -> tuple[ScheduleRow, ...]:
        """The rows whose driving links lead to the end of the network."""
        return self._behind(self._last())

    def float_paths(self, row_id: str = "", count: int = 10) -> tuple[FloatPath, ...]:
        """The paths to a row, by default the last of the schedule, the least float first.

        A row is in one path at most. The first is the driving path; each later one leads into an
        earlier one where the least float is left, and goes back over what drives it.
        """
        target = row_id.casefold() or next(iter(self._last()), "")
        if not target or self._rows[target].actual_finish:
            return ()
        paths: list[FloatPath] = []
        taken: set[str] = set()
        waiting = [(0, self._order[target], target, "")]
        while waiting and len(paths) < count:
            slack, _, key, joins = heapq.heappop(waiting)
            path = []
            while key not in taken:
                taken.add(key)
                path.append(self._rows[key])
                for _, before, more in self._open(self._rows[key]):
                    entry = slack + max(0, more), self._order[before], before, key
                    heapq.heappush(waiting, entry)
                key = next((one for one in self._drivers(key) if one not in taken), key)
            if path:
                joined = self._rows[joins].id if joins else ""
                paths.append(FloatPath(tuple(reversed(path)), slack, joined))
        return tuple(paths)

    def _last(self) -> list[str]:
        """The unfinished rows that finish last, those that nothing follows before the others."""
        left = {key: row for key, row in self._rows.items() if not row.actual_finish}
        end = max((row.times.early_finish for row in left.values()), default=0)
        last = (key for key, row in left.items() if row.times.early_finish == end)
        return sorted(last, key=lambda key: bool(self._rows[key].successors))

    def _behind(self, keys: Iterable[str]) -> tuple[ScheduleRow, ...]:
        """The rows and all that drives them, each after what drives it, else by date."""
        waits: dict[str, int] = {}
        drives: dict[str, list[str]] = defaultdict(list)
        found = list(keys)
        for key in found:
            if key not in waits:
                drivers = self._drivers(key)
                waits[key] = len(drivers)
                found += drivers
                for before in drivers:
                    drives[before].append(key)
        ready = [(*self._date(key), key) for key, count in waits.items() if not count]
        heapq.heapify(ready)
        ordered = []
        while ready:
            *_, key = heapq.heappop(ready)
            ordered.append(self._rows[key])
            for after in drives[key]:
                waits[after] -= 1
                if not waits[after]:
                    heapq.heappush(ready, (*self._date(after), after))
        return tuple(ordered)

    def _date(self, key: str) -> tuple[int, int]:
        return _resumes(self._rows[key]), self._order[key]

    def _drivers(self, key: str) -> list[str]:
        """The unfinished rows that drive a row, each once."""
        links = self._open(self._rows[key])
        return list(dict.fromkeys(before for _, before, slack in links if slack <= 0))

    def _open(self, row: ScheduleRow) -> list[tuple[Link, str, int]]:
        """The links from work that can still slip."""
        return [
            (link, key, slack)
            for link, key, slack in self._into(row)
            if not self._rows[key].actual_finish
            and (ENDS[link.type][0] or not self._rows[key].actual_start)
        ]

    def _into(self, row: ScheduleRow) -> list[tuple[Link, str, int]]:
        """The links into a row that is not finished, their predecessors and relationship floats."""
        if row.actual_finish:
            return []
        found = []
        for link in row.plan.links:
            key = link.predecessor.casefold()
            if before := self._rows.get(key):
                leaves, drives = ENDS[link.type]
                driven = before.times.early_finish if leaves else before.times.early_start
                held = row.times.early_finish if drives else _resumes(row)
                found.append((link, key, held - driven - link.lag))
        return found


def _resumes(row: ScheduleRow) -> int:
    """The boundary where what remains of a row starts."""
    return row.times.early_finish - row.remaining_duration


def out_of_sequence(schedule: Schedule) -> tuple[tuple[ScheduleRow, Link], ...]:
    """The rows that started or finished before a link let them, with that link."""
    rows = {row.id.casefold(): row for row in schedule.rows if row.plan.kind.is_scheduled}
    return tuple(
        (row, link)
        for row in rows.values()
        if row.actual_start
        for link in row.plan.links
        if (before := rows.get(link.predecessor.casefold())) and _early(row, link, before)
    )


def _early(row: ScheduleRow, link: Link, before: ScheduleRow) -> bool:
    """Whether the end of a row that a link drives came before the link allowed it."""
    leaves, drives = ENDS[link.type]
    if drives and not row.actual_finish:
        return False
    if not (before.actual_finish if leaves else before.actual_start):
        return True
    driven = before.times.early_finish if leaves else before.times.early_start
    end = row.times.early_finish if drives else row.times.early_start
    return end < driven + link.lag

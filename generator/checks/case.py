"""What the rules look at: a schedule, sorted into what is work, what is open, what is linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.errors import Severity
from generator.model.schedule import Link, RowKind, Schedule, ScheduleRow
from generator.schedule.paths import Paths
from generator.schedule.replay import Replay

_WORK = (RowKind.ACTIVITY, RowKind.PLANNING_PACKAGE)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a rule counted.

    Attributes:
        rows: IDs of the rows that count.
        severity: of this finding, where it is not the rule's own.
    """

    numerator: int
    denominator: int
    rows: tuple[str, ...] = ()
    severity: Severity | None = None


NOTHING = Measure(0, 0)


class Case:
    """A schedule under examination."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    @cached_property
    def work(self) -> tuple[ScheduleRow, ...]:
        """What takes time and drives others: no summary, milestone or level of effort."""
        rows = self.schedule.rows
        return tuple(row for row in rows if row.plan.kind in _WORK and row.plan.duration)

    @cached_property
    def open(self) -> tuple[ScheduleRow, ...]:
        """The work that is not finished."""
        return tuple(row for row in self.work if not row.actual_finish)

    @cached_property
    def links(self) -> tuple[tuple[ScheduleRow, Link], ...]:
        """The links into what is not finished, milestones among it."""
        return tuple(
            (row, link)
            for row in self.schedule.rows
            if row.plan.kind.is_scheduled and not row.actual_finish
            for link in row.plan.links
        )

    @cached_property
    def milestones(self) -> tuple[ScheduleRow, ...]:
        """The milestones that have not happened."""
        rows = self.schedule.rows
        return tuple(row for row in rows if row.plan.kind.is_milestone and not row.actual_finish)

    @cached_property
    def replay(self) -> Replay:
        return Replay.of(self.schedule)

    @cached_property
    def paths(self) -> Paths:
        return Paths(self.schedule)

    @property
    def end(self) -> ScheduleRow:
        """The last of what nothing follows; there is one while work is open."""
        ahead = [row for row in reversed(self.replay.rows) if not row.actual_finish]
        ends = [row for row in ahead if not row.successors] or ahead
        return max(ends, key=lambda row: row.times.early_finish)

    @cached_property
    def longest(self) -> tuple[ScheduleRow, ...]:
        """The rows on the longest path to the end."""
        return self.paths.longest()

    @cached_property
    def is_new_baseline(self) -> bool:
        """Whether nothing has started and nothing has moved from a baseline."""
        rows = self.schedule.rows
        return not any(row.actual_start or row.finish_variance for row in rows)

    @cached_property
    def due(self) -> tuple[ScheduleRow, ...]:
        """The work that the baseline has finished by the data date."""
        calendar, boundary = self.replay.calendar, self.replay.data_boundary
        return tuple(
            row
            for row in self.work
            if row.baseline_finish
            and calendar.finish_boundary(row.baseline_finish, row.plan) <= boundary
        )


def share(rows: Sequence[ScheduleRow], counts: Callable[[ScheduleRow], object]) -> Measure:
    """How many of the rows count, and which."""
    found = ids(row for row in rows if counts(row))
    return Measure(len(found), len(rows), found)


def share_of_links(case: Case, counts: Callable[[Link], object]) -> Measure:
    """How many of the links count, and the rows they lead into."""
    found = [row for row, link in case.links if counts(link)]
    return Measure(len(found), len(case.links), ids(found))


def ids(rows: Iterable[ScheduleRow]) -> tuple[str, ...]:
    """The IDs of rows, each once."""
    return tuple(dict.fromkeys(row.id for row in rows))

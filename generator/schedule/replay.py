"""A computed schedule as the network it came from, to ask what would be if."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.model.schedule import Schedule, ScheduleRow, Times
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import limits_of, network_times
from generator.schedule.network import Network, build_network
from generator.schedule.progress import Work
from generator.schedule.shown import ShownDays


@dataclass(frozen=True, slots=True)
class Replay:
    """The network of a schedule with what remains of its work; all by index of `rows`.

    Attributes:
        data_boundary: before it nothing remains to be done.
    """

    rows: tuple[ScheduleRow, ...]
    network: Network
    work: Work
    calendar: Calendar
    data_boundary: int

    @classmethod
    def of(cls, schedule: Schedule) -> Replay:
        """That of a schedule, which was computed and so has no loop and no unknown link."""
        network = build_network([row.plan for row in schedule.rows])
        rows = tuple(schedule.by_id[plan.id.casefold()] for plan in network.rows)
        work = Work(
            [row.remaining_duration for row in rows],
            {i: row.times.early_start for i, row in enumerate(rows) if row.actual_start},
            {i: row.times.early_finish for i, row in enumerate(rows) if row.actual_finish},
        )
        calendar = ShownDays.of(schedule).calendar
        return cls(rows, network, work, calendar, calendar.data_boundary(schedule.data_date))

    def times(self, longer: Mapping[int, int]) -> list[Times]:
        """What the network computes where some rows take so many working days more."""
        remaining = [days + longer.get(i, 0) for i, days in enumerate(self.work.remaining)]
        work = replace(self.work, remaining=remaining)
        limits = limits_of(self.network, work, self.calendar)
        return network_times(self.network, work, limits, self.data_boundary)

"""What the basis document of the schedule tells of it, counted when a template asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from generator.model.pack import Pack
from generator.model.report import Finding
from generator.model.schedule import LinkType, RowKind, ScheduleRow
from generator.schedule.paths import FloatPath, Paths

Counts = Mapping[str, object]

_WORK = (RowKind.ACTIVITY, RowKind.PLANNING_PACKAGE)
_A_YEAR = timedelta(365)
_FLOATS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("Negative", lambda days: days < 0),
    ("0 (critical)", lambda days: days == 0),
    ("1 to 10", lambda days: 0 < days <= 10),
    ("11 to 44", lambda days: 10 < days <= 44),
    ("More than 44", lambda days: days > 44),
)


class Basis:
    """The schedule of a pack, counted in the ways that its basis document shows."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._rows = pack.schedule.rows

    @cached_property
    def work(self) -> Sequence[ScheduleRow]:
        """The activities and planning packages that take time and are not finished."""
        return [
            row
            for row in self._rows
            if row.plan.kind in _WORK and row.plan.duration and not row.actual_finish
        ]

    @cached_property
    def phases(self) -> Sequence[Counts]:
        """Each phase with its dates, the number of its rows by kind, and of its work by basis."""
        return [
            {
                "name": phase.plan.name,
                "start": phase.start,
                "finish": phase.finish,
                **self._kinds(phase.plan.phase),
                **_estimates(row for row in self.work if row.plan.phase == phase.plan.phase),
            }
            for phase in self._rows
            if phase.plan.kind is RowKind.PHASE
        ]

    @cached_property
    def packages(self) -> Sequence[ScheduleRow]:
        """The planning packages."""
        return [row for row in self._rows if row.plan.kind is RowKind.PLANNING_PACKAGE]

    @cached_property
    def assumed(self) -> int:
        """How many durations of the work are defaults."""
        return sum(row.plan.assumed for row in self.work)

    @cached_property
    def baseline(self) -> date | None:
        """The latest baseline finish; None without a baseline."""
        return max((row.baseline_finish for row in self._rows if row.baseline_finish), default=None)

    @cached_property
    def days_off(self) -> Sequence[Counts]:
        """The days off within a year of the data date, with their names."""
        first = self._pack.data_date
        return [
            {"when": day, "name": name}
            for day, name in self._pack.schedule.holidays
            if first <= day < first + _A_YEAR
        ]

    @cached_property
    def links(self) -> Sequence[Counts]:
        """For each type of link how many there are, with a lag, with a lead, and derived."""
        every = [link for row in self._rows for link in row.plan.links]
        counted = []
        for kind in LinkType:
            links = [link for link in every if link.type is kind]
            counted.append(
                {
                    "type": kind.value,
                    "links": len(links),
                    "lags": sum(link.lag > 0 for link in links),
                    "leads": sum(link.lag < 0 for link in links),
                    "derived": sum(bool(link.basis) for link in links),
                }
            )
        return counted

    @cached_property
    def owners(self) -> Sequence[Counts]:
        """Each owner with the work that is left, the most days first."""
        owned: dict[str, list[ScheduleRow]] = {}
        for row in self.work:
            owned.setdefault(row.plan.owner or "Nobody yet", []).append(row)
        counted = [
            {
                "owner": owner,
                "activities": len(rows),
                "days": sum(row.remaining_duration for row in rows),
                "critical": sum(row.critical for row in rows),
                "start": min(row.start for row in rows),
                "finish": max(row.finish for row in rows),
            }
            for owner, rows in owned.items()
        ]
        return sorted(counted, key=lambda one: (-int(str(one["days"])), one["owner"]))

    @cached_property
    def path(self) -> Sequence[ScheduleRow]:
        """The work on the longest path, in the order in which each row drives the next."""
        return [row for row in self._paths.longest() if row.remaining_duration]

    @cached_property
    def gates(self) -> Sequence[Counts]:
        """Each gate that lies ahead with the work that drives it."""
        ahead = [row for row in self._rows if row.plan.gate and not row.actual_finish]
        return [{"row": gate, **_driven(self._paths.to(gate.id))} for gate in ahead]

    @cached_property
    def near_paths(self) -> Sequence[Counts]:
        """The paths to the finish after the driving one, the least float first."""
        return [
            {"path": path, **_driven(path.rows)}
            for path in self._float_paths
            if any(row.remaining_duration for row in path.rows)
        ]

    @cached_property
    def floats(self) -> Sequence[Counts]:
        """How much of the work has how much total float."""
        counted = []
        for name, has in _FLOATS:
            rows = [row for row in self.work if has(row.times.total_float)]
            share = round(100 * len(rows) / len(self.work)) if self.work else 0
            counted.append({"name": name, "activities": len(rows), "share": share})
        return counted

    @cached_property
    def constrained(self) -> Sequence[ScheduleRow]:
        """The rows that a date binds."""
        return [row for row in self._rows if row.plan.constraint]

    @cached_property
    def high_float(self) -> Sequence[ScheduleRow]:
        """The work with more float than the fourteen metrics allow."""
        ids = {row_id for one in self.metrics if one.id == "DCMA 6" for row_id in one.rows}
        return [row for row in self.work if row.id in ids]

    @cached_property
    def metrics(self) -> Sequence[Finding]:
        """The findings of the fourteen metrics."""
        return self._pack.health.metrics if self._pack.health else ()

    @cached_property
    def practices(self) -> Sequence[Counts]:
        """The practices with what is measured and what a person confirms."""
        health = self._pack.health
        return [
            {
                "number": practice.number,
                "name": practice.name,
                "measured": "; ".join(f"{one.name}: {one.measured}" for one in practice.indicators),
                "questions": " ".join(practice.questions),
            }
            for practice in (health.practices if health else ())
        ]

    @cached_property
    def curve(self) -> Sequence[Counts]:
        """The day by which each tenth of the simulated courses is done."""
        risk = self._pack.risk
        return (
            [{"percent": percent, "when": risk.curve[percent]} for percent in range(10, 101, 10)]
            if risk
            else []
        )

    @cached_property
    def outlooks(self) -> Sequence[object]:
        """What the simulation says of each gate and of the finish."""
        risk = self._pack.risk
        return [*risk.gates, risk.finish] if risk else []

    @cached_property
    def often_critical(self) -> Sequence[Counts]:
        """The ten rows that are critical in most courses, the longest first among equals."""
        risk = self._pack.risk
        if not risk:
            return []
        rows = {row.id: row for row in self.work}
        shares = [(rows[row_id], share) for row_id, share in risk.criticality if row_id in rows]
        shares.sort(key=lambda one: (-one[1], -one[0].remaining_duration))
        return [{"row": row, "share": round(100 * share)} for row, share in shares[:10]]

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self._pack.schedule)

    @cached_property
    def _float_paths(self) -> Sequence[FloatPath]:
        return self._paths.float_paths(count=8)[1:]

    def _kinds(self, phase: str) -> Counts:
        kinds = [row.plan.kind for row in self._rows if row.plan.phase == phase]
        return {
            "key_tasks": kinds.count(RowKind.KEY_TASK),
            "activities": kinds.count(RowKind.ACTIVITY),
            "continuing": kinds.count(RowKind.LEVEL_OF_EFFORT),
            "milestones": sum(kind.is_milestone for kind in kinds),
            "packages": kinds.count(RowKind.PLANNING_PACKAGE),
        }


def _estimates(work: Iterable[ScheduleRow]) -> Counts:
    rows = list(work)
    return {
        "work": len(rows),
        "days": sum(row.remaining_duration for row in rows),
        "assumed": sum(row.plan.assumed for row in rows),
        "ranged": sum((row.plan.low or 0) < (row.plan.high or 0) for row in rows),
    }


def _driven(rows: Iterable[ScheduleRow]) -> Counts:
    """The work among rows: how much, how long, and the first and the last of it."""
    work = [row for row in rows if row.remaining_duration]
    return {
        "activities": len(work),
        "days": sum(row.remaining_duration for row in work),
        "first": work[0] if work else None,
        "last": work[-1] if work else None,
    }

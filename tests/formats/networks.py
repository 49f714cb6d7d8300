"""Schedules of any size with everything a schedule may hold, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from generator.model.pack import Pack
from generator.model.progress import Baseline, Progress
from generator.model.schedule import (
    Constraint,
    ConstraintType,
    Link,
    LinkType,
    PlanRow,
    RowKind,
    Schedule,
)
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.builders import pack_of, plan_row

START = date(2026, 1, 5)
CALENDAR = Calendar(START, closures={date(2026, 2, 13): "Office move"})
_TYPES = [LinkType.FS] * 6 + [LinkType.SS, LinkType.FF, LinkType.SF]
_WORDS = ("Agree", "Build", "Check", "Draft", "Map", "Plan", "Review", "Test", "Write", "Yield")


@dataclass(frozen=True)
class Case:
    """A plan with what was said of it at a data date, and its baseline."""

    plan: tuple[PlanRow, ...]
    data_date: date
    progress: Mapping[str, Progress]
    baseline: Mapping[str, Baseline]

    @cached_property
    def schedule(self) -> Schedule:
        return compute(
            self.plan, CALENDAR, self.data_date, progress=self.progress, baseline=self.baseline
        )

    @property
    def pack(self) -> Pack:
        return replace(
            pack_of(()),
            schedule=self.schedule,
            data_date=self.data_date,
            progress=self.progress,
        )

    def edited(self, durations: Mapping[str, int], deleted: Iterable[str]) -> Case:
        """The case with other durations; deleted rows are what links pass through."""
        gone = set(deleted)
        plan = [
            replace(row, duration=0, constraint=None, parent="")
            if row.id in gone
            else replace(row, duration=durations.get(row.id, row.duration))
            for row in self.plan
        ]
        progress = {key: said for key, said in self.progress.items() if key not in gone}
        return replace(self, plan=tuple(plan), progress=progress)


def case(count: int, seed: int = 1) -> Case:
    """About `count` activities in key tasks of twenty: links of all types, lags and leads,
    constraints, milestones of both kinds, levels of effort, progress and a baseline."""
    chance = random.Random(seed)
    plan = list(_rows(count, chance))
    data_date = START + timedelta(45)
    progress = dict(_progress(plan, data_date, chance))
    first = compute([replace(row, constraint=None) for row in plan], CALENDAR, START)
    baseline = {
        row.id: Baseline(row.start, row.finish, row.plan.duration)
        for row in first.rows
        if chance.random() < 0.9
    }
    return Case(tuple(plan), data_date, progress, baseline)


def _rows(count: int, chance: random.Random) -> Iterable[PlanRow]:
    yield plan_row("P", "The whole program", RowKind.PROJECT, 0, phase="")
    yield _under("P", plan_row("P.M1", "Begin", RowKind.START_MILESTONE, 1, phase=""))
    ids: list[str] = ["P.M1"]
    for number in range(count):
        key_task = f"1.{number // 20 + 1}"
        if number % 400 == 0:
            phase = f"F{number // 400 + 1}"
            yield _under("P", plan_row(phase, f"Phase {phase}", RowKind.PHASE, 1, phase=phase))
        if number % 20 == 0:
            yield _under(phase, plan_row(key_task, f"Key task {key_task}", RowKind.KEY_TASK, 2))
            effort = plan_row(f"{key_task}.L", "Report", RowKind.LEVEL_OF_EFFORT, 3)
            supports = () if number % 40 else tuple(ids[-3:])
            yield _under(key_task, replace(effort, supports=supports))
        row_id = f"{key_task}.{number % 20 + 1}"
        kind = RowKind.ACTIVITY
        if number % 23 == 11:
            kind = chance.choice((RowKind.START_MILESTONE, RowKind.FINISH_MILESTONE))
        duration = 0 if kind.is_milestone else chance.choice((0, 1, 2, 3, 5, 8, 13))
        yield _under(
            key_task,
            plan_row(
                row_id,
                f"{chance.choice(_WORDS)} part {chance.randrange(10_000)}",
                kind,
                3,
                duration=duration,
                links=tuple(_links(ids, number, chance)),
                constraint=_constraint(number, count, chance),
                owner=chance.choice(("Program Manager", "PMO Lead", "")),
            ),
        )
        ids.append(row_id)
    finish = plan_row("P.M2", "End", RowKind.FINISH_MILESTONE, 1, phase="")
    yield _under("P", replace(finish, links=(Link(ids[-1]), Link(ids[-2], LinkType.FF, 1))))


def _under(parent: str, row: PlanRow) -> PlanRow:
    return replace(row, parent=parent)


def _links(ids: Sequence[str], number: int, chance: random.Random) -> Iterable[Link]:
    near = ids[-30:]
    for before in chance.sample(near, min(len(near), chance.choice((1, 1, 2, 3)))):
        lag = chance.choice((0, 0, 0, 1, 2, 5, -1, -2))
        yield Link(before, chance.choice(_TYPES), lag)


def _constraint(number: int, count: int, chance: random.Random) -> Constraint | None:
    if chance.random() > 0.06:
        return None
    day = START + timedelta(chance.randrange(-10, 60 + count // 2))
    return Constraint(chance.choice(list(ConstraintType)), day)


def _progress(
    plan: Sequence[PlanRow], data_date: date, chance: random.Random
) -> Iterable[tuple[str, Progress]]:
    work = [row for row in plan if row.kind.is_scheduled]
    for row in work[: max(4, len(work) // 4)]:
        days = sorted(chance.randrange((data_date - START).days + 1) for _ in range(2))
        start, finish = (START + timedelta(day) for day in days)
        if row.kind.is_milestone:
            if chance.random() < 0.5:
                yield row.id, Progress(actual_finish=finish)
            continue
        match chance.randrange(6):
            case 0 | 1:
                yield row.id, Progress(actual_start=start, actual_finish=finish)
            case 2:
                done = chance.choice((10, 33.3, 50, 99.9))
                yield row.id, Progress(percent_complete=done, actual_start=start)
            case 3:
                yield row.id, Progress(actual_start=start, remaining_duration=chance.randrange(9))
            case 4:
                yield row.id, Progress(percent_complete=25)
            case _:
                pass

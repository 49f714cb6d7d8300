"""Values built by hand for tests of the writers: a small schedule, and one as large as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from generator.model.config import ProjectConfig
from generator.model.pack import Pack
from generator.model.project import Assumption, Fact, FactState, Project
from generator.model.schedule import (
    Link,
    LinkType,
    PlanRow,
    RowKind,
    Schedule,
    ScheduleRow,
    Times,
)

START = date(2026, 1, 5)
HOLIDAYS = (
    (date(2026, 1, 19), "Martin Luther King Jr. Day"),
    (date(2026, 2, 16), "Presidents Day"),
)
ASSUMPTION = Assumption("calendar.hours", "8", "A full working day.")


def plan_row(row_id: str, name: str, kind: RowKind, level: int, **more: object) -> PlanRow:
    """A row of a plan; its WBS is its ID."""
    parent = row_id.rpartition(".")[0]
    return PlanRow(row_id, row_id, parent, level, kind, name, **{"phase": "1", **more})


def schedule_row(plan: PlanRow, first_day: int = 0, days: int = 0, **more: object) -> ScheduleRow:
    """A row whose dates are counted in calendar days from the start; plain, and right for one."""
    start = START + timedelta(first_day)
    times = Times(0, plan.duration or days, 3, 3 + (plan.duration or days), 3, 0)
    finish = start + timedelta(max(days - 1, 0))
    left = {"remaining_duration": plan.duration or days}
    return ScheduleRow(plan, start, finish, times, critical=False, **left | more)


def small_rows() -> list[ScheduleRow]:
    """One row of each kind."""
    derived = Link("1.2.1", LinkType.FS, 2, basis="Assumed: activities follow in their order")
    rows = [
        schedule_row(
            plan_row("P", "Payroll Modernization Program", RowKind.PROJECT, 0, phase=""), days=12
        ),
        schedule_row(plan_row("P.M1", "Program start", RowKind.START_MILESTONE, 1, phase="")),
        schedule_row(plan_row("1", "Phase 1: Readiness", RowKind.PHASE, 1), days=12),
        schedule_row(plan_row("1.2", "Set up the PMO", RowKind.KEY_TASK, 2), days=12),
        schedule_row(
            plan_row(
                "1.2.1",
                "Recruit the staff of the program office",
                RowKind.ACTIVITY,
                3,
                duration=5,
                low=3.0,
                likely=5.0,
                high=8.0,
                owner="Program Manager",
                resource_type="Customer",
                basis="Estimated with the staffing office.",
            ),
            days=5,
            successors=(Link("1.2.2", LinkType.FS, 2),),
        ),
        schedule_row(
            plan_row(
                "1.2.2",
                "Write the charter",
                RowKind.ACTIVITY,
                3,
                duration=3,
                links=(derived,),
                output="Program Charter",
            ),
            first_day=9,
            days=3,
        ),
        schedule_row(
            plan_row("1.2.3", "Report the status every week", RowKind.LEVEL_OF_EFFORT, 3), days=12
        ),
        schedule_row(
            plan_row("1.M1", "Readiness review passed", RowKind.FINISH_MILESTONE, 2, gate=True),
            first_day=11,
        ),
        schedule_row(
            plan_row("3.P1", "Plan the migration", RowKind.PLANNING_PACKAGE, 2, duration=60),
            first_day=14,
            days=84,
        ),
    ]
    rows[5] = replace(rows[5], critical=True)
    return rows


def activities(count: int) -> Iterator[ScheduleRow]:
    """A chain of activities in key tasks of twenty, as a large program would have."""
    yield schedule_row(plan_row("P", "A large program", RowKind.PROJECT, 0, phase=""), days=count)
    for number in range(count):
        if number % 20 == 0:
            key_task = f"1.{number // 20 + 1}"
            yield schedule_row(plan_row(key_task, f"Key task {key_task}", RowKind.KEY_TASK, 2))
        row_id = f"1.{number // 20 + 1}.{number % 20 + 1}"
        yield schedule_row(
            plan_row(
                row_id,
                f"Agree on deliverable {number} with the business owners of the service",
                RowKind.ACTIVITY,
                3,
                duration=number % 15 + 1,
                low=1.0,
                high=20.0,
                links=(Link("1.1.1", LinkType.SS, number % 4, basis="Assumed order"),),
                owner="Program Manager",
                resource_type="Customer",
                basis=f"Assumed from estimating rule {number % 7}.",
            ),
            first_day=number % 900,
            days=number % 15 + 1,
            successors=(Link("1.1.2"),),
        )


def pack_of(
    rows: Iterable[ScheduleRow],
    *,
    program: str = "Payroll Modernization Program",
    assumptions: tuple[Assumption, ...] = (ASSUMPTION,),
) -> Pack:
    """A pack with these schedule rows and nothing else."""
    config = ProjectConfig(organization="Department of Examples", program=program, start_date=START)
    fact = Fact("program", "Program", program, FactState.GIVEN)
    project = Project(config, {"program": fact}, {}, assumptions, "project.yml")
    rows = tuple(rows)
    finish = max((row.finish for row in rows), default=START)
    schedule = Schedule(rows, START, finish, START, (0, 1, 2, 3, 4), HOLIDAYS)
    return Pack(project, (), (), schedule, (), START)

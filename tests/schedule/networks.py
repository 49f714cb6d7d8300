"""Small plans for tests: hand-made ones in a line, and random ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from generator.errors import Place
from generator.model.schedule import (
    Constraint,
    ConstraintType,
    Link,
    LinkType,
    PlanRow,
    RowKind,
    Schedule,
    Times,
)
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.links import parse_links

MONDAY = date(2026, 1, 5)
KINDS = {
    "s": RowKind.START_MILESTONE,
    "f": RowKind.FINISH_MILESTONE,
    "e": RowKind.LEVEL_OF_EFFORT,
    "S": RowKind.PHASE,
}


def row(
    row_id: str, days: int | str, links: str = "", constraint: str = "", **more: object
) -> PlanRow:
    """A row of a plan: days are a duration, or `s`, `f`, `e`, `S` for the kinds without one."""
    read, problems = parse_links(links, Place(row_id))
    assert not problems
    kind, _, day = constraint.partition(" ")
    values: dict[str, object] = {
        "id": row_id,
        "wbs": row_id,
        "parent": "",
        "level": 1,
        "kind": KINDS.get(str(days), RowKind.ACTIVITY),
        "name": row_id,
        "phase": "1",
        "duration": days if isinstance(days, int) else 0,
        "links": read,
        "constraint": Constraint(ConstraintType(kind), date.fromisoformat(day)) if kind else None,
        "place": Place("plan", 1),
    }
    return PlanRow(**{**values, **more})  # type: ignore[arg-type]


def scheduled(*rows: PlanRow, start: date = MONDAY, data_date: date | None = None) -> Schedule:
    """The schedule of rows, five days a week without holidays."""
    return compute(rows, Calendar(start, country=""), data_date or start)


def times(*rows: PlanRow, start: date = MONDAY) -> dict[str, tuple[int, int, int, int, int, int]]:
    """Early start and finish, late start and finish, total and free float by ID."""
    return {one.id: values(one.times) for one in scheduled(*rows, start=start).rows}


def values(one: Times) -> tuple[int, int, int, int, int, int]:
    return (
        one.early_start,
        one.early_finish,
        one.late_start,
        one.late_finish,
        one.total_float,
        one.free_float,
    )


def random_rows(
    seed: int,
    types: Sequence[LinkType] = tuple(LinkType),
    size: int = 30,
    *,
    milestones: bool = True,
) -> tuple[PlanRow, ...]:
    """A random network without a loop: all kinds of work and links, lags and leads."""
    dice = random.Random(seed)
    rows = []
    for n in range(dice.randint(2, size)):
        before = dice.sample(range(n), min(n, dice.choice((0, 1, 1, 2, 2, 3))))
        links = tuple(
            Link(f"A{p}", dice.choice(types), dice.choice((0, 0, 0, 1, 2, 5, -1, -2, -4)))
            for p in before
        )
        kind = RowKind.ACTIVITY
        if milestones and dice.random() < 0.15:
            kind = dice.choice((RowKind.START_MILESTONE, RowKind.FINISH_MILESTONE))
        days = 0 if kind.is_milestone else dice.randint(1, 12)
        rows.append(row(f"A{n}", days, ", ".join(map(str, links)), kind=kind))
    return tuple(rows)


networks = st.integers(0, 10**9).map(lambda seed: random_rows(seed, size=12))

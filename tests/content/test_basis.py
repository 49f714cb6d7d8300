"""What the basis document counts, against schedules small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.content.basis import Basis
from generator.content.curve import finish_curve
from generator.content.drawing import WIDTH, Drawing, Look
from generator.model.pack import Pack
from generator.model.risk import Outlook, Risk
from generator.model.schedule import PlanRow, RowKind
from tests.builders import pack_of
from tests.schedule.networks import MONDAY, row, scheduled


def pack(*rows: PlanRow, **more: object) -> Pack:
    schedule = scheduled(*rows)
    return replace(pack_of([]), schedule=schedule, data_date=schedule.data_date, **more)


PLAN = (
    row("1", "S", name="Readiness"),
    row("S", "s", parent="1"),
    row("A", 5, "S", parent="1", owner="PMO Lead", low=3.0, high=9.0, assumed=True),
    row("B", 10, "A", parent="1", owner="Program Manager", low=10.0, high=10.0),
    row("C", 2, "ASS+1d", parent="1", owner="PMO Lead"),
    row("E", "e", parent="1"),
    row("G", "f", "B, C", parent="1", gate=True, constraint="DEADLINE 2026-01-23"),
)


def test_a_phase_counts_its_rows_by_kind_and_its_work_by_basis() -> None:
    (phase,) = Basis(pack(*PLAN)).phases
    assert phase == {
        "name": "Readiness",
        "start": MONDAY,
        "finish": date(2026, 1, 23),
        "key_tasks": 0,
        "activities": 3,
        "continuing": 1,
        "milestones": 2,
        "packages": 0,
        "work": 3,
        "days": 17,
        "assumed": 1,
        "ranged": 1,
    }


def test_links_are_counted_by_type_with_lags_and_leads() -> None:
    counted = {one["type"]: one for one in Basis(pack(*PLAN)).links}
    assert counted["FS"] == {"type": "FS", "links": 4, "lags": 0, "leads": 0, "derived": 0}
    assert counted["SS"] == {"type": "SS", "links": 1, "lags": 1, "leads": 0, "derived": 0}


def test_the_owner_with_the_most_days_comes_first() -> None:
    owners = Basis(pack(*PLAN)).owners
    assert [(one["owner"], one["activities"], one["days"], one["critical"]) for one in owners] == [
        ("Program Manager", 1, 10, 1),
        ("PMO Lead", 2, 7, 1),
    ]


def test_the_path_is_the_work_that_drives_the_finish() -> None:
    basis = Basis(pack(*PLAN))
    assert [one.id for one in basis.path] == ["A", "B"]
    (gate,) = basis.gates
    assert (gate["activities"], gate["days"]) == (2, 15)
    (near,) = basis.near_paths
    assert near["path"].path_float == 12  # C may start on day 2 and must end by day 15


def test_float_is_counted_in_steps() -> None:
    counted = {one["name"]: one["activities"] for one in Basis(pack(*PLAN)).floats}
    assert counted == {
        "Negative": 0,
        "0 (critical)": 2,
        "1 to 10": 0,
        "11 to 44": 1,
        "More than 44": 0,
    }


def test_a_schedule_without_work_has_nothing_to_tell() -> None:
    basis = Basis(pack(row("S", "s")))
    assert (basis.work, basis.path, basis.owners, basis.gates) == ([], [], [], [])
    assert (basis.metrics, basis.practices, basis.curve, basis.outlooks) == ((), [], [], [])
    assert {one["share"] for one in basis.floats} == {0}


def test_a_planning_package_is_work_and_stands_in_its_own_table() -> None:
    basis = Basis(pack(row("P", 60, kind=RowKind.PLANNING_PACKAGE)))
    assert [one.id for one in basis.packages] == [one.id for one in basis.work] == ["P"]


def risk(days: int, planned: date = MONDAY) -> Risk:
    """A result whose runs end evenly over so many days after January 5, 2026."""
    curve = tuple(date.fromordinal(MONDAY.toordinal() + days * p // 100) for p in range(101))
    finish = Outlook("F", "Finish", planned, 0.0, curve[50], curve[80], 4)
    return Risk(1, 100, (), finish, curve, (), 0, 1, 1, 1)


@pytest.mark.parametrize(
    ("days", "planned"),
    [(1, MONDAY), (300, MONDAY), (300, date(2024, 1, 1)), (300, date(2031, 1, 1)), (9000, MONDAY)],
)
def test_the_curve_stays_inside_its_picture(days: int, planned: date) -> None:
    drawing = finish_curve(risk(days, planned))
    assert isinstance(drawing, Drawing)
    (curve,) = drawing.curves
    assert len(curve.points) == 101
    assert list(curve.points) == sorted(curve.points, key=lambda point: (point[0], -point[1]))
    for box in drawing.boxes:
        assert box.look is Look.TEXT
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert box.y >= 0
    for line in drawing.lines:
        assert all(0 <= x <= WIDTH and 0 <= y <= drawing.height for x, y in (line.start, line.end))


def test_the_curve_names_the_planned_day_p50_and_p80() -> None:
    drawing = finish_curve(risk(100))
    assert drawing
    words = [line for box in drawing.boxes for label in box.labels for line in label.choices[0]]
    assert {"Planned: Jan 5, 2026", "P50: Feb 24, 2026", "P80: Mar 26, 2026"} <= set(words)


def test_what_does_not_vary_has_no_curve() -> None:
    assert finish_curve(risk(0)) is None
    assert finish_curve(None) is None

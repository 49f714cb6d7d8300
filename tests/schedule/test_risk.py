"""Schedule risk against cases worked by hand and an independent simulation, one run at a time."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date

import networkx
import numpy as np
import pytest

from generator.model.progress import Progress
from generator.model.risk import Risk
from generator.model.schedule import Link, LinkType, PlanRow, Schedule
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.risk import risk_of
from generator.schedule.simulation import triangular
from tests.schedule.networks import MONDAY, row, scheduled


def ranged(
    row_id: str, low: float, likely: float, high: float, links: str = "", **more: object
) -> PlanRow:
    days = math.ceil(likely)
    return row(row_id, days, links, low=low, likely=likely, high=high, **more)


def risk(*rows: PlanRow, runs: int = 10_000) -> Risk:
    found = risk_of(scheduled(*rows), runs=runs)
    assert found
    return found


def working_days_after(first: date, day: date) -> int:
    """Working days from the start of the first to the end of the other, without holidays."""
    return int(np.busday_count(first, day)) + 1


@pytest.mark.parametrize(
    ("drawn", "value"),
    # A triangle over 2, 5, 11: the left part holds (5-2)/(11-2) = 1/3.
    # u = 1/3: 5. u = 1/12: 2 + sqrt(1/12 * 9 * 3) = 3.5. u = 5/6: 11 - sqrt(1/6 * 9 * 6) = 8.
    [(0.0, 2.0), (1 / 12, 3.5), (1 / 3, 5.0), (5 / 6, 8.0), (1.0, 11.0)],
)
def test_a_triangle_by_hand(drawn: float, value: float) -> None:
    assert triangular(np.array([drawn]), 2, 5, 11)[0] == pytest.approx(value)


def test_one_activity_ends_as_its_triangle_says() -> None:
    # Half of the triangle over 10, 20, 40 lies below 40 - sqrt(0.5 * 30 * 20) = 22.68 days, four
    # fifths below 40 - sqrt(0.2 * 30 * 20) = 29.05; up to 20 lies (20-10)/(40-10) = 1/3.
    found = risk(ranged("A", 10, 20, 40)).finish
    assert working_days_after(MONDAY, found.p50) == 23
    assert working_days_after(MONDAY, found.p80) in (29, 30)
    assert found.margin == working_days_after(MONDAY, found.p80) - 20
    assert found.chance == pytest.approx(1 / 3, abs=0.015)


def test_a_chain_of_like_activities_spreads_as_the_square_root() -> None:
    # Each has mean 10 and variance (4**2 + 16**2 + 10**2 - 4*16 - 4*10 - 16*10) / 18 = 6. Of a
    # hundred, the sum is nearly normal with mean 1000 and deviation sqrt(600) = 24.5.
    rows = [ranged(f"A{n}", 4, 10, 16, f"A{n - 1}" if n else "") for n in range(100)]
    found = risk(*rows)
    assert working_days_after(MONDAY, found.finish.p50) == pytest.approx(1000, abs=2)
    assert working_days_after(MONDAY, found.finish.p80) == pytest.approx(
        1000 + 0.8416 * 24.5, abs=2
    )
    assert {share for _, share in found.criticality} == {1.0}


def test_of_two_like_paths_each_is_critical_in_half_of_the_runs() -> None:
    found = risk(ranged("A", 5, 10, 20), ranged("B", 5, 10, 20), row("F", "f", "A, B"))
    shares = dict(found.criticality)
    assert shares["A"] + shares["B"] == pytest.approx(1)
    assert shares["A"] == pytest.approx(0.5, abs=0.02)


def test_the_later_of_two_paths_is_later_than_either() -> None:
    # Both ends below x with F(x)**2 = 0.5, F(x) = 0.7071: x = 20 - sqrt(0.2929 * 15 * 10) = 13.37.
    found = risk(ranged("A", 5, 10, 20), ranged("B", 5, 10, 20), row("F", "f", "A, B", gate=True))
    assert working_days_after(MONDAY, found.gates[0].p50) == 14
    assert found.gates[0].id == "F"


def test_durations_without_a_range_do_not_vary() -> None:
    found = risk(row("A", 5), row("B", 5, "A"))
    assert (found.finish.p50, found.finish.p80) == (found.finish.planned, found.finish.planned)
    assert (found.finish.chance, found.finish.margin) == (1.0, 0)
    assert not found.is_meaningful


def test_only_what_remains_is_drawn() -> None:
    rows = [ranged("A", 5, 10, 20), ranged("B", 5, 10, 20, "A")]
    said = {
        "A": Progress(actual_start=MONDAY, actual_finish=date(2026, 1, 16)),
        "B": Progress(actual_start=date(2026, 1, 19), remaining_duration=2),
    }
    data_date = date(2026, 1, 23)
    schedule = compute(rows, Calendar(MONDAY, country=""), data_date, progress=said)
    found = risk_of(schedule)
    assert found
    # Two of ten days are left: a triangle over 1, 2, 4 after day 15.
    assert working_days_after(MONDAY, found.curve[0]) == 17
    assert working_days_after(MONDAY, found.curve[100]) == 19
    assert [name for name, _ in found.criticality] == ["B"]


def test_nothing_left_to_do_has_no_risk() -> None:
    done = {"A": Progress(actual_start=MONDAY, actual_finish=MONDAY)}
    schedule = compute([row("A", 1)], Calendar(MONDAY, country=""), MONDAY, progress=done)
    assert risk_of(schedule) is None


def test_a_result_over_assumed_durations_is_not_meaningful_yet() -> None:
    chain = [ranged("A", 1, 2, 3, assumed=True), ranged("B", 1, 2, 3, "A"), ranged("C", 1, 1, 2)]
    found = risk(*chain)
    assert (found.assumed, found.driving, found.is_meaningful) == (1, 2, False)
    stated = risk(*(replace(one, assumed=False) for one in chain))
    assert (stated.assumed, stated.is_meaningful) == (0, True)


def test_dates_that_only_warn_move_no_run_and_dates_that_hold_move_every_run() -> None:
    late = "2026-03-02"  # the 41st working day
    free = risk(ranged("A", 5, 10, 20), row("F", "f", "A", "DEADLINE 2026-01-07", gate=True))
    held = risk(ranged("A", 5, 10, 20), row("F", "f", "A", f"SNET {late}", gate=True))
    pinned = risk(ranged("A", 5, 10, 20), row("F", "f", "A", f"MFO {late}", gate=True))
    assert free.gates[0].p50 > date(2026, 1, 16)
    assert free.gates[0].chance == pytest.approx(1 / 3, abs=0.02)
    assert {held.gates[0].p50, held.gates[0].p80} == {pinned.gates[0].p50} == {date(2026, 3, 2)}
    # A has float in every run.
    assert dict(held.criticality)["A"] == dict(pinned.criticality)["A"] == 0


def test_the_same_seed_gives_the_same_runs_and_another_seed_others() -> None:
    schedule = scheduled(*[ranged(f"A{n}", 5, 10, 30) for n in range(9)])
    assert risk_of(schedule) == risk_of(schedule)
    assert risk_of(schedule, seed=2) != risk_of(schedule)


def test_runs_are_the_same_however_many_fit_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = scheduled(*[ranged(f"A{n}", 5, 10, 30, "") for n in range(9)])
    whole = risk_of(schedule, runs=1_000)
    monkeypatch.setattr("generator.schedule.simulation._MOST", 9 * 70)
    assert risk_of(schedule, runs=1_000) == whole


def test_numpy_is_loaded_by_who_asks_for_risk_alone() -> None:
    code = "import sys, generator.schedule.risk, generator.cli; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- an independent simulation: networkx for the order, one run at a time, written apart ----------


def slow_finishes(schedule: Schedule, runs: int, seed: int) -> tuple[dict[str, list[float]], ...]:
    """Finishes by ID over runs, and for each row in which runs a day more moves the end."""
    rows = {one.id: one for one in schedule.rows if one.plan.kind.is_scheduled}
    graph = networkx.DiGraph()
    graph.add_nodes_from(rows)
    for one in rows.values():
        graph.add_edges_from((link.predecessor, one.id) for link in one.plan.links)
    order = list(networkx.topological_sort(graph))
    draw = random.Random(seed)

    def course(days: dict[str, float], later: str = "") -> dict[str, float]:
        start, finish = {}, {}
        for name in order:
            earliest = 0.0
            for link in rows[name].plan.links:
                before, lag, kind = link.predecessor, link.lag, link.type.value
                at = (finish if kind[0] == "F" else start)[before] + lag
                earliest = max(earliest, at if kind[1] == "S" else at - days[name])
            start[name] = earliest + (0.01 if name == later else 0)
            finish[name] = start[name] + days[name]
        return finish

    finishes: dict[str, list[float]] = {name: [] for name in rows}
    moves: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(runs):
        days = {
            name: draw.triangular(one.plan.low, one.plan.high, one.plan.likely)
            if one.plan.high
            else float(one.plan.duration)
            for name, one in rows.items()
        }
        found = course(days)
        end = max(found.values())
        for name in rows:
            finishes[name].append(found[name])
            moves[name].append(max(course(days, name).values()) > end + 0.005)
    return finishes, moves


def random_plan(seed: int) -> list[PlanRow]:
    """Fourteen activities with links of all types and a gate at their end."""
    draw = random.Random(seed)
    rows = []
    for n in range(14):
        low = draw.randint(1, 6)
        likely = low + draw.randint(0, 5)
        before = draw.sample(range(n), min(n, draw.choice((1, 1, 2))))
        links = [
            Link(f"A{m}", draw.choice(list(LinkType)), draw.choice((0, 0, 2, -1))) for m in before
        ]
        one = ranged(f"A{n}", low, likely, likely + draw.randint(1, 9))
        rows.append(replace(one, links=tuple(links)))
    return [*rows, row("F", "f", ", ".join(f"A{n}" for n in range(9, 14)), gate=True)]


@pytest.mark.parametrize("seed", range(4))
def test_random_networks_agree_with_a_simulation_written_apart(seed: int) -> None:
    schedule, runs = scheduled(*random_plan(seed)), 500
    finishes, moves = slow_finishes(schedule, runs, seed)
    found = risk_of(schedule)
    assert found
    slow = sorted(finishes["F"])
    for day, percent in ((found.gates[0].p50, 0.5), (found.gates[0].p80, 0.8)):
        # A day is the boundary rounded up, half a day later on average.
        expected = slow[int(percent * runs)] + 0.5
        assert working_days_after(MONDAY, day) == pytest.approx(expected, abs=1.3)
    for name, share in found.criticality:
        assert share == pytest.approx(sum(moves[name]) / runs, abs=0.07), name

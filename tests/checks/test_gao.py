"""What is measured beside the fourteen, each against a schedule small enough to count by hand."""

from __future__ import annotations

from datetime import date

from generator.checks import gao
from generator.checks.case import Case, Measure
from generator.model.progress import Baseline, Progress
from generator.model.schedule import RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import MONDAY, row, scheduled


def case(*rows: object) -> Case:
    return Case(scheduled(*rows))  # type: ignore[arg-type]


def test_planning_packages_are_rough_work() -> None:
    found = gao.rough_work(case(row("A", 5), row("P", 60, "A", kind=RowKind.PLANNING_PACKAGE)))
    assert found == Measure(1, 2, ("P",))


def test_two_activities_of_one_name_cannot_be_told_apart() -> None:
    rows = (row("A", 5, name="Review"), row("B", 5, "A", name="review"), row("C", 5, "B"))
    assert gao.same_name(case(*rows)) == Measure(2, 3, ("A", "B"))


def test_a_loose_end_has_links_but_none_to_its_start_or_from_its_finish() -> None:
    rows = (
        row("A", 5),  # its start drives B; nothing its finish
        row("B", 5, "ASS"),
        row("C", 5, "BFF"),  # nothing drives its start
        row("D", 5, "B, C"),
    )
    assert gao.loose_ends(case(*rows)) == Measure(2, 4, ("A", "C"))


def test_one_start_and_one_finish_are_no_loose_milestones() -> None:
    rows = (row("S", "s"), row("A", 5, "S"), row("X", "f", "A"), row("Y", "s"), row("F", "f", "A"))
    # Y has no predecessor beside the start S and no successor beside the end F; X no successor.
    assert gao.loose_milestones(case(*rows)) == Measure(2, 4, ("X", "Y"))


def test_a_default_is_an_assumed_duration_until_somebody_estimates_it() -> None:
    rows = (row("A", 5, assumed=True), row("B", 5, "A"))
    assert gao.assumed_durations(case(*rows)) == Measure(1, 2, ("A",))


def test_a_gate_that_waits_for_a_date_alone_has_no_path() -> None:
    rows = (
        row("A", 5),
        row("G", "f", "A", gate=True),
        row("H", "f", "A", "SNET 2026-06-01", gate=True),
    )
    assert gao.gates_without_path(case(*rows)) == Measure(1, 2, ("H",))


def test_critical_work_is_counted_without_milestones() -> None:
    rows = (row("A", 5), row("B", 3), row("F", "f", "A, B"))
    assert gao.critical_work(case(*rows)) == Measure(1, 2, ("A",))


def test_the_longest_path_is_held_by_dates_and_by_lags() -> None:
    rows = (row("A", 5, "", "SNET 2026-01-12"), row("B", 5, "AFS+3d"), row("C", 5, "B"))
    assert gao.held_path(case(*rows)) == Measure(2, 3, ("A", "B"))


def test_a_range_needs_two_ends() -> None:
    rows = (row("A", 5), row("B", 5, low=5.0, likely=5.0, high=5.0), row("C", 5, low=4.0, high=9.0))
    assert gao.without_range(case(*rows)) == Measure(2, 3, ("A", "B"))


def test_work_before_its_logic_is_out_of_sequence() -> None:
    said = {name: Progress(actual_start=MONDAY) for name in "AB"}
    plan = [row("A", 5), row("B", 5, "A"), row("C", 5)]
    schedule = compute(plan, Calendar(MONDAY, country=""), date(2026, 1, 6), progress=said)
    assert gao.started_early(Case(schedule)) == Measure(1, 2, ("B",))


def test_a_row_without_a_baseline_is_counted() -> None:
    known = {"A": Baseline(MONDAY, MONDAY, 1)}
    plan = [row("A", 1), row("B", 5)]
    schedule = compute(plan, Calendar(MONDAY, country=""), MONDAY, baseline=known)
    assert gao.without_baseline(Case(schedule)) == Measure(1, 2, ("B",))

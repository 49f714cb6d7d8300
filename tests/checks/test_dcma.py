"""The fourteen measures, each against a schedule small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.checks import dcma
from generator.checks.case import Case, Measure
from generator.errors import Severity
from generator.model.progress import Baseline, Progress
from generator.model.schedule import PlanRow, RowKind, Schedule
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import MONDAY, row, scheduled


def case(*rows: PlanRow) -> Case:
    return Case(scheduled(*rows))


def progressed(
    rows: list[PlanRow],
    data_date: date,
    progress: dict[str, Progress] | None = None,
    baseline: dict[str, Baseline] | None = None,
) -> Case:
    calendar = Calendar(MONDAY, country="")
    return Case(compute(rows, calendar, data_date, progress=progress, baseline=baseline))


def done(start: date, finish: date) -> Progress:
    return Progress(actual_start=start, actual_finish=finish)


def working_day(number: int) -> date:
    """The n-th working day from Monday, January 5, 2026."""
    weeks, rest = divmod(number - 1, 5)
    return MONDAY + timedelta(7 * weeks + rest)


def test_1_work_without_predecessor_or_successor_is_counted_and_milestones_are_not() -> None:
    found = dcma.missing_logic(
        case(row("S", "s"), row("A", 5, "S"), row("B", 5, "A"), row("C", 5), row("F", "f", "B"))
    )
    assert found == Measure(1, 3, ("C",))


def test_1_work_that_is_finished_is_no_longer_counted() -> None:
    rows = [row("A", 1), row("B", 5, "A"), row("F", "f", "B")]
    found = dcma.missing_logic(progressed(rows, working_day(1), {"A": done(MONDAY, MONDAY)}))
    assert found == Measure(0, 1, ())


def test_2_a_lead_is_a_negative_lag() -> None:
    found = dcma.leads(
        case(row("A", 5), row("B", 5, "AFS-2d"), row("C", 5, "AFS+2d, B"), row("D", 5, "C"))
    )
    assert found == Measure(1, 4, ("B",))


def test_3_lags_are_counted_also_on_milestones() -> None:
    found = dcma.lags(case(row("A", 5), row("B", 5, "AFS+2d"), row("F", "f", "BFS+10d, A")))
    assert found == Measure(2, 3, ("B", "F"))


def test_4_links_from_finish_to_start_are_counted_and_the_others_shown() -> None:
    found = dcma.finish_to_start(
        case(row("A", 5), row("B", 5, "A"), row("C", 5, "ASS"), row("D", 5, "BFF, C"))
    )
    assert found == Measure(2, 4, ("C", "D"))


def test_5_a_deadline_is_no_hard_constraint() -> None:
    day = working_day(20).isoformat()
    kinds = ("SNET", "FNET", "SNLT", "FNLT", "MSO", "MFO", "DEADLINE")
    rows = [row(f"A{n}", 5, "", f"{kind} {day}") for n, kind in enumerate(kinds)]
    assert dcma.hard_constraints(case(*rows)) == Measure(4, 7, ("A2", "A3", "A4", "A5"))


@pytest.mark.parametrize(("days", "counted"), [(44, ()), (45, ("B",))])
def test_6_float_is_high_above_44_working_days(days: int, counted: tuple[str, ...]) -> None:
    found = dcma.high_float(case(row("A", days + 1), row("B", 1), row("F", "f", "A, B")))
    assert found == Measure(len(counted), 2, counted)


def test_7_negative_float_of_a_new_baseline_is_an_error_as_its_rule_says() -> None:
    late = working_day(9).isoformat()
    found = dcma.negative_float(
        case(row("A", 5), row("B", 5, "A"), row("C", 5), row("F", "f", "B", f"DEADLINE {late}"))
    )
    assert found == Measure(2, 3, ("A", "B"), None)


def test_7_negative_float_of_running_work_is_a_trip_wire() -> None:
    rows = [row("A", 5), row("B", 5, "A", f"DEADLINE {working_day(9)}"), row("F", "f", "B")]
    started = {"A": Progress(actual_start=MONDAY)}
    found = dcma.negative_float(progressed(rows, working_day(1), started))
    assert found == Measure(2, 2, ("A", "B"), Severity.WARNING)


def test_8_long_durations_are_those_of_the_baseline_and_of_no_planning_package() -> None:
    rows = [
        row("A", 44),
        row("B", 45),
        row("C", 45),
        row("P", 300, kind=RowKind.PLANNING_PACKAGE),
    ]
    planned = {"C": Baseline(MONDAY, working_day(40), 40)}
    assert dcma.high_duration(progressed(rows, MONDAY, baseline=planned)) == Measure(1, 3, ("B",))


def test_9_a_computed_schedule_has_no_date_on_the_wrong_side_of_the_data_date() -> None:
    rows = [row("A", 2), row("B", 3, "A")]
    found = dcma.invalid_dates(progressed(rows, working_day(4), {"A": done(MONDAY, MONDAY)}))
    assert found == Measure(0, 2, ())


def test_9_a_forecast_before_and_an_actual_after_the_data_date_are_seen() -> None:
    rows = [row("A", 2), row("B", 3, "A"), row("C", 3, "B")]
    made = progressed(rows, working_day(4), {"A": done(MONDAY, MONDAY)}).schedule
    a, b, c = made.rows
    wrong = (
        replace(a, actual_finish=working_day(5)),
        replace(b, times=replace(b.times, early_start=3)),
        c,
    )
    moved = Schedule(
        wrong, made.project_start, made.project_finish, made.data_date, made.workweek, ()
    )
    assert dcma.invalid_dates(Case(moved)) == Measure(2, 3, ("A", "B"))


def test_10_work_without_an_owner_is_counted() -> None:
    found = dcma.no_owner(case(row("A", 5, owner="PMO Lead"), row("B", 5, "A"), row("F", "f")))
    assert found == Measure(1, 2, ("B",))


def test_11_missed_is_what_was_due_and_is_late_finished_or_not() -> None:
    rows = [row(name, 5) for name in "ABCD"]
    week, later = Baseline(MONDAY, working_day(5), 5), Baseline(MONDAY, working_day(11), 11)
    found = dcma.missed(
        progressed(
            rows,
            working_day(10),
            {
                "A": done(MONDAY, working_day(5)),
                "B": done(MONDAY, working_day(6)),
                "C": Progress(actual_start=MONDAY),
            },
            {"A": week, "B": week, "C": week, "D": later},
        )
    )
    assert found == Measure(2, 3, ("B", "C"))


def test_12_the_finish_moves_with_the_critical_path() -> None:
    rows = [row("A", 5), row("B", 5, "A"), row("C", 2, "A"), row("F", "f", "B, C")]
    assert dcma.critical_path_test(case(*rows)) == Measure(600, 600, ("A",))


@pytest.mark.parametrize("day", [8, 30])
def test_12_a_pinned_finish_does_not_move(day: int) -> None:
    pin = f"MFO {working_day(day)}"
    found = dcma.critical_path_test(case(row("A", 5), row("B", 5, "A"), row("F", "f", "B", pin)))
    assert found == Measure(0, 600, ("A",))


def test_12_work_that_waits_for_a_date_takes_up_some_of_the_days() -> None:
    rows = [row("A", 5), row("B", 5, "A", f"SNET {working_day(106)}"), row("C", 5)]
    # B starts at boundary 105 and drives the end; 600 days more of it move the end 600.
    assert dcma.critical_path_test(case(*rows)) == Measure(600, 600, ("B",))


def test_12_work_whose_successor_is_already_finished_is_its_own_end() -> None:
    begun = {"B": done(MONDAY, MONDAY)}
    found = dcma.critical_path_test(
        progressed([row("A", 5), row("B", 1, "A")], working_day(2), begun)
    )
    assert found == Measure(600, 600, ("A",))


@pytest.mark.parametrize(("late", "index"), [(10, 240), (20, 230)])
def test_13_the_index_is_the_critical_path_with_its_float_by_its_length(
    late: int, index: int
) -> None:
    rows = [row("A", 250), row("F", "f", "A")]
    planned = working_day(250 - late)
    baseline = {
        "A": Baseline(MONDAY, planned, 250 - late),
        "F": Baseline(planned, planned, 0),
    }
    found = dcma.critical_path_length(progressed(rows, MONDAY, baseline=baseline))
    assert found == Measure(index, 250)


def test_13_the_length_is_counted_from_the_data_date() -> None:
    rows = [row("A", 10), row("B", 10, "A")]
    baseline = {"B": Baseline(working_day(11), working_day(21), 10)}
    begun = {"A": done(MONDAY, working_day(10))}
    found = dcma.critical_path_length(progressed(rows, working_day(10), begun, baseline))
    assert found == Measure(11, 10)  # ten days are left, and one of float


def test_14_of_80_due_68_are_done() -> None:
    rows = [row(f"A{n}", 1) for n in range(100)]
    due, later = Baseline(MONDAY, MONDAY, 1), Baseline(working_day(9), working_day(9), 1)
    baseline = {f"A{n}": due if n < 80 else later for n in range(100)}
    progress = {f"A{n}": done(MONDAY, MONDAY) for n in (*range(68), 90)}
    found = dcma.baseline_execution(progressed(rows, working_day(5), progress, baseline))
    assert (found.numerator, found.denominator) == (68, 80)
    assert found.rows == tuple(f"A{n}" for n in range(68, 80))


def test_14_work_without_a_baseline_counts_as_due() -> None:
    rows = [row("A", 1), row("B", 1), row("C", 1)]
    found = dcma.baseline_execution(
        progressed(
            rows,
            working_day(5),
            {"A": done(MONDAY, MONDAY)},
            {"A": Baseline(MONDAY, MONDAY, 1), "B": Baseline(MONDAY, working_day(20), 20)},
        )
    )
    assert found == Measure(1, 2, ("C",))

from datetime import date

import pytest

from generator.model.progress import Baseline, Status
from generator.schedule.baseline import baseline_of
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import MONDAY, row, scheduled
from tests.schedule.test_progress import said

PLAN = (
    row("P", "S"),
    row("s", "s", parent="P"),
    row("a", 3, "s", parent="P"),
    row("b", 4, "a", parent="P"),
    row("f", "f", "b", parent="P"),
)


def measured(data_day, **progress):
    """The plan at a day of January 2026 against its own dates without progress."""
    calendar = Calendar(MONDAY, country="")
    baseline = baseline_of(compute(PLAN, calendar, MONDAY))
    return compute(PLAN, calendar, date(2026, 1, data_day), progress=progress, baseline=baseline)


def statuses(schedule):
    return {one.id: one.status.value for one in schedule.rows}


def test_a_baseline_is_the_dates_and_durations_of_a_schedule():
    assert baseline_of(scheduled(*PLAN)) == {
        "P": Baseline(MONDAY, date(2026, 1, 13), 7),
        "s": Baseline(MONDAY, MONDAY, 0),
        "a": Baseline(MONDAY, date(2026, 1, 7), 3),
        "b": Baseline(date(2026, 1, 8), date(2026, 1, 13), 4),
        "f": Baseline(date(2026, 1, 13), date(2026, 1, 13), 0),
    }


def test_the_finish_variance_counts_working_days():
    # At the end of Friday, boundary 5, a has 2 days left and ends on Tuesday the 13th, planned
    # for Wednesday the 7th; b and f follow, ending on Monday the 19th, planned for the 13th.
    schedule = measured(9, s=said(5), a=said(6, remaining=2))
    assert {one.id: one.finish_variance for one in schedule.rows} == {
        "P": 4,
        "s": 0,
        "a": 4,
        "b": 4,
        "f": 4,
    }
    row_b = schedule.row("b")
    assert (row_b.baseline_start, row_b.baseline_finish) == (date(2026, 1, 8), date(2026, 1, 13))
    assert row_b.baseline_duration == 4


def test_what_ends_early_has_a_negative_variance():
    schedule = measured(9, s=said(5), a=said(5, 6), b=said(7, 9), f=said(finish=9))
    assert [one.finish_variance for one in schedule.rows] == [-2, 0, -1, -2, -2]


def test_at_the_start_nothing_is_late():
    assert set(statuses(measured(5)).values()) == {"Not started"}


@pytest.mark.parametrize(
    ("day", "told", "words"),
    [
        (6, {}, {"P": "Late start", "s": "Late start", "a": "Late start", "b": "Not started"}),
        (
            6,
            {"s": said(5), "a": said(6)},
            {"P": "In progress", "s": "Complete", "a": "In progress"},
        ),
        (7, {"s": said(5), "a": said(6)}, {"a": "Overdue", "b": "Not started", "P": "In progress"}),
        (7, {}, {"a": "Overdue", "b": "Not started"}),
        (8, {"a": said(6)}, {"b": "Late start"}),
        (12, {"a": said(5, 7), "b": said(8)}, {"b": "In progress", "f": "Not started"}),
        (13, {"a": said(5, 7), "b": said(8)}, {"b": "Overdue", "f": "Overdue", "P": "Overdue"}),
        (13, {"s": said(5), "a": said(5, 7), "b": said(8, 13), "f": said(13)}, {"P": "Complete"}),
    ],
)
def test_the_status_is_late_once_a_baseline_date_has_passed(day, told, words):
    assert statuses(measured(day, **told)).items() >= words.items()


def test_without_a_baseline_nothing_is_late_and_nothing_has_a_variance():
    schedule = scheduled(*PLAN, data_date=date(2026, 1, 30))
    assert {one.status for one in schedule.rows} == {Status.NOT_STARTED}
    assert {one.finish_variance for one in schedule.rows} == {None}


def test_a_row_that_is_new_since_the_baseline_has_none():
    calendar = Calendar(MONDAY, country="")
    baseline = baseline_of(compute(PLAN, calendar, MONDAY))
    found = compute([*PLAN, row("new", 2)], calendar, MONDAY, baseline=baseline).row("new")
    assert (found.baseline_start, found.finish_variance) == (None, None)

import bisect
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.schedule.calendar import Calendar, holiday_list
from tests.schedule.networks import row

MONDAY = date(2026, 1, 5)


def test_the_federal_holidays_of_2027_are_those_opm_publishes():
    # OPM, 2027: observed on the Friday before or the Monday after where they fall on a weekend.
    days = Calendar(date(2027, 1, 1)).days_off(2027)
    assert " ".join(f"{day:%m-%d}" for day, _ in days) == (
        "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"
    )
    assert dict(days)[date(2027, 12, 31)] == "New Year's Day (observed)"


def test_work_spans_a_weekend_and_a_holiday():
    calendar = Calendar(date(2026, 1, 15))  # Thursday; Monday 19 January is a holiday
    assert [calendar.day(n).day for n in (1, 2, 3, 4)] == [15, 16, 20, 21]
    assert calendar.start_date(2, row("a", 2)) == date(2026, 1, 20)
    assert calendar.finish_date(2, row("a", 2)) == date(2026, 1, 16)


def test_a_project_start_on_a_day_off_starts_work_on_the_next_working_day():
    calendar = Calendar(date(2026, 1, 17))
    assert calendar.start_date(0, row("a", 1)) == date(2026, 1, 20)
    assert calendar.next_day(date(2026, 1, 17)) == 1
    assert calendar.last_day(date(2026, 1, 19)) == 0
    assert calendar.data_boundary(date(2026, 1, 20)) == 1


def test_a_milestone_at_the_project_start_shows_the_first_day():
    calendar = Calendar(MONDAY)
    for one in (row("s", "s"), row("f", "f")):
        assert calendar.start_date(0, one) == calendar.finish_date(0, one) == MONDAY


def test_a_finish_milestone_shows_the_end_of_the_driving_day_and_a_start_milestone_the_next():
    calendar = Calendar(MONDAY)
    assert calendar.finish_date(5, row("f", "f")) == date(2026, 1, 9)
    assert calendar.start_date(5, row("f", "f")) == date(2026, 1, 9)
    assert calendar.finish_date(5, row("s", "s")) == date(2026, 1, 12)
    assert calendar.start_date(5, row("s", "s")) == date(2026, 1, 12)


def test_the_data_date_is_the_end_of_its_day():
    calendar = Calendar(MONDAY)
    assert calendar.data_boundary(date(2025, 12, 1)) == 0
    assert calendar.data_boundary(MONDAY) == 0
    assert calendar.data_boundary(date(2026, 1, 6)) == 2
    assert calendar.data_boundary(date(2026, 1, 10)) == 5


def test_days_before_the_project_start_count_backwards():
    calendar = Calendar(MONDAY, country="")
    days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 4)]
    assert [calendar.last_day(day) for day in days] == [-1, 0, 0, 0]
    assert [calendar.next_day(day) for day in days] == [-1, 0, 1, 1]


def test_closures_are_days_off_with_their_names():
    calendar = Calendar(
        MONDAY, country="", closures={date(2026, 1, 6): "Move", date(2026, 1, 10): "x"}
    )
    assert calendar.day(2) == date(2026, 1, 7)
    assert calendar.days_off(2026) == ((date(2026, 1, 6), "Move"),)


def test_the_years_grow_with_the_schedule_and_end_at_the_last_year_there_is():
    calendar = Calendar(MONDAY, country="")
    assert calendar.day(5 * 5218) == MONDAY + timedelta(days=7 * 5218 - 3)
    with pytest.raises(OverflowError, match="year 9999"):
        calendar.day(10**9)


@pytest.mark.parametrize("workweek", [(), (7,), (-1, 0)])
def test_a_work_week_without_a_weekday_is_refused(workweek):
    with pytest.raises(ValueError, match="at least one weekday"):
        Calendar(MONDAY, workweek=workweek)


@pytest.mark.parametrize(("country", "subdivision"), [("XX", ""), ("US", "QQ")])
def test_an_unknown_country_or_subdivision_is_named(country, subdivision):
    with pytest.raises(ValueError, match=subdivision or country):
        holiday_list(country, subdivision, [2026])


@given(
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    workweek=st.sets(st.integers(0, 6), min_size=1),
    off=st.sets(st.integers(-60, 400), max_size=60),
    probe=st.integers(-60, 800),
)
def test_day_numbers_agree_with_counting_days_one_by_one(start, workweek, off, probe):
    closures = {start + timedelta(days): "closed" for days in off}
    calendar = Calendar(start, workweek=workweek, country="", closures=closures)
    first, day = start - timedelta(100), start + timedelta(probe)
    counted = [
        one
        for one in (first + timedelta(n) for n in range(1200))
        if one.weekday() in workweek and one not in closures
    ]
    zero = bisect.bisect_left(counted, start)
    assert calendar.last_day(day) == bisect.bisect_right(counted, day) - zero
    assert calendar.next_day(day) == bisect.bisect_left(counted, day) - zero + 1
    assert calendar.day(7) == counted[zero + 6]

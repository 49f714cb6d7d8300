"""The engine with progress against what dates and floats mean, on random work in progress.

The oracle knows boundaries only, relaxes every link until nothing moves, and finds floats by
trying: it shares nothing with the engine but the rules.
"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.paths import Paths
from tests.schedule.histories import history

CALENDAR = Calendar(date(2026, 1, 5), country="")
histories = st.integers(0, 10**9).map(lambda seed: history(seed, CALENDAR, size=10))


def relaxed(one, moved="", by=0):
    """Where what remains of each row starts, and all starts and finishes.

    One row's remaining work is held back by some days.
    """
    resumes = {row.id: one.data for row in one.rows}
    starts, finishes = {}, {}

    def date_all():
        for row_id, resume in resumes.items():
            starts[row_id] = one.started.get(row_id, resume)
            finishes[row_id] = one.finished.get(row_id, resume + one.remaining[row_id])

    def settle():
        while True:
            date_all()
            before = dict(resumes)
            for row in one.rows:
                for link in row.links:
                    leaves = finishes if link.type in ("FS", "FF") else starts
                    bound = leaves[link.predecessor] + link.lag
                    if link.type in ("FF", "SF"):
                        bound -= one.remaining[row.id]
                    resumes[row.id] = max(resumes[row.id], bound)
            if resumes == before:
                return

    settle()
    if moved:
        resumes[moved] += by
        settle()
    return dict(resumes), dict(starts), dict(finishes)


def computed(one):
    schedule = compute(one.rows, CALENDAR, one.data_date, progress=one.progress)
    return {row.id: row for row in schedule.rows}


def unfinished(one):
    return [row.id for row in one.rows if row.id not in one.finished]


@given(histories)
def test_dates_are_what_relaxing_every_link_from_the_data_date_gives(one):
    resumes, starts, finishes = relaxed(one)
    for row_id, row in computed(one).items():
        assert (row.times.early_start, row.times.early_finish) == (
            starts[row_id],
            finishes[row_id],
        )
        assert row.remaining_duration == one.remaining[row_id]
        if row_id not in one.finished:
            assert row.times.early_finish - row.remaining_duration == resumes[row_id]


@given(histories)
def test_what_remains_may_slip_by_its_total_float_and_by_no_day_more(one):
    rows = computed(one)
    end = max(relaxed(one)[2].values())
    for row_id in unfinished(one):
        times = rows[row_id].times
        assert max(relaxed(one, row_id, times.total_float)[2].values()) == end
        assert max(relaxed(one, row_id, times.total_float + 1)[2].values()) == end + 1
        assert times.late_finish - times.late_start == one.remaining[row_id]


@given(histories)
def test_what_remains_may_slip_by_its_free_float_without_moving_another(one):
    rows = computed(one)
    resumes, _, finishes = relaxed(one)
    for row_id in unfinished(one):
        others = {key: day for key, day in resumes.items() if key in unfinished(one)}

        def moved(by, row_id=row_id, others=others):
            found, _, ends = relaxed(one, row_id, by)
            kept = {key: found[key] for key in others} | {row_id: others[row_id]}
            return kept != others or max(ends.values()) > max(finishes.values())

        free = rows[row_id].times.free_float
        assert not moved(free)
        assert moved(free + 1)


@given(histories)
def test_the_float_of_a_path_is_how_far_its_rows_may_slip_until_the_last_row_moves(one):
    schedule = compute(one.rows, CALENDAR, one.data_date, progress=one.progress)
    resumes, _, _ = relaxed(one)
    paths = Paths(schedule).float_paths(count=99)
    if not paths:
        assert not unfinished(one)
        return
    target = paths[0].rows[-1].id
    assert [path.path_float for path in paths] == sorted(path.path_float for path in paths)
    in_paths = [row.id for path in paths for row in path.rows]
    assert len(in_paths) == len(set(in_paths))
    for path in paths:
        for row in path.rows:
            assert relaxed(one, row.id, path.path_float)[0][target] == resumes[target]
            assert relaxed(one, row.id, path.path_float + 1)[0][target] == resumes[target] + 1
    for row_id in set(unfinished(one)) - set(in_paths):
        assert relaxed(one, row_id, 999)[0][target] == resumes[target]


@given(histories)
def test_a_row_whose_drivers_are_gone_starts_earlier_and_one_without_drivers_does_not(one):
    schedule = compute(one.rows, CALENDAR, one.data_date, progress=one.progress)
    paths = Paths(schedule)
    resumes, _, _ = relaxed(one)
    for row in one.rows:
        if row.id in one.finished:
            assert paths.drivers(row.id) == ()
            continue
        drivers = paths.drivers(row.id)

        def without(links, row=row):
            rows = (
                replace(each, links=tuple(link for link in each.links if link not in links))
                if each is row
                else each
                for each in one.rows
            )
            return relaxed(replace(one, rows=tuple(rows)))[0][row.id]

        if resumes[row.id] > one.data:
            assert drivers
            assert without(drivers) < resumes[row.id]
        others = tuple(link for link in row.links if link not in drivers)
        assert without(others) == resumes[row.id]


BROKEN = {
    "the data date is a day early": lambda one: replace(one, data=one.data - 1),
    "nothing remains of running work": lambda one: replace(
        one,
        remaining={key: 0 if key in one.started else days for key, days in one.remaining.items()},
    ),
    "an actual start is not seen": lambda one: replace(one, started=one.finished),
    "an actual finish is not seen": lambda one: replace(one, finished={}),
    "progress overrides logic": lambda one: replace(
        one,
        rows=tuple(replace(row, links=()) if row.id in one.started else row for row in one.rows),
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_this_oracle_notices_a_rule_that_is_broken(fault):
    """Broken on the side of the oracle: then it no longer agrees with the engine."""
    seen = 0
    for seed in range(40):
        one = history(seed, CALENDAR, size=12)
        _, starts, finishes = relaxed(BROKEN[fault](one))
        times = {key: row.times for key, row in computed(one).items()}
        seen += any(
            (times[key].early_start, times[key].early_finish) != (starts[key], finishes[key])
            for key in times
        )
    assert seen > 5


@settings(max_examples=30)
@given(histories)
def test_progress_that_says_nothing_changes_nothing(one):
    plain = compute(one.rows, CALENDAR, one.data_date)
    said = {row.id: replace(one.progress[row.id], **NOTHING_SAID) for row in one.rows}
    assert compute(one.rows, CALENDAR, one.data_date, progress=said) == plain


NOTHING_SAID = {
    "percent_complete": None,
    "actual_start": None,
    "actual_finish": None,
    "remaining_duration": None,
}

"""The engine against what dates and floats mean, on random networks."""

from dataclasses import replace

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import MONDAY, networks, random_rows, times


def relaxed(rows, moved="", by=0):
    """Early starts by relaxing every link until nothing moves; one row is held back by days."""
    starts = {one.id: 0 for one in rows}
    days = {one.id: 0 if one.kind.is_milestone else one.duration for one in rows}
    floor = {one.id: 0 for one in rows}
    changed = True
    while changed:
        changed = False
        for one in rows:
            start = floor[one.id]
            for link in one.links:
                other = starts[link.predecessor]
                if link.type in ("FS", "FF"):
                    other += days[link.predecessor]
                if link.type in ("FF", "SF"):
                    other -= days[one.id]
                start = max(start, other + link.lag)
            if start > starts[one.id]:
                starts[one.id], changed = start, True
        if not changed and moved and floor[moved] == 0 and by:
            floor[moved], changed = starts[moved] + by, True
    return starts, max(starts[one] + days[one] for one in starts)


@given(networks)
def test_early_dates_are_what_relaxing_every_link_gives(rows):
    starts, _ = relaxed(rows)
    assert {row_id: found[0] for row_id, found in times(*rows).items()} == starts


@given(networks)
def test_a_row_may_slip_by_its_total_float_and_by_no_day_more(rows):
    found = times(*rows)
    _, end = relaxed(rows)
    for row_id, (*_, total_float, _) in found.items():
        if total_float:
            assert relaxed(rows, row_id, total_float)[1] == end
        assert relaxed(rows, row_id, total_float + 1)[1] == end + 1


@given(networks)
def test_a_row_may_slip_by_its_free_float_without_moving_another(rows):
    found = times(*rows)
    starts, end = relaxed(rows)
    for row_id, (*_, free_float) in found.items():
        moved, moved_end = relaxed(rows, row_id, free_float) if free_float else (starts, end)
        assert {**moved, row_id: starts[row_id]} == starts
        assert moved_end == end
        moved, moved_end = relaxed(rows, row_id, free_float + 1)
        assert {**moved, row_id: starts[row_id]} != starts or moved_end > end


def longest_paths(rows):
    """Early start and total float by longest paths through a graph of starts."""
    days = {one.id: 0 if one.kind.is_milestone else one.duration for one in rows}
    graph = networkx.DiGraph()
    for one in rows:
        graph.add_edge("source", one.id, weight=0)
        graph.add_edge(one.id, "sink", weight=-days[one.id])
        for link in one.links:
            weight = link.lag
            weight += days[link.predecessor] if link.type in ("FS", "FF") else 0
            weight -= days[one.id] if link.type in ("FF", "SF") else 0
            graph.add_edge(link.predecessor, one.id, weight=-weight)
    forth = networkx.single_source_bellman_ford_path_length(graph, "source")
    back = networkx.single_source_bellman_ford_path_length(graph.reverse(), "sink")
    end = -forth["sink"]
    return {one.id: (-forth[one.id], end + forth[one.id] + back[one.id]) for one in rows}


@pytest.mark.parametrize("seed", range(40))
def test_dates_and_floats_are_those_of_longest_paths(seed):
    rows = random_rows(seed, size=80)
    found = {row_id: (one[0], one[4]) for row_id, one in times(*rows).items()}
    assert found == longest_paths(rows)


BROKEN = {
    "leads forgotten": lambda link: replace(link, lag=max(0, link.lag)),
    "FF read as FS": lambda link: replace(link, type="FS" if link.type == "FF" else link.type),
    "SF read as SS": lambda link: replace(link, type="SS" if link.type == "SF" else link.type),
    "a lag of one day too much": lambda link: replace(link, lag=link.lag + (link.lag > 0)),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_these_oracles_notice_an_engine_that_is_wrong(fault):
    def broken(rows):
        wrong = (replace(one, links=tuple(map(BROKEN[fault], one.links))) for one in rows)
        return {one: (found[0], found[4]) for one, found in times(*wrong).items()}

    many = [random_rows(seed, size=20) for seed in range(20)]
    assert any(broken(rows) != longest_paths(rows) for rows in many)
    assert any(
        {one: found[0] for one, found in broken(rows).items()} != relaxed(rows)[0] for rows in many
    )


@given(networks, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_number(rows, dice):
    shuffled = list(rows)
    dice.shuffle(shuffled)
    assert times(*shuffled) == times(*rows)


@given(networks)
def test_lengthening_a_critical_row_moves_the_end_as_far(rows):
    schedule = compute(rows, Calendar(MONDAY, country=""), MONDAY)
    end = max(one.times.early_finish for one in schedule.rows)
    critical = [one.plan for one in schedule.rows if one.critical and one.plan.duration]
    for plan in critical:
        if any(link.type != "FS" for one in rows for link in one.links):
            continue  # only finish-to-start carries the whole of it
        longer = tuple(
            replace(one, duration=one.duration + 600) if one is plan else one for one in rows
        )
        assert max(found[1] for found in times(*longer).values()) == end + 600

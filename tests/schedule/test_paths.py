"""Driving links and float paths worked by hand; day 1 is Monday, 5 January 2026."""

from datetime import date

from generator.schedule.paths import Paths, out_of_sequence
from tests.schedule.networks import row, scheduled
from tests.schedule.test_progress import progressed, said


def ids(rows):
    return [one.id for one in rows]


def drivers(schedule):
    paths = Paths(schedule)
    rows = (one for one in schedule.rows if one.plan.kind.is_scheduled)
    return {one.id: ", ".join(map(str, paths.drivers(one.id))) for one in rows}


def test_the_links_that_decide_a_start_drive_it():
    # b ends at 7 and c at 5; d waits for b and, with 2 days of lag, for c as well, not for a.
    schedule = scheduled(
        row("a", 3), row("b", 4, "a"), row("c", 2, "a"), row("d", 2, "aFS+1d, b, cFS+2d")
    )
    assert drivers(schedule) == {"a": "", "b": "a", "c": "a", "d": "b, cFS+2d"}


def test_a_link_to_a_finish_drives_through_it():
    schedule = scheduled(row("a", 9), row("b", 4, "aFF+1d"), row("c", 2, "aSS+1d, bSF+1d"))
    assert drivers(schedule) == {"a": "", "b": "aFF+1d", "c": "bSF+1d"}


def test_nothing_drives_what_the_data_date_or_a_constraint_holds():
    schedule = scheduled(
        row("a", 3), row("b", 1, "a", "SNET 2026-01-20"), data_date=date(2026, 1, 7)
    )
    assert drivers(schedule) == {"a": "", "b": ""}


def test_a_link_that_a_pin_breaks_drives():
    assert drivers(scheduled(row("a", 5), row("b", 1, "a", "MSO 2026-01-07")))["b"] == "a"


def test_the_longest_path_leads_to_the_end_in_the_order_of_its_links():
    # The end milestone stands first in the plan, as the project's own milestones do.
    schedule = scheduled(
        row("P", "S"),
        row("end", "f", "gate", parent="P"),
        row("gate", "f", "c, d", parent="P"),
        row("c", 4, "b", parent="P"),
        row("b", 5, "a", parent="P"),
        row("a", "s", parent="P"),
        row("d", 2, "a", parent="P"),
        row("e", "e", parent="P", supports=("P",)),
    )
    assert ids(Paths(schedule).longest()) == ["a", "b", "c", "gate", "end"]


def test_paths_of_equal_length_are_both_the_longest():
    schedule = scheduled(row("a", 3), row("b", 3), row("c", 1, "a, b"), row("d", 4))
    assert ids(Paths(schedule).longest()) == ["a", "b", "d", "c"]


def test_rows_of_a_path_that_nothing_drives_stand_by_their_dates():
    schedule = scheduled(row("b", 2, "", "SNET 2026-01-07"), row("x", 4), row("end", "f", "b, x"))
    assert ids(Paths(schedule).longest()) == ["x", "b", "end"]


def test_the_driving_path_to_a_gate_is_its_own_though_the_gate_has_float():
    schedule = scheduled(row("a", 3), row("b", 2), row("g", "f", "a, b"), row("c", 9))
    paths = Paths(schedule)
    assert ids(paths.to("G")) == ["a", "g"]
    assert schedule.row("g").times.total_float == 6
    assert ids(paths.longest()) == ["c"]


def test_paths_run_over_what_is_not_finished():
    # b waits 9 days after a was finished: that drives b, and nothing is left to do there.
    schedule = progressed(
        row("a", 2),
        row("b", 3, "aFS+9d"),
        row("c", 1, "b"),
        row("g", "f", "a"),
        a=said(5, 6),
        g=said(6),
    )
    paths = Paths(schedule)
    assert ids(paths.longest()) == ["b", "c"]
    assert [str(link) for link in paths.drivers("b")] == ["aFS+9d"]
    assert paths.to("g") == ()
    assert ids(paths.float_paths()[0].rows) == ["b", "c"]


def test_a_start_that_has_happened_can_slip_no_more():
    schedule = progressed(row("a", 9), row("b", 30, "aSS+8d"), a=said(5, remaining=2))
    paths = Paths(schedule)
    assert [str(link) for link in paths.drivers("b")] == ["aSS+8d"]
    assert ids(paths.longest()) == ["b"]


def test_float_paths_come_by_float_and_join_the_path_they_hold_back():
    # a 5, b 4, end: 9 days. c 3 leads to b: 2 days of float. d 1 leads to c by then: 2 of its own
    # link and 2 of c's. e 6 leads to the end: 3.
    schedule = scheduled(
        row("a", 5),
        row("d", 1),
        row("c", 3, "dSS"),
        row("b", 4, "a, c"),
        row("e", 6),
        row("d2", 1),
        row("end", "f", "b, e, d2FS+6d"),
        row("loose", 1),
    )
    found = [
        (ids(path.rows), path.path_float, path.joins) for path in Paths(schedule).float_paths("end")
    ]
    assert found == [
        (["a", "b", "end"], 0, ""),
        (["d", "c"], 2, "b"),
        (["d2"], 2, "end"),
        (["e"], 3, "end"),
    ]


def test_only_as_many_float_paths_as_asked_for():
    rows = [row(f"a{n}", n) for n in range(1, 30)]
    schedule = scheduled(*rows, row("end", "f", ", ".join(one.id for one in rows)))
    found = Paths(schedule).float_paths(count=3)
    assert [path.path_float for path in found] == [0, 1, 2]


def test_a_finished_or_empty_schedule_has_no_path():
    for schedule in (scheduled(), progressed(row("a", 1), a=said(5, 5))):
        paths = Paths(schedule)
        assert (paths.longest(), paths.float_paths()) == ((), ())


def test_out_of_sequence_is_what_came_before_its_link_let_it():
    schedule = progressed(
        row("a", 4),
        row("z", 4),
        row("ok", 2, "aFS-2d, aSS, zSF+2d"),
        row("fs", 2, "a"),
        row("ss", 2, "aSS+3d, zSS"),
        row("ff", 2, "aFF+1d"),
        row("sf", 2, "zSF"),
        row("running", 2, "zFF"),
        a=said(5, 8),
        ok=said(7, 8),
        fs=said(8),
        ss=said(7),
        ff=said(6, 8),
        sf=said(6, 7),
        running=said(6),
    )
    assert [(one.id, str(link)) for one, link in out_of_sequence(schedule)] == [
        ("ok", "zSF+2d"),
        ("fs", "a"),
        ("ss", "aSS+3d"),
        ("ss", "zSS"),
        ("ff", "aFF+1d"),
        ("sf", "zSF"),
    ]

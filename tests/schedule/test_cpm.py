"""The critical path method worked by hand, in boundaries; day 1 is Monday, 5 January 2026."""

from datetime import date

import pytest

from generator.errors import InputError
from generator.model.schedule import RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import MONDAY, row, scheduled, times


def test_a_textbook_network_of_two_paths():
    # a 3 -> b 4 -> d 2 is 9 days; a 3 -> c 2 -> d is 7, so c has 2 days of float, all free.
    assert times(row("a", 3), row("b", 4, "a"), row("c", 2, "a"), row("d", 2, "b, c")) == {
        "a": (0, 3, 0, 3, 0, 0),
        "b": (3, 7, 3, 7, 0, 0),
        "c": (3, 5, 5, 7, 2, 2),
        "d": (7, 9, 7, 9, 0, 0),
    }


@pytest.mark.parametrize(
    ("link", "start"),
    [
        ("aFS", 10),
        ("aFS+3d", 13),
        ("aFS-4d", 6),
        ("aSS", 0),
        ("aSS+2d", 2),
        ("aFF", 6),  # b takes 4 days and may not finish before a does, at 10
        ("aFF+3d", 9),
        ("aFF-8d", 0),  # never before the project start
        ("aSF", 0),
        ("aSF+7d", 3),  # b may not finish before day 7
    ],
)
def test_each_link_type_drives_what_it_names(link, start):
    assert times(row("a", 10), row("b", 4, link))["b"][:2] == (start, start + 4)


@pytest.mark.parametrize(
    ("link", "late_finish"),
    [
        ("aFS+3d", 16 - 4 - 3),
        ("aSS+2d", 16 - 4 - 2 + 5),
        ("aFF+3d", 16 - 3),
        ("aSF+7d", 16 - 7 + 5),
    ],
)
def test_the_backward_pass_mirrors_each_link_type(link, late_finish):
    # c alone takes 16 days and sets the end; a takes 5, b takes 4 and may end at 16.
    found = times(row("a", 5), row("b", 4, link), row("c", 16))
    assert found["a"][3] == min(late_finish, 16)
    assert found["b"][3] == 16


def test_free_float_ends_at_the_project_end():
    assert times(row("a", 5), row("b", 2))["b"] == (0, 2, 3, 5, 3, 3)


def test_free_float_is_what_moves_no_successor():
    found = times(row("a", 2), row("b", 3, "a"), row("c", 9), row("d", 1, "b, c"))
    assert found["a"][4:] == (4, 0)
    assert found["b"][4:] == (4, 4)


@pytest.mark.parametrize(
    ("constraint", "start"),
    [
        ("SNET 2026-01-08", 3),  # Thursday is day 4: starts at boundary 3
        ("SNET 2026-01-10", 5),  # Saturday: the Monday after
        ("FNET 2026-01-14", 6),  # Wednesday is day 8: two days of work end at boundary 8
        ("SNET 2025-12-01", 1),  # before the project: logic holds
        ("MSO 2026-01-13", 6),
        ("MFO 2026-01-13", 5),
        ("MSO 2026-01-05", 0),  # a pin beats logic
        ("MFO 2025-01-01", 0),  # but nothing starts before the project
        ("SNLT 2026-01-05", 1),
        ("FNLT 2026-01-05", 1),
        ("DEADLINE 2026-01-05", 1),
    ],
)
def test_constraints_move_out_or_pin_and_late_limits_never_beat_logic(constraint, start):
    found = times(row("a", 1), row("b", 2, "a", constraint))
    assert found["b"][:2] == (start, start + 2)


@pytest.mark.parametrize(
    ("constraint", "total_float"),
    [
        ("SNLT 2026-01-07", 2 - 5),  # Wednesday starts at boundary 2; logic says 5
        ("SNLT 2026-01-10", 4 - 5),  # Saturday: start on Friday at the latest
        ("FNLT 2026-01-09", 5 - 8),
        ("DEADLINE 2026-01-11", 5 - 8),  # Sunday: the Friday before
        ("DEADLINE 2026-01-01", -1 - 8),  # only Friday, 2 January, lies between it and the start
        ("DEADLINE 2026-02-27", 0),  # later than the project end: the end holds
        ("MFO 2026-01-07", 0),
    ],
)
def test_a_limit_that_logic_breaks_makes_negative_float(constraint, total_float):
    found = times(row("a", 5), row("b", 3, "a", constraint))
    assert found["b"][4] == total_float


def test_negative_float_runs_back_to_all_that_drives_the_broken_limit():
    found = times(row("a", 5), row("b", 3, "a", "DEADLINE 2026-01-12"), row("c", 9))
    assert [found[row_id][4] for row_id in "abc"] == [-2, -2, 0]


def test_a_pin_that_is_too_early_gives_its_predecessor_negative_float():
    assert times(row("a", 5), row("b", 3, "a", "MSO 2026-01-07")) == {
        "a": (0, 5, -3, 2, -3, -3),
        "b": (2, 5, 2, 5, 0, 0),
    }


@pytest.mark.parametrize("kind", ["s", "f"])
@pytest.mark.parametrize("constraint", ["SNET", "FNET", "MSO", "MFO"])
def test_a_constraint_on_a_milestone_means_the_day_it_shows(kind, constraint):
    milestone = row("m", kind, constraint=f"{constraint} 2026-01-14")
    found = scheduled(milestone, row("a", 20)).row("m")
    assert (found.start, found.finish) == (date(2026, 1, 14), date(2026, 1, 14))


@pytest.mark.parametrize("kind", ["s", "f"])
@pytest.mark.parametrize("constraint", ["SNLT", "FNLT", "DEADLINE"])
def test_a_deadline_on_the_day_a_milestone_shows_is_just_met(kind, constraint):
    day = "2026-01-09" if kind == "f" else "2026-01-12"
    found = times(row("a", 5), row("m", kind, "a", f"{constraint} {day}"), row("b", 9))
    assert found["m"][4] == 0


def test_dates_are_inclusive_and_milestones_show_the_driving_day_or_the_next():
    schedule = scheduled(
        row("s0", "s"),
        row("a", 5, "s0"),
        row("f", "f", "a"),
        row("s", "s", "a"),
        row("b", 1, "s"),
    )
    friday, monday = date(2026, 1, 9), date(2026, 1, 12)
    assert {one.id: (one.start, one.finish) for one in schedule.rows} == {
        "s0": (MONDAY, MONDAY),
        "a": (MONDAY, friday),
        "f": (friday, friday),
        "s": (monday, monday),
        "b": (monday, monday),
    }
    assert schedule.project_finish == monday


def test_a_finish_milestone_at_the_project_start_shows_the_first_day():
    found = scheduled(row("f", "f"), start=date(2026, 1, 3)).row("f")
    assert (found.start, found.finish) == (MONDAY, MONDAY)


def test_work_without_duration_shows_like_a_finish_milestone():
    schedule = scheduled(row("a", 5), row("b", 0, "a"))
    assert schedule.row("b").start == schedule.row("b").finish == date(2026, 1, 9)


def test_a_duration_on_a_milestone_counts_for_nothing():
    assert times(row("m", 7, kind=RowKind.FINISH_MILESTONE))["m"] == (0, 0, 0, 0, 0, 0)


def test_nothing_unstarted_is_planned_before_the_data_date():
    schedule = scheduled(row("a", 2), row("b", 2, "a"), data_date=date(2026, 1, 7))
    assert [one.times.early_start for one in schedule.rows] == [3, 5]
    assert schedule.row("a").start == date(2026, 1, 8)


def test_the_data_date_at_the_project_start_moves_nothing():
    assert scheduled(row("a", 2), data_date=MONDAY).row("a").start == MONDAY


def test_rows_are_critical_up_to_the_threshold():
    rows = (row("a", 9), row("b", 7), row("c", 6))
    schedule = compute(rows, Calendar(MONDAY, country=""), MONDAY, critical_float=2)
    assert [one.critical for one in schedule.rows] == [True, True, False]


def test_several_critical_paths_are_all_found():
    schedule = scheduled(row("a", 3), row("b", 3), row("c", 1, "a, b"))
    assert [one.critical for one in schedule.rows] == [True, True, True]


def test_successors_carry_type_and_lag():
    schedule = scheduled(row("a", 3), row("b", 3, "aSS+1d"), row("c", 1, "a, b"))
    assert [str(link) for link in schedule.row("a").successors] == ["bSS+1d", "c"]


def test_ids_are_one_in_any_case():
    assert times(row("x.A", 3), row("x.b", 2, "X.a"))["x.b"][0] == 3


def test_a_schedule_past_the_last_year_is_refused_with_a_remedy():
    with pytest.raises(InputError, match="runs past the year 9999; shorten"):
        scheduled(*(row(f"a{n}", 9999, f"a{n - 1}" if n else "") for n in range(300)))


def test_an_empty_plan_has_an_empty_schedule():
    schedule = scheduled()
    assert (schedule.rows, schedule.project_finish) == ((), MONDAY)


def test_days_off_are_listed_past_the_finish_for_edits_that_move_it():
    schedule = compute([row("a", 5)], Calendar(MONDAY), MONDAY)
    years = {day.year for day, _ in schedule.holidays}
    assert years == {2026, 2027, 2028, 2029, 2030, 2031}

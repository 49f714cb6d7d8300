"""Progress worked by hand; day 1 is Monday, 5 January 2026, and day 5 its Friday."""

from datetime import date

import pytest

from generator.errors import InputError, Place, Severity
from generator.model.progress import Progress, Status
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.paths import out_of_sequence
from generator.schedule.progress import progress_problems, remaining_duration
from tests.schedule.networks import MONDAY, row

FRIDAY = date(2026, 1, 9)
CALENDAR = Calendar(MONDAY, country="")


def january(day):
    return date(2026, 1, day) if day else None


def said(start=0, finish=0, percent=None, remaining=None, **more):
    """Progress with days of January 2026."""
    return Progress(percent, january(start), january(finish), remaining, **more)


def progressed(*rows, data_date=FRIDAY, **progress):
    return compute(rows, CALENDAR, data_date, progress=progress)


def boundaries(schedule):
    """Early start and finish, late start and finish and total float by ID."""
    return {
        one.id: (
            one.times.early_start,
            one.times.early_finish,
            one.times.late_start,
            one.times.late_finish,
            one.times.total_float,
        )
        for one in schedule.rows
    }


def test_finished_running_and_waiting_work_at_a_data_date():
    # Friday ends boundary 5. a took 3 days. b began on Thursday and has 2 days left: 5 to 7.
    # d waits for b and for c, 4 days from Monday: 5 to 9. So b may end at 9, 2 days later.
    schedule = progressed(
        row("a", 2),
        row("b", 3, "a"),
        row("c", 4, "a"),
        row("d", 1, "b, c"),
        a=said(5, 7),
        b=said(8, remaining=2),
    )
    assert boundaries(schedule) == {
        "a": (0, 3, 0, 3, 0),
        "b": (3, 7, 7, 9, 2),
        "c": (5, 9, 5, 9, 0),
        "d": (9, 10, 9, 10, 0),
    }
    assert [(one.start.day, one.finish.day) for one in schedule.rows] == [
        (5, 7),
        (8, 13),
        (12, 15),
        (16, 16),
    ]
    assert [one.critical for one in schedule.rows] == [False, False, True, True]
    assert [one.status for one in schedule.rows] == [
        Status.COMPLETE,
        Status.IN_PROGRESS,
        Status.NOT_STARTED,
        Status.NOT_STARTED,
    ]


def test_work_that_started_out_of_sequence_goes_on_when_its_predecessor_is_done():
    schedule = progressed(row("a", 6), row("b", 4, "a"), a=said(5), b=said(7, remaining=1))
    assert boundaries(schedule)["a"][:2] == (0, 11)
    assert boundaries(schedule)["b"] == (2, 12, 11, 12, 0)
    assert [(one.id, str(link)) for one, link in out_of_sequence(schedule)] == [("b", "a")]


def test_work_that_finished_out_of_sequence_stays_finished_and_asks_nothing_of_others():
    # Were b still to be waited for, a would have to end by 5, and show 6 days of negative float.
    schedule = progressed(row("a", 6), row("b", 4, "a"), row("c", 2, "b"), a=said(5), b=said(5, 8))
    assert boundaries(schedule) == {
        "a": (0, 11, 5, 11, 0),
        "b": (0, 4, 0, 4, 0),
        "c": (5, 7, 9, 11, 4),
    }


def test_a_lag_after_finished_work_runs_from_its_actual_finish():
    assert boundaries(progressed(row("a", 3), row("b", 1, "aFS+9d"), a=said(5, 7)))["b"][0] == 12


def test_a_started_predecessor_holds_an_ss_successor_by_its_actual_start_alone():
    # a goes on at 5 and has 9 days left; b may start 3 days after a did, which is past.
    schedule = progressed(row("a", 9), row("b", 2, "aSS+3d"), a=said(5, remaining=9))
    assert boundaries(schedule) == {"a": (0, 14, 5, 14, 0), "b": (5, 7, 12, 14, 7)}


def test_what_remains_of_work_is_held_by_links_to_its_finish():
    # b has 1 day left and may not finish before a does, at 11.
    schedule = progressed(row("a", 6), row("b", 4, "aFF"), a=said(5), b=said(6, remaining=1))
    assert boundaries(schedule)["b"] == (1, 11, 10, 11, 0)


@pytest.mark.parametrize(
    ("kind", "day", "boundary"),
    [("s", 5, 0), ("f", 5, 1), ("s", 7, 2), ("f", 7, 3), ("s", 9, 4), ("f", 9, 5)],
)
@pytest.mark.parametrize("ends", [{"start"}, {"finish"}, {"start", "finish"}])
def test_a_milestone_happens_on_the_day_of_either_date_and_shows_that_day(
    kind, day, boundary, ends
):
    told = said(**dict.fromkeys(ends, day))
    found = progressed(row("m", kind), row("a", 1, "m"), m=told).row("m")
    assert (found.times.early_start, found.times.early_finish) == (boundary, boundary)
    assert found.start == found.finish == found.actual_start == found.actual_finish == january(day)
    assert found.status is Status.COMPLETE
    assert found.percent_complete == 100


def test_a_milestone_that_has_not_happened_waits_for_the_data_date():
    schedule = progressed(row("s", "s"), row("f", "f"))
    assert [one.start.day for one in schedule.rows] == [12, 9]


def test_work_done_on_a_day_off_counts_as_the_working_day_before():
    schedule = progressed(row("a", 3), data_date=date(2026, 1, 12), a=said(10, 11))
    (found,) = schedule.rows
    assert (found.start, found.finish) == (FRIDAY, FRIDAY)
    assert (found.actual_start, found.actual_finish) == (january(10), january(11))


def test_work_on_the_first_day_may_be_done_while_the_data_date_is_that_day():
    schedule = progressed(row("a", 1), row("b", 1, "a"), data_date=MONDAY, a=said(5, 5))
    assert boundaries(schedule)["a"][:2] == (0, 1)
    assert boundaries(schedule)["b"][:2] == (1, 2)


def test_nothing_is_below_the_first_boundary_when_the_project_starts_on_a_day_off():
    saturday = date(2026, 1, 3)
    rows = (row("a", 2), row("f", "f"))
    told = {"a": Progress(actual_start=saturday), "f": Progress(actual_finish=saturday)}
    schedule = compute(rows, Calendar(saturday, country=""), FRIDAY, progress=told)
    assert boundaries(schedule)["a"][:2] == (0, 7)
    assert boundaries(schedule)["f"][:2] == (0, 0)


@pytest.mark.parametrize(
    ("days", "told", "left"),
    [
        (10, said(), 10),
        (10, said(percent=35), 7),  # 6.5, a part of a day counts
        (10, said(percent=100), 0),
        (10, said(5, percent=0), 10),
        (10, said(percent=70), 3),  # 10 x (1 - 0.7) is 3.0000000000000004 to a computer
        (3, said(percent=66.6666667), 1),
        (3, said(percent=66.66), 2),  # 1.0002 is more than one
        (10, said(percent=90, remaining=4), 4),  # what is asked for beats the percentage
        (10, said(remaining=2.2), 3),
        (10, said(5, remaining=15), 15),
        (10, said(5, 6, percent=10, remaining=3), 0),
    ],
)
def test_what_remains_is_as_said_or_follows_from_the_percentage_and_is_rounded_up(days, told, left):
    assert remaining_duration(row("a", days), told) == left


def test_a_percentage_without_an_actual_start_only_shortens_and_does_not_start():
    (found,) = progressed(row("a", 10), a=said(percent=60)).rows
    assert (found.times.early_start, found.times.early_finish) == (5, 9)
    assert found.status is Status.NOT_STARTED
    assert found.actual_start is None


def test_all_done_without_an_actual_finish_is_not_finished():
    schedule = progressed(row("a", 10), row("b", 1, "a"), a=said(5, percent=100))
    found = schedule.row("a")
    assert (found.times.early_finish, found.finish, found.status) == (
        5,
        FRIDAY,
        Status.IN_PROGRESS,
    )


def test_how_much_is_done_follows_from_what_remains_when_nobody_says_it():
    schedule = progressed(row("a", 8), row("b", 8), a=said(5, remaining=2), b=said(5, remaining=9))
    assert [one.percent_complete for one in schedule.rows] == [75, 0]


@pytest.mark.parametrize("constraint", ["SNET 2026-01-28", "MSO 2026-01-28", "SNLT 2026-01-05"])
def test_a_constraint_on_a_start_says_nothing_once_work_has_started(constraint):
    schedule = progressed(row("a", 6, "", constraint), row("b", 9), a=said(6, remaining=2))
    assert boundaries(schedule)["a"] == (1, 7, 12, 14, 7)


@pytest.mark.parametrize(
    ("constraint", "times"),
    [
        ("FNET 2026-01-16", (1, 10, 12, 14, 4)),
        ("MFO 2026-01-16", (1, 10, 8, 10, 0)),
        ("FNLT 2026-01-12", (1, 7, 4, 6, -1)),
        ("DEADLINE 2026-01-12", (1, 7, 4, 6, -1)),
    ],
)
def test_a_constraint_on_a_finish_holds_what_remains(constraint, times):
    schedule = progressed(row("a", 6, "", constraint), row("b", 9), a=said(6, remaining=2))
    assert boundaries(schedule)["a"] == times


def test_a_constraint_says_nothing_of_finished_work():
    rows = row("a", 2, "", "MFO 2026-01-27"), row("b", 2, "a")
    assert boundaries(progressed(*rows, a=said(5, 6)))["a"] == (0, 2, 0, 2, 0)


def test_progress_finds_its_row_in_any_case():
    schedule = compute([row("x.A", 2)], CALENDAR, FRIDAY, progress={"X.a": said(5, 6)})
    assert schedule.row("x.a").status is Status.COMPLETE


def problems_of(*rows, data_date=FRIDAY, **progress):
    return progress_problems(rows, CALENDAR, data_date, progress)


@pytest.mark.parametrize(
    ("told", "fact"),
    [
        (said(finish=6), "a has an actual finish and no actual start"),
        (said(7, 6), "a finished on 2026-01-06, before it started on 2026-01-07"),
        (said(2), "the actual start of a, 2026-01-02, is before the project start"),
        (said(5, 12), "the actual finish of a, 2026-01-12, is after the data date 2026-01-09"),
        (said(10), "the actual start of a, 2026-01-10, is after the data date 2026-01-09"),
        (said(percent=101), "a is 101 % complete"),
        (said(percent=-1), "a is -1 % complete"),
        (said(percent=float("nan")), "a is nan % complete"),
        (said(remaining=-2), "the remaining duration of a is -2 days"),
        (said(remaining=float("inf")), "the remaining duration of a is inf days"),
    ],
)
def test_what_cannot_be_is_an_error_with_the_place_of_the_row(told, fact):
    (problem,) = problems_of(row("a", 4, place=Place("plan.md", 7)), a=told)
    assert (problem.fact, str(problem.place)) == (fact, "plan.md:7")
    assert problem.severity is Severity.ERROR
    assert problem.remedy
    with pytest.raises(InputError):
        progressed(row("a", 4), a=told)


def test_a_milestone_with_two_days_is_an_error():
    (problem,) = problems_of(row("m", "f"), m=said(5, 6))
    assert problem.fact == "the milestone m started on 2026-01-05 and finished on 2026-01-06"


def test_all_errors_are_told_together_where_they_were_said():
    cell = Place("book.xlsx", sheet="Schedule", cell="I9")
    with pytest.raises(InputError) as caught:
        progressed(
            row("a", 4),
            row("b", 4),
            a=said(2, 12, percent=200, place=cell),
            b=said(finish=6),
            gone=said(5),
        )
    assert [(problem.place.cell, problem.fact) for problem in caught.value.problems()] == [
        ("I9", "a is 200 % complete"),
        ("I9", "the actual start of a, 2026-01-02, is before the project start"),
        ("I9", "the actual finish of a, 2026-01-12, is after the data date 2026-01-09"),
        ("", "b has an actual finish and no actual start"),
        ("", "there is progress for gone, which is no row of the schedule"),
    ]


@pytest.mark.parametrize(
    ("one", "told", "fact"),
    [
        (row("a", 4), said(percent=30), "a is 30 % complete and has no actual start"),
        (row("a", "f"), said(percent=100), "a is 100 % complete and has no actual start"),
        (
            row("a", 4),
            said(5, percent=100),
            "nothing remains of a and it has no actual finish",
        ),
        (row("a", 4), said(5, 6, percent=80), "a is finished, and work is said to remain"),
        (row("a", 4), said(5, 6, remaining=1), "a is finished, and work is said to remain"),
        (row("a", "S"), said(5), "a is a phase: its progress is that of its work"),
        (
            row("a", "e"),
            said(percent=5),
            "a is a level of effort: its progress is that of its work",
        ),
    ],
)
def test_what_needs_a_second_look_is_listed_and_stops_nothing(one, told, fact):
    (problem,) = problems_of(one, a=told)
    assert (problem.fact, problem.severity) == (fact, Severity.WARNING)
    progressed(one, a=told)


def test_a_date_on_a_day_off_is_listed_with_the_day_it_counts_as():
    (problem,) = problems_of(row("a", 4), a=said(10), data_date=date(2026, 1, 12))
    assert problem.fact == "a has an actual date on a day off, 2026-01-10"
    assert problem.remedy.startswith("it counts as 2026-01-09")


def test_plain_progress_has_no_problem():
    rows = [row(name, 4) for name in "abcd"] + [row("m", "f"), row("p", "S")]
    told = {
        "a": said(5, 8, percent=100, remaining=0),
        "b": said(5, 8),
        "c": said(8, percent=50),
        "d": said(),
        "m": said(finish=8),
        "p": said(),
    }
    assert problems_of(*rows, **told) == ()

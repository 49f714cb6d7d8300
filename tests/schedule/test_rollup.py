from datetime import date

from generator.model.progress import Status
from generator.model.schedule import RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import MONDAY, row, scheduled, values
from tests.schedule.test_progress import said

KEY = {"kind": RowKind.KEY_TASK, "parent": "1"}


def phase(*rows):
    """Rows under key task k of phase 1 of project P."""
    return scheduled(
        row("P", "S", kind=RowKind.PROJECT, level=0),
        row("1", "S", parent="P", level=1),
        row("k", "S", level=2, **KEY),
        row("l", "S", level=2, **KEY),
        *rows,
    )


def test_a_summary_runs_from_the_first_start_to_the_last_finish_with_the_least_float():
    schedule = phase(
        row("a", 3, parent="k", level=3),
        row("b", 2, "a", parent="k", level=3),
        row("c", 9, parent="l", level=3),
    )
    key_task, project = schedule.row("k"), schedule.row("P")
    assert (key_task.start, key_task.finish) == (MONDAY, date(2026, 1, 9))
    assert values(key_task.times) == (0, 5, 4, 9, 4, 0)
    assert not key_task.critical
    assert (project.start, project.finish) == (MONDAY, date(2026, 1, 15))
    assert project.times.total_float == 0
    assert project.critical


def test_a_level_of_effort_spans_what_it_supports_and_is_never_critical():
    schedule = phase(
        row("a", 3, parent="k", level=3),
        row("b", 2, "a", parent="k", level=3),
        row("whole", "e", parent="k", level=3, supports=("1",)),
        row("own", "e", parent="k", level=3, supports=("k",)),
        row("two", "e", parent="k", level=3, supports=("b", "c")),
        row("c", 9, "b", parent="l", level=3),
    )
    spans = {
        one: (schedule.row(one).start, schedule.row(one).finish) for one in ["whole", "own", "two"]
    }
    assert spans == {
        "whole": (MONDAY, date(2026, 1, 22)),
        "own": (MONDAY, date(2026, 1, 9)),
        "two": (date(2026, 1, 8), date(2026, 1, 22)),
    }
    assert schedule.row("b").critical
    assert not any(schedule.row(one).critical for one in spans)


def test_a_summary_covers_its_levels_of_effort_and_takes_its_float_from_work():
    schedule = phase(
        row("a", 3, parent="k", level=3),
        row("e", "e", parent="k", level=3, supports=("1",)),
        row("c", 9, parent="l", level=3),
    )
    assert schedule.row("k").finish == schedule.row("e").finish == date(2026, 1, 15)
    assert schedule.row("k").times.total_float == 6


def test_a_level_of_effort_moves_with_what_it_supports():
    early = phase(row("a", 3, parent="k"), row("e", "e", parent="k", supports=("a",)))
    late = phase(
        row("a", 3, "", "SNET 2026-02-02", parent="k"), row("e", "e", parent="k", supports=("a",))
    )
    assert early.row("e").finish == date(2026, 1, 7)
    assert late.row("e").start == date(2026, 2, 2)


def test_a_level_of_effort_without_work_to_support_spans_its_phase():
    schedule = phase(
        row("c", 9, parent="l", level=3),
        row("e", "e", parent="k", level=3, supports=("k",)),
        row("f", "e", parent="k", level=3, supports=("gone",)),
    )
    for one in ("e", "f", "k"):
        assert schedule.row(one).finish == date(2026, 1, 15)
    assert not schedule.row("k").critical


def test_a_summary_without_rows_stands_on_the_first_day():
    assert phase(row("a", 3, parent="k", level=3)).row("l").start == MONDAY


def progressed(*rows, day=9, **progress):
    """Key tasks k and l at the end of a day of January 2026."""
    plan = (
        row("P", "S", kind=RowKind.PROJECT, level=0),
        row("1", "S", parent="P", level=1),
        row("k", "S", level=2, **KEY),
        row("l", "S", level=2, **KEY),
        *rows,
    )
    calendar = Calendar(MONDAY, country="")
    return compute(plan, calendar, date(2026, 1, day), progress=progress)


def test_how_much_of_a_summary_is_done_is_weighted_by_duration():
    schedule = progressed(
        row("a", 6, parent="k"),
        row("b", 2, parent="k"),
        row("m", 40, "a", parent="k", kind=RowKind.FINISH_MILESTONE),
        row("c", 12, parent="l"),
        row("e", "e", parent="l", supports=("k",)),
        a=said(5, percent=50),
        b=said(5, 6),
    )
    done = {one.id: one.percent_complete for one in schedule.rows}
    # k: 3 and 2 of 8 days; the phase: 5 of 20 days.
    assert (done["k"], done["l"], done["1"], done["P"]) == (62.5, 0, 25, 25)
    assert done["e"] == 62.5


def test_a_planning_package_counts_with_its_rough_duration():
    package = row("pp", 30, parent="k", kind=RowKind.PLANNING_PACKAGE)
    schedule = progressed(package, row("a", 10, parent="k"), a=said(5, percent=100))
    assert schedule.row("k").percent_complete == 25
    assert schedule.row("pp").finish == date(2026, 2, 20)


def test_milestones_alone_are_done_when_all_of_them_have_happened():
    rows = row("m", "f", parent="k"), row("n", "f", parent="k")
    assert progressed(*rows, m=said(6)).row("k").percent_complete == 0
    assert progressed(*rows, m=said(6), n=said(7)).row("k").percent_complete == 100


def test_a_summary_starts_with_its_first_work_and_ends_when_all_of_it_has():
    rows = row("a", 2, parent="k"), row("b", 2, "a", parent="k"), row("c", 9, parent="l")
    running = progressed(*rows, a=said(6, 7)).row("k")
    assert (running.actual_start, running.actual_finish) == (date(2026, 1, 6), None)
    assert running.status is Status.IN_PROGRESS
    schedule = progressed(*rows, a=said(6, 7), b=said(7, 8))
    done, phase = schedule.row("k"), schedule.row("1")
    assert (done.actual_start, done.actual_finish) == (date(2026, 1, 6), date(2026, 1, 8))
    assert (done.status, done.critical, done.remaining_duration) == (Status.COMPLETE, False, 0)
    assert (phase.status, phase.actual_finish) == (Status.IN_PROGRESS, None)


def test_the_float_of_a_summary_is_that_of_its_most_critical_unfinished_work():
    schedule = progressed(
        row("a", 2, parent="k"),
        row("b", 2, parent="k"),
        row("c", 9, parent="l"),
        a=said(5, 6),
    )
    assert schedule.row("a").times.total_float == 0
    assert schedule.row("k").times.total_float == 7
    assert not schedule.row("k").critical


def test_what_remains_of_a_summary_runs_from_where_its_work_goes_on_to_its_end():
    schedule = progressed(
        row("a", 6, parent="k"), row("b", 4, "aFS+3d", parent="k"), a=said(5, remaining=2)
    )
    assert schedule.row("k").remaining_duration == 2 + 3 + 4
    assert schedule.row("P").remaining_duration == 2 + 3 + 4


def test_a_level_of_effort_starts_and_ends_with_what_it_supports():
    rows = row("a", 4, parent="k"), row("e", "e", parent="k", supports=("a",))
    running = progressed(*rows, a=said(6)).row("e")
    assert (running.status, running.start) == (Status.IN_PROGRESS, date(2026, 1, 6))
    done = progressed(*rows, a=said(6, 8)).row("e")
    assert (done.status, done.finish, done.critical) == (
        Status.COMPLETE,
        date(2026, 1, 8),
        False,
    )

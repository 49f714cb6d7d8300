from datetime import date

from generator.model.schedule import RowKind
from tests.schedule.networks import MONDAY, row, scheduled, values

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

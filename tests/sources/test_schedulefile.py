"""`tasks/<name>.schedule.yml`: what import writes reads back equal; a fault has its line."""

from dataclasses import replace
from datetime import date

import pytest

from generator.errors import Place
from generator.model.imported import ImportedPlan
from generator.model.progress import Baseline, Progress
from generator.model.schedule import Constraint, ConstraintType, Link, LinkType, PlanRow, RowKind
from generator.sources.schedulefile import parse_schedule
from generator.sources.scheduletext import schedule_text

NASTY = 'Say "no": {a: 1} # \\ \u2028 \u00fc - *x &y !z | > %'


def plan(**more):
    rows = (
        PlanRow("0", "0", "", 0, RowKind.PROJECT, "Payroll", phase=""),
        PlanRow("7", "A", "0", 1, RowKind.PHASE, "yes", phase="A"),
        PlanRow("8", "1.10", "7", 2, RowKind.KEY_TASK, "1.10", phase="A"),
        PlanRow(
            "9",
            "1.10.1",
            "8",
            3,
            RowKind.ACTIVITY,
            NASTY,
            phase="A",
            key_task="8",
            duration=5,
            links=(Link("10", LinkType.SS, -2), Link("AFS", LinkType.FS)),
            constraint=Constraint(ConstraintType.SNET, date(2026, 3, 2)),
            owner="Ann: Lee",
            resource_type="Customer",
            output="Charter",
            basis="Assumed: one week",
        ),
        PlanRow("10", "x", "8", 3, RowKind.START_MILESTONE, "null", phase="A", key_task="8"),
        PlanRow("AFS", "y", "7", 2, RowKind.FINISH_MILESTONE, "~", phase="A"),
        PlanRow("11", "z", "7", 2, RowKind.LEVEL_OF_EFFORT, "010", phase="A", supports=("9", "10")),
        PlanRow("12", "w", "7", 2, RowKind.PLANNING_PACKAGE, "1:30", phase="A", duration=60),
    )
    values = {
        "name": "Payroll: 2",
        "source": "a \\ b.xml",
        "start": date(2026, 1, 5),
        "data_date": date(2026, 1, 16),
        "workweek": (0, 1, 2, 3),
        "days_off": ((date(2026, 1, 19), "King's Day: off"),),
        "rows": rows,
        "progress": {
            "9": Progress(37.5, date(2026, 1, 6), None, 2.333333, Place("")),
            "10": Progress(100.0, date(2026, 1, 5), date(2026, 1, 5), None, Place("")),
        },
        "baseline": {"9": Baseline(date(2026, 1, 5), date(2026, 1, 9), 5)},
    }
    return ImportedPlan(**{**values, **more})


def unplaced(one):
    return replace(
        one,
        rows=tuple(replace(row, place=Place("")) for row in one.rows),
        progress={key: replace(said, place=Place("")) for key, said in one.progress.items()},
    )


def test_what_is_written_reads_back_equal():
    written = plan()
    back, problems = parse_schedule(schedule_text(written), "plan.schedule.yml")
    assert problems == ()
    # A line separator in a name becomes a blank, as in every text we read.
    expected = replace(
        written,
        rows=tuple(replace(row, name=row.name.replace(" \u2028 ", " ")) for row in written.rows),
    )
    assert unplaced(back) == expected


def test_a_plan_without_a_calendar_reads_back_without_one():
    written = plan(start=None, workweek=(), days_off=(), data_date=None)
    back, problems = parse_schedule(schedule_text(written), "plan.schedule.yml")
    assert (back.start, back.workweek, back.days_off, problems) == (None, (), (), ())


def test_each_row_is_one_line_and_knows_its_line():
    text = schedule_text(plan())
    back, _ = parse_schedule(text, "plan.schedule.yml")
    row = back.rows[3]
    assert text.splitlines()[row.place.line - 1].startswith('- {id: "9"')
    assert back.progress["9"].place.line == row.place.line


HEAD = "schedule: P\nstart: 2026-01-05\nworkweek: [Mon, Tue, Wed, Thu, Fri]\nrows:\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + "- {id: A, level: 0}\n- {id: a, level: 0}\n", 6, "given twice: here and on line 5"),
        (HEAD + "- {id: A, level: 0}\n- {id: B, level: 2}\n", 6, "no summary of level 1 above it"),
        (HEAD + '- {id: "a b", level: 0}\n', 5, "`a b` cannot be an ID"),
        (HEAD + "- {id: A, level: 0, kind: thing}\n", 5, "`thing` is no kind"),
        (HEAD + "- {id: A, level: 0, duration: 2.5}\n", 5, "the duration must be a whole number"),
        (HEAD + "- {id: A, level: 0, duration: -1}\n", 5, "the duration must be a number that"),
        (HEAD + "- {id: A, level: 0, constraint: soon}\n", 5, "`soon` is no constraint"),
        (HEAD + "- {id: A, level: 0, actual_start: soon}\n", 5, "actual_start is no date"),
        (HEAD + "- {id: A, level: 0, predecessors: 1FS+x}\n", 5, "lag '+x' of predecessor 1"),
        (HEAD + "- A\n", 5, "a row of the schedule has keys"),
        (HEAD, 4, "the schedule has no rows"),
        (HEAD.replace("Fri", "Fun") + "- {id: A, level: 0}\n", 3, "this is no work week"),
        (
            HEAD.replace("start: 2026-01-05\n", "") + "- {id: A, level: 0}\n",
            1,
            "`start` and `workweek` come together",
        ),
        ("- a list\n", 1, "a schedule has keys"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, line, said):
    found, problems = parse_schedule(text, "plan.schedule.yml")
    assert found is None
    assert (problems[0].place.file, problems[0].place.line) == ("plan.schedule.yml", line)
    assert said in problems[0].fact

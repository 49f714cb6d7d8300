"""What we write for Microsoft Project: MPXJ, a reader of its own, reads every field as it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.errors import Place
from generator.formats.mspdi import read_mspdi, write_mspdi
from generator.model.progress import Baseline, Progress
from generator.model.schedule import Constraint, ConstraintType, PlanRow, RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.imported import schedule_of
from generator.schedule.links import parse_links
from tests.schedule.mpxj_oracle import mpxj_files

START = date(2026, 1, 5)
CLOSED = {date(2026, 1, 19): "Martin Luther King Jr. Day", date(2026, 2, 16): "Presidents Day"}
MORNING, EVENING = "T08:00", "T17:00"


def row(row_id, kind, days=0, links="", level=2, **more):
    read, problems = parse_links(links, Place("plan"))
    assert not problems
    parent = "" if level == 0 else "P" if level == 1 else "1"
    values = {"name": f"Row {row_id}", "phase": "1", "duration": days, "links": read}
    return PlanRow(row_id, row_id, parent, level, kind, **{**values, **more})


ROWS = (
    row("P", RowKind.PROJECT, level=0, name="Payroll & more <2026>"),
    row("1", RowKind.PHASE, level=1, name="Phase 1"),
    row("1.M0", RowKind.START_MILESTONE, name="Go"),
    row("1.1", RowKind.ACTIVITY, 5, "1.M0", owner="Ann Lee", basis="Assumed: one week"),
    row("1.2", RowKind.ACTIVITY, 10, "1.1FS+2d", output="Charter", resource_type="Customer"),
    row("1.3", RowKind.ACTIVITY, 4, "1.1SS-1d, 1.2FF+3d"),
    row("1.4", RowKind.ACTIVITY, 3, "1.2SF+4d"),
    row(
        "1.5",
        RowKind.ACTIVITY,
        2,
        "1.1",
        constraint=Constraint(ConstraintType.SNET, date(2026, 3, 2)),
    ),
    row(
        "1.6",
        RowKind.ACTIVITY,
        20,
        "1.3",
        constraint=Constraint(ConstraintType.DEADLINE, date(2026, 2, 20)),
    ),
    row(
        "1.7",
        RowKind.ACTIVITY,
        2,
        "1.3",
        constraint=Constraint(ConstraintType.FNLT, date(2026, 2, 3)),
    ),
    row("1.8", RowKind.LEVEL_OF_EFFORT, supports=("1.1", "1.2")),
    row("1.9", RowKind.PLANNING_PACKAGE, 30, "1.6"),
    row("1.M9", RowKind.FINISH_MILESTONE, 0, "1.9", name="Done"),
)
PROGRESS = {
    "1.M0": Progress(actual_start=START),
    "1.1": Progress(100.0, START, date(2026, 1, 12)),
    "1.2": Progress(40.0, date(2026, 1, 14), None, 7),
}
BASELINE = {
    "1.1": Baseline(START, date(2026, 1, 9), 5),
    "1.M9": Baseline(date(2026, 5, 1), date(2026, 5, 1), 0),
}


@pytest.fixture(scope="module")
def schedule():
    calendar = Calendar(START, country="", closures=CLOSED)
    return compute(ROWS, calendar, date(2026, 1, 16), progress=PROGRESS, baseline=BASELINE)


@pytest.fixture(scope="module")
def read(schedule, tmp_path_factory):
    path = tmp_path_factory.mktemp("written") / "plan.xml"
    path.write_bytes(write_mspdi(schedule, "Payroll & more <2026>"))
    (answer,) = mpxj_files(read=[str(path)])
    return answer


def test_the_project_and_its_calendar_are_read(read):
    assert read["title"] == "Payroll & more <2026>"
    assert read["start"] == "2026-01-05T08:00"
    assert read["status"] == "2026-01-16T17:00"
    assert read["off"] == [[str(day), name] for day, name in CLOSED.items()]


def test_every_task_has_its_place_and_its_name(read):
    found = [(one["uid"], one["wbs"], one["level"], one["outline"]) for one in read["tasks"]]
    outline = ["0", "1", *(f"1.{n}" for n in range(1, 12))]
    levels = [0, 1, *[2] * 11]
    ids = [one.id for one in ROWS]
    assert found == list(zip(range(13), ids, levels, outline, strict=True))
    assert [one["name"] for one in read["tasks"]] == [one.name for one in ROWS]


# Day n of a five-day week from Monday 5 January 2026 without 19 January and 16 February, by hand.
DAYS = [
    day
    for day in (START + timedelta(n) for n in range(400))
    if day.weekday() < 5 and day not in CLOSED
]


def start_of(boundary):
    return f"{DAYS[boundary]}{MORNING}"


def end_of(boundary):
    return f"{DAYS[boundary - 1]}{EVENING}"


def test_early_and_late_dates_and_floats_are_those_of_the_engine(read, schedule):
    compared = 0
    for one, ours in zip(read["tasks"], schedule.rows, strict=True):
        times = ours.times
        assert (one["total"], one["free"]) == (times.total_float, times.free_float)
        assert one["critical"] == ours.critical
        if ours.plan.kind.is_summary or ours.plan.kind.is_milestone:
            continue
        compared += 1
        assert one["early"] == [start_of(times.early_start), end_of(times.early_finish)]
        if times.late_start >= 0:
            assert one["late"] == [start_of(times.late_start), end_of(times.late_finish)]
    assert compared == 9


def test_milestones_stand_at_the_start_or_at_the_end_of_a_day(read, schedule):
    tasks = {one["wbs"]: one for one in read["tasks"]}
    assert tasks["1.M0"]["start"] == tasks["1.M0"]["finish"] == "2026-01-05T08:00"
    done = schedule.row("1.M9")
    assert tasks["1.M9"]["finish"] == f"{done.finish}{EVENING}"
    assert tasks["1.M9"]["early"] == [f"{done.finish}{EVENING}"] * 2
    assert [tasks[one]["milestone"] for one in ("1.M0", "1.1", "1.M9")] == [True, False, True]


def test_links_have_type_and_lag(read):
    links = {one["wbs"]: one["links"] for one in read["tasks"]}
    assert links["1.1"] == [[2, "FS", 0.0]]
    assert links["1.2"] == [[3, "FS", 2.0]]
    assert links["1.3"] == [[3, "SS", -1.0], [4, "FF", 3.0]]
    assert links["1.4"] == [[4, "SF", 4.0]]


def test_progress_and_baseline_are_read(read, schedule):
    tasks = {one["wbs"]: one for one in read["tasks"]}
    assert tasks["1.1"]["actual"] == ["2026-01-05T08:00", "2026-01-12T17:00"]
    assert (tasks["1.1"]["percent"], tasks["1.1"]["remaining"]) == (100.0, 0.0)
    running = tasks["1.2"]
    assert running["actual"] == ["2026-01-14T08:00", None]
    assert (running["percent"], running["done"], running["remaining"]) == (40.0, 3.0, 7.0)
    assert running["finish"] == f"{schedule.row('1.2').finish}{EVENING}"
    assert tasks["1.5"]["done"] == 0.0
    assert tasks["1.1"]["baseline"] == ["2026-01-05T08:00", "2026-01-09T17:00", 5.0]
    assert tasks["1.M9"]["baseline"] == ["2026-05-01T17:00", "2026-05-01T17:00", 0.0]
    assert tasks["1.2"]["baseline"][:2] == [None, None]


def test_constraints_owners_and_our_own_texts_are_read(read, schedule):
    tasks = {one["wbs"]: one for one in read["tasks"]}
    assert tasks["1.5"]["constraint"] == ["START_NO_EARLIER_THAN", "2026-03-02T08:00"]
    assert tasks["1.7"]["constraint"] == ["FINISH_NO_LATER_THAN", "2026-02-03T17:00"]
    assert tasks["1.6"]["deadline"] == "2026-02-20T17:00"
    # Project has no level of effort: it is held where it stands.
    held = f"{schedule.row('1.8').start}{MORNING}"
    assert tasks["1.8"]["constraint"] == ["START_NO_EARLIER_THAN", held]
    assert tasks["1.1"]["contact"] == "Ann Lee"
    assert tasks["1.1"]["notes"] == "Assumed: one week"
    assert tasks["1.2"]["texts"] == ["Customer", "Charter", None, None]
    assert tasks["1.8"]["texts"] == [None, None, "level of effort", "3, 4"]
    assert tasks["1.9"]["texts"] == [None, None, "planning package", None]


def test_what_we_wrote_reads_back_to_the_same_schedule(schedule):
    data = write_mspdi(schedule, "Payroll")
    plan, problems = read_mspdi(data, "plan.xml")
    again = schedule_of(plan)
    assert problems == ()
    assert [one.times for one in again.rows] == [one.times for one in schedule.rows]
    assert [(one.start, one.finish, one.status) for one in again.rows] == [
        (one.start, one.finish, one.status) for one in schedule.rows
    ]
    assert write_mspdi(again, "Payroll") == data


def test_the_same_schedule_gives_the_same_bytes(schedule):
    assert write_mspdi(schedule, "P") == write_mspdi(replace(schedule), "P")

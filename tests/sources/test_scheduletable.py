"""Schedules kept in Excel or CSV: headings, outline, durations, dates, predecessors."""

from datetime import date

import pytest

from generator.errors import Place, Severity
from generator.formats.workbook import read_rows
from generator.model.schedule import RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.imported import other_dates, schedule_of
from generator.sources.rowfiles import read_csv
from generator.sources.scheduletable import read_table

MONDAY = date(2026, 1, 5)
PLACE = Place("project.yml", 9)


def read(text, named=None):
    table, problems = read_csv(text.encode(), "plan.csv")
    assert problems == ()
    columns = {ours: (heading, PLACE) for ours, heading in (named or {}).items()}
    return read_table(table, Calendar(MONDAY, country=""), columns, "Payroll")


def plan_of(text, named=None):
    plan, problems = read(text, named)
    assert plan, problems
    return plan


def test_the_official_headings_with_phases_make_an_outline():
    plan = plan_of(
        "Phase,Task Name,Duration,% Complete,Start,Finish,Actual Start,Actual Finish,"
        "Predecessors,Successors,Resource Type\n"
        ",Migration,,0,,,,,,,\n"
        "0,   Assessment,,0,,,,,,,\n"
        ",      Define Vision,10 days,0,,,,,,,Customer\n"
        ",      Business Case,5,0,,,,,3FS+2 days,,Provider\n"
        "1,   Readiness,,0,,,,,,,\n"
        ",Signed,0,0,,,,,4,,\n"
    )
    assert [(one.id, one.level, one.kind, one.name) for one in plan.rows] == [
        ("1", 0, RowKind.PROJECT, "Migration"),
        ("2", 1, RowKind.PHASE, "Assessment"),
        ("3", 2, RowKind.ACTIVITY, "Define Vision"),
        ("4", 2, RowKind.ACTIVITY, "Business Case"),
        ("5", 1, RowKind.PHASE, "Readiness"),
        ("6", 2, RowKind.FINISH_MILESTONE, "Signed"),
    ]
    assert [one.duration for one in plan.rows] == [0, 0, 10, 5, 0, 0]
    assert plan.rows[3].resource_type == "Provider"
    schedule = schedule_of(plan, Calendar(MONDAY, country=""))
    # 10 days to Friday 16 January, 2 of lag, 5 days from Wednesday 21.
    assert schedule.row("4").start == date(2026, 1, 21)
    assert schedule.row("6").finish == date(2026, 1, 27)


def test_the_official_workbook_is_read_and_says_that_durations_are_assumed(m3):
    file = m3 / "official" / "M3-Playbook-Master-Schedule-Template.xlsx"
    table = read_rows(file.read_bytes(), file.name)
    plan, problems = read_table(table, Calendar(MONDAY), {}, "P")
    assert plan.rows[0].kind is RowKind.PROJECT
    phases = [one.name for one in plan.rows if one.kind is RowKind.PHASE]
    assert phases[:3] == ["Assessment", "Readiness", "Selection"]
    work = [one for one in plan.rows if one.kind is RowKind.ACTIVITY]
    assert len(plan.rows) == len(table.rows)
    assert all(one.duration == 5 and one.basis.startswith("Assumed") for one in work)
    assert [f"{len(work)} activities have no duration" in one.fact for one in problems].count(True)
    assert any("no row has a predecessor" in one.fact for one in problems)


def test_our_own_csv_reads_back_with_its_dates_held():
    plan, problems = read(
        "id,external_id,wbs,name,type,duration,early_start,early_finish,late_start,late_finish,"
        "start,finish,total_float,free_float,critical\n"
        "P,0,P,'=Payroll,project,9,2026-01-05,2026-01-15,2026-01-05,2026-01-15,2026-01-05,"
        "2026-01-15,0,0,true\n"
        "1,1,1,Phase 1,phase,9,2026-01-05,2026-01-15,2026-01-05,2026-01-15,2026-01-05,2026-01-15,"
        "0,0,true\n"
        "1.1,2,1.1,Pour,activity,5,2026-01-05,2026-01-09,2026-01-05,2026-01-09,2026-01-05,"
        "2026-01-09,0,0,true\n"
        "1.2,3,1.2,Cure,activity,4,2026-01-12,2026-01-15,2026-01-12,2026-01-15,2026-01-12,"
        "2026-01-15,0,0,true\n"
        "1.M1,4,1.M1,Done,finish milestone,0,2026-01-15,2026-01-15,2026-01-15,2026-01-15,"
        "2026-01-15,2026-01-15,0,0,true\n"
    )
    assert [one.severity for one in problems] == [Severity.WARNING]
    assert "every row is held at its start" in problems[0].fact
    assert plan.rows[0].name == "=Payroll"
    assert [one.parent for one in plan.rows] == ["", "P", "1", "1", "1"]
    calendar = Calendar(MONDAY, country="")
    schedule = schedule_of(plan, calendar)
    assert schedule.row("1.2").start == date(2026, 1, 12)
    assert schedule.row("1.M1").finish == date(2026, 1, 15)
    assert other_dates(plan, schedule, calendar) == ()


def test_predecessors_by_line_become_links_to_unique_ids():
    plan = plan_of("ID,Unique ID,Name,Duration,Predecessors\n1,17,A,5,\n2,12,B,3,1FS+1 day\n")
    assert [(one.id, [str(link) for link in one.links]) for one in plan.rows] == [
        ("0", []),
        ("17", []),
        ("12", ["17FS+1d"]),
    ]


def test_columns_of_other_names_are_read_as_project_yml_names_them():
    text = "Nr;Aufgabe;Tage;Vorher\nA1;Pour;5;\nA2;Cure;3;A1\n"
    named = {"ID": "Nr", "task name": "Aufgabe", "Duration": "Tage", "Predecessors": "vorher"}
    assert [(one.id, one.name, one.duration) for one in plan_of(text, named).rows[1:]] == [
        ("A1", "Pour", 5),
        ("A2", "Cure", 3),
    ]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"name": "Task"}, "names 'Task', which is no heading of plan.csv"),
        ({"colour": "Name"}, "has no column `colour`"),
    ],
)
def test_a_column_that_is_not_there_is_told_with_its_line_of_project_yml(named, said):
    plan, problems = read("Name,Duration\nA,5\n", named)
    assert plan is None
    assert problems[0].place == PLACE
    assert said in problems[0].fact


def test_columns_that_are_not_read_are_named():
    _, problems = read("Name,Duration,Colour,Predecessors\nA,5,red,\nB,5,red,1\n")
    assert [one.fact for one in problems] == ["these columns are not read: Colour"]


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("5", 5),
        ("5 days", 5),
        ("5d", 5),
        ("5 days?", 5),
        ("2 wks", 10),
        ("1 mon", 20),
        ("16 hrs", 2),
        ("7 edays", 5),
        ("2.5", 3),
        ("0.5 days", 1),
    ],
)
def test_durations_as_project_writes_them(written, days):
    plan = plan_of(f"Name,Duration,Predecessors\nA,{written},\nB,1,1\n")
    assert plan.rows[1].duration == days


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("1", "1"),
        ("1SS-2d", "1SS-2d"),
        ("1FS+2 days", "1FS+2d"),
        ("1FF+1 wk", "1FF+5d"),
        ("1FS+4 hrs", "1FS+1d"),
        ("1FS+50%", "1"),
        ("1SF+7 edays", "1SF+5d"),
    ],
)
def test_lags_as_project_writes_them(written, link):
    plan = plan_of(f"Name,Duration,Predecessors\nA,5,\nB,1,{written}\n")
    assert [str(one) for one in plan.rows[2].links] == [link]


@pytest.mark.parametrize(
    "written",
    ["2026-01-12", "1/12/2026", "1/12/26", "Mon 1/12/26", "Mon 1/12/26 8:00 AM", "12-Jan-26",
     "January 12, 2026", "2026-01-12T08:00:00"],
)  # fmt: skip
def test_dates_as_project_and_excel_write_them(written):
    cell = f'"{written}"'
    plan = plan_of(f"Name,Duration,Actual Start,Predecessors\nA,5,{cell},\nB,1,NA,1\n")
    assert plan.progress["1"].actual_start == date(2026, 1, 12)


def test_shares_are_per_cent_where_no_value_is_above_one():
    head = "Name,Duration,% Complete,Actual Start,Predecessors\n"
    assert plan_of(f"{head}A,5,0.5,2026-01-05,\nB,1,0,,1\n").progress["1"].percent_complete == 50
    assert plan_of(f"{head}A,5,50,2026-01-05,\nB,1,1,,1\n").progress["2"].percent_complete == 1


def test_constraints_in_the_words_of_project():
    plan = plan_of(
        "Name,Duration,Predecessors,Constraint Type,Constraint Date,Deadline\n"
        "A,5,,Start No Earlier Than,2026-02-02,\nB,5,1,As Soon As Possible,,2026-03-02\n"
    )
    assert [str(one.constraint) for one in plan.rows[1:]] == [
        "SNET 2026-02-02",
        "DEADLINE 2026-03-02",
    ]


def test_outline_levels_beat_everything_else():
    plan = plan_of(
        "Name,Outline Level,WBS,Duration,Predecessors\nAll,0,9,,\nPart,1,9,,\nA,2,9,5,\nB,2,9,5,3\n"
    )
    assert [(one.level, one.parent, one.kind) for one in plan.rows] == [
        (0, "", RowKind.PROJECT),
        (1, "1", RowKind.PHASE),
        (2, "2", RowKind.ACTIVITY),
        (2, "2", RowKind.ACTIVITY),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who,Duration\nA,5\n", "no column has the names of the activities"),
        ("Name,Duration\n,5\n", "the table has no rows with a name"),
        ("Name,Duration,Predecessors\nA,soon,\nB,1,1\n", "'soon' is no duration"),
        ("Name,Duration,Predecessors\nA,5,\nB,1,9\n", "predecessor 9 of 2 does not exist"),
        ("Name,Duration,Predecessors,Actual Start\nA,5,,soon\nB,1,1,\n", "'soon' is no date"),
        ("Name,Constraint,Predecessors\nA,soon,\nB,,1\n", "'soon' is no constraint"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_place(text, said):
    plan, problems = read(text)
    assert plan is None
    assert any(said in one.fact and one.place.file == "plan.csv" for one in problems), problems


def test_a_row_without_a_name_is_left_out_and_listed():
    plan, problems = read("Name,Duration,Predecessors\nA,5,\n,7,\nB,5,1\n")
    assert [one.name for one in plan.rows] == ["Payroll", "A", "B"]
    assert [(one.fact, one.place.line) for one in problems] == [
        ("a row: it has no name and is left out", 3)
    ]

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from generator.formats.workbook import write_schedule
from generator.model.schedule import Constraint, ConstraintType, RowKind
from tests.builders import HOLIDAYS, pack_of, plan_row, schedule_row
from tests.formats.workbooks import (
    HEADINGS,
    MAY_BE_BLANK,
    TEMPLATE,
    opened,
    rows_by_id,
    small_book,
    small_values,
    values_of,
)


def test_the_workbook_has_its_sheets_each_with_its_tables():
    assert {sheet.title: sorted(sheet.tables) for sheet in small_book()} == {
        "Read Me": [
            "Abbreviations",
            "Assumptions",
            "ColumnGuide",
            "Legend",
            "Sheets",
            "StatusWords",
            "Steps",
        ],
        "Schedule": ["Schedule"],
        "Gantt": ["Gantt"],
        "Milestones": ["Milestones"],
        "Critical Path": ["CriticalPath"],
        "Resources": ["Resources"],
        "Calendar": ["CalendarFacts", "DaysOff"],
        "Change Log": ["ChangeLog"],
        "Health Check": ["HealthCheck"],
        "_cpm": [],
        "_base": [],
    }


def test_the_schedule_has_the_26_columns_in_order_in_row_4_and_in_its_table():
    sheet = small_book()["Schedule"]
    assert [cell.value for cell in sheet[4]] == HEADINGS
    table = sheet.tables["Schedule"]
    assert [column.name for column in table.tableColumns] == HEADINGS
    assert (table.ref, table.autoFilter.ref) == ("A4:Z13", "A4:Z13")


def test_title_data_date_and_counts_stand_above_the_table():
    sheet = small_book()["Schedule"]
    assert sheet["A1"].value == "Initial Master Schedule: Payroll Modernization Program"
    assert sheet["A2"].value.startswith("Data date Jan 5, 2026: ")
    assert sheet["A3"].value.startswith(
        "As written on that date: 4 activities, of them critical 1; 2 milestones; "
        "from Jan 5, 2026 to Apr 12, 2026."
    )


def test_an_activity_stands_in_its_row_with_real_dates_and_numbers():
    start, finish = datetime(2026, 1, 5), datetime(2026, 1, 9)
    assert rows_by_id(small_values())["1.2.1"] == {
        "ID": "1.2.1",
        "WBS": "1.2.1",
        "Phase": "1 Readiness",
        "Task Name": "Recruit the staff of the program office",
        "Duration": 5,
        "% Complete": 0,
        "Start": start,
        "Finish": finish,
        "Actual Start": None,
        "Actual Finish": None,
        "Remaining Duration": None,
        "Predecessors": None,
        "Successors": "1.2.2FS+2d",
        "Resource Type": "Customer",
        "Owner": "Program Manager",
        "Baseline Start": start,
        "Baseline Finish": finish,
        "Finish Variance": 0,
        "Total Float": 3,
        "Critical": "No",
        "Status": "Not started",
        "Row Note": None,
        "Output": "None",
        "Constraint": None,
        "Basis of Estimate": "Estimated with the staffing office. Low 3, high 8 working days.",
        "Notes": None,
    }


def test_a_derived_link_is_told_with_its_basis_in_the_basis_of_estimate():
    row = rows_by_id(small_values())["1.2.2"]
    assert row["Predecessors"] == "1.2.1FS+2d"
    assert row["Basis of Estimate"] == (
        "To be decided. Link to 1.2.1: Assumed: activities follow in their order."
    )
    assert (row["Critical"], row["Output"]) == ("Yes", "Program Charter")


def test_summaries_and_levels_of_effort_show_the_days_they_span():
    rows = rows_by_id(small_values())
    assert [rows[row_id]["Duration"] for row_id in ("P", "1", "1.2", "1.2.3")] == [12] * 4


def test_a_finish_after_its_baseline_shows_the_working_days_between():
    row = schedule_row(
        plan_row("1.1.1", "Late work", RowKind.ACTIVITY, 3, duration=5),
        first_day=14,  # Monday, January 19, a holiday in this calendar
        days=5,
        baseline_start=date(2026, 1, 12),
        baseline_finish=date(2026, 1, 16),
    )
    book = values_of(write_schedule(pack_of([row]), TEMPLATE))
    assert rows_by_id(book)["1.1.1"]["Finish Variance"] == 4  # Tuesday to Friday


def test_a_constraint_is_written_as_people_type_it():
    constraint = Constraint(ConstraintType.SNET, date(2026, 3, 2))
    plan = plan_row("1.1.1", "Wait", RowKind.ACTIVITY, 3, constraint=constraint)
    book = opened(write_schedule(pack_of([schedule_row(plan)]), TEMPLATE))
    assert rows_by_id(book)["1.1.1"]["Constraint"] == "SNET 2026-03-02"


def test_only_input_columns_have_blank_cells():
    weeks = {"Gantt"}  # where a week without a bar says nothing
    blank = {
        (sheet.title, sheet.cell(4, cell.column).value)
        for sheet in small_values()
        if sheet.title not in weeks
        for table in small_book()[sheet.title].tables.values()
        for row in sheet[table.ref]
        for cell in row
        if cell.value in (None, "")
    }
    assert {heading for _, heading in blank} <= MAY_BE_BLANK
    assert {sheet for sheet, _ in blank} == {"Schedule"}


def test_milestones_stand_by_date_and_gates_are_said_in_words():
    rows = list(small_values()["Milestones"].iter_rows(4, values_only=True))
    start, review = datetime(2026, 1, 5), datetime(2026, 1, 16)
    start_words = ("To be decided", "No", "Not started")
    gate_words = ("To be decided", "Yes", "Not started")
    assert rows == [
        ("P.M1", "Program start", "Not applicable", start, start, 0, *start_words),
        ("1.M1", "Readiness review passed", "1 Readiness", review, review, 0, *gate_words),
    ]


def test_a_schedule_without_milestones_and_days_off_says_so_in_words():
    pack = pack_of([schedule_row(plan_row("1.1.1", "Work", RowKind.ACTIVITY, 3))], assumptions=())
    pack = replace(pack, schedule=replace(pack.schedule, holidays=()))
    book = opened(write_schedule(pack, TEMPLATE))
    assert book["Milestones"]["B4"].value == "No milestone in this schedule"
    assert book["Calendar"]["C12"].value == "No public holiday and no closure"
    assert book["Read Me"].cell(book["Read Me"].max_row, 3).value == "Every value was given."
    assert book.defined_names["Holidays"].attr_text == "'_cpm'!$Z$1"
    assert book["_cpm"]["Z1"].value is None


def test_the_calendar_names_the_facts_and_every_day_off():
    book = small_values()
    sheet = book["Calendar"]
    assert [sheet[f"B{row}"].value for row in range(5, 10)] == [
        datetime(2026, 1, 5),
        datetime(2026, 4, 12),
        datetime(2026, 1, 5),
        "Monday to Friday",
        8,
    ]
    assert list(sheet.iter_rows(12, values_only=True)) == [
        (datetime.combine(day, datetime.min.time()), "Monday", name) for day, name in HOLIDAYS
    ]
    assert {name: item.attr_text for name, item in book.defined_names.items()} == {
        "ProjectStart": "Calendar!$B$5",
        "ProjectFinish": "Calendar!$B$6",
        "DataDate": "Calendar!$B$7",
        "WorkingWeek": "Calendar!$B$8",
        "HoursPerDay": "Calendar!$B$9",
        "Holidays": "Calendar!$A$12:$A$13",
        "DataIndex": "'_cpm'!$B$2",
        "EndIndex": "'_cpm'!$D$2",
        "Weekend": "'_cpm'!$F$2",
        "CriticalFloat": "'_cpm'!$H$2",
        "Changes": "'_cpm'!$J$2",
    }


def test_the_read_me_links_to_each_sheet_explains_each_column_and_lists_assumptions():
    sheet = small_book()["Read Me"]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    targets = [(link.location, link.display) for link in links]
    shown = [sheet.title for sheet in small_book() if sheet.sheet_state == "visible"]
    assert targets == [(f"'{name}'!A1", name) for name in shown if name != "Read Me"]
    guide = sheet[sheet.tables["ColumnGuide"].ref]
    assert [row[0].value for row in guide[1:]] == HEADINGS
    assumed = sheet[sheet.tables["Assumptions"].ref]
    assert [[cell.value for cell in row] for row in assumed[1:]] == [
        ["calendar.hours", "8", "A full working day."]
    ]

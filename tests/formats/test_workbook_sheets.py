"""The sheets beside `Schedule`: what they show, what follows edits, and what is accessible."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import openpyxl

from generator.errors import Severity
from generator.formats.workbook import write_schedule
from generator.model.pack import Pack
from generator.model.progress import Progress
from generator.model.report import Finding, Health, Practice, Unit, Verdict
from generator.model.schedule import Constraint, ConstraintType, Link, LinkType, RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.builders import HOLIDAYS, pack_of, plan_row
from tests.formats.calc import all_cells, errors_in, shown
from tests.formats.networks import case
from tests.formats.workbooks import TEMPLATE, opened, values_of

START = date(2026, 1, 5)  # a Monday
CALENDAR = Calendar(START, country="", closures=dict(HOLIDAYS))


def work(row_id: str, duration: int, *links: Link, **more: object):
    row = plan_row(row_id, f"Work {row_id}", RowKind.ACTIVITY, 1, duration=duration, links=links)
    return replace(row, owner="Program Manager", **more)


def event(row_id: str, kind: RowKind, *links: Link):
    return plan_row(row_id, f"Event {row_id}", kind, 1, links=links)


def packed(plan, data_date: date = START, progress: dict[str, Progress] | None = None) -> Pack:
    said = progress or {}
    schedule = compute(plan, CALENDAR, data_date, progress=said)
    return replace(pack_of(()), schedule=schedule, data_date=data_date, progress=said)


SMALL = (
    event("1.S", RowKind.START_MILESTONE),
    event("1.F", RowKind.FINISH_MILESTONE),
    work("1.1", 3, Link("1.S")),
    event("1.MS", RowKind.START_MILESTONE, Link("1.1")),
    event("1.MF", RowKind.FINISH_MILESTONE, Link("1.1")),
    work("1.2", 4, Link("1.MF"), Link("1.MS")),
    work("1.3", 1, Link("1.1", LinkType.SS)),
    event("1.ES", RowKind.START_MILESTONE, Link("1.2")),
    event("1.EF", RowKind.FINISH_MILESTONE, Link("1.2")),
)


def test_milestones_at_the_start_in_the_middle_and_at_the_end_show_their_days(tmp_path, calc):
    # Work runs Monday to Wednesday and Thursday to Tuesday; a start milestone shows the day after.
    days = {
        "1.S": date(2026, 1, 5),
        "1.F": date(2026, 1, 5),
        "1.MS": date(2026, 1, 8),
        "1.MF": date(2026, 1, 7),
        "1.ES": date(2026, 1, 14),
        "1.EF": date(2026, 1, 13),
    }
    file = tmp_path / "events.xlsx"
    file.write_bytes(write_schedule(packed(SMALL), TEMPLATE))
    for one in (file, calc.edited(file)):
        rows = shown(one)
        assert {key: rows[key]["Start"].date() for key in days} == days
        assert {key: rows[key]["Finish"].date() for key in days} == days
        sheet = openpyxl.load_workbook(one, data_only=True)["Milestones"]
        assert {row[0]: row[4].date() for row in sheet.iter_rows(4, values_only=True)} == days


def test_started_work_restarts_at_the_data_date_and_holds_its_float(tmp_path, calc):
    # At the end of Friday the 9th (boundary 5) 1.1 has two of its days left: Monday and Tuesday.
    plan = (work("1.1", 4), work("1.2", 3, Link("1.1")), work("1.3", 1))
    said = {"1.1": Progress(actual_start=date(2026, 1, 7), remaining_duration=2)}
    file = tmp_path / "started.xlsx"
    file.write_bytes(write_schedule(packed(plan, date(2026, 1, 9), said), TEMPLATE))
    for one in (file, calc.edited(file)):
        found = shown(one)
        seen = {
            key: (row["Start"].date(), row["Finish"].date(), row["Total Float"], row["Critical"])
            for key, row in found.items()
        }
        assert seen == {
            "1.1": (date(2026, 1, 7), date(2026, 1, 13), 0, "Yes"),
            "1.2": (date(2026, 1, 14), date(2026, 1, 16), 0, "Yes"),
            "1.3": (date(2026, 1, 12), date(2026, 1, 12), 4, "No"),
        }


def test_what_is_typed_is_followed_or_said_to_wait_for_a_refresh(tmp_path, calc):
    plan = (*SMALL, work("1.4", 2, Link("1.1"), constraint=None))
    file = tmp_path / "typed.xlsx"
    file.write_bytes(write_schedule(packed(plan), TEMPLATE))
    before = values_of(file.read_bytes())
    assert before["Critical Path"]["A3"].value == "Up to date with the sheet Schedule."
    edits = [
        ("number", "Schedule", "E7", 8),  # 1.1
        ("text", "Schedule", "L14", "1.2"),  # the links of 1.4
        ("rows", "Schedule", 10, 1),
        ("text", "Schedule", "A10", "9.9"),
    ]
    after = calc.edited(file, edits)
    book = openpyxl.load_workbook(after, data_only=True)
    for name in ("Critical Path", "Resources", "Health Check"):
        assert str(book[name]["A3"].value).startswith("Out of date, run refresh")
    rows = shown(after)
    assert rows["1.2"]["Finish"].date() == date(2026, 1, 21)  # five days later, the 19th is off
    assert rows["1.4"]["Row Note"] == "refresh: links or constraint changed"
    assert rows["1.2"]["Row Note"] is None
    gantt = {row[0]: row for row in book["Gantt"].iter_rows(values_only=True)}
    assert gantt["1.1"][2:8] == (
        *(datetime(2026, 1, 5), datetime(2026, 1, 14), "Yes"),
        *("C", "C", None),
    )
    assert errors_in(after) == []


def test_thousands_of_predecessors_go_through_rows_of_their_own(tmp_path, calc):
    many = [work(f"2.{number}", number % 7 + 1) for number in range(450)]
    ends = (LinkType.FS, LinkType.FF, LinkType.SS, LinkType.SF)
    links = [Link(row.id, ends[i % 4], i % 3) for i, row in enumerate(many)]
    pin = Constraint(ConstraintType.SNET, date(2026, 1, 7))
    last = replace(work("3.1", 2, *links), constraint=pin)
    starts = [replace(row, links=(Link("1.1", LinkType.SS, 1),)) for row in many]
    file = tmp_path / "many.xlsx"
    file.write_bytes(write_schedule(packed((work("1.1", 1), *starts, last)), TEMPLATE))
    formulas = [
        cell.value
        for row in opened(file.read_bytes())["_cpm"].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=M")
    ]
    assert max(formula.count(",") for formula in formulas) < 201
    assert all_cells(calc.edited(file)) == all_cells(file)


def test_a_summary_over_many_levels_of_effort_stays_live():
    efforts = [
        plan_row(f"P.L{number}", "Report", RowKind.LEVEL_OF_EFFORT, 1) for number in range(80)
    ]
    rows = [plan_row("P", "Program", RowKind.PROJECT, 0), work("1.1", 3), *efforts]
    plan = [replace(row, parent="" if row.id == "P" else "P") for row in rows]
    sheet = opened(write_schedule(packed(plan), TEMPLATE))["_cpm"]
    finishes = {row[0].value: str(row[12].value) for row in sheet.iter_rows(5)}
    assert len(finishes) == 82
    assert all(formula.startswith("=IF(") for formula in finishes.values())


def test_resources_say_in_words_where_a_role_has_more_work_than_days():
    plan = (work("1.1", 5), work("1.2", 5), work("1.3", 4, Link("1.2")))
    pack = replace(packed(plan), availability={"program manager": 1.0})
    row = next(
        values_of(write_schedule(pack, TEMPLATE))["Resources"].iter_rows(6, values_only=True)
    )
    finding = "Over-allocated in 1 week, most in that of Jan 5, 2026: 10 d of 5 d"
    assert row[:7] == ("Program Manager", 5, 14, finding, 10, 4, 0)


def test_the_longest_path_stands_with_the_links_that_drive_it():
    rows = values_of(write_schedule(packed(SMALL), TEMPLATE))["Critical Path"].iter_rows(
        5, values_only=True
    )
    assert [(row[0], row[1], row[6]) for row in rows] == [
        *((1, "1.S", "Project start"), (2, "1.1", "1.S"), (3, "1.MS", "1.1"), (4, "1.MF", "1.1")),
        *((5, "1.2", "1.MF, 1.MS"), (6, "1.ES", "1.2"), (7, "1.EF", "1.2")),
    ]


def test_the_health_of_a_schedule_stands_with_its_figures_limits_and_rows():
    finding = Finding(
        *("DCMA 3", "Lags", "links with a lag", 14, 354, 3.95, Unit.PERCENT, "at most 5 %"),
        *(Verdict.WITHIN, Severity.WARNING, "DCMA", ("1.1",), ""),
    )
    practice = Practice(2, "Sequencing", (finding,), ("Is each lag explained?",))
    pack = replace(packed(SMALL), health=Health(START, (finding,), (practice,)))
    book = values_of(write_schedule(pack, TEMPLATE))
    rows = list(book["Health Check"].iter_rows(6, values_only=True))
    assert rows[0] == (
        *("DCMA 3", "Lags", "Links with a lag", "None", "at most 5 %", "4.0 %"),
        *(14, 354, "Within limit", "1.1"),
    )
    measured = "Lags: 14 of 354 (4.0 %). Within limit."
    assert rows[3][:4] == (2, "Sequencing", measured, "Is each lag explained?")
    tables = opened(write_schedule(pack, TEMPLATE))["Health Check"].tables
    assert dict(tables.items()) == {
        "HealthCheck": "A5:J6",
        "HealthCheck2": "A8:D9",
    }


def test_every_sheet_begins_in_a1_and_each_range_of_data_is_a_table_with_its_own_name(tmp_path):
    book = opened(write_schedule(case(60).pack, TEMPLATE))
    names = [name for sheet in book for name in sheet.tables]
    assert len(names) == len(set(names))
    for sheet in book:
        assert sheet["A1"].value
        assert not sheet.merged_cells.ranges
        if sheet.sheet_state == "visible":
            assert sheet.tables
            assert sheet.page_setup.orientation == "landscape"
            assert sheet["A2"].value
        for table in sheet.tables.values():
            headings = [cell.value for cell in sheet[table.ref][0]]
            assert headings == [column.name for column in table.tableColumns]
            assert all(isinstance(heading, str) and heading for heading in headings)
            assert len(headings) == len(set(headings))


def test_bands_of_the_gantt_have_26_weeks_and_begin_pages_that_hold_them():
    book = opened(write_schedule(case(300).pack, TEMPLATE))
    sheet = book["Gantt"]
    for table in sheet.tables.values():
        assert len(table.tableColumns) == 5 + 26
    breaks = [one.id for one in sheet.row_breaks.brk]
    ends = [0, *breaks, sheet.max_row]
    scale = sheet.page_setup.scale / 100
    assert 11 * scale >= 6.5
    room = (8.5 - sheet.page_margins.top - sheet.page_margins.bottom) * 72 / scale
    for first, last in pairwise(ends):
        heights = [sheet.row_dimensions[row].height for row in range(first + 1, last + 1)]
        assert sum(heights) <= room


def test_text_like_a_formula_stays_text_on_every_sheet():
    plan = tuple(replace(row, name="=1+1", owner="=cmd") for row in SMALL)
    book = opened(write_schedule(packed(plan), TEMPLATE))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    named = [cell for cell in cells if cell.value in ("=1+1", "=cmd")]
    assert {cell.parent.title for cell in named} == {
        *("Schedule", "Gantt", "Milestones", "Critical Path", "Resources", "_base"),
    }
    assert {cell.data_type for cell in named} == {"s"}
    assert all(cell.quotePrefix for cell in named if cell.parent.title != "_base")

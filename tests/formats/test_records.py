"""The computed schedule as CSV and JSON."""

import csv
import io
import json
from datetime import date

from generator.formats.records import write_csv, write_json
from generator.model.progress import Progress
from generator.model.schedule import RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import row

MONDAY = date(2026, 1, 5)
ROWS = (
    row("P", "S", kind=RowKind.PROJECT, level=0, name="=HYPERLINK(1)"),
    row("go", "s", parent="P"),
    row("A", 5, "go", parent="P", name='Pour, "now"'),
    row("B", 3, "A", parent="P"),
    row("C", 4, "A", "FNLT 2026-01-12", parent="P"),
    row("end", "f", "B, C", parent="P", name="Fin\u00e9"),
)
COLUMNS = (
    "id,external_id,wbs,name,type,duration,early_start,early_finish,late_start,late_finish,"
    "start,finish,total_float,free_float,critical"
)


def schedule(**more):
    return compute(ROWS, Calendar(MONDAY, country="", closures={date(2026, 1, 13): "Off"}), MONDAY)


def test_the_csv_has_the_columns_of_the_contract_and_inclusive_iso_dates():
    lines = write_csv(schedule()).decode().split("\r\n")
    assert lines[0] == COLUMNS
    # 13 January is off, so C needs the 12th and the 14th to the 16th: 3 days after its limit.
    assert lines[1:7] == [
        "P,0,P,'=HYPERLINK(1),project,9,2026-01-05,2026-01-16,2025-12-31,2026-01-16,"
        "2026-01-05,2026-01-16,-3,0,true",
        "go,1,go,go,start milestone,0,2026-01-05,2026-01-05,2025-12-31,2025-12-31,"
        "2026-01-05,2026-01-05,-3,0,true",
        'A,2,A,"Pour, ""now""",activity,5,2026-01-05,2026-01-09,2025-12-31,2026-01-06,'
        "2026-01-05,2026-01-09,-3,0,true",
        "B,3,B,B,activity,3,2026-01-12,2026-01-15,2026-01-14,2026-01-16,"
        "2026-01-12,2026-01-15,1,1,false",
        "C,4,C,C,activity,4,2026-01-12,2026-01-16,2026-01-07,2026-01-12,"
        "2026-01-12,2026-01-16,-3,0,true",
        "end,5,end,Fin\u00e9,finish milestone,0,2026-01-16,2026-01-16,2026-01-16,2026-01-16,"
        "2026-01-16,2026-01-16,0,0,true",
    ]


def test_a_text_that_looks_like_a_formula_is_no_formula_in_a_spreadsheet():
    (project, *_) = csv.DictReader(io.StringIO(write_csv(schedule()).decode()))
    assert project["name"] == "'=HYPERLINK(1)"


def test_an_imported_row_has_its_unique_id_as_external_id():
    rows = (row("0", "S", kind=RowKind.PROJECT, level=0), row("17", 1, parent="0"))
    made = compute(rows, Calendar(MONDAY, country=""), MONDAY)
    found = [
        (one["id"], one["external_id"])
        for one in csv.DictReader(io.StringIO(write_csv(made).decode()))
    ]
    assert found == [("0", "0"), ("17", "17")]


def test_the_json_has_links_and_progress_too():
    made = compute(
        ROWS,
        Calendar(MONDAY, country=""),
        MONDAY,
        progress={"A": Progress(20.0, MONDAY)},
    )
    data = json.loads(write_json(made, "Payroll"))
    assert data["project"] == {
        "name": "Payroll",
        "start": "2026-01-05",
        "finish": "2026-01-14",  # 4 days remain of A, and C has 4
        "data_date": "2026-01-05",
        "workweek": ["Mon", "Tue", "Wed", "Thu", "Fri"],
        "days_off": {},
    }
    one = data["rows"][2]
    assert list(one)[:15] == COLUMNS.split(",")
    assert (one["duration"], one["total_float"], one["critical"]) == (5, -2, True)
    assert (one["predecessors"], one["successors"], one["parent"]) == ("go", "B, C", "P")
    assert (one["percent_complete"], one["actual_start"], one["actual_finish"]) == (
        20.0,
        "2026-01-05",
        None,
    )
    assert data["rows"][4]["constraint"] == "FNLT 2026-01-12"

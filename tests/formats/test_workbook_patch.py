"""Writing into workbooks we did not make: official ones, and a template that others made over."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, NamedStyle

from generator.errors import InputError
from generator.formats.package import read_package, write_package
from generator.formats.workbook import write_schedule
from generator.formats.workbook.cells import Formula
from generator.formats.workbook.patch import CellPatch
from tests.builders import pack_of, small_rows
from tests.formats.workbooks import TEMPLATE, opened, rows_by_id, values_of

OFFICIAL = (
    "M3-Playbook-RAID-Log-Template.xlsx",
    "M3-Playbook-Master-Schedule-Template.xlsx",
    "M3-Playbook-Investment-Readiness-Checklist.xlsx",
)


def every_cell(data: bytes) -> dict[tuple[str, str], tuple[object, int]]:
    """Each cell's content and format."""
    return {
        (sheet.title, cell.coordinate): (cell.value, cell._style.xfId and cell.style_id)
        for sheet in openpyxl.load_workbook(io.BytesIO(data))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # what it cannot read of theirs
@pytest.mark.parametrize("name", OFFICIAL)
def test_cells_change_in_an_official_workbook_and_everything_else_stays(
    name, m3, tmp_path, ooxml_errors, to_pdf
):
    before = (m3 / "official" / name).read_bytes()
    sheet = opened(before).worksheets[1 if "RAID" in name else 0].title
    patch = CellPatch(before, name)
    patch.put(sheet, "B2", "=1+1 & <b>")
    patch.put(sheet, "C3", Formula('IF(B2="","none","some")', "some"))
    patch.put(sheet, "ZZ900", 4.5)
    after = patch.to_bytes()

    old, new = read_package(before), read_package(after)
    changed = {part for part in old if new.get(part) != old[part]}
    assert {part.rsplit("/", 1)[0] for part in changed} <= {
        *("xl/worksheets", "[Content_Types].xml", "xl/_rels", "xl"),
    }
    assert len([part for part in changed if part.startswith("xl/worksheets/sheet")]) == 1
    assert {part for part in changed if part.startswith("xl/") and part.count("/") == 1} <= {
        "xl/calcChain.xml"
    }
    cells = every_cell(after)
    there = {key: cell for key, cell in every_cell(before).items() if key in cells}
    touched = {(sheet, "B2"), (sheet, "C3"), (sheet, "ZZ900")}
    assert {key for key, cell in there.items() if cells[key] != cell} <= touched
    assert values_of(after)[sheet]["B2"].value == "=1+1 & <b>"
    assert values_of(after)[sheet]["C3"].value == "some"
    assert cells[sheet, "ZZ900"][0] == 4.5

    file, original = tmp_path / "after.xlsx", tmp_path / "before.xlsx"
    file.write_bytes(after)
    original.write_bytes(before)
    assert len(ooxml_errors(file)) <= len(ooxml_errors(original))
    again = openpyxl.load_workbook(to_pdf(file, "xlsx"), data_only=True)
    assert again[sheet]["C3"].value == "some"


def test_a_formula_that_others_share_is_not_torn_out():
    book = openpyxl.Workbook()
    book.active["A1"] = "=B1"
    buffer = io.BytesIO()
    book.save(buffer)
    parts = read_package(buffer.getvalue())
    part = "xl/worksheets/sheet1.xml"
    shared = parts[part].replace(b"<f>B1</f>", b'<f t="shared" ref="A1:A9" si="0">B1</f>')
    assert shared != parts[part]
    patch = CellPatch(write_package(parts | {part: shared}), "theirs.xlsx")
    patch.put("Sheet", "A1", 1)
    with pytest.raises(InputError) as caught:
        patch.to_bytes()
    assert str(caught.value.problems()[0]).startswith("theirs.xlsx!Sheet!A1: other cells share")


@pytest.mark.parametrize(
    "row",
    [
        '<x:row r="2"><x:c r="A2" s="0"><x:v>7</x:v></x:c></x:row>',
        "<x:row/><x:row><x:c><x:v>7</x:v></x:c></x:row>",
    ],
)
def test_prefixes_and_cells_without_an_address_are_read_as_they_count(row):
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    parts = read_package(buffer.getvalue())
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<x:sheetData>{row}</x:sheetData></x:worksheet>"
    ).encode()
    patch = CellPatch(write_package(parts | {"xl/worksheets/sheet1.xml": sheet}))
    patch.put("Sheet", "B2", "new")
    patch.put("Sheet", "A1", "first")
    cells = openpyxl.load_workbook(io.BytesIO(patch.to_bytes())).active
    assert [cells[name].value for name in ("A1", "A2", "B2")] == ["first", 7, "new"]


def made_over(folder: Path) -> bytes:
    """Our template as somebody else saved it: other styles, a sheet and a chart of their own."""
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    book.add_named_style(NamedStyle("Theirs", font=Font(name="Arial", size=14)))
    sheet = book.create_sheet("Their figures", 0)
    for number in range(1, 5):
        sheet.append([f"Quarter {number}", number * 10])
    sheet["A1"].style = "Theirs"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4))
    sheet.add_chart(chart, "D2")
    file = folder / "theirs.xlsx"
    book.save(file)
    return file.read_bytes()


def test_the_schedule_is_written_into_a_workbook_that_somebody_made_over(tmp_path, ooxml_errors):
    theirs = made_over(tmp_path)
    ours = write_schedule(pack_of(small_rows()), theirs)
    old, new = read_package(theirs), read_package(ours)
    own = [part for part in old if "chart" in part or "drawing" in part]
    assert own
    assert all(new[part] == old[part] for part in own)
    book = opened(ours)
    assert book.worksheets[0].title == "Their figures"
    assert [cell.value for cell in book.worksheets[0]["B"]] == [10, 20, 30, 40]
    assert book.worksheets[0]["A1"].font.name == "Arial"
    assert rows_by_id(values_of(ours))["1.2.2"]["Predecessors"] == "1.2.1FS+2d"
    file = tmp_path / "ours.xlsx"
    file.write_bytes(ours)
    order = "Sch_UnexpectedElementContentExpectingComplex"  # openpyxl's order of a font's children
    assert [error for error in ooxml_errors(file) if order not in error] == []

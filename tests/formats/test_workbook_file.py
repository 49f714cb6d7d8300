from __future__ import annotations

import re
import runpy

import pytest

from generator.formats.package import read_package, write_package
from generator.formats.workbook import write_schedule
from generator.model.schedule import Link, RowKind
from tests.builders import activities, pack_of, plan_row, schedule_row, small_rows
from tests.formats.workbooks import ROOT, TEMPLATE, opened, small


def test_the_same_pack_gives_the_same_bytes():
    assert write_schedule(pack_of(small_rows()), TEMPLATE) == small()


def test_parts_that_are_not_filled_are_those_of_the_template_byte_for_byte():
    before, after = read_package(TEMPLATE), read_package(small())
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert "xl/styles.xml" not in changed
    assert {name.rsplit("/", 1)[0] for name in changed} <= {
        *("docProps", "xl", "xl/worksheets", "xl/tables")
    }


def test_a_template_with_other_columns_is_refused():
    parts = read_package(TEMPLATE)
    other = {
        name: data.replace(b'name="Task Name"', b'name="Name"') for name, data in parts.items()
    }
    with pytest.raises(KeyError, match="columns of the template"):
        write_schedule(pack_of(small_rows()), write_package(other))


def test_the_shipped_template_is_what_its_script_builds(monkeypatch):
    script = ROOT / "scripts" / "build_master_schedule.py"
    monkeypatch.syspath_prepend(str(script.parent))  # as Python does for a script
    built = read_package(runpy.run_path(str(script))["build"]())
    assert built == read_package(TEMPLATE)


def test_the_open_xml_sdk_finds_no_error(tmp_path, ooxml_errors):
    for name, rows in (("small", small_rows()), ("large", activities(300))):
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(write_schedule(pack_of(rows, program="A & B <x> =1+1"), TEMPLATE))
        assert ooxml_errors(file) == []


def test_libreoffice_reads_the_same_cells(tmp_path, to_pdf):
    file = tmp_path / "schedule.xlsx"
    file.write_bytes(small())
    theirs = opened(to_pdf(file, "xlsx").read_bytes())
    for sheet in opened(small()):
        for row in sheet.iter_rows():
            assert [cell.value for cell in row] == [
                theirs[sheet.title][cell.coordinate].value for cell in row
            ]


def test_no_row_is_lower_than_its_text_needs(tmp_path, to_pdf):
    """LibreOffice keeps the heights of an .xlsx; it fits the rows of its own format without any."""
    data = write_schedule(pack_of([*small_rows(), *wordy_rows()]), TEMPLATE)
    file = tmp_path / "schedule.xlsx"
    file.write_bytes(data)
    text = to_pdf(file, "fods").read_text(encoding="utf-8")
    text = re.sub(r'(<style:table-row-properties) style:row-height="[^"]*"', r"\1", text)
    text = re.sub(r"<meta:generator>[^<]*</meta:generator>", "", text)  # else it trusts itself
    flat = tmp_path / "fitted.fods"
    flat.write_text(text, encoding="utf-8")
    fitted = opened(to_pdf(flat, "xlsx").read_bytes())
    several = 0
    for sheet in opened(data):
        if sheet.sheet_state != "visible":
            continue
        for number in range(2, sheet.max_row + 1):
            needed = fitted[sheet.title].row_dimensions[number].height
            lines = 1 + round((needed - 13.8) / 10.6)  # as LibreOffice sets Carlito at 11 points
            several += lines > 1
            height = sheet.row_dimensions[number].height
            assert height >= min(lines * 15, 409), (sheet.title, number, lines)
    assert several > 20


def wordy_rows():
    """Rows whose texts wrap to every number of lines."""
    for number in range(12):
        yield schedule_row(
            plan_row(
                f"1.3.{number}",
                "Agree with everyone concerned on what is wanted " * (number % 4 + 1),
                RowKind.ACTIVITY,
                3,
                owner="Scheduler and Project Control Analyst",
                links=tuple(Link(f"1.2.{other}") for other in range(number)),
                output="Interface Control Document, WWW included",
                basis="Assumed: mock migration of every iinterface, MMM included. " * number,
            )
        )

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


def test_the_shipped_template_is_what_its_script_builds():
    script = ROOT / "scripts" / "build_master_schedule.py"
    built = read_package(runpy.run_path(str(script))["build"]())
    assert built == read_package(TEMPLATE)


def test_the_open_xml_sdk_finds_no_error(tmp_path, ooxml_errors):
    for name, rows in (("small", small_rows()), ("large", activities(300))):
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(write_schedule(pack_of(rows, program="A & B <x> =1+1"), TEMPLATE))
        assert ooxml_errors(file) == []


def test_libreoffice_reads_the_same_cells_and_needs_no_higher_row(tmp_path, to_pdf):
    rows = [
        *small_rows(),
        *(
            schedule_row(
                plan_row(
                    f"1.3.{n}",
                    "Agree with everyone concerned on what is wanted " * (n % 4 + 1),
                    RowKind.ACTIVITY,
                    3,
                    owner="Scheduler and Project Control Analyst",
                    links=tuple(Link(f"1.2.{m}") for m in range(n)),
                    basis="Assumed: mock migration of every iinterface, WWW included. " * n,
                )
            )
            for n in range(12)
        ),
    ]
    data = write_schedule(pack_of(rows), TEMPLATE)
    unfitted = {  # without heights LibreOffice works out its own
        name: re.sub(rb'(<row [^>]*?) ht="[^"]*"', rb"\1", part)
        for name, part in read_package(data).items()
    }
    file = tmp_path / "schedule.xlsx"
    file.write_bytes(write_package(unfitted))
    fitted = opened(to_pdf(file, "xlsx").read_bytes())
    ours = opened(data)
    for sheet in ours:
        theirs = fitted[sheet.title]
        for row in sheet.iter_rows():
            assert [c.value for c in row] == [theirs[c.coordinate].value for c in row]
            number = row[0].row
            needed = theirs.row_dimensions[number].height or 15
            assert sheet.row_dimensions[number].height >= min(needed, 409) - 1, (sheet, number)

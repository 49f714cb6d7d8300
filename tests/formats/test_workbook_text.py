from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from generator.errors import InputError, Place
from generator.formats.package import read_package, write_package
from generator.formats.workbook import write_schedule
from generator.formats.workbook.cells import cell_xml
from generator.model.project import Assumption
from generator.model.schedule import Link, RowKind
from tests.builders import pack_of, plan_row, schedule_row
from tests.formats.workbooks import TEMPLATE, opened, small


def test_ids_and_links_are_text_cells_for_excel_would_make_1_1_of_1_10():
    row = schedule_row(
        plan_row("1.10", "Ten", RowKind.ACTIVITY, 3, links=(Link("1.2"),)),
        successors=(Link("1.20"),),
    )
    sheet = opened(write_schedule(pack_of([row]), TEMPLATE))["Schedule"]
    for column, text in {"A": "1.10", "B": "1.10", "L": "1.2", "M": "1.20"}.items():
        cell = sheet[f"{column}5"]
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "1/2", "TRUE", "'quoted"])
def test_text_that_looks_like_a_formula_or_a_number_keeps_a_quote_prefix(text):
    row = schedule_row(plan_row("1.1.1", text, RowKind.ACTIVITY, 3, output=text))
    sheet = opened(write_schedule(pack_of([row]), TEMPLATE))["Schedule"]
    for cell in (sheet["D5"], sheet["W5"]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert sheet["D5"].alignment.indent == 4  # the outline is kept


PIECES = st.one_of(
    st.characters(exclude_categories=["Cs"]),  # controls too: they are escaped, as Excel does
    st.sampled_from(["_x0041_", "_x", "_", "\r", "\n", "&", "<", "]]>", "=", "{program}"]),
)
TEXT = st.lists(PIECES, min_size=1, max_size=20).map("".join).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=9, max_size=9))
def test_any_text_in_any_text_column_reads_back_equal(texts):
    program, name, owner, kind, output, basis, key, value, reason = texts
    row = schedule_row(
        plan_row(
            "1.1.1",
            name,
            RowKind.ACTIVITY,
            3,
            owner=owner,
            resource_type=kind,
            output=output,
            basis=basis,
        )
    )
    pack = pack_of([row], assumptions=(Assumption(key, value, reason),))
    config = pack.project.config.model_copy(update={"program": program})
    pack = replace(pack, project=replace(pack.project, config=config))
    pack = replace(pack, schedule=replace(pack.schedule, holidays=((date(2026, 7, 3), program),)))
    book = opened(write_schedule(pack, TEMPLATE))
    sheet, read_me = book["Schedule"], book["Read Me"]
    # openpyxl leaves the escapes of in-cell strings to its own unescape; Excel knows them.
    shown = [unescape(sheet[f"{column}5"].value) for column in "DONWY"]
    assert shown == [name, owner, kind, output, f"{basis.rstrip('.')}."]
    last = read_me[read_me.max_row]
    assert [unescape(cell.value) for cell in last] == [key, value, reason]
    assert unescape(book["Calendar"]["C12"].value) == program
    assert unescape(sheet["A1"].value) == f"Initial Master Schedule: {program}"


def test_a_text_too_long_for_a_cell_is_refused_with_its_place():
    too_long = "ab" * 16_384  # 32,768 characters
    rows = [
        schedule_row(
            plan_row(
                "1.1.1",
                too_long,
                RowKind.ACTIVITY,
                3,
                place=Place("tasks/1.1.md", line=12, column=3),
            )
        ),
        schedule_row(plan_row("1.1.2", "Short", RowKind.ACTIVITY, 3, output="😀" * 16_384)),
        schedule_row(plan_row("1.1.3", too_long[1:], RowKind.ACTIVITY, 3)),
    ]
    with pytest.raises(InputError) as caught:
        write_schedule(pack_of(rows), TEMPLATE)
    fact = "has 32,768 characters, more than the 32,767 of a cell; shorten it"
    assert [str(problem) for problem in caught.value.problems()] == [
        f"tasks/1.1.md:12:3: Task Name {fact}",
        f"Initial-Master-Schedule.xlsx!Schedule!W6: Output {fact}",
    ]


def test_successors_too_many_for_a_cell_end_in_their_count():
    links = tuple(Link(f"1.14.{number}") for number in range(10_000))
    row = schedule_row(plan_row("P.M1", "Start", RowKind.START_MILESTONE, 1), successors=links)
    sheet = opened(write_schedule(pack_of([row]), TEMPLATE))["Schedule"]
    shown, _, count = sheet["M5"].value.rpartition(" and ")
    assert len(sheet["M5"].value) <= 32_767
    assert len(shown.split(", ")) + int(count.removesuffix(" more").replace(",", "")) == 10_000


def test_a_cell_can_carry_a_formula_with_its_computed_value():
    def in_a5(xml: str) -> dict[str, bytes]:
        parts = read_package(small())
        name = "xl/worksheets/sheet2.xml"
        before, _, after = parts[name].partition(b'<c r="E5"')
        return parts | {name: before + xml.encode() + after[after.index(b"</c>") + 4 :]}

    for value, formula in ((7, "SUM(E9:E10)"), ("a<b", 'IF(1<2,"a"&"<b","")')):
        data = write_package(in_a5(cell_xml("E5", value, 0, formula)))
        assert opened(data)["Schedule"]["E5"].value == f"={formula}"
        shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        assert shown["Schedule"]["E5"].value == value

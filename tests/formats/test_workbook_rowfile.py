from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from generator.errors import InputError, Place
from generator.formats.package import read_package, write_package
from generator.formats.workbook import read_rows


def workbook(*rows: list[object], sheet: str = "Roster") -> bytes:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.create_sheet("Notes")["A1"] = "not read"
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def problems(data: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_rows(data, "roster.xlsx")
    return [str(problem) for problem in caught.value.problems()]


def test_rows_come_with_their_headings_and_every_value_with_its_cell():
    found = read_rows(workbook(["role", "fte"], ["PMO Lead", 1], ["Analyst", 0.5]), "roster.xlsx")

    def place(cell: str) -> Place:
        return Place("roster.xlsx", sheet="Roster", cell=cell)

    assert found.file == "roster.xlsx"
    assert found.headings == {"role": place("A1"), "fte": place("B1")}
    assert found.rows == (
        ({"role": "PMO Lead", "fte": 1}, {"role": place("A2"), "fte": place("B2")}),
        ({"role": "Analyst", "fte": 0.5}, {"role": place("A3"), "fte": place("B3")}),
    )
    assert str(place("B3")) == "roster.xlsx!Roster!B3"


def test_dates_numbers_and_truth_values_keep_their_kind():
    data = workbook(["a", "b", "c", "d"], [date(2026, 1, 5), 3, True, datetime(2026, 1, 5, 9, 30)])
    ((values, _),) = read_rows(data, "roster.xlsx").rows
    assert values == {"a": date(2026, 1, 5), "b": 3, "c": True, "d": date(2026, 1, 5)}
    assert [type(value) for value in values.values()] == [date, int, bool, date]


def test_a_date_of_the_1904_calendar_of_old_macintosh_workbooks_is_right():
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    book.active.append(["start"])
    book.active.append([date(2026, 1, 5)])
    ((values, _),) = read_rows(saved(book), "roster.xlsx").rows
    assert values == {"start": date(2026, 1, 5)}


def test_a_number_format_with_words_in_it_makes_no_date():
    book = Workbook()
    book.active.append(["days", "share", "cost"])
    book.active.append([12, 0.5, 1200])
    formats = ['0" days"', "0.0%", '"USD" #,##0.00;[Red]-#,##0.00']
    for cell, code in zip(book.active[2], formats, strict=True):
        cell.number_format = code
    ((values, _),) = read_rows(saved(book), "roster.xlsx").rows
    assert values == {"days": 12, "share": 0.5, "cost": 1200}


def test_blank_rows_and_blank_cells_are_left_out_and_blanks_around_text_too():
    data = workbook(["role ", "name"], [" PMO Lead", None], [None, "  "], [None, None], ["A", "B"])
    assert [values for values, _ in read_rows(data, "roster.xlsx").rows] == [
        {"role": "PMO Lead"},
        {"name": ""},
        {"role": "A", "name": "B"},
    ]


def test_a_table_that_starts_lower_down_and_further_right_is_found():
    book = Workbook()
    book.active.title = "Roster"
    book.active["C4"], book.active["D4"], book.active["C5"] = "role", "name", "PMO Lead"
    found = read_rows(saved(book), "roster.xlsx")
    assert found.headings["role"].cell == "C4"
    assert [values for values, _ in found.rows] == [{"role": "PMO Lead"}]


def test_text_that_only_looks_like_a_formula_stays_text():
    book = Workbook()
    book.active.append(["role"])
    book.active["A2"].value, book.active["A2"].data_type = "=1+1", "s"
    ((values, _),) = read_rows(saved(book), "roster.xlsx").rows
    assert values == {"role": "=1+1"}


def test_every_fault_of_a_sheet_is_told_with_its_cell():
    book = Workbook()
    book.active.title = "Roster"
    for row in (["role", "role", "name"], ["PMO Lead", "x", "y", "z"]):
        book.active.append(row)
    book.active["C3"].value, book.active["C3"].data_type = "#REF!", "e"
    assert problems(saved(book)) == [
        "roster.xlsx!Roster!B1: the heading 'role' stands twice in the first row; "
        "rename or delete one of the columns",
        "roster.xlsx!Roster!D2: a value in column D, which has no heading in row 1; "
        "add a heading, or clear the cell",
        "roster.xlsx!Roster!C3: the cell shows #REF!; mend the formula, or type the value",
    ]


def test_an_empty_first_sheet_is_told():
    assert problems(saved(Workbook())) == [
        "roster.xlsx!Sheet: the first sheet 'Sheet' is empty; give its first row the headings"
    ]


def test_a_word_file_is_told_to_be_no_workbook():
    word = write_package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"})
    assert problems(word) == [
        "roster.xlsx: an Office file, but no .xlsx workbook; save it as an Excel workbook (.xlsx)"
    ]


def test_a_hidden_document_type_in_a_sheet_is_refused():
    parts = read_package(workbook(["role"], ["PMO Lead"]))
    name = "xl/worksheets/sheet1.xml"
    evil = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + parts[name]
    assert "document type" in problems(write_package(parts | {name: evil}))[0]


# Without what XML cannot hold, and without the underscore of escapes that openpyxl does not write.
WRITABLE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_\ufffe\uffff")


@settings(max_examples=25, deadline=None)
@given(st.text(WRITABLE, min_size=1))
def test_any_text_written_with_openpyxl_is_read_back(text):
    ((values, _),) = read_rows(workbook(["role"], [f"x{text}x"]), "roster.xlsx").rows
    assert values == {"role": f"x{text}x"}

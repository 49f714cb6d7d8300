from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook

from generator.errors import InputError
from generator.formats.package import read_package, write_package
from generator.formats.workbook import content_fingerprint, write_schedule
from tests.builders import pack_of, small_rows
from tests.formats.workbooks import TEMPLATE, opened, small


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_bare_save_in_libreoffice_is_no_edit(tmp_path, to_pdf):
    file = tmp_path / "schedule.xlsx"
    file.write_bytes(small())
    assert content_fingerprint(to_pdf(file, "xlsx").read_bytes()) == content_fingerprint(small())


def test_a_bare_save_that_shares_strings_and_renumbers_styles_is_no_edit():
    data = saved(opened(small()))
    assert (
        read_package(data)["xl/worksheets/sheet2.xml"]
        != (read_package(small())["xl/worksheets/sheet2.xml"])
    )
    assert content_fingerprint(data) == content_fingerprint(small())


def test_what_sharepoint_adds_is_no_edit():
    parts = read_package(small())
    enriched = parts | {
        "customXml/item1.xml": b"<p:properties xmlns:p='x'/>",
        "docProps/custom.xml": b"<Properties/>",
        "docMetadata/LabelInfo.xml": b"<clbl:labelList xmlns:clbl='x'/>",
        "docProps/core.xml": parts["docProps/core.xml"].replace(b"2026-01-05T", b"2026-02-01T"),
    }
    assert content_fingerprint(write_package(enriched)) == content_fingerprint(small())


def value(book: Workbook) -> None:
    book["Schedule"]["F9"] = 0.5


def blank_input(book: Workbook) -> None:
    book["Schedule"]["I9"] = 46030


def text(book: Workbook) -> None:
    book["Schedule"]["Z9"] = "Ask the vendor"


def cleared(book: Workbook) -> None:
    book["Schedule"]["O9"] = None


def formula(book: Workbook) -> None:
    book["Schedule"]["E9"] = "=2+3"


def fill(book: Workbook) -> None:
    book["Schedule"]["D9"].fill = PatternFill("solid", fgColor="00FF9900")


def fill_of_a_blank_cell(book: Workbook) -> None:
    book["Schedule"]["AC30"].fill = PatternFill("solid", fgColor="00FF9900")


def strike(book: Workbook) -> None:
    book["Schedule"]["D9"].font = Font(name="Calibri", sz=11, strike=True, color="001A1A1A")


def font_colour(book: Workbook) -> None:
    book["Schedule"]["D9"].font = Font(name="Calibri", sz=11, color="00FF0000")


def comment(book: Workbook) -> None:
    book["Schedule"]["D9"].comment = Comment("Is this right?", "Ann")


def row(book: Workbook) -> None:
    book["Schedule"].append(["", "", "", "A row of mine"])


def new_column(book: Workbook) -> None:
    book["Schedule"]["AA4"] = "Cost center"


def new_sheet(book: Workbook) -> None:
    book.create_sheet("Mine")


def renamed_sheet(book: Workbook) -> None:
    book["Calendar"].title = "Days off"


def merged(book: Workbook) -> None:
    book["Schedule"].merge_cells("AB1:AC2")


def link(book: Workbook) -> None:
    book["Schedule"]["D9"].hyperlink = "https://example.gov"


EDITS = [
    *(value, blank_input, text, cleared, formula, fill, fill_of_a_blank_cell, strike, font_colour),
    *(comment, row, new_column, new_sheet, renamed_sheet, merged, link),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_of_a_person_changes_the_fingerprint(edit: Callable[[Workbook], None]):
    book = opened(small())
    edit(book)
    assert content_fingerprint(saved(book)) != content_fingerprint(small())


def test_a_comment_that_is_changed_is_an_edit():
    def with_comment(words: str) -> bytes:
        book = opened(small())
        book["Schedule"]["D9"].comment = Comment(words, "Ann")
        return saved(book)

    assert content_fingerprint(with_comment("One")) != content_fingerprint(with_comment("Two"))


def test_a_word_in_bold_inside_a_cell_is_an_edit():
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    def with_run(font: InlineFont) -> bytes:
        book = opened(small())
        book["Schedule"]["Z9"] = CellRichText(["Ask ", TextBlock(font, "now")])
        return saved(book)

    assert content_fingerprint(with_run(InlineFont(b=True))) != content_fingerprint(
        with_run(InlineFont())
    )


def test_another_schedule_has_another_fingerprint_and_the_same_has_the_same():
    assert content_fingerprint(write_schedule(pack_of(small_rows()), TEMPLATE)) == (
        content_fingerprint(small())
    )
    fewer = write_schedule(pack_of(small_rows()[:-1]), TEMPLATE)
    assert content_fingerprint(fewer) != content_fingerprint(small())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_a_file_that_cannot_be_read_is_told_and_not_taken_for_unedited(data):
    with pytest.raises(InputError):
        content_fingerprint(data)


def test_a_workbook_of_the_official_templates_can_be_fingerprinted(m3):
    files = sorted((m3 / "official").glob("*.xlsx"))
    prints = {content_fingerprint(file.read_bytes()) for file in files}
    assert len(prints) == len(files) > 0

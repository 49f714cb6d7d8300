from __future__ import annotations

from datetime import datetime

from generator.formats.package import read_package, write_package
from generator.formats.workbook import write_schedule
from tests.builders import pack_of, small_rows
from tests.formats.workbooks import TEMPLATE, opened, small_book


def test_rows_follow_the_outline_with_summaries_above_and_in_bold():
    sheet = small_book()["Schedule"]
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(5, 14)]
    assert levels == [0, 1, 1, 2, 3, 3, 3, 2, 2]
    assert [sheet[f"D{row}"].alignment.indent - 1 for row in range(5, 14)] == levels
    bold = [row for row in range(5, 14) if sheet[f"D{row}"].font.b]
    assert [sheet[f"A{row}"].value for row in bold] == ["P", "1", "1.2"]
    assert sheet.sheet_properties.outlinePr.summaryBelow is False


def test_the_first_thirteen_columns_print_one_page_wide_at_a_readable_size():
    sheet = small_book()["Schedule"]
    assert sheet.print_area == "'Schedule'!$A$1:$M$13"
    assert sheet.print_title_rows == "$4:$4"
    setup = sheet.page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    width = sum(sheet.column_dimensions[letter].width * 7 / 96 for letter in "ABCDEFGHIJKLM")
    scale = (11 - sheet.page_margins.left - sheet.page_margins.right) / width
    assert 11 * scale >= 6.5
    grouped = [sheet.column_dimensions[letter] for letter in "NOPQRSTUVWXYZ"]
    assert {(column.outlineLevel, column.hidden) for column in grouped} == {(1, False)}


def test_every_input_column_has_a_prompt_of_a_length_excel_shows():
    sheet = small_book()["Schedule"]
    prompts = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert all(len(rule.promptTitle) <= 32 for rule in prompts.values())
    assert all(len(rule.prompt) <= 255 and rule.showInputMessage for rule in prompts.values())
    headings = {sheet[f"{area[0]}4"].value for area in prompts}
    assert headings == {
        *("Phase", "Task Name", "Duration", "% Complete", "Actual Start", "Actual Finish"),
        *("Remaining Duration", "Predecessors", "Resource Type", "Owner", "Output"),
        *("Constraint", "Basis of Estimate", "Notes"),
    }
    assert all(area.endswith("13") for area in prompts)
    assert "Blank means" in prompts["L5:L13"].prompt


def test_no_cell_is_merged_headers_stay_in_view_and_the_first_sheet_opens_at_a1():
    book = small_book()
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert book["Schedule"].freeze_panes == "E5"
    assert book["Milestones"].freeze_panes == "C4"
    assert book.active.title == "Read Me"
    assert book["Read Me"].sheet_view.selection[0].activeCell == "A1"
    states = {sheet.title: sheet.sheet_state for sheet in book}
    assert {states.pop("_cpm"), states.pop("_base")} == {"veryHidden"}
    assert set(states.values()) == {"visible"}
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Read Me"]


def luminance(rgb: str) -> float:
    parts = [int(rgb[-6:][index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: str, back: str) -> float:
    dark, light = sorted([luminance(front), luminance(back)])
    return (light + 0.05) / (dark + 0.05)


def test_every_text_has_contrast_and_size_enough():
    book = small_book()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.style == "Normal":
                    assert cell.value is None or sheet.sheet_state == "veryHidden"
                    continue
                back = cell.fill.fgColor.rgb if cell.fill.patternType == "solid" else "FFFFFF"
                assert contrast(cell.font.color.rgb, back) >= 4.5, (sheet.title, cell.coordinate)
                assert cell.font.sz >= 11
    areas = [area for name in ("Schedule", "Gantt") for area in book[name].conditional_formatting]
    formats = [rule.dxf for area in areas for rule in area.rules]
    assert len(formats) == 10
    for look in formats:
        assert contrast(look.font.color.rgb, look.fill.bgColor.rgb) >= 4.5


def test_the_properties_say_what_it_is_and_carry_no_clock():
    properties = small_book().properties
    assert properties.title == "Initial Master Schedule: Payroll Modernization Program"
    assert properties.subject == "Schedule with baseline, links and float as of Jan 5, 2026"
    assert (properties.creator, properties.language) == ("Department of Examples", "en-US")
    assert "Payroll Modernization Program" in properties.keywords
    assert properties.created == properties.modified == datetime(2026, 1, 5)


def test_a_house_that_changes_a_style_in_the_template_gets_it_in_every_row():
    parts = read_package(TEMPLATE)
    styles = parts["xl/styles.xml"]
    assert b"00D7E2EE" in styles
    house = write_package(parts | {"xl/styles.xml": styles.replace(b"00D7E2EE", b"00123456")})
    sheet = opened(write_schedule(pack_of(small_rows()), house))["Schedule"]
    assert {cell.fill.fgColor.rgb for cell in sheet[7]} == {"00123456"}

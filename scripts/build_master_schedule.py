"""Builds templates/master-schedule.xlsx: sheets, styles, tables, prompts, formats and print set-up.

    python scripts/build_master_schedule.py [target]

The words of the workbook stand in master_schedule_words.py and, with it, in the template it makes.
`{data_date}` and the like are filled when the schedule is written. The sample rows under each last
table only keep the styles in use when somebody saves the template in Excel; they never reach a
schedule.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from lxml import etree
from master_schedule_words import (
    ABBREVIATIONS,
    CHANGE_LOG_COLUMNS,
    CHANGE_LOG_LEAD,
    CRITICAL_PATH_COLUMNS,
    CRITICAL_PATH_LEAD,
    FILLED_BY,
    GANTT_FILLS,
    GANTT_LEGEND,
    GUIDE,
    HEALTH_COLUMNS,
    HEALTH_LEAD,
    LEGEND,
    MILESTONE_COLUMNS,
    NETWORK_COLUMNS,
    RESOURCE_COLUMNS,
    RESOURCES_LEAD,
    SHEETS,
    STATUS_WORDS,
    STEPS,
)
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.table import Table, TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from generator.formats.package import parse_xml, read_package, write_package
from generator.formats.workbook.bands import WEEKS
from generator.formats.workbook.columns import COLUMNS, Owner
from generator.formats.workbook.gantt import HEADINGS as GANTT_HEADINGS
from generator.formats.workbook.heights import INDENT, pixels, row_height
from generator.formats.workbook.resources import HEADINGS as RESOURCE_HEADINGS
from generator.formats.workbook.schedule import COMPUTED
from generator.formats.workbook.styles import MAIN, Kind

NAVY, BLUE, SLATE, RULE, WHITE, BLACK = "1F3A5F", "24567F", "4F5B66", "C3CCD6", "FFFFFF", "1A1A1A"
UMBER, AMBER_TINT = "6B4A0B", "FFF7E0"
TINTS = {"PMO Project": "B9CBE0", "PMO Phase": "D7E2EE", "PMO Key Task": "EEF3F8"}
FORMATS = {
    Kind.GENERAL: "General",
    Kind.TEXT: "@",
    Kind.NUMBER: '0" d"_)',  # `_)` leaves air beside the number
    Kind.PERCENT: "0%_)",
    Kind.DATE: "mmm d, yyyy",
}
AS_STYLED = ("PMO Title", "PMO Section", "PMO Lead", "PMO Week", "PMO Bar", "PMO Over")
HEADER_OF = {
    Owner.DEFINITION: "PMO Header",
    Owner.PEOPLE: "PMO Header Input",
    Owner.ENGINE: "PMO Header Computed",
}


@dataclass
class House:
    """The workbook that is being built."""

    book: Workbook
    names: dict[str, str] = field(default_factory=dict)

    def sheet(self, title: str, widths: Sequence[float]) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(title)
        for index, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(index)].width = width + 0.71
        sheet.sheet_view.zoomScale = 100
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 1  # US letter
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(f"Initial Master Schedule: {title}"),
            right=_HeaderFooterPart("Page &P of &N"),
        )
        return sheet


def put(
    sheet: Worksheet,
    reference: str,
    value: str,
    style: str,
    kind: Kind = Kind.GENERAL,
    indent: int = 0,
    quoted: bool = False,
) -> Cell:
    """A cell with a named style, and the number format and alignment of its kind."""
    cell: Cell = sheet[reference]
    cell.value, cell.style, cell.number_format = value, style, FORMATS[kind]
    if style.startswith("PMO Header") or style in AS_STYLED:
        return cell
    cell.alignment = Alignment(
        vertical="center",
        horizontal="right" if kind in (Kind.NUMBER, Kind.PERCENT) else "left",
        wrap_text=kind in (Kind.GENERAL, Kind.TEXT),
        indent=0 if kind in (Kind.NUMBER, Kind.PERCENT) else indent + 1,
    )
    cell.quotePrefix = quoted
    return cell


def add_styles(book: Workbook) -> None:
    """The house style: what a house changes in Excel's style gallery, every cell takes."""
    line = Side(style="thin", color=RULE)
    box = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(vertical="center", horizontal="left", wrap_text=True, indent=1)

    def style(
        name: str,
        color: str = BLACK,
        fill: str = "",
        *,
        bold: bool = False,
        italic: bool = False,
        underline: Literal["single"] | None = None,
        size: float = 11,
        alignment: Alignment = wrapped,
    ) -> None:
        font = Font("Calibri", size, bold, italic, u=underline, color=color, family=2)
        named = NamedStyle(name, font=font, alignment=alignment)
        if alignment is wrapped or name in ("PMO Bar", "PMO Over"):
            named.border = box
        if fill:
            named.fill = PatternFill("solid", fgColor=fill, bgColor=fill)
        book.add_named_style(named)

    one_line = Alignment(vertical="center", horizontal="left")
    low = Alignment(vertical="bottom", horizontal="left")
    style("PMO Title", NAVY, bold=True, size=18, alignment=one_line)
    style("PMO Lead", SLATE, alignment=one_line)
    style("PMO Section", BLUE, bold=True, size=13, alignment=low)
    style("PMO Header", WHITE, NAVY, bold=True)
    style("PMO Header Input", WHITE, UMBER, bold=True)
    style("PMO Header Computed", WHITE, SLATE, bold=True)
    for name, tint in TINTS.items():
        style(name, BLACK if name == "PMO Key Task" else NAVY, tint, bold=True)
    style("PMO Activity")
    style("PMO Milestone", NAVY, italic=True)
    style("PMO Input", BLACK, AMBER_TINT)
    style("PMO Link", "0B5394", underline="single")
    upright = Alignment(horizontal="center", vertical="center", text_rotation=90)
    style("PMO Week", WHITE, NAVY, bold=True, alignment=upright)
    centred = Alignment(horizontal="center", vertical="center")
    style("PMO Bar", alignment=centred)
    style("PMO Over", "7A0C12", "F9DADB", bold=True, alignment=centred)


def add_head(sheet: Worksheet, *lines: str) -> None:
    """Title in A1, how to read it below; row heights fitted to the font."""
    put(sheet, "A1", lines[0], "PMO Title")
    sheet.row_dimensions[1].height = 27
    for number, line in enumerate(lines[1:], 2):
        put(sheet, f"A{number}", line, "PMO Lead")
        sheet.row_dimensions[number].height = 18


def add_table(
    sheet: Worksheet,
    name: str,
    row: int,
    headings: Sequence[str],
    last: int,
    styles: Sequence[str],
    *,
    filtered: bool = True,
) -> None:
    """Header cells and the defined table down to row `last`; the header has the only filter."""
    for index, (heading, style) in enumerate(zip(headings, styles, strict=True), 1):
        put(sheet, f"{get_column_letter(index)}{row}", heading, style)
    sheet.row_dimensions[row].height = 38 if name == "Schedule" else 22
    end = get_column_letter(len(headings))
    table = Table(name=name, displayName=name, ref=f"A{row}:{end}{last}")
    table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
    # openpyxl leaves the columns to the moment of saving.
    table._initialise_columns()  # type: ignore[attr-defined]
    for column in table.tableColumns:
        column.name = headings[column.id - 1]
    if not filtered:
        table.autoFilter = None
    sheet.add_table(table)


def add_section(sheet: Worksheet, row: int, title: str) -> None:
    """The title of a table, with air above."""
    put(sheet, f"A{row}", title, "PMO Section")
    sheet.row_dimensions[row].height = 30


def add_samples(sheet: Worksheet, first: int, rows: Iterable[Sequence[tuple[str, Kind]]]) -> int:
    """One sample row for each look, once as it is and once with the quote prefix; the last row."""
    number = first - 1
    for row in rows:
        for quoted in (False, True):
            number += 1
            for index, (style, kind) in enumerate(row, 1):
                mark = quoted and kind is Kind.GENERAL
                reference = f"{get_column_letter(index)}{number}"
                put(sheet, reference, f"sample {style}", style, kind, quoted=mark)
    return number


def build_schedule(house: House) -> None:
    """The sheet `Schedule`."""
    sheet = house.sheet("Schedule", [GUIDE[column.heading][0] for column in COLUMNS])
    add_head(
        sheet,
        "Initial Master Schedule: {program}",
        "Data date {data_date}: what lies before is known, what follows is forecast. "
        "Durations, variance and float are in working days (d); dates are first and last day.",
        "As written on that date: {activities} activities, of them critical {critical}; "
        "{milestones} milestones; from {project_start} to {project_finish}. Type in the amber "
        "columns; the sheet Read Me explains each one.",
    )
    looks = [
        [
            (
                "PMO Input" if column.owner is Owner.PEOPLE and style not in TINTS else style,
                column.kind,
            )
            for column in COLUMNS
        ]
        for style in (*TINTS, "PMO Activity", "PMO Milestone")
    ]
    looks.append([("PMO Activity", column.kind) for column in COLUMNS])  # a level of effort
    last = add_samples(sheet, 5, looks)
    name_column = [column.heading for column in COLUMNS].index("Task Name") + 1
    for style in (*TINTS, "PMO Activity", "PMO Milestone"):
        for indent in range(1, 8):
            for quoted in (False, True):
                last += 1
                reference = f"{get_column_letter(name_column)}{last}"
                put(sheet, reference, f"sample {style}", style, indent=indent, quoted=quoted)
    headings = [column.heading for column in COLUMNS]
    add_table(sheet, "Schedule", 4, headings, last, [HEADER_OF[c.owner] for c in COLUMNS])
    for column in sheet.tables["Schedule"].tableColumns:
        if formula := COMPUTED.get(column.name):
            column.calculatedColumnFormula = TableFormula(attr_text=formula)
    sheet.freeze_panes = "E5"
    sheet.print_title_rows = "4:4"
    sheet.print_area = f"A1:M{last}"
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False, summaryRight=False)
    for index in range(14, 27):
        sheet.column_dimensions[get_column_letter(index)].outlineLevel = 1
    add_validations(sheet, last)
    add_conditional_formats(sheet, last)


def add_validations(sheet: Worksheet, last: int) -> None:
    """A prompt on every column that a person fills, and a check where a value can be wrong."""
    checks: dict[str, dict[str, Any]] = {
        "Duration": {"type": "whole", "operator": "between", "formula1": "0", "formula2": "9999"},
        "Remaining Duration": {
            "type": "whole",
            "operator": "between",
            "formula1": "0",
            "formula2": "9999",
        },
        "% Complete": {
            "type": "decimal",
            "operator": "between",
            "formula1": "0",
            "formula2": "1",
        },
        "Actual Start": {"type": "date", "operator": "lessThanOrEqual", "formula1": "DataDate"},
        "Actual Finish": {"type": "date", "operator": "lessThanOrEqual", "formula1": "DataDate"},
    }
    for index, column in enumerate(COLUMNS, 1):
        prompt = GUIDE[column.heading][2]
        if not prompt:
            continue
        check = checks.get(column.heading, {})
        rule = DataValidation(allow_blank=True, showInputMessage=True, **check)
        rule.promptTitle, rule.prompt = column.heading, prompt
        if check:
            # A warning, not a stop: a date after this week's data date is right next week.
            rule.showErrorMessage, rule.errorStyle = True, "warning"
            rule.errorTitle, rule.error = column.heading, prompt
        letter = get_column_letter(index)
        rule.add(f"{letter}5:{letter}{last}")
        sheet.add_data_validation(rule)


def add_conditional_formats(sheet: Worksheet, last: int) -> None:
    """Colours beside words and numbers that say the same without them."""
    letters = {c.heading: get_column_letter(i) for i, c in enumerate(COLUMNS, 1)}
    red, green = ("7A0C12", "F9DADB"), ("1B5E20", "DDF0DE")

    def rule(heading: str, test: str, colours: tuple[str, str]) -> None:
        letter = letters[heading]
        color, fill = colours
        sheet.conditional_formatting.add(
            f"{letter}5:{letter}{last}",
            FormulaRule(  # type: ignore[no-untyped-call]  # openpyxl's stubs lack it
                [test.format(f"${letter}5")],
                font=Font(b=True, color=color),
                fill=PatternFill(bgColor=fill),
            ),
        )

    rule("Critical", '{}="Yes"', red)
    rule("Total Float", "AND(ISNUMBER({0}),{0}<0)", red)
    rule("Finish Variance", "AND(ISNUMBER({0}),{0}>0)", red)
    rule("Status", '{}="Overdue"', red)
    rule("Status", '{}="Late start"', red)
    rule("Status", '{}="Complete"', green)


def add_weeks(sheet: Worksheet, name: str, headings: Sequence[str], last: int) -> None:
    """The table of a sheet with weekly columns, which is filled in blocks of a page.

    Its scale is fixed: Excel leaves page breaks out where it fits pages itself.
    """
    add_section(sheet, 4, "Weeks")
    weeks = [f"Week {number + 1}" for number in range(WEEKS)]
    styles = ["PMO Header"] * len(headings) + ["PMO Week"] * WEEKS
    add_table(sheet, name, 5, [*headings, *weeks], last, styles, filtered=False)
    columns = len(headings) + WEEKS
    sheet.print_area = f"A1:{get_column_letter(columns)}{last}"
    wide = sum(
        pixels(sheet.column_dimensions[get_column_letter(i + 1)].width) for i in range(columns)
    )
    room = (11 - sheet.page_margins.left - sheet.page_margins.right) * 96
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = int(91 * room / wide)  # programs differ in how wide columns print


def build_gantt(house: House) -> None:
    """The sheet `Gantt`: blocks of a page, so its scale is fixed for page breaks to count."""
    sheet = house.sheet("Gantt", (10.5, 42, 12.5, 12.5, 9.5, *[2.6] * WEEKS))
    add_head(
        sheet,
        "Gantt: {program}",
        "Dates follow the sheet Schedule. {gantt_rows}",
        GANTT_LEGEND,
    )
    kinds = (Kind.TEXT, Kind.GENERAL, Kind.DATE, Kind.DATE, Kind.GENERAL)
    looks = [
        [*((style, kind) for kind in kinds), *[("PMO Bar", Kind.GENERAL)] * WEEKS]
        for style in (*TINTS, "PMO Activity", "PMO Milestone")
    ]
    last = add_samples(sheet, 6, looks)
    for style in (*TINTS, "PMO Activity", "PMO Milestone"):
        for indent in range(1, 8):
            for quoted in (False, True):
                last += 1
                put(sheet, f"B{last}", f"sample {style}", style, indent=indent, quoted=quoted)
    add_weeks(sheet, "Gantt", GANTT_HEADINGS, last)
    sheet.freeze_panes = "C4"
    area = f"{get_column_letter(len(GANTT_HEADINGS) + 1)}6:AE{last}"
    first = f"{get_column_letter(len(GANTT_HEADINGS) + 1)}6"
    for mark, color, fill in GANTT_FILLS:
        sheet.conditional_formatting.add(
            area,
            FormulaRule(  # type: ignore[no-untyped-call]  # openpyxl's stubs lack it
                [f'{first}="{mark}"'],
                font=Font(b=True, color=color),
                fill=PatternFill(bgColor=fill),
            ),
        )


def build_list(
    house: House,
    title: str,
    lines: Sequence[str],
    columns: Sequence[tuple[str, float, Kind]],
    more: Iterable[Sequence[Kind]] = (),
    *,
    section: str = "",
    freeze: str = "",
) -> Worksheet:
    """A sheet with one growing table; `more` are the kinds of its other rows."""
    sheet = house.sheet(title, [width for _, width, _ in columns])
    add_head(sheet, f"{title}: {{program}}", *lines)
    row = len(lines) + 2
    if section:
        add_section(sheet, row, section)
        row += 1
    kinds = [[kind for _, _, kind in columns], [Kind.GENERAL] * len(columns), *more]
    looks = [[("PMO Activity", kind) for kind in some] for some in kinds]
    last = add_samples(sheet, row + 1, looks)
    headings = [heading for heading, _, _ in columns]
    name = title.replace(" ", "")
    add_table(sheet, name, row, headings, last, ["PMO Header"] * len(headings), filtered=False)
    if freeze:
        sheet.freeze_panes = f"{freeze}{row + 1}"
        sheet.print_title_rows = f"{row}:{row}"
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{last}"
    return sheet


def build_computed(house: House) -> None:
    """The sheets of values: `Critical Path` and `Resources`."""
    build_list(
        house,
        "Critical Path",
        (CRITICAL_PATH_LEAD, "{freshness}"),
        CRITICAL_PATH_COLUMNS,
        freeze="D",
    )
    sheet = house.sheet("Resources", [*(w for _, w, _ in RESOURCE_COLUMNS), *[3.8] * WEEKS])
    add_head(sheet, "Resources: {program}", RESOURCES_LEAD, "{freshness}")
    bars = [[(name, Kind.GENERAL)] * WEEKS for name in ("PMO Bar", "PMO Over")]
    known = [("PMO Activity", kind) for _, _, kind in RESOURCE_COLUMNS]
    last = add_samples(sheet, 6, [known + some for some in bars])
    add_weeks(sheet, "Resources", RESOURCE_HEADINGS, last)


def build_milestones(house: House) -> None:
    """The sheet `Milestones`."""
    sheet = house.sheet("Milestones", [width for _, width, _ in MILESTONE_COLUMNS])
    add_head(
        sheet,
        "Milestones: {program}",
        "{milestones} milestones as forecast on {data_date}. Variance is in working days from the "
        "baseline; above 0 is late. Gate marks the end of a phase.",
    )
    looks = [[("PMO Activity", kind) for _, _, kind in MILESTONE_COLUMNS]]
    last = add_samples(sheet, 4, looks)
    headings = [heading for heading, _, _ in MILESTONE_COLUMNS]
    add_table(sheet, "Milestones", 3, headings, last, ["PMO Header"] * len(headings))
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "3:3"
    sheet.print_area = f"A1:I{last}"


def build_calendar(house: House) -> None:
    """The sheet `Calendar`."""
    sheet = house.sheet("Calendar", (30, 24, 62))
    add_head(
        sheet,
        "Calendar: {program}",
        "Every date of the schedule follows from these facts and from the days off listed below.",
    )
    facts = (
        ("Project start", "{project_start}", Kind.DATE, "No work is planned before it."),
        ("Project finish", "{project_finish}", Kind.DATE, "The forecast finish of the last row."),
        ("Data date", "{data_date}", Kind.DATE, "What is known stands up to the end of this day."),
        ("Working week", "{working_week}", Kind.GENERAL, "Days on which work is done."),
        ("Hours per working day", "{hours_per_day}", Kind.GENERAL, "For exchange with Project."),
    )
    add_section(sheet, 3, "Facts")
    add_table(
        sheet, "CalendarFacts", 4, ("Fact", "Value", "Meaning"), 4 + len(facts), ["PMO Header"] * 3
    )
    names = ("ProjectStart", "ProjectFinish", "DataDate", "WorkingWeek", "HoursPerDay")
    for row, (name, fact) in enumerate(zip(names, facts, strict=True), 5):
        label, value, kind, meaning = fact
        put(sheet, f"A{row}", label, "PMO Activity")
        put(sheet, f"B{row}", value, "PMO Activity", kind)
        put(sheet, f"C{row}", meaning, "PMO Activity")
        house.names[name] = f"Calendar!$B${row}"
    row = 5 + len(facts)
    add_section(sheet, row, "Days off: {days_off} public holidays and closures")
    looks = [[("PMO Activity", kind) for kind in (Kind.DATE, Kind.GENERAL, Kind.GENERAL)]]
    last = add_samples(sheet, row + 2, looks)
    header = ("Date", "Day", "Day off")
    add_table(sheet, "DaysOff", row + 1, header, last, ["PMO Header"] * 3)
    house.names["Holidays"] = f"Calendar!$A${row + 2}:$A${last}"
    sheet.print_area = f"A1:C{last}"


def build_read_me(house: House) -> None:
    """The sheet `Read Me`: tables one below the other, the growing one last."""
    sheet = house.sheet("Read Me", (32, 60, 58))
    add_head(
        sheet,
        "Initial Master Schedule: {program}",
        "The plan of {organization} for the work of this program, its dates and who answers for "
        "what. Data date {data_date}.",
    )
    row = 3
    styles = ["PMO Header"] * 3

    def section(
        title: str, name: str, header: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        nonlocal row
        add_section(sheet, row, title)
        add_table(sheet, name, row + 1, header, row + 1 + len(rows), styles[: len(header)])
        for number, texts in enumerate(rows, row + 2):
            for index, text in enumerate(texts, 1):
                put(sheet, f"{get_column_letter(index)}{number}", text, "PMO Activity")
        row += len(rows) + 2

    section("How to use it", "Steps", ("Step", "What to do", "Who"), STEPS)
    first = row + 2
    section("Sheets", "Sheets", ("Sheet", "What it holds", "Filled by"), SHEETS)
    for number, (title, *_) in enumerate(SHEETS, first):
        cell = put(sheet, f"A{number}", title, "PMO Link")
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate,
            location=f"'{title}'!A1",
            display=title,
            tooltip=f"Go to sheet {title}",
        )
        cell.style = "PMO Link"
    guide = [(c.heading, GUIDE[c.heading][1], FILLED_BY[c.owner]) for c in COLUMNS]
    section(
        "Columns of the sheet Schedule", "ColumnGuide", ("Column", "Meaning", "Filled by"), guide
    )
    section("Status words", "StatusWords", ("Status", "Meaning"), STATUS_WORDS)
    section("Legend", "Legend", ("Mark", "Meaning"), LEGEND)
    section("Abbreviations", "Abbreviations", ("Abbreviation", "Meaning"), ABBREVIATIONS)
    add_section(
        sheet, row, "Assumptions: {assumptions} values that stand until project.yml says otherwise"
    )
    last = add_samples(sheet, row + 2, [[("PMO Activity", Kind.GENERAL)] * 3])
    header = ("Key in project.yml", "Assumed value", "Why this value")
    add_table(sheet, "Assumptions", row + 1, header, last, styles)
    sheet.print_area = f"A1:C{last}"


def build_records(house: House) -> None:
    """The sheets `Change Log` and `Health Check`."""
    build_list(house, "Change Log", (CHANGE_LOG_LEAD,), CHANGE_LOG_COLUMNS, freeze="C")
    build_list(
        house,
        "Health Check",
        (HEALTH_LEAD, "{freshness}"),
        HEALTH_COLUMNS,
        section="Metrics",
    )


def build_hidden(house: House) -> None:
    """The very hidden sheets `_cpm` and `_base`: the live network, and what was last written."""
    network = house.sheet("_cpm", [14] * len(NETWORK_COLUMNS))
    network["A1"] = "Live network. Read from Schedule; looked up by every other sheet."
    facts = (
        ("Data date", "data_boundary"),
        ("End", "end_boundary"),
        ("Days off", "weekend"),
        ("Critical float", "critical_float"),
        ("Changed rows", "changes"),
    )
    for index, (label, fact) in enumerate(facts):
        network.cell(2, 2 * index + 1, label)
        network.cell(2, 2 * index + 2, f"{{{fact}}}")
    names = ("DataIndex", "EndIndex", "Weekend", "CriticalFloat", "Changes")
    for name, letter in zip(names, "BDFHJ", strict=True):
        house.names[name] = f"'_cpm'!${letter}$2"
    for index, heading in enumerate(NETWORK_COLUMNS, 1):
        network.cell(4, index, heading)
    base = house.sheet("_base", [14] * len(COLUMNS))
    base["A1"] = "What was last written, which the next refresh compares with."
    for index, fact in enumerate(("stamp", "data_date", "project_start"), 1):
        base.cell(2, 2 * index - 1, fact)
        base.cell(2, 2 * index, f"{{{fact}}}")
    for reference in ("D2", "F2"):
        base[reference].number_format = FORMATS[Kind.DATE]
    for index, column in enumerate(COLUMNS, 1):
        base.cell(4, index, column.heading)
    for sheet in (network, base):
        sheet.sheet_state = "veryHidden"


def _room(sheet: Worksheet, cell: Cell) -> int:
    width = sheet.column_dimensions[cell.column_letter].width
    return pixels(width) - int(cell.alignment.indent) * INDENT


def fit_rows(house: House) -> None:
    """Heights for the wrapped texts that stand in the template itself."""
    for sheet in house.book:
        for row in sheet.iter_rows():
            number = row[0].row or 0
            if sheet.row_dimensions[number].height:
                continue
            texts = [
                (cell.value, _room(sheet, cell), False)
                for cell in row
                if isinstance(cell.value, str) and cell.alignment.wrap_text
            ]
            sheet.row_dimensions[number].height = row_height(texts)


def tidy_styles(data: bytes) -> bytes:
    """The styles part as Excel writes it.

    The children of a font stand in the order of the standard, and each cell format says that its
    number format is its own and not that of the named style.
    """
    order = "b i strike condense extend outline shadow u vertAlign sz color name family charset"
    rank = {f"{MAIN}{tag}": index for index, tag in enumerate([*order.split(), "scheme"])}
    root = parse_xml(data)
    for font in root.iter(f"{MAIN}font"):
        font[:] = sorted(font, key=lambda child: rank[child.tag])
    for xf in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        if xf.get("numFmtId") != "0":
            xf.set("applyNumberFormat", "1")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def tidy_rows(data: bytes) -> bytes:
    """A sheet part whose row heights are not fixed ones, as openpyxl marks them all."""
    root = parse_xml(data)
    for row in root.iter(f"{MAIN}row"):
        row.attrib.pop("customHeight", "")
        row.attrib.pop("spans", "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def build() -> bytes:
    """The template's bytes; the same each time."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    house = House(book)
    build_read_me(house)
    build_schedule(house)
    build_gantt(house)
    build_milestones(house)
    build_computed(house)
    build_calendar(house)
    build_records(house)
    build_hidden(house)
    fit_rows(house)
    for name, area in house.names.items():
        book.defined_names[name] = DefinedName(name, attr_text=area)
    book.calculation.fullCalcOnLoad = False
    book.worksheets[0].sheet_view.tabSelected = True
    properties = book.properties
    properties.title = "Initial Master Schedule: {program}"
    properties.subject = "Schedule with baseline, links and float as of {data_date}"
    properties.creator = "{organization}"
    properties.keywords = "master schedule, WBS, milestones, critical path, {program}"
    properties.language = "en-US"
    properties.created = datetime(2026, 1, 1)
    buffer = io.BytesIO()
    book.save(buffer)
    parts = read_package(buffer.getvalue())
    parts["xl/styles.xml"] = tidy_styles(parts["xl/styles.xml"])
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = tidy_rows(parts[name])
    core = parse_xml(parts["docProps/core.xml"])
    for element in core.iter("{*}modified"):
        element.text = "2026-01-01T00:00:00Z"  # openpyxl writes the time of the save
    parts["docProps/core.xml"] = etree.tostring(
        core, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return write_package(parts)


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[1]
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "templates/master-schedule.xlsx"
    target.write_bytes(build())

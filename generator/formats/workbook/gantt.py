"""The sheet `Gantt`: a character and a fill for each week a row runs.

Dates are live by their rows in `_cpm`; a row stands in the bands of weeks that it touched when the
workbook was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from generator.formats.workbook.bands import WEEKS, BandWriter, weeks_of
from generator.formats.workbook.cells import Formula, column_letters, serial
from generator.formats.workbook.heights import row_height
from generator.formats.workbook.rows import Look, RowWriter
from generator.formats.workbook.schedule import STYLES
from generator.formats.workbook.sheet import Block
from generator.formats.workbook.styles import Kind
from generator.model.schedule import Schedule, ScheduleRow

MOST_CELLS = 12_000
"""Weekly cells of all bands: a schedule with more is shown down to a higher outline level."""
WORK, CRITICAL, SUMMARY, MILESTONE = "●", "C", "—", "◊"
HEADINGS = ("ID", "Task Name", "Start", "Finish", "Critical")
_KINDS = (Kind.TEXT, Kind.GENERAL, Kind.DATE, Kind.DATE, Kind.GENERAL)
_NAME = 1


class GanttWriter:
    """Writes the blocks of the sheet.

    Args:
        writer: that of the sheet, which begins with the title of a block.
        numbers: the row of each ID, case-folded, in `_cpm`.

    Attributes:
        shows: which rows the sheet shows, in a sentence.
    """

    def __init__(self, writer: RowWriter, numbers: Mapping[str, int]) -> None:
        self.shows = "Every row stands in the bands of half a year that it touches."
        self._writer = writer
        self._numbers = numbers
        self._bands = BandWriter(writer, HEADINGS)
        self._letters = [column_letters(len(HEADINGS) + i) for i in range(WEEKS)]
        bar = writer.look([("PMO Bar", Kind.GENERAL)])
        self._bar = bar[0].plain
        self._looks: dict[tuple[str, int], Look] = {}
        self._blank: dict[tuple[str, str, date], list[str]] = {}

    def write(self, schedule: Schedule) -> list[Block]:
        """Appends the blocks of all bands; where their tables stand."""
        rows, bands = schedule.rows, weeks_of(schedule)
        deepest = level = max((row.plan.level for row in rows), default=0)
        shown = [list(_touching(rows, weeks)) for weeks in bands]
        while level > 0 and WEEKS * sum(map(len, shown)) > MOST_CELLS:
            level -= 1
            kept = [row for row in rows if row.plan.level <= level or row.plan.gate]
            shown = [list(_touching(kept, weeks)) for weeks in bands]
        if level < deepest:
            self.shows = (
                f"Rows down to outline level {level} and gates stand in the bands of half a year "
                "that they touch; the sheet Schedule has the others."
            )
        for weeks, some in zip(bands, shown, strict=True):
            self._bands.begin(weeks)
            for row in some:
                self._write_row(row, weeks)
        return self._bands.blocks

    def _write_row(self, row: ScheduleRow, weeks: Sequence[date]) -> None:
        look = self._look(row)
        height = row_height([(row.plan.name, look[_NAME].width, look[_NAME].bold)])
        self._bands.make_room(height)
        number, at = self._writer.next_row, self._numbers[row.id.casefold()]
        values = (
            row.id,
            row.plan.name,
            Formula(f"_cpm!$L${at}", row.start),
            Formula(f"_cpm!$M${at}", row.finish),
            Formula(f"_cpm!$O${at}", "Yes" if row.critical else "No"),
        )
        cells = self._bars(row, weeks).replace("§", str(number))
        self._writer.add(look, values, height=height, more=cells)

    def _bars(self, row: ScheduleRow, weeks: Sequence[date]) -> str:
        """The weekly cells, `§` standing for the row; the weeks it touches have a mark."""
        starts, mark, shown = _mark(row)
        key = starts, mark, weeks[0]
        if key not in self._blank:
            self._blank[key] = [
                f'<c r="{letters}§" s="{self._bar}" t="str"><f>IF(AND({starts}&lt;'
                f'{serial(week) + 7},$D§&gt;={serial(week)}),{mark},"")</f><v></v></c>'
                for letters, week in zip(self._letters, weeks, strict=True)
            ]
        cells = self._blank[key]
        first = max(0, (row.start - weeks[0]).days // 7)
        last = min(WEEKS - 1, (row.finish - weeks[0]).days // 7)
        bar = [cell.replace("<v>", f"<v>{shown}") for cell in cells[first : last + 1]]
        return "".join([*cells[:first], *bar, *cells[last + 1 :]])

    def _look(self, row: ScheduleRow) -> Look:
        style, level = STYLES.get(row.plan.kind, "PMO Activity"), row.plan.level
        if (style, level) not in self._looks:
            formats = [(style, kind) for kind in _KINDS]
            self._looks[style, level] = self._writer.look(formats, {_NAME: level})
        return self._looks[style, level]


def _mark(row: ScheduleRow) -> tuple[str, str, str]:
    """The cell a bar starts with, what stands in its weeks, and what stands there now."""
    if row.plan.kind.is_milestone:
        return "$D§", f'"{MILESTONE}"', MILESTONE
    if row.plan.kind.is_summary:
        return "$C§", f'"{SUMMARY}"', SUMMARY
    mark = f'IF($E§="Yes","{CRITICAL}","{WORK}")'
    return "$C§", mark, CRITICAL if row.critical else WORK


def _touching(rows: Iterable[ScheduleRow], weeks: Sequence[date]) -> Iterable[ScheduleRow]:
    end = weeks[-1] + timedelta(7)
    return (row for row in rows if row.start < end and row.finish >= weeks[0])

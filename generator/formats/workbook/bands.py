"""Weekly columns in bands that fit a page, and their blocks of rows.

A printed page repeats the headings of one table only, so a band is cut into blocks of a page, each
with its own title and headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from generator.formats.workbook.rows import RowWriter
from generator.formats.workbook.sheet import Block, words
from generator.formats.workbook.styles import Kind
from generator.model.schedule import Schedule

WEEKS = 26
"""Weekly columns of a band."""
PAGE = 650.0
"""Points of rows on a printed page of the template."""
_TITLE, _HEADER, _SHEET_HEAD = 30.0, 48.0, 70.0


def weeks_of(schedule: Schedule) -> list[tuple[date, ...]]:
    """The Mondays of each band, from the project start to the last finish."""
    start = schedule.project_start - timedelta(schedule.project_start.weekday())
    finish = max([schedule.project_finish, *(row.finish for row in schedule.rows)])
    bands = (finish - start).days // (7 * WEEKS) + 1
    weeks = [start + timedelta(7 * i) for i in range(bands * WEEKS)]
    return [tuple(weeks[i : i + WEEKS]) for i in range(0, len(weeks), WEEKS)]


class BandWriter:
    """Begins the blocks of a sheet.

    Args:
        writer: that of the sheet, which begins with the title of a block.
        headings: of the columns before the weeks.

    Attributes:
        blocks: where their tables stand.
    """

    def __init__(self, writer: RowWriter, headings: Sequence[str]) -> None:
        self.blocks: list[Block] = []
        self._writer = writer
        self._headings = tuple(headings)
        self._title = writer.look([("PMO Section", Kind.GENERAL)])
        columns = [("PMO Header", Kind.GENERAL)] * len(headings)
        self._header = writer.look([*columns, *[("PMO Week", Kind.GENERAL)] * WEEKS])
        self._weeks: tuple[date, ...] = ()
        self._left = PAGE - _SHEET_HEAD
        self._more = ""
        self._open = False

    def begin(self, weeks: tuple[date, ...]) -> None:
        """The rows that follow are those of a band."""
        self._weeks, self._more, self._open = weeks, "", False

    def make_room(self, height: float) -> None:
        """Begins a block where a band begins or the page has no room for so many points."""
        needed = height if self._open else _TITLE + _HEADER + 3 * height
        breaks = needed > self._left
        if breaks:
            self._left = PAGE
        if breaks or not self._open:
            self._begin_block(breaks)
        self._left -= height
        self.blocks[-1] = replace(self.blocks[-1], last=self._writer.next_row)

    def _begin_block(self, breaks: bool) -> None:
        last = self._weeks[-1] + timedelta(6)
        title = f"Weeks of {words(self._weeks[0])} to {words(last)}{self._more}"
        self._writer.add(self._title, [title], height=_TITLE)
        header = self._writer.next_row
        headings = (*self._headings, *map(_week_name, self._weeks))
        self._writer.add(self._header, headings, height=_HEADER)
        self.blocks.append(Block(header, header, headings, breaks))
        self._left -= _TITLE + _HEADER
        self._more, self._open = ", continued", True


def _week_name(week: date) -> str:
    """ "Jan 5": there is one of it in half a year."""
    return words(week).split(",")[0]

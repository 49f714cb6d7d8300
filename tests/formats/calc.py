"""LibreOffice Calc as a person uses it: it edits a workbook, recalculates and saves."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DOCTYPE = '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}">\n'
# Without it cached values are kept, and a comparison proves nothing.
_RECALCULATE = (
    _HEAD + '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>'
    "</oor:items>"
)
_LIBRARY = (
    _HEAD
    + _DOCTYPE.format("library:library", "library.dtd")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" '
    'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Edits"/></library:library>'
)
_MODULE = (
    _HEAD
    + _DOCTYPE.format("script:module", "module.dtd")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edits" '
    'script:language="StarBasic">{0}</script:module>'
)
_BASIC = """
Sub Run(source As String, target As String, listing As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  book.enableAutomaticCalculation(False)
  Dim line As String
  number = FreeFile
  Open listing For Input As #number
  Do While Not EOF(number)
    Line Input #number, line
    words = Split(line, Chr(9))
    sheet = book.Sheets.getByName(words(1))
    Select Case words(0)
      Case "number"
        sheet.getCellRangeByName(words(2)).Value = Val(words(3))
      Case "text"
        sheet.getCellRangeByName(words(2)).String = words(3)
      Case "rows"
        sheet.Rows.insertByIndex(CLng(words(2)) - 1, CLng(words(3)))
      Case "columns"
        sheet.Columns.insertByIndex(CLng(words(2)) - 1, CLng(words(3)))
      Case "delete"
        sheet.Rows.removeByIndex(CLng(words(2)) - 1, 1)
      Case "sort"
        Dim fields(0) As New com.sun.star.table.TableSortField
        fields(0).Field = CLng(words(3))
        fields(0).IsAscending = True
        Dim how(1) As New com.sun.star.beans.PropertyValue
        how(0).Name = "SortFields" : how(0).Value = fields()
        how(1).Name = "ContainsHeader" : how(1).Value = False
        sheet.getCellRangeByName(words(2)).sort(how())
    End Select
  Loop
  Close #number
  book.calculateAll()
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL(target), saved())
  book.close(True)
End Sub
"""


class Calc:
    """A LibreOffice with a profile of its own.

    Args:
        folder: where the profile and the results go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._profile = folder / "profile"
        user = self._profile / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_RECALCULATE)
        self._run("--terminate_after_init")  # the first start makes the library of macros anew
        standard = user / "basic" / "Standard"
        (standard / "script.xlb").write_text(_LIBRARY)
        code = _BASIC.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        (standard / "Edits.xba").write_text(_MODULE.format(code))

    def edited(self, file: Path, edits: Sequence[tuple[object, ...]] = ()) -> Path:
        """The workbook after these edits, recalculated and saved by LibreOffice.

        Args:
            edits: ("number" or "text", sheet, cell, value); ("rows" or "columns", sheet, before
                which, how many); ("delete", sheet, row); ("sort", sheet, range, by which of its
                columns).
        """
        listing = self._folder / f"{file.stem}.edits"
        listing.write_text("".join("\t".join(map(str, edit)) + "\n" for edit in edits))
        target = self._folder / f"{file.stem}-edited.xlsx"
        target.unlink(missing_ok=True)
        arguments = ",".join(f'"{path}"' for path in (file, target, listing))
        self._run(f"macro:///Standard.Edits.Run({arguments})")
        assert target.is_file(), "LibreOffice saved nothing"
        return target

    def _run(self, argument: str) -> None:
        program, profile = str(shutil.which("soffice")), self._profile.as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        subprocess.run([*command, argument], check=True, capture_output=True, timeout=500)


def shown(file: Path) -> dict[str, dict[str, object]]:
    """The rows of `Schedule` by ID, as values; wherever its columns and rows stand by now."""
    rows = openpyxl.load_workbook(file, data_only=True)["Schedule"].iter_rows(values_only=True)
    headings = next(row for row in rows if "Task Name" in row)
    named = (dict(zip(headings, row, strict=True)) for row in rows)
    return {str(row["ID"]): row for row in named if row["ID"]}


def plain(value: object) -> object:
    """A value without what programs write differently: times of dates, zero fractions, blanks."""
    if isinstance(value, datetime):
        return value.date()
    return round(float(value), 6) if isinstance(value, int | float) else value or None


def all_cells(file: Path) -> dict[tuple[str, str], object]:
    """Every cell with its value; blank and empty text are one."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {
        (sheet.title, cell.coordinate): plain(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def errors_in(file: Path) -> list[str]:
    book = openpyxl.load_workbook(file, data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [f"{cell.parent.title}!{cell.coordinate}" for cell in cells if cell.data_type == "e"]

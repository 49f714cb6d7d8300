"""Schedule files of other programs: which are read, and with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.commands.workspace import read_bytes
from generator.errors import InputError, Place, Problem, Severity, errors_of
from generator.model.imported import ImportedPlan
from generator.schedule.calendar import Calendar

LARGEST_TABLE = 40_000_000
_READ = "a Microsoft Project XML file (.xml), Excel (.xlsx) or CSV (.csv)"
_SAVE_AS = "in Microsoft Project: File, Save As, type XML Format (*.xml); then name that file"

Columns = Mapping[str, tuple[str, Place]]


def read_plan(
    file: Path, calendar: Calendar | None, columns: Columns, name: str
) -> tuple[ImportedPlan, tuple[Problem, ...]]:
    """The plan of a schedule file, and what did not fit.

    Args:
        calendar: of the workspace; None where there is none.
        columns: `import.columns` of project.yml, with their places.
        name: of the project, where the file does not say.

    Raises:
        InputError: the file cannot be used.
    """
    shown, ending = file.name, file.suffix.casefold()
    if ending in (".mpp", ".mpt"):
        fact = "Project's own format (.mpp) is not read"
        raise InputError([Problem(Place(shown), fact, _SAVE_AS)])
    if ending == ".xls":
        fact, remedy = "this is a workbook of an Excel before 2007", "save it as .xlsx in Excel"
        raise InputError([Problem(Place(shown), fact, remedy)])
    if ending not in (".xml", ".csv", ".xlsx", ".xlsm"):
        raise InputError([Problem(Place(shown), f"'{ending}' is not read", f"name {_READ}")])
    data = read_bytes(file, file.as_posix())
    if ending == ".xml":
        from generator.formats.mspdi import read_mspdi

        return read_mspdi(data, shown)
    return _read_table(data, shown, calendar, columns, name)


def _read_table(
    data: bytes, shown: str, calendar: Calendar | None, columns: Columns, name: str
) -> tuple[ImportedPlan, tuple[Problem, ...]]:
    from generator.sources.rowfiles import read_csv
    from generator.sources.scheduletable import first_day, read_table
    from generator.sources.tablecells import known_headings

    found: tuple[Problem, ...] = ()
    if shown.casefold().endswith(".csv"):
        table, found = read_csv(data, shown, LARGEST_TABLE)
        if table is None:
            raise InputError(found)
    else:
        from generator.formats.workbook import read_rows

        table = read_rows(data, shown, known_headings(heading for heading, _ in columns.values()))
    if calendar is None:
        start = first_day(table)
        if start is None:
            fact = "the table shows no start, so nothing says when the project starts"
            remedy = "give the first row a Start"
            raise InputError([Problem(Place(shown), fact, remedy)])
        calendar = Calendar(start)
        said = "the table has no calendar: Monday to Friday without US federal holidays is counted"
        remedy = "import it into a workspace whose project.yml has another calendar"
        found += (Problem(Place(shown), said, remedy, Severity.WARNING),)
        plan, wrong = read_table(table, calendar, columns, name)
        if plan:
            days_off = calendar.days_off(start.year + 30)
            week = calendar.workweek
            plan = replace(plan, start=start, workweek=week, days_off=days_off)
    else:
        plan, wrong = read_table(table, calendar, columns, name)
    if plan is None:
        raise InputError(errors_of(wrong))
    return plan, (*found, *wrong)

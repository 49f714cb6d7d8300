"""The sheet `Resources`: the load of each role week by week against what is available."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.formats.workbook.bands import WEEKS, BandWriter, weeks_of
from generator.formats.workbook.cells import Value
from generator.formats.workbook.heights import row_height
from generator.formats.workbook.rows import RowWriter
from generator.formats.workbook.schedule import NONE, TO_BE_DECIDED
from generator.formats.workbook.sheet import Block, words
from generator.formats.workbook.styles import Kind
from generator.model.pack import Pack
from generator.schedule.calendar import Calendar
from generator.schedule.load import WeekLoad, load_by_week

HEADINGS = ("Role", "Available a Week", "Load", "Finding")
_FINDING = HEADINGS.index("Finding")
_UNKNOWN = "Availability not known: give FTE in the roster"


def write_resources(writer: RowWriter, pack: Pack, calendar: Calendar) -> list[Block]:
    """Appends a block for each half year, a row for each role with work in it."""
    loads, people = load_by_week(pack.schedule, calendar), _people(pack)
    bands = BandWriter(writer, HEADINGS)
    general, number = Kind.GENERAL, Kind.NUMBER
    texts = writer.look([("PMO Activity", kind) for kind in (general, general, number, general)])
    bar, over = (writer.look([(name, general)] * 30)[-WEEKS:] for name in ("PMO Bar", "PMO Over"))
    for weeks in weeks_of(pack.schedule):
        bands.begin(weeks)
        for role, by_week in loads.items():
            found = {one.week: one for one in by_week if weeks[0] <= one.week <= weeks[-1]}
            if not found:
                continue
            have = people.get(role.casefold())
            crowded = {one.week for one in found.values() if _balance(one, have) < 0}
            finding = _finding([found[week] for week in weeks if week in crowded], have)
            look = [*texts]
            look += [(over if week in crowded else bar)[i] for i, week in enumerate(weeks)]
            available = TO_BE_DECIDED if have is None else _tidy(have * len(calendar.workweek))
            total = sum(one.days for one in found.values())
            days = [found[week].days if week in found else 0 for week in weeks]
            values: list[Value] = [role or TO_BE_DECIDED, available, total, finding, *days]
            height = row_height((str(values[i]), look[i].width, False) for i in (0, _FINDING))
            bands.make_room(height)
            writer.add(look, values, height=height)
    if not bands.blocks:
        bands.begin(weeks_of(pack.schedule)[0])
        bands.make_room(20)
        nothing = [("PMO Activity", general)] * len(HEADINGS) + [("PMO Bar", general)] * WEEKS
        writer.add(writer.look(nothing), [NONE, NONE, NONE, "No work is left", *[0] * WEEKS])
    return bands.blocks


def _balance(one: WeekLoad, have: float | None) -> float:
    """The days that are available beyond the load."""
    return 0.0 if have is None else round(have * one.working_days - one.days, 6)


def _finding(crowded: Sequence[WeekLoad], have: float | None) -> str:
    if have is None:
        return _UNKNOWN
    if not crowded:
        return "Within availability"
    worst = min(crowded, key=lambda one: _balance(one, have))
    weeks = f"{len(crowded)} {'week' if len(crowded) == 1 else 'weeks'}"
    needs = f"{worst.days} d of {_tidy(have * worst.working_days):g} d"
    return f"Over-allocated in {weeks}, most in that of {words(worst.week)}: {needs}"


def _people(pack: Pack) -> Mapping[str, float]:
    """Full-time people by role, case-folded: FTE times percent, of everybody in the roster."""
    roster = pack.project.rows.get("roster")
    named: dict[str, float] = {}
    for row in roster.rows if roster else ():
        fte, percent = row.get("fte"), row.get("percent")
        if fte is not None:
            share = 1.0 if percent is None else float(str(percent)) / 100
            role = str(row["role"]).casefold()
            named[role] = named.get(role, 0.0) + float(str(fte)) * share
    return {role.casefold(): people for role, people in pack.availability.items()} | named


def _tidy(days: float) -> float:
    rounded = round(days, 2)
    return int(rounded) if rounded == int(rounded) else rounded

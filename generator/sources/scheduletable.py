"""A schedule kept as a table, in Excel or CSV, as a plan.

Headings are those of our sheet `Schedule`, which has the eleven of the official M3 schedule, those
of `export --to csv`, and Project's own; `import.columns` of project.yml names others.

- Without an ID column the rows are numbered 1, 2, …, as predecessors in such tables mean.
- The outline is the outline level if there is one, else the WBS, else the phases.
- Where no row has a predecessor nothing can be computed: every row is held at its start.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date

from generator.errors import Place, Problem, Severity, errors_of
from generator.model.imported import Dates, ImportedPlan
from generator.model.progress import Baseline, Progress
from generator.model.project import RowFile
from generator.model.schedule import Constraint, ConstraintType, Link, PlanRow, RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.expand import expand_links
from generator.schedule.links import parse_links
from generator.schedule.losses import Losses
from generator.sources.tablecells import Cells, read_columns
from generator.sources.tableoutline import SUMMARIES, Line, levels_of

PROJECT_ID = "0"
ASSUMED_DAYS = 5
_KINDS = {kind.value: kind for kind in RowKind}
_CONSTRAINTS = {
    "startnoearlierthan": ConstraintType.SNET,
    "finishnoearlierthan": ConstraintType.FNET,
    "startnolaterthan": ConstraintType.SNLT,
    "finishnolaterthan": ConstraintType.FNLT,
    "muststarton": ConstraintType.MSO,
    "mustfinishon": ConstraintType.MFO,
}
_YES = ("yes", "true", "1", "y")


def read_table(
    table: RowFile, calendar: Calendar, named: Mapping[str, tuple[str, Place]], name: str
) -> tuple[ImportedPlan | None, tuple[Problem, ...]]:
    """The plan of a table, by the calendar of the workspace; None where a problem is an error.

    Args:
        table: the rows as read.
        calendar: counts the working days between dates.
        named: our column to the heading in the file, and the place in project.yml that says so.
        name: of the project.
    """
    columns, problems = read_columns(table, named)
    if errors_of(problems):
        return None, problems
    reader = _Table(table, columns, calendar, list(problems))
    plan = reader.plan(name)
    found = (*reader.problems, *reader.losses.problems())
    return (None if errors_of(found) else plan), found


def first_day(table: RowFile) -> date | None:
    """The earliest date that a table shows as a start."""
    columns, _ = read_columns(table, {})
    starts = (_cells(row, columns).day("start") for row in table.rows)
    return min(filter(None, starts), default=None)


def _cells(
    row: tuple[Mapping[str, object], Mapping[str, Place]], columns: Mapping[str, str]
) -> Cells:
    return Cells(*row, columns, [], Losses())


class _Table:
    def __init__(
        self,
        table: RowFile,
        columns: Mapping[str, str],
        calendar: Calendar,
        problems: list[Problem],
    ) -> None:
        self.problems = problems
        self.losses = Losses()
        self._file = table.file
        self._calendar = calendar
        cells = [Cells(*row, columns, problems, self.losses) for row in table.rows]
        self._cells = [one for one in cells if one.text("name")]
        for one in cells:
            if not one.text("name"):
                kind, remedy = "rows have no name", "give it a name, or clear it"
                self.losses.add(
                    one.place(), "a row", "it has no name and is left out", kind, remedy
                )
        self._linked = any(one.text("predecessors") for one in self._cells)
        # 0.5 in a column without anything greater than 1 is a half, as Excel's per cent are.
        shares = [one.number("percent_complete") or 0 for one in self._cells]
        self._percent = 100 if 0 < max(shares, default=0) <= 1 else 1
        by_id = "unique_id" in columns and "id" in columns
        self._id_column = "unique_id" if by_id else "id"
        self._uids = {one.text("id"): one.text("unique_id") for one in self._cells} if by_id else {}

    def plan(self, name: str) -> ImportedPlan | None:
        """The plan; its start and its calendar are those of the workspace."""
        if not self._cells:
            fact = "the table has no rows with a name"
            self.problems.append(Problem(Place(self._file), fact, "write one row an activity"))
            return None
        if not self._linked:
            fact = "no row has a predecessor, so every row is held at its start"
            remedy = "dates do not move one another and float says little; give the predecessors"
            place = self._cells[0].place("predecessors")
            self.problems.append(Problem(place, fact, remedy, Severity.WARNING))
        lines = [
            Line(*(one.text(column) for column in ("level", "wbs", "phase", "type")))
            for one in self._cells
        ]
        levels = levels_of(lines)
        rows: list[PlanRow] = []
        progress: dict[str, Progress] = {}
        baseline: dict[str, Baseline] = {}
        dates: dict[str, Dates] = {}
        above: list[PlanRow] = []
        if levels[0]:
            free = self._free_id()
            top = PlanRow(free, free, "", 0, RowKind.PROJECT, name, phase="")
            rows.append(top)
            above.append(top)
        for n, (cells, level) in enumerate(zip(self._cells, levels, strict=True)):
            while above and above[-1].level >= level:
                above.pop()
            below = n + 1 < len(levels) and levels[n + 1] > level
            row = self._row(cells, n + 1, above, level, below or lines[n].kind in SUMMARIES)
            rows.append(row)
            dates[row.id] = cells.day("start"), cells.day("finish")
            if row.kind.is_summary:
                above.append(row)
            elif said := self._progress(cells):
                progress[row.id] = said
            start, finish = cells.day("baseline_start"), cells.day("baseline_finish")
            if start and finish:
                baseline[row.id] = Baseline(start, finish, self._days_between(start, finish))
        expanded, wrong = expand_links(rows, self.losses)
        self.problems += wrong
        return ImportedPlan(
            name=rows[0].name,
            source=self._file,
            start=None,
            data_date=None,
            workweek=(),
            days_off=(),
            rows=expanded,
            progress=progress,
            baseline=baseline,
            dates=dates,
            place=Place(self._file),
        )

    def _free_id(self) -> str:
        """An ID for the row of the whole project that no other row has."""
        taken = {one.text(self._id_column).casefold() for one in self._cells}
        return next(one for n in itertools.count() if (one := PROJECT_ID * (n + 1)) not in taken)

    def _row(
        self, cells: Cells, number: int, above: list[PlanRow], level: int, is_summary: bool
    ) -> PlanRow:
        row_id = cells.text(self._id_column) or str(number)
        who = f"{row_id} '{cells.text('name')[:60]}'"
        parent = above[-1] if above else None
        wbs = cells.text("wbs") or row_id
        kind = RowKind.KEY_TASK
        if level < 2:
            kind = RowKind.PHASE if level else RowKind.PROJECT
        days, basis = 0, cells.text("basis")
        if not is_summary:
            kind, days, basis = self._work(cells, who, basis)
        links, wrong = parse_links(cells.links(who), cells.place("predecessors"))
        self.problems += wrong
        phase = next((row.wbs for row in above if row.kind is RowKind.PHASE), "")
        return PlanRow(
            id=row_id,
            wbs=wbs,
            parent=parent.id if parent else "",
            level=level,
            kind=kind,
            name=cells.text("name"),
            phase=wbs if kind is RowKind.PHASE else phase,
            key_task=parent.id if parent and parent.kind is RowKind.KEY_TASK else "",
            duration=days,
            links=tuple(map(self._by_unique_id, links)),
            constraint=None if is_summary else self._constraint(cells, kind),
            owner=_said(cells.text("owner")),
            resource_type=_said(cells.text("resource_type")),
            output=_said(cells.text("output")),
            basis=basis,
            place=cells.place(),
        )

    def _by_unique_id(self, link: Link) -> Link:
        """The link to the UniqueID of a row where the table names rows by their line number."""
        uid = self._uids.get(link.predecessor, link.predecessor)
        return Link(uid, link.type, link.lag)

    def _work(self, cells: Cells, who: str, basis: str) -> tuple[RowKind, int, str]:
        """Kind, duration and basis of a row that is no summary."""
        kind = _KINDS.get(cells.text("type").casefold(), RowKind.ACTIVITY)
        if kind.is_summary:
            kind = RowKind.ACTIVITY
        days = cells.days("duration", who)
        if kind.is_milestone or kind is RowKind.LEVEL_OF_EFFORT:
            return kind, 0, basis
        if days == 0 or cells.text("milestone").casefold() in _YES:
            return RowKind.FINISH_MILESTONE, 0, basis
        start, finish = cells.day("start"), cells.day("finish")
        if days is None and start and finish:
            days = self._days_between(start, finish)
        if days is None:
            what = f"it has no duration; {ASSUMED_DAYS} working days are assumed"
            kinds = "activities have no duration; each is assumed to last five working days"
            self.losses.add(cells.place(), who, what, kinds, "give the durations")
            return kind, ASSUMED_DAYS, "Assumed: one week, the file has no duration"
        return kind, days, basis

    def _days_between(self, start: date, finish: date) -> int:
        return max(self._calendar.last_day(finish) - self._calendar.next_day(start) + 1, 1)

    def _constraint(self, cells: Cells, kind: RowKind) -> Constraint | None:
        word, _, day = cells.text("constraint").partition(" ")
        typed = _CONSTRAINTS.get("".join(cells.text("constraint_type").casefold().split()))
        if word:
            try:
                return Constraint(ConstraintType(word.upper()), date.fromisoformat(day.strip()))
            except ValueError:
                fact = f"'{cells.text('constraint')}' is no constraint"
                remedy = "write one like SNET 2026-03-02"
                self.problems.append(Problem(cells.place("constraint"), fact, remedy))
                return None
        if typed and (when := cells.day("constraint_date")):
            return Constraint(typed, when)
        if when := cells.day("deadline"):
            return Constraint(ConstraintType.DEADLINE, when)
        held = cells.day("finish" if kind is RowKind.FINISH_MILESTONE else "start")
        if held is None or self._linked or kind is RowKind.LEVEL_OF_EFFORT:
            return None
        return Constraint(ConstraintType.SNET, held)

    def _progress(self, cells: Cells) -> Progress | None:
        percent = (cells.number("percent_complete") or 0) * self._percent
        start, finish = cells.day("actual_start"), cells.day("actual_finish")
        if not (percent or start or finish):
            return None
        remaining = cells.number("remaining_duration") if start and not finish else None
        return Progress(percent, start, finish, remaining, cells.place("actual_start"))


def _said(text: str) -> str:
    """A text, but for the words by which our own sheet says that there is none."""
    return "" if text in ("None", "To be decided", "Not applicable") else text

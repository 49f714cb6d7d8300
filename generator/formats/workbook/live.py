"""The sheet `_cpm`: the schedule as formulas over working-day boundaries.

It reads what people type from the sheet `Schedule`, found by ID, so rows may be sorted, inserted
and deleted there; a deleted row becomes a pass-through without length. The rules are those of
generator/schedule/cpm.py, and every formula carries the value that the engine computed. Its rows
are the network, the levels of effort, the summaries, and parts of formulas that are too long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from generator.formats.workbook.cells import (
    Formula,
    Value,
    cell_xml,
    escape,
    escape_formula,
    serial,
)
from generator.formats.workbook.liverows import (
    LAYOUTS,
    LINKS_DIFFER,
    NEVER,
    SPAN_CHANGED,
    Limits,
    status_formula,
    variance_formula,
    variance_of,
)
from generator.formats.workbook.outline import Outline, Span
from generator.formats.workbook.spans import span_formulas
from generator.model.schedule import LinkType, RowKind, Schedule, ScheduleRow
from generator.schedule.calendar import Calendar

FIRST_ROW = 5
MOST_TERMS = 200
"""Terms in one formula: Excel takes 255 arguments and 8,192 characters."""
MOST_SPANNED = 60
"""Pieces of the network that one level of effort spans with formulas."""
_LEAVES_FINISH = (LinkType.FS, LinkType.FF)
_DRIVES_FINISH = (LinkType.FF, LinkType.SF)
_EMPTY = ' t="str"', ""


class LiveNetwork:
    """A schedule as rows of `_cpm`.

    Args:
        schedule: as computed.
        calendar: its calendar.
        base_rows: the row of each ID, case-folded, in `_base`.
        date_style: index of a cell format that shows dates.

    Attributes:
        rows: `<row>` elements as text.
        numbers: the row of each ID, case-folded.
        fixed: IDs, case-folded, of levels of effort too wide for formulas, which carry values.
    """

    def __init__(
        self,
        schedule: Schedule,
        calendar: Calendar,
        base_rows: Mapping[str, int],
        date_style: int,
    ) -> None:
        self._schedule = schedule
        self._calendar = calendar
        self._base_rows = base_rows
        self._date = date_style
        outline = Outline(schedule.rows)
        followers = [*outline.efforts, *outline.summaries]
        ordered = [*outline.network, *(span.row for span in followers)]
        self.numbers = {row.id.casefold(): FIRST_ROW + i for i, row in enumerate(ordered)}
        self.fixed: set[str] = set()
        self._efforts = [self.numbers[span.row.id.casefold()] for span in outline.efforts]
        self._network = outline.network
        self._weights: dict[int, tuple[int, float]] = {}
        self._parts: list[str] = []
        self._next_part = FIRST_ROW + len(ordered)
        layouts = {kind: text.replace("{date}", str(date_style)) for kind, text in LAYOUTS.items()}
        rows = [self._network_row(row, layouts[row.plan.kind]) for row in outline.network]
        rows += [self._span_row(span) for span in followers]
        self.rows = rows + self._parts

    def facts(self) -> dict[str, Value | Formula]:
        """What stands above the rows: the data date and the end as boundaries, and what changed."""
        schedule, network = self._schedule, self._network
        count = len(self.numbers)
        last = FIRST_ROW + max(len(network), 1) - 1
        index = "NETWORKDAYS.INTL(ProjectStart,DataDate,Weekend,Holidays)"
        changes = (
            f'COUNTIF(R{FIRST_ROW}:R{FIRST_ROW + max(count, 1) - 1},">0")'
            f"+(DataDate<>{serial(schedule.data_date)})+ABS(ROWS(Schedule[ID])-{max(count, 1)})"
        )
        ends = [row.times.early_finish for row in network]
        critical = [row.times.total_float for row in network if row.critical]
        boundary = self._calendar.data_boundary(schedule.data_date)
        return {
            "data_boundary": Formula(f"IF(DataDate<=ProjectStart,0,{index})", boundary),
            "end_boundary": Formula(f"MAX(0,I{FIRST_ROW}:I{last})", max(ends, default=0)),
            "weekend": "".join("0" if day in schedule.workweek else "1" for day in range(7)),
            "critical_float": max(critical, default=0),
            "changes": Formula(changes, 0),
        }

    def _network_row(self, row: ScheduleRow, layout: str) -> str:
        key, times, finished = row.id.casefold(), row.times, row.actual_finish
        number, base = self.numbers[key], self._base_rows[key]
        limits = Limits(row, number, self._calendar)
        duration = 0 if row.plan.kind.is_milestone else row.plan.duration
        done = duration * row.percent_complete / 100
        self._weights[number] = duration, done
        return layout.replace("§", str(number)).replace("¤", str(base)) % (
            escape(row.id),
            base,
            duration,
            row.remaining_duration,
            *_or_empty(row.actual_start),
            *_or_empty(finished),
            escape_formula(self._forward(row, number, limits)),
            0 if finished else times.early_finish - row.remaining_duration,
            times.early_start,
            times.early_finish,
            escape_formula(self._backward(row, number, limits)),
            NEVER if finished else times.late_finish,
            *(_EMPTY if finished else ("", times.total_float)),
            serial(row.start),
            serial(row.finish),
            repr(done),
            "Yes" if row.critical else "No",
            escape_formula(status_formula(row, number, self._calendar)),
            row.status.value,
            escape_formula(variance_formula(row, number)),
            variance_of(row, self._calendar),
            0,
        )

    def _forward(self, row: ScheduleRow, number: int, limits: Limits) -> str:
        """Where the remaining work of a row may start."""
        terms = []
        for link in row.plan.links:
            key = link.predecessor.casefold()
            before = self._schedule.by_id.get(key)
            if before is None or not before.plan.kind.is_scheduled:
                continue
            finish = link.type in _LEAVES_FINISH
            value = (before.times.early_finish if finish else before.times.early_start) + link.lag
            text = f"{'I' if finish else 'H'}{self.numbers[key]}{_signed(link.lag)}"
            if link.type in _DRIVES_FINISH:
                text, value = f"{text}-D{number}", value - row.remaining_duration
            terms.append((text, value))
        texts = ["$B$2", *self._shortened(terms, "MAX", "G", max)]
        if limits.earliest:
            texts.append(limits.earliest)
        logic = f"MAX({','.join(texts)})" if len(texts) > 1 else "$B$2"
        condition, pinned = limits.pin
        return f"IF({condition},MAX($B$2,{pinned}),{logic})" if condition else logic

    def _backward(self, row: ScheduleRow, number: int, limits: Limits) -> str:
        """The late finish of a row."""
        of_finish, of_start = [], []
        for link in row.successors:
            key = link.predecessor.casefold()
            if (after := self._schedule.by_id.get(key)) is None:
                continue
            at = self.numbers[key]
            value = (NEVER if after.actual_finish else after.times.late_finish) - link.lag
            text = f"J{at}{_signed(-link.lag)}"
            if link.type not in _DRIVES_FINISH:
                text, value = f"{text}-D{at}", value - after.remaining_duration
            if link.type in _LEAVES_FINISH:
                of_finish.append((text, value))
            else:
                of_start.append((f"{text}+D{number}", value + row.remaining_duration))
        texts = ["$D$2", *self._shortened(of_finish, "MIN", "J", min)]
        if of_start:
            some = ",".join(self._shortened(of_start, "MIN", "J", min))
            texts.append(f'IF(E{number}="",MIN({some}),$D$2)')
        if limits.latest:
            texts.append(limits.latest)
        return f"MIN({','.join(texts)})" if len(texts) > 1 else "$D$2"

    def _shortened(
        self,
        terms: list[tuple[str, int]],
        function: str,
        column: str,
        best: Callable[[Iterable[int]], int],
    ) -> list[str]:
        """The terms; where they are too many, cells of rows that hold a part of them each."""
        while len(terms) > MOST_TERMS:
            parts = [terms[i : i + MOST_TERMS] for i in range(0, len(terms), MOST_TERMS)]
            terms = []
            for part in parts:
                number, self._next_part = self._next_part, self._next_part + 1
                formula = f"{function}({','.join(text for text, _ in part)})"
                value = best(value for _, value in part)
                cell = cell_xml(f"{column}{number}", value, 0, formula)
                self._parts.append(f'<row r="{number}">{cell}</row>')
                terms.append((f"{column}{number}", value))
        return [text for text, _ in terms]

    def _span_row(self, span: Span) -> str:
        row, times, key = span.row, span.row.times, span.row.id.casefold()
        number, base = self.numbers[key], self._base_rows[key]
        areas = [(FIRST_ROW + first, FIRST_ROW + last) for first, last in span.ranges]
        others = [self._efforts[i] for i in span.efforts]
        inside = [(self._efforts[first], self._efforts[last]) for first, last in span.inside]
        is_effort = row.plan.kind is RowKind.LEVEL_OF_EFFORT
        days, done = self._weight(areas, others)
        self._weights[number] = days, done
        values: dict[str, Value] = {
            "A": row.id,
            "B": base,
            "C": days,
            "D": row.remaining_duration,
            "E": row.actual_start or "",
            "F": row.actual_finish or "",
            "G": times.early_finish - times.early_start,
            "H": times.early_start,
            "I": times.early_finish,
            "K": "" if row.actual_finish else times.total_float,
            "L": row.start,
            "M": row.finish,
            "N": done,
            "O": "Yes" if row.critical else "No",
            "P": row.status.value,
            "Q": variance_of(row, self._calendar),
            "R": 0,
            "S": row.percent_complete / 100,
        }
        formulas = {"B": f"IFERROR(MATCH(A{number},Schedule!$A:$A,0),0)"}
        changed = "IF(B§=0,1,IF(" + LINKS_DIFFER + ",2,0))"
        if 0 < len(areas) + len(others) + len(inside) <= MOST_SPANNED:
            formulas |= span_formulas(number, areas, others, inside, is_effort=is_effort)
            formulas["P"] = status_formula(row, number, self._calendar)
            formulas["Q"] = variance_formula(row, number)
            changed = SPAN_CHANGED
        elif areas:
            self.fixed.add(key)
        formulas["R"] = changed.replace("§", str(number)).replace("¤", str(base))
        cells = (
            cell_xml(
                f"{column}{number}",
                value,
                self._date if column in "EFLM" else 0,
                formulas.get(column, ""),
            )
            for column, value in values.items()
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _weight(self, areas: Iterable[tuple[int, int]], others: Iterable[int]) -> tuple[int, float]:
        """The working days of what is spanned, and how many of them are done."""
        rows = [*(row for first, last in areas for row in range(first, last + 1)), *others]
        weights = [self._weights[row] for row in rows]
        return sum(days for days, _ in weights), sum(done for _, done in weights)


def _or_empty(day: date | None) -> tuple[str, Value]:
    return _EMPTY if day is None else ("", serial(day))


def _signed(lag: int) -> str:
    return f"{lag:+d}" if lag else ""

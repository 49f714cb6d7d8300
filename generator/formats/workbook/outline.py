"""Who spans whom: the rows of a schedule as the network and what is rolled up over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.schedule import RowKind, ScheduleRow


@dataclass(frozen=True, slots=True)
class Span:
    """What a summary or a level of effort is rolled up over.

    Attributes:
        row: the summary or the level of effort.
        ranges: first and last position of rows of the network.
        efforts: levels of effort that stand for work where there is no other.
        inside: first and last of the levels of effort that its dates span too.
    """

    row: ScheduleRow
    ranges: tuple[tuple[int, int], ...]
    efforts: tuple[int, ...] = ()
    inside: tuple[tuple[int, int], ...] = ()


class Outline:
    """The rows of a schedule, each summary's work in one piece.

    Attributes:
        network: the rows with links, in an order that keeps the work of a summary together.
        efforts, summaries: spans in reading order.
    """

    def __init__(self, rows: Sequence[ScheduleRow]) -> None:
        self.network: list[ScheduleRow] = []
        self.summaries: list[Span] = []
        self._found: list[ScheduleRow] = []
        self._spans: dict[str, tuple[int, int]] = {}
        self._extra: dict[str, tuple[int, ...]] = {}
        self._children: dict[str, list[ScheduleRow]] = defaultdict(list)
        self._parents = {row.id.casefold(): row.plan.parent.casefold() for row in rows}
        summaries = {row.id.casefold() for row in rows if row.plan.kind.is_summary}
        tops: list[ScheduleRow] = []
        for row in rows:
            parent = row.plan.parent.casefold()
            (self._children[parent] if parent in summaries else tops).append(row)
        for row in tops:
            self._visit(row)
        self.positions = {row.id.casefold(): i for i, row in enumerate(self.network)}
        self.efforts = [Span(row, self._supported(row)) for row in self._found]

    def _visit(self, row: ScheduleRow) -> None:
        if row.plan.kind is RowKind.LEVEL_OF_EFFORT:
            self._found.append(row)
        elif row.plan.kind.is_scheduled:
            self.network.append(row)
        else:
            self._summary(row)

    def _summary(self, row: ScheduleRow) -> None:
        key, first, first_effort = row.id.casefold(), len(self.network), len(self._found)
        place = len(self.summaries)
        own: list[int] = []
        for child in self._children[key]:
            self._visit(child)
            if child.plan.kind is RowKind.LEVEL_OF_EFFORT:
                own.append(len(self._found) - 1)
        nested = [self._extra.get(child.id.casefold(), ()) for child in self._children[key]]
        extra = tuple(number for numbers in nested for number in numbers)
        ranges = ((first, len(self.network) - 1),) if len(self.network) > first else ()
        if not ranges and not extra:
            extra = tuple(own)
        if ranges:
            self._spans[key] = ranges[0]
        self._extra[key] = extra
        last_effort = len(self._found) - 1
        inside = ((first_effort, last_effort),) if last_effort >= first_effort else ()
        self.summaries.insert(place, Span(row, ranges, extra, inside))

    def _supported(self, effort: ScheduleRow) -> tuple[tuple[int, int], ...]:
        """The work a level of effort spans; the nearest summary with work when it names none."""
        found = []
        for key in map(str.casefold, effort.plan.supports):
            if key in self.positions:
                found.append((self.positions[key], self.positions[key]))
            elif key in self._spans:
                found.append(self._spans[key])
        summary = effort.plan.parent.casefold()
        while not found and summary:
            if summary in self._spans:
                found.append(self._spans[summary])
            summary = self._parents.get(summary, "")
        joined: list[tuple[int, int]] = []
        for first, last in found:
            if joined and joined[-1][1] + 1 == first:
                first = joined.pop()[0]
            joined.append((first, last))
        return tuple(joined)

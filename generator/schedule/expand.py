"""Links and constraints of summaries, as Microsoft Project allows them, carried by their work.

A summary starts with the first of its work and finishes with the last. A link to a summary thus
holds for all work that nothing inside the summary holds back; a link from its finish leaves all
work that nothing inside the summary waits for. Both are exact. A link from its start waits for
whichever work starts first, which a network cannot say where several may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.errors import Problem
from generator.model.schedule import Constraint, ConstraintType, Link, LinkType, PlanRow
from generator.schedule.links import check_ids
from generator.schedule.losses import Losses

MAX_LINKS = 500_000
"""No schedule of people has so many; two summaries of thousands, linked, would have millions."""

MAX_LEVEL = 100
"""No outline of people is deeper; what is deeper costs time without end."""

_FROM_FINISH = (LinkType.FS, LinkType.FF)
_TO_START = (LinkType.FS, LinkType.SS)
_CARRIED = {ConstraintType.SNET: "first", ConstraintType.FNLT: "last"}


def expand_links(
    rows: Sequence[PlanRow], losses: Losses
) -> tuple[tuple[PlanRow, ...], tuple[Problem, ...]]:
    """The rows with links between scheduled rows only.

    The problems are an ID used twice, by which nothing can be found, links to an ID that is not
    there, and more links or levels than can be meant.
    """
    if problems := check_ids((row.id, row.place) for row in rows):
        return (), problems
    for row in rows:
        if row.level > MAX_LEVEL:
            fact = f"row {row.id} stands on outline level {row.level}"
            return (), (Problem(row.place, fact, f"use at most {MAX_LEVEL} levels"),)
    return _Expansion(rows, losses).rows()


class _Expansion:
    def __init__(self, rows: Sequence[PlanRow], losses: Losses) -> None:
        self._rows = rows
        self._losses = losses
        self._by_id = {row.id.casefold(): row for row in rows}
        self._work = _work_of(rows, self._by_id)
        self._first: dict[str, list[PlanRow]] = {}
        self._last: dict[str, list[PlanRow]] = {}
        self._problems: list[Problem] = []

    def rows(self) -> tuple[tuple[PlanRow, ...], tuple[Problem, ...]]:
        if not any(row.links or row.constraint for row in self._rows if row.kind.is_summary):
            plain = (
                all(self._is_work(link) for link in row.links) for row in self._rows if row.links
            )
            if all(plain):
                return tuple(self._rows), ()
        links: dict[str, dict[tuple[str, LinkType], Link]] = defaultdict(dict)
        count = 0
        for row in self._rows:
            for link in row.links:
                takers = self._takers(row, link)
                givers = self._givers(row, link)
                count += len(takers) * len(givers)
                if count > MAX_LINKS:
                    fact = f"links of summaries stand for more than {MAX_LINKS:,} links"
                    remedy = "link the activities that wait for each other, not their summaries"
                    return (), (Problem(row.place, fact, remedy),)
                for taker in takers:
                    mine = links[taker.id.casefold()]
                    for giver in givers:
                        new = replace(link, predecessor=giver.id)
                        key = (giver.id.casefold(), link.type)
                        if giver is not taker and (key not in mine or mine[key].lag < new.lag):
                            mine[key] = new
        bound = self._constraints()
        expanded = tuple(
            replace(
                row,
                links=tuple(links.get(row.id.casefold(), {}).values()),
                constraint=bound.get(row.id.casefold()),
            )
            for row in self._rows
        )
        return expanded, tuple(self._problems)

    def _is_work(self, link: Link) -> bool:
        row = self._by_id.get(link.predecessor.casefold())
        return row is not None and not row.kind.is_summary

    def _takers(self, row: PlanRow, link: Link) -> list[PlanRow]:
        if not row.kind.is_summary:
            return [row]
        if link.type in _TO_START:
            return self._starting(row)
        self._note(row, f"its link {link} to its finish is kept by its last work")
        return self._ending(row)

    def _givers(self, row: PlanRow, link: Link) -> list[PlanRow]:
        giver = self._by_id.get(link.predecessor.casefold())
        if giver is None:
            fact = f"predecessor {link.predecessor} of {row.id} does not exist"
            self._problems.append(Problem(row.place, fact, "use the ID of a row of this file"))
            return []
        if not giver.kind.is_summary:
            return [giver]
        if link.type in _FROM_FINISH:
            return self._ending(giver)
        starting = self._starting(giver)
        if len(starting) > 1:
            first = starting[0].id
            self._note(row, f"its link {link} to a summary's start waits for {first} alone")
        return starting[:1]

    def _starting(self, summary: PlanRow) -> list[PlanRow]:
        """The work that nothing inside the summary holds back."""
        key = summary.id.casefold()
        if key not in self._first:
            work = self._work.get(key, [])
            inside = {row.id.casefold() for row in work}
            self._first[key] = [
                row
                for row in work
                if not any(
                    link.type in _TO_START and link.lag >= 0 for link in _within(row, inside)
                )
            ]
        return self._first[key]

    def _ending(self, summary: PlanRow) -> list[PlanRow]:
        """The work that nothing inside the summary waits for."""
        key = summary.id.casefold()
        if key not in self._last:
            work = self._work.get(key, [])
            inside = {row.id.casefold() for row in work}
            awaited = {
                link.predecessor.casefold()
                for row in work
                for link in _within(row, inside)
                if link.type in _FROM_FINISH and link.lag >= 0
            }
            self._last[key] = [row for row in work if row.id.casefold() not in awaited]
        return self._last[key]

    def _constraints(self) -> dict[str, Constraint | None]:
        bound = {row.id.casefold(): row.constraint for row in self._rows}
        for row in self._rows:
            if not (row.kind.is_summary and row.constraint):
                continue
            bound[row.id.casefold()] = None
            end = _CARRIED.get(row.constraint.type)
            if not end:
                self._note(row, f"its constraint {row.constraint} is left out")
                continue
            for one in self._starting(row) if end == "first" else self._ending(row):
                if bound[one.id.casefold()]:
                    self._note(one, f"the constraint {row.constraint} of its summary is left out")
                else:
                    bound[one.id.casefold()] = row.constraint
        return bound

    def _note(self, row: PlanRow, what: str) -> None:
        self._losses.add(
            row.place,
            f"{row.id} '{row.name[:60]}'",
            what,
            "links or constraints of summaries are kept by their activities",
            "link and constrain activities, not summaries",
        )


def _work_of(rows: Iterable[PlanRow], by_id: Mapping[str, PlanRow]) -> dict[str, list[PlanRow]]:
    """The scheduled rows below each summary, in order."""
    work: dict[str, list[PlanRow]] = defaultdict(list)
    for row in rows:
        if row.kind.is_scheduled:
            above = by_id.get(row.parent.casefold())
            while above:
                work[above.id.casefold()].append(row)
                above = by_id.get(above.parent.casefold())
    return work


def _within(row: PlanRow, inside: set[str]) -> Iterable[Link]:
    return (link for link in row.links if link.predecessor.casefold() in inside)

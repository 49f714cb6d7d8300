"""The network: scheduled rows and the links between them, in an order that can be computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import InputError, LoopError
from generator.model.schedule import LinkType, PlanRow
from generator.schedule.links import check_ids, check_links

Arc = tuple[int, bool, bool, int]
"""The row at the other end, whether the link leaves a finish, whether it drives one, its lag."""

ENDS = {
    LinkType.FS: (True, False),
    LinkType.SS: (False, False),
    LinkType.FF: (True, True),
    LinkType.SF: (False, True),
}
"""Whether a type of link leaves a finish, and whether it drives one."""


@dataclass(frozen=True, slots=True)
class Network:
    """The scheduled rows of a plan; everything else is an index into `rows`.

    Attributes:
        into, out_of: for each row its links to predecessors and to successors.
        order: every row after all its predecessors.
    """

    rows: tuple[PlanRow, ...]
    into: Sequence[Sequence[Arc]]
    out_of: Sequence[Sequence[Arc]]
    order: Sequence[int]


def build_network(plan: Sequence[PlanRow]) -> Network:
    """The network of a plan. Summaries and levels of effort are no part of it and drive nothing.

    Raises:
        InputError: an ID is used twice, or a link leads to itself or to an ID that is not there.
        LoopError: links lead back to where they started.
    """
    rows = tuple(row for row in plan if row.kind.is_scheduled)
    index = {row.id.casefold(): i for i, row in enumerate(rows)}
    into: list[list[Arc]] = [[] for _ in rows]
    out_of: list[list[Arc]] = [[] for _ in rows]
    unsure = len({row.id.casefold() for row in plan}) < len(plan)
    for i, row in enumerate(rows):
        for link in row.links:
            predecessor = index.get(link.predecessor.casefold())
            if predecessor is None or predecessor == i:
                unsure = True  # wrong, or a link from a row outside the network
                continue
            ends = ENDS[link.type]
            into[i].append((predecessor, *ends, link.lag))
            out_of[predecessor].append((i, *ends, link.lag))
    if unsure:
        _check(plan)
    return Network(rows, into, out_of, _order(rows, into, out_of))


def _check(plan: Sequence[PlanRow]) -> None:
    known = {row.id.casefold() for row in plan}
    problems = list(check_ids((row.id, row.place) for row in plan))
    for row in plan:
        if row.links:
            problems += check_links(row.id, row.links, known, row.place)
    if problems:
        raise InputError(problems)


def _order(
    rows: Sequence[PlanRow], into: Sequence[Sequence[Arc]], out_of: Sequence[Sequence[Arc]]
) -> list[int]:
    waiting = [len(arcs) for arcs in into]
    order = [i for i, count in enumerate(waiting) if not count]
    for done in order:
        for successor, *_ in out_of[done]:
            waiting[successor] -= 1
            if not waiting[successor]:
                order.append(successor)
    if len(order) < len(rows):
        loop = _loop(waiting, into)
        raise LoopError([rows[i].id for i in loop], [rows[i].place for i in loop])
    return order


def _loop(waiting: Sequence[int], into: Sequence[Sequence[Arc]]) -> list[int]:
    """The rows of one loop in the order of its links, from the first of them in the plan."""
    row = next(i for i, count in enumerate(waiting) if count)
    path: dict[int, None] = {}
    while row not in path:
        path[row] = None
        row = next(predecessor for predecessor, *_ in into[row] if waiting[predecessor])
    trail = list(path)
    loop = trail[trail.index(row) :][::-1]
    first = loop.index(min(loop))
    return loop[first:] + loop[:first]

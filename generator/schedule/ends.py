"""Loose ends tied: everything follows from the one start and leads to the one finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.schedule import Link, PlanRow, RowKind
from generator.schedule.web import Web


def tie_ends(rows: Sequence[PlanRow], web: Web, start: PlanRow, finish: PlanRow) -> None:
    """Gives every row of the network a predecessor and a successor, but for start and finish.

    What has no predecessor follows the gate of the phase before, or the start; what has no
    successor leads to the gate of its own phase, or the finish. A gate that would close a loop is
    passed over for the next one.
    """
    gates = _gates(rows)
    apart = {one.id for one in (start, finish, *gates.values())}
    work = [row for row in rows if row.kind.is_scheduled and row.id not in apart]
    # Work first: a gate that work leads to has its predecessors then.
    for some in (work, list(gates.values())):
        _root(some, web, gates, start)
        _lead_on(some, web, gates, finish)


def _root(rows: Sequence[PlanRow], web: Web, gates: Mapping[str, PlanRow], start: PlanRow) -> None:
    phases = list(gates)
    before = {gate.id: web.before(gate.id) for gate in gates.values()}
    for row in rows:
        if not web.links[row.id.casefold()]:
            at = phases.index(row.phase) if row.phase in gates else 0
            earlier = (gates[phase] for phase in reversed(phases[:at]))
            free = (gate for gate in earlier if row.id.casefold() not in before[gate.id])
            origin = next(free, start)
            _spread(before, row, origin)
            basis = "" if origin is start else f"Assumed: starts after {origin.id}, {origin.name}"
            web.add(row.id, Link(origin.id, basis=basis))


def _lead_on(
    rows: Sequence[PlanRow], web: Web, gates: Mapping[str, PlanRow], finish: PlanRow
) -> None:
    phases = list(gates)
    after = {gate.id: web.after(gate.id) for gate in gates.values()}
    for row in rows:
        if not web.successors(row.id):
            at = phases.index(row.phase) if row.phase in gates else len(phases)
            later = (gates[phase] for phase in phases[at:])
            free = (gate for gate in later if row.id.casefold() not in after[gate.id])
            end = next(free, finish)
            _spread(after, row, end)
            web.add(end.id, Link(row.id))


def _spread(reach: Mapping[str, set[str]], row: PlanRow, gate: PlanRow) -> None:
    """Takes a new link between a row and a gate into what the gates reach."""
    beyond = reach.get(gate.id, {gate.id.casefold()})
    for reached in reach.values():
        if row.id.casefold() in reached:
            reached |= beyond


def _gates(rows: Sequence[PlanRow]) -> dict[str, PlanRow]:
    """What ends each phase, in order: its gate, else the last planning package."""
    gates: dict[str, PlanRow] = {}
    for row in rows:
        if row.parent == row.phase and (row.gate or row.kind is RowKind.PLANNING_PACKAGE):
            gates[row.phase] = row
    return gates

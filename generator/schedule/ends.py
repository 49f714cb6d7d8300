"""Loose ends tied: everything follows from the one start and leads to the one finish."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.schedule import Link, PlanRow, RowKind
from generator.schedule.web import Web


def tie_ends(rows: Sequence[PlanRow], web: Web, start: PlanRow, finish: PlanRow) -> None:
    """Gives every row of the network a predecessor and a successor, but for start and finish.

    What has no predecessor follows the gate of the phase before, or the start; what has no
    successor leads to the gate of its own phase, or the finish. A gate that would close a loop is
    passed over for the next one.
    """
    gates = _gates(rows)
    phases = list(gates)
    between = [row for row in rows if row.kind.is_scheduled and row.id not in (start.id, finish.id)]
    work = [row for row in between if row not in gates.values()]
    after = {gate.id: web.after(gate.id) for gate in gates.values()}

    def lead_on(row: PlanRow) -> None:
        at = phases.index(row.phase) if row.phase in gates else len(phases)
        later = (gates[phase] for phase in phases[at:])
        gate = next((gate for gate in later if row.id.casefold() not in after[gate.id]), finish)
        _spread(after, row, gate)
        web.add(gate.id, Link(row.id))

    for row in work:
        if not web.successors(row.id):
            lead_on(row)
    before = {gate.id: web.before(gate.id) for gate in gates.values()}
    for row in between:
        if not web.links[row.id.casefold()]:
            at = phases.index(row.phase) if row.phase in gates else 0
            earlier = (gates[phase] for phase in reversed(phases[:at]))
            free = (gate for gate in earlier if row.id.casefold() not in before[gate.id])
            origin = next(free, start)
            _spread(before, row, origin)
            basis = "" if origin is start else f"Assumed: starts after {origin.id}, {origin.name}"
            web.add(row.id, Link(origin.id, basis=basis))
    after |= {gate.id: web.after(gate.id) for gate in gates.values()}
    for gate in gates.values():
        if not web.successors(gate.id):
            lead_on(gate)


def _spread(reach: dict[str, set[str]], row: PlanRow, gate: PlanRow) -> None:
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

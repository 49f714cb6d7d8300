"""The rules and the project's own dates, fitted to the definitions that are loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.errors import Problem, Severity
from generator.model.keytask import KeyTask
from generator.model.project import Project
from generator.model.rules import MilestoneRule, PlanRules
from generator.model.schedule import Constraint, ConstraintType, Link, PlanRow


def loaded_rules(
    rules: PlanRules, key_tasks: Sequence[KeyTask]
) -> tuple[PlanRules, tuple[Problem, ...]]:
    """The rules without milestones all of whose activities are in no loaded key task.

    A gate stays and loses those predecessors. What is left out is one warning.
    """
    there = {"p", *(one.id for one in key_tasks)}
    there |= {activity.id.casefold() for one in key_tasks for activity in one.activities}
    left_out: list[tuple[str, MilestoneRule]] = []

    def fit(summary: str, given: Sequence[MilestoneRule]) -> tuple[MilestoneRule, ...]:
        kept = []
        for rule in given:
            row_id = f"{summary}.{rule.n}"
            after = tuple(link for link in rule.after if _is_there(link, there))
            if after or not rule.after or rule.gate:
                kept.append(replace(rule, after=after) if rule.gate else rule)
                there.add(row_id.casefold())
            else:
                left_out.append((row_id, rule))
        return tuple(kept)

    phases = {str(key_task.phase) for key_task in key_tasks}
    gates = {name: fit(name, given) for name, given in rules.phase_gates.items() if name in phases}
    own = {name: fit(name, given) for name, given in rules.key_tasks.items() if name in there}
    fitted = replace(rules, phase_gates=gates, key_tasks=own)
    if not left_out:
        return fitted, ()
    names = ", ".join(row_id for row_id, _ in left_out)
    fact = f"milestones {names} have no activity, for their key tasks are not loaded"
    remedy = "they are left out of the schedule; load the definitions to have them"
    return fitted, (Problem(left_out[0][1].place, fact, remedy, Severity.WARNING),)


def bind_phases(rows: Sequence[PlanRow], project: Project) -> tuple[PlanRow, ...]:
    """The rows with the dates the project gives its phases.

    The start of a phase binds what follows nothing inside it, as a start-no-earlier-than; its
    finish is the deadline of its gate.
    """
    starts, finishes = {}, {}
    for name, dates in project.config.phase_dates.items():
        number = "".join(re.findall(r"\d+", name)[:1])
        starts[number], finishes[number] = dates.start, dates.finish
    if not starts:
        return tuple(rows)
    phase_of = {row.id.casefold(): row.phase for row in rows}
    bound = []
    for row in rows:
        kind, day = ConstraintType.DEADLINE, finishes.get(row.phase) if row.gate else None
        if row.kind.is_scheduled and not row.gate:
            inside = any(
                phase_of.get(link.predecessor.casefold()) == row.phase for link in row.links
            )
            kind, day = ConstraintType.SNET, None if inside else starts.get(row.phase)
        bound.append(
            replace(row, constraint=Constraint(kind, day)) if day and not row.constraint else row
        )
    return tuple(bound)


def _is_there(link: Link, there: set[str]) -> bool:
    """Whether a link's row is loaded: it, the activity it reviews, or the key task it is in."""
    row_id = link.predecessor.casefold()
    return bool({row_id, row_id.rpartition(".")[0], ".".join(row_id.split(".")[:2])} & there)

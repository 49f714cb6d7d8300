"""The plan: key tasks, the project and the rules as the rows of a schedule, before any date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.errors import Problem
from generator.model.deliverable import Deliverable
from generator.model.keytask import KeyTask
from generator.model.project import Project
from generator.model.rules import Phase, PlanRules
from generator.model.schedule import PlanRow
from generator.schedule import planrows
from generator.schedule.deliverables import deliverables_of, producer_of
from generator.schedule.derive import derive_links
from generator.schedule.ends import tie_ends
from generator.schedule.estimating import complete
from generator.schedule.fitting import bind_phases, loaded_rules
from generator.schedule.naming import Names
from generator.schedule.resolve import Resolver
from generator.schedule.web import Web


def build_plan(
    key_tasks: Sequence[KeyTask], selected: Sequence[str], project: Project, rules: PlanRules
) -> tuple[tuple[PlanRow, ...], tuple[Problem, ...]]:
    """The rows of the schedule in reading order, linked from one start to one finish.

    Args:
        key_tasks: every definition that is loaded, in any order.
        selected: numbers of the key tasks whose deliverables get draft, review and approval.
        project: gives the name, the dates of milestones and those of phases.
        rules: what the definitions leave open, and the milestones.

    The problems are warnings but for an ID used twice and an activity that precedes itself.
    """
    names = Names(rules)
    names = Names(rules)
    ordered = sorted(key_tasks, key=lambda key_task: (key_task.phase, key_task.number))
    ordered = [complete(key_task, rules, names) for key_task in ordered]
    rules, left_out = loaded_rules(rules, ordered)
    rows = _Builder(ordered, selected, project, rules, names).rows()
    web = Web(rows)
    resolver = Resolver(rows, web, [review.suffix for review in rules.reviews])
    resolver.add((row, link) for row in rows if row.kind.is_scheduled for link in row.links)
    derived = derive_links(ordered, web, names)
    tie_ends(rows, web, start=rows[1], finish=rows[-1])
    plan = tuple(map(_with_basis, bind_phases(web.linked(rows), project)))
    return plan, (*_used_twice(plan), *left_out, *resolver.problems, *derived)


class _Builder:
    """Makes the rows in reading order, with their links as written."""

    def __init__(
        self,
        key_tasks: Sequence[KeyTask],
        selected: Sequence[str],
        project: Project,
        rules: PlanRules,
        names: Names,
    ) -> None:
        self._key_tasks = key_tasks
        self._project = project
        self._rules = rules
        self._names = names
        self._produced = _produced([one for one in key_tasks if one.id in selected], rules, names)

    def rows(self) -> list[PlanRow]:
        top = planrows.project_row(self._project)
        start, end = planrows.project_ends(self._rules)
        phases = {phase.number: phase for phase in self._rules.phases}
        numbers = sorted({*phases, *(key_task.phase for key_task in self._key_tasks)})
        rows = [top, planrows.milestone_row(start, top)]
        for number in numbers:
            rows += self._phase(phases.get(number, Phase(number, "")))
        rows += planrows.project_milestones(self._project, self._rules, top)
        return [*rows, planrows.milestone_row(end, top)]

    def _phase(self, phase: Phase) -> Iterator[PlanRow]:
        detail = [key_task for key_task in self._key_tasks if key_task.phase == phase.number]
        if detail or phase.packages:
            yield planrows.phase_row(phase)
        for key_task in detail:
            yield from self._key_task(key_task)
        if detail:
            yield from planrows.phase_milestones(phase, self._rules)
        else:
            yield from planrows.package_rows(phase)

    def _key_task(self, key_task: KeyTask) -> Iterator[PlanRow]:
        summary = planrows.key_task_row(key_task)
        yield summary
        owners = {}
        for activity in key_task.activities:
            row = planrows.activity_row(activity, key_task, self._names)
            owners[row.id] = row.owner
            yield row
            made = self._produced.get(row.id, []) if row.kind.is_scheduled else []
            for number, deliverable in enumerate(made, 1):
                yield from planrows.review_rows(deliverable, row, number, self._rules)
        for rule in self._rules.key_tasks.get(key_task.id, ()):
            after = rule.after[0].predecessor if rule.after else ""
            owner = owners.get(after) or owners.get(after.rpartition(".")[0], "")
            yield planrows.milestone_row(rule, summary, owner=owner)


def _produced(
    key_tasks: Sequence[KeyTask], rules: PlanRules, names: Names
) -> dict[str, list[Deliverable]]:
    """The deliverables of the selected key tasks by the ID of the activity that makes them."""
    by_id = {key_task.id: key_task for key_task in key_tasks}
    produced: dict[str, list[Deliverable]] = defaultdict(list)
    for deliverable in deliverables_of(key_tasks, rules):
        activity = producer_of(deliverable.name, by_id[deliverable.key_task], names)
        if activity:
            produced[activity.id].append(deliverable)
    return produced


def _with_basis(row: PlanRow) -> PlanRow:
    """The row with the reasons of its assumed and derived links in its basis of estimate."""
    reasons = dict.fromkeys(link.basis for link in row.links if link.basis)
    return replace(row, basis="; ".join(filter(None, (row.basis, *reasons)))) if reasons else row


def _used_twice(plan: Sequence[PlanRow]) -> Iterator[Problem]:
    seen: dict[str, PlanRow] = {}
    for row in plan:
        if first := seen.get(row.id.casefold()):
            fact = f"the ID {row.id} is used twice, first at {first.place}"
            yield Problem(row.place, fact, "give each row an ID of its own")
        seen.setdefault(row.id.casefold(), row)

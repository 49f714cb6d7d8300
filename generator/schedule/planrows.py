"""The rows of a plan, one by one: summaries, activities, milestones, reviews, packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.model.deliverable import Deliverable
from generator.model.keytask import Activity, KeyTask, MilestoneKind, Party
from generator.model.project import Project
from generator.model.rules import MilestoneRule, Phase, PlanRules
from generator.model.schedule import Constraint, ConstraintType, Link, PlanRow, RowKind
from generator.schedule.estimating import is_assumed, outputs_of, working_days
from generator.schedule.naming import Names

PROJECT = "P"
START = MilestoneRule("M1", "Program start", MilestoneKind.START, charter=True)
END = MilestoneRule("M2", "Program complete")

_KINDS = {
    MilestoneKind.START: RowKind.START_MILESTONE,
    MilestoneKind.FINISH: RowKind.FINISH_MILESTONE,
}
_DECIDES = {RowKind.PROJECT: "Program Manager", RowKind.PHASE: "Executive Sponsor"}


def project_row(project: Project) -> PlanRow:
    """The summary of everything."""
    return PlanRow(PROJECT, PROJECT, "", 0, RowKind.PROJECT, project.config.program, phase="")


def phase_row(phase: Phase) -> PlanRow:
    """The summary of a phase."""
    number = str(phase.number)
    name = f"Phase {number}: {phase.name}" if phase.name else f"Phase {number}"
    kind = RowKind.PHASE
    return PlanRow(number, number, PROJECT, 1, kind, name, phase=number, place=phase.place)


def key_task_row(key_task: KeyTask) -> PlanRow:
    """The summary of a key task."""
    return PlanRow(
        id=key_task.id,
        wbs=key_task.id,
        parent=str(key_task.phase),
        level=2,
        kind=RowKind.KEY_TASK,
        name=key_task.name,
        phase=str(key_task.phase),
        key_task=key_task.id,
        resource_type=_resource_type(key_task.parties),
        place=key_task.place,
    )


def activity_row(activity: Activity, key_task: KeyTask, names: Names) -> PlanRow:
    """The row of a completed activity."""
    kind = _KINDS[activity.milestone] if activity.milestone else RowKind.ACTIVITY
    summaries = {"phase": str(key_task.phase), "key_task": key_task.id}
    if activity.supports:
        kind = RowKind.LEVEL_OF_EFFORT
    estimate = activity.estimate if kind is RowKind.ACTIVITY else None
    return PlanRow(
        id=activity.id,
        wbs=activity.id,
        parent=key_task.id,
        level=3,
        kind=kind,
        name=activity.text.plain,
        phase=str(key_task.phase),
        key_task=key_task.id,
        duration=working_days(estimate.likely) if estimate else 0,
        low=estimate.low if estimate else None,
        likely=estimate.likely if estimate else None,
        high=estimate.high if estimate else None,
        links=activity.predecessors or (),
        supports=tuple(summaries.get(name, name) for name in activity.supports),
        owner=activity.owner,
        resource_type=_resource_type(activity.parties or key_task.parties),
        output="; ".join(map(names.document, outputs_of(activity))),
        basis=activity.basis or "As given in the definition",
        assumed=estimate is not None and estimate.assumed,
        place=activity.place,
    )


def milestone_row(
    rule: MilestoneRule, summary: PlanRow, *, day: date | None = None, owner: str = ""
) -> PlanRow:
    """The row of a milestone under a summary; a day binds it as the rule's constraint says."""
    row_id = f"{summary.id}.{rule.n}"
    return PlanRow(
        id=row_id,
        wbs=row_id,
        parent=summary.id,
        level=summary.level + 1,
        kind=_KINDS[rule.kind],
        name=rule.name,
        phase=summary.phase,
        key_task=summary.key_task,
        links=rule.after,
        constraint=Constraint(rule.constraint, day) if day else None,
        owner=rule.owner or owner or _DECIDES.get(summary.kind, ""),
        gate=rule.gate,
        charter=rule.charter,
        place=rule.place,
    )


def phase_milestones(phase: Phase, rules: PlanRules) -> Iterator[PlanRow]:
    """The exit criteria of a phase planned in detail and its gate; every such phase has a gate."""
    summary = phase_row(phase)
    given = rules.phase_gates.get(summary.id, ())
    yield from (milestone_row(rule, summary) for rule in given)
    if not any(rule.gate for rule in given):
        gate = MilestoneRule(f"M{len(given) + 1}", f"Phase {summary.id} complete", gate=True)
        yield milestone_row(gate, summary)


def package_rows(phase: Phase) -> Iterator[PlanRow]:
    """The planning packages of a phase, one after the other."""
    links: tuple[Link, ...] = ()
    for package in phase.packages:
        yield PlanRow(
            id=package.id,
            wbs=package.id,
            parent=str(phase.number),
            level=2,
            kind=RowKind.PLANNING_PACKAGE,
            name=package.name,
            phase=str(phase.number),
            duration=working_days(package.estimate.likely),
            low=package.estimate.low,
            likely=package.estimate.likely,
            high=package.estimate.high,
            links=links,
            owner=package.owner,
            basis=package.basis,
            assumed=is_assumed(package.basis),
            place=package.place,
        )
        links = (Link(package.id),)


def project_milestones(project: Project, rules: PlanRules, summary: PlanRow) -> Iterator[PlanRow]:
    """The milestones between start and end: dates the project gives, and its own milestones."""
    start, end = project_ends(rules)
    for rule in rules.project:
        day = getattr(project.config, rule.fact, None) if rule.fact else None
        if rule not in (start, end) and (day or not rule.fact):
            yield milestone_row(rule, summary, day=day)
    for number, given in enumerate(project.config.milestones, 1):
        if given.date:
            rule = MilestoneRule(
                n=f"X{number}",
                name=given.name,
                constraint=ConstraintType.SNET,
                charter=True,
                owner=given.owner,
            )
            yield milestone_row(rule, summary, day=given.date)


def project_ends(rules: PlanRules) -> tuple[MilestoneRule, MilestoneRule]:
    """The rules of the one start and the one finish of the network."""
    free = [rule for rule in rules.project if not rule.after and not rule.fact]
    starts = (rule for rule in free if rule.kind is MilestoneKind.START)
    finishes = (rule for rule in free if rule.kind is MilestoneKind.FINISH)
    return next(starts, START), next(finishes, END)


def review_rows(
    deliverable: Deliverable, producer: PlanRow, number: int, rules: PlanRules
) -> Iterator[PlanRow]:
    """Draft, review and approval of a deliverable.

    `number` counts the deliverables of the activity from 1; the IDs of the second go on counting
    where those of the first end: M1, M2, M3, then M4.
    """

    def row_of(suffix: str) -> str:
        if number == 1:
            return f"{producer.id}.{suffix}"
        letters = suffix.rstrip("0123456789")
        count = int(suffix[len(letters) :] or 1) + (number - 1) * len(rules.reviews)
        return f"{producer.id}.{letters}{count}"

    spec = deliverable.spec
    owners = (spec.owner, spec.reviewer, spec.approver)
    for position, rule in enumerate(rules.reviews):
        after = row_of(rule.after) if rule.after else producer.id
        row_id = row_of(rule.suffix)
        yield PlanRow(
            id=row_id,
            wbs=row_id,
            parent=producer.parent,
            level=producer.level,
            kind=RowKind.FINISH_MILESTONE,
            name=rule.name.replace("{deliverable}", deliverable.name),
            phase=producer.phase,
            key_task=producer.key_task,
            links=(Link(after, lag=rule.lag),),
            owner=(owners[position] if position < len(owners) else "") or producer.owner,
            output=deliverable.name,
            basis=f"Assumed: {rule.lag} working days" if rule.lag else "",
            place=producer.place,
        )


def _resource_type(parties: Iterable[Party]) -> str:
    return ", ".join("QSMO" if party is Party.QSMO else party.value.title() for party in parties)

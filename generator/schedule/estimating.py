"""What a definition leaves open of its activities: kind of work, duration, links, owner."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from generator.model.keytask import Activity, KeyTask, MilestoneKind
from generator.model.rules import EstimateRule, PlanRules
from generator.model.schedule import Link
from generator.schedule.naming import Names, words_of

FOLLOWS = "Assumed: follows the activity before it"


def complete(key_task: KeyTask, rules: PlanRules, names: Names) -> KeyTask:
    """The key task with every activity estimated, owned and linked.

    The first rule that fits an activity's text gives the duration or marks a level of effort; the
    basis then says "Assumed" and why. Work without predecessors follows the work before it; the
    first of a key task stays without, as None.
    """
    activities = []
    previous: Activity | None = None
    for activity in key_task.activities:
        one = _owned(_estimated(activity, rules), key_task, rules, names)
        if not one.supports:
            if one.predecessors is None and previous:
                one = replace(one, predecessors=(Link(previous.id, basis=FOLLOWS),))
            previous = one
        activities.append(one)
    return replace(key_task, activities=tuple(activities))


def working_days(days: float) -> int:
    """Whole working days, rounded up from six decimals."""
    return math.ceil(round(days, 6))


def is_assumed(basis: str) -> bool:
    """Whether a basis of estimate says that nobody has estimated the duration."""
    return basis.casefold().startswith("assumed")


def outputs_of(activity: Activity) -> tuple[str, ...]:
    """The names of what an activity produces; several are separated by semicolons."""
    return tuple(name.strip() for name in activity.output.split(";") if name.strip())


def _estimated(activity: Activity, rules: PlanRules) -> Activity:
    if activity.supports or activity.milestone:
        return activity
    if activity.estimate is None:
        rule = _rule(activity.text.plain, rules)
        basis = _join(activity.basis, f"Assumed: {rule.why}")
        if rule.supports:
            return replace(activity, supports=(rule.supports,), basis=basis)
        return replace(activity, estimate=replace(rule.estimate, assumed=True), basis=basis)
    if not working_days(activity.estimate.likely):  # work that takes no time is a milestone
        return replace(activity, milestone=MilestoneKind.FINISH)
    if is_assumed(activity.basis):
        return replace(activity, estimate=replace(activity.estimate, assumed=True))
    return activity


def _rule(text: str, rules: PlanRules) -> EstimateRule:
    fitting = (rule for rule in rules.estimates if re.search(rule.match, text, re.IGNORECASE))
    return next(fitting, rules.default)


def _owned(activity: Activity, key_task: KeyTask, rules: PlanRules, names: Names) -> Activity:
    if activity.owner:
        return replace(activity, owner=names.role(activity.owner))
    if owner := _owner(activity, key_task, rules, names):
        basis = _join(activity.basis, f"Assumed: the owner is the {owner}")
        return replace(activity, owner=owner, basis=basis)
    return activity


def _owner(activity: Activity, key_task: KeyTask, rules: PlanRules, names: Names) -> str:
    """Who owns what the activity produces, else the first who leads among the stakeholders."""
    outputs = {words_of(names.document(name)) for name in outputs_of(activity)}
    for spec in rules.specs:
        if spec.owner and words_of(spec.name) in outputs:
            return names.role(spec.owner)
    roles = [names.role(stakeholder.name) for stakeholder in key_task.stakeholders]
    leading = (role for role in roles if re.search(r"\b(Lead|Manager)\b", role))
    return next(leading, roles[0] if roles else "")


def _join(*sentences: str) -> str:
    return "; ".join(filter(None, sentences))

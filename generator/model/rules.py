"""The rules a schedule is planned by: what templates/*.yml say, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Place
from generator.model.deliverable import DeliverableSpec
from generator.model.keytask import Estimate, MilestoneKind
from generator.model.schedule import ConstraintType, Link

ONE_WEEK = Estimate(5, 5, 5)


@dataclass(frozen=True, slots=True)
class PlanningPackage:
    """One row with a rough duration that stands for a phase not yet planned in detail."""

    id: str
    name: str
    estimate: Estimate
    basis: str = ""
    owner: str = ""
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a migration."""

    number: int
    name: str
    objective: str = ""
    packages: tuple[PlanningPackage, ...] = ()
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """A milestone of the project, of a phase or of a key task.

    Attributes:
        n: the last part of its ID, `M1`.
        fact: the date in project.yml without which the milestone is left out.
        constraint: how that date binds the milestone.
    """

    n: str
    name: str
    kind: MilestoneKind = MilestoneKind.FINISH
    after: tuple[Link, ...] = ()
    gate: bool = False
    charter: bool = False
    fact: str = ""
    constraint: ConstraintType = ConstraintType.DEADLINE
    owner: str = ""
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """A milestone in the life of every deliverable: draft, review, approval.

    Attributes:
        suffix: the last part of its ID: `M3` in `1.2.2.M3`.
        name: with `{deliverable}` where its name goes.
        after: suffix of the milestone it follows; empty for the activity itself.
        lag: working days after it.
    """

    suffix: str
    name: str
    after: str = ""
    lag: int = 0
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class EstimateRule:
    """A duration for activities whose text matches a pattern.

    Attributes:
        match: regular expression, searched in the text ignoring case.
        supports: `phase` or `key_task` when it marks a level of effort, else empty.
        why: the basis of estimate.
    """

    match: str
    why: str
    estimate: Estimate = ONE_WEEK
    supports: str = ""


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Everything a plan is made with besides the key tasks and the project.

    Attributes:
        key_tasks, phase_gates: milestones by key task number, `1.2`, and by phase, `1`; the
            milestones of a phase are its exit criteria, then its gate.
        reviews: the milestones of every deliverable, in their order: draft, review, approval.
        roles, documents: other spelling to canonical name.
        files: name of a published template file to the canonical name of the document.
    """

    phases: tuple[Phase, ...] = ()
    project: tuple[MilestoneRule, ...] = ()
    key_tasks: Mapping[str, tuple[MilestoneRule, ...]] = field(default_factory=dict)
    phase_gates: Mapping[str, tuple[MilestoneRule, ...]] = field(default_factory=dict)
    reviews: tuple[ReviewRule, ...] = ()
    estimates: tuple[EstimateRule, ...] = ()
    default: EstimateRule = EstimateRule("", "one working week")
    roles: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    specs: tuple[DeliverableSpec, ...] = ()

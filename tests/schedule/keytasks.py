"""Key tasks, a project and rules in a few words, for tests of the plan."""

from __future__ import annotations

from dataclasses import replace

from generator.errors import Place
from generator.model.config import ProjectConfig
from generator.model.deliverable import DeliverableSpec
from generator.model.keytask import (
    Activity,
    Estimate,
    Item,
    KeyTask,
    MilestoneKind,
    Party,
    Stakeholder,
)
from generator.model.project import Project
from generator.model.rules import (
    EstimateRule,
    MilestoneRule,
    Phase,
    PlanningPackage,
    PlanRules,
    ReviewRule,
)
from generator.model.schedule import Link
from generator.model.text import RichText
from generator.schedule.links import parse_links

START = "2026-01-05"


def links(text: str) -> tuple[Link, ...]:
    return parse_links(text, Place("test"))[0]


def activity(text: str, row_id: str = "", after: str | None = None, **more: object) -> Activity:
    """An activity; `after` are its predecessors, None when its definition says nothing of them."""
    values: dict[str, object] = {
        "id": row_id,
        "text": RichText.of(text),
        "parties": (Party.CUSTOMER,),
        "place": Place("task.md", 1),
        "predecessors": None if after is None else links(after),
    }
    days = more.pop("days", None)
    if isinstance(days, int):
        values["estimate"] = Estimate(days, days, days)
    return Activity(**{**values, **more})  # type: ignore[arg-type]


def key_task(number: str, *activities: Activity | str, **more: object) -> KeyTask:
    """A key task; activities without an ID are numbered. Inputs and outputs are names."""
    phase, _, task = number.partition(".")
    made = [one if isinstance(one, Activity) else activity(one) for one in activities]
    values: dict[str, object] = {
        "phase": int(phase),
        "number": int(task),
        "name": f"Key task {number}",
        "objective": RichText(),
        "parties": (Party.CUSTOMER,),
        "category": "process",
        "activities": tuple(
            activity_with_id(one, one.id or f"{number}.{n}") for n, one in enumerate(made, 1)
        ),
        "inputs": items(more.pop("inputs", ())),
        "outputs": items(more.pop("outputs", ())),
        "stakeholders": tuple(
            Stakeholder(RichText.of(str(name)), ()) for name in more.pop("stakeholders", ())
        ),
        "best_practices": (),
        "place": Place(f"{number}.md", 3),
    }
    return KeyTask(**{**values, **more})  # type: ignore[arg-type]


def activity_with_id(one: Activity, row_id: str) -> Activity:
    return replace(one, id=row_id)


def items(names: object) -> tuple[Item, ...]:
    return tuple(
        name if isinstance(name, Item) else Item(RichText.of(name), place=Place("task.md", 9))
        for name in names  # type: ignore[attr-defined]
    )


def project(**config: object) -> Project:
    """A project of the three required keys and those given."""
    values = {"organization": "Agency", "program": "Payroll", "start_date": START, **config}
    return Project(ProjectConfig.model_validate(values), {}, {}, (), "project.yml")


def package(row_id: str, days: int) -> PlanningPackage:
    return PlanningPackage(row_id, f"Package {row_id}", Estimate(days, days, days))


RULES = PlanRules(
    phases=(
        Phase(1, "Readiness"),
        Phase(2, "Selection"),
        Phase(
            3, "Engagement", packages=(PlanningPackage("3.P1", "Engage", Estimate(90, 120, 180)),)
        ),
        Phase(
            4, "Migration", packages=(PlanningPackage("4.P1", "Migrate", Estimate(1, 300, 400)),)
        ),
    ),
    project=(
        MilestoneRule("M1", "Program start", MilestoneKind.START, charter=True),
        MilestoneRule("M2", "Program complete"),
        MilestoneRule("M3", "Service goes live", after=links("4.P1"), fact="target_go_live"),
    ),
    key_tasks={"1.2": (MilestoneRule("M1", "Charter signed", after=links("1.2.1.A")),)},
    phase_gates={
        "1": (
            MilestoneRule("M1", "Office in place", after=links("1.2.1"), place=Place("m.yml", 7)),
            MilestoneRule("M2", "Costs known", after=links("1.5.1"), place=Place("m.yml", 8)),
            MilestoneRule("M3", "Phase 1 passed", after=links("1.M1, 1.M2"), gate=True),
        ),
    },
    reviews=(
        ReviewRule("D", "{deliverable}: draft complete"),
        ReviewRule("R", "{deliverable}: review complete", after="D", lag=5),
        ReviewRule("A", "{deliverable}: approved", after="R", lag=3),
    ),
    estimates=(
        EstimateRule(r"\bweekly\b", "it recurs", supports="phase"),
        EstimateRule(r"^develop\b", "documents take two weeks", Estimate(8, 10.5, 20)),
    ),
    default=EstimateRule("", "one week", Estimate(3, 5, 10)),
    roles={"PMO Lead, if on boarded": "PMO Lead"},
    documents={"Charter": "Program Charter", "Vision": "Vision Statement"},
    files={"Charter-Template.docx": "Program Charter"},
    specs=(
        DeliverableSpec(
            "Program Charter",
            file="Program-Charter",
            template="program-charter.md.j2",
            owner="Program Manager",
            reviewer="Business Owner",
            approver="Executive Sponsor",
        ),
        DeliverableSpec("Project Business Case", aliases=("Business Case",)),
    ),
)

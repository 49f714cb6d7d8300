from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.content import blocks
from generator.content.render import render_document
from generator.errors import Place
from generator.model.deliverable import Deliverable, DeliverableSpec
from generator.model.keytask import Activity, Item, KeyTask, Party, Stakeholder
from generator.model.library import Library, TableSource, Template, Term
from generator.model.pack import Pack
from generator.model.project import Fact, Project, Rows
from generator.model.schedule import PlanRow, RowKind, Schedule, ScheduleRow, Times
from generator.model.text import RichText
from generator.sources.library import read_library
from generator.sources.projects import parse_project

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
NAMES = ["program-charter", "resource-management-plan", "program-management-plan", "ivv-plan"]
SPECS = {
    "program-charter": ("Program Charter", "Develop Program Charter"),
    "resource-management-plan": ("Resource Management Plan", "Develop the staffing plan"),
    "program-management-plan": ("Program Management Plan", "Develop the management plan"),
    "ivv-plan": ("IV&V Plan", "Develop the IV&V Plan"),
}


def spec(name: str) -> DeliverableSpec:
    return DeliverableSpec(
        name,
        file=name.replace(" ", "-"),
        owner="PMO Lead",
        reviewer="Program Manager",
        approver="Executive Sponsor",
        criteria="Complete and consistent",
        evidence="Signed approval page",
        first_version="1.2",
        updated_in=("3.1",),
        used_in=("1.4", "3.1"),
    )


def deliverable(name: str, template: str = "") -> Deliverable:
    return Deliverable(
        name, name, "1.2", f"{name.replace(' ', '-')}.docx", template, spec(name), "1.2.D1"
    )


@pytest.fixture(scope="session")
def key_task() -> KeyTask:
    words = [text for _, text in SPECS.values()]
    return KeyTask(
        phase=1,
        number=2,
        name="Establish the Program Management Office",
        objective=RichText.of("Set up a program office."),
        parties=(Party.CUSTOMER,),
        category="programManagement",
        activities=tuple(
            Activity(f"1.2.{n}", RichText.of(text), (Party.CUSTOMER,), Place("tasks/1.2.md", n))
            for n, text in enumerate(words, start=1)
        ),
        inputs=(Item(RichText.of("Vision")),),
        outputs=tuple(Item(RichText.of(name)) for name, _ in SPECS.values()),
        stakeholders=(Stakeholder(RichText.of("Executive Sponsor"), (Party.CUSTOMER,)),),
        best_practices=(
            RichText.of("Keep key people."),
            RichText.of("Write the Program Charter first."),
        ),
        place=Place("tasks/1.2.md"),
    )


@pytest.fixture(scope="session")
def schedule() -> Schedule:
    def row(row_id: str, kind: RowKind, name: str, **more: object) -> ScheduleRow:
        plan = PlanRow(row_id, row_id, "P", 1, kind, name, "1", "1.2", **more)  # type: ignore[arg-type]
        return ScheduleRow(plan, date(2026, 1, 5), date(2026, 3, 6), Times(0, 9, 0, 9, 0, 0), True)

    rows = (
        row("P", RowKind.PROJECT, "Program"),
        row("1", RowKind.PHASE, "Readiness"),
        row("1.2.1", RowKind.ACTIVITY, "Develop Program Charter", owner="PMO Lead"),
        row("1.2.M1", RowKind.FINISH_MILESTONE, "Charter signed", gate=True, charter=True),
    )
    return Schedule(
        rows, date(2026, 1, 5), date(2026, 12, 4), date(2026, 1, 5), (0, 1, 2, 3, 4), ()
    )


PROJECT = """
organization: Department of Example
program: Core Financials
executive_sponsor: Jane Roe, Chief Financial Officer
start_date: 2026-01-05
budget: {2026: 1200000, 2027: 3400000}
"""


def parse(text: str) -> Project:
    """The project of a project.yml, with the starter rows and facts that ship."""
    starters = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((TEMPLATES / "starters").glob("*.yml"))
    }
    facts = (TEMPLATES / "facts.yml").read_text(encoding="utf-8")
    project, problems = parse_project(text, "project.yml", starters, facts, {})
    assert [str(problem) for problem in problems] == []
    assert project is not None
    return project


@pytest.fixture(scope="session")
def pack(key_task: KeyTask, schedule: Schedule) -> Pack:
    deliverables = tuple(deliverable(name, f"{t}.md.j2") for t, (name, _) in SPECS.items())
    return Pack(parse(PROJECT), (key_task,), (key_task,), schedule, deliverables, date(2026, 1, 5))


@pytest.fixture(scope="session")
def library() -> Library:
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob("*"))
        if path.name.endswith((".yml", ".md.j2"))
    }
    library, problems = read_library(texts)
    assert [str(problem) for problem in problems] == []
    return library


@pytest.fixture(scope="session")
def make_deliverable() -> Callable[[str], Deliverable]:
    return deliverable


Rendered = tuple[blocks.Document, list[str]]
Write = Callable[..., Rendered]


@pytest.fixture
def write(pack: Pack) -> Write:
    """Renders a template body of one's own, with tables and facts of one's own."""

    def write(
        body: str,
        *,
        tables: dict[str, dict[str, object]] | None = None,
        partials: dict[str, str] | None = None,
        front: dict[str, object] | None = None,
        facts: dict[str, Fact] | None = None,
        rows: dict[str, Rows] | None = None,
        glossary: tuple[Term, ...] = (),
        body_line: int = 5,
    ) -> Rendered:
        template = Template("own.md.j2", "templates/own.md.j2", front or {}, body, body_line)
        sources = {
            key: TableSource(key, "templates/tables/own.yml", line, data)
            for line, (key, data) in enumerate((tables or {}).items(), start=1)
        }
        project = replace(
            pack.project,
            facts={**pack.project.facts, **(facts or {})},
            rows={**pack.project.rows, **(rows or {})},
        )
        library = Library({"own.md.j2": template}, partials or {}, sources, glossary)
        document, problems = render_document(
            "own.md.j2", deliverable("Report"), replace(pack, project=project), library
        )
        return document, [str(problem) for problem in problems]

    return write

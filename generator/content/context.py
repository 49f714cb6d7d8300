"""The names that templates and table expressions may use."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from generator.content import blocks, raci, staffing
from generator.content.budget import budget_rows, budget_total, total
from generator.content.values import (
    BlockValue,
    ContentError,
    Fault,
    day,
    fact_run,
    inlines_of,
    money,
)
from generator.model.deliverable import Deliverable
from generator.model.keytask import Activity, KeyTask
from generator.model.library import Library, Template, Term
from generator.model.pack import Pack
from generator.model.project import Fact, FactState, Row, Rows
from generator.model.schedule import RowKind, ScheduleRow


@dataclass(frozen=True, slots=True)
class Findings:
    """What one rendering found out about its own document; the next one prints it.

    Attributes:
        open_keys: keys of project.yml that would close the placeholders, in order, once each.
        open_count: placeholders shown.
        completeness: facts that are known, in percent of those the document names.
        titles: text of each heading and caption by id.
        omitted: captions of tables that had no rows, by id.
        terms: glossary terms that occur.
        used: keys of the facts and rows the document asked for.
    """

    open_keys: tuple[str, ...] = ()
    open_count: int = 0
    completeness: int = 100
    titles: Mapping[str, str] = field(default_factory=dict)
    omitted: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    used: frozenset[str] = frozenset()


class Names:
    """Builds the names of one document and notes which facts and rows it asks for."""

    def __init__(
        self,
        template: Template,
        deliverable: Deliverable,
        pack: Pack,
        library: Library,
        findings: Findings,
    ) -> None:
        self._template = template
        self._deliverable = deliverable
        self._pack = pack
        self._library = library
        self._findings = findings
        self.used: dict[str, None] = {}
        self.asked_rows: list[str] = []

    def all(self, table: Callable[[str], BlockValue | Fault]) -> dict[str, object]:
        """Every name of the template language."""
        pack, project = self._pack, self._pack.project
        key_task = self._key_task()
        asking = tuple(_asking(key_task, self._deliverable))
        budget = budget_rows(project.config.budget)
        return {
            "fact": self.fact,
            "given": self.given,
            "rows": self.rows,
            "assumed": self.assumed,
            "project": project,
            "config": project.config,
            "pack": pack,
            "key_task": key_task,
            "key_tasks": pack.key_tasks,
            "all_key_tasks": pack.all_key_tasks,
            "schedule": pack.schedule,
            "deliverables": pack.deliverables,
            "deliverable": self._deliverable,
            "data_date": pack.data_date,
            "milestones": self.milestones,
            "schedule_rows": self.schedule_rows,
            "schedule_row": pack.schedule.row,
            "activities": key_task.activities,
            "output_activities": asking,
            "deliverable_schedule": self._schedule_of(asking),
            "stakeholders": key_task.stakeholders,
            "best_practices": key_task.best_practices,
            "inputs": key_task.inputs,
            "outputs": key_task.outputs,
            "outputs_rows": pack.deliverables,
            "phases": self._library.phases,
            "money": money,
            "day": day,
            "total": total,
            "role": self.role,
            "ref": self.ref,
            "table": table,
            "assumptions": project.assumptions,
            "used_assumptions": [
                assumption
                for assumption in project.assumptions
                if assumption.key in self._findings.used
            ],
            "budget_rows": budget,
            "budget_total": budget_total(budget, project.config.budget),
            "terms": self._findings.terms,
            "open_count": self._findings.open_count,
            "open_keys": self._findings.open_keys,
            "completeness": self._findings.completeness,
            "heading": self.heading,
            **self._front(),
            **self._people(),
            "page_break": lambda: BlockValue((blocks.PageBreak(),)),
            "contents": lambda depth=2: BlockValue((blocks.Contents(depth=depth),)),
            "table_list": lambda: BlockValue((blocks.TableList(),)),
            "title_line": _title_line,
        }

    def fact(self, key: str) -> blocks.FactRun | Fault:
        """A fact as it prints: given, "X (Assumed)", or a placeholder."""
        fact = self._pack.project.facts.get(key)
        if fact is None:
            return _unknown("fact", key, self._pack.project.facts)
        self.used[fact.key] = None
        return fact_run(key, fact)

    def given(self, key: str) -> bool:
        """Whether a person gave the fact, or at least one row."""
        project = self._pack.project
        if key in project.facts:
            return project.facts[key].state is FactState.GIVEN
        rows = self._known_rows(key, project.facts)
        return bool(rows.rows) and not rows.assumed

    def rows(self, key: str) -> tuple[Row, ...]:
        """The rows of a list of project.yml, or its starter rows."""
        rows = self._known_rows(key)
        self.used[key] = None
        self.asked_rows.append(key)
        return rows.rows

    def assumed(self, key: str) -> bool:
        """Whether the rows are starter rows."""
        rows = self._known_rows(key)
        return rows.assumed

    def milestones(
        self,
        *,
        charter: bool | None = None,
        gate: bool | None = None,
        phase: str | int | None = None,
        key_task: str | None = None,
    ) -> list[ScheduleRow]:
        """The milestones of the schedule, in its order; every argument narrows them."""
        return [
            row
            for row in self._pack.schedule.rows
            if row.plan.kind.is_milestone
            and (charter is None or row.plan.charter is charter)
            and (gate is None or row.plan.gate is gate)
            and (phase is None or row.plan.phase == str(phase))
            and (key_task is None or row.plan.key_task == key_task)
        ]

    def schedule_rows(
        self, *, key_task: str | None = None, kind: str | None = None, phase: str | None = None
    ) -> list[ScheduleRow]:
        """Rows of the schedule, in its order; every argument narrows them."""
        wanted = None if kind is None else RowKind(kind)
        return [
            row
            for row in self._pack.schedule.rows
            if (key_task is None or row.plan.key_task == key_task)
            and (wanted is None or row.plan.kind is wanted)
            and (phase is None or row.plan.phase == str(phase))
        ]

    def role(self, name: object) -> str:
        """The canonical name of a role; a role without an alias keeps its name."""
        return self._library.roles.get(str(name).casefold(), str(name))

    def ref(self, target: str) -> blocks.CrossReference | str:
        """A reference to a heading or a table; to a table without rows, its caption alone."""
        if target in self._findings.omitted:
            return self._findings.omitted[target]
        return blocks.CrossReference(target, self._findings.titles.get(target, target))

    def heading(self, target: str) -> str:
        """The text of the heading or caption with that id."""
        return self._findings.titles.get(target, target)

    def _schedule_of(self, activities: Iterable[Activity]) -> list[ScheduleRow]:
        """The schedule rows of the activities, then draft, review and approval."""
        ids = [activity.id for activity in activities]
        ids += [
            getattr(self._deliverable, f"{step}_id") for step in ("draft", "review", "approval")
        ]
        rows = (self._pack.schedule.row(row_id) for row_id in ids)
        return [row for row in rows if row is not None]

    def _front(self) -> dict[str, object]:
        """What the front matter says, and the tables of the frame that follow from it."""
        front, spec = self._template.front, self._deliverable.spec
        made = {deliverable.name: deliverable for deliverable in self._pack.deliverables}
        references = front.get("references")
        crosswalk = front.get("crosswalk")
        approver = self.role(spec.approver) if spec.approver else ""
        approvers = [role for role in (approver, "Executive Sponsor", "Program Manager") if role]
        version = self._pack.project.facts.get("documents.version")
        return {
            "title": str(front.get("title") or self._deliverable.name),
            "references": [
                {
                    "document": name,
                    "version": version if name in made else "Edition in force",
                    "location": made[name].file or "No template yet"
                    if name in made
                    else "Published by its issuer",
                }
                for name in (references if isinstance(references, list) else ())
            ],
            "crosswalk": crosswalk if isinstance(crosswalk, list) else (),
            "approvers": [
                {"role": role, "name": self._holder(role)} for role in dict.fromkeys(approvers)
            ],
        }

    def _holder(self, role: str) -> Fact | None:
        """The fact that names who holds a role, None where no fact does."""
        return self._pack.project.facts.get(re.sub(r"\W+", "_", role.casefold()))

    def _people(self) -> dict[str, object]:
        """Rows worked out from roster, role catalogue, key tasks and schedule."""
        pack = self._pack
        staff = staffing.staffing(
            self._library.catalogue, pack.project, pack.schedule, pack.key_tasks, self.role
        )
        matrix, rest = raci.raci(pack.project, pack.key_tasks, pack.schedule, self.role)
        return {
            "staff": staff,
            "staff_teams": staffing.teams(staff),
            "staff_counts": staffing.counts(staff),
            "staff_load": staffing.loads(staff, pack.schedule, self.role),
            "staff_gaps": staffing.gaps(staff),
            "raci": matrix,
            "raci_rest": rest,
        }

    def _known_rows(self, key: str, others: Iterable[str] = ()) -> Rows:
        """The rows with that key; anything else is a mistake of the template."""
        rows = self._pack.project.rows.get(key)
        if rows is None:
            fault = _unknown("list of rows", key, [*self._pack.project.rows, *others])
            raise ContentError(fault.fact, fault.remedy)
        return rows

    def _key_task(self) -> KeyTask:
        """The key task that asks for the deliverable."""
        for key_task in self._pack.key_tasks:
            if key_task.id == self._deliverable.key_task:
                return key_task
        return self._pack.key_tasks[0]


def _asking(key_task: KeyTask, deliverable: Deliverable) -> Iterable[Activity]:
    """The activities of the key task that produce or name the deliverable."""
    names = {deliverable.name, deliverable.asked_as, *deliverable.spec.aliases} - {""}
    wanted = {name.casefold() for name in names}
    for activity in key_task.activities:
        text = activity.text.plain.casefold()
        if activity.output.casefold() in wanted or any(name in text for name in wanted):
            yield activity


def _title_line(style: str, *parts: object) -> BlockValue:
    inlines = tuple(inline for part in parts for inline in inlines_of(part))
    return BlockValue((blocks.Title(style, inlines),))


def _unknown(what: str, key: str, known: Iterable[str]) -> Fault:
    near = difflib.get_close_matches(key, list(known), n=3)
    remedy = f"did you mean {' or '.join(near)}?" if near else "use a key that the project knows"
    return Fault(f'there is no {what} "{key}"', remedy)

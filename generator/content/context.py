"""The names that templates and table expressions may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator.content import blocks, raci, staffing
from generator.content.basis import Basis
from generator.content.budget import budget_rows, budget_total, total
from generator.content.figures import Figures
from generator.content.findings import Findings
from generator.content.inquiry import Inquiry
from generator.content.values import BlockValue, day, inlines_of, money
from generator.model.deliverable import Deliverable
from generator.model.keytask import Activity, KeyTask
from generator.model.library import Library, Template
from generator.model.pack import Pack
from generator.model.project import Fact, Project
from generator.model.schedule import RowKind, Schedule, ScheduleRow
from generator.model.text import RichText
from generator.schedule.naming import mentions, words_of

Names = dict[str, object]
Records = Sequence[Mapping[str, object]]


def fixed_names(
    template: Template, deliverable: Deliverable, pack: Pack, library: Library
) -> Names:
    """The names that are the same in every rendering of a document."""
    project = pack.project
    key_task = _key_task(deliverable, pack)
    asking = tuple(_asking(key_task, deliverable))
    roles = _Roles(library)
    queries = _ScheduleQueries(pack.schedule)
    people = _people(pack, library, roles)
    rows_of_document = _schedule_of(deliverable, asking, pack.schedule)
    return {
        "project": project,
        "config": project.config,
        "pack": pack,
        "key_task": key_task,
        "key_tasks": pack.key_tasks,
        "all_key_tasks": pack.all_key_tasks,
        "activities": key_task.activities,
        "stakeholders": key_task.stakeholders,
        "best_practices": key_task.best_practices,
        "inputs": key_task.inputs,
        "outputs": key_task.outputs,
        "deliverables": pack.deliverables,
        "outputs_rows": pack.deliverables,
        "deliverable": deliverable,
        "output_activities": asking,
        "output_practices": tuple(_advice(key_task, deliverable, pack)),
        "deliverable_schedule": rows_of_document,
        "document_owner": roles.canonical(deliverable.spec.owner or _first_owner(rows_of_document)),
        "schedule": pack.schedule,
        "schedule_row": pack.schedule.row,
        "schedule_rows": queries.rows,
        "milestones": queries.milestones,
        "data_date": pack.data_date,
        "phases": library.phases,
        "assumptions": project.assumptions,
        "budget_rows": budget_rows(project.config),
        "budget_total": budget_total(project.config),
        "money": money,
        "day": day,
        "total": total,
        "role": roles.canonical,
        "page_break": lambda: BlockValue((blocks.PageBreak(),)),
        "contents": lambda depth=2: BlockValue((blocks.Contents(depth=depth),)),
        "table_list": lambda about="": BlockValue((blocks.TableList(about=about),)),
        "title_line": _title_line,
        "basis": Basis(pack),
        "risk": pack.risk,
        "figure": Figures(project, people["staff_teams"], pack.risk).block,
        **people,
        **_bodies(project),
        **_frame(template, deliverable, pack),
        "approvers": _approvers(deliverable, roles, people["staff"]),
    }


def asking_names(inquiry: Inquiry) -> Names:
    """The names that ask the project."""
    return {
        "fact": inquiry.fact,
        "given": inquiry.given,
        "rows": inquiry.rows,
        "assumed": inquiry.assumed,
    }


def late_names(findings: Findings, pack: Pack) -> Names:
    """The names that depend on what the last rendering found."""

    def heading(target: str) -> str:
        return findings.titles.get(target, target)

    def ref(target: str) -> blocks.CrossReference | str:
        # A table without rows was left out, so only its caption can be named.
        omitted = findings.omitted.get(target)
        return omitted if omitted else blocks.CrossReference(target, heading(target))

    return {
        "ref": ref,
        "heading": heading,
        "used_assumptions": [
            assumption for assumption in pack.project.assumptions if assumption.key in findings.used
        ],
        "terms": findings.terms,
        "open_count": findings.open_count,
        "open_keys": findings.open_keys,
        "completeness": findings.completeness,
    }


class _Roles:
    """Role names by their aliases."""

    def __init__(self, library: Library) -> None:
        self._names = {words_of(alias): role for alias, role in library.roles.items()}

    def canonical(self, name: object) -> str:
        """The canonical name of a role; a role without an alias keeps its name."""
        return self._names.get(words_of(str(name))) or str(name)


class _ScheduleQueries:
    """Rows of the schedule, in its order; every argument narrows them."""

    def __init__(self, schedule: Schedule) -> None:
        self._rows = schedule.rows

    def rows(
        self,
        *,
        key_task: str | None = None,
        kind: str | None = None,
        phase: str | int | None = None,
    ) -> list[ScheduleRow]:
        """The rows of a key task, a kind ("activity", "level of effort", ...) or a phase."""
        wanted = None if kind is None else RowKind(kind)
        return [
            row
            for row in self._rows
            if (key_task is None or row.plan.key_task == key_task)
            and (wanted is None or row.plan.kind is wanted)
            and (phase is None or row.plan.phase == str(phase))
        ]

    def milestones(
        self,
        *,
        charter: bool | None = None,
        gate: bool | None = None,
        phase: str | int | None = None,
        key_task: str | None = None,
    ) -> list[ScheduleRow]:
        """The milestones: those the charter shows, the gates, those of a phase or a key task."""
        return [
            row
            for row in self.rows(key_task=key_task, phase=phase)
            if row.plan.kind.is_milestone
            and (charter is None or row.plan.charter is charter)
            and (gate is None or row.plan.gate is gate)
        ]


def _key_task(deliverable: Deliverable, pack: Pack) -> KeyTask:
    """The key task that asks for the deliverable; the first one when none is named."""
    asking = (one for one in pack.key_tasks if one.id == deliverable.key_task)
    return next(asking, pack.key_tasks[0])


def _spellings(deliverable: Deliverable) -> set[str]:
    return {deliverable.name, deliverable.asked_as, *deliverable.spec.aliases} - {""}


def _advice(key_task: KeyTask, deliverable: Deliverable, pack: Pack) -> Iterable[RichText]:
    """The best practices of the key task, without those that name other deliverables only."""
    own = _spellings(deliverable)
    every = own.union(*(_spellings(other) for other in pack.deliverables if other.file))
    for practice in key_task.best_practices:
        named = {name for name in every if mentions(practice.plain, name)}
        if not named or named & own:
            yield practice


def _asking(key_task: KeyTask, deliverable: Deliverable) -> Iterable[Activity]:
    """The activities of the key task that produce or name the deliverable."""
    names = _spellings(deliverable)
    outputs = {words_of(name) for name in names}
    for activity in key_task.activities:
        text = activity.text.plain
        if words_of(activity.output) in outputs or any(mentions(text, name) for name in names):
            yield activity


def _schedule_of(
    deliverable: Deliverable, activities: Iterable[Activity], schedule: Schedule
) -> list[ScheduleRow]:
    """The schedule rows of the activities, then draft, review and approval."""
    ids = [activity.id for activity in activities]
    ids += [deliverable.draft_id, deliverable.review_id, deliverable.approval_id]
    return [row for row in map(schedule.row, ids) if row is not None]


def _people(
    pack: Pack, library: Library, roles: _Roles
) -> dict[str, Sequence[Mapping[str, object]]]:
    """Rows worked out from roster, role catalogue, key tasks and schedule."""
    project, schedule, name = pack.project, pack.schedule, roles.canonical
    staff = staffing.staffing(library.catalogue, project, schedule, pack.key_tasks, name)
    matrix, rest = raci.raci(project, pack.key_tasks, schedule, name)
    return {
        "staff": staff,
        "staff_teams": staffing.teams(staff),
        "staff_counts": staffing.counts(staff),
        "staff_load": staffing.loads(staff, schedule, name),
        "staff_gaps": staffing.gaps(staff),
        "raci": matrix,
        "raci_rest": rest,
    }


def _first_owner(rows: Iterable[ScheduleRow]) -> str:
    return next((row.plan.owner for row in rows if row.plan.owner), "")


def _bodies(project: Project) -> dict[str, str]:
    """Names of the top governance body and of the one for changes, which may be the same."""
    shown = {key: project.facts.get(f"governance.{key}") for key in ("board", "change_board")}
    names = {key: fact.value for key, fact in shown.items() if fact is not None and fact.value}
    board = names.get("board", "governance body")
    return {"board": board, "change_board": names.get("change_board", board)}


def _frame(template: Template, deliverable: Deliverable, pack: Pack) -> Names:
    """What the front matter says, and the rows of the frame that follow from it."""
    front, facts = template.front, pack.project.facts
    references, crosswalk = front.get("references"), front.get("crosswalk")
    made = {one.name: one for one in (*pack.deliverables, *pack.companions)}
    return {
        "title": str(front.get("title") or deliverable.name),
        "references": [
            _reference(str(name), made.get(str(name)), facts.get("documents.version"))
            for name in (references if isinstance(references, list) else ())
            if name != deliverable.name
        ],
        "crosswalk": crosswalk if isinstance(crosswalk, list) else (),
    }


def _approvers(deliverable: Deliverable, roles: _Roles, staff: Records) -> list[Names]:
    """Who signs: the approver, then the reviewer, each with the person who holds the role."""
    people = {row["role"]: row["person"] for row in staff}
    named = filter(None, (deliverable.spec.approver, deliverable.spec.reviewer))
    signing: list[str | None] = [*dict.fromkeys(map(roles.canonical, named))]
    return [{"role": role, "name": people.get(role)} for role in signing or [None]]


def _reference(name: str, made: Deliverable | None, version: Fact | None) -> Names:
    if made is None:
        return {"document": name, "version": "Edition in force", "location": "From its publisher"}
    return {"document": name, "version": version, "location": made.file or "No template yet"}


def _title_line(style: str, *parts: object) -> BlockValue:
    """A line of the title block: texts, facts and dates one after the other."""
    texts = (day(part) if isinstance(part, date) else part for part in parts)
    inlines = tuple(inline for text in texts for inline in inlines_of(text))
    return BlockValue((blocks.Title(style, inlines),))

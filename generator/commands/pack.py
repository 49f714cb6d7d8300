"""From a workspace on disk to the one value every writer reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.commands.brand import REFERENCE, read_reference
from generator.commands.cache import Cache
from generator.commands.inputs import read_definitions, read_imported, read_project, task_files
from generator.commands.words import read_words
from generator.commands.workspace import Workspace, read_texts
from generator.errors import InputError, Problem, Severity, errors_of
from generator.model.deliverable import Deliverable, DeliverableSpec
from generator.model.keytask import KeyTask
from generator.model.library import Library
from generator.model.pack import Pack
from generator.model.project import Project
from generator.model.report import HealthRules
from generator.schedule.calendar import project_calendar
from generator.schedule.cpm import compute
from generator.schedule.deliverables import companions_of, deliverables_of, tie_deliverables
from generator.schedule.inherit import inherit
from generator.schedule.plan import build_plan

SCHEDULE_TEMPLATE = "master-schedule.xlsx"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workspace as read: the pack, the words it is written with, and what was noticed.

    Attributes:
        schedule: the deliverable that the schedule workbook answers, always written.
        health: the rules that the schedule is examined by.
        reference: the Word file that carries the brand, and `reference_file` its name.
        fingerprint: one hash over everything the files are made from.
    """

    pack: Pack
    library: Library
    schedule: Deliverable
    health: HealthRules
    reference: bytes
    reference_file: str
    warnings: tuple[Problem, ...]
    fingerprint: str


def load_pack(
    workspace: Workspace,
    cache: Cache,
    tasks: Sequence[Path] = (),
    data_date: date | None = None,
) -> Loaded:
    """Reads config, definitions and templates, plans and dates the schedule.

    Args:
        cache: what earlier runs made of the same texts.
        tasks: key-task files or folders; each replaces the definition with its number, and
            their deliverables are the ones written.
        data_date: beats the one in the config.

    Raises:
        InputError: every problem found in any of them.
        LoopError: the links of the activities run in a loop.
    """
    texts = read_texts(workspace.folders("templates"), "**/*.yml")
    texts |= read_texts(workspace.folders("templates"), "**/*.md.j2")
    digest = hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()
    words = cache.made("words", digest, lambda: read_words(texts))
    problems: list[Problem] = []
    project = read_project(workspace, texts, cache, problems)
    layers = [
        read_definitions(workspace, places, cache, problems)
        for places in (
            *((folder,) for folder in workspace.folders("tasks")),
            task_files(tasks, workspace, problems),
        )
    ]
    problems += words.problems
    if project is None or errors_of(problems):
        raise InputError(errors_of(problems))

    own = _own_roles(words.library, project, problems)
    roles = {**words.library.roles, **own}
    library = replace(words.library, roles=roles, code=cache.shelf("code", digest))
    specs = _specs(words.rules.specs, library)
    rules = replace(words.rules, specs=specs, roles={**words.rules.roles, **own})
    definitions: dict[str, KeyTask] = {}
    for layer in layers:
        definitions |= {
            number: inherit(task, definitions[number]) if number in definitions else task
            for number, task in layer.items()
        }
    selected = tuple(layers[-1]) or tuple(project.config.key_tasks)
    key_tasks = _selected(selected, definitions, project, problems)
    asked = deliverables_of(key_tasks, rules)
    documents = (*asked, *companions_of(asked, specs))
    documents = _as_configured(documents, project, problems)
    reference = read_reference(workspace, project, problems)
    ordered = tuple(sorted(definitions.values(), key=lambda task: (task.phase, task.number)))
    problems += _unmatched(definitions.values(), project)
    calendar, found = project_calendar(project, cache.shelf("holidays"))
    problems += found
    imported, text = read_imported(workspace, cache, problems)
    rows, found = ((), ()) if text else build_plan(ordered, selected, project, rules)
    problems += found
    if errors_of(problems):
        raise InputError(errors_of(problems))

    day = data_date or project.config.data_date
    if imported:
        from generator.schedule.imported import schedule_of, with_calendar

        project = with_calendar(project, imported)
        schedule = schedule_of(imported, calendar, data_date or imported.data_date or day)
    else:
        schedule = compute(rows, calendar, day or project.config.start_date)
    day = schedule.data_date
    documents = tie_deliverables(documents, schedule, rules)
    deliverables, companions = documents[: len(asked)], documents[len(asked) :]
    pack = Pack(
        project,
        key_tasks,
        ordered,
        schedule,
        deliverables,
        day,
        companions,
        availability=_availability(library),
    )
    return Loaded(
        pack=pack,
        library=library,
        schedule=_schedule_deliverable(deliverables, rules.specs, project),
        health=words.health,
        reference=reference,
        reference_file=project.config.branding.reference or REFERENCE,
        warnings=tuple(problem for problem in problems if not errors_of([problem])),
        fingerprint=_fingerprint(digest, definitions, project, day, (reference, text)),
    )


def _selected(
    numbers: Iterable[str],
    definitions: Mapping[str, KeyTask],
    project: Project,
    problems: list[Problem],
) -> tuple[KeyTask, ...]:
    known = ", ".join(sorted(definitions, key=lambda number: tuple(map(int, number.split(".")))))
    problems += [
        Problem(
            project.place(f"key_tasks.{n}"),
            f"`key_tasks` names {number}, for which there is no definition",
            f"put {number}.md into tasks/, or name one of {known}",
        )
        for n, number in enumerate(numbers)
        if number not in definitions
    ]
    return tuple(definitions[number] for number in numbers if number in definitions)


def _availability(library: Library) -> dict[str, float]:
    """Full-time people by role as the catalogue plans them: count times commitment."""
    planned = ((row["role"], row.get("fte"), row.get("percent")) for row in library.catalogue)
    return {
        str(role): float(str(fte)) * float(str(percent)) / 100
        for role, fte, percent in planned
        if fte is not None and percent is not None
    }


def _specs(specs: Iterable[DeliverableSpec], library: Library) -> tuple[DeliverableSpec, ...]:
    """What is known of deliverables, from deliverables.yml and each template's front matter."""
    by_name = {spec.name: spec for spec in specs}
    for name, template in library.templates.items():
        front = template.front
        deliverable = front.get("deliverable")
        if not deliverable:
            continue
        spec = by_name.get(str(deliverable), DeliverableSpec(str(deliverable)))
        aliases = front.get("aliases")

        def said(key: str, known: str) -> str:
            return str(front.get(key) or known)  # noqa: B023 - called within this turn

        by_name[spec.name] = replace(
            spec,
            template=name,
            aliases=spec.aliases + tuple(map(str, aliases if isinstance(aliases, list) else ())),
            file=said("file", spec.file),
            description=said("description", spec.description),
            owner=said("owner", spec.owner),
            reviewer=said("reviewer", spec.reviewer),
            approver=said("approver", spec.approver),
            criteria=said("criteria", spec.criteria),
            evidence=said("evidence", spec.evidence),
            accompanies=said("accompanies", spec.accompanies),
        )
    return tuple(by_name.values())


def _as_configured(
    deliverables: Sequence[Deliverable], project: Project, problems: list[Problem]
) -> tuple[Deliverable, ...]:
    """The deliverables as `documents.omit` and `documents.approvers` of project.yml have them."""
    documents = project.config.documents
    written = [(f"omit.{n}", name) for n, name in enumerate(documents.omit)]
    written += [(f"approvers.{name}", name) for name in documents.approvers]
    known = {d.name.casefold() for d in deliverables}
    problems += [
        Problem(
            project.place(f"documents.{key}"),
            f"`documents.{key.partition('.')[0]}` names '{name}', which is no deliverable of this "
            "pack",
            "write one of: " + ", ".join(d.name for d in deliverables),
        )
        for key, name in written
        if name.casefold() not in known
    ]
    omitted = {name.casefold() for name in documents.omit}
    approvers = {name.casefold(): role for name, role in documents.approvers.items()}
    configured = []
    for one in deliverables:
        name = one.name.casefold()
        if name in approvers:
            one = replace(one, spec=replace(one.spec, approver=approvers[name]))
        if {name, one.spec.accompanies.casefold()} & omitted:
            one = replace(one, file="", omitted=True)
        configured.append(_prefixed(one, documents.prefix))
    return tuple(configured)


def _prefixed(deliverable: Deliverable, prefix: str) -> Deliverable:
    """The deliverable with `documents.prefix` before the name of its file, if it has one."""
    file = deliverable.file
    return replace(deliverable, file=f"{prefix}-{file}") if prefix and file else deliverable


def _own_roles(library: Library, project: Project, problems: list[Problem]) -> dict[str, str]:
    """The names that roles of the pack have here, from `roles.alias`, each to its role."""
    known = {role.casefold(): role for role in library.roles.values()}
    names: dict[str, str] = {}
    for role, aliases in project.config.roles.alias.items():
        if role.casefold() in known:
            names |= dict.fromkeys(aliases, known[role.casefold()])
            continue
        fact = f"`roles.alias` names '{role}', which is no role of the pack"
        remedy = "write one of: " + ", ".join(dict.fromkeys(known.values()))
        problems.append(Problem(project.place(f"roles.alias.{role}"), fact, remedy))
    return names


def _unmatched(definitions: Iterable[KeyTask], project: Project) -> Iterator[Problem]:
    """Rows of `raci` that say nothing, since no key task has their activity."""
    known = {
        " ".join(name.split()).casefold()
        for task in definitions
        for activity in task.activities
        for name in (activity.id, activity.text.plain)
    }
    for n, row in enumerate(project.config.raci):
        if " ".join(row.activity.split()).casefold() not in known:
            place = project.place(f"raci.{n}.activity")
            fact = f"no key task has the activity '{row.activity[:60]}', so its row is not used"
            remedy = "write the ID or the exact words of an activity, such as 1.2.1"
            yield Problem(place, fact, remedy, Severity.WARNING)


def _schedule_deliverable(
    deliverables: Sequence[Deliverable], specs: Sequence[DeliverableSpec], project: Project
) -> Deliverable:
    """The schedule workbook, also where no selected key task asks for it."""
    for deliverable in deliverables:
        if deliverable.template == SCHEDULE_TEMPLATE:
            return deliverable
    spec = next(spec for spec in specs if spec.template == SCHEDULE_TEMPLATE)
    schedule = Deliverable(
        spec.name, spec.name, spec.first_version, f"{spec.file}.xlsx", spec.template, spec
    )
    return _prefixed(schedule, project.config.documents.prefix)


def _fingerprint(
    texts: str,
    definitions: Mapping[str, KeyTask],
    project: Project,
    day: date,
    files: Iterable[bytes],
) -> str:
    """One hash over what the files are made from; equal inputs, equal hash.

    Args:
        texts: the hash of those in `templates/`.
    """
    parts = [
        texts,
        [repr(definitions[number]) for number in sorted(definitions)],
        repr(project.config),
        day.isoformat(),
        *(hashlib.sha256(data).hexdigest() for data in files if data),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

"""`pmopack import` and `pmopack export`: schedules from elsewhere, and to elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.commands.cache import Cache, cache_folder
from generator.commands.emit import Action, Copies, Output, Write, apply_writes, plan_writes
from generator.commands.inputs import imported_files, read_project
from generator.commands.pack import load_pack
from generator.commands.planfiles import read_plan
from generator.commands.workspace import (
    Workspace,
    make_folder,
    read_bytes,
    read_texts,
    replace_file,
)
from generator.errors import InputError, Place, Problem, Severity, errors_of
from generator.model.imported import ENDING, ImportedPlan
from generator.model.project import Project
from generator.model.schedule import Schedule
from generator.schedule.calendar import Calendar, project_calendar
from generator.schedule.imported import other_dates, schedule_as_it_stands, schedule_of


@dataclass(frozen=True, slots=True)
class Imported:
    """What `import` did.

    Attributes:
        write: the file in `tasks/`, and what happened to it.
        changes: new, gone and changed rows against the schedule that stood there; None where none
            did.
    """

    plan: ImportedPlan
    schedule: Schedule
    write: Write
    changes: tuple[int, int, int] | None
    warnings: tuple[Problem, ...]

    @property
    def kept(self) -> bool:
        """Whether a file that a person edited was left alone."""
        return self.write.action is Action.BESIDE

    def as_data(self) -> dict[str, Any]:
        """The result as plain data, for `--json`."""
        return {
            "written": self.write.target.name,
            "action": self.write.action,
            **self._counts(),
            "start": self.schedule.project_start,
            "finish": self.schedule.project_finish,
            "data_date": self.schedule.data_date,
            "decisions": [self.write.output.name] if self.kept else [],
            "warnings": self.warnings,
        }

    def _counts(self) -> dict[str, int]:
        kinds = [row.plan.kind for row in self.schedule.rows]
        return {
            "activities": sum(kind.is_scheduled and not kind.is_milestone for kind in kinds),
            "milestones": sum(kind.is_milestone for kind in kinds),
            "summaries": sum(kind.is_summary for kind in kinds),
            "links": sum(len(row.plan.links) for row in self.schedule.rows),
        }

    def sentences(self, place: Workspace) -> Iterator[str]:
        """What was taken over and what to do next, line by line."""
        counts = ", ".join(f"{count:,} {what}" for what, count in self._counts().items())
        schedule = self.schedule
        yield f"{place.show(self.write.target)}: {self.write.action}"
        yield f"  {counts}"
        yield (
            f"  {schedule.project_start} to {schedule.project_finish}, "
            f"data date {schedule.data_date}"
        )
        if self.changes:
            new, gone, changed = self.changes
            yield f"  against the last import: {new:,} rows new, {gone:,} gone, {changed:,} changed"
        if self.warnings:
            yield f"  {len(self.warnings)} notes above say what did not fit"
        yield ""
        if self.kept:
            yield "1 item needs your decision:"
            yield (
                f"  {self.write.output.name} was edited since its import, and was left alone; the "
                f"new one is {self.write.target.name}. Keep one of the two under the first name."
            )
        yield (
            "This is now the schedule of the workspace, in place of the activities of the key "
            "tasks. Next: pmopack generate, or pmopack export."
        )


def import_schedule(workspace: Workspace, file: Path) -> Imported:
    """Takes a schedule file into `tasks/` of the workspace, as `<name>.schedule.yml`.

    A file that a person edited since its import is left alone, and the new one written beside it.

    Raises:
        InputError: the file or project.yml cannot be used, or another schedule is there already.
        WriteError: the file could not be written; what stood there still stands.
    """
    problems: list[Problem] = []
    with Cache(cache_folder(workspace.root)) as cache:
        project = _project(workspace, cache, problems)
        calendar, found = project_calendar(project, cache.shelf("holidays"))
    columns = {
        ours: (heading, project.place(f"import.columns.{ours}"))
        for ours, heading in project.config.import_.columns.items()
    }
    plan, wrong = read_plan(file, calendar, columns, project.config.program)
    name = f"{file.stem.removesuffix('.schedule')}{ENDING}"
    others = [path for path in imported_files(workspace) if path.name != name]
    if others:
        shown = workspace.show(others[0])
        fact = f"{shown} is already the schedule of this workspace"
        remedy = f"move it to another folder, or save the new schedule as {_source_of(others[0])}"
        raise InputError([Problem(Place(file.as_posix()), fact, remedy)])
    schedule = schedule_of(plan, calendar)
    from generator.sources.scheduletext import schedule_text

    folder = replace(workspace, output=workspace.root / "tasks")
    written, kept = (Copies(workspace.state / name) for name in ("written", "kept"))
    changes = _changes(workspace, name, plan)
    output = Output(name, schedule_text(plan).encode())
    (write,) = writes = plan_writes([output], folder, written, None)
    apply_writes(writes, folder, written, kept)
    notes = (
        *problems,
        *found,
        *wrong,
        *_moved(plan, schedule, calendar),
        *_other_start(plan, project),
        *_no_data_date(plan),
    )
    return Imported(plan, schedule, write, changes, notes)


def export_schedule(
    to: str,
    workspace: Workspace,
    *,
    source: Path | None = None,
    tasks: Sequence[Path] = (),
    data_date: date | None = None,
) -> tuple[bytes, tuple[Problem, ...]]:
    """The computed schedule of the workspace, or of a schedule file, in a format of `TO`.

    Raises:
        InputError: the workspace or the file has problems.
        LoopError: the links run in a loop.
    """
    if source:
        plan, warnings = read_plan(source, None, {}, source.stem)
        at = schedule_of(plan, data_date=data_date) if data_date else schedule_as_it_stands(plan)
        return _FORMATS[to](at, plan.name), warnings
    with Cache(cache_folder(workspace.root)) as cache:
        loaded = load_pack(workspace, cache, tasks=tasks, data_date=data_date)
    pack = loaded.pack
    return _FORMATS[to](pack.schedule, pack.project.config.program), loaded.warnings


def save_export(path: Path, data: bytes, *, replaces: bool) -> None:
    """Writes an export whole; what stands there stays unless it may be replaced.

    Raises:
        InputError: another file stands there.
        WriteError: the file could not be written.
    """
    shown = path.as_posix()
    if path.exists() and not replaces and read_bytes(path, shown) != data:
        remedy = "name another file, or add --replace; nothing was overwritten"
        raise InputError([Problem(Place(shown), "this file is already there", remedy)])
    make_folder(path.parent, shown)
    replace_file(path, data, shown)


def _mspdi(schedule: Schedule, name: str) -> bytes:
    from generator.formats.mspdi import write_mspdi

    return write_mspdi(schedule, name)


def _csv(schedule: Schedule, name: str) -> bytes:  # noqa: ARG001 - the rows have no name above
    from generator.formats.records import write_csv

    return write_csv(schedule)


def _json(schedule: Schedule, name: str) -> bytes:
    from generator.formats.records import write_json

    return write_json(schedule, name)


def _ics(schedule: Schedule, name: str) -> bytes:
    from generator.formats.icalendar import write_icalendar

    return write_icalendar(schedule, name)


_FORMATS: dict[str, Callable[[Schedule, str], bytes]] = {
    "mspdi": _mspdi,
    "csv": _csv,
    "json": _json,
    "ics": _ics,
}


def _project(workspace: Workspace, cache: Cache, problems: list[Problem]) -> Project:
    texts = read_texts(workspace.folders("templates"), "**/*.yml")
    project = read_project(workspace, texts, cache, problems)
    if project is None or errors_of(problems):
        raise InputError(errors_of(problems))
    return project


def _source_of(path: Path) -> str:
    return f"{path.name.removesuffix(ENDING)}.xml"


def _changes(workspace: Workspace, name: str, plan: ImportedPlan) -> tuple[int, int, int] | None:
    """How many rows are new, gone and changed against the schedule that stands there."""
    path = workspace.root / "tasks" / name
    if not path.exists():
        return None
    from generator.sources.schedulefile import parse_schedule

    before, _ = parse_schedule(read_bytes(path, workspace.show(path)), name)
    if before is None:
        return None
    old, new = (
        {row.id: (replace(row, place=Place("")), _unplaced(one, row.id)) for row in one.rows}
        for one in (before, plan)
    )
    changed = sum(old[row_id] != new[row_id] for row_id in old.keys() & new.keys())
    return len(new.keys() - old.keys()), len(old.keys() - new.keys()), changed


def _unplaced(plan: ImportedPlan, row_id: str) -> object:
    said = plan.progress.get(row_id)
    return said and replace(said, place=Place("")), plan.baseline.get(row_id)


def _moved(plan: ImportedPlan, schedule: Schedule, calendar: Calendar) -> tuple[Problem, ...]:
    """A note where rows have other dates than the file shows: what did not fit moved them."""
    moved = other_dates(plan, schedule, calendar)
    if not moved:
        return ()
    rows = len({row_id for row_id, *_ in moved})
    first = "; ".join(
        f"{row}: {which} {theirs} there, {ours} here" for row, which, theirs, ours in moved[:3]
    )
    of = sum(row.plan.kind.is_scheduled for row in schedule.rows)
    fact = f"{rows:,} of {of:,} activities have other dates than in the file ({first})"
    remedy = "dates come from durations, links, constraints and progress; the notes say what moved"
    return (Problem(Place(plan.source), fact, remedy, Severity.WARNING),)


def _no_data_date(plan: ImportedPlan) -> tuple[Problem, ...]:
    """A note where work has begun and nothing says up to when that was told."""
    if plan.data_date or not plan.last_actual:
        return ()
    fact = f"the file has progress and no status date; the data date is {plan.last_actual}"
    remedy = "what remains is planned after it; set `data_date` in project.yml to another day"
    return (Problem(Place(plan.source), fact, remedy, Severity.WARNING),)


def _other_start(plan: ImportedPlan, project: Project) -> tuple[Problem, ...]:
    """A note where project.yml names another day as the start of the program."""
    start = project.config.start_date
    if plan.start in (None, start):
        return ()
    fact = f"the schedule starts on {plan.start}, and `start_date` is {start}"
    remedy = "the documents name the start of the schedule; write that date into project.yml"
    return (Problem(Place(project.file), fact, remedy, Severity.WARNING),)

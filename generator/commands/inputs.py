"""The files people write: project.yml and what it names, and the definitions of key tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.commands.cache import Cache
from generator.commands.workspace import LARGEST_TEXT, Workspace, read_bytes
from generator.errors import InputError, Place, Problem, Severity
from generator.model.imported import ENDING, ImportedPlan
from generator.model.keytask import KeyTask
from generator.model.project import Project, RowFile

_FACTS = "facts.yml"
_DEFAULTS = ("starters/", _FACTS)


def read_project(
    workspace: Workspace, texts: Mapping[str, str], cache: Cache, problems: list[Problem]
) -> Project | None:
    """The project as project.yml, the row files it names and the starter rows say it.

    Args:
        texts: those of the template folders, by their path inside.
        cache: what earlier runs read from the same texts.

    Raises:
        InputError: there is no such folder or file, or it cannot be read.
    """
    shown = workspace.show(workspace.config)
    if not workspace.root.is_dir():
        folder = workspace.root.as_posix()
        remedy = f"check the name, or make a workspace: pmopack init {folder}"
        raise InputError([Problem(Place(folder), "there is no such folder", remedy)])
    if workspace.config == workspace.root / "project.yml" and not workspace.config.exists():
        here = "" if workspace.root == Path() else f" {workspace.root.as_posix()}"
        remedy = f"make one: pmopack init{here}"
        raise InputError([Problem(Place(shown), "there is no project.yml here", remedy)])
    text = read_bytes(workspace.config, shown, LARGEST_TEXT)
    named = cache.made("names", (shown, text), lambda: _row_file_names(text, shown))
    files: dict[str, tuple[str, bytes]] = {}
    for key, (name, place) in named.items():
        data = named_file(workspace, name, place, problems)
        if data is not None:
            files[key] = name, data
    defaults = {name: texts[name] for name in texts if name.startswith(_DEFAULTS)}
    project, found = cache.made(
        "project",
        (shown, text, files, defaults),
        lambda: _parse_project(text, shown, files, defaults, cache),
    )
    problems += found
    return project


# What reads a text is imported only where an earlier run has not read it.
def _row_file_names(text: bytes, shown: str) -> dict[str, tuple[str, Place]]:
    from generator.sources.rowfiles import row_file_names

    return row_file_names(text, shown)


def _parse_project(
    text: bytes,
    shown: str,
    files: Mapping[str, tuple[str, bytes]],
    defaults: Mapping[str, str],
    cache: Cache,
) -> tuple[Project | None, list[Problem]]:
    from generator.sources import projects

    problems: list[Problem] = []
    read = {key: _row_file(data, name, problems) for key, (name, data) in files.items()}
    row_files = {key: rows for key, rows in read.items() if rows}
    starters = {name: text for name, text in defaults.items() if name != _FACTS}
    known = cache.made(
        "defaults", defaults, lambda: projects.read_defaults(starters, defaults[_FACTS])
    )
    project, found = projects.read_project(text, shown, known, row_files)
    return project, [*problems, *found]


def _row_file(data: bytes, name: str, problems: list[Problem]) -> RowFile | None:
    """The rows of a CSV or XLSX file; None where it has problems."""
    if name.casefold().endswith(".xlsx"):
        from generator.formats.workbook import read_rows

        try:
            return read_rows(data, name)
        except InputError as error:
            problems += error.problems()
            return None
    from generator.sources.rowfiles import read_csv

    rows, found = read_csv(data, name)
    problems += found
    return rows


def task_files(
    tasks: Sequence[Path], workspace: Workspace, problems: list[Problem]
) -> tuple[Path, ...]:
    """The files that `--tasks` names; a path that is not here is looked for in the workspace."""
    files: list[Path] = []
    for path in tasks:
        there = path if path.exists() else workspace.root / path
        found = sorted(there.glob("*.md")) if there.is_dir() else [there]
        if not found:
            fact = "this folder holds no key task"
            remedy = "name a folder with files such as 1.2.md"
            problems.append(Problem(Place(path.as_posix()), fact, remedy))
        files += found
    return tuple(files)


def read_definitions(
    workspace: Workspace, places: Iterable[Path], cache: Cache, problems: list[Problem]
) -> dict[str, KeyTask]:
    """Key tasks by number from files and folders; a later one replaces an earlier one."""
    texts: list[tuple[str, bytes]] = []
    for place in places:
        for file in sorted(place.glob("*.md")) if place.is_dir() else [place]:
            shown = workspace.show(file)
            try:
                texts.append((shown, read_bytes(file, shown, LARGEST_TEXT)))
            except InputError as error:
                problems += error.problems()
    tasks, found = cache.made("tasks", texts, lambda: _parse_key_tasks(texts))
    problems += found
    return tasks


def _parse_key_tasks(
    texts: Iterable[tuple[str, bytes]],
) -> tuple[dict[str, KeyTask], list[Problem]]:
    from generator.sources.keytasks import parse_key_task

    tasks: dict[str, KeyTask] = {}
    problems: list[Problem] = []
    for shown, text in texts:
        task, found = parse_key_task(text, shown)
        problems += found
        if task is not None:
            tasks[task.id] = task
    return tasks, problems


def imported_files(workspace: Workspace) -> tuple[Path, ...]:
    """The schedules that `import` put into the workspace's own `tasks/`."""
    return tuple(sorted((workspace.root / "tasks").glob(f"*{ENDING}")))


def read_imported(
    workspace: Workspace, cache: Cache, problems: list[Problem]
) -> tuple[ImportedPlan | None, bytes]:
    """The imported schedule of the workspace and its text; None where there is none."""
    files = imported_files(workspace)
    if not files:
        return None, b""
    from generator.sources.schedulefile import LARGEST, parse_schedule

    shown = workspace.show(files[0])
    if len(files) > 1:
        names = ", ".join(workspace.show(path) for path in files)
        fact = f"a workspace has one imported schedule, and here are {len(files)}: {names}"
        problems.append(Problem(Place(shown), fact, "keep one of them in tasks/"))
        return None, b""
    text = read_bytes(files[0], shown, LARGEST)
    plan, found = cache.made("schedule", [(shown, text)], lambda: parse_schedule(text, shown))
    problems += found
    calendar = ", and its calendar counts" if plan and plan.workweek else ""
    fact = f"this schedule stands in place of the activities that the key tasks plan{calendar}"
    remedy = "move it out of tasks/ to plan from the key tasks again"
    problems.append(Problem(Place(shown), fact, remedy, Severity.WARNING))
    return plan, text


def named_file(
    workspace: Workspace, name: str, place: Place, problems: list[Problem]
) -> bytes | None:
    """The content of a file of the workspace that the config names at `place`."""
    try:
        path = workspace.inside(name, place)
        if path.exists():
            return read_bytes(path, name)
        fact = f"there is no file '{name}' in the workspace"
        problems.append(Problem(place, fact, "put it beside project.yml, or check its name"))
    except InputError as error:
        problems += error.problems()
    return None

"""`pmopack check`: what is wrong with the input, and how sound the schedule is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.checks.health import health_of
from generator.commands.cache import Cache, cache_folder
from generator.commands.pack import load_pack
from generator.commands.planfiles import read_plan
from generator.commands.workspace import Workspace, read_texts
from generator.errors import InputError, PmopackError, Problem, errors_of
from generator.model.report import Finding, Health, HealthRules, Verdict
from generator.model.schedule import Schedule
from generator.schedule.imported import schedule_of
from generator.sources.health import HEALTH_FILE, read_health

_ROWS_SHOWN = 10
_RESULT = {
    Verdict.WITHIN: "ok",
    Verdict.REPORTED: "-",
    Verdict.NOT_APPLICABLE: "n/a",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one schedule.

    Attributes:
        name: of the file it comes from.
        notes: what was noticed while it was read; none of it is an error.
    """

    name: str
    schedule: Schedule
    health: Health
    notes: tuple[Problem, ...]

    def as_data(self) -> dict[str, Any]:
        """The result as plain data, for `--json`."""
        return {
            "file": self.name,
            "data_date": self.schedule.data_date,
            "start": self.schedule.project_start,
            "finish": self.schedule.project_finish,
            "metrics": list(map(_as_data, self.health.metrics)),
            "practices": [
                {
                    **asdict(practice),
                    "indicators": list(map(_as_data, practice.indicators)),
                }
                for practice in self.health.practices
            ],
            "notes": self.notes,
        }

    def sentences(self, *, verbose: bool) -> Iterator[str]:
        """The metrics and what to do, line by line; `verbose` adds practices and all rows."""
        schedule, metrics = self.schedule, self.health.metrics
        yield (
            f"{self.name}: {schedule.project_start} to {schedule.project_finish}, data date "
            f"{schedule.data_date}"
        )
        errors = len(self.health.errors)
        outside = sum(metric.verdict is Verdict.OUTSIDE for metric in metrics) - errors
        yield f"  {_count(errors, 'error')}, {_count(outside, 'measure')} to look into"
        for standard in dict.fromkeys(metric.standard for metric in metrics):
            yield ""
            yield standard
            yield from _lines([one for one in metrics if one.standard == standard], verbose)
        questions = sum(len(practice.questions) for practice in self.health.practices)
        if questions and not verbose:
            yield ""
            yield (
                f"{questions} questions of {len(self.health.practices)} practices are left to a "
                "person; -v lists them with their figures."
            )
        for practice in self.health.practices if verbose else ():
            yield ""
            yield f"Practice {practice.number}: {practice.name}"
            yield from _lines(practice.indicators, verbose=False, briefly=True)
            yield from (f"  to confirm: {question}" for question in practice.questions)


def check(
    workspace: Workspace,
    files: Sequence[Path] = (),
    *,
    tasks: Sequence[Path] = (),
    data_date: date | None = None,
) -> tuple[Checked, ...]:
    """What is found in the workspace, or in schedule files where some are named.

    Raises:
        InputError: the workspace or a file cannot be used; all problems of all files.
        LoopError: the links of the workspace run in a loop.
    """
    if not files:
        with Cache(cache_folder(workspace.root)) as cache:
            loaded = load_pack(workspace, cache, tasks=tasks, data_date=data_date)
        schedule, name = loaded.pack.schedule, workspace.show(workspace.config)
        return (Checked(name, schedule, health_of(schedule, loaded.health), loaded.warnings),)
    rules = _rules(workspace)
    checked: list[Checked] = []
    problems: list[Problem] = []
    for file in files:
        try:
            plan, notes = read_plan(file, None, {}, file.stem)
            schedule = schedule_of(plan, data_date=data_date)
        except PmopackError as error:
            problems += error.problems()
        else:
            checked.append(Checked(file.name, schedule, health_of(schedule, rules), notes))
    if problems:
        raise InputError(problems)
    return tuple(checked)


def _rules(workspace: Workspace) -> HealthRules:
    texts = read_texts(workspace.folders("templates"), HEALTH_FILE)
    rules, problems = read_health(texts[HEALTH_FILE], f"templates/{HEALTH_FILE}")
    if errors_of(problems):
        raise InputError(errors_of(problems))
    return rules


def _as_data(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "measured": finding.measured}


def _lines(findings: Sequence[Finding], verbose: bool, briefly: bool = False) -> Iterator[str]:
    """A line for each finding and, where it is outside its limit, its rows and what to do."""
    width = max((len(one.name) for one in findings), default=0)
    for one in findings:
        outside = one.severity.value if one.is_error else "look"
        result = _RESULT.get(one.verdict, outside)
        limit = f"  limit {one.threshold}" if one.threshold != "no limit" else ""
        known = f"{one.measured}{limit}" if one.value is not None else one.note
        yield f"  {result:<5}  {one.id:<8}  {one.name:<{width}}  {known}"
        if one.verdict is Verdict.OUTSIDE and not briefly:
            shown = one.rows if verbose else one.rows[:_ROWS_SHOWN]
            more = len(one.rows) - len(shown)
            rows = ", ".join(shown) + (f" and {more} more" if more else "")
            yield f"         {one.note}{': ' if rows else ''}{rows}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"

"""A plan as the text of a `.schedule.yml`; generator/sources/schedulefile.py says how it looks."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.model.imported import ImportedPlan
from generator.model.progress import Baseline, Progress
from generator.model.schedule import PlanRow, RowKind
from generator.schedule.links import format_links
from generator.sources.schedulefile import WEEKDAYS


def schedule_text(plan: ImportedPlan) -> str:
    """The plan as the text of a `.schedule.yml`, which `parse_schedule` reads back equal."""
    lines = [
        f"# The schedule of this workspace, imported from {_line(plan.source)}. It stands in place",
        "# of the activities that the key tasks plan. Edit it, or import the file again; without",
        "# this file the schedule comes from the key tasks.",
        f"schedule: {_quoted(plan.name)}",
        f"source: {_quoted(plan.source)}",
    ]
    if plan.start:
        lines.append(f"start: {plan.start}")
    if plan.data_date:
        lines.append(f"data_date: {plan.data_date}")
    if plan.workweek:
        lines.append(f"workweek: [{', '.join(WEEKDAYS[day] for day in plan.workweek)}]")
    if plan.days_off:
        lines.append("days_off:")
        lines += [f"  {day}: {_quoted(name)}" for day, name in plan.days_off]
    lines.append("rows:")
    for row in plan.rows:
        pairs = _pairs(row, plan.progress.get(row.id), plan.baseline.get(row.id))
        lines.append("- {" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}")
    return "\n".join(lines) + "\n"


def _pairs(
    row: PlanRow, said: Progress | None, baseline: Baseline | None
) -> Iterator[tuple[str, str]]:
    yield "id", _quoted(row.id)
    yield "wbs", _quoted(row.wbs)
    yield "level", str(row.level)
    kind = "summary" if row.kind.is_summary else row.kind.value
    if row.kind is not RowKind.ACTIVITY:
        yield "kind", kind
    yield "name", _quoted(row.name)
    if row.duration:
        yield "duration", str(row.duration)
    if row.links:
        yield "predecessors", _quoted(format_links(row.links))
    if row.constraint:
        yield "constraint", str(row.constraint)
    if row.supports:
        yield "supports", _quoted(", ".join(row.supports))
    for key in ("owner", "resource_type", "output", "basis"):
        if value := getattr(row, key):
            yield key, _quoted(value)
    if said:
        if said.percent_complete:
            yield "percent_complete", f"{said.percent_complete:g}"
        if said.actual_start:
            yield "actual_start", str(said.actual_start)
        if said.actual_finish:
            yield "actual_finish", str(said.actual_finish)
        if said.remaining_duration is not None:
            yield "remaining_duration", f"{said.remaining_duration:.6f}".rstrip("0").rstrip(".")
    if baseline:
        days = f"duration: {baseline.duration}"
        yield "baseline", f"{{start: {baseline.start}, finish: {baseline.finish}, {days}}}"


def _quoted(text: str) -> str:
    """A text in double quotes, which JSON and YAML write alike."""
    return json.dumps(_line(text), ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(text.split())

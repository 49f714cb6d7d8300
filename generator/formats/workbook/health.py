"""The rows of the sheet `Health Check`: the metrics of a schedule and the practices they serve."""

from __future__ import annotations

from generator.formats.workbook.rows import RowWriter
from generator.formats.workbook.schedule import NONE
from generator.formats.workbook.sheet import Block
from generator.formats.workbook.styles import Kind
from generator.model.report import Finding, Health, Practice, Unit

METRICS = (
    *("Check", "Name", "What It Counts", "Note", "Limit", "Value", "Numerator", "Denominator"),
    *("Finding", "Rows"),
)
PRACTICES = ("Practice", "Name", "Measured", "For a Person to Confirm")
_SHOWN = 40  # IDs in one cell


def write_health(writer: RowWriter, health: Health | None) -> list[Block]:
    """Appends the metrics and the practices, a table each; where they stand."""
    general = Kind.GENERAL
    title = writer.look([("PMO Section", general)])
    header = writer.look([("PMO Header", general)] * len(METRICS))
    row = writer.look([("PMO Activity", general)] * len(METRICS))
    blocks = []
    writer.add(title, ["Metrics"], height=30.0)
    top = writer.next_row
    writer.add(header, METRICS, height=22.0)
    for finding in health.metrics if health else ():
        writer.add(row, _metric(finding))
    if health is None or not health.metrics:
        writer.add(row, [NONE, "No check has run on this schedule", *[NONE] * 8])
    blocks.append(Block(top, writer.next_row - 1, METRICS))
    if health and health.practices:
        writer.add(title, ["Practices"], height=30.0)
        top = writer.next_row
        writer.add(header, PRACTICES, height=22.0)
        for practice in health.practices:
            writer.add(row, _practice(practice))
        blocks.append(Block(top, writer.next_row - 1, PRACTICES))
    return blocks


def _metric(finding: Finding) -> tuple[str | int, ...]:
    rows = ", ".join(finding.rows[:_SHOWN]) or NONE
    if len(finding.rows) > _SHOWN:
        rows += f" and {len(finding.rows) - _SHOWN:,} more"
    return (
        finding.id,
        finding.name,
        _sentence(finding.counts),
        _sentence(finding.note) or NONE,
        finding.threshold,
        _value(finding),
        finding.numerator,
        finding.denominator,
        finding.verdict.value,
        rows,
    )


def _practice(practice: Practice) -> tuple[str | int, ...]:
    measured = "\n".join(
        f"{one.name}: {one.measured}. {one.verdict.value}." for one in practice.indicators
    )
    return practice.number, practice.name, measured or NONE, "\n".join(practice.questions) or NONE


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _value(finding: Finding) -> str:
    match finding.value, finding.unit:
        case None, _:
            return "Nothing to measure"
        case value, Unit.PERCENT:
            return f"{value:.1f} %"
        case value, Unit.RATIO:
            return f"{value:.2f}"
    return f"{finding.value:g}"

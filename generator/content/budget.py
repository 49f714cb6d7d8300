"""The budget as rows: one for each fiscal year, and totals only where every part is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from generator.content.values import ContentError
from generator.model.config import ProjectConfig

PARTS = ("planning", "dme", "om", "fte_cost", "reserve")


def budget_rows(config: ProjectConfig) -> list[dict[str, object]]:
    """One row a fiscal year: fy, the parts and total, in dollars, None where not stated.

    A single amount is a total and is never split.
    """
    return [
        {
            "fy": f"FY {year}",
            **{part: getattr(amounts, part) for part in PARTS},
            "total": amounts.total,
        }
        for year, amounts in sorted(config.budget.years.items())
    ]


def budget_total(config: ProjectConfig) -> dict[str, object]:
    """The row of totals: a column has one only when every year states it."""
    rows = budget_rows(config)
    parts = {part: total(rows, part) for part in PARTS}
    return {"fy": "Total", **parts, "total": config.budget.total}


def total(rows: Iterable[object], field: str) -> Decimal | None:
    """The sum of one field of all rows; None when a row does not state it, or without rows.

    Raises:
        ContentError: a value is no number.
    """
    values = [
        row.get(field) if isinstance(row, Mapping) else getattr(row, field, None) for row in rows
    ]
    if not values or any(value is None or value == "" for value in values):
        return None
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            fact = f"`total` met {value!r} in the field `{field}`"
            raise ContentError(fact, "add up a field of numbers")
    return sum((Decimal(str(value)) for value in values), Decimal(0))

"""Rows written as keys: `tolerances: {cost: {sponsor: 8 %}}` changes one of the starter rows.

The starter row is the one whose name, or field `key`, begins with the key; the other starter rows
stay, and their cells say "(Assumed)".
"""

from __future__ import annotations

from generator.model.project import Row
from generator.sources.tree import Path
from generator.sources.written import Origin, Written

# The field that names the row, and the field that a single value stands for.
NAMED_BY = {"tolerances": ("dimension", "sponsor"), "ivv.factors": ("factor", "rating")}


def unfold(data: Written, origin: Origin) -> frozenset[str]:
    """Turns mappings into the rows they stand for; returns the keys where one stood."""
    found = []
    for key, (name, value) in NAMED_BY.items():
        path: Path = tuple(key.split("."))
        *above, last = key.split(".")
        parent: Written = data
        for step in above:
            parent = parent.get(step, "") if isinstance(parent, dict) else ""
        rows = parent.get(last) if isinstance(parent, dict) else None
        if not isinstance(parent, dict) or not isinstance(rows, dict):
            continue
        origin.keys[path] = tuple(rows)
        parent[last] = [
            {name: row, **(cells if isinstance(cells, dict) else {value: cells})}
            for row, cells in rows.items()
        ]
        found.append(key)
    return frozenset(found)


def laid_over(key: str, given: tuple[Row, ...], start: tuple[Row, ...]) -> tuple[Row, ...]:
    """The starter rows with the given fields in their place, then the given rows of other names."""
    name, _ = NAMED_BY[key]
    left = {str(row[name]).casefold(): row for row in given}
    rows: list[Row] = []
    for row in start:
        names = (str(row[name]).casefold(), str(row.get("key", "")).casefold())
        begins = [word for word in left if any(one.startswith(word) for one in names)]
        over = left.pop(begins[0]) if begins else {}
        rows.append(
            {
                field: cell if field in (name, "key") else over.get(field) or _assumed(cell)
                for field, cell in row.items()
            }
        )
    return (*rows, *(row for row in left.values()))


def _assumed(cell: object) -> object:
    return f"{cell} (Assumed)" if cell else cell

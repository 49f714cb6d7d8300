"""The rows of every list: as project.yml gives them, or the starter rows that stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from pydantic import BaseModel, RootModel

from generator.errors import Place, Problem
from generator.model.config import ProjectConfig, row_keys
from generator.model.config.registers import FreeRow
from generator.model.config.rows import Row as ConfigRow
from generator.model.project import Assumption, Row, Rows
from generator.sources.frontmatter import read_yaml
from generator.sources.overlays import laid_over
from generator.sources.validation import unknown_key, validate
from generator.sources.written import Origin, as_written

Starters = dict[str, tuple[tuple[Row, ...], str]]


def config_value(config: BaseModel, key: str) -> tuple[object, bool]:
    """The value at a dotted key, and whether a person gave it.

    Raises:
        KeyError: project.yml has no such key.
    """
    value: object = config
    given = True
    for step in key.split("."):
        if not isinstance(value, BaseModel):
            return None, False  # an optional group that is not there
        fields = type(value).model_fields
        name = next((n for n, field in fields.items() if step == (field.alias or n)), None)
        if name is None:
            raise KeyError(key)
        given = given and name in value.model_fields_set
        value = getattr(value, name)
    return value, given


def read_starters(starters: Mapping[str, str]) -> tuple[Starters, tuple[Problem, ...]]:
    """The starter rows by key, each with the reason why these."""
    models = row_keys()
    found: Starters = {}
    problems: list[Problem] = []
    for name, text in sorted(starters.items()):
        key = PurePosixPath(name).stem.replace("-", ".")
        document, wrong = read_yaml(text, name)
        problems += wrong
        data = as_written(document.root, problems) if document else {}
        if document is None or not isinstance(data, dict) or not isinstance(data.get("rows"), list):
            fact = "a starter file holds `reason` and a list of `rows`"
            problems.append(Problem(Place(name, 1, 1), fact, "write both keys"))
            continue
        model = models.get(key, FreeRow)
        several = RootModel[tuple[model, ...]]  # type: ignore[valid-type]
        rows, wrong = validate(several, data["rows"], Origin(document, base=("rows",)))
        problems += wrong
        if rows is not None:
            found[key] = _plain(rows.root), str(data.get("reason") or "Starter rows.")
    return found, tuple(problems)


def all_rows(
    config: ProjectConfig, starters: Starters, overlaid: frozenset[str], origin: Origin
) -> tuple[dict[str, Rows], tuple[Assumption, ...], tuple[Problem, ...]]:
    """The rows of every key, the starter rows used as assumptions, and unknown fields.

    Args:
        overlaid: the keys whose rows change starter rows and do not replace them.
    """
    rows: dict[str, Rows] = {}
    assumptions: list[Assumption] = []
    problems: list[Problem] = []
    for key in dict.fromkeys((*row_keys(), *starters)):
        start, reason = starters.get(key, ((), ""))
        try:
            value, given = config_value(config, key)
        except KeyError:  # starter rows that no key replaces yet
            value, given = (), False
        if given and isinstance(value, tuple):
            problems += _unknown_fields(key, value, start, origin)
            own = _plain(value)
            if key in overlaid and start:
                own = laid_over(key, own, start)
                kept = f"what is not given of {len(start)} starter rows"
                assumptions.append(Assumption(key, kept, reason))
            rows[key] = Rows(key, _completed(key, own, start), assumed=False)
        elif start:
            rows[key] = Rows(key, _completed(key, start, start), assumed=True)
            assumptions.append(Assumption(key, f"{len(start)} starter rows", reason))
        else:
            rows[key] = Rows(key, (), assumed=False)
    rows |= _naming_bodies(rows, starters)
    rows["roster"] = _with_added_roles(rows["roster"], rows["roles.add"])
    rows["risk.items"] = _scored(rows["risk.items"], rows["risk.bands"])
    return rows, tuple(assumptions), tuple(problems)


def _naming_bodies(rows: Mapping[str, Rows], starters: Starters) -> dict[str, Rows]:
    """The starter rows, naming the project's governance bodies in place of the starter ones."""
    own = [str(row["body"]) for row in rows["governance"].rows]
    if rows["governance"].assumed or not own:
        return {}
    names: dict[str, str] = {}
    for number, row in enumerate(starters["governance"][0] if "governance" in starters else ()):
        body = str(row["body"])
        if "change" in body.casefold():
            names[body] = next((name for name in own if "change" in name.casefold()), own[0])
        elif number == 0:
            names[body] = own[0]

    def named(value: object) -> object:
        for body, name in names.items():
            value = value.replace(body, name) if isinstance(value, str) else value
        return value

    return {
        key: replace(
            listed,
            rows=tuple(
                {field: named(value) for field, value in row.items()} for row in listed.rows
            ),
        )
        for key, listed in rows.items()
        if listed.assumed
    }


def _plain(rows: Iterable[ConfigRow]) -> tuple[Row, ...]:
    """Rows as templates read them: lists as one text, "a; b"."""
    return tuple(
        {
            name: "; ".join(value) if isinstance(value, tuple) else value
            for name, value in row.model_dump().items()
        }
        for row in rows
    )


def _unknown_fields(
    key: str, value: tuple[object, ...], start: tuple[Row, ...], origin: Origin
) -> list[Problem]:
    """Fields of free rows that their starter rows do not have."""
    known = [name for row in start for name in row]
    return [
        unknown_key((*key.split("."), number, field), list(dict.fromkeys(known)), origin)
        for number, row in enumerate(value)
        if isinstance(row, FreeRow) and known
        for field in row.model_extra or {}
        if field not in known
    ]


def _completed(key: str, rows: tuple[Row, ...], start: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows that all have the same fields, and an ID where their list has IDs."""
    model = row_keys().get(key, FreeRow)
    fields: dict[str, object] = {
        name: None if field.default is None else "" for name, field in model.model_fields.items()
    }
    fields |= dict.fromkeys((name for row in (*start, *rows) for name in row), "") | fields
    taken = {str(row.get("id", "")).casefold() for row in rows}
    completed: list[Row] = []
    number = 0
    for row in rows:
        full = {**fields, **row}
        if model.id_prefix and not full["id"]:
            number += 1
            while f"{model.id_prefix}{number:02d}".casefold() in taken:
                number += 1
            full["id"] = f"{model.id_prefix}{number:02d}"
        completed.append(full)
    return tuple(completed)


def _with_added_roles(roster: Rows, added: Rows) -> Rows:
    there = {str(row["role"]).casefold() for row in roster.rows}
    extra = tuple(row for row in added.rows if str(row["role"]).casefold() not in there)
    rows = _completed("roster", (*roster.rows, *extra), ())
    shown = tuple(
        {**row, "name": "Vacant", "status": row["status"] or "vacant"}
        if str(row.get("name", "")).strip().casefold() == "vacant"
        else row
        for row in rows
    )
    return Rows("roster", shown, roster.assumed and not extra)


def _scored(items: Rows, bands: Rows) -> Rows:
    """Each risk with its score, probability times impact, and the band the score falls in."""
    rows = []
    for row in items.rows:
        probability, impact = row.get("probability"), row.get("impact")
        score: int | None = None
        band = ""
        if isinstance(probability, int) and isinstance(impact, int):
            score = probability * impact
            band = next(
                (
                    str(one["band"])
                    for one in bands.rows
                    if int(str(one["low"])) <= score <= int(str(one["high"]))
                ),
                "",
            )
        rows.append({**row, "score": score, "band": band})
    return Rows(items.key, tuple(rows), items.assumed)

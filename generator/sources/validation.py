"""What pydantic refuses, in the words and with the places a person needs."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError

from generator.errors import Problem
from generator.model.config.values import Part
from generator.sources.tree import Path
from generator.sources.written import Origin, Written

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

_CUT = "`{}` is not a known key and has no value"
_QUOTE = 'put a text or an amount that holds a comma in quotes, "$1,200,000"'
SHOWN = 40
MANY_KEYS = 12
_EXAMPLES = {
    "organization": "Department of Example",
    "program": "Core Financials Modernization",
    "start_date": "2026-01-05",
}


def validate(
    model: type[Model], data: Written, origin: Origin
) -> tuple[Model | None, tuple[Problem, ...]]:
    """The model of what was written, or every problem it has."""
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = [_problem(model, data, origin, one) for one in details]
        return None, tuple(dict.fromkeys(problems))


def _problem(model: type[BaseModel], data: Written, origin: Origin, error: ErrorDetails) -> Problem:
    steps = tuple(step for step in error["loc"] if isinstance(step, str | int))
    path = origin.as_written(written_path(data, steps))
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        if error["input"] == "" and len(path) > 1:
            known = difflib.get_close_matches(str(path[-1]), _known(model, steps[:-1]), 1)
            if not known:
                return Problem(origin.key_place(path), _CUT.format(path[-1]), _QUOTE)
        return unknown_key(path, _known(model, steps[:-1]), origin, _further_in(model, path))
    if kind == "missing":
        above = origin.as_written(written_path(data, steps[:-1]))
        return _missing(above, str(steps[-1]), origin)
    if kind == "refused":
        fact, remedy = str(context["fact"]), str(context["remedy"])
        remedy = remedy or f"write for example `{_as_written(path, str(context['example']))}`"
    else:
        fact, remedy = _wrong_shape(kind, model, steps, path)
    if steps[-1:] == ("[key]",):
        inside = f" in {named(path[:-1])}" if path[:-1] else ""
        remedy = remedy.replace(f"`{path[-1]}: ", "`")
        if origin.document.text(origin.base + path) == "":
            fact, remedy = f"{fact} and has no value", _QUOTE
        return Problem(origin.key_place(path), f"`{path[-1]}`{inside} is {fact}", remedy)
    shown = _shown(error["input"]) if fact.startswith(("not", "neither", "below")) else ""
    return Problem(origin.place(path), f"{named(path)} is {shown}{fact}", remedy)


def _missing(path: Path, key: str, origin: Origin) -> Problem:
    place, line = origin.place((*path, key)), f"{key}: {_EXAMPLES.get(key, '...')}"
    if origin.says((*path, key)):
        fact = f"{named((*path, key))} cannot stay to be decided"
        return Problem(place, fact, f"write for example `{line}`")
    return Problem(place, f"{named((*path, key))} is missing", f"add `{line}`")


def _wrong_shape(kind: str, model: type[BaseModel], steps: Path, path: Path) -> tuple[str, str]:
    if not path:
        return "not a list of keys with values", "begin with `organization: Department of Example`"
    if kind in ("tuple_type", "list_type"):
        return "not a list", "write each entry on a line of its own below the key, after a dash"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        fields = _model_at(model, steps).model_fields
        needed = [key for key, field in fields.items() if field.is_required()]
        first = next(iter([*needed, *fields]), "...")
        example = f"- {first}: ..." if isinstance(path[-1], int) else f"{first}: ..."
        return "not a group of keys", f"write its keys below it, the first as `{example}`"
    if kind == "too_short":
        return "empty", "write at least one entry, or delete the key"
    return "not what can stand here", "run `pmopack schema` for what can"


def _as_written(path: Path, example: str) -> str:
    return f"{path[-1]}: {example}" if path and isinstance(path[-1], str) else example


def unknown_key(path: Path, known: list[str], origin: Origin, further_in: str = "") -> Problem:
    """The problem of a key nobody knows, with the nearest known one."""
    key = str(path[-1])
    near = difflib.get_close_matches(key.casefold(), known, 1, 0.6)
    if further_in:
        remedy = f"it belongs further in, as `{further_in}`"
    elif near:
        remedy = f"did you mean `{near[0]}`?"
    elif len(known) <= MANY_KEYS:
        remedy = f"delete it; the keys here are {', '.join(known)}"
    else:
        remedy = "delete it; `pmopack schema` lists the keys"
    inside = f" in {named(path[:-1])}" if path[:-1] else ""
    return Problem(origin.key_place(path), f"the key `{key}` is not known{inside}", remedy)


def written_path(data: Written, steps: Path) -> Path:
    """The steps that exist in what was written; the models have some more of their own."""
    path: list[str | int] = []
    here: Any = data
    for number, step in enumerate(steps):
        is_row = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if is_row or (isinstance(here, dict) and step in here):
            here = here[step]
        elif number == len(steps) - 1 and isinstance(here, dict) and step != "[key]":
            break
        else:
            continue
        path.append(step)
    return tuple(path)


def named(path: Path) -> str:
    """The path for a person: `roster` row 3 `start`."""
    parts: list[str] = []
    keys: list[str] = []
    for step in (*path, None):
        if isinstance(step, str):
            keys.append(step)
            continue
        if keys:
            parts.append(f"`{'.'.join(keys)}`")
            keys = []
        if step is not None:
            parts.append(f"row {step + 1}")
    return " ".join(parts) or "the file"


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, str | int | float) else ""
    one_line = text.isprintable() and text.strip()
    return f"`{text}`, " if one_line and len(text) <= SHOWN else ""


def _known(model: type[BaseModel], steps: Path) -> list[str]:
    fields = _model_at(model, steps).model_fields
    return [field.alias or name for name, field in fields.items()]


def _model_at(model: type[BaseModel], steps: Path) -> type[BaseModel]:
    here: type[BaseModel] = model
    if issubclass(here, RootModel):  # a starter file is a list of rows
        here = next(_models(here.model_fields["root"].annotation), here)
    for step in steps:
        for name, field in here.model_fields.items():
            if step in (name, field.alias):
                here = next(_models(field.annotation), here)
    return here


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _further_in(model: type[BaseModel], path: Path) -> str:
    """Where a key of this name stands one level further in, if it stands at the top here."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if len(path) == 1 and isinstance(inner, type) and issubclass(inner, Part):
            keys = [other.alias or key for key, other in inner.model_fields.items()]
            if path[0] in keys:
                return f"{field.alias or name}.{path[0]}"
    return ""

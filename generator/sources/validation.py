"""What pydantic refuses, in the words and with the places a person needs."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.errors import Problem
from generator.sources.tree import Path
from generator.sources.written import Origin, Written

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

SHOWN = 40
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
        return None, tuple(dict.fromkeys(_problem(model, data, origin, one) for one in details))


def _problem(model: type[BaseModel], data: Written, origin: Origin, error: ErrorDetails) -> Problem:
    steps = tuple(step for step in error["loc"] if isinstance(step, str | int))
    path = written_path(data, steps)
    kind = error["type"]
    if kind == "extra_forbidden":
        return unknown_key(path, _known(model, steps[:-1]), origin, _elsewhere(model, path))
    if kind == "missing":
        key = str(steps[-1])
        fact = f"{named((*path, key))} is missing"
        example = _EXAMPLES.get(key, "...")
        return Problem(origin.place(path), fact, f"add a line such as `{key}: {example}`")
    fact, example = _fact(kind, error.get("ctx", {}))
    shown = _shown(error["input"])
    comma = f"{shown}, " if shown and fact.startswith(("not", "neither", "below")) else ""
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return Problem(
        origin.place(path), f"{named(path)} is {comma}{fact}", _remedy(key, path, example)
    )


def _remedy(key: str, path: Path, example: str) -> str:
    if not example[:1].islower() or example.startswith("jane"):
        return f"write for example `{'- ' if isinstance(path[-1:], int) else ''}{key}: {example}`"
    return f"write {example}"


def _fact(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    if kind == "refused":
        return str(context["fact"]), str(context["example"])
    if kind in ("tuple_type", "list_type"):
        return "not a list", "each entry on a line of its own below the key, beginning with `- `"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "not a group of keys", "its keys on lines of their own below it, indented"
    if kind == "too_short":
        return "empty", "at least one entry, or delete the key"
    return "not what can stand here", "it as the commented example of `pmopack init` shows"


def unknown_key(path: Path, known: list[str], origin: Origin, elsewhere: str = "") -> Problem:
    """The problem of a key nobody knows, with the nearest known one."""
    key = str(path[-1])
    near = difflib.get_close_matches(key.casefold(), known, 1, 0.6)
    if near:
        remedy = f"did you mean `{near[0]}`?"
    elif elsewhere:
        remedy = f"it belongs further in, as `{elsewhere}`"
    else:
        remedy = f"delete it; the keys here are {', '.join(known)}"
    inside = f" in {named(path[:-1])}" if path[:-1] else ""
    return Problem(origin.key_place(path), f"the key `{key}` is not known{inside}", remedy)


def written_path(data: Written, steps: Path) -> Path:
    """The steps that exist in what was written; the models have some more of their own."""
    path: list[str | int] = []
    here: Any = data
    for number, step in enumerate(steps):
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(step, int) and isinstance(here, list) and step < len(here):  # noqa: SIM114
            here = here[step]
        elif number == len(steps) - 1 and isinstance(here, dict) and step != "[key]":
            break
        else:
            continue
        path.append(step)
    return tuple(path)


def named(path: Path) -> str:
    """The path for a person: `roster`, row 3, `start`."""
    parts: list[str] = []
    keys: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts += [f"`{'.'.join(keys)}`"] if keys else []
            parts.append(f"row {step + 1}")
            keys = []
        else:
            keys.append(step)
    parts += [f"`{'.'.join(keys)}`"] if keys else []
    return ", ".join(parts) or "the file"


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, str | int | float) else ""
    one_line = text.isprintable() and text.strip()
    return f"`{text}`" if one_line and len(text) <= SHOWN else ""


def _known(model: type[BaseModel], steps: Path) -> list[str]:
    here: type[BaseModel] = model
    for step in steps:
        for name, field in here.model_fields.items():
            if step in (name, field.alias):
                here = next(_models(field.annotation), here)
    return [field.alias or name for name, field in here.model_fields.items()]


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _elsewhere(model: type[BaseModel], path: Path) -> str:
    """Where a key of this name stands one level further in."""
    for name, field in model.model_fields.items():
        for inner in _models(field.annotation):
            if str(path[-1]) in inner.model_fields and len(path) == 1:
                return f"{field.alias or name}.{path[-1]}"
    return ""

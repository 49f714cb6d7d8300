"""A project.yml in which every key of the model stands, with a text of its own in every text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel

from generator.model.config import ProjectConfig, fields
from generator.model.config.registers import FreeRow
from generator.model.config.values import Closure, Staff

ROOT = Path(__file__).resolve().parents[1]


def _reader(alias: object) -> object:
    """What reads a value of that kind: the mark by which its fields are known."""
    return get_args(alias)[1]


TEXTS = {_reader(kind): kind for kind in (fields.Name, fields.Text, fields.When, Staff)}
LEAVES: dict[object, object] = {
    _reader(getattr(fields, kind)): value
    for kind, value in {
        "Day": "2026-03-02",
        "Amount": 1000000,
        "Percent": 50,
        "Count": 2,
        "Hours": 8,
        "FontSize": 11,
        "WorkDays": 5,
        "OneToFive": 3,
        "Score": 9,
        "IntegrityLevel": 3,
        "Maturity": 2,
        "Seed": 1,
        "Year": 2026,
        "Month": "October",
        "Workweek": "Mon-Fri",
        "Holidays": "US",
        "KeyTaskNumber": "1.2",
        "Flag": "yes",
        "Email": "ann.poe@example.gov",
        "Colour": "#1F3864",
        "Prefix": "PRE",
        "Phase": "1",
        "Impact": "low",
        "PmoModel": "controlling",
        "DocumentStatus": "Draft",
        "Kind": "federal",
        "Staffing": "permanent",
        "Raci": "A",
        "StatusWord": "watch",
        "Dimension": "cost",
    }.items()
}
# Left out: words of fixed lists, files that would have to be there, and the two ways to say once
# more what another key says.
LEFT_OUT = {
    "service_area",
    "documents.formats",
    "documents.omit",
    "documents.prefix",
    "branding.reference",
    "logo",
    "key_tasks",
    "ivv_provider",
    "budget.total",
    "budget.years.*.amount",
}
# Keys of mappings, and texts, that must name something of the pack to say anything.
KEYS = {
    "budget.years": 2026,
    "presidents_budget": 2026,
    "roles.alias": "PMO Lead",
    "documents.approvers": "Program Charter",
    "branding.colours": "accent",
    "import.columns": "Duration",
}
NAMES = {"raci[].activity": "1.2.1", "raci[].key_task": "1.2", "branding.font": "Arial"}


@dataclass
class Filled:
    """The data of a project.yml and, by the path of each field, the text that stands there."""

    data: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def yaml(self) -> str:
        return yaml.safe_dump(self.data, allow_unicode=True, sort_keys=False, width=100_000)


def fill(text: Callable[[str, int], str]) -> Filled:
    """The config with `text(path, most characters)` in every text field."""
    filled = Filled()

    def one(path: str, most: int) -> str:
        filled.texts[path] = text(path, most)
        return filled.texts[path]

    filled.data = _part(ProjectConfig, "", one)
    return filled


def _part(model: type[BaseModel], above: str, text: Callable[[str, int], str]) -> dict[str, Any]:
    if issubclass(model, Closure):
        return {"start": "2026-03-02", "end": "2026-03-02", "name": text(above + "name", 300)}
    if issubclass(model, FreeRow):
        name = above.rstrip(".").removesuffix("[]").replace(".", "-") + ".yml"
        starter = yaml.safe_load((ROOT / "templates" / "starters" / name).read_text("utf-8"))
        keys = {key for row in starter["rows"] for key in row}
        return {key: _free(key, above + key, text) for key in sorted(keys)}
    data = {}
    for name, info in model.model_fields.items():
        path = above + (info.alias or name)
        if path not in LEFT_OUT:
            data[info.alias or name] = _value(info.annotation, info.metadata, path, text)
    return data


def _free(key: str, path: str, text: Callable[[str, int], str]) -> object:
    """Starter rows compute with these two fields."""
    return {"level": 3, "clock": "high"}.get(key) or text(path, 4000)


def _value(kind: Any, metadata: list[Any], path: str, text: Callable[[str, int], str]) -> object:
    if path in NAMES:
        return NAMES[path]
    for mark in metadata:
        if mark in TEXTS:
            return text(path, 300 if TEXTS[mark] in (fields.Name, Staff) else 4000)
        if mark in LEAVES:
            return LEAVES[mark]
    inner = [one for one in get_args(kind) if one is not NoneType]
    if hasattr(kind, "__metadata__"):
        return _value(inner[0], list(kind.__metadata__), path, text)
    if get_origin(kind) is tuple:
        if not path.startswith("pmo.gaps"):
            inner = inner[:1]
        return [_value(one, [], path + "[]", text) for one in inner if one is not Ellipsis]
    if get_origin(kind) is dict:
        key = KEYS.get(path) or _value(inner[0], [], path + "{}", text)
        return {key: _value(inner[1], [], f"{path}.*", text)}
    if inner:
        return _value(inner[0], [], path, text)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _part(kind, path + ".", text)
    raise TypeError(f"{path}: no value is known for {kind}")


def keys_of(model: type[BaseModel] = ProjectConfig, above: str = "") -> Iterator[str]:
    """Every key of the model, dotted, without those below a list or a mapping."""
    for name, info in model.model_fields.items():
        key = above + (info.alias or name)
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from keys_of(kind, key + ".")
        else:
            yield key

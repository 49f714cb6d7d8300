"""The JSON Schema of project.yml, for completion and checks in editors."""

from __future__ import annotations

from typing import Any

from generator.model.config import ProjectConfig, row_keys

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OPEN = {"const": "tbd", "description": "To be decided"}
_ROW_FILE = {"type": "string", "pattern": r"\.([cC][sS][vV]|[xX][lL][sS][xX])$"}
_AMOUNT = {"type": ["number", "string"]}


def json_schema() -> Schema:
    """The schema: every key with its description; `tbd` is allowed wherever a key is optional."""
    schema = ProjectConfig.model_json_schema(by_alias=True)
    parts: Schema = schema["$defs"]
    parts["Closure"]["properties"]["date"] = {"type": "string", "format": "date"}
    del parts["Closure"]["required"]  # one of `date` and `start` is enough
    for part in (schema, *parts.values()):
        _describe(part)
    parts["Closure"] = {"anyOf": [{"type": "string", "format": "date"}, parts["Closure"]]}
    parts["FiscalYear"] = {"anyOf": [_AMOUNT, parts["FiscalYear"]]}
    years = {"type": "object", "additionalProperties": {"$ref": "#/$defs/FiscalYear"}}
    parts["Budget"] = {"anyOf": [_AMOUNT, years, _ROW_FILE]}
    keyed = {"type": "object", "description": "Changes single starter rows"}
    schema["properties"]["tolerances"]["anyOf"].append(keyed)
    parts["Ivv"]["properties"]["factors"]["anyOf"].append(keyed)
    for model in dict.fromkeys(row_keys().values()):
        if model.short:
            parts[model.__name__] = {"anyOf": [{"type": "string"}, parts[model.__name__]]}
    return {"$schema": DRAFT, **schema, "title": "project.yml"}


def _describe(part: Schema) -> None:
    for name, shape in part.get("properties", {}).items():
        shape.pop("title", None)
        words = shape.pop("description", name.replace("_", " ").capitalize())
        shape.pop("default", None)  # the list of assumptions says what stands, and why
        choices = shape.pop("anyOf", None) or [dict(shape)]
        choices = [other for choice in choices for other in _ways(choice)]
        if name not in part.get("required", ()):
            choices.append(_OPEN)
        shape.clear()
        shape["description"] = words
        shape.update({"anyOf": choices} if len(choices) > 1 else choices[0])


def _ways(shape: Schema) -> list[Schema]:
    """The shapes a person may write where the model has this one."""
    if shape.get("type") == "null":
        return []
    if shape.get("type") != "array" or not isinstance(shape.get("items"), dict):
        return [shape]
    items = shape["items"]
    rows = {"$ref"} & items.keys() and not items["$ref"].endswith("/Closure")
    return [shape, _ROW_FILE] if rows else [shape, items] if "$ref" not in items else [shape]

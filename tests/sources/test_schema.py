"""The JSON Schema of project.yml says what the reader reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.model.config import ProjectConfig
from generator.sources.projects import json_schema

SCHEMA = json_schema()


def objects(shape: object) -> Iterator[dict[str, Any]]:
    if isinstance(shape, dict):
        if "properties" in shape:
            yield shape
        for inner in shape.values():
            yield from objects(inner)
    elif isinstance(shape, list):
        for inner in shape:
            yield from objects(inner)


def test_it_is_json_with_every_key_of_the_config() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    fields = {field.alias or name for name, field in ProjectConfig.model_fields.items()}
    assert set(SCHEMA["properties"]) == fields
    assert SCHEMA["required"] == ["organization", "program", "start_date"]


def test_every_key_has_a_description_and_an_optional_one_may_be_tbd() -> None:
    for shape in objects(SCHEMA):
        for name, key in shape["properties"].items():
            assert key.get("description"), name
            if name not in shape.get("required", ()):
                assert {"const": "tbd", "description": "To be decided"} in key["anyOf"], name


def test_unknown_keys_are_refused_at_every_depth() -> None:
    for shape in objects(SCHEMA):
        allowed = shape.get("additionalProperties")
        assert allowed is False or shape.get("title") == "FreeRow", shape.get("title")


def test_every_reference_leads_to_a_definition() -> None:
    def references(shape: object) -> Iterator[str]:
        if isinstance(shape, dict):
            yield from (value for key, value in shape.items() if key == "$ref")
            for inner in shape.values():
                yield from references(inner)
        elif isinstance(shape, list):
            for inner in shape:
                yield from references(inner)

    names = {reference.removeprefix("#/$defs/") for reference in references(SCHEMA)}
    assert names <= set(SCHEMA["$defs"])

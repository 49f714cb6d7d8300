"""Every template that ships renders the day it arrives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content import blocks
from generator.content.render import render_document
from generator.model.deliverable import Deliverable
from generator.model.library import Library
from generator.model.pack import Pack

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHIPPED = sorted(path.name for path in TEMPLATES.glob("*.md.j2"))


@pytest.fixture
def document(
    request: pytest.FixtureRequest,
    pack: Pack,
    library: Library,
    make_deliverable: Callable[[str], Deliverable],
) -> blocks.Document:
    name = request.param
    title = str(library.templates[name].front.get("deliverable") or "Report")
    document, problems = render_document(name, make_deliverable(title), pack, library)
    assert [str(problem) for problem in problems] == []
    return document


@pytest.mark.parametrize("document", SHIPPED, indirect=True)
def test_a_shipped_template_renders_without_a_problem(document: blocks.Document) -> None:
    assert document.blocks

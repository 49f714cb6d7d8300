"""Every template that ships renders the day it arrives, and so does one that is dropped in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.content import blocks
from generator.content.render import render_document
from generator.content.values import plain
from generator.model.deliverable import Deliverable
from generator.model.library import Library
from generator.model.pack import Pack
from generator.sources.library import read_library

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHIPPED = sorted(path.name for path in TEMPLATES.glob("*.md.j2"))
Render = Callable[[str], tuple[blocks.Document, list[str]]]


@pytest.fixture
def render(pack: Pack, library: Library, make_deliverable: Callable[[str], Deliverable]) -> Render:
    def render(name: str) -> tuple[blocks.Document, list[str]]:
        title = str(library.templates[name].front.get("deliverable") or "Assessment")
        document, problems = render_document(name, make_deliverable(title), pack, library)
        return document, [str(problem) for problem in problems]

    return render


def lines_of(document: blocks.Document) -> Iterator[blocks.Inlines]:
    for block in document.blocks:
        match block:
            case blocks.Table(rows=rows, note=note):
                yield from (cell for row in rows for cell in row)
                yield note
            case blocks.ListBlock(items=items):
                yield from (item.inlines for item in items)
            case blocks.Figure(caption=caption, alternative=alternative):
                yield blocks.Run(caption), blocks.Run(alternative)
            case blocks.Contents() | blocks.TableList() | blocks.PageBreak():
                pass
            case _:
                yield block.inlines


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_template_renders_without_a_problem(render: Render, name: str) -> None:
    _, problems = render(name)
    assert problems == []


@pytest.mark.parametrize("name", SHIPPED)
def test_no_mark_of_the_template_language_is_left_over(render: Render, name: str) -> None:
    document, _ = render(name)
    marks = ("{{", "}}", "{%", "%}", "{#", "[[", "]]", "<<", "\ue000", "\ue002", "**")
    texts = [plain(inlines) for inlines in lines_of(document)]
    assert [text for text in texts if any(mark in text for mark in marks)] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_no_cell_is_empty_and_every_row_is_whole(render: Render, name: str) -> None:
    document, _ = render(name)
    for table in document.blocks:
        if isinstance(table, blocks.Table):
            assert table.rows, table.id
            for row in table.rows:
                assert len(row) == len(table.columns), table.id
                assert all(plain(cell).strip() for cell in row), (table.id, row)


@pytest.mark.parametrize("name", SHIPPED)
def test_rendering_twice_gives_the_same_document(render: Render, name: str) -> None:
    assert render(name) == render(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_summary_comes_first_and_control_last(render: Render, name: str) -> None:
    document, _ = render(name)
    headings = [block for block in document.blocks if isinstance(block, blocks.Heading)]
    ids = [heading.id for heading in headings]
    assert ids[0] == "summary" or "summary" not in ids
    assert "frame_approvals" in ids or "approvals" in ids
    for section in ("control", "revisions", "next", "terms", "tailoring"):
        assert ids.index(f"frame_{section}") > ids.index("frame_about")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_document_says_how_to_finish_it(render: Render, name: str) -> None:
    document, _ = render(name)
    shown = {
        inline.key
        for inlines in lines_of(document)
        for inline in inlines
        if isinstance(inline, blocks.FactRun) and inline.state.value == "to be decided"
    }
    front = next(
        plain(block.inlines)
        for block in document.blocks
        if isinstance(block, blocks.Guidance) and "project.yml" in plain(block.inlines)
    )
    assert shown
    assert f" {document.open_count} placeholders in this document" in front
    assert all(f" {key}" in front for key in document.open_facts)


def test_a_dropped_in_template_renders_without_any_python(
    pack: Pack, make_deliverable: Callable[[str], Deliverable]
) -> None:
    texts = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*")
        if path.name.endswith((".yml", ".md.j2"))
    }
    texts["quality-plan.md.j2"] = (
        "---\ndeliverable: Quality Plan\nfile: Quality-Plan\ntitle: Quality Plan\n"
        "outline: [summary, metrics]\n---\n"
        '{% include "_partials/front.md.j2" %}\n'
        '# Summary {#summary}\n\nFor {{ fact("program") }}.\n\n'
        '# Metrics {#metrics}\n\n{{ table("quality_plan_metrics") }}\n\n'
        '{% include "_partials/back.md.j2" %}\n'
    )
    texts["tables/quality-plan.yml"] = (
        "quality_plan_metrics:\n  caption: Metrics\n  rows: rows('quality.metrics')\n"
        "  columns:\n    - {heading: Metric, cell: metric}\n"
    )
    library, problems = read_library(texts)
    assert problems == ()
    document, found = render_document(
        "quality-plan.md.j2", make_deliverable("Quality Plan"), pack, library
    )
    assert found == ()
    table = next(
        block
        for block in document.blocks
        if isinstance(block, blocks.Table) and block.id == "quality_plan_metrics"
    )
    assert len(table.rows) == len(pack.project.rows["quality.metrics"].rows)


def test_a_general_document_shows_what_the_key_task_says_of_it(
    pack: Pack, library: Library, make_deliverable: Callable[[str], Deliverable]
) -> None:
    wanted = replace(make_deliverable("Program Charter"), draft_id="1.2.M1")
    document, problems = render_document("deliverable.md.j2", wanted, pack, library)
    assert problems == ()
    lists = [block for block in document.blocks if isinstance(block, blocks.ListBlock)]
    assert [[plain(item.inlines) for item in listed.items] for listed in lists] == [
        ["Develop Program Charter"],
        # What names no deliverable bears on each.
        ["Keep key people.", "Write the Program Charter first."],
    ]
    schedule = next(
        block
        for block in document.blocks
        if isinstance(block, blocks.Table) and block.id == "deliverable_schedule"
    )
    assert [plain(row[0]) for row in schedule.rows] == ["1.2.1", "1.2.M1"]

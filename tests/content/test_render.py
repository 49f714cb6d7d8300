"""A document as a whole: what it finds out about itself, its outline and its properties."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from generator.content import blocks
from generator.content.blocks import FactRun, Run
from generator.content.budget import budget_rows, budget_total
from generator.content.render import render_document
from generator.model.config import ProjectConfig
from generator.model.library import Library, Term
from generator.model.pack import Pack
from generator.model.project import Fact, FactState

Write = Callable[..., Any]


def text_of(block: Any) -> str:
    return "".join(inline.text for inline in block.inlines)


def test_a_fact_shows_its_state(write: Write) -> None:
    document, _ = write(
        "Is: {{ fact('a') }}\n\nIs: {{ fact('b') }}\n\n"
        "Is: {{ fact('c') }}\n\nSo {{ fact('c') }}.\n",
        facts={
            "a": Fact("a", "A", "given", FactState.GIVEN),
            "b": Fact("b", "B", "default", FactState.ASSUMED),
            "c": Fact("c", "C", "", FactState.OPEN),
        },
    )
    assert [block.inlines[1] for block in document.blocks] == [
        FactRun("a", "A", "given", FactState.GIVEN),
        FactRun("b", "B", "default (Assumed)", FactState.ASSUMED),
        FactRun("c", "C", "To be decided", FactState.OPEN),
        FactRun("c", "C", "C to be decided", FactState.OPEN),
    ]


def test_a_document_counts_its_own_placeholders(write: Write) -> None:
    document, _ = write(
        "{{ open_count }} open, {{ completeness }} %:{% for key in open_keys %} `{{ key }}`"
        "{% endfor %}\n\n{{ fact('b') }}{{ fact('a') }}{{ fact('b') }}{{ None }}\n",
        facts={
            "a": Fact("a", "A", "given", FactState.GIVEN),
            "b": Fact("b.key", "B", "", FactState.OPEN),
        },
    )
    assert text_of(document.blocks[0]) == "3 open, 50 %: b.key"
    assert (document.open_count, document.open_facts, document.completeness) == (3, ("b.key",), 50)


def test_a_reference_carries_the_text_of_what_it_leads_to(write: Write) -> None:
    document, problems = write(
        "See {{ ref('late') }} and {{ ref('own') }}.\n\n"
        "# **Late** part {#late}\n\n{{ table('own') }}\n",
        tables={"own": {"caption": "Own", "rows": [1], "columns": [{"heading": "A", "cell": "n"}]}},
    )
    assert problems == []
    assert document.blocks[0].inlines == (
        Run("See "),
        blocks.CrossReference("late", "Late part"),
        Run(" and "),
        blocks.CrossReference("own", "Own"),
        Run("."),
    )


def test_only_terms_that_occur_are_listed_also_those_of_an_explanation(write: Write) -> None:
    glossary = (
        Term("QSMO", "Quality Service Management Office", "Works with the PMO"),
        Term("PMO", "Program Management Office", "The team"),
        Term("PM", "Project Manager", "A person"),
        Term("COR", "Contracting Officer's Representative", "A person"),
    )
    document, _ = write(
        "The QSMOs, not their CORner.\n\n"
        "{% for term in terms %}\n- {{ term.term }}\n{% endfor %}\n",
        glossary=glossary,
    )
    assert [text_of(item) for item in document.blocks[1].items] == ["PMO", "QSMO"]


def test_a_document_lists_the_assumptions_it_used_and_no_others(write: Write, pack: Pack) -> None:
    keys = {assumption.key for assumption in pack.project.assumptions}
    assert {"documents.version", "risk.items"} <= keys
    document, _ = write(
        "{{ fact('documents.version') }}\n\n{% for one in used_assumptions %}\n"
        "- {{ one.key }}\n{% endfor %}\n"
    )
    assert [text_of(item) for item in document.blocks[1].items] == ["documents.version"]


def test_the_outline_is_held_against_the_headings(write: Write) -> None:
    body = "# A {#a}\n\n# B {#b}\n\n# C {#c}\n"
    assert write(body, front={"outline": ["a", "b", "c"]})[1] == []
    assert write(body, front={"outline": ["a", "c"]})[1] == []
    assert write(body, front={"outline": ["a", "d"]})[1] == [
        'templates/own.md.j2: the outline names the section "d", which the document lacks; '
        "add the heading, or remove it from the outline"
    ]
    assert write(body, front={"outline": ["b", "a", "c"]})[1] == [
        'templates/own.md.j2: the section "a" stands in another place than in the outline; '
        "bring both into one order"
    ]


def test_the_properties_name_document_program_and_state(write: Write) -> None:
    document, _ = write("Text.\n", front={"title": "Quality Plan", "keywords": ["a", "b"]})
    assert document.properties == blocks.Properties(
        title="Core Financials Quality Plan",
        subject="Report of key task 1.2",
        author="Department of Example",
        keywords="a, b",
        category="Key task 1.2",
        language="en-US",
        status="Draft",
        version="0.1",
        date="2026-01-05",
        header="Department of Example | Core Financials | Quality Plan",
        footer="Version 0.1 | Draft | Jan 5, 2026",
    )


def test_the_budget_is_never_split_or_inferred() -> None:
    config = ProjectConfig.model_validate(
        {
            "organization": "A",
            "program": "B",
            "start_date": "2026-01-05",
            "budget": {"2027": {"planning": "$1,000", "om": 50}, "2026": 1200000},
        }
    )
    empty = {"planning": None, "dme": None, "om": None, "fte_cost": None, "reserve": None}
    assert budget_rows(config) == [
        {"fy": "FY 2026", **empty, "total": Decimal(1200000)},
        {"fy": "FY 2027", **empty, "planning": 1000, "om": 50, "total": Decimal(1050)},
    ]
    assert budget_total(config) == {"fy": "Total", **empty, "total": Decimal(1201050)}


def test_a_template_that_is_not_there_is_a_problem(pack: Pack, library: Library) -> None:
    deliverable = pack.deliverables[0]
    document, problems = render_document("none.md.j2", deliverable, pack, library)
    assert document.blocks == ()
    assert [str(problem) for problem in problems] == [
        'templates/none.md.j2: Program Charter is made by the template "none.md.j2", which is not '
        "there; add it, or correct deliverables.yml"
    ]

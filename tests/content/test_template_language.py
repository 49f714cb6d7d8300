"""Jinja in documents: strict, sandboxed, and its mistakes have a file and a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.content import blocks
from generator.content.blocks import Paragraph, Run

Write = Callable[..., Any]


def text_of(document: blocks.Document) -> list[str]:
    return ["".join(i.text for i in block.inlines) for block in document.blocks]  # type: ignore[union-attr]


def test_a_tag_alone_on_its_line_leaves_no_line_behind(write: Write) -> None:
    document, problems = write(
        "{% for n in [1, 2] %}\n- item {{ n }}\n{% endfor %}\n\n"
        "{% if true %}\nShown.\n{% else %}\nNot shown.\n{% endif %}\n\nNext.\n"
    )
    assert problems == []
    items, *paragraphs = document.blocks
    assert len(items.items) == 2
    assert paragraphs == [Paragraph((Run("Shown."),)), Paragraph((Run("Next."),))]


def test_a_tag_at_the_end_of_a_line_keeps_the_paragraphs_apart(write: Write) -> None:
    document, _ = write("One{% if true %} more{% endif %}\n\nTwo.\n")
    assert text_of(document) == ["One more", "Two."]


def test_a_problem_in_an_include_is_at_the_line_of_the_include(write: Write) -> None:
    _, problems = write(
        'Text.\n\n{% include "_partials/part.md.j2" %}\n\n# Late\n',
        partials={"_partials/part.md.j2": "Fine.\n\n---\n"},
    )
    assert [problem.split(";")[0] for problem in problems] == [
        "templates/_partials/part.md.j2:3: a rule has no place in a document",
        "templates/own.md.j2:9: a heading has no id",
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("a\n{{ nothing }}\n", ":6: 'nothing' is undefined"),
        ("a\n\n{{ project.nothing }}\n", ":7: "),
        ("a\n{% for %}\n", ":6: "),
        ("a\n{% include '_partials/none.md.j2' %}\n", ":6: there is no template _partials/none"),
        ("a\n{{ project.__class__ }}\n", ":6: "),
        ("{% macro m() %}x{% endmacro %}{{ m() }}\n", ":5: `macro` is not part of the template"),
        ("{% set x %}y{% endset %}{{ x }}\n", ":5: `set block` is not part of the template"),
        ("{{ 1 / 0 }}\n", ":5: the expression fails: division by zero"),
        ("{{ rows('risk.item') }}\n", ':5: there is no list of rows "risk.item"; did you mean'),
        ("a\n{{ fact('programme') }}\n", ':6: there is no fact "programme"; did you mean program'),
        ("{{ project.facts }}\n", ":5: a mapping cannot be printed"),
        ("{{ pack }}\n", ":5: a Pack cannot be printed inside a line"),
        ("{{ money([1]) }}\n", ":5: `money` was given [1]"),
        ("{{ [1] | random }}\n", ":5: No filter named 'random'"),
        ("Text.\n\n{{ table('none') }}\n", ':7: there is no table "none"'),
        ("Text.\n\nSee {{ ref('none') }}.\n", ':7: the reference leads to "none"'),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_line(
    write: Write, body: str, problem: str
) -> None:
    _, problems = write(body)
    assert len(problems) == 1
    assert problems[0].startswith(f"templates/own.md.j2{problem}")


def test_a_comment_prints_nothing(write: Write) -> None:
    document, problems = write("{## said to authors ##}\n\nText{## not shown ##}.\n")
    assert problems == []
    assert text_of(document) == ["Text."]


def test_values_print_as_documents_write_them(write: Write) -> None:
    document, problems = write(
        "{{ data_date }}, {{ money(1200000) }}, {{ 2.50 }}, {{ true }}, {{ ['a', 'b'] }}, "
        "{{ money(1234.5) }}, {{ day(schedule.project_finish) }}\n"
    )
    assert problems == []
    assert text_of(document) == ["Jan 5, 2026, $1,200,000, 2.5, Yes, a, b, $1,234.50, Dec 4, 2026"]

"""A value is data: whatever text it holds, a document carries it unchanged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.content import blocks
from generator.model.project import Fact, FactState, Rows

HOSTILE = [
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "**bold** _em_ `code` ~~x~~",
    "# heading {#id}",
    "| a | b |\n|---|---|",
    "- item\n\n1. item",
    "<b>x</b> &amp; &lt;",
    "[text](https://example.org)",
    "\ue0000\ue001 \ue00012\ue001",
    "\ue002own.md.j2:7\ue003",
    "  leading and trailing  ",
    "line\r\nbreak\ttab",
    "> quote \\* \\",
    "^[a note] ^[",
    "\u2028\u200b\u00a0",
]
LEGAL = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        st.sampled_from("\t\n\r\ue000\ue001\ue002\ue003{}%#*_`|[]<>&\\0123456789"),
    ),
    min_size=1,
)
BODY = """
# A {{ fact("x") }} {#heading}

A {{ fact("x") }} and **{{ fact("x").text }}**.

- A {{ fact("x").text }}

> A {{ fact("x").text }}

Table: Caption {#pipe}

| Head |
|---|
| {{ fact("x").text }} |

{{ table("cells") }}
"""
TABLES = {
    "cells": {
        "caption": "Cells",
        "rows": "rows('objectives')",
        "columns": [{"heading": "Objective", "cell": "objective"}],
    }
}


def texts_of(document: blocks.Document) -> list[str]:
    heading, paragraph, listed, guidance, pipe, cells = document.blocks
    assert isinstance(heading, blocks.Heading)
    assert isinstance(paragraph, blocks.Paragraph)
    assert isinstance(listed, blocks.ListBlock)
    assert isinstance(guidance, blocks.Guidance)
    assert isinstance(pipe, blocks.Table)
    assert isinstance(cells, blocks.Table)
    inlines: list[Any] = [
        heading.inlines[1],
        paragraph.inlines[1],
        next(i for i in paragraph.inlines if isinstance(i, blocks.Run) and i.bold),
        *pipe.rows[0][0],
        *cells.rows[0][0],
    ]
    ends = [listed.items[0].inlines, guidance.inlines]
    return [*(i.text for i in inlines), *("".join(i.text for i in e)[2:] for e in ends)]


def check(write: Callable[..., Any], text: str) -> None:
    document, problems = write(
        BODY,
        tables=TABLES,
        facts={"x": Fact("x", "X", text, FactState.GIVEN)},
        rows={"objectives": Rows("objectives", ({"objective": text},), False)},
    )
    assert problems == []
    assert texts_of(document) == [text] * 7


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_markup_stays_text(write: Callable[..., Any], text: str) -> None:
    check(write, text)


@given(text=LEGAL)
@example(text="\ue0000\ue001")
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_that_xml_allows_reads_back_equal(write: Callable[..., Any], text: str) -> None:
    check(write, text)


def test_reserved_characters_in_a_template_are_text_too(write: Callable[..., Any]) -> None:
    document, problems = write("A \ue0000\ue001 and \ue002x:1\ue003 {{ 5 }}.\n")
    assert problems == []
    assert document.blocks == (
        blocks.Paragraph((blocks.Run("A \ue0000\ue001 and \ue002x:1\ue003 5."),)),
    )


def test_a_link_from_a_value_must_lead_somewhere(write: Callable[..., Any]) -> None:
    _, problems = write(
        'See [the page]({{ fact("x") }}).\n',
        facts={"x": Fact("x", "X", "javascript:alert(1)", FactState.GIVEN)},
    )
    assert problems == [
        'templates/own.md.j2:5: the link "javascript:alert(1)" leads nowhere a reader can follow; '
        "write an address that starts with https, http or mailto"
    ]

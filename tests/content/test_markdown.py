"""Markdown becomes blocks; what has no block type is a problem at its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.content import blocks
from generator.content.blocks import Heading, Hyperlink, LineBreak, ListItem, Paragraph, Run

Write = Callable[..., Any]


def test_headings_carry_level_id_and_text(write: Write) -> None:
    document, problems = write("# One {#one}\n\n## **Two** {#two_2}\n\n### Three {#three}\n")
    assert problems == []
    assert document.blocks == (
        Heading(1, "one", (Run("One"),)),
        Heading(2, "two_2", (Run("Two", bold=True),)),
        Heading(3, "three", (Run("Three"),)),
    )


def test_a_paragraph_carries_its_formats_links_and_breaks(write: Write) -> None:
    document, problems = write(
        "Plain **bold** *italic* `code`,\nsame paragraph  \nnext line\\\n"
        "[site](https://example.org/a_b) <mailto:a@example.org>\n"
    )
    assert problems == []
    assert document.blocks == (
        Paragraph(
            (
                Run("Plain "),
                Run("bold", bold=True),
                Run(" "),
                Run("italic", italic=True),
                Run(" "),
                Run("code", code=True),
                Run(", same paragraph"),
                LineBreak(),
                Run("next line"),
                LineBreak(),
                Hyperlink("site", "https://example.org/a_b"),
                Run(" "),
                Hyperlink("mailto:a@example.org", "mailto:a@example.org"),
            )
        ),
    )


def test_lists_nest_and_keep_their_kind(write: Write) -> None:
    document, problems = write("- a\n  1. b\n  2. c\n- d\n\nText.\n\n1. e\n")
    assert problems == []
    assert document.blocks == (
        blocks.ListBlock(
            (
                ListItem(0, False, (Run("a"),)),
                ListItem(1, True, (Run("b"),)),
                ListItem(1, True, (Run("c"),)),
                ListItem(0, False, (Run("d"),)),
            )
        ),
        Paragraph((Run("Text."),)),
        blocks.ListBlock((ListItem(0, True, (Run("e"),)),)),
    )


def test_a_block_quote_is_guidance(write: Write) -> None:
    document, _ = write("> First.\n>\n> Second.\n")
    assert document.blocks == (
        blocks.Guidance((Run("First."),)),
        blocks.Guidance((Run("Second."),)),
    )


def test_a_pipe_table_takes_caption_and_id_from_the_line_before(write: Write) -> None:
    document, problems = write(
        "Table: Levels {#levels}\n\n| Level | Days |\n|---|---:|\n| **High** | 5 |\n"
    )
    assert problems == []
    assert document.blocks == (
        blocks.Table(
            "levels",
            "Levels",
            "Levels",
            (blocks.Column("Level"), blocks.Column("Days", align="right")),
            (((Run("High", bold=True),), (Run("5"),)),),
        ),
    )


@pytest.mark.parametrize(
    ("body", "line", "fact"),
    [
        ("Text.\n\n# No id\n", 7, "a heading has no id"),
        ("# A {#a}\n\n## B {#a}\n", 7, "the id a is used twice"),
        ("# A {#A-1}\n", 5, 'the heading id "A-1" is not an id'),
        ("# A {#" + "a" * 36 + "}\n", 5, f'the heading id "{"a" * 36}" is not an id'),
        ("#### A {#a}\n", 5, "a heading of level 4"),
        ("Text.\n\n---\n", 7, "a rule has no place in a document"),
        ("Text.\n\n    indented\n", 7, "text indented by four blanks has no place in a document"),
        ("```\ncode\n```\n", 5, "a code block has no place in a document"),
        ("<div>x</div>\n", 5, "HTML has no place in a document"),
        ("Text.\nSome <b>bold</b>.\n", 6, "HTML has no place in a document"),
        ("Text.\n![alt](https://example.org/a.png)\n", 6, "an image has no place in a document"),
        ("[a](/relative)\n", 5, 'the link "/relative" leads nowhere a reader can follow'),
        ("| A |\n|---|\n| b |\n", 5, "a table has no caption and id"),
        ("Table: T {#t}\n\n| A | B |\n|---|---|\n| b | |\n", 9, "a table cell is empty"),
        ("- a\n\n  b\n", 5, "a list item is not exactly one paragraph"),
        ("- a\n\n      code\n", 7, "text indented by four blanks has no place in a list"),
        ("> - a\n", 5, "a bullet list has no place in guidance"),
        ("3. a\n", 5, "a numbered list does not start at 1"),
        ("Text\n**open\n", 6, "`**` is left over in the text"),
        ("A [[gap]]\n", 5, "`[[` is left over in the text"),
        ("A {{ contents() }} B\n", 5, "a table, title line, contents or page break stands inside"),
    ],
)
def test_what_has_no_block_type_is_told_with_its_line(
    write: Write, body: str, line: int, fact: str
) -> None:
    _, problems = write(body)
    assert problems
    assert problems[0].startswith(f"templates/own.md.j2:{line}: {fact}")


def test_every_problem_is_shown(write: Write) -> None:
    _, problems = write("# A\n\n---\n\n# B\n")
    assert [problem.split(";")[0] for problem in problems] == [
        "templates/own.md.j2:5: a heading has no id",
        "templates/own.md.j2:7: a rule has no place in a document",
        "templates/own.md.j2:9: a heading has no id",
    ]


def test_page_break_contents_and_titles_stand_alone(write: Write) -> None:
    document, problems = write(
        '{{ title_line("Title", "A ", fact("program")) }}\n{{ title_line("Subtitle", "B") }}\n\n'
        "{{ contents() }}\n\n{{ page_break() }}\n\n{{ table_list() }}\n"
    )
    assert problems == []
    first, second, *rest = document.blocks
    assert (first.style, [i.text for i in first.inlines]) == ("Title", ["A ", "Core Financials"])
    assert second == blocks.Title("Subtitle", (Run("B"),))
    assert rest == [blocks.Contents(), blocks.PageBreak(), blocks.TableList()]


def test_a_footnote_stands_where_it_was_written(write: Write) -> None:
    document, problems = write("One^[First *of* two.], two.^[Second [2].]\n\n- Item^[Third]\n")
    assert problems == []
    paragraph, items = document.blocks
    first = blocks.Footnote((Run("First "), Run("of", italic=True), Run(" two.")))
    second = blocks.Footnote((Run("Second [2]."),))
    assert paragraph.inlines == (Run("One"), first, Run(", two."), second)
    assert items.items[0].inlines == (Run("Item"), blocks.Footnote((Run("Third"),)))


def test_a_caret_is_no_footnote(write: Write) -> None:
    document, problems = write("2^10 and a^b [c]\n")
    assert problems == []
    assert document.blocks == (Paragraph((Run("2^10 and a^b [c]"),)),)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("# A^[x] {#a}\n", "a footnote has no place in a heading"),
        ("Table: A^[x] {#a}\n\n| A |\n|---|\n| b |\n", "a footnote has no place in a heading"),
        ("Table: A {#a}\n\n| A^[x] |\n|---|\n| b |\n", "a footnote has no place in a heading"),
        ("A^[]\n", "a footnote is empty"),
        ("A^[x ^[y] z]\n", "a footnote holds more than text"),
        ("A^[see [x](https://example.org)]\n", "a footnote holds more than text"),
        ("A^[open\n", "`^[` is left over in the text"),
    ],
)
def test_a_footnote_that_would_be_lost_is_a_problem(write: Write, text: str, fact: str) -> None:
    _, problems = write(text)
    assert any(fact in str(problem) for problem in problems)

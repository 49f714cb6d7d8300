from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.blocks import (
    Block,
    Column,
    Contents,
    FactRun,
    Guidance,
    Heading,
    Hyperlink,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    Table,
    TableList,
    Title,
)
from generator.formats.word import write_document
from generator.model.project import FactState
from tests.formats.word_sample import REFERENCE, SAMPLE, W, document, paragraphs, part, words

# What XML 1.0 allows, surrogates, controls and the two non-characters left out.
LEGAL = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
        st.sampled_from("\t\n&<>\"'[]{}%#\\ \u200f\u202e\u05e9\u0627\U0001f600"),
    ),
    min_size=1,
    max_size=40,
)


def table_of(value: str) -> Table:
    rows = (((Run(value),), (Run(value, bold=True),)),)
    columns = (Column(value), Column("Second"))
    return Table("t", value, value, columns, rows, (Run(value),))


IN_BLOCKS: dict[str, Callable[[str], Block]] = {
    "Title": lambda value: Title("Title", (Run(value),)),
    "Heading2": lambda value: Heading(2, "h", (Run(value),)),
    "Normal": lambda value: Paragraph((Run(value, italic=True),)),
    "Guidance": lambda value: Guidance((Run(value),)),
    "ListBullet": lambda value: ListBlock((ListItem(0, False, (Run(value),)),)),
    "ListNumber": lambda value: ListBlock((ListItem(2, True, (Run(value),)),)),
    "TableText": table_of,
    "TableHeading": table_of,
    "TableNote": table_of,
    "Caption": table_of,
}
BEFORE = {"Guidance": "Guidance: ", "Caption": "Table 1. "}


@settings(max_examples=15, deadline=None)
@pytest.mark.parametrize("style", IN_BLOCKS)
@given(value=LEGAL)
def test_any_text_reads_back_as_it_was_given(style: str, value: str) -> None:
    data = write_document(document(Contents(), TableList(), IN_BLOCKS[style](value)), REFERENCE)
    shown = [text for style_id, text in paragraphs(data) if style_id == style]
    assert shown[0] == BEFORE.get(style, "") + value


@settings(max_examples=25, deadline=None)
@given(value=LEGAL, state=st.sampled_from(FactState))
def test_any_fact_reads_back_from_its_control(value: str, state: FactState) -> None:
    given_ = value + " (Assumed)" if state is FactState.ASSUMED else value
    fact = FactRun("key", value, given_, state)
    data = write_document(document(Paragraph((fact,))), REFERENCE)
    control = part(data).find(f".//{W}sdt")
    assert words(control) == value
    assert words(control.getparent()) == given_


@settings(max_examples=25, deadline=None)
@given(value=LEGAL)
def test_any_link_and_any_header_reads_back(value: str) -> None:
    linked = document(Paragraph((Hyperlink(value, f"https://example.org/?q={value}"),)))
    data = write_document(linked, REFERENCE)
    assert paragraphs(data) == [("Normal", value)]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_any_line_end_is_one_line_break(ending: str) -> None:
    data = write_document(document(Paragraph((Run(f"a{ending}b"),))), REFERENCE)
    assert paragraphs(data) == [("Normal", "a\nb")]


def test_leading_trailing_and_double_spaces_stay() -> None:
    data = write_document(document(Paragraph((Run("  a  b "),))), REFERENCE)
    assert paragraphs(data) == [("Normal", "  a  b ")]
    spaces = part(data).find(f".//{W}t").get("{http://www.w3.org/XML/1998/namespace}space")
    assert spaces == "preserve"


def test_a_table_without_rows_and_a_document_without_blocks_can_be_written() -> None:
    empty = Table("t", "None yet", "Nothing.", (Column("A"),), ())
    assert paragraphs(write_document(document(empty), REFERENCE)) == [
        ("Caption", "Table 1. None yet"),
        ("TableHeading", "A"),
        ("TableNote", "Nothing."),
    ]
    assert paragraphs(write_document(document(), REFERENCE)) == []


def test_the_sample_uses_every_block() -> None:
    used = {type(block) for block in SAMPLE.blocks}
    assert used == set(Block.__args__)

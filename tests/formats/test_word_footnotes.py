"""Footnotes: real ones, counted by Word, with what an organisation's own reference has of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from generator.content.blocks import (
    Block,
    CrossReference,
    FactRun,
    Footnote,
    Inlines,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
)
from generator.formats.word import content_fingerprint, write_document
from generator.formats.word.brand import adopt_reference
from generator.model.project import FactState
from tests.formats.brands import careful, plain
from tests.formats.word_sample import REFERENCE, W, changed, document, part, table, text, words

NOTES = "word/footnotes.xml"
OPEN = FactRun("need", "Need", "To be decided", FactState.OPEN)


def noted(before: str, *note: object) -> Inlines:
    return (Run(before), Footnote(note), Run("."))  # type: ignore[arg-type]


BODY: tuple[Block, ...] = (
    Paragraph(noted("One", Run("First, of "), Run("GAO", bold=True))),
    table("t", rows=((noted("cell", Run("Second")), text("x")),), note=noted("Note", Run("Third"))),
    ListBlock((ListItem(0, True, noted("Item", CrossReference("t", "Table 1"), OPEN)),)),
)
DATA = write_document(document(*BODY), REFERENCE)


def notes(data: bytes) -> dict[int, str]:
    """Number and text of each note that is no line above notes."""
    found = [one for one in part(data, NOTES) if one.get(W + "type") is None]
    return {int(one.get(W + "id")): words(one).strip() for one in found}


def marks(data: bytes) -> list[int]:
    """The numbers of the marks in the text."""
    return [int(one.get(W + "id")) for one in part(data).iter(W + "footnoteReference")]


def test_each_mark_has_its_note_in_the_order_of_the_text() -> None:
    assert marks(DATA) == [1, 2, 3, 4]
    assert list(notes(DATA)) == [1, 2, 3, 4]
    assert [*notes(DATA).values()][:3] == ["First, of GAO", "Second", "Third"]
    assert "Table 1" in notes(DATA)[4]


def test_marks_and_notes_have_words_own_styles_and_the_number_is_a_field() -> None:
    for mark in part(DATA).iter(W + "footnoteReference"):
        assert mark.getparent().find(f"{W}rPr/{W}rStyle").get(W + "val") == "FootnoteReference"
        assert words(mark.getparent()) == ""
    for note in part(DATA, NOTES):
        if note.get(W + "type") is None:
            assert note.find(f"{W}p/{W}pPr/{W}pStyle").get(W + "val") == "FootnoteText"
            assert len([*note.iter(W + "footnoteRef")]) == 1


def test_a_document_without_notes_has_the_lines_above_them_alone() -> None:
    data = write_document(document(Paragraph(text("Plain."))), REFERENCE)
    assert notes(data) == {}
    assert [one.get(W + "type") for one in part(data, NOTES)] == [
        "separator",
        "continuationSeparator",
    ]


def test_a_fact_in_a_note_is_a_control(tmp_path: Path) -> None:
    (control,) = part(DATA, NOTES).iter(W + "sdt")
    assert control.find(f"{W}sdtPr/{W}alias").get(W + "val") == "Need"


def test_files_with_notes_are_valid(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    for name, brand in (
        ("ours", REFERENCE),
        ("plain", adopted(plain())),
        ("own", adopted(cover())),
    ):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(write_document(document(*BODY), brand))
        assert ooxml_errors(path) == [], name


def adopted(data: bytes) -> bytes:
    return adopt_reference(data, "brand.docx", REFERENCE)[0]


def cover() -> bytes:
    """A house template whose cover has a note of its own."""
    own = adopted(careful())
    note = (
        f'<w:footnote xmlns:w="{W[1:-1]}" w:id="7"><w:p><w:r><w:t>Of the cover</w:t></w:r></w:p>'
        "</w:footnote>"
    )
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    own = changed(own, NOTES, lambda xml: xml.replace("</w:footnotes>", f"{note}</w:footnotes>"))
    return changed(own, "word/document.xml", lambda xml: xml.replace("</w:p>", f"{mark}</w:p>", 1))


def test_a_reference_without_notes_gets_the_lines_above_them() -> None:
    data = write_document(document(*BODY), adopted(plain()))
    assert [one.get(W + "type") for one in part(data, NOTES)][:2] == [
        "separator",
        "continuationSeparator",
    ]
    assert marks(data) == [1, 2, 3, 4]


def test_a_note_of_the_cover_stays_and_the_others_count_on() -> None:
    data = write_document(document(*BODY), adopted(cover()))
    assert marks(data) == [7, 8, 9, 10, 11]
    assert notes(data)[7] == "Of the cover"
    assert notes(data)[8] == "First, of GAO"


def renumbered(data: bytes) -> bytes:
    """As LibreOffice saves it: it counts notes from 2."""
    for name in (NOTES, "word/document.xml"):
        root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))
        for one in root.iter(W + "footnote", W + "footnoteReference"):
            if one.get(W + "type") is None:
                one.set(W + "id", str(int(one.get(W + "id")) + 1))
        data = changed(data, name, lambda _, root=root: etree.tostring(root).decode())
    return data


def test_other_numbers_are_no_edit_and_other_words_in_a_note_are() -> None:
    assert content_fingerprint(renumbered(DATA)) == content_fingerprint(DATA)
    edited = changed(DATA, NOTES, lambda xml: xml.replace("Second", "Other"))
    assert content_fingerprint(edited) != content_fingerprint(DATA)
    without = changed(
        DATA, "word/document.xml", lambda xml: xml.replace('<w:footnoteReference w:id="2"/>', "")
    )
    assert content_fingerprint(without) != content_fingerprint(DATA)

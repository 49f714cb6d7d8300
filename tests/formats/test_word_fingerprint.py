from __future__ import annotations

import io
import itertools
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Pt, RGBColor
from lxml import etree

from generator.content.blocks import (
    CrossReference,
    Guidance,
    Heading,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    Run,
    Table,
)
from generator.errors import InputError
from generator.formats.word import content_fingerprint, write_document
from generator.formats.word.fingerprint import canonical_lines
from tests.formats.word_sample import (
    BLOCKS,
    REFERENCE,
    SAMPLE,
    changed,
    document,
    part,
    replaced,
    text,
    with_parts,
)

DATA = write_document(SAMPLE, REFERENCE)
BEFORE = content_fingerprint(DATA)


def pixel(red: int) -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    colours = zlib.compress(bytes([0, red, 0, 0]))
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", colours) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def edited(edit: Callable[[docx.document.Document], object], data: bytes = DATA) -> bytes:
    """The document with an edit made by python-docx, a program of others."""
    opened = docx.Document(io.BytesIO(data))
    edit(opened)
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def find(opened: docx.document.Document, start: str) -> docx.text.paragraph.Paragraph:
    return next(one for one in opened.paragraphs if one.text.startswith(start))


def insert(before: str, xml: str) -> bytes:
    """The document with XML put before the first match of a pattern."""
    return changed(
        DATA, "word/document.xml", lambda old: re.sub(f"(?={before})", xml, old, count=1)
    )


# Every kind of edit counts


def test_the_same_content_has_the_same_fingerprint() -> None:
    again = edited(lambda opened: None)
    assert again != DATA
    assert content_fingerprint(again) == BEFORE
    assert re.fullmatch("[0-9a-f]{64}", BEFORE)


RUN_FORMATS = {
    "bold": lambda font: setattr(font, "bold", True),
    "italic": lambda font: setattr(font, "italic", True),
    "underline": lambda font: setattr(font, "underline", True),
    "strike": lambda font: setattr(font, "strike", True),
    "colour": lambda font: setattr(font.color, "rgb", RGBColor(200, 0, 0)),
    "highlight": lambda font: setattr(font, "highlight_color", 7),
    "size": lambda font: setattr(font, "size", Pt(14)),
    "font": lambda font: setattr(font, "name", "Arial"),
    "superscript": lambda font: setattr(font, "superscript", True),
    "hidden": lambda font: setattr(font, "hidden", True),
    "capitals": lambda font: setattr(font, "all_caps", True),
}


@pytest.mark.parametrize("kind", RUN_FORMATS)
def test_formatting_of_a_run_counts(kind: str) -> None:
    data = edited(lambda opened: RUN_FORMATS[kind](find(opened, "What may").runs[0].font))
    assert content_fingerprint(data) != BEFORE


def test_bold_taken_off_counts() -> None:
    data = edited(lambda opened: setattr(find(opened, "Plain").runs[1].font, "bold", False))
    assert content_fingerprint(data) != BEFORE


PARAGRAPH_EDITS: dict[str, Callable[[docx.document.Document], object]] = {
    "a letter": lambda opened: find(opened, "What may").runs[0].add_text("!"),
    "another style": lambda opened: setattr(find(opened, "What may"), "style", "Guidance"),
    "alignment": lambda opened: setattr(find(opened, "What may"), "alignment", 1),
    "indent": lambda opened: setattr(
        find(opened, "What may").paragraph_format, "left_indent", Pt(20)
    ),
    "space": lambda opened: setattr(
        find(opened, "What may").paragraph_format, "space_after", Pt(30)
    ),
    "page break": lambda opened: setattr(
        find(opened, "What may").paragraph_format, "page_break_before", True
    ),
    "a break": lambda opened: find(opened, "What may").runs[0].add_break(),
    "a tab": lambda opened: find(opened, "What may").runs[0].add_tab(),
    "paragraph added": lambda opened: find(opened, "What may").insert_paragraph_before("new"),
    "empty paragraph added": lambda opened: find(opened, "What may").insert_paragraph_before(""),
    "paragraph deleted": lambda opened: (
        find(opened, "What may")._p.getparent().remove(find(opened, "What may")._p)
    ),
    "heading": lambda opened: find(opened, "Risks").runs[0].add_text("!"),
    "heading level": lambda opened: setattr(find(opened, "Risks"), "style", "Heading 2"),
    "caption": lambda opened: (
        next(one for one in opened.paragraphs if one.style.name == "Caption").runs[-1].add_text("!")
    ),
    "guidance deleted": lambda opened: (
        find(opened, "Guidance")._p.getparent().remove(find(opened, "Guidance")._p)
    ),
    "list item": lambda opened: find(opened, "bullet two").runs[0].add_text("!"),
    "list level": lambda opened: setattr(find(opened, "one again"), "style", "List Bullet"),
    "cell": lambda opened: opened.tables[0].cell(1, 1).paragraphs[0].runs[0].add_text("!"),
    "cell bold": lambda opened: setattr(
        opened.tables[0].cell(1, 1).paragraphs[0].runs[0], "bold", True
    ),
    "row deleted": lambda opened: opened.tables[0]._tbl.remove(opened.tables[0].rows[2]._tr),
    "row added": lambda opened: opened.tables[0].add_row(),
    "rows swapped": lambda opened: (
        opened.tables[0].rows[1]._tr.addprevious(opened.tables[0].rows[2]._tr)
    ),
    "column added": lambda opened: opened.tables[0].add_column(Pt(40)),
    "cells merged": lambda opened: opened.tables[0].cell(1, 0).merge(opened.tables[0].cell(2, 0)),
    "column width": lambda opened: setattr(opened.tables[0].columns[0], "width", Pt(200)),
    "table deleted": lambda opened: opened.tables[0]._tbl.getparent().remove(opened.tables[0]._tbl),
    "table style": lambda opened: setattr(opened.tables[0], "style", "Normal Table"),
    "table added": lambda opened: opened.add_table(1, 1),
    "picture": lambda opened: opened.add_picture(io.BytesIO(pixel(9))),
    "comment": lambda opened: opened.add_comment(
        find(opened, "What may").runs[0], "Really?", author="Reader"
    ),
    "header": lambda opened: opened.sections[0].header.paragraphs[0].runs[0].add_text("!"),
    "footer": lambda opened: opened.sections[0].footer.paragraphs[0].runs[0].add_text("!"),
    "turned header": lambda opened: opened.sections[1].header.paragraphs[0].runs[0].add_text("!"),
    "page size": lambda opened: setattr(opened.sections[0], "page_width", Pt(600)),
    "style changed": lambda opened: setattr(
        opened.styles["Heading 1"].font.color, "rgb", RGBColor(200, 0, 0)
    ),
}


@pytest.mark.parametrize("kind", PARAGRAPH_EDITS)
def test_an_edit_counts(kind: str) -> None:
    assert content_fingerprint(edited(PARAGRAPH_EDITS[kind])) != BEFORE


XML_EDITS = {
    "text of an open control": (">To be decided<", ">Grace Hopper<"),
    "text of a filled control": (">Ada Lovelace<", ">Grace Hopper<"),
    "text after a control": (r">\s*\(Assumed\)<", "> (agreed)<"),
    "text of a link": (">the playbook<", ">our playbook<"),
    "alternative text": ("What t1 shows", "What t1 does not show"),
    "cell fill": (
        "(?<=<w:tcPr>)",
        '<w:shd w:val="clear" w:fill="FFFF00"/>',
    ),
    "field pointing elsewhere": (r"REF _Ref(\d+) ", "REF _Ref000000001 "),
    "field turned into text": (
        r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText[^>]*> SEQ.*?end"/></w:r>',
        "<w:r><w:t>1</w:t></w:r>",
    ),
    "row no longer header": ("<w:tblHeader/>", ""),
    "inserted text": (
        "(?=<w:r><w:t [^>]*>What may)",
        '<w:ins w:id="900" w:author="Reader"><w:r><w:t>So: </w:t></w:r></w:ins>',
    ),
    "deleted text": (
        "<w:r><w:t [^>]*>What may go wrong.</w:t></w:r>",
        '<w:del w:id="900" w:author="Reader"><w:r><w:delText>What may go wrong.</w:delText></w:r>'
        "</w:del>",
    ),
    "tracked formatting": (
        "<w:r>(?=<w:t [^>]*>What may)",
        '<w:r><w:rPr><w:rPrChange w:id="900" w:author="Reader"><w:rPr/></w:rPrChange></w:rPr>',
    ),
    "tracked paragraph mark": (
        '<w:pStyle w:val="Guidance"/>',
        '<w:pStyle w:val="Guidance"/><w:rPr><w:del w:id="900" w:author="Reader"/></w:rPr>',
    ),
    "equation": (
        "(?=<w:r><w:t [^>]*>What may)",
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r>'
        "<m:t>x</m:t></m:r></m:oMath>",
    ),
    "symbol": ("(?=<w:t [^>]*>What may)", '<w:sym w:font="Wingdings" w:char="F0FC"/>'),
    "text typed behind the contents": (
        r"(?<=<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>)(?=</w:p>)",
        "<w:r><w:t>mine</w:t></w:r>",
    ),
    "list that counts on": (
        r"<w:numPr>(?:(?!</w:numPr>).)*</w:numPr>(?=</w:pPr><w:r><w:t [^>]*>one again<)",
        "",
    ),
}


@pytest.mark.parametrize("kind", XML_EDITS)
def test_an_edit_in_the_body_counts(kind: str) -> None:
    assert content_fingerprint(replaced(DATA, *XML_EDITS[kind])) != BEFORE


def test_another_target_of_a_link_counts() -> None:
    data = replaced(DATA, "a=b", "a=c", "word/_rels/document.xml.rels")
    assert content_fingerprint(data) != BEFORE


def test_another_picture_in_place_of_a_picture_counts() -> None:
    first, second = (
        edited(lambda opened, one=one: opened.add_picture(io.BytesIO(one), Pt(20), Pt(20)))
        for one in (pixel(9), pixel(200))
    )
    assert content_fingerprint(first) != content_fingerprint(second)


def test_another_word_in_a_comment_counts() -> None:
    first, second = (
        edited(lambda opened, one=one: opened.add_comment(find(opened, "What may").runs[0], one))
        for one in ("Yes", "No")
    )
    assert content_fingerprint(first) != content_fingerprint(second)


def with_footnote(words: str) -> bytes:
    data = insert("<w:r><w:t [^>]*>What may", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relationship = f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Rel'
    data = replaced(data, "</Rel", relationship, "word/_rels/document.xml.rels")
    notes = (
        f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    return with_parts(data, {"word/footnotes.xml": notes.encode()})


def test_a_footnote_and_its_words_count() -> None:
    prints = {BEFORE, *(content_fingerprint(with_footnote(words)) for words in ("a", "b"))}
    assert len(prints) == 3


# What a save does by itself does not count

SPACING_OF_GUIDANCE = re.search(
    'w:styleId="Guidance".*?(<w:spacing [^>]*/>)',
    zipfile.ZipFile(io.BytesIO(DATA)).read("word/styles.xml").decode(),
)[1]  # type: ignore[index]
NOISE = {
    "revision marks": ("<w:p>", '<w:p w:rsidR="00AA11BB" w:rsidRDefault="00AA11BB">'),
    "run revision marks": ("<w:r>", '<w:r w:rsidRPr="00AA11BB">'),
    "spelling": ("(?=<w:r>)", '<w:proofErr w:type="spellStart"/>'),
    "bookmark": (
        "(?=<w:r>)",
        '<w:bookmarkStart w:id="990" w:name="_GoBack"/><w:bookmarkEnd w:id="990"/>',
    ),
    "page seen": ("(?=<w:t [^>]*>What may)", "<w:lastRenderedPageBreak/>"),
    "language": (
        "<w:r>(?=<w:t [^>]*>What may)",
        '<w:r><w:rPr><w:lang w:val="en-GB"/><w:noProof/></w:rPr>',
    ),
    "split run": (
        ">What may go wrong.</w:t></w:r>",
        '>What </w:t></w:r><w:r w:rsidR="00AA11BB"><w:t>may go wrong.</w:t></w:r>',
    ),
    "empty run": ("(?=<w:r><w:t [^>]*>What may)", "<w:r/>"),
    "spelled-out switch": ("<w:b/>", '<w:b w:val="true"/>'),
    "what the style says anyway": (
        '(?<=<w:pStyle w:val="Guidance"/>)',
        SPACING_OF_GUIDANCE,
    ),
    "what the defaults say anyway": (
        "<w:r>(?=<w:t [^>]*>What may)",
        '<w:r><w:rPr><w:sz w:val="22"/><w:color w:val="auto"/></w:rPr>',
    ),
    "page number of the contents": (
        r'(?<=<w:fldChar w:fldCharType="separate"/></w:r>)(?=<w:r><w:fldChar w:fldCharType="end")',
        "<w:r><w:t>7</w:t></w:r>",
    ),
    "contents brought up to date": (">Summary\t?</w:t>", ">Renamed</w:t>"),
    "result of a reference": (">Table 1</w:t>", ">Table 9</w:t>"),
    "conditional style": ("(?<=<w:trPr>)", '<w:cnfStyle w:val="100000000000"/>'),
    "control unwrapped": (
        r"<w:sdt>(?:(?!</w:sdt>).)*Ada Lovelace</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:r><w:t xml:space="preserve">Ada Lovelace</w:t></w:r>',
    ),
}


@pytest.mark.parametrize("kind", NOISE)
def test_what_a_save_does_by_itself_does_not_count(kind: str) -> None:
    assert content_fingerprint(replaced(DATA, *NOISE[kind])) == BEFORE


def test_paragraph_ids_of_word_do_not_count() -> None:
    namespace = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    data = replaced(DATA, "<w:p>", f'<w:p {namespace} w14:paraId="1A2B3C4D" w14:textId="77777777">')
    assert content_fingerprint(data) == BEFORE


def test_custom_xml_and_properties_of_sharepoint_do_not_count() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    relationship = f'<Relationship Id="rIdX" Type="{kind}" Target="../customXml/item1.xml"/></Rel'
    data = replaced(DATA, "</Rel", relationship, "word/_rels/document.xml.rels")
    data = with_parts(data, {"customXml/item1.xml": b"<p/>", "docProps/custom.xml": b"<p/>"})
    data = replaced(data, "Program Charter", "Renamed", "docProps/core.xml")
    assert content_fingerprint(data) == BEFORE


def test_other_ids_of_styles_and_lists_do_not_count() -> None:
    data = DATA
    renamed = {'styleId="Guidance"': 'styleId="Anleitung"', 'numId="4"': 'numId="44"'}
    used = {'pStyle w:val="Guidance"': 'pStyle w:val="Anleitung"'}
    used['numId w:val="4"'] = 'numId w:val="44"'
    parts = {"word/styles.xml": renamed, "word/numbering.xml": renamed, "word/document.xml": used}
    for name, pairs in parts.items():

        def rename(xml: str, pairs: dict[str, str] = pairs) -> str:
            for old, new in pairs.items():
                xml = xml.replace(old, new)
            return xml

        data = changed(data, name, rename)
    assert content_fingerprint(data) == BEFORE


def test_deleted_bookmarks_do_not_count() -> None:
    data = changed(
        DATA, "word/document.xml", lambda xml: re.sub("<w:bookmark(Start|End)[^>]*>", "", xml)
    )
    assert content_fingerprint(data) == BEFORE


def test_renumbered_bookmarks_do_not_count() -> None:
    """Word numbers bookmarks, controls and comments anew in every save."""
    data = changed(
        DATA,
        "word/document.xml",
        lambda xml: re.sub(r'(<w:bookmark(?:Start|End) w:id=")(\d+)', r"\g<1>9\g<2>", xml),
    )
    data = changed(
        data,
        "word/document.xml",
        lambda xml: re.sub(r'(<w:sdtPr>.*?<w:id w:val=")(\d+)', r"\g<1>-77\g<2>", xml),
    )
    assert content_fingerprint(data) == BEFORE


def as_word_saves(xml: str) -> str:
    """The body with all of the noise of one save in Word: nothing stays the same as XML."""
    numbers = itertools.count(0x1A2B3C4D)
    namespace = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    xml = re.sub(
        r"<w:p>",
        lambda _: (
            f'<w:p {namespace} w14:paraId="{next(numbers):08X}" w14:textId="77777777"'
            ' w:rsidR="00AA11BB" w:rsidRDefault="00CC22DD">'
        ),
        xml,
    )
    xml = re.sub(r'(<w:bookmark(?:Start|End) w:id=")(\d+)', r"\g<1>9\g<2>", xml)
    xml = re.sub(
        r'<w:r><w:t xml:space="preserve">(\w+) ([^<]+)</w:t></w:r>',
        r'<w:proofErr w:type="spellStart"/><w:r w:rsidRPr="00EE33FF">'
        r'<w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>\1</w:t></w:r>'
        r'<w:proofErr w:type="spellEnd"/>'
        r'<w:r w:rsidR="00EE44AA"><w:t xml:space="preserve"> \2</w:t></w:r>',
        xml,
    )
    return re.sub(
        r'(PAGEREF \S+ \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>)',
        r"\1<w:r><w:rPr><w:noProof/><w:webHidden/></w:rPr><w:t>4</w:t></w:r>",
        xml,
    )


def test_all_noise_of_a_save_in_word_together_does_not_count() -> None:
    data = changed(DATA, "word/document.xml", as_word_saves)
    same = [
        etree.tostring(old) == etree.tostring(new)
        for old, new in zip(
            part(DATA).iter(f"{{{WORD}}}p"), part(data).iter(f"{{{WORD}}}p"), strict=True
        )
    ]
    assert not any(same)
    assert list(canonical_lines(data)) == list(canonical_lines(DATA))


@pytest.mark.parametrize("kind", XML_EDITS)
def test_an_edit_shows_through_all_noise_of_a_save_in_word(kind: str) -> None:
    edited_ = changed(replaced(DATA, *XML_EDITS[kind]), "word/document.xml", as_word_saves)
    assert content_fingerprint(edited_) != BEFORE


def saved_by_libreoffice(data: bytes, folder: Path, to_pdf: Callable[..., Path]) -> bytes:
    (folder / "saved.docx").write_bytes(data)
    saved = to_pdf(folder / "saved.docx", "docx:MS Word 2007 XML").read_bytes()
    assert saved != data
    return saved


def test_a_save_by_libreoffice_does_not_count(tmp_path: Path, to_pdf: Callable[..., Path]) -> None:
    plain = document(*(block for block in BLOCKS if not isinstance(block, Table)))
    data = write_document(plain, REFERENCE)
    saved = saved_by_libreoffice(data, tmp_path, to_pdf)
    assert list(canonical_lines(saved)) == list(canonical_lines(data))


def test_of_tables_libreoffice_loses_the_alternative_text_and_nothing_else_counts(
    tmp_path: Path, to_pdf: Callable[..., Path]
) -> None:
    saved = saved_by_libreoffice(DATA, tmp_path, to_pdf)
    lines, saved_lines = list(canonical_lines(DATA)), list(canonical_lines(saved))
    lost = [
        json.loads(line) for line, other in zip(lines, saved_lines, strict=True) if line != other
    ]
    assert [line[0] for line in lost] == ["alternative text"] * 4


def test_an_edit_shows_through_a_save_by_libreoffice(
    tmp_path: Path, to_pdf: Callable[..., Path]
) -> None:
    plain = document(Heading(1, "a", text("A")), Paragraph(text("one")))
    data = write_document(plain, REFERENCE)
    bold = edited(lambda opened: setattr(find(opened, "one").runs[0], "bold", True), data)
    saved = saved_by_libreoffice(bold, tmp_path, to_pdf)
    assert content_fingerprint(saved) == content_fingerprint(bold) != content_fingerprint(data)


# What cannot be read


def test_what_is_no_word_document_is_refused() -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    for data in (b"", b"not a zip", empty.getvalue()):
        with pytest.raises(InputError):
            content_fingerprint(data)


def test_entities_are_refused() -> None:
    data = changed(
        DATA,
        "word/document.xml",
        lambda xml: xml.replace("<w:document", '<!DOCTYPE x [<!ENTITY e "x">]><w:document', 1),
    )
    with pytest.raises(InputError):
        content_fingerprint(data)


@pytest.mark.parametrize(
    "odd",
    [
        ("<w:gridCol w:w=[^>]*>", '<w:gridCol w:w="2.5cm"/>'),
        ("<w:gridCol w:w=[^>]*>", "<w:gridCol/>"),
        ('<w:ilvl w:val="[^>]*>', '<w:ilvl w:val="one"/>'),
        ('<w:numId w:val="[^>]*>', '<w:numId w:val="999"/>'),
        ("<w:tblPr>.*?</w:tblPr>", ""),
        ("<w:pgSz[^>]*>", ""),
        ('<w:fldChar w:fldCharType="end"/>', ""),
        ('<w:fldChar w:fldCharType="begin"/>', ""),
        ('<w:pStyle w:val="[^>]*>', '<w:pStyle w:val="NoSuchStyle"/>'),
    ],
)
def test_what_other_programs_write_oddly_is_an_edit_and_no_crash(odd: tuple[str, str]) -> None:
    assert content_fingerprint(replaced(DATA, *odd)) != BEFORE


def test_a_loop_of_styles_ends() -> None:
    data = replaced(
        DATA,
        '<w:name w:val="Normal"/>',
        '<w:name w:val="Normal"/><w:basedOn w:val="Guidance"/>',
        "word/styles.xml",
    )
    assert content_fingerprint(data)


def test_blocks_that_differ_only_in_kind_differ() -> None:
    kinds = [
        Paragraph((Run("x"),)),
        Guidance((Run("x"),)),
        Heading(1, "x", (Run("x"),)),
        ListBlock((ListItem(0, True, (Run("x"),)),)),
        ListBlock((ListItem(0, False, (Run("x"),)),)),
        ListBlock((ListItem(1, False, (Run("x"),)),)),
        Paragraph((CrossReference("y", "x"), Run("", bold=True), Run("!"))),
    ]
    documents = [document(kind) for kind in kinds] + [document(PageBreak(), kinds[0])]
    prints = {content_fingerprint(write_document(one, REFERENCE)) for one in documents}
    assert len(prints) == len(documents)

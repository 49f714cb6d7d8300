"""What is brought into a person's document fits there: styles, lists, links, pictures, ids."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from generator.content.blocks import (
    Figure,
    Heading,
    Hyperlink,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
)
from generator.formats.package import read_package
from generator.formats.word import write_document
from tests.formats.word_merging.desk import (
    WP,
    Desk,
    Element,
    R,
    both,
    edited,
    element,
    find,
    flaws,
    holder,
)
from tests.formats.word_sample import (
    DRAWING,
    REFERENCE,
    W,
    changed,
    document,
    part,
    text,
    with_parts,
    words,
)

NEW = write_document(
    document(
        Heading(1, "fresh", text("Fresh")),
        Paragraph((Hyperlink("a link", "https://ussm.gsa.gov/m3/?a=b&c=d e"), Run(" here"))),
        Paragraph((Hyperlink("b link", "https://example.gov/new"),)),
        ListBlock((ListItem(0, True, text("three")), ListItem(0, True, text("four")))),
        ListBlock((ListItem(0, False, text("point")), ListItem(1, False, text("inner")))),
        Figure("lines", "Reporting lines", "The team reports to the board.", DRAWING),
        Paragraph((Run("code", code=True),)),
    ),
    REFERENCE,
)


def styled(data: bytes, paragraph: Element) -> str:
    """The name of a paragraph's style."""
    style = paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val")
    for one in part(data, "word/styles.xml").iter(W + "style"):
        if one.get(W + "styleId") == style:
            return str(one.find(W + "name").get(W + "val"))
    return ""


def put_in(desk: Desk, start: str, after: str = "What may go") -> None:
    desk.pen.insert(desk.new(start), after=desk.old(after))


def paragraph_of(data: bytes, start: str) -> Element:
    return find(part(data).find(W + "body"), start)


def test_a_style_is_the_one_of_the_same_name(written: bytes) -> None:
    theirs = written
    for name in ("word/document.xml", "word/styles.xml"):
        theirs = changed(theirs, name, lambda xml: xml.replace('"ListNumber"', '"Nummer7"'))
    plain = both(theirs, NEW, lambda desk: put_in(desk, "three"))
    paragraph = paragraph_of(plain, "three")
    assert paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val") == "Nummer7"
    assert styled(plain, paragraph) == "List Number"


def test_a_style_they_lack_comes_along_with_what_it_is_based_on(written: bytes) -> None:
    lacking = re.compile(r'<w:style [^>]*w:styleId="InlineCode".*?</w:style>', re.DOTALL)
    theirs = changed(written, "word/styles.xml", lambda xml: lacking.sub("", xml))
    theirs = changed(
        theirs, "word/document.xml", lambda xml: xml.replace('<w:rStyle w:val="InlineCode"/>', "")
    )
    plain = both(theirs, NEW, lambda desk: put_in(desk, "code"))
    (style,) = paragraph_of(plain, "code").iter(W + "rStyle")
    names = {
        one.get(W + "styleId"): one.find(W + "name").get(W + "val")
        for one in part(plain, "word/styles.xml").iter(W + "style")
    }
    assert names[style.get(W + "val")] == "Inline Code"
    for one in part(plain, "word/styles.xml").iter(W + "basedOn", W + "link"):
        assert one.get(W + "val") in names


def numbers_of(data: bytes, *starts: str) -> list[str]:
    return [
        str(paragraph_of(data, start).find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val"))
        for start in starts
    ]


def test_a_new_ordered_list_starts_at_one_in_their_numbers(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        put_in(desk, "four")
        put_in(desk, "three")

    plain = both(theirs, NEW, work)
    first, second = numbers_of(plain, "three", "four")
    assert first == second
    root = part(plain, "word/numbering.xml")
    (num,) = (one for one in root.iter(W + "num") if one.get(W + "numId") == first)
    assert num.find(f"{W}lvlOverride/{W}startOverride").get(W + "val") == "1"
    abstract = num.find(W + "abstractNumId").get(W + "val")
    known = [one.get(W + "abstractNumId") for one in part(theirs, "word/numbering.xml")]
    assert abstract in known, "their own kind of list"
    tags = [one.tag for one in root]
    assert tags == sorted(tags, key=[W + "abstractNum", W + "num"].index)


def test_an_item_joins_the_list_it_was_matched_with(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        desk.transplant.learn(desk.ours("three"), desk.old("one again"))
        put_in(desk, "four", "one again")

    plain = both(theirs, NEW, work)
    number, there = numbers_of(plain, "four", "one again")
    assert number == there


def test_bullets_are_theirs(written: bytes) -> None:
    plain = both(written, NEW, lambda desk: put_in(desk, "inner", "bullet"))
    before = len(part(written, "word/numbering.xml"))
    assert len(part(plain, "word/numbering.xml")) == before


def test_a_link_leads_where_it_led(written: bytes) -> None:
    def work(desk: Desk) -> None:
        put_in(desk, "a link")
        put_in(desk, "b link")

    plain = both(written, NEW, work)
    targets = {
        one.get("Id"): one.get("Target") for one in part(plain, "word/_rels/document.xml.rels")
    }
    (link,) = paragraph_of(plain, "b link").iter(W + "hyperlink")
    assert targets[link.get(R + "id")] == "https://example.gov/new"
    assert len([one for one in targets.values() if "ussm" in str(one)]) == 1


def test_a_picture_comes_along_once(theirs: bytes) -> None:
    def work(desk: Desk) -> None:
        for _ in range(2):
            figure = next(desk.source.body.iter(W + "drawing"))
            paragraph = holder(figure, "p")
            desk.pen.insert(desk.transplant.bring(paragraph), after=desk.old("What may"))

    plain = both(theirs, NEW, work)
    drawings, before = (list(part(data).iter(WP + "docPr")) for data in (plain, theirs))
    assert len(drawings) == len(before) + 2
    media, known = (
        [one for name, one in read_package(data).items() if "/media/" in name]
        for data in (plain, theirs)
    )
    assert len(media) == len(set(media)) <= len(known) + 1


def test_a_name_that_stands_elsewhere_is_not_given_twice(theirs: bytes) -> None:
    """They copied a section or ours moved: the first holder keeps it."""
    same = changed(NEW, "word/document.xml", lambda xml: xml.replace("_pmo_fresh", "_pmo_risks"))
    plain = both(theirs, same, lambda desk: put_in(desk, "Fresh"))
    assert not [one for one in flaws(plain) if one.startswith("name")]
    assert "_pmo_risks" not in etree.tostring(paragraph_of(plain, "Fresh")).decode()

    def instead(desk: Desk) -> None:
        old = desk.old("Risks")
        desk.pen.replace(old, desk.new("Fresh", old))

    plain = both(theirs, same, instead)
    assert "_pmo_risks" in etree.tostring(paragraph_of(plain, "Fresh")).decode()


def test_a_section_break_of_ours_is_not_brought(written: bytes) -> None:
    wide = edited(
        NEW,
        lambda body: (
            find(body, "a link")
            .find(W + "pPr")
            .append(element('<w:sectPr><w:pgSz w:w="1" w:h="1"/></w:sectPr>'))
        ),
    )
    plain = both(written, wide, lambda desk: put_in(desk, "a link"))
    assert paragraph_of(plain, "a link").find(f"{W}pPr/{W}sectPr") is None


def with_footnote(data: bytes, start: str, note: str) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = edited(
        data,
        lambda body: find(body, start).append(
            element('<w:r><w:footnoteReference w:id="2"/></w:r>')
        ),
    )
    data = changed(
        data,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            "</Rel", f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Rel'
        ),
    )
    data = changed(
        data,
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "</Types>",
            '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats'
            '-officedocument.wordprocessingml.footnotes+xml"/></Types>',
        ),
    )
    notes = (
        f'<w:footnotes xmlns:w="{W[1:-1]}">'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    return with_parts(data, {"word/footnotes.xml": notes.encode()})


@pytest.mark.parametrize("has_notes", [True, False])
def test_a_footnote_comes_along_with_a_number_of_its_own(written: bytes, has_notes: bool) -> None:
    theirs = with_footnote(written, "Plain", "theirs") if has_notes else written
    plain = both(theirs, with_footnote(NEW, "code", "ours"), lambda desk: put_in(desk, "code"))
    notes = {
        str(one.get(W + "id")): words(one)
        for one in part(plain, "word/footnotes.xml")
        if one.get(W + "type") is None
    }
    (reference,) = paragraph_of(plain, "code").iter(W + "footnoteReference")
    assert notes[reference.get(W + "id")] == "ours"
    assert sorted(notes.values()) == (["ours", "theirs"] if has_notes else ["ours"])


def test_a_note_that_nothing_refers_to_any_more_goes(written: bytes) -> None:
    theirs = with_footnote(written, "What may", "an old wording")
    desk = Desk(theirs, NEW)
    desk.pen.remove(desk.old("What may"))
    assert "an old wording" not in etree.tostring(part(desk.data(), "word/footnotes.xml")).decode()

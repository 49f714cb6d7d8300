"""Captions, references, contents and lists of tables are right after a merge."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from generator.content.blocks import Contents, Heading, Paragraph, TableList
from generator.formats.word import with_page_numbers, write_document
from generator.formats.word.merging.numbers import refresh_fields
from tests.formats.word_sample import REFERENCE, SAMPLE, document, part, table, text, words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
Element = etree._Element
PAGES = {"summary": 3, "authority": 3, "detail": 4, "risks": 5, "end": 6, "t1": 4, "t2": 5}


def opened(data: bytes) -> tuple[Element, Element, Element]:
    """Body, styles and lists of a document."""
    return part(data), part(data, "word/styles.xml"), part(data, "word/numbering.xml")


def refreshed(document_: Element, data: bytes) -> bool:
    changed = refresh_fields(document_, *opened(data)[1:])
    before = etree.tostring(document_)
    assert not refresh_fields(document_, *opened(data)[1:]), "a second time changes something"
    assert etree.tostring(document_) == before
    return changed


DATA = write_document(SAMPLE, REFERENCE)
TOC_OF = {
    str(start.getprevious().getprevious().get(W + "name")).removeprefix("_pmo_"): str(
        start.get(W + "name")
    )
    for start in part(DATA).iter(W + "bookmarkStart")
    if str(start.get(W + "name")).startswith("_Toc")
}
PAGED = with_page_numbers(DATA, {TOC_OF[name]: page for name, page in PAGES.items()})


@pytest.fixture
def sample() -> Element:
    return part(PAGED)


def texts(root: Element, style: str) -> list[str]:
    return [words(one) for one in styled(root, style)]


def styled(root: Element, style: str) -> list[Element]:
    return [one for one in root.iter(W + "p") if style_of(one) == style]


def style_of(paragraph: Element) -> str:
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val"))


def contents(root: Element) -> list[str]:
    return [words(one) for one in root.iter(W + "p") if re.fullmatch(r"TOC\d", style_of(one))]


def tables_listed(root: Element) -> list[str]:
    return texts(root, "TableofFigures")


def find(root: Element, start: str) -> Element:
    return next(one for one in root.iter(W + "p") if words(one).lstrip().startswith(start))


def caption(root: Element, start: str) -> Element:
    return next(one for one in styled(root, "Caption") if words(one).startswith(start))


def parsed(xml: str) -> Element:
    return etree.fromstring(f'<w:x xmlns:w="{NS["w"]}">{xml}</w:x>')[0]


def retitle(paragraph: Element, old: str, new: str) -> None:
    (one,) = [node for node in paragraph.iter(W + "t") if node.text == old]
    one.text = new


def drop(*elements: Element) -> None:
    for one in elements:
        one.getparent().remove(one)


def drop_table(root: Element, start: str) -> None:
    """Deletes a caption with its table."""
    title = caption(root, start)
    drop(title.getnext(), title)


def drop_section(root: Element, heading: str) -> None:
    """Deletes a heading with everything up to the next heading."""
    one = find(root, heading)
    while True:
        after = one.getnext()
        drop(one)
        if after.tag == W + "sectPr" or style_of_or_none(after).startswith("Heading"):
            return
        one = after


def style_of_or_none(element: Element) -> str:
    return style_of(element) if element.tag == W + "p" else ""


CONTENTS = [
    "1\tSummary\t3",
    "1.1\tAuthority & limits\t3",
    "2\tRisks\t5",
    "3\tEnd\t6",
]
TABLES = [
    "Table 1. Caption of t1\t4",
    "Table 2. Caption of t2\t5",
    "Table 3. Caption of t3\t",
    "Table 4. Caption of t4\t",
]


# Nothing to do


def test_a_document_as_it_was_written_is_not_changed(
    example_pack: list[Path],
    full_pack: list[Path],
    general_pack: list[Path],
    house_pack: list[Path],
    light_pack: list[Path],
) -> None:
    files = [*example_pack, *full_pack, *general_pack, *house_pack, *light_pack]
    for data in (DATA, PAGED, *(file.read_bytes() for file in files)):
        root, styles, numbering = opened(data)
        before = etree.tostring(root)
        assert not refresh_fields(root, styles, numbering)
        assert etree.tostring(root) == before
    assert len(files) > 20


def test_what_libreoffice_saved_is_not_changed(
    example_pack: list[Path], tmp_path: Path, libreoffice: Callable[..., list[Path]]
) -> None:
    (tmp_path / "sample.docx").write_bytes(PAGED)
    for file in libreoffice([tmp_path / "sample.docx", *example_pack[:2]], "docx"):
        root, styles, numbering = opened(file.read_bytes())
        before = etree.tostring(root)
        assert not refresh_fields(root, styles, numbering)
        assert etree.tostring(root) == before


def test_the_sample_shows_what_these_tests_take_it_to_show(sample: Element) -> None:
    assert contents(sample) == CONTENTS
    assert tables_listed(sample) == TABLES
    assert words(find(sample, "See ")) == "See section 2 (Risks) and Table 1"


# Captions and references


def test_captions_count_on_over_a_deleted_table(sample: Element) -> None:
    drop_table(sample, "Table 2.")
    assert refreshed(sample, DATA)
    assert texts(sample, "Caption") == [
        "Table 1. Caption of t1",
        "Figure 1. Reporting lines",
        "Table 2. Caption of t3",
        "Table 3. Caption of t4",
    ]
    assert tables_listed(sample) == [
        TABLES[0],
        "Table 2. Caption of t3\t",
        "Table 3. Caption of t4\t",
    ]


CAPTION = (
    '<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr><w:r><w:t xml:space="preserve">Table </w:t>'
    '</w:r><w:fldSimple w:instr=" SEQ Table \\* ARABIC "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    "<w:r><w:t>: mine</w:t></w:r></w:p>"
)


def heading(title: str, properties: str = '<w:pStyle w:val="Heading1"/>') -> Element:
    return parsed(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>")


def test_a_caption_that_a_person_put_in_counts(sample: Element) -> None:
    caption(sample, "Table 1.").addprevious(parsed(CAPTION))
    assert refreshed(sample, DATA)
    assert texts(sample, "Caption")[:2] == ["Table 1: mine", "Table 2. Caption of t1"]
    assert tables_listed(sample)[:2] == ["Table 1: mine\t", "Table 2. Caption of t1\t4"]
    assert words(find(sample, "See ")) == "See section 2 (Risks) and Table 2"


def test_references_follow_a_heading_that_was_renamed_and_moved_back(sample: Element) -> None:
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    find(sample, "Summary").addprevious(heading("New"))
    assert refreshed(sample, DATA)
    assert words(find(sample, "See ")) == "See section 3 (Dangers) and Table 1"
    assert contents(sample) == [
        "1\tNew\t", "2\tSummary\t3", "2.1\tAuthority & limits\t3", "3\tDangers\t5", "4\tEnd\t6",
    ]  # fmt: skip


def test_a_reference_keeps_the_look_a_person_gave_it(sample: Element) -> None:
    reference = find(sample, "See ")
    (shown,) = [node for node in reference.iter(W + "t") if node.text == "Risks"]
    shown.getparent().insert(0, parsed("<w:rPr><w:b/></w:rPr>"))
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    assert refreshed(sample, DATA)
    assert shown.text == "Dangers"
    assert shown.getparent().find(f"{W}rPr/{W}b") is not None


def test_a_reference_to_what_is_gone_stays(sample: Element) -> None:
    drop_table(sample, "Table 1.")
    drop_section(sample, "Risks")
    assert refreshed(sample, DATA)
    assert words(find(sample, "See ")) == "See section 2 (Risks) and Table 1"


def test_a_series_that_a_person_restarts_is_theirs(sample: Element) -> None:
    other = CAPTION.replace("ARABIC ", "ARABIC \\r 7 ")
    caption(sample, "Table 1.").addprevious(parsed(other))
    refreshed(sample, DATA)
    assert texts(sample, "Caption")[:2] == ["Table 7: mine", "Table 1. Caption of t1"]


@pytest.mark.parametrize("switch", ["\\w \\h", "\\p", "\\n \\h"])
def test_a_reference_of_a_kind_we_do_not_write_stays(sample: Element, switch: str) -> None:
    for node in sample.iter(W + "instrText"):
        if node.text.startswith(" REF") and "\\r" in node.text:
            node.text = node.text.replace("\\r \\h", switch)
    find(sample, "Summary").addprevious(heading("New"))
    assert refreshed(sample, DATA)
    assert words(find(sample, "See ")) == "See section 2 (Risks) and Table 1"


def test_a_locked_field_stays(sample: Element) -> None:
    begin = find(sample, "See ").find(f".//{W}fldChar")
    begin.set(W + "fldLock", "1")
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    find(sample, "Summary").addprevious(heading("New"))
    assert refreshed(sample, DATA)
    assert words(find(sample, "See ")) == "See section 2 (Dangers) and Table 1"


# Tracked changes


def tracked(kind: str, *elements: Element) -> Element:
    """Wraps neighbouring runs in a tracked change."""
    change = etree.Element(W + kind, {W + "id": "900", W + "author": "Reader"})
    elements[0].addprevious(change)
    change.extend(elements)
    if kind == "del":
        for one in change.iter(W + "t"):
            one.tag = W + "delText"
        for one in change.iter(W + "instrText"):
            one.tag = W + "delInstrText"
    return change


def test_deleted_words_of_a_heading_are_not_in_the_contents(sample: Element) -> None:
    title = find(sample, "Authority")
    (run,) = title.findall(W + "r")
    added = parsed("<w:r><w:t>Authority</w:t></w:r>")
    run.addprevious(added)
    tracked("ins", added)
    tracked("del", run)
    assert refreshed(sample, DATA)
    assert contents(sample)[1] == "1.1\tAuthority\t3"


def test_a_caption_that_is_deleted_with_tracking_does_not_count(sample: Element) -> None:
    title = caption(sample, "Table 1.")
    tracked("del", *title.findall(W + "r"))
    assert refreshed(sample, DATA)
    assert texts(sample, "Caption")[2:] == ["Table 1. Caption of t2", "Table 2. Caption of t3",
                                            "Table 3. Caption of t4"]  # fmt: skip
    assert [one.split("\t")[0] for one in tables_listed(sample)] == texts(sample, "Caption")[2:]
    assert words(find(sample, "See ")).endswith("Table 1")  # its target has no text left


@pytest.mark.parametrize("kind", ["ins", "del"])
def test_a_result_that_a_tracked_change_runs_through_stays(sample: Element, kind: str) -> None:
    reference = find(sample, "See ")
    (run,) = [one for one in reference.iter(W + "r") if words(one) == "Risks"]
    tracked(kind, run)
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    before = etree.tostring(reference)
    assert refreshed(sample, DATA)
    assert etree.tostring(reference) == before


def test_the_number_of_an_inserted_caption_is_brought_up_to_date(sample: Element) -> None:
    title = caption(sample, "Table 3.")
    tracked("ins", *title.findall(W + "r"))
    drop_table(sample, "Table 2.")
    assert refreshed(sample, DATA)
    assert words(caption(sample, "Table 2.")) == "Table 2. Caption of t3"


def test_contents_with_tracked_changes_stay(sample: Element) -> None:
    line = next(one for one in sample.iter(W + "p") if style_of(one) == "TOC2")
    tracked("del", line.find(W + "hyperlink"))
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    before = contents(sample)
    refreshed(sample, DATA)
    assert contents(sample) == before


# Contents


def test_a_heading_of_a_person_gets_a_bookmark_and_a_line(sample: Element) -> None:
    own = heading("Ours & theirs".replace("&", "&amp;"), '<w:pStyle w:val="Heading2"/>')
    find(sample, "End").addprevious(own)
    assert refreshed(sample, DATA)
    assert contents(sample)[3] == "2.1\tOurs & theirs\t"
    (start,) = own.findall(W + "bookmarkStart")
    name = start.get(W + "name")
    assert re.fullmatch(r"_Toc\d{9}", name)
    assert name not in TOC_OF.values()
    assert [one.get(W + "id") for one in own.findall(W + "bookmarkEnd")] == [start.get(W + "id")]
    ids = [one.get(W + "id") for one in sample.iter(W + "bookmarkStart")]
    assert len(ids) == len(set(ids))
    (link,) = [one for one in sample.iter(W + "hyperlink") if one.get(W + "anchor") == name]
    assert words(link) == "2.1\tOurs & theirs\t"


@pytest.mark.parametrize(
    "properties",
    [
        '<w:pStyle w:val="Normal"/><w:outlineLvl w:val="0"/>',
        '<w:pStyle w:val="Mine"/>',
        '<w:pStyle w:val="Mine"/><w:outlineLvl w:val="9"/>',
    ],
    ids=["own level", "a style based on Heading 1", "taken out of the outline"],
)
def test_headings_are_known_by_their_outline_level(sample: Element, properties: str) -> None:
    own = heading("Mine", properties)
    find(sample, "End").addprevious(own)
    _, styles, numbering = opened(DATA)
    styles.append(
        parsed(
            '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>'
            '<w:basedOn w:val="Heading1"/></w:style>'
        )
    )
    refresh_fields(sample, styles, numbering)
    shown = [line.split("\t")[-2] for line in contents(sample)]
    assert ("Mine" in shown) == ('"9"' not in properties)


def test_a_moved_section_moves_in_the_contents(sample: Element) -> None:
    title = find(sample, "Risks")
    moved = [title]
    while not style_of_or_none(moved[-1].getnext()).startswith("Heading"):
        moved.append(moved[-1].getnext())
    for one in moved:
        find(sample, "Summary").addprevious(one)
    assert refreshed(sample, DATA)
    assert contents(sample) == [
        "1\tRisks\t5", "2\tSummary\t3", "2.1\tAuthority & limits\t3", "3\tEnd\t6",
    ]  # fmt: skip
    assert tables_listed(sample)[:2] == ["Table 1. Caption of t2\t5", "Table 2. Caption of t3\t"]
    assert words(find(sample, "See ")) == "See section 1 (Risks) and Table 3"


def test_lines_that_are_right_are_kept_as_they_are(sample: Element) -> None:
    lines = [one for one in sample.iter(W + "p") if style_of(one) in ("TOC1", "TOC2")]
    before = [etree.tostring(one) for one in lines]
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    assert refreshed(sample, DATA)
    after = [etree.tostring(one) for one in lines]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, False, True]


def field_marks(root: Element) -> list[str]:
    return [str(one.get(W + "fldCharType")) for one in root.iter(W + "fldChar")]


@pytest.mark.parametrize("gone", [("Summary",), ("End",), ("Summary", "Authority", "Detail")])
def test_the_field_stays_whole_when_its_first_or_last_line_goes(
    sample: Element, gone: tuple[str, ...]
) -> None:
    for one in gone:
        drop_section(sample, one)
    assert refreshed(sample, DATA)
    assert [line.split("\t")[1] for line in contents(sample)] == [
        title for title in ("Summary", "Authority & limits", "Risks", "End")
        if title.split()[0] not in gone
    ]  # fmt: skip
    depth = 0
    for mark in field_marks(sample):
        depth += {"begin": 1, "separate": 0, "end": -1}[mark]
        assert depth in (0, 1, 2)
    assert depth == 0
    lines = [one for one in sample.iter(W + "p") if style_of(one) in ("TOC1", "TOC2")]
    assert " TOC " in "".join(lines[0].itertext())
    assert field_marks(lines[-1])[-1] == "end"
    assert sum(" TOC " in (one.text or "") for one in sample.iter(W + "instrText")) == 2


def test_contents_without_any_heading_say_so_and_fill_again() -> None:
    data = write_document(
        document(
            Contents(), TableList(), Heading(1, "a", text("A")), Paragraph(text("x")), table("t")
        ),
        REFERENCE,
    )
    root = part(data)
    title = find(root, "A")
    rest = [title.getnext(), title.getnext().getnext(), title.getnext().getnext().getnext()]
    caption, table_ = rest[1], rest[2]
    drop(title, caption, table_)
    assert refreshed(root, data)
    assert contents(root) == ["None."]
    assert tables_listed(root) == ["None."]
    rest[0].addprevious(title)
    rest[0].addnext(caption)
    caption.addnext(table_)
    assert refreshed(root, data)
    assert contents(root) == ["1\tA\t"]
    assert tables_listed(root) == ["Table 1. Caption of t\t"]


def test_contents_that_a_person_deleted_stay_deleted(sample: Element) -> None:
    for one in list(sample.iter(W + "p")):
        if style_of(one).startswith("TOC"):
            drop(one)
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    assert refreshed(sample, DATA)
    assert contents(sample) == []


def test_a_comment_on_a_line_stays(sample: Element) -> None:
    line = find(sample, "2\tRisks")
    link = line.find(W + "hyperlink")
    link.insert(0, parsed('<w:commentRangeStart w:id="5"/>'))
    link.append(parsed('<w:commentRangeEnd w:id="5"/>'))
    line.append(parsed('<w:r><w:commentReference w:id="5"/></w:r>'))
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    assert refreshed(sample, DATA)
    drop_section(sample, "Dangers")
    assert refreshed(sample, DATA)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert len(list(sample.iter(W + name))) == 1


def test_the_end_of_a_section_in_the_last_line_stays_the_last(sample: Element) -> None:
    lines = [one for one in sample.iter(W + "p") if style_of(one) == "TableofFigures"]
    lines[-1].find(W + "pPr").append(parsed("<w:sectPr/>"))
    drop_table(sample, "Table 4.")
    assert refreshed(sample, DATA)
    lines = [one for one in sample.iter(W + "p") if style_of(one) == "TableofFigures"]
    assert [one.find(f"{W}pPr/{W}sectPr") is not None for one in lines] == [False, False, True]


def test_what_a_person_wrote_between_the_lines_stays(sample: Element) -> None:
    find(sample, "2\tRisks").addprevious(
        parsed('<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>My words</w:t></w:r></w:p>')
    )
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    assert refreshed(sample, DATA)
    assert "My words" in contents(sample)
    assert "2\tDangers\t5" in contents(sample)


@pytest.mark.parametrize("switches", ['\\o "1-2" \\t "Mine,1"', '\\o "1-2" \\n', "\\b part"])
def test_contents_of_a_kind_we_do_not_write_stay(sample: Element, switches: str) -> None:
    for node in sample.iter(W + "instrText"):
        if "TOC" in node.text and "\\o" in node.text:
            node.text = f" TOC {switches} \\h "
    retitle(find(sample, "Risks"), "Risks", "Dangers")
    refreshed(sample, DATA)
    assert contents(sample) == CONTENTS


# Contents that Word or LibreOffice made

NO_PROOF = "<w:rPr><w:noProof/><w:webHidden/></w:rPr>"
LOOK = '<w:rPr><w:rStyle w:val="Hyperlink"/><w:noProof/></w:rPr>'


def word_line(level: int, number: str, title: str, anchor: str, page: int, before: str = "") -> str:
    """A line as Word writes it when it updates the contents."""
    mark = f"<w:r>{NO_PROOF}<w:fldChar w:fldCharType="
    return (
        f'<w:p w:rsidR="00AA11BB"><w:pPr><w:pStyle w:val="TOC{level}"/><w:tabs><w:tab w:val="left"'
        ' w:pos="440"/><w:tab w:val="right" w:leader="dot" w:pos="9350"/></w:tabs><w:rPr>'
        f"<w:noProof/></w:rPr></w:pPr>{before}"
        f'<w:hyperlink w:anchor="{anchor}" w:history="1"><w:r>{LOOK}<w:t>{number}</w:t></w:r>'
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:tab/></w:r><w:r>{LOOK}<w:t>{title}"
        f'</w:t></w:r><w:r>{NO_PROOF}<w:tab/></w:r>{mark}"begin"/></w:r><w:r>{NO_PROOF}<w:instrText'
        f' xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r><w:r>{NO_PROOF}</w:r>'
        f'{mark}"separate"/></w:r><w:r>{NO_PROOF}<w:t>{page}</w:t></w:r>{mark}"end"/></w:r>'
        "</w:hyperlink></w:p>"
    )


@pytest.fixture
def updated_in_word(sample: Element) -> Element:
    """The sample with contents that Word made anew, in its frame, with bookmarks of its own."""
    titles = ["Summary", "Authority", "Risks", "End"]
    for number, title in enumerate(titles):
        one = find(sample, title)
        one.insert(
            1, parsed(f'<w:bookmarkStart w:id="{800 + number}" w:name="_Toc20000000{number}"/>')
        )
        one.append(parsed(f'<w:bookmarkEnd w:id="{800 + number}"/>'))
    lines = [one for one in sample.iter(W + "p") if style_of(one) in ("TOC1", "TOC2")]
    begin = "".join(
        etree.tostring(one, encoding="unicode") for one in lines[0].findall(W + "r")[:3]
    )
    frame = parsed(
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
        "<w:r><w:t>Contents</w:t></w:r></w:p>"
        + word_line(1, "1", "Summary", "_Toc200000000", 3, begin)
        + word_line(2, "1.1", "Authority &amp; limits", "_Toc200000001", 3)
        + word_line(1, "2", "Risks", "_Toc200000002", 5)
        + word_line(1, "3", "End", "_Toc200000003", 6)
        + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    lines[0].addprevious(frame)
    drop(*lines)
    return sample


def lines_of_word(root: Element) -> list[str]:
    return [words(one) for one in root.iter(W + "p") if one.find(f"{W}hyperlink") is not None
            and (one.find(f"{W}pPr/{W}pStyle").get(W + "val")).startswith("TOC")]  # fmt: skip


def test_contents_that_word_made_anew_count_as_equal(updated_in_word: Element) -> None:
    before = etree.tostring(updated_in_word)
    assert not refresh_fields(updated_in_word, *opened(DATA)[1:])
    assert etree.tostring(updated_in_word) == before


def test_contents_that_word_made_are_brought_up_to_date_in_their_own_look(
    updated_in_word: Element,
) -> None:
    find(updated_in_word, "End").addprevious(heading("Mine"))
    drop_section(updated_in_word, "Summary")
    assert refresh_fields(updated_in_word, *opened(DATA)[1:])
    assert lines_of_word(updated_in_word) == [
        "1.1\tAuthority & limits\t3", "1\tRisks\t5", "2\tMine\t", "3\tEnd\t6",
    ]  # fmt: skip
    frame = updated_in_word.find(f".//{W}sdt/{W}sdtContent")
    new = find(frame, "2\tMine")
    assert new.find(f"{W}pPr/{W}tabs") is not None
    assert new.find(f".//{W}rStyle").get(W + "val") == "Hyperlink"
    assert field_marks(frame)[0] == "begin"
    assert field_marks(frame[-1]) == ["end"]
    assert not refresh_fields(updated_in_word, *opened(DATA)[1:])


def test_contents_that_libreoffice_saved_are_brought_up_to_date(
    tmp_path: Path, libreoffice: Callable[..., list[Path]]
) -> None:
    (tmp_path / "sample.docx").write_bytes(PAGED)
    (saved,) = libreoffice([tmp_path / "sample.docx"], "docx")
    data = saved.read_bytes()
    root, styles, numbering = opened(data)
    shown = [one for one in root.iter(W + "p") if re.fullmatch(r"Contents\d", style_of(one))]
    assert [words(one) for one in shown] == CONTENTS
    find(root, "Summary").addprevious(heading("New"))
    assert refresh_fields(root, styles, numbering)
    shown = [one for one in root.iter(W + "p") if re.fullmatch(r"Contents\d", style_of(one))]
    assert [words(one) for one in shown] == [
        "1\tNew\t", "2\tSummary\t3", "2.1\tAuthority & limits\t3", "3\tRisks\t5", "4\tEnd\t6",
    ]  # fmt: skip
    frame = shown[0].getparent()
    assert frame.tag == W + "sdtContent"
    assert field_marks(shown[-1])[-1] == "end"
    assert not refresh_fields(root, styles, numbering)


# Numbers of headings


@pytest.mark.parametrize(
    ("kind", "pattern", "label", "referred"),
    [
        ("upperRoman", "%1.", "II.", "II"),
        ("upperLetter", "Annex %1", "Annex B", "Annex B"),
        ("decimalZero", "%1", "02", "02"),
    ],
)
def test_numbers_of_headings_are_written_as_their_list_says(
    sample: Element, kind: str, pattern: str, label: str, referred: str
) -> None:
    _, styles, numbering = opened(DATA)
    level = next(numbering.iter(W + "lvl"))  # of Heading 1
    level.find(W + "numFmt").set(W + "val", kind)
    level.find(W + "lvlText").set(W + "val", pattern)
    assert refresh_fields(sample, styles, numbering)
    assert contents(sample)[2] == f"{label}\tRisks\t5"
    assert words(find(sample, "See ")) == f"See section {referred} (Risks) and Table 1"


def test_a_list_that_starts_at_another_number_is_counted_from_there(sample: Element) -> None:
    _, styles, numbering = opened(DATA)
    next(numbering.iter(W + "lvl")).find(W + "start").set(W + "val", "4")
    assert refresh_fields(sample, styles, numbering)
    assert contents(sample)[:3] == ["4\tSummary\t3", "4.1\tAuthority & limits\t3", "5\tRisks\t5"]


def test_a_heading_without_a_number_has_none_in_the_contents(sample: Element) -> None:
    own = heading("Plain", '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    find(sample, "Risks").addprevious(own)
    assert refreshed(sample, DATA)
    assert contents(sample)[2:4] == ["Plain\t", "2\tRisks\t5"]

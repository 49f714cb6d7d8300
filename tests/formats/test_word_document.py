from __future__ import annotations

import io
import itertools
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from generator.content.blocks import (
    Column,
    Contents,
    CrossReference,
    Heading,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
)
from generator.errors import InputError
from generator.formats.word import write_document
from tests.formats.word_sample import (
    BLOCKS,
    PROPERTIES,
    REFERENCE,
    SAMPLE,
    W,
    changed,
    document,
    paragraphs,
    part,
    table,
    text,
    words,
)

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DATA = write_document(SAMPLE, REFERENCE)


def styled(data: bytes, style: str) -> list[str]:
    return [words_ for style_, words_ in paragraphs(data) if style_ == style]


# The file as a whole


def test_the_open_xml_sdk_finds_no_error(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    (tmp_path / "sample.docx").write_bytes(DATA)
    assert ooxml_errors(tmp_path / "sample.docx") == []


def test_the_open_xml_sdk_would_find_a_misplaced_element(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    broken = changed(
        DATA, "word/document.xml", lambda xml: xml.replace("<w:pPr>", "<w:pPr><w:tr/>", 1)
    )
    (tmp_path / "broken.docx").write_bytes(broken)
    assert ooxml_errors(tmp_path / "broken.docx")


def test_libreoffice_opens_it(tmp_path: Path, to_pdf: Callable[..., Path]) -> None:
    (tmp_path / "sample.docx").write_bytes(DATA)
    assert to_pdf(tmp_path / "sample.docx").read_bytes().startswith(b"%PDF")


def test_python_docx_opens_it_and_finds_its_headings_and_tables() -> None:
    opened = docx.Document(io.BytesIO(DATA))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in opened.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "Summary"),
        ("Heading 2", "Authority & limits"),
        ("Heading 3", "Detail"),
        ("Heading 1", "Risks"),
        ("Heading 1", "End"),
    ]
    assert len(opened.tables) == 4


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib, sys; sys.path[:0] = ['.'];"
        "from tests.formats.word_sample import *;"
        "from generator.formats.word import write_document;"
        "print(hashlib.sha256(write_document(SAMPLE, REFERENCE)).hexdigest())"
    )
    root = Path(__file__).parents[2]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(hashes) == 1


def test_it_carries_nothing_foreign() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as package:
        names = set(package.namelist())
    assert {name for name in names if not name.startswith("word/")} == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
    }
    assert {name for name in names if "comment" in name or "media" in name} == {
        "word/media/image1.png"  # the sample's figure
    }


def test_the_core_properties_are_the_documents_own() -> None:
    core = docx.Document(io.BytesIO(DATA)).core_properties
    assert (core.title, core.subject, core.author) == (
        "Program Charter",
        "Purpose and authority",
        "Agency of Things",
    )
    assert (core.keywords, core.category, core.language) == (
        "charter, program",
        "Starter pack",
        "en-US",
    )
    assert core.content_status == "Draft for approval"
    assert core.created.isoformat() == core.modified.isoformat() == "2026-01-05T00:00:00+00:00"


def test_a_property_longer_than_word_keeps_is_cut() -> None:
    long = replace(SAMPLE, properties=replace(PROPERTIES, keywords="k" * 300))
    core = docx.Document(io.BytesIO(write_document(long, REFERENCE))).core_properties
    assert core.keywords == "k" * 255


def test_word_neither_asks_to_update_fields_nor_falls_into_compatibility_mode() -> None:
    settings = part(DATA, "word/settings.xml")
    assert settings.find(W + "updateFields") is None
    modes = [
        setting.get(W + "val")
        for setting in settings.iter(W + "compatSetting")
        if setting.get(W + "name") == "compatibilityMode"
    ]
    assert modes == ["15"]
    assert not part(DATA).xpath("//*[@w:dirty]", namespaces={"w": W[1:-1]})


def test_the_language_stands_in_the_defaults() -> None:
    german = replace(SAMPLE, properties=replace(PROPERTIES, language="de-DE"))
    for data, language in ((DATA, "en-US"), (write_document(german, REFERENCE), "de-DE")):
        defaults = part(data, "word/styles.xml").find(W + "docDefaults")
        assert [one.get(W + "val") for one in defaults.iter(W + "lang")] == [language]


def test_no_paragraph_is_empty() -> None:
    assert [style for style, shown in paragraphs(DATA) if not shown.strip()] == []


# Headings, contents, references


def test_the_contents_list_numbered_headings_and_point_to_them() -> None:
    assert styled(DATA, "TOC1") + styled(DATA, "TOC2") == [
        "1\tSummary\t",
        "2\tRisks\t",
        "3\tEnd\t",
        "1.1\tAuthority & limits\t",
    ]
    body = part(DATA)
    anchors = [link.get(W + "anchor") for link in body.iter(W + "hyperlink")]
    names = [mark.get(W + "name") for mark in body.iter(W + "bookmarkStart")]
    targets = [anchor for anchor in anchors if anchor]
    assert targets
    assert set(targets) <= set(names)


def test_the_contents_go_as_deep_as_asked() -> None:
    deep = document(Contents(depth=3), Heading(1, "a", text("A")), Heading(3, "b", text("B")))
    assert styled(write_document(deep, REFERENCE), "TOC3") == ["1.1.1\tB\t"]


def test_contents_and_table_list_are_fields_of_their_own() -> None:
    instructions = [element.text.strip() for element in part(DATA).iter(W + "instrText")]
    assert 'TOC \\o "1-2" \\h \\z \\u' in instructions
    assert 'TOC \\h \\z \\c "Table"' in instructions
    assert styled(DATA, "TableofFigures")[0] == "Table 1. Caption of t1\t"


def test_every_field_that_begins_also_separates_and_ends_in_turn() -> None:
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        depth = 0
        for mark in part(DATA, name).iter(W + "fldChar"):
            depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(W + "fldCharType")]
            assert depth >= 0
        assert depth == 0


def test_contents_of_a_document_without_headings_say_none() -> None:
    data = write_document(document(Contents(), Paragraph(text("x"))), REFERENCE)
    assert styled(data, "TOC1") == ["None."]


def test_a_cross_reference_shows_what_it_points_to_in_fields() -> None:
    assert "See section 2 (Risks) and Table 1" in styled(DATA, "Normal")
    instructions = [element.text.strip() for element in part(DATA).iter(W + "instrText")]
    references = [one for one in instructions if one.startswith("REF")]
    names = {mark.get(W + "name") for mark in part(DATA).iter(W + "bookmarkStart")}
    assert [one.split()[2:] for one in references] == [["\\r", "\\h"], ["\\h"], ["\\h"]]
    assert {one.split()[1] for one in references} <= names


def test_a_cross_reference_to_nothing_keeps_its_text() -> None:
    lost = document(Paragraph((CrossReference("nowhere", "the annex"),)))
    assert styled(write_document(lost, REFERENCE), "Normal") == ["the annex"]


def test_headings_and_captions_carry_their_id_as_a_point_bookmark() -> None:
    marks = [
        mark.get(W + "name")
        for mark in part(DATA).iter(W + "bookmarkStart")
        if mark.getnext().tag == W + "bookmarkEnd"
    ]
    assert marks == [
        "_pmo_summary",
        "_pmo_authority",
        "_pmo_detail",
        "_pmo_t1",
        "_pmo_lines",
        "_pmo_risks",
        "_pmo_t2",
        "_pmo_t3",
        "_pmo_end",
        "_pmo_t4",
    ]


def test_bookmark_names_are_unique_and_fit_word() -> None:
    long = "a" * 50
    twins = document(
        Heading(1, long + "x", text("A")),
        Heading(1, long + "y", text("B")),
        Heading(1, "ab", text("C")),
        table("AB"),
        Paragraph(text("x")),
    )
    starts = list(part(write_document(twins, REFERENCE)).iter(W + "bookmarkStart"))
    names = [start.get(W + "name") for start in starts]
    points = [name for name in names if name.startswith("_pmo_")]
    assert points == ["_pmo_" + "a" * 35, "_pmo_" + "a" * 33 + "_2", "_pmo_ab", "_pmo_ab_2"]
    assert len(set(names)) == len(names)
    assert len({start.get(W + "id") for start in starts}) == len(starts)


# Facts


def test_a_fact_is_a_control_that_holds_the_value_alone() -> None:
    controls = {
        control.find(f"{W}sdtPr/{W}tag").get(W + "val"): (
            control.find(f"{W}sdtPr/{W}alias").get(W + "val"),
            words(control),
            control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None,
        )
        for control in part(DATA).iter(W + "sdt")
    }
    assert controls == {
        "pmopack:fact/executive_sponsor": ("Executive Sponsor", "To be decided", True),
        "pmopack:fact/program_manager": ("Program Manager", "Ada Lovelace", False),
        "pmopack:fact/budget.reserve": ("Reserve", "10 %", False),
    }


def test_an_assumed_fact_says_so_beside_its_control() -> None:
    assert "Sponsor: To be decided, manager: Ada Lovelace, 10 % (Assumed)" in styled(DATA, "Normal")


def test_no_control_is_locked_and_each_has_an_id_of_its_own() -> None:
    controls = list(part(DATA).iter(W + "sdtPr"))
    assert not [one for one in controls if one.find(W + "lock") is not None]
    ids = [one.find(W + "id").get(W + "val") for one in controls]
    assert len(set(ids)) == len(ids) == 3


# Lists


def items(data: bytes) -> list[tuple[str, str, str]]:
    """Text, list and level of the paragraphs that name a list."""
    return [
        (
            words(paragraph),
            paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val"),
            paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl").get(W + "val"),
        )
        for paragraph in part(data).iter(W + "p")
        if paragraph.find(f"{W}pPr/{W}numPr") is not None
    ]


def test_each_ordered_list_starts_at_1_by_a_number_of_its_own() -> None:
    found = items(DATA)
    assert [item[0] for item in found] == ["numbered inside", "one", "two", "one again"]
    assert [item[2] for item in found] == ["1", "0", "0", "0"]
    inside, one, two, again = (item[1] for item in found)
    assert one == two
    assert len({inside, one, again}) == 3
    numbering = part(DATA, "word/numbering.xml")
    starts = {
        num.get(W + "numId"): [
            (override.get(W + "ilvl"), override.find(W + "startOverride").get(W + "val"))
            for override in num.iter(W + "lvlOverride")
        ]
        for num in numbering.iter(W + "num")
    }
    assert starts[inside] == [("1", "1")]
    assert starts[one] == starts[again] == [("0", "1")]


def test_an_inner_list_starts_again_below_each_outer_item() -> None:
    outer, inner = (lambda shown: ListItem(0, True, text(shown))), ListItem(1, True, text("in"))
    data = write_document(
        document(ListBlock((outer("1"), inner, inner, outer("2"), inner))), REFERENCE
    )
    numbers = [number for _, number, _ in items(data)]
    assert numbers[0] == numbers[3]
    assert numbers[1] == numbers[2] != numbers[4]


def test_bullets_take_their_list_from_the_style() -> None:
    assert styled(DATA, "ListBullet") == ["bullet", "bullet two"]
    assert not {"bullet", "bullet two"} & {item[0] for item in items(DATA)}


# Tables


def test_a_table_has_one_header_row_that_repeats_and_rows_that_stay_whole() -> None:
    for found in part(DATA).iter(W + "tbl"):
        rows = found.findall(W + "tr")
        headers = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert headers == [True, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert found.find(f"{W}tblPr/{W}tblLook").get(W + "firstRow") == "1"


def test_tables_are_simple_and_in_line() -> None:
    tags = {element.tag.removeprefix(W) for element in part(DATA).iter() if element.tag != W}
    assert not tags & {"gridSpan", "vMerge", "tblpPr", "txbxContent", "trHeight"}
    assert not part(DATA).xpath("//w:tc//w:tbl", namespaces={"w": W[1:-1]})


def test_a_table_has_alternative_text() -> None:
    properties = part(DATA).find(f".//{W}tblPr")
    assert properties.find(W + "tblCaption").get(W + "val") == "Caption of t1"
    assert properties.find(W + "tblDescription").get(W + "val") == "What t1 shows."


def test_the_caption_stands_above_its_table_with_a_number_that_is_a_field() -> None:
    body = part(DATA).find(W + "body")
    captions = [one.getprevious() for one in body.iter(W + "tbl")]
    assert [words(caption) for caption in captions] == [
        f"Table {number}. Caption of t{number}" for number in (1, 2, 3, 4)
    ]
    for caption in captions:
        assert caption.find(f"{W}pPr/{W}pStyle").get(W + "val") == "Caption"
        instructions = [one.text for one in caption.iter(W + "instrText")]
        assert instructions == [" SEQ Table \\* ARABIC "]


def test_columns_share_the_width_between_the_margins() -> None:
    for found in part(DATA).iter(W + "tbl"):
        total = int(found.find(f"{W}tblPr/{W}tblW").get(W + "w"))
        grid = [int(column.get(W + "w")) for column in found.iter(W + "gridCol")]
        cells = [int(cell.get(W + "w")) for cell in found.find(W + "tr").iter(W + "tcW")]
        assert grid == cells
        assert sum(grid) == total
        assert grid[1] == pytest.approx(3 * grid[0], abs=2)


def test_a_column_is_wide_enough_for_its_longest_word_where_that_fits() -> None:
    narrow = table(
        "n",
        columns=(Column("ID", 1), Column("Text", 40)),
        rows=((text("Responsibility"), text("b")),),
    )
    data = write_document(document(narrow), REFERENCE)
    first = int(part(data).find(f".//{W}gridCol").get(W + "w"))
    # "Responsibility" in 9.5 point Calibri measures about 56 points, 1,120 twips.
    assert first >= 1120


def test_alignment_is_taken_over() -> None:
    cells = part(DATA).find(f".//{W}tr").findall(W + "tc")
    assert [cell.find(f".//{W}jc") is not None for cell in cells] == [False, True]


# Pages


def sections(data: bytes) -> list[tuple[str | None, str]]:
    """Orientation and first words of each section."""
    found, first = [], ""
    for child in part(data).find(W + "body"):
        first = first or words(child)
        section = child if child.tag == W + "sectPr" else child.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            found.append((section.find(W + "pgSz").get(W + "orient"), first))
            first = ""
    return found


def test_wide_tables_that_follow_each_other_share_a_turned_section_with_their_heading() -> None:
    assert sections(DATA) == [
        (None, "Agency of Things"),
        ("landscape", "Risks"),
        (None, "End"),
    ]


def test_a_turned_page_swaps_its_sides() -> None:
    sizes = [
        (int(size.get(W + "w")), int(size.get(W + "h"))) for size in part(DATA).iter(W + "pgSz")
    ]
    assert sizes == [(12240, 15840), (15840, 12240), (12240, 15840)]


def test_headers_and_footers_reach_to_the_margin_on_every_page() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as package:
        relationships = {
            one.get("Id"): one.get("Target") for one in part(DATA, "word/_rels/document.xml.rels")
        }
        assert "word/document.xml" in package.namelist()
    for section in part(DATA).iter(W + "sectPr"):
        size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
        width = int(size.get(W + "w")) - sum(
            int(margins.get(W + side)) for side in ("left", "right")
        )
        references = [child for child in section if child.get(R + "id")]
        assert len(references) == 2
        for reference in references:
            target = part(DATA, "word/" + relationships[reference.get(R + "id")])
            stops = {tab.get(W + "pos") for tab in target.iter(W + "tab") if tab.get(W + "pos")}
            assert stops == {str(width)}


def test_header_and_footer_say_what_it_is_and_which_page() -> None:
    assert words(part(DATA, "word/header1.xml")) == (
        "Program Charter, Grants Modernization\tDraft for approval"
    )
    footer = part(DATA, "word/footer1.xml")
    assert words(footer) == "Version 0.1, data as of Jan 5, 2026\tPage 1 of 1"
    assert [one.text.strip() for one in footer.iter(W + "instrText")] == ["PAGE", "NUMPAGES"]


def test_a_page_break_is_a_property_of_what_follows() -> None:
    breaking = [
        words(paragraph)
        for paragraph in part(DATA).iter(W + "p")
        if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert breaking == ["Summary"]
    assert not list(part(DATA).iter(W + "lastRenderedPageBreak"))


def test_a_page_break_at_the_end_or_before_a_turned_page_leaves_no_blank_page() -> None:
    blocks = (Paragraph(text("x")), PageBreak(), table("t", landscape=True), PageBreak())
    data = write_document(document(*blocks), REFERENCE)
    assert [orientation for orientation, _ in sections(data)] == [None, "landscape"]


def test_a_section_that_ends_in_a_table_ends_in_words_about_it() -> None:
    body = part(DATA).find(W + "body")
    assert words(body[-2]) == "What t4 shows."
    assert styled(DATA, "TableNote") == ["Assumed rows.", "What t3 shows.", "What t4 shows."]


def test_a_document_that_is_one_wide_table_is_turned_throughout() -> None:
    data = write_document(document(table("t", landscape=True)), REFERENCE)
    assert [orientation for orientation, _ in sections(data)] == ["landscape"]


def test_guidance_says_that_it_is_guidance() -> None:
    assert styled(DATA, "Guidance") == ["Guidance: Settle the open facts first."]


# Links and the reference


def test_a_link_leads_outside_by_one_relationship() -> None:
    twice = document(*BLOCKS[9:10], *BLOCKS[9:10])
    data = write_document(twice, REFERENCE)
    targets = [
        one.get("Target")
        for one in part(data, "word/_rels/document.xml.rels")
        if one.get("TargetMode") == "External"
    ]
    assert targets == ["https://ussm.gsa.gov/m3/?a=b&c=d%20e"]


def test_a_reference_without_a_style_is_refused_by_its_name() -> None:
    poor = changed(
        REFERENCE, "word/styles.xml", lambda xml: xml.replace('w:val="Guidance"', 'w:val="Advice"')
    )
    with pytest.raises(InputError, match="no style named 'Guidance'"):
        write_document(SAMPLE, poor)


def test_an_unknown_title_style_becomes_a_detail_of_the_title() -> None:
    odd = document(replace(BLOCKS[0], style="Motto"))
    assert styled(write_document(odd, REFERENCE), "TitleLine") == ["Agency of Things"]


def test_a_drawn_cover_page_stays_up_to_its_mark() -> None:
    cover = (
        "<w:p><w:r><w:t>Our cover</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>[[content]]</w:t></w:r></w:p><w:p><w:r><w:t>gone</w:t></w:r></w:p>"
    )
    reference = changed(
        REFERENCE, "word/document.xml", lambda xml: xml.replace("<w:body>", "<w:body>" + cover)
    )
    data = write_document(document(Paragraph(text("Ours"))), reference)
    assert [words(one) for one in part(data).iter(W + "p")] == ["Our cover", "Ours"]


def test_text_and_fills_of_the_reference_contrast() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1, computed here from the style part alone."""

    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [
            one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    styles = part(REFERENCE, "word/styles.xml")
    pairs = []
    for style in styles.iter(W + "style"):
        colour, fill = style.find(f"{W}rPr/{W}color"), style.find(f"{W}pPr/{W}shd")
        if colour is not None and style.get(W + "styleId") != "TableHeading":
            ground = "FFFFFF" if fill is None else fill.get(W + "fill")
            pairs.append((colour.get(W + "val"), ground))
    header = styles.find(f".//{W}tblStylePr")
    pairs.append(("FFFFFF", header.find(f".//{W}shd").get(W + "fill")))
    assert len(pairs) > 10
    for pair in pairs:
        dark, light = sorted(luminance(colour) for colour in pair)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, pair


def test_body_text_has_11_points_and_tables_at_least_9_and_a_half() -> None:
    styles = part(REFERENCE, "word/styles.xml")
    sizes = {
        style.get(W + "styleId"): int(style.find(f"{W}rPr/{W}sz").get(W + "val")) / 2
        for style in styles.iter(W + "style")
        if style.find(f"{W}rPr/{W}sz") is not None
    }
    assert int(styles.find(f"{W}docDefaults//{W}sz").get(W + "val")) / 2 == 11
    assert min(sizes[name] for name in ("TableText", "TableHeading", "TableNote")) == 9.5


def test_the_shipped_reference_is_what_its_script_builds(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "scripts/build_reference.py", str(tmp_path / "reference.docx")],
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": ""},
        check=True,
    )
    assert (tmp_path / "reference.docx").read_bytes() == REFERENCE


def test_every_style_of_the_reference_is_one_the_writer_uses_or_word_needs() -> None:
    styles = part(REFERENCE, "word/styles.xml")
    names = {style.find(W + "name").get(W + "val") for style in styles.iter(W + "style")}
    needed = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    titles = {"Title", "Subtitle", "Organization", "Title Line"}
    headings = {f"{kind} {level}" for kind, level in itertools.product(("heading", "toc"), "123")}
    rest = {
        "caption",
        "table of figures",
        "header",
        "footer",
        "Table Text",
        "Table Heading",
        "Table Note",
        "Pack Table",
        "Guidance",
        "List Bullet",
        "List Number",
        "TOC Heading",
        "Hyperlink",
        "Placeholder Text",
        "Inline Code",
        "footnote text",
        "footnote reference",
    }
    assert names == needed | titles | headings | rest

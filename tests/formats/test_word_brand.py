"""Organisations' own reference documents, and the light way: typeface, size, colours, logo."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.shared import Inches
from lxml import etree
from PIL import Image

from generator.content.blocks import (
    Column,
    Contents,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
)
from generator.errors import InputError, Place
from generator.formats.word import write_document
from generator.formats.word.brand import adopt_reference, dress_reference
from generator.formats.word.logo import Logo
from generator.formats.word.theme import NAMED, contrast, faults
from tests.formats.brands import (
    HOUSE_TABLE,
    M3_TEMPLATE,
    careful,
    libreoffice,
    plain,
    png,
    saved,
    word_like,
)
from tests.formats.word_look import ratio
from tests.formats.word_sample import (
    DRAWING,
    REFERENCE,
    SAMPLE,
    W,
    changed,
    document,
    part,
    table,
    text,
    words,
)

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
FIGURE = Figure("lines", "Reporting lines", "The team reports to the board.", DRAWING)
PLACE = Place("project.yml", 4, 7)
BRANDS = ("python-docx", "word", "libreoffice", "m3")
OUTLINE = (
    Contents(),
    Heading(1, "a", text("Alpha")),
    Heading(2, "b", text("Beta")),
    Heading(3, "c", text("Gamma")),
    ListBlock(
        (
            ListItem(0, True, text("first")),
            ListItem(1, True, text("inner")),
            ListItem(0, False, text("dot")),
            ListItem(1, False, text("deeper")),
        )
    ),
    ListBlock((ListItem(0, True, text("again")),)),
    Heading(1, "d", text("Delta")),
)


def adopted(data: bytes) -> bytes:
    return adopt_reference(data, "brand.docx", REFERENCE)[0]


def notes(data: bytes) -> str:
    return "\n".join(map(str, adopt_reference(data, "brand.docx", REFERENCE)[1]))


def styles(data: bytes) -> dict[str, etree._Element]:
    found = part(data, "word/styles.xml").iter(W + "style")
    return {one.find(W + "name").get(W + "val"): one for one in found}


def names(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return set(package.namelist())


def lines(data: bytes) -> list[str]:
    """The text of the body's paragraphs."""
    return [words(one) for one in part(data).iter(W + "p") if words(one).strip()]


@pytest.fixture(scope="module")
def brands(tmp_path_factory, to_pdf) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("brands")
    made = {
        "python-docx": plain(),
        "word": word_like(),
        "libreoffice": libreoffice(folder, to_pdf),
    }
    official = Path(__file__).resolve().parents[2].parent / "shared/data/m3/official" / M3_TEMPLATE
    return made | ({"m3": official.read_bytes()} if official.exists() else {})


@pytest.fixture(params=BRANDS)
def brand(request: pytest.FixtureRequest, brands: dict[str, bytes]) -> bytes:
    if request.param not in brands:
        pytest.skip("the playbook's real files (../shared/data/m3) are not here")
    return brands[request.param]


# Any reference


def test_a_document_says_the_same_in_every_brand(brand: bytes) -> None:
    ours = lines(write_document(SAMPLE, REFERENCE))
    theirs = lines(write_document(SAMPLE, adopted(brand)))
    cover = ["A cover of the house"] if theirs[0].startswith("A cover") else []
    assert theirs == cover + ours


def test_the_open_xml_sdk_finds_no_error_in_any_brand(
    brand: bytes, tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    wide = document(*SAMPLE.blocks, table("wide", landscape=True))
    file = tmp_path / "branded.docx"
    file.write_bytes(write_document(wide, adopted(brand)))
    assert ooxml_errors(file) == []


def test_headings_and_lists_count_in_every_brand(
    brand: bytes, tmp_path: Path, to_pdf: Callable[..., Path]
) -> None:
    """LibreOffice counts them; the contents say what we counted."""
    file = tmp_path / "counted.docx"
    file.write_bytes(write_document(document(*OUTLINE), adopted(brand)))
    shown = to_pdf(file, "txt:Text").read_text("utf-8-sig")
    found = [" ".join(line.split()) for line in shown.splitlines() if line.strip()]
    body = found[found.index("Contents") + 1 :]
    assert body[:3] == ["1 Alpha", "1.1 Beta", "2 Delta"]
    rest = [re.sub(r"^[^\w\s](?=\s)", "*", line) for line in body[3:]]
    assert rest == [
        *("1 Alpha", "1.1 Beta", "1.1.1 Gamma", "1. first", "a. inner", "* dot", "* deeper"),
        *("1. again", "2 Delta"),
    ]


def test_the_same_reference_gives_the_same_bytes(brand: bytes) -> None:
    first, second = (adopted(brand) for _ in range(2))
    assert first == second
    assert write_document(SAMPLE, first) == write_document(SAMPLE, second)


def test_no_brand_tracks_changes_or_runs_in_an_older_words_mode(brand: bytes) -> None:
    settings = part(adopted(brand), "word/settings.xml")
    assert not [*settings.iter(W + "trackRevisions"), *settings.iter(W + "documentProtection")]
    modes = [
        one.get(W + "val")
        for one in settings.iter(W + "compatSetting")
        if one.get(W + "name") == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_a_document_says_its_language_in_every_brand(brand: bytes) -> None:
    data = write_document(SAMPLE, adopted(brand))
    found = {one.get(W + "val") for one in part(data, "word/styles.xml").iter(W + "lang")}
    assert found == {"en-US"}


# Styles


def test_a_style_that_is_there_stays_and_one_that_lacks_is_added_and_told() -> None:
    own = word_like()
    given = etree.tostring(styles(own)["heading 2"].find(W + "rPr"))
    after = styles(adopted(own))
    assert etree.tostring(after["heading 2"].find(W + "rPr")) == given
    assert {"Guidance", "Pack Table", "Title Line", "toc 3"} <= set(after) - set(styles(own))
    told = notes(own).splitlines()[0]
    assert told.startswith("brand.docx: it has no style named 'Organization', 'Title Line'")
    assert "'Pack Table'" in told
    assert "'Title'" not in told


def test_a_lent_style_follows_the_ids_of_the_brand() -> None:
    after = styles(adopted(word_like()))
    ids = {one.get(W + "styleId") for one in after.values()}
    assert after["Guidance"].find(W + "basedOn").get(W + "val") == "Standard"
    for style in after.values():
        for pointer in ("basedOn", "next", "link"):
            for element in style.iter(W + pointer):
                assert element.get(W + "val") in ids
    assert len(ids) == len(after)


def test_a_lent_style_whose_id_is_taken_gets_another() -> None:
    taken = changed(
        plain(), "word/styles.xml", lambda xml: xml.replace('"BodyText3"', '"Guidance"')
    )
    found = styles(adopted(taken))
    assert found["Guidance"].get(W + "styleId") == "Guidance2"
    data = write_document(SAMPLE, adopted(taken))
    used = {one.get(W + "val") for one in part(data).iter(W + "pStyle")}
    assert "Guidance2" in used
    assert "Guidance" not in used


def test_a_style_of_another_kind_is_refused() -> None:
    odd = docx.Document()
    odd.styles.add_style("Guidance", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    with pytest.raises(InputError, match="style 'guidance' is of the kind 'character', not 'para"):
        adopted(saved(odd))


def theme_with(colour: str) -> bytes:
    return changed(
        plain(),
        "word/theme/theme1.xml",
        lambda xml: re.sub(r'(<a:accent1>\s*<a:srgbClr val=")[0-9A-F]{6}', rf"\g<1>{colour}", xml),
    )


@pytest.mark.parametrize(
    ("accent", "expected"), [("00503C", "00503C"), ("FFC000", "1F497D"), ("4F81BC", "1F497D")]
)
def test_lent_styles_take_the_main_colour_that_can_be_read(accent: str, expected: str) -> None:
    """Gold and pale blue cannot be read on white; dark 2 of that theme is 1F497D."""
    (fill,) = styles(adopted(theme_with(accent)))["Pack Table"].iter(W + "shd")
    assert fill.get(W + "fill") == expected
    assert fill.get(W + "themeFill") == ("accent1" if accent == expected else "text2")


def test_greys_and_signal_colours_are_not_tied_to_a_foreign_theme() -> None:
    after = styles(adopted(plain()))
    for name in ("Table Note", "Placeholder Text", "Guidance"):
        assert not [*after[name].iterfind(f".//*[@{W}themeColor]")], name


def test_a_dark_table_heading_of_the_brand_gets_no_dark_fill() -> None:
    house = docx.Document()
    heading = house.styles.add_style("Table Heading", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    heading.font.color.rgb = docx.shared.RGBColor(0x20, 0x20, 0x20)
    assert not [*styles(adopted(saved(house)))["Pack Table"].iter(W + "shd")]
    assert [*styles(adopted(plain()))["Pack Table"].iter(W + "shd")]


def test_headings_and_captions_stay_with_what_follows() -> None:
    house = docx.Document()
    for name in ("Heading 1", "Caption"):
        for keep in list(house.styles[name].element.iter(W + "keepNext")):
            keep.getparent().remove(keep)
    after = styles(adopted(saved(house)))
    for name in ("Heading 1", "heading 1", "Caption", "caption"):
        if name in after:
            assert [*after[name].iter(W + "keepNext")], name


# Lists


def test_a_bullet_of_the_brand_stays_and_gets_deeper_levels() -> None:
    own = changed(plain(), "word/numbering.xml", lambda xml: xml.replace("\uf0b7", "\u2605"))
    data = write_document(document(*OUTLINE), adopted(own))
    numbering = part(data, "word/numbering.xml")
    number = styles(data)["List Bullet"].find(f".//{W}numId").get(W + "val")
    (num,) = [one for one in numbering.iter(W + "num") if one.get(W + "numId") == number]
    abstract = num.find(W + "abstractNumId").get(W + "val")
    (own_list,) = [
        one for one in numbering.iter(W + "abstractNum") if one.get(W + "abstractNumId") == abstract
    ]
    levels = [one.find(W + "lvlText").get(W + "val") for one in own_list.iter(W + "lvl")]
    assert levels[:3] == ["\u2605", "–", "▪"]


def test_numbered_headings_of_the_brand_keep_their_full_stop() -> None:
    """Our own reference, its pattern `%1.` changed, stands for a brand whose headings count."""
    own = changed(
        REFERENCE, "word/numbering.xml", lambda xml: xml.replace('val="%1"', 'val="%1."', 1)
    )
    assert "heading" not in notes(own)
    data = write_document(document(*OUTLINE), adopted(own))
    assert "1.\tAlpha" in "".join(words(one) for one in part(data).iter(W + "p"))


@pytest.mark.parametrize("pattern", ['"upperRoman"', '"none"'])
def test_headings_that_count_otherwise_are_given_the_shipped_list(pattern: str) -> None:
    own = changed(REFERENCE, "word/numbering.xml", lambda xml: xml.replace('"decimal"', pattern, 1))
    assert "numbers 'heading 1', 'heading 2', 'heading 3' as documents need" in notes(own)


def test_lists_that_only_the_dropped_text_used_do_not_go_out() -> None:
    before = part(plain(), "word/numbering.xml")
    after = part(adopted(plain()), "word/numbering.xml")
    used = {
        one.get(W + "val") for one in part(adopted(plain()), "word/styles.xml").iter(W + "numId")
    }
    assert {one.get(W + "numId") for one in after.iter(W + "num")} == used - {"0"}
    assert len(after) != len(before)


# The page, the header and the footer


def test_the_page_and_the_margins_are_the_brands() -> None:
    """A4, 1.25 and 0.75 inch at the sides: 11909 - 1800 - 1080 twentieths of a point are left."""
    data = write_document(document(table("t")), adopted(word_like()))
    section = part(data).find(f"{W}body/{W}sectPr")
    assert section.find(W + "pgSz").get(W + "w") == "11909"
    assert next(part(data).iter(W + "tblW")).get(W + "w") == str(11909 - 1800 - 1080)


def test_measures_with_units_and_fractions_are_understood() -> None:
    odd = changed(
        plain(),
        "word/document.xml",
        lambda xml: xml.replace('w:w="12240"', 'w:w="8.5in"').replace(
            'w:left="1800"', 'w:left="1440.0000000000002"'
        ),
    )
    section = part(adopted(odd)).find(f"{W}body/{W}sectPr")
    assert section.find(W + "pgSz").get(W + "w") == "12240"
    assert section.find(W + "pgMar").get(W + "left") == "1440"


def test_a_reference_without_a_page_gets_the_shipped_one() -> None:
    bare = changed(
        plain(),
        "word/document.xml",
        lambda xml: re.sub(r"<w:sectPr.*</w:sectPr>", "", xml, flags=re.S),
    )
    section = part(adopted(bare)).find(f"{W}body/{W}sectPr")
    assert section.find(W + "pgSz").attrib == {W + "w": "12240", W + "h": "15840"}


def test_a_page_turned_sideways_is_set_upright_and_told() -> None:
    turned = docx.Document()
    section = turned.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = docx.enum.section.WD_ORIENT.LANDSCAPE
    size = part(adopted(saved(turned))).find(f".//{W}pgSz")
    assert (size.get(W + "w"), size.get(W + "orient")) == ("12240", None)
    assert "its page is turned sideways" in notes(saved(turned))


def test_marks_that_word_split_are_filled_and_the_logo_of_the_header_stays() -> None:
    data = write_document(SAMPLE, adopted(word_like()))
    headers = [part(data, name) for name in names(data) if re.match(r"word/header\d*.xml", name)]
    told = [words(one) for one in headers]
    assert any("Program Charter, Grants Modernization" in one for one in told)
    assert not [one for one in told if "[[" in one]
    assert any([*one.iter(PICTURE)] for one in headers)


def test_a_header_and_a_footer_that_lack_are_added_with_the_page_number() -> None:
    data = write_document(SAMPLE, adopted(plain()))
    section = part(data).find(f"{W}body/{W}sectPr")
    assert [one.tag for one in section][:2] == [W + "headerReference", W + "footerReference"]
    footers = [part(data, name) for name in names(data) if "footer" in name and "rels" not in name]
    assert any("PAGE" in "".join(one.itertext()) for one in footers)
    assert "it has no footer; added from the shipped reference.docx" in notes(plain())


def test_a_first_page_of_its_own_comes_once() -> None:
    house = docx.Document()
    house.sections[0].different_first_page_header_footer = True
    house.sections[0].first_page_header.paragraphs[0].text = "Only once"
    wide = document(Paragraph(text("a")), table("w", landscape=True), Paragraph(text("b")))
    sections = [*part(write_document(wide, adopted(saved(house)))).iter(W + "sectPr")]
    assert [one.find(W + "titlePg") is not None for one in sections] == [True, False, False]


# The cover, and what is left behind


def test_a_cover_stays_up_to_its_mark_with_its_own_section() -> None:
    data = write_document(document(Paragraph(text("Ours"))), adopted(word_like()))
    assert lines(data) == ["A cover of the house", "Ours"]
    assert len([*part(data).iter(W + "sectPr")]) == 2


def test_other_text_is_dropped_and_told_with_its_pictures_and_comments() -> None:
    house = docx.Document()
    paragraph = house.add_paragraph("Instructions nobody may see")
    paragraph.add_run().add_picture(io.BytesIO(png(20, 20)), width=Inches(1))
    house.add_comment(paragraph.runs, "secret remark", author="Ann")
    data = adopted(saved(house))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"Instructions" not in everything
    assert b"secret" not in everything
    assert not {name for name in names(data) if "media" in name or "thumbnail" in name}
    assert "its text is not used; delete it, or mark what is the cover" in notes(saved(house))


@pytest.mark.parametrize("mark", ["", "[[content]]"])
def test_tracked_changes_are_refused_in_a_cover_and_dropped_elsewhere(mark: str) -> None:
    house = docx.Document()
    run = house.add_paragraph().add_run("Ours since today")._r
    change = run.makeelement(W + "ins", {W + "id": "7", W + "author": "Ann"})
    run.addprevious(change)
    change.append(run)
    house.add_paragraph(mark)
    if not mark:
        assert b"since today" not in adopted(saved(house))
        return
    with pytest.raises(InputError, match=r"the cover has tracked changes; accept or delete them"):
        adopted(saved(house))


def test_a_comment_in_a_cover_is_refused() -> None:
    house = docx.Document()
    house.add_comment(house.add_paragraph("Cover").runs, "remark", author="Ann")
    house.add_paragraph("[[content]]")
    with pytest.raises(InputError, match="the cover has comments"):
        adopted(saved(house))


def test_what_is_hard_to_read_is_told() -> None:
    house = docx.Document()
    house.styles["Normal"].font.size = docx.shared.Pt(9)
    house.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png(9, 9)))
    told = notes(saved(house))
    assert "its body text has 9 points, fewer than 11" in told
    assert "the colour of its style 'heading 2', 'heading 3', 'Subtitle', 'caption' is pale" in told
    assert "has no alternative text; give it one in Word" in told


# The light way


def dressed(**changes: object) -> bytes:
    return dress_reference(REFERENCE, "reference.docx", **changes)  # type: ignore[arg-type]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("FFFFFF", "777777") == pytest.approx(4.48, abs=0.005)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.005)


def test_a_typeface_changes_the_theme_and_nothing_else() -> None:
    data = dressed(font="Georgia")
    fonts = [one.get("typeface") for one in part(data, "word/theme/theme1.xml").iter(A + "latin")]
    assert fonts == ["Georgia", "Georgia"]
    assert etree.tostring(part(data, "word/styles.xml")) == etree.tostring(
        part(REFERENCE, "word/styles.xml")
    )


def test_a_body_size_takes_all_sizes_along() -> None:
    """From 11 to 13.2 points is a fifth more: headings of 16 get 19, of 13 get 15.5."""
    data = dressed(size=Decimal("13.2"))
    assert part(data, "word/styles.xml").find(f"{W}docDefaults//{W}sz").get(W + "val") == "26"
    sizes = {name: one.find(f"{W}rPr/{W}sz") for name, one in styles(data).items()}
    assert sizes["heading 1"].get(W + "val") == "38"
    assert sizes["heading 2"].get(W + "val") == "31"
    assert sizes["Table Text"].get(W + "val") == "23"


def test_a_colour_changes_theme_and_styles_together() -> None:
    data = dressed(colours={"primary": "#5b1a2e", "accent": "7A2E12"})
    theme = part(data, "word/theme/theme1.xml")
    for slot, value in {"accent1": "5B1A2E", "dk2": "5B1A2E", "accent2": "7A2E12"}.items():
        (colour,) = theme.iter(A + slot)
        assert colour[0].get("val") == value
    assert styles(data)["heading 1"].find(f"{W}rPr/{W}color").get(W + "val") == "5B1A2E"
    (fill,) = styles(data)["Pack Table"].iter(W + "shd")
    assert fill.get(W + "fill") == "5B1A2E"
    left = etree.tostring(part(data, "word/styles.xml")).decode()
    assert "1F3A5F" not in left
    assert "24567F" not in left


def test_every_colour_of_the_reference_is_one_of_its_theme_with_the_same_value() -> None:
    theme = {
        str(slot.tag).removeprefix(A): slot[0].get("val")
        for slot in part(REFERENCE, "word/theme/theme1.xml").find(f".//{A}clrScheme")
    }
    tied = [one for one in part(REFERENCE, "word/styles.xml").iter() if one.get(W + "themeColor")]
    assert len(tied) > 15
    for one in tied:
        value = one.get(W + "color") or one.get(W + "val")
        assert theme[one.get(W + "themeColor")] == value
    for slots, grounds in NAMED.values():
        assert min(contrast(theme[slot], ground) for slot in slots for ground in grounds) >= 4.5


def test_colours_that_cannot_be_read_or_have_no_use_are_told() -> None:
    found = {name: fact for name, fact, _ in faults({"primary": "#777777", "teal": "#000000"})}
    assert found["primary"] == "#777777 has a contrast of 4.47 to 1 where it is used, below 4.5"
    assert found["teal"] == "'teal' is no colour of the documents"
    assert not [*faults({"primary": "#767676"})]
    assert [*faults({"accent": "#767676"})]  # links stand on the ground of guidance, too


def pictures(data: bytes) -> Iterator[tuple[str, int, int]]:
    for inline in part(data).iter(PICTURE.replace("docPr", "inline")):
        extent = inline.find(PICTURE.replace("docPr", "extent"))
        sides = (int(extent.get(side)) / 914400 for side in ("cx", "cy"))
        yield (inline.find(PICTURE).get("descr"), *sides)


def test_a_logo_stands_first_in_line_with_its_words() -> None:
    """400 by 100 pixels in a box of 2.5 by 0.75 inches: 2.5 by 0.625."""
    data = write_document(
        document(Heading(1, "a", text("A"))),
        dressed(logo=Logo(png(400, 100), "Office of Tests logo", PLACE)),
    )
    assert [*pictures(data)] == [("Office of Tests logo", pytest.approx(2.5), pytest.approx(0.625))]
    first = part(data).find(f"{W}body")[0]
    assert [*first.iter(PICTURE)]
    assert lines(data)[1] == "A"


def test_a_logo_stands_below_the_cover_of_a_brand() -> None:
    reference = dress_reference(
        adopted(word_like()), "b.docx", logo=Logo(png(10, 10), "Logo of us", PLACE)
    )
    body = part(write_document(document(Paragraph(text("Ours"))), reference)).find(f"{W}body")
    kinds = [words(one) for one in body if one.tag == W + "p"]
    assert kinds[0] == "A cover of the house"
    assert kinds[-2:] == ["[picture]", "Ours"]


@pytest.mark.parametrize("data", [b"", b"no picture", png(9, 9)[:20]])
def test_a_logo_that_is_no_picture_is_told_at_its_place(data: bytes) -> None:
    fact = r"project\.yml:4:7: the logo is not a PNG or JPEG picture"
    with pytest.raises(InputError, match=fact):
        dressed(logo=Logo(data, "x", PLACE))


def test_columns_are_wider_where_letters_are() -> None:
    """`Compliance` at 14 points needs more of the width than at 9.5."""
    narrow = table("t", columns=(Column("Compliance", 1), Column("B", 9)))

    def first_column(reference: bytes) -> int:
        written = part(write_document(document(narrow), reference))
        return int(next(written.iter(W + "gridCol")).get(W + "w"))

    large, wide = dressed(size=Decimal(16)), dressed(font="Verdana")
    assert first_column(REFERENCE) < first_column(wide) < first_column(large)


# Marks, tables and figures


def test_the_marks_of_a_cover_are_filled_and_those_of_the_content_are_not() -> None:
    body = document(Paragraph(text("A value that says [[title]].")))
    written = lines(write_document(body, adopted(careful())))
    assert "Office of the house: Program Charter" in written
    assert "A value that says [[title]]." in written


def test_a_mark_that_nothing_fills_is_told() -> None:
    odd = changed(careful(), "word/document.xml", lambda xml: xml.replace("A cover of", "[[date]]"))
    notes = [str(note) for note in adopt_reference(odd, "brand.docx", REFERENCE)[1]]
    (told,) = [note for note in notes if "[[date]]" in note]
    assert told == (
        "brand.docx: nothing fills its mark [[date]]; "
        "use [[title]], [[header]], [[status]], [[footer]], or delete it"
    )


def test_the_only_table_style_of_a_house_is_used_for_the_tables() -> None:
    data = write_document(document(table("t")), adopted(careful()))
    style = next(one for one in styles(data).values() if one.get(W + "styleId") == "PackTable")
    assert style.find(W + "basedOn").get(W + "val") == "HouseTable"
    header = style.find(f"{W}tblStylePr/{W}tcPr/{W}shd")
    assert header.get(W + "fill") == "DDEBE4"
    heading = styles(data)["Table Heading"]
    assert [*heading.iter(W + "color")] == []  # the house says the colour beside its ground


def test_the_table_style_that_word_gives_new_tables_goes_before() -> None:
    other = HOUSE_TABLE.replace("House", "Other")
    data = changed(
        careful(), "word/styles.xml", lambda xml: xml.replace("</w:styles>", f"{other}</w:styles>")
    )
    with_two = write_document(document(table("t")), adopted(data))
    assert base_of_tables(with_two) == "TableNormal"  # of two nobody knows which
    chosen = changed(
        data,
        "word/settings.xml",
        lambda xml: re.sub(
            "(?=<w:defaultTabStop)", '<w:defaultTableStyle w:val="OtherTable"/>', xml
        ),
    )
    assert base_of_tables(write_document(document(table("t")), adopted(chosen))) == "OtherTable"


def base_of_tables(data: bytes) -> str:
    return str(styles(data)["Pack Table"].find(W + "basedOn").get(W + "val"))


def test_a_header_of_the_house_that_is_hard_to_read_is_told() -> None:
    pale = changed(careful(), "word/styles.xml", lambda xml: xml.replace("DDEBE4", "406050"))
    notes = [str(note) for note in adopt_reference(pale, "brand.docx", REFERENCE)[1]]
    assert any(
        "'House Table' is used for the tables; its header is hard to read" in n for n in notes
    )
    notes = [str(note) for note in adopt_reference(careful(), "brand.docx", REFERENCE)[1]]
    assert not any("hard to read" in note for note in notes)


@pytest.mark.parametrize(
    ("accent", "expected"),
    # By hand: a readable colour stays; one that reads on white alone is made darker; one that
    # reads nowhere leaves its place to the theme's dark text.
    [("5B1A2E", "5B1A2E"), ("777700", "6F6F00"), ("FFC000", "1F3A5F")],
)
def test_figures_are_drawn_in_a_colour_of_the_brand_that_can_be_read(
    accent: str, expected: str
) -> None:
    brand = changed(
        REFERENCE,
        "word/theme/theme1.xml",
        lambda xml: re.sub('(<a:accent1><a:srgbClr val=.)[^"]*', rf"\g<1>{accent}", xml),
    )
    data = write_document(document(FIGURE), brand)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        picture = Image.open(io.BytesIO(package.read("word/media/image1.png"))).convert("RGB")
    darkest = min(shades(picture), key=sum)
    assert "".join(f"{part:02X}" for part in darkest) == expected
    tint = next(c for c in sorted(shades(picture), key=sum, reverse=True) if c != (255, 255, 255))
    assert ratio(expected, "".join(f"{part:02X}" for part in tint)) >= 4.5


def shades(picture: Image.Image) -> list[tuple[int, int, int]]:
    """The colours of a picture that many points have."""
    found = picture.getcolors(1_000_000)
    return [colour for count, colour in found if count > 500]

"""Drawings as pictures: in the file, in print, and where the font has no letter."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from generator.content.blocks import Figure, Paragraph
from generator.content.drawing import SMALL, TEXT, WIDTH, Box, Drawing, Label, Look, extent, label
from generator.formats.figures import DPI, draw, printable
from generator.formats.word import content_fingerprint, write_document
from tests.conftest import missing
from tests.formats.word_sample import DRAWING, REFERENCE, W, document, paragraphs, part, text

FIGURE = Figure("lines", "Reporting lines", "The team reports to the board.", DRAWING)
DATA = write_document(document(Paragraph(text("Before.")), FIGURE), REFERENCE)
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
IMAGE = "word/media/image1.png"
FONT = Path(__file__).parents[2] / "generator" / "formats" / "figures.ttf"
CONTROLS = {"categories": ("L", "M", "N", "P", "S", "Z")}
BAD_IN_XML = "\ufffe\uffff"


def box(*choices: tuple[str, ...], look: Look = Look.PART) -> Drawing:
    return Drawing((Box(0, 0, 200, 40, (Label(choices),), look),), ())


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def luminance(color: tuple[int, ...]) -> float:
    """Relative luminance, WCAG 2.0."""
    parts = [value / 255 for value in color]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rezipped(data: bytes, name: str, content: bytes) -> bytes:
    """The package with another content of one part."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return result.getvalue()


# The picture


def test_a_picture_has_at_least_200_dots_an_inch_on_the_page() -> None:
    picture = opened(draw(DRAWING))
    extents = [int(one.get("cx")) for one in part(DATA).iter(WP + "extent")]
    assert picture.width / (extents[0] / 914_400) >= 200


def test_the_same_drawing_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "from tests.formats.word_sample import DRAWING; import hashlib;"
        "from generator.formats.figures import draw;"
        "print(hashlib.sha256(draw(DRAWING)).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(hashes) == 1


@pytest.mark.parametrize("look", list(Look))
def test_text_and_fill_contrast(look: Look) -> None:
    picture = opened(draw(box(("MMMM",), look=look))).convert("RGB")
    inside = picture.crop((4, 4, picture.width // 3, picture.height - 6))
    shades = sorted(luminance(color) for _, color in inside.getcolors(1_000_000))
    assert (shades[-1] + 0.05) / (shades[0] + 0.05) >= 4.5


def test_text_is_drawn_and_lines_are() -> None:
    assert draw(box(("Board",))) != draw(box(("Boats",))) != draw(box(()))
    assert draw(DRAWING) != draw(replace(DRAWING, lines=()))
    dashed = tuple(
        replace(line, start=(0, 45), end=(90, 45), dashed=True) for line in DRAWING.lines
    )
    solid = tuple(replace(line, dashed=False) for line in dashed)
    assert draw(replace(DRAWING, lines=dashed)) != draw(replace(DRAWING, lines=solid))


@pytest.mark.parametrize(
    "name",
    ["José Núñez", "Łukasz Žižek", "Nguyễn Thị Hương", "Ðuro Søgård", "Γιώργος Παπαδόπουλος",
     "Юлія Щербак-Ґонта", "François L’Œuvre “Fé”", "§ 5 – № 7 €"],
)  # fmt: skip
def test_latin_greek_and_cyrillic_names_are_printed(name: str) -> None:
    assert printable(name)
    assert draw(box((f"COR: {name}",), ("COR",))) != draw(box(("COR",)))


def test_a_letter_typed_as_two_prints_as_the_one_it_is() -> None:
    typed = label(normalize("NFD", "José Núñez"), "COR", width=200)
    assert typed == label("José Núñez", "COR", width=200)
    assert printable(typed.choices[0][0])


@pytest.mark.parametrize(
    "name", ["محمد علي", "שרה", "अनिल", "李", "a\u200fb", "e\u0301\u0323", "\U0001f600", "a\u00adb"]
)
def test_where_the_font_lacks_a_letter_the_next_text_is_printed(name: str) -> None:
    assert not printable(name)
    assert draw(box((f"COR: {name}",), ("COR",))) == draw(box(("COR",)))


def test_where_no_text_can_be_printed_none_is() -> None:
    assert draw(box(("محمد",), ())) == draw(box(()))


@given(st.text(st.sampled_from([chr(code) for code in range(32, 0x2100)]), max_size=30))
def test_no_text_is_wider_than_the_layout_takes_it_to_be(words: str) -> None:
    font = ImageFont.truetype(FONT, 100, layout_engine=ImageFont.Layout.BASIC)
    known = "".join(filter(printable, words))
    assert font.getlength(known) <= extent(known, 100) + 1


@pytest.mark.parametrize("points", [SMALL, TEXT])
def test_every_letter_is_as_wide_as_the_layout_says_or_narrower(points: float) -> None:
    size = points * DPI / 72
    font = ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
    for code in range(32, 0x2200):
        if printable(chr(code)):
            assert font.getlength(chr(code)) <= extent(chr(code), size) + 1e-6, chr(code)
    assert all(printable(chr(code)) for code in range(33, 127))


def test_the_font_is_small_has_a_name_of_its_own_and_comes_with_its_licence() -> None:
    assert FONT.stat().st_size < 150_000
    assert ImageFont.truetype(FONT, 10).getname() == ("Pack Figures", "Regular")
    licence = FONT.with_name("figures-font-license.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert 'Reserved Font Name "Carlito"' in licence


def test_the_font_is_what_the_script_cuts_out_of_carlito(tmp_path: Path) -> None:
    if not Path("/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf").is_file():
        missing("the font Carlito (fonts-crosextra-carlito) is not installed")
    built = tmp_path / "built.ttf"
    command = [sys.executable, "scripts/build_font.py", str(built)]
    subprocess.run(command, check=True, cwd=FONT.parents[2], capture_output=True)
    assert widths(built) == widths(FONT)
    assert len(widths(FONT)) > 1_000


def widths(file: Path) -> dict[int, int]:
    """How wide each letter of a font is."""
    font = TTFont(file)
    return {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()}


# In Word


def test_the_picture_is_in_line_and_as_wide_as_the_text() -> None:
    body = part(DATA)
    (inline,) = body.iter(WP + "inline")
    size, margins = (next(body.iter(W + name)) for name in ("pgSz", "pgMar"))
    width = int(size.get(W + "w")) - sum(int(margins.get(W + side)) for side in ("left", "right"))
    assert int(inline.find(WP + "extent").get("cx")) == width * 635
    assert not list(body.iter(WP + "anchor"))


def test_its_text_is_printed_in_8_points_or_more() -> None:
    (extent_,) = part(DATA).iter(WP + "extent")
    assert SMALL * int(extent_.get("cx")) / 12_700 / WIDTH >= 8


def test_a_tall_picture_fits_its_page_and_keeps_its_shape() -> None:
    tall = Drawing((Box(0, 0, 100, 2_000, ()),), ())
    data = write_document(document(replace(FIGURE, drawing=tall)), REFERENCE)
    (one,) = part(data).iter(WP + "extent")
    assert int(one.get("cy")) <= 13_680 * 635
    assert int(one.get("cy")) / int(one.get("cx")) == pytest.approx(2_000 / WIDTH, rel=0.01)


def test_the_caption_has_a_number_of_figures_and_stays_with_its_picture() -> None:
    twice = document(FIGURE, replace(FIGURE, id="again", caption="Again"))
    data = write_document(twice, REFERENCE)
    captions = [words for style, words in paragraphs(data) if style == "Caption"]
    assert captions == ["Figure 1. Reporting lines", "Figure 2. Again"]
    codes = [one.text.strip() for one in part(data).iter(W + "instrText")]
    assert codes == ["SEQ Figure \\* ARABIC"] * 2
    styles = part(data, "word/styles.xml")
    (style,) = (one for one in styles if one.get(W + "styleId") == "Caption")
    assert style.find(f"{W}pPr/{W}keepNext") is not None


def test_two_figures_have_names_and_numbers_of_their_own() -> None:
    other = replace(FIGURE, id="again", drawing=box(("Other",)))
    data = write_document(document(FIGURE, other, replace(FIGURE, id="third")), REFERENCE)
    properties = list(part(data).iter(WP + "docPr"))
    assert [one.get("name") for one in properties] == ["lines", "again", "third"]
    assert len({one.get("id") for one in properties}) == 3
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len([name for name in package.namelist() if "media" in name]) == 2


@given(st.text(st.characters(**CONTROLS, exclude_characters=BAD_IN_XML), max_size=40))
def test_any_alternative_text_reads_back(words: str) -> None:
    data = write_document(document(replace(FIGURE, alternative=words)), REFERENCE)
    (properties,) = part(data).iter(WP + "docPr")
    assert properties.get("descr") == words


# Edits


def test_another_picture_is_an_edit() -> None:
    swapped = rezipped(DATA, IMAGE, draw(box(("Coup",))))
    assert content_fingerprint(swapped) != content_fingerprint(DATA)


def test_the_same_file_zipped_anew_is_none() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as package:
        same = rezipped(DATA, IMAGE, package.read(IMAGE))
    assert same != DATA
    assert content_fingerprint(same) == content_fingerprint(DATA)


CROP = r'<a:srcRect l="10000"/><a:stretch>'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('descr="The team', 'descr="Each team'),
        (r'cx="\d+"', 'cx="3000000"'),
        ("<a:stretch>", CROP),
        ("<a:xfrm>", '<a:xfrm rot="5400000">'),
        (r"(<wp:docPr[^>]*)/>", r'\1><a:hlinkClick r:id="rId1"/></wp:docPr>'),
    ],
)
def test_alternative_text_size_crop_turn_and_link_are_edits(old: str, new: str) -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as package:
        xml = package.read("word/document.xml").decode()
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    changed = re.sub(old, new.replace("<a:hlinkClick", f"<a:hlinkClick {a}"), xml)
    assert changed != xml
    edited = rezipped(DATA, "word/document.xml", changed.encode())
    assert content_fingerprint(edited) != content_fingerprint(DATA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r'<wp:docPr id="\d+" name="lines"', '<wp:docPr id="77" name="Picture 1"'),
        (r"(<wp:extent[^>]*/>)", r'\1<wp:effectExtent l="0" t="0" r="0" b="0"/>'),
        (r'(r:embed="[^"]*")/>', r'\1><a:extLst><a:ext uri="{28A0092B}"/></a:extLst></a:blip>'),
    ],
)
def test_what_a_save_changes_of_a_picture_is_none(old: str, new: str) -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as package:
        xml = package.read("word/document.xml").decode()
    changed = re.sub(old, new, xml)
    assert changed != xml
    saved = rezipped(DATA, "word/document.xml", changed.encode())
    assert content_fingerprint(saved) == content_fingerprint(DATA)

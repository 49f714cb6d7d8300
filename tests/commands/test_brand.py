"""Brands by project.yml: two side by side from the same content, and what is told about them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from generator.commands.generate import Result, generate
from generator.commands.workspace import Workspace
from generator.errors import InputError
from tests.commands.conftest import TEN_LINES
from tests.formats.brands import png, word_like

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SHIPPED = Path(__file__).parents[2] / "templates" / "reference.docx"
LIGHT = 'branding: {font: Georgia, size: 12, colours: {primary: "#5B1A2E", accent: "#7A2E12"}}\n'


def config(folder: Path, more: str = "", **files: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "project.yml").write_text(TEN_LINES + more, encoding="utf-8")
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def text_outline(file: Path) -> list[tuple[str, str]]:
    """Style name and text of every paragraph, those of cells included."""
    package = docx.Document(str(file))
    names = {style.style_id: style.name for style in package.styles}
    return [
        (names[one.pPr.pStyle.val], "".join(text.text or "" for text in one.iter(W + "t")))
        for one in package.element.body.iter(W + "p")
        if one.pPr is not None and one.pPr.pStyle is not None
    ]


def problems(folder: Path) -> list[str]:
    """What stops the run."""
    with pytest.raises(InputError) as stopped:
        generate(Workspace.at(folder), dry_run=True)
    return [str(problem) for problem in stopped.value.problems()]


def notes(folder: Path) -> list[str]:
    """What is told beside the work done."""
    result = generate(Workspace.at(folder), only=["Program-Charter.docx"], dry_run=True)
    return [str(warning) for warning in result.warnings]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return word_like()


def test_two_brands_of_one_content_say_the_same_and_are_valid(
    tmp_path: Path,
    run: Callable[..., Result],
    house: bytes,
    ooxml_errors: Callable[[Path], list[str]],
) -> None:
    ours = config(tmp_path / "ours")
    theirs = config(tmp_path / "theirs", "branding: {reference: our-brand.docx}\n")
    (theirs / "our-brand.docx").write_bytes(house)
    run(ours)
    run(theirs)
    files = sorted(path.name for path in (ours / "output").glob("*.docx"))
    assert len(files) >= 4
    for name in files:
        plain, branded = (
            text_outline(ours / "output" / name),
            text_outline(theirs / "output" / name),
        )
        assert branded == [("Title", "A cover of the house"), *plain]
        assert (ours / "output" / name).read_bytes() != (theirs / "output" / name).read_bytes()
        assert ooxml_errors(theirs / "output" / name) == []


def test_the_light_way_changes_no_word_and_is_valid(
    tmp_path: Path, run: Callable[..., Result], ooxml_errors: Callable[[Path], list[str]]
) -> None:
    ours = config(tmp_path / "ours")
    light = config(tmp_path / "light", LIGHT + "logo: logo.png\n", logo_png=png(200, 60))
    only = {"only": ["Program-Charter.docx"]}
    run(ours, **only)
    result = run(light, **only)
    assert not result.warnings
    plain, branded = (folder / "output" / "Program-Charter.docx" for folder in (ours, light))
    first, *rest = text_outline(branded)
    assert first == ("Normal", "")  # the logo
    assert rest == text_outline(plain)
    assert ooxml_errors(branded) == []
    with zipfile.ZipFile(branded) as package:
        theme = package.read("word/theme/theme1.xml").decode()
        body = etree.fromstring(package.read("word/document.xml"))
    assert 'typeface="Georgia"' in theme
    assert "5B1A2E" in theme
    assert next(body.iter(PICTURE)).get("descr") == "Department of Example logo"


def test_switching_back_gives_the_same_bytes_as_ever(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    only = {"only": ["Program-Charter.docx"]}
    folder = config(tmp_path / "one")
    file = folder / "output" / "Program-Charter.docx"
    run(folder, **only)
    before = file.read_bytes()
    run(config(folder, LIGHT), **only)
    assert file.read_bytes() != before
    run(config(folder), **only)
    assert file.read_bytes() == before


def test_without_a_brand_the_shipped_reference_is_used_as_it_is(tmp_path: Path) -> None:
    folder = Workspace.at(config(tmp_path))
    loaded = generate(folder, only=["Program-Charter.docx"], dry_run=True).loaded
    assert loaded.reference == SHIPPED.read_bytes()
    assert loaded.reference_file == "reference.docx"


def test_what_is_added_to_a_brand_is_told_with_its_file(tmp_path: Path, house: bytes) -> None:
    folder = config(tmp_path, "branding: {reference: house.docx}\n", house_docx=house)
    told = notes(folder)
    assert told[0].startswith("house.docx: it has no style named 'Organization', 'Title Line', ")
    assert re.search(r"; added from the shipped reference\.docx; add a style of that name", told[0])


def test_the_light_way_beside_a_reference_is_told_as_not_used(tmp_path: Path, house: bytes) -> None:
    branding = "branding: {reference: house.docx, font: Arial}\n"
    (told,) = [
        note
        for note in notes(config(tmp_path, branding, house_docx=house))
        if note.startswith("project.yml")
    ]
    assert "`branding.font` is not used beside `branding.reference`" in told


def test_colours_without_use_or_contrast_are_told_at_their_places(tmp_path: Path) -> None:
    folder = config(
        tmp_path, 'branding:\n  colours:\n    primary: "#FFC000"\n    teal: "#006666"\n'
    )
    assert problems(folder) == [
        "project.yml:13:14: #FFC000 has a contrast of 1.64 to 1 where it is used, below 4.5; "
        "choose a darker colour",
        "project.yml:14:11: 'teal' is no colour of the documents; "
        "use primary, accent, muted, placeholder",
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("logo: no.png\n", "project.yml:11:7: there is no file 'no.png' in the workspace"),
        ("logo: logo.png\n", "project.yml:11:7: the logo is not a PNG or JPEG picture"),
        ("logo: ../logo.png\n", "project.yml:11:7: '../logo.png' lies outside the workspace"),
        ("branding: {reference: logo.docx}\n", "logo.docx: not a readable Office file"),
    ],
)
def test_files_that_cannot_be_a_brand_are_one_line(tmp_path: Path, more: str, told: str) -> None:
    folder = config(tmp_path, more, logo_png=b"no picture", logo_docx=b"no document")
    (line,) = problems(folder)
    assert line.startswith(told)

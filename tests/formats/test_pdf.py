"""LibreOffice makes the PDF, and the pages of bookmarks are read from it."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import zipfile
from pathlib import Path

import pikepdf
import pytest

from generator.content.blocks import Heading, PageBreak, Paragraph
from generator.errors import InputError
from generator.formats import pdf
from generator.formats.word import page_numbers, with_page_numbers, write_document
from tests.conftest import missing
from tests.formats.word_sample import REFERENCE, SAMPLE, document, text

DATA = write_document(SAMPLE, REFERENCE)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Two documents as PDFs: the sample, and one whose names need care."""
    if shutil.which("soffice") is None:
        missing("LibreOffice (soffice) is not installed")
    pages = document(
        Heading(1, "first", text("First")),
        Paragraph(text("one")),
        PageBreak(),
        Heading(1, "on_page_two", text("Second")),
        PageBreak(),
        Heading(2, "on_page_three", text("Third")),
    )
    other = write_document(pages, REFERENCE)
    return pdf.to_pdf({"Sample & more.docx": DATA, "Pages.docx": other})


def stand_in(folder: Path, script: str) -> None:
    """A program named soffice that does what the script says."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_every_file_comes_out_as_a_pdf_that_opens(made: dict[str, bytes]) -> None:
    assert list(made) == ["Sample & more.docx", "Pages.docx"]
    for data in made.values():
        with pikepdf.open(io.BytesIO(data)) as opened:
            assert len(opened.pages) >= 3


def test_bookmarks_stand_on_the_pages_that_breaks_put_them_on(made: dict[str, bytes]) -> None:
    pages = pdf.bookmark_pages(made["Pages.docx"])
    wanted = {"_pmo_first": 1, "_pmo_on_page_two": 2, "_pmo_on_page_three": 3}
    assert {name: pages[name] for name in wanted} == wanted


def test_the_pdf_has_the_outline_of_the_headings(made: dict[str, bytes]) -> None:
    with (
        pikepdf.open(io.BytesIO(made["Pages.docx"])) as opened,
        opened.open_outline() as outline,
    ):
        words = [str(one.title) for one in outline.root]
        below = [str(child.title) for one in outline.root for child in one.children]
    assert [title.split()[-1] for title in words + below] == ["First", "Second", "Third"]


def test_destinations_of_later_pdf_versions_are_read_too() -> None:
    made = pikepdf.new()
    for _ in range(3):
        made.add_blank_page()
    names = made.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array()))
    made.Root.Names = pikepdf.Dictionary(Dests=names)
    target = pikepdf.Array([made.pages[1].obj, pikepdf.Name.XYZ, 0, 0, 0])
    pikepdf.NameTree(names)["_Toc000000001"] = target
    saved = io.BytesIO()
    made.save(saved)
    assert pdf.bookmark_pages(saved.getvalue()) == {"_Toc000000001": 2}


def test_a_pdf_without_destinations_has_no_pages_of_bookmarks() -> None:
    made, saved = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(saved)
    assert pdf.bookmark_pages(saved.getvalue()) == {}


def test_what_is_no_pdf_is_told() -> None:
    with pytest.raises(InputError, match="no PDF"):
        pdf.bookmark_pages(b"not a pdf")


def test_nothing_is_started_for_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert pdf.to_pdf({}) == {}


@pytest.mark.parametrize("script", ["exit 0", 'mkdir -p "$6"; echo broken > "$6/a.pdf"'])
def test_a_good_exit_status_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    stand_in(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(InputError, match=r"no PDF of a\.docx"):
        pdf.to_pdf({"a.docx": DATA})


def test_a_libreoffice_that_hangs_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(pdf, "_SECONDS", 1)
    monkeypatch.setattr(pdf, "_SECONDS_A_FILE", 0)
    with pytest.raises(InputError, match="no PDF"):
        pdf.to_pdf({"a.docx": DATA})
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    # Gone, or a zombie that nobody has collected yet.
    assert not child.exists() or child.read_text().rpartition(")")[2].split()[0] == "Z"


# Page numbers in the document


def test_page_numbers_are_read_back_as_filled_in() -> None:
    assert page_numbers(DATA) == {}
    with zipfile.ZipFile(io.BytesIO(DATA)) as package:
        body = package.read("word/document.xml").decode()
    marks = list(dict.fromkeys(re.findall(r'anchor="(_Toc\d+)"', body)))[:2]
    filled = with_page_numbers(DATA, {marks[0]: 3, marks[1]: 12, "_Toc000000999": 4})
    assert page_numbers(filled) == {marks[0]: 3, marks[1]: 12}
    again = with_page_numbers(filled, {marks[0]: 4})
    assert page_numbers(again) == {marks[0]: 4}
    assert with_page_numbers(filled, {}) == with_page_numbers(DATA, {}) == DATA

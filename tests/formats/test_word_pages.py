"""The pages as LibreOffice prints them: nothing stands alone that belongs to what follows it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.formats.word_look import W, Word, text_of
from tests.formats.word_sample import replaced

Convert = Callable[..., list[Path]]


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def pages(pdf: Path) -> list[str]:
    """The text of each page without its header, its footer and its blanks."""
    command = ["pdftotext", "-raw", str(pdf), "-"]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [[line for line in page.split("\n") if line.strip()] for page in run.stdout.split("\f")]
    return [squeezed("".join(page[1:-1])) for page in lines[:-1]]


def lonely(word: Word, printed: list[str]) -> Iterator[str]:
    """What stands last on a page and belongs to the next, or first and belongs to the one before.

    A heading stands in the contents too, before its section, and a caption in the list of tables,
    behind its table.
    """
    counts = [0] * 9
    for paragraph in word.paragraphs:
        words, style = squeezed(text_of(paragraph)), word.style_name(paragraph)
        level = word.heading_level(paragraph)
        if level:
            counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (9 - level)]
            words = ".".join(map(str, counts[:level])) + words
        if level or style == "toc heading":
            page = [page for page in printed if words in page][-1]
            if page.endswith(words):
                yield f"{words!r} stands last on a page"
        if style == "caption" and words.startswith("Table"):  # after others comes a picture
            page = next(page for page in printed if words in page)
            if page.endswith(words) and page.count(words) == 1:
                yield f"{words!r} stands last on a page"
        if style == "table note" and any(page.startswith(words) for page in printed):
            yield f"the note {words!r} stands first on a page"
    for number, one in enumerate(word.tables, start=1):
        rows = [squeezed("".join(map(text_of, row))) for row in one.findall(W + "tr")][1:]
        at = [[place for place, page in enumerate(printed) if row in page] for row in rows]
        if all(len(found) == 1 for found in at):  # rows that say the same elsewhere tell nothing
            by_page = Counter(found[0] for found in at)
            if len(by_page) > 1 and 1 in by_page.values():
                yield f"a row of table {number} stands alone on a page"


@pytest.fixture(scope="module")
def printed(
    example_pack: list[Path], full_pack: list[Path], libreoffice: Convert
) -> list[tuple[Word, list[str]]]:
    """The documents, each with the text of its pages."""
    pdfs = libreoffice(example_pack, "pdf") + libreoffice(full_pack, "pdf")
    files = example_pack + full_pack
    return [(Word(file), pages(pdf)) for file, pdf in zip(files, pdfs, strict=True)]


def test_no_heading_caption_note_or_row_stands_alone(
    printed: list[tuple[Word, list[str]]],
) -> None:
    assert len(printed) >= 9
    assert {word.path.name: list(lonely(word, text)) for word, text in printed} == {
        word.path.name: [] for word, _ in printed
    }


def test_no_page_is_empty_and_the_charter_has_at_most_ten(
    printed: list[tuple[Word, list[str]]],
) -> None:
    for word, text in printed:
        assert all(len(page) > 20 for page in text), word.path.name
    counts = {word.path.name: len(text) for word, text in printed}
    assert counts["Program-Charter.docx"] <= 10


def test_what_stands_alone_is_seen(printed: list[tuple[Word, list[str]]]) -> None:
    word, text = printed[0]
    cut = text[-2] + text[-1]
    for piece in (r"Tables(?=Eachline)", r"Table27\.Standardscrosswalk"):
        end = next(re.finditer(piece, cut)).end()
        assert list(lonely(word, [*text[:-2], cut[:end], cut[end:]])), piece
    notes = [squeezed(text_of(p)) for p in word.paragraphs if word.style_name(p) == "table note"]
    place = next(n for n, page in enumerate(text) if notes[0] in page)
    before, _, after = text[place].partition(notes[0])
    assert list(lonely(word, [*text[:place], before, notes[0] + after, *text[place + 1 :]]))


def test_the_title_of_the_list_of_tables_stays_with_what_follows(
    example_pack: list[Path], tmp_path: Path, libreoffice: Convert
) -> None:
    """Without the sentence below it, LibreOffice leaves it alone where two lines are free."""
    (report,) = [path for path in example_pack if path.name == "Status-Report.docx"]
    line = '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:t>Filler.</w:t></w:r></w:p>'
    title = r'(?=<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t [^>]*>Tables<)'
    files = [tmp_path / f"{count}.docx" for count in range(24, 40, 2)]
    for file in files:
        file.write_bytes(replaced(report.read_bytes(), title, line * int(file.stem)))
    printed = [pages(pdf) for pdf in libreoffice(files, "pdf")]
    assert [page[-9:] for one in printed for page in one if page.endswith("Tables")] == []
    firsts = {next(n for n, page in enumerate(one) if "TablesEachline" in page) for one in printed}
    assert len(firsts) == 2  # the title has moved to another page in between

"""The contents and the list of tables: real fields whose results are already filled in.

Nothing asks to be updated on opening, which would make Word stop with a question. Page numbers
stand in fields of their own and stay empty until Word, or a person, updates the contents.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.content import blocks
from generator.formats.word.markup import FIELD_END, field, field_start, paragraph, run
from generator.formats.word.outline import Entry, Outline
from generator.formats.word.reference import Styles


def contents(
    outline: Outline, styles: Styles, title: str, depth: int, page_break: bool
) -> list[str]:
    """The title and one line for each heading down to `depth`."""
    entries = [entry for entry in outline.headings.values() if entry.level <= depth]
    lines = [(styles[f"toc {entry.level}"], entry, f"{entry.label}\t") for entry in entries]
    instruction = f'TOC \\o "1-{depth}" \\h \\z \\u'
    listed = _list(instruction, lines, styles["toc 1"])
    return [_heading(styles, title, page_break), *listed]


def table_list(
    outline: Outline, styles: Styles, tables: blocks.TableList, page_break: bool
) -> list[str]:
    """The title, the sentence about the list, and one line for each table."""
    style = styles["table of figures"]
    lines = [(style, entry, f"{entry.label}. ") for entry in outline.tables.values()]
    listed = _list('TOC \\h \\z \\c "Table"', lines, style)
    about = paragraph(styles["Table Note"], run(tables.about), keep_next=True)
    return [_heading(styles, tables.title, page_break), *[about] * bool(tables.about), *listed]


def _heading(styles: Styles, title: str, page_break: bool) -> str:
    return paragraph(styles["TOC Heading"], run(title), page_break=page_break)


def _list(instruction: str, lines: Iterable[tuple[str, Entry, str]], empty_style: str) -> list[str]:
    """One paragraph a line; the field begins in the first and ends in the last of them."""
    paragraphs = [(style, _line(entry, label.lstrip("\t"))) for style, entry, label in lines]
    paragraphs = paragraphs or [(empty_style, run("None."))]
    first_style, first = paragraphs[0]
    paragraphs[0] = (first_style, field_start(instruction) + first)
    last_style, last = paragraphs[-1]
    paragraphs[-1] = (last_style, last + FIELD_END)
    return [paragraph(style, content) for style, content in paragraphs]


def _line(entry: Entry, label: str) -> str:
    page = field(f"PAGEREF {entry.toc} \\h", "")
    words = run(f"{label}{entry.text}\t")
    return f'<w:hyperlink w:anchor="{entry.toc}" w:history="1">{words}{page}</w:hyperlink>'

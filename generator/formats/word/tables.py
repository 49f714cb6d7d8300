"""Data tables: a caption above, one header row that repeats, rows that stay whole, a note."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from generator.content import blocks
from generator.formats.word.inlines import InlineWriter
from generator.formats.word.markup import attribute, field, paragraph, run
from generator.formats.word.outline import Entry, plain
from generator.formats.word.reference import Styles

_ALIGNMENTS = {"left": "", "center": "center", "right": "right"}
_LETTER, _WIDE_LETTER = 105, 160  # at 9.5 points, bold, in twentieths of a point
_MARGINS = 190  # of a cell, left and right together


class TableWriter:
    """Writes tables; looks their styles up once."""

    def __init__(self, styles: Styles, inlines: InlineWriter, letter_scale: float) -> None:
        self._table, self._caption = styles["Pack Table"], styles["Caption"]
        self._heading, self._text = styles["Table Heading"], styles["Table Text"]
        self._note = styles["Table Note"]
        self._inlines, self._letter_scale = inlines, letter_scale

    def caption(self, entry: Entry, *, page_break: bool) -> str:
        """The caption paragraph: `Table 3. Risk register`, its number a field."""
        kind, number = entry.label.split()
        label = run(f"{kind} ") + field(f"SEQ {kind} \\* ARABIC", run(number))
        content = self._inlines.bookmark(entry.bookmark) + self._inlines.bookmark(
            entry.toc, self._inlines.bookmark(entry.ref, label) + run(f". {entry.text}")
        )
        return paragraph(self._caption, content, page_break=page_break)

    def table(self, table: blocks.Table, width: int, *, noted: bool) -> str:
        """The table itself, `width` twentieths of a point wide.

        Its first two rows stay together, and its last two with the note: no row stands alone.
        """
        widths = column_widths(table, width, self._letter_scale)
        aligns = [_ALIGNMENTS.get(column.align, "") for column in table.columns]
        cell_starts = [
            f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="dxa"/></w:tcPr>' for share in widths
        ]
        header = "".join(
            f"{start}{paragraph(self._heading, run(column.heading), align=align)}</w:tc>"
            for start, column, align in zip(cell_starts, table.columns, aligns, strict=True)
        )
        write, style, last = self._inlines.write, self._text, len(table.rows) - 1
        kept = {0, last - 1} - {last} | ({last} if noted else set())
        rows = [
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                start + paragraph(style, write(cell), align=align, keep_next=n in kept) + "</w:tc>"
                for start, cell, align in zip(cell_starts, row, aligns, strict=True)
            )
            + "</w:tr>"
            for n, row in enumerate(table.rows)
        ]
        grid = "".join(f'<w:gridCol w:w="{share}"/>' for share in widths)
        return (
            f"<w:tbl>{self._properties(table, width)}<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>"
            f"{''.join(rows)}</w:tbl>"
        )

    def note(self, inlines: blocks.Inlines) -> str:
        """The line under a table."""
        return paragraph(self._note, self._inlines.write(inlines))

    def _properties(self, table: blocks.Table, width: int) -> str:
        return (
            f'<w:tblPr><w:tblStyle w:val="{self._table}"/>'
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
            ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={attribute(table.caption)}/>"
            f"<w:tblDescription w:val={attribute(table.description or table.caption)}/></w:tblPr>"
        )


def column_widths(table: blocks.Table, width: int, letter_scale: float = 1.0) -> list[int]:
    """The columns' widths: their shares, but wide enough for the longest word where that fits.

    Args:
        letter_scale: how wide letters are, against 9.5 points of Calibri.
    """
    wished = shares([column.width for column in table.columns], width)
    columns = [[column.heading] for column in table.columns]
    for row in table.rows:
        for words, cell in zip(columns, row, strict=True):
            words.append(plain(cell))
    longest = (max(map(_word_width, _longest(" ".join(words))), default=0) for words in columns)
    least = [min(width // 4, _MARGINS + round(word * letter_scale)) for word in longest]
    spare = [max(0, wish - need) for wish, need in zip(wished, least, strict=True)]
    missing = sum(max(0, need - wish) for wish, need in zip(wished, least, strict=True))
    if missing > sum(spare) and letter_scale > 1:  # wide letters break words in narrow columns
        return shares(least, width)
    if not missing or missing > sum(spare):
        return wished
    given = shares(spare, missing)
    return [max(wish, need) - give for wish, need, give in zip(wished, least, given, strict=True)]


def _longest(words: str) -> list[str]:
    """The words that may be the widest."""
    return sorted(set(words.split()), key=lambda word: (len(word), word))[-5:]


@lru_cache(maxsize=4096)  # the same words are the longest ones again and again
def _word_width(word: str) -> int:
    return sum(
        _WIDE_LETTER if letter in "mwMW%@" else _LETTER + 25 * letter.isupper() for letter in word
    )


def shares(parts: Sequence[float], whole: int) -> list[int]:
    """The whole shared out in proportion to the parts, in whole units that add up to it."""
    total = sum(parts)
    edges, reached = [0], 0.0
    for part in parts:
        reached += part
        edges.append(round(whole * reached / total))
    return [right - left for left, right in pairwise(edges)]

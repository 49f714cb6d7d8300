"""The numbers and bookmarks of a document's headings, tables and figures.

Word numbers headings by their style and captions by their field; the results it would show are
computed here, so that contents and cross-references are right before Word ever updates them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.content import blocks

_LONGEST_NAME = 40  # Word refuses a longer bookmark name
_NUMBERS = 10**9  # Word's own names have nine digits


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, a table or a figure, as contents and cross-references show it.

    Attributes:
        label: its number, `2.1`, `Table 3` or `Figure 1`; empty when headings are not numbered.
        bookmark: the point that tells where it is, `_pmo_risks`; it survives a save by Word.
        toc: the bookmark the contents point to.
        ref: the bookmark around what a cross-reference repeats.
    """

    level: int
    label: str
    text: str
    bookmark: str
    toc: str
    ref: str


@dataclass(frozen=True, slots=True)
class Outline:
    """All entries, by the place of their block in the document and by the block's id."""

    headings: Mapping[int, Entry]
    tables: Mapping[int, Entry]
    figures: Mapping[int, Entry]
    by_id: Mapping[str, Entry]


def plain(inlines: blocks.Inlines) -> str:
    """The text of the inlines on one line, as the contents show it."""
    pieces = (" " if isinstance(inline, blocks.LineBreak) else inline.text for inline in inlines)
    return "".join(pieces)


def build_outline(content: Iterable[blocks.Block], formats: Mapping[int, str]) -> Outline:
    """The outline of the blocks.

    Args:
        formats: heading level to its number's pattern, `%1.%2`; a level without one has no number.
    """
    headings: dict[int, Entry] = {}
    tables: dict[int, Entry] = {}
    figures: dict[int, Entry] = {}
    by_id: dict[str, Entry] = {}
    names: set[str] = set()
    counts = [0] * 9
    for index, block in enumerate(content):
        if isinstance(block, blocks.Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (9 - block.level)
            label = _number(formats.get(block.level, ""), counts)
            entry = _entry(block.level, label, plain(block.inlines), block.id, names)
            headings[index] = entry
        elif isinstance(block, blocks.Table):
            entry = _entry(0, f"Table {len(tables) + 1}", block.caption, block.id, names)
            tables[index] = entry
        elif isinstance(block, blocks.Figure):
            label = f"Figure {len(figures) + 1}"
            entry = _entry(0, label, block.caption, block.id, names)
            figures[index] = entry
        else:
            continue
        by_id.setdefault(block.id, entry)
    return Outline(headings, tables, figures, by_id)


def _number(pattern: str, counts: list[int]) -> str:
    return re.sub(r"%(\d)", lambda match: str(max(1, counts[int(match[1]) - 1])), pattern)


def _entry(level: int, label: str, text: str, block_id: str, names: set[str]) -> Entry:
    bookmark = _bookmark_name(block_id, names)
    names.add(bookmark)
    # From the name, not from the place: it stays when something is put in before it.
    number = zlib.crc32(bookmark.encode()) % _NUMBERS
    while f"_Toc{number:09d}" in names:
        number = (number + 1) % _NUMBERS
    names.add(f"_Toc{number:09d}")
    return Entry(level, label, text, bookmark, f"_Toc{number:09d}", f"_Ref{number:09d}")


def _bookmark_name(block_id: str, taken: set[str]) -> str:
    stem = "_pmo_" + re.sub(r"[^a-z0-9_]", "_", block_id.lower())
    name = stem[:_LONGEST_NAME]
    count = 1
    while name in taken:
        count += 1
        name = f"{stem[: _LONGEST_NAME - len(str(count)) - 1]}_{count}"
    return name

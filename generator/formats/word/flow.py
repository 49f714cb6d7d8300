"""Which blocks start a page and which stand on pages turned sideways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.content import blocks

_GOES_ALONG = (blocks.Heading, blocks.Paragraph, blocks.Guidance, blocks.ListBlock)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its place on the pages.

    Attributes:
        new_page: whether it starts a page; a page break is a property, never a block of its own.
        turned: whether it stands on a page turned sideways.
        closes: whether it is the last block of its section.
    """

    block: blocks.Block
    new_page: bool
    turned: bool
    closes: bool


def place(content: Iterable[blocks.Block]) -> list[Placed]:
    """The blocks that print something, in order, each with its place."""
    shown: list[blocks.Block] = []
    new_pages: set[int] = set()
    for block in content:
        if isinstance(block, blocks.PageBreak):
            new_pages.add(len(shown))
        elif not (isinstance(block, blocks.ListBlock) and not block.items):
            shown.append(block)
    turned = _turned(shown)
    last = len(shown) - 1
    return [
        Placed(
            block,
            new_page=index in new_pages,
            turned=turned[index],
            closes=index == last or turned[index] != turned[index + 1],
        )
        for index, block in enumerate(shown)
    ]


def _turned(shown: Sequence[blocks.Block]) -> list[bool]:
    """For each block whether its page is turned.

    A wide table takes its heading and what introduces it along, so that no heading is left alone
    on the page before; wide tables that follow each other so share one section.
    """
    turned = [False] * len(shown)
    for index, block in enumerate(shown):
        if isinstance(block, blocks.Table) and block.landscape:
            for along in range(_first_along(shown, index), index + 1):
                turned[along] = True
    return turned


def _first_along(shown: Sequence[blocks.Block], table: int) -> int:
    """Index of the heading that introduces the table; of the table when something else does."""
    index = table
    while index and isinstance(shown[index - 1], _GOES_ALONG):
        index -= 1
        if isinstance(shown[index], blocks.Heading):
            while index and isinstance(shown[index - 1], blocks.Heading):
                index -= 1
            return index
    return table

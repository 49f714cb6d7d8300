"""The starts and ends of ranges: they stay in pairs, whatever becomes of what they stand around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from lxml import etree

from generator.formats.word.effective import local
from generator.formats.word.markup import Element, w
from generator.formats.word.merging.pieces import is_mark

_OF_COMMENTS = frozenset((w("commentRangeStart"), w("commentRangeEnd"), w("r")))


def leading(nodes: Sequence[Element]) -> list[Element]:
    """The marks the nodes begin with."""
    return list(takewhile(is_mark, nodes))


def settle_names(old: Element, new: Element) -> None:
    """Sees to it that a bookmark's name stands in one of two holders of runs, not in both.

    That is the new one, unless the old one's bookmark goes beyond its holder.
    """
    theirs = {name: pair for name, *pair in _bookmarks(old)}
    for name, start, end in list(_bookmarks(new)):
        if name in theirs:
            pair = theirs[name]
            stays = any(one is None or one.getparent() is not old for one in pair)
            for one in (start, end) if stays else pair:
                _take_out(one)


def needed(block: Element) -> list[Element]:
    """The marks in a block that are needed without it: comments, halves of ranges."""
    found = [one for one in block.iter(etree.Element) if is_mark(one)]
    halves = {_half(one) for one in found}
    alone = [one for one in found if _other(_half(one)) not in halves and local(one) != "r"]
    if block.tag == w("p"):
        comments = [one for one in found if one.tag in _OF_COMMENTS]
        return [one for one in found if one in alone or one in comments]
    ended = {one.get(w("id")) for one in alone if one.tag == w("commentRangeEnd")}
    return [one for one in found if one in alone or _comment(one) in ended]


def keep_ranges(block: Element) -> None:
    """Moves the marks that are needed without a block to the beginning of the next paragraph."""
    left = needed(block)
    following = next(_paragraphs_behind(block), None)
    if following is not None:
        place = int(following.find(w("pPr")) is not None)
        following[place:place] = left
    elif (before := next(_paragraphs_before(block), None)) is not None:
        before.extend(left)


def _bookmarks(holder: Element) -> Iterator[tuple[str, Element | None, Element | None]]:
    """Name, start and end of the bookmarks that start in a holder."""
    ends = {one.get(w("id")): one for one in holder.iter(w("bookmarkEnd"))}
    for start in holder.iter(w("bookmarkStart")):
        yield str(start.get(w("name"))), start, ends.get(start.get(w("id")))


def _take_out(one: Element | None) -> None:
    if one is not None and (parent := one.getparent()) is not None:
        parent.remove(one)


def _half(one: Element) -> tuple[str, str, str]:
    """The kind of a range, its number, and which half the mark is."""
    name = local(one)
    edge = "Start" if name.endswith("Start") else "End"
    return name.removesuffix(edge), str(one.get(w("id"))), edge


def _other(half: tuple[str, str, str]) -> tuple[str, str, str]:
    kind, number, edge = half
    return kind, number, "End" if edge == "Start" else "Start"


def _comment(run: Element) -> str | None:
    reference = run.find(w("commentReference"))
    return None if reference is None else reference.get(w("id"))


def _paragraphs_behind(block: Element) -> Iterator[Element]:
    for holder in (block, *block.iterancestors()):
        for sibling in holder.itersiblings():
            yield from sibling.iter(w("p"))


def _paragraphs_before(block: Element) -> Iterator[Element]:
    for sibling in block.itersiblings(preceding=True):
        yield from reversed(list(sibling.iter(w("p"))))

"""The starts and ends of ranges: they stay in pairs, whatever becomes of what they stand around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from generator.formats.word.effective import local
from generator.formats.word.markup import Element, w
from generator.formats.word.merging.pieces import is_mark

_COMMENT_END = w("commentRangeEnd")


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


def keep_ranges(block: Element) -> None:
    """Moves the marks whose other half stands outside a block out of it, to where it stands.

    The end of a comment goes with the comment's mark to the end of the paragraph before.
    """
    found = [one for one in block.iter() if isinstance(one.tag, str) and _end_of(one)]
    halves = [(_pair(one), _end_of(one)) for one in found]
    for one, (pair, end) in zip(found, halves, strict=True):
        if (pair, "Start" if end == "End" else "End") in halves:
            continue
        paragraph = next(_paragraphs_before(block), None)
        if one.tag == _COMMENT_END and paragraph is not None:
            paragraph.append(one)
            paragraph.extend(_references(block, str(one.get(w("id")))))
        else:
            block.addprevious(one)


def _bookmarks(holder: Element) -> Iterator[tuple[str, Element | None, Element | None]]:
    """Name, start and end of the bookmarks that start in a holder."""
    ends = {one.get(w("id")): one for one in holder.iter(w("bookmarkEnd"))}
    for start in holder.iter(w("bookmarkStart")):
        yield str(start.get(w("name"))), start, ends.get(start.get(w("id")))


def _take_out(one: Element | None) -> None:
    if one is not None and (parent := one.getparent()) is not None:
        parent.remove(one)


def _end_of(one: Element) -> str:
    """`Start` or `End` for half a range, else empty."""
    name = local(one)
    if name == "r" or not is_mark(one):
        return ""
    return "Start" if name.endswith("Start") else "End"


def _pair(one: Element) -> tuple[str, str]:
    kind = local(one).removesuffix("Start").removesuffix("End")
    return kind, str(one.get(w("id")))


def _paragraphs_before(block: Element) -> Iterator[Element]:
    for sibling in block.itersiblings(preceding=True):
        yield from reversed(list(sibling.iter(w("p"))))


def _references(block: Element, comment: str) -> list[Element]:
    path = f"{w('commentReference')}[@{w('id')}='{comment}']"
    return [run for run in block.iter(w("r")) if run.find(path) is not None]

"""One paragraph's content brought to another's: what both have in common is left as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.formats.patching import Patched
from generator.formats.word.effective import Styles, numbering_of
from generator.formats.word.looks import looks_of, style_of
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.merging import controls, marks
from generator.formats.word.merging.pieces import (
    Change,
    Piece,
    PieceReader,
    changes,
    cut,
    is_mark,
    nodes,
    parent_of,
)


class Rewriter:
    """Rewrites holders of runs: paragraphs and the content of controls."""

    def __init__(self, target: Patched) -> None:
        self._target = target
        target.changed(target.main)
        self._read: tuple[int, Styles] | None = None

    def _come(self, new: Sequence[Element]) -> None:
        """What to do with nodes that were just put in."""

    def _go(self, old: Sequence[Element]) -> None:
        for node in old:
            parent_of(node).remove(node)

    def _rewrite(self, old: Element, new: Element, style: str) -> None:
        """Gives a holder of runs the content of another; what both have in common is left.

        A bookmark that both have goes where the new one has it, one that only the old has stays.
        """
        marks.settle_names(old, new)
        reader = PieceReader(self._target, self._styles)
        theirs, ours = reader.read(old, style), reader.read(new, style)
        later = len(ours.pieces) + 1
        found = changes(theirs.pieces, ours.pieces)
        last = Change(*[len(theirs.pieces)] * 2, *[len(ours.pieces)] * 2)
        for change in reversed(found or [last]):
            shift = change.end - change.our_end
            between = [(n + shift, m) for n, m in ours.marks if change.our_end < n < later]
            _set_marks(old, theirs.pieces, between)
            pair = _same_control(theirs.pieces, ours.pieces, change)
            if pair:
                self._rewrite(controls.holder(pair[0]), controls.holder(pair[1]), style)
            else:
                self._exchange(old, new, theirs.pieces, ours.pieces, change)
            later = change.our_start
        _set_marks(old, theirs.pieces, [(n, m) for n, m in ours.marks if n < later])

    def _exchange(
        self, old: Element, new: Element, theirs: list[Piece], ours: list[Piece], change: Change
    ) -> None:
        """Puts pieces in the place of others, within the marks that stand around both."""
        our_after, after = cut(ours, change.our_end), cut(theirs, change.end)
        if change.our_start < change.our_end:
            cut(ours, change.our_start)
        before = cut(theirs, change.start) if change.start < change.end else after
        our_place = ours[change.our_start - 1].last if change.our_start else None
        coming = _between(new, our_place, our_after)
        going = [one for one in _from(before, after) if not is_mark(one)]
        leading = marks.leading(coming)
        trailing = marks.leading(coming[len(leading) :][::-1])[::-1]
        content = coming[len(leading) : len(coming) - len(trailing)]
        if going:
            _put(old, leading, before=going[0])
            _put(old, content + trailing, after=going[-1])
        else:
            place = theirs[change.start - 1].last if change.start else None
            _put(old, coming, before=after, after=place)
        self._go(going)
        self._come(content)

    @property
    def _styles(self) -> Styles:
        """The target's styles; read again once some were added."""
        name = self._target.name_of("/styles")
        size = len(self._target.tree(name)) if name else 0
        if self._read is None or self._read[0] != size:
            self._read = (size, looks_of(self._target).styles)
        return self._read[1]

    def _look_alike(self, old: Element, new: Element) -> bool:
        """Whether two paragraphs look the same, whatever their properties spell out."""
        return self._layout(old.find(w("pPr"))) == self._layout(new.find(w("pPr")))

    def _layout(self, properties: Element | None) -> object:
        styles = self._styles
        style = style_of(properties, "pStyle") or styles.default.get("paragraph", "")
        number, level = styles.numbering(style)
        direct = None if properties is None else properties.find(w("numPr"))
        if direct is not None:
            own_number, own_level = numbering_of(direct)
            number, level = own_number or number, own_level or level
        values = styles.paragraph(style, None, properties)
        return styles.name(style), number.strip("0"), level or "0", values

    def _style_around(self, element: Element) -> str:
        paragraph = next(element.iterancestors(w("p")), None)
        if paragraph is None:
            paragraph = next(element.iter(w("p")), None)
        return value_at(paragraph, f"{w('pPr')}/{w('pStyle')}")


def _same_control(
    theirs: list[Piece], ours: list[Piece], change: Change
) -> tuple[Element, Element] | None:
    """Both forms of one control, where nothing but its value changed."""
    old, new = theirs[change.start : change.end], ours[change.our_start : change.our_end]
    if [len(old), len(new)] != [1, 1]:
        return None
    pair = old[0].first, new[0].first
    same = pair[0].tag == pair[1].tag == w("sdt") and old[0].first is old[0].last
    if same and controls.name_and_state(pair[0]) == controls.name_and_state(pair[1]):
        return pair
    return None


def _from(first: Element | None, end: Element | None) -> Iterator[Element]:
    while first is not None and first is not end:
        yield first
        first = first.getnext()


def _between(holder: Element, last: Element | None, end: Element | None) -> list[Element]:
    """The nodes behind one and before another."""
    first = next(iter(nodes(holder)), None) if last is None else last.getnext()
    return list(_from(first, end))


def _put(
    holder: Element,
    new: Sequence[Element],
    *,
    before: Element | None = None,
    after: Element | None = None,
) -> None:
    for node in reversed(new) if after is not None else new:
        if after is not None:
            after.addnext(node)
        elif before is not None:
            before.addprevious(node)
        else:
            holder.append(node)


def _set_marks(holder: Element, pieces: list[Piece], placed: list[tuple[int, Element]]) -> None:
    """Puts marks before the pieces of these numbers, from the end to the beginning."""
    for index in sorted({index for index, _ in placed}, reverse=True):
        here = [mark for number, mark in placed if number == index]
        _put(holder, here, before=cut(pieces, index))

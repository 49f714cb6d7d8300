"""How a change is written into a person's document: what may be changed, and the plain way.

Whatever the way, what others rely on stays: breaks between sections, ranges of bookmarks and
comments, a paragraph in each cell and one between two tables.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from generator.formats.word.looks import children, style_of
from generator.formats.word.markup import Element, w
from generator.formats.word.merging import controls, marks
from generator.formats.word.merging.fitting import fit_row, fit_table
from generator.formats.word.merging.pieces import is_mark, nodes, parent_of
from generator.formats.word.merging.rewriting import Rewriter
from generator.formats.word.order import child

NO_LOOK = (w("rPr"), w("sectPr"), w("pPrChange"))  # of a paragraph's properties, in order
_BLOCKS = frozenset((w("p"), w("tbl"), w("sdt"), w("sectPr")))
_END_OF_CELL = (None, w("sectPr"))


class PlainPen(Rewriter):
    """Writes changes as if they had always stood there.

    What is given as old stands in the target's body; what is given as new was brought by a
    `Transplant` and stands nowhere. An old paragraph that is replaced stays the same element.
    """

    def replace(self, old: Element, new: Element) -> None:
        """Gives a paragraph the look and the content of another one."""
        if not self._look_alike(old, new):
            self._dress(old, new.find(w("pPr")))
        self._rewrite(old, new, style_of(new.find(w("pPr")), "pStyle"))

    def insert(
        self, new: Element, *, before: Element | None = None, after: Element | None = None
    ) -> None:
        """Puts a paragraph or table before or after a block."""
        anchor = _outside_contents(_anchor(before, after))
        if after is None or anchor.tag == w("sectPr"):
            anchor.addprevious(new)
        else:
            anchor.addnext(new)
        self._block_came(new)
        if new.tag == w("tbl"):
            fit_table(new)
            if self._neighbour(new, back=True) == w("tbl"):
                self._separate(new, back=True)
            if self._neighbour(new) in (w("tbl"), *_END_OF_CELL):
                self._separate(new)

    def replace_table(self, old: Element, new: Element) -> None:
        """Puts a table in the place of another one."""
        old.addnext(new)
        self._block_goes(old)
        self._block_came(new)
        fit_table(new)

    def remove(self, block: Element) -> None:
        """Takes a paragraph or table out; a paragraph that must stay is emptied."""
        if block.tag == w("p") and self._must_stay(block):
            self._go([one for one in nodes(block) if not is_mark(one)])
            if parent_of(block).tag != w("tc"):
                self._dress(block, None)
        else:
            self._block_goes(block)

    def replace_cell(self, old: Element, new: Element) -> None:
        """Gives a cell the content of another one; its width, borders and shading stay."""
        theirs, ours = list(children(old, "p")), list(children(new, "p"))
        for their, our in zip(theirs, ours, strict=False):
            self.replace(their, our)
        for surplus in [*children(old, "tbl"), *theirs[len(ours) :]]:
            self.remove(surplus)
        last = theirs[-1]
        for missing in ours[len(theirs) :]:
            self.insert(missing, after=last)
            last = missing

    def insert_row(
        self,
        new: Element,
        *,
        before: Element | None = None,
        after: Element | None = None,
        columns: Sequence[int] | None = None,
    ) -> None:
        """Puts a row before or after a row, fit to the table's columns.

        Args:
            new: the row.
            before, after: the row it stands beside; one of them.
            columns: for each of the table's columns the place of its cell in the new row, -1 for
                an empty one; None when they are the same columns.
        """
        anchor = _anchor(before, after)
        fit_row(new, anchor, columns)
        if after is None:
            anchor.addprevious(new)
        else:
            anchor.addnext(new)
        self._row_came(new)

    def remove_row(self, row: Element) -> None:
        """Takes a row out, with the last one the table."""
        table = next(row.iterancestors(w("tbl")))
        if any(one is not row and not self._is_gone(one) for one in children(table, "tr")):
            self._row_goes(row)
        else:
            self.remove(table)

    def set_fact(self, old: Element, new: Element) -> None:
        """Gives a content control the value of another one, in the format it was given.

        The control itself, its name and tag stay, and whether it shows its placeholder is right.
        """
        if controls.is_open(old) == controls.is_open(new):
            holder = controls.holder(old)
            self._rewrite(holder, controls.in_format_of(old, new), self._style_around(old))
        else:
            self._change_state(old, new)

    # What another pen writes otherwise.

    def _block_came(self, block: Element) -> None:
        """What to do with a block that was just put in."""

    def _row_came(self, row: Element) -> None:
        """What to do with a row that was just put in."""

    def _block_goes(self, block: Element) -> None:
        marks.keep_ranges(block)
        parent_of(block).remove(block)

    def _row_goes(self, row: Element) -> None:
        self._block_goes(row)

    def _is_gone(self, _element: Element) -> bool:
        """Whether a block or row stands there only until its removal is accepted."""
        return False

    def _dress(self, paragraph: Element, look: Element | None) -> None:
        """Gives a paragraph the look of other properties; what is no look stays."""
        properties = child(paragraph, "pPr")
        for one in [one for one in properties if one.tag not in NO_LOOK]:
            properties.remove(one)
        new = [] if look is None else [one for one in look if one.tag not in NO_LOOK]
        rest = sorted(properties, key=lambda one: NO_LOOK.index(one.tag))
        properties[:] = [*copy.deepcopy(new), *rest]

    def _change_state(self, old: Element, new: Element) -> None:
        content = controls.in_format_of(old, new)  # while the old one still says what it shows
        controls.set_open(old, controls.is_open(new))
        self._rewrite(controls.holder(old), content, self._style_around(old))

    def _separate(self, table: Element, *, back: bool = False) -> None:
        """Puts an empty paragraph between a table and what stands beside it."""
        empty = table.makeelement(w("p"))
        if back:
            table.addprevious(empty)
        else:
            table.addnext(empty)
        self._block_came(empty)

    # What stands beside a block.

    def _must_stay(self, paragraph: Element) -> bool:
        """Whether a section or a range ends in the paragraph, or a cell or two tables need it."""
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            return True
        following = next(paragraph.itersiblings(*_BLOCKS), None)
        if marks.needed(paragraph) and (following is None or following.tag != w("p")):
            return True
        before, after = self._neighbour(paragraph, back=True), self._neighbour(paragraph)
        if after in _END_OF_CELL:
            return before in (None, w("tbl"))
        return before == after == w("tbl")

    def _neighbour(self, block: Element, *, back: bool = False) -> str | None:
        """The kind of the block that will stand beside; None at the end of a cell or the body."""
        for one in block.itersiblings(preceding=back):
            if one.tag in _BLOCKS and not self._is_gone(one):
                return str(one.tag)
        return None


def _anchor(before: Element | None, after: Element | None) -> Element:
    for one in (after, before):
        if one is not None:
            return one
    raise ValueError("what is put in stands before or after something")


def _outside_contents(anchor: Element) -> Element:
    """The anchor, or the control of the contents it stands in."""
    holders = anchor.iterancestors(w("sdt"))
    return next((one for one in holders if controls.is_contents(one)), anchor)

"""The pen that writes tracked changes, for a person to accept or reject each in Word."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date

from generator.formats.patching import Patched
from generator.formats.word.effective import local
from generator.formats.word.looks import children
from generator.formats.word.markup import Element, w
from generator.formats.word.merging import controls
from generator.formats.word.merging.pieces import is_mark, nodes, parent_of
from generator.formats.word.merging.plain import NO_LOOK, PlainPen
from generator.formats.word.order import child

AUTHOR = "pmopack"
_INSERTED, _DELETED = "ins", "del"
_HOLDERS = frozenset(("hyperlink", "smartTag", "customXml", "dir", "bdo", "ins"))
_OF_DELETED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_ON_PARAGRAPH = f"{w('pPr')}/{w('rPr')}/{w('del')}"
_ON_ROW = f"{w('trPr')}/{w('del')}"


class RedlinePen(PlainPen):
    """Writes changes as insertions and deletions by pmopack.

    Accepted, they give what `PlainPen` writes; rejected, what stood there before.

    Args:
        target: the person's document.
        day: the day the changes carry.
    """

    def __init__(self, target: Patched, day: date) -> None:
        super().__init__(target)
        self._date = f"{day.isoformat()}T00:00:00Z"

    def insert(
        self, new: Element, *, before: Element | None = None, after: Element | None = None
    ) -> None:
        super().insert(new, before=before, after=after)
        self._set_apart(new)

    def replace_table(self, old: Element, new: Element) -> None:
        super().replace_table(old, new)
        self._set_apart(new)

    def _set_apart(self, new: Element) -> None:
        """Puts a paragraph, which goes either way, between a new table and one that is going."""
        for back in (True, False):
            beside = next(new.itersiblings(preceding=back), None)
            if new.tag == w("tbl") and beside is not None and beside.tag == w("tbl"):
                self._separate(new, back=back)
                self._mark_end(next(new.itersiblings(preceding=back)), _DELETED)

    def _come(self, new: Sequence[Element]) -> None:
        self._mark(new, _INSERTED)

    def _go(self, old: Sequence[Element]) -> None:
        self._mark(old, _DELETED)

    def _block_came(self, block: Element) -> None:
        self._mark_block(block, _INSERTED)

    def _row_came(self, row: Element) -> None:
        self._mark_block(row, _INSERTED)

    def _block_goes(self, block: Element) -> None:
        self._mark_block(block, _DELETED)

    def _row_goes(self, row: Element) -> None:
        self._mark_block(row, _DELETED)

    def _is_gone(self, _element: Element) -> bool:
        if _element.tag == w("tbl"):
            return all(self._is_gone(row) for row in children(_element, "tr"))
        path = _ON_ROW if _element.tag == w("tr") else _ON_PARAGRAPH
        return _element.find(path) is not None

    def _dress(self, paragraph: Element, look: Element | None) -> None:
        before = copy.deepcopy([one for one in child(paragraph, "pPr") if one.tag not in NO_LOOK])
        super()._dress(paragraph, look)
        properties = child(paragraph, "pPr")
        if properties.find(w("pPrChange")) is None:
            change = child(properties, "pPrChange")
            for key, value in self._revision().items():
                change.set(key, value)
            change.append(change.makeelement(w("pPr")))
            change[0].extend(before)

    def _change_state(self, old: Element, new: Element) -> None:
        """Puts a second control behind the old one: that one shows its placeholder is not tracked.

        Each holds its own value, so that either can be left.
        """
        twin = copy.deepcopy(old)
        for number in twin.iterfind(f"{w('sdtPr')}/{w('id')}"):
            number.set(w("val"), str(self._target.free_number()))
        old.addnext(twin)
        there = controls.holder(twin)
        for one in nodes(there):
            there.remove(one)
        there.extend(nodes(controls.in_format_of(old, new)))
        controls.set_open(twin, controls.is_open(new))
        self._go([old])
        self._come([twin])

    def _mark(self, marked: Sequence[Element], kind: str) -> None:
        """Marks nodes of a paragraph; neighbouring runs are one change."""
        change: Element | None = None
        for node in marked:
            name = local(node)
            if name == "r" and not is_mark(node):
                if change is None or change.getnext() is not node:
                    change = node.makeelement(w(kind), self._revision())
                    node.addprevious(change)
                change.append(node)
                for text in list(node) if kind == _DELETED else ():
                    text.tag = _OF_DELETED.get(str(text.tag), text.tag)
            elif name == "sdt":
                self._mark_control(node, kind)
            elif name == "fldSimple":
                self._mark(_as_runs(node), kind)
            elif name in _HOLDERS:
                self._mark(nodes(node), kind)

    def _mark_control(self, control: Element, kind: str) -> None:
        """Marks a control and what it holds, the way Word does: its two edges, then the content."""
        content = controls.content(control)
        start, end = (f"customXml{kind.capitalize()}Range{edge}" for edge in ("Start", "End"))
        for outside, put_in, put_out in (
            (start, lambda one: content.insert(0, one), control.addprevious),
            (end, content.append, control.addnext),
        ):
            revision = self._revision()
            number = {w("id"): revision[w("id")]}
            opening = control.makeelement(w(start), revision)
            closing = control.makeelement(w(end), number)
            first, second = (opening, closing) if outside == start else (closing, opening)
            put_out(first)
            put_in(second)
        self._mark(nodes(content), kind)

    def _mark_block(self, block: Element, kind: str) -> None:
        for row in block.iter(w("tr")):
            properties = row.find(w("trPr"))
            if properties is None:
                properties = row.makeelement(w("trPr"))
                row.insert(int(row.find(w("tblPrEx")) is not None), properties)
            self._add_mark(properties, kind, len(properties))
        for paragraph in block.iter(w("p")):
            self._mark_end(paragraph, kind)
            self._mark(nodes(paragraph), kind)

    def _mark_end(self, paragraph: Element, kind: str) -> None:
        properties = child(child(paragraph, "pPr"), "rPr")
        self._add_mark(properties, kind, int(properties.find(w("ins")) is not None))

    def _add_mark(self, properties: Element, kind: str, place: int) -> None:
        if properties.find(w(kind)) is None:
            properties.insert(place, properties.makeelement(w(kind), self._revision()))

    def _revision(self) -> dict[str, str]:
        number = str(self._target.free_number())
        return {w("id"): number, w("author"): AUTHOR, w("date"): self._date}


def _as_runs(field: Element) -> list[Element]:
    """A simple field, put in its place as the runs Word tracks it by."""

    def run(kind: str) -> Element:
        one = field.makeelement(w("r"))
        one.append(one.makeelement(w("fldChar"), {w("fldCharType"): kind}))
        return one

    code = field.makeelement(w("r"))
    code.append(code.makeelement(w("instrText")))
    code[0].text = field.get(w("instr"))
    runs = [run("begin"), code, run("separate"), *nodes(field), run("end")]
    for one in runs:
        field.addprevious(one)
    parent_of(field).remove(field)
    return runs

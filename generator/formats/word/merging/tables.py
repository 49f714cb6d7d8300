"""Tables, row by row and cell by cell."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence

from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.merging.facts import keep_typed
from generator.formats.word.merging.hand import Hand, decide, typed
from generator.formats.word.merging.reading import Row, Table, Unit
from generator.merge import Verdict, align, merge_order

_MOST_KEY_COLUMNS = 3
_ALTERNATIVE_TEXT = ("tblCaption", "tblDescription")


def merge_table(base: Unit, theirs: Unit, ours: Unit, hand: Hand) -> Element:
    """Brings a person's table up to date; returns the table that stands."""
    old, their, our = base.table, theirs.table, ours.table
    if not (old and their and our):
        return theirs.element
    _describe(base.element, theirs.element, ours.element)
    if base.text.shape == theirs.text.shape == ours.text.shape:
        return theirs.element
    if ours.text.full == base.text.full or theirs.text.full == ours.text.full:
        if theirs.text.full != base.text.full:
            hand.tell(Verdict.KEPT, theirs.text.words)
        return theirs.element
    same_columns = old.columns == our.columns
    if not (hand.tracks and same_columns) and _is_untouched(base, theirs):
        hand.tell(Verdict.UPDATED, theirs.text.words)
        return hand.replace_table(theirs.element, ours.element)
    if not (same_columns and old.regular and their.regular and our.regular):
        hand.disagree(theirs.element, theirs.text.words, as_text(our))
        return theirs.element
    _Rows(old, their, our, hand, theirs.element).merge()
    return theirs.element


def _is_untouched(base: Unit, theirs: Unit) -> bool:
    """Whether nobody changed anything in a table: words, widths, borders, fills, bookmarks."""
    return (
        theirs.text.full == base.text.full
        and base.table is not None
        and theirs.table is not None
        and next(theirs.element.iter(w("bookmarkStart")), None) is None
        and base.table.look() == theirs.table.look()
    )


def _describe(base: Element, theirs: Element, ours: Element) -> None:
    """Brings the alternative text up to date; LibreOffice drops both parts of it on saving."""
    old, their, our = (table.find(w("tblPr")) for table in (base, theirs, ours))
    if old is None or their is None or our is None:
        return
    texts = [[value_at(one, w(name)) for name in _ALTERNATIVE_TEXT] for one in (old, their, our)]
    if texts[1] == texts[2] or (any(texts[1]) and texts[1] != texts[0]):
        return
    for name in _ALTERNATIVE_TEXT:
        for one in their.findall(w(name)):
            their.remove(one)
        place = next((n for n, one in enumerate(their) if one.tag == w("tblPrChange")), len(their))
        their[place:place] = [copy.deepcopy(one) for one in our.findall(w(name))]


def as_text(table: Table) -> str:
    """The table for a comment, a line for each row."""
    lines = [table.columns, *(tuple(cell.text.words for cell in row.cells) for row in table.rows)]
    return "\n".join(" | ".join(line) for line in lines)


class _Rows:
    """The rows of one table under merge; their order is theirs where they moved any."""

    def __init__(self, base: Table, theirs: Table, ours: Table, hand: Hand, table: Element) -> None:
        self._hand, self._table, self._theirs = hand, table, theirs
        found = align(base.columns, theirs.columns, str, str, lambda column: 0)
        self._in_theirs = [-1 if place is None else place for place in found]
        self._columns = [
            found.index(column) if column in found else -1 for column in range(len(base.columns))
        ]
        self._base, self._their, self._our = _keyed(base, theirs, ours, self._columns)

    def merge(self) -> None:
        hand = self._hand
        base, theirs, ours = self._base, self._their, self._our
        for key, row in base.items():
            if key not in theirs and key in ours and _fulls(row) != _fulls(ours[key]):
                hand.tell(Verdict.DELETED, _words(row))
        previous = next(self._table.iter(w("tr")))
        for key in merge_order([*base], [*theirs], [*ours]):
            if key not in theirs:
                new = hand.transplant.bring(ours[key].element)
                hand.pen.insert_row(new, after=previous, columns=self._in_theirs)
                hand.tell(Verdict.ADDED, _words(ours[key]))
                previous = new
                continue
            row = theirs[key]
            if key in base and key not in ours:
                if self._cells(row) == _fulls(base[key]) and len(row.cells) == len(base[key].cells):
                    hand.pen.remove_row(row.element)
                    hand.tell(Verdict.REMOVED, _words(row))
                    continue
                hand.tell(Verdict.ORPHAN, _words(row))
            elif key in base:
                self._merge_row(base[key], row, ours[key])
            previous = hand.place_row(row.element, previous)

    def _merge_row(self, base: Row, theirs: Row, ours: Row) -> None:
        hand = self._hand
        for column, heading in enumerate(self._columns):
            if heading < 0:
                continue  # they deleted the column
            old, their, our = base.cells[column], theirs.cells[heading], ours.cells[column]
            place = f"{_words(theirs)}, {self._theirs.columns[heading]}"
            verdict = decide(old.text, their.text, our.text)
            if verdict is Verdict.UPDATED:
                new = hand.transplant.bring(our.element, replaces=their.element)
                keep_typed(new, their.element, typed(old.text, their.text))
                hand.pen.replace_cell(their.element, new)
                hand.tell(verdict, place)
            elif verdict is Verdict.CONFLICT:
                hand.disagree(their.element, place, our.text.words)
            elif verdict is Verdict.KEPT:
                hand.tell(verdict, place)

    def _cells(self, row: Row) -> list[str]:
        """Their row as the base's columns would have it."""
        return [row.cells[column].text.full if column >= 0 else "" for column in self._columns]


def _keyed(
    base: Table, theirs: Table, ours: Table, columns: Sequence[int]
) -> tuple[dict[str, Row], dict[str, Row], dict[str, Row]]:
    """The rows of all three by key: by as few first cells as tell them apart, else by likeness."""
    places = [column for column in columns if column >= 0]
    for count in range(1, min(_MOST_KEY_COLUMNS, len(columns)) + 1):
        if -1 in columns[:count] or len(places) < count:
            break
        keyed = (
            _by_cells(base.rows, range(count)),
            _by_cells(theirs.rows, columns[:count]),
            _by_cells(ours.rows, range(count)),
        )
        old, their, our = keyed
        if not any("\n" in key for key in (*old, *our)):
            return old, _renamed(old, their, columns), our
    old = {f"base {place}": row for place, row in enumerate(base.rows)}
    return old, _aligned(old, theirs.rows, "theirs"), _aligned(old, ours.rows, "ours")


def _by_cells(rows: Sequence[Row], columns: Sequence[int]) -> dict[str, Row]:
    keyed: dict[str, Row] = {}
    for row in rows:
        key = "\t".join(" ".join(row.cells[column].text.words.split()) for column in columns)
        copies = sum(key == known.partition("\n")[0] for known in keyed) if key in keyed else 0
        keyed[f"{key}\n{copies}" if copies else key] = row  # the first one is ours, a copy theirs
    return keyed


def _renamed(
    base: Mapping[str, Row], theirs: Mapping[str, Row], columns: Sequence[int]
) -> dict[str, Row]:
    """Their rows; one whose key alone was changed keeps the key of the base."""
    lost = {
        tuple(_fulls(row)[1:]): key
        for key, row in base.items()
        if key not in theirs and len(row.cells) > 1
    }
    result = {}
    for key, row in theirs.items():
        rest = tuple(row.cells[column].text.full if column >= 0 else "" for column in columns[1:])
        result[lost.pop(rest, key) if key not in base else key] = row
    return result


def _aligned(base: Mapping[str, Row], rows: Sequence[Row], prefix: str) -> dict[str, Row]:
    keys = [*base]
    places = align([*base.values()], rows, lambda row: tuple(_fulls(row)), _words, lambda row: 0)
    return {
        f"{prefix} {n}" if place is None else keys[place]: row
        for n, (row, place) in enumerate(zip(rows, places, strict=True))
    }


def _fulls(row: Row) -> list[str]:
    return [cell.text.full for cell in row.cells]


def _words(row: Row) -> str:
    return " | ".join(_nonempty(row))


def _nonempty(row: Row) -> Iterator[str]:
    return (cell.text.words for cell in row.cells if cell.text.words.strip())

"""The lists of a document: what an item's number looks like and which one it is."""

from __future__ import annotations

from generator.formats.word.markup import Element, value_at, w, whole

_SYMBOLS = str.maketrans("\uf0b7\uf02d", "•–")  # LibreOffice sets such bullets in a symbol font


class Lists:
    """The lists of a document, counted along as its paragraphs are read in order.

    Args:
        root: `w:numbering`, or None for a document without lists.
    """

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        for element in () if root is None else root:
            if element.tag == w("abstractNum"):
                self._abstract[str(element.get(w("abstractNumId")))] = element
            elif element.tag == w("num"):
                self._nums[str(element.get(w("numId")))] = element

    def level(self, number: str, level: int) -> Element | None:
        """The definition of a list's level; None when there is no such list or level."""
        num = self._nums.get(number)
        if num is None:
            return None
        holders = [*num.iterfind(w("lvlOverride")), self._abstract.get(_abstract_id(num))]
        for holder in holders:
            for definition in () if holder is None else holder.iterfind(w("lvl")):
                if definition.get(w("ilvl")) == str(level):
                    return definition
        return None

    def count(self, number: str, level: int) -> list[int]:
        """Counts an item and returns its place on each level: 2, 1 for the first under the second.

        Lists of one definition count on from each other, unless a list says where it starts.
        """
        num = self._nums[number]
        counts = self._counts.setdefault(_abstract_id(num), {})
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        start = _start(num, level) if (number, level) not in self._started else None
        self._started.add((number, level))
        counts[level] = counts.get(level, 0) + 1 if start is None else start
        return [counts[one] for one in sorted(counts)]


def item_format(level: Element) -> str:
    """How the items of a level are numbered: kind, pattern, first number."""
    words = [value_at(level, w(name)) for name in ("numFmt", "lvlText", "start")]
    return " ".join(words).translate(_SYMBOLS)


def _abstract_id(num: Element) -> str:
    return value_at(num, w("abstractNumId"))


def _start(num: Element, level: int) -> int | None:
    for override in num.iterfind(w("lvlOverride")):
        start = value_at(override, w("startOverride"))
        if start and override.get(w("ilvl")) == str(level):
            return whole(start)
    return None

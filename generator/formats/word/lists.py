"""The lists of a document: what an item's number looks like and which one it is."""

from __future__ import annotations

import re

from generator.formats.word.markup import Element, value_at, w, whole

_SYMBOLS = str.maketrans("\uf0b7\uf02d", "•–")  # LibreOffice sets such bullets in a symbol font

_NUMERALS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


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

    def label(self, number: str, level: int) -> str:
        """Counts an item and returns its number as it is shown, `2.1`; empty for a bullet."""
        self.count(number, level)
        definition, num = self.level(number, level), self._nums[number]
        kind = value_at(definition, w("numFmt"))
        if definition is None or kind in ("bullet", "none"):
            return ""
        counts = self._counts[_abstract_id(num)]
        plain = definition.find(w("isLgl")) is not None

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            one = self.level(number, place)
            first = whole(value_at(one, w("start"))) if _start(num, place) is None else 1
            count = counts.get(place, 1) + (max(first, 0) - 1 if one is not None else 0)
            return _written(count, "decimal" if plain else value_at(one, w("numFmt")))

        return re.sub(r"%(\d)", shown, value_at(definition, w("lvlText")))


def item_format(level: Element) -> str:
    """How the items of a level are numbered: kind, pattern, first number."""
    words = [value_at(level, w(name)) for name in ("numFmt", "lvlText", "start")]
    return " ".join(words).translate(_SYMBOLS)


def _written(count: int, kind: str) -> str:
    if kind.endswith("Letter"):
        letters = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif kind.endswith("Roman"):
        letters = ""
        for value, numeral in _NUMERALS:
            letters += numeral * (count // value)
            count %= value
    else:
        return f"{count:02}" if kind == "decimalZero" else str(count)
    return letters if kind.startswith("upper") else letters.lower()


def _abstract_id(num: Element) -> str:
    return value_at(num, w("abstractNumId"))


def _start(num: Element, level: int) -> int | None:
    for override in num.iterfind(w("lvlOverride")):
        start = value_at(override, w("startOverride"))
        if start and override.get(w("ilvl")) == str(level):
            return whole(start)
    return None

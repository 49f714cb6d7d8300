"""Three ways: what was written last time, what a person made of it, what would be written now.

Knows nothing of Word or Excel. Things are told apart by keys and compared with `==`, so whoever
calls brings both into a form in which equal means equal to a person.

    merge_value   base, theirs, ours -> whose value stands, and whether a person must decide
    merge_order   the keys of all three in one order, in which nobody's order is lost
    align         which element of one text another one came from, where there are no keys
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

_LEAST_LIKENESS = 0.5
_MOST_PAIRS = 40_000  # where a whole text was replaced, likeness tells nothing and costs much

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Verdict(StrEnum):
    """What becomes of a thing that is in one, two or all of the three."""

    SAME = "same"  # as it was, or both made the same of it
    UPDATED = "updated"  # only ours changed: ours is taken
    KEPT = "kept"  # only theirs changed: theirs stays
    CONFLICT = "conflict"  # both changed: theirs stays, ours is told
    ADDED = "added"  # new in ours
    THEIRS = "theirs"  # new in theirs
    REMOVED = "removed"  # gone in ours and never touched: goes
    ORPHAN = "orphan"  # gone in ours but changed by them: stays, and is told
    DELETED = "deleted"  # gone in theirs: stays gone
    HELD = "held"  # theirs for now: they have not made up their mind


def merge_value(base: object, theirs: object, ours: object) -> Verdict:
    """Whose value stands; None stands for what is not there."""
    if base is None:
        if theirs is None:
            return Verdict.SAME if ours is None else Verdict.ADDED
        if ours is None:
            return Verdict.THEIRS
        return Verdict.SAME if theirs == ours else Verdict.CONFLICT
    if theirs is None:
        return Verdict.DELETED
    if ours is None:
        return Verdict.REMOVED if theirs == base else Verdict.ORPHAN
    if theirs == ours:
        return Verdict.SAME
    if theirs == base:
        return Verdict.UPDATED
    return Verdict.KEPT if ours == base else Verdict.CONFLICT


def merge_order(
    base: Sequence[K], theirs: Sequence[K], ours: Sequence[K], *, follow_ours: bool = True
) -> list[K]:
    """All keys of theirs and the new ones of ours in one order; no key twice.

    What is new comes behind what it follows on its own side, what is new in theirs first. Their
    order stands where they moved something; where they did not and ours moved, ours stands, and
    what they added follows along.

    Args:
        base, theirs, ours: keys in the order of each, none twice.
        follow_ours: whether ours may move what they left in place.
    """
    known, there = set(base), set(theirs)
    new = [key for key in ours if key not in known and key not in there]
    left = [key for key in base if key in there]
    moved = left != [key for key in theirs if key in known]
    if moved or not follow_ours:
        return _put_in(theirs, new, ours, there - known)
    spine = [key for key in ours if key in there or key not in known]
    standing = set(spine)
    return _put_in(spine, [key for key in theirs if key not in standing], theirs)


def _put_in(
    spine: Iterable[K], extra: Iterable[K], order: Sequence[K], first: Container[K] = ()
) -> list[K]:
    """The spine with each extra key behind the nearest one it follows in `order`.

    Args:
        first: keys that stay with what they stand behind.
    """
    result = list(spine)
    before = dict(zip(order[1:], order, strict=False))
    standing = set(result)
    for key in extra:
        follows = before.get(key)
        while follows is not None and follows not in standing:
            follows = before.get(follows)
        place = 0 if follows is None else result.index(follows) + 1
        while follows is not None and place < len(result) and result[place] in first:
            place += 1
        result.insert(place, key)
        standing.add(key)
    return result


def align(
    base: Sequence[T],
    other: Sequence[T],
    same: Callable[[T], Hashable],
    words: Callable[[T], str],
    kind: Callable[[T], Hashable],
) -> list[int | None]:
    """For each element of `other` the place in `base` it came from, or None for a new one.

    What is equal comes first, in order, then equal elsewhere (moved), then what was reworded: alike
    in its words, or alone between the same neighbours.

    Args:
        same: the value by which two elements are equal.
        words: what an element says; likeness is the share of words in common.
        kind: only elements of one kind are ever the same one reworded.
    """
    matcher = SequenceMatcher(None, [*map(same, base)], [*map(same, other)], autojunk=False)
    found: list[int | None] = [None] * len(other)
    gaps = []
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            found[start:end] = range(low, high)
        else:
            gaps.append((range(low, high), range(start, end)))
    _moved(base, other, found, same)
    taken = {place for place in found if place is not None}
    for places, others in gaps:
        free = [place for place in places if place not in taken]
        loose = [n for n in others if found[n] is None]
        for n, place in _reworded(base, other, free, loose, words, kind):
            found[n] = place
    return found


def _moved(
    base: Sequence[T],
    other: Sequence[T],
    found: list[int | None],
    same: Callable[[T], Hashable],
) -> None:
    """Fills in what stands elsewhere, word for word, and only once."""
    taken = {place for place in found if place is not None}
    free = [place for place in range(len(base)) if place not in taken]
    loose = [n for n, place in enumerate(found) if place is None]
    in_base = Counter(same(base[place]) for place in free)
    in_other = Counter(same(other[n]) for n in loose)
    once = {same(base[place]): place for place in free if in_base[same(base[place])] == 1}
    for n in loose:
        value = same(other[n])
        if in_other[value] == 1 and value in once:
            found[n] = once[value]


def _reworded(
    base: Sequence[T],
    other: Sequence[T],
    free: Sequence[int],
    loose: Sequence[int],
    words: Callable[[T], str],
    kind: Callable[[T], Hashable],
) -> Iterable[tuple[int, int]]:
    """Pairs of places in `other` and `base`, in one order in both, as alike as can be."""
    if not free or not loose or len(free) * len(loose) > _MOST_PAIRS:
        return []
    best: list[list[float]] = [[0.0] * (len(free) + 1) for _ in range(len(loose) + 1)]
    alike = [
        [
            likeness(words(other[n]), words(base[place]))
            if kind(other[n]) == kind(base[place])
            else 0.0
            for place in free
        ]
        for n in loose
    ]
    for row in range(len(loose) - 1, -1, -1):
        for column in range(len(free) - 1, -1, -1):
            value = alike[row][column]
            pair = best[row + 1][column + 1] + value if value >= _LEAST_LIKENESS else 0.0
            best[row][column] = max(pair, best[row + 1][column], best[row][column + 1])
    pairs, row, column = [], 0, 0
    while row < len(loose) and column < len(free):
        value = alike[row][column]
        if value >= _LEAST_LIKENESS and best[row][column] == best[row + 1][column + 1] + value:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    edges = [(-1, -1), *pairs, (len(loose), len(free))]
    for (row, column), (next_row, next_column) in pairwise(edges):
        alone = next_row - row == 2 and next_column - column == 2
        if alone and kind(other[loose[row + 1]]) == kind(base[free[column + 1]]):
            pairs.append((row + 1, column + 1))
    return [(loose[row], free[column]) for row, column in sorted(pairs)]


def likeness(left: str, right: str) -> float:
    """The share of words that two texts have in common, from 0 to 1."""
    one, two = Counter(left.casefold().split()), Counter(right.casefold().split())
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0

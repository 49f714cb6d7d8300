"""The governance picture: each body below the one it escalates to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.content.drawing import (
    GAP,
    SMALL,
    WIDTH,
    Box,
    Drawing,
    Line,
    Look,
    box,
    label,
)
from generator.schedule.naming import words_of

Row = Mapping[str, object]

_INDENT = 16.0
_WIDEST, _NARROWEST = 300.0, 120.0
_TALLEST, _TALLEST_BRIEF = 200.0, 480.0
_MOST = 30  # boxes; the rest is counted


@dataclass(frozen=True, slots=True)
class _Node:
    """A box with those that escalate to it; each text with what the font can print for sure."""

    texts: tuple[str, ...]
    about: tuple[str, ...]
    look: Look
    below: tuple[_Node, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[_Node, int]]:
        """The node and all below it, each with its depth."""
        yield self, depth
        for node in self.below:
            yield from node.walk(depth + 1)


def governance_chart(bodies: Sequence[Row]) -> Drawing | None:
    """The bodies as trees side by side, each below what it escalates to; None without any.

    Chairs and cadence are left out where the picture would be too tall. A ring of bodies is cut at
    its first one.

    Args:
        bodies: rows of the key `governance`: body, chair, cadence and escalates.
    """
    trees = _trees(bodies[:_MOST])
    if (more := len(bodies) - _MOST) > 0:
        trees.append(_Node((f"{more} more in the table",), (), Look.OUTSIDE))
    if not trees:
        return None
    full = _draw(trees, lambda node: node.about, GAP, most=2)
    if full.height <= _TALLEST:
        return full
    brief = _draw(trees, lambda _: (), GAP / 2, most=2)
    return brief if brief.height <= _TALLEST_BRIEF else _draw(trees, lambda _: (), 2.0, most=1)


def _trees(bodies: Sequence[Row]) -> list[_Node]:
    """The trees, in the order in which their first body is named."""
    names = [_text(row, "body") for row in bodies]
    places: dict[object, int] = {}
    for place, name in enumerate(names):
        places.setdefault(_key(name), place)
    above: dict[int, int | str] = {}
    for place, row in enumerate(bodies):
        target = _text(row, "escalates")
        if target:
            above[place] = places.get(_key(target), target)
    cut = {}  # where a ring of bodies begins
    for place in range(len(bodies)):
        if _returns(place, above):
            cut[place] = f"Escalates to: {_text(bodies[place], 'escalates')}"
            del above[place]

    def node(place: int) -> _Node:
        row = bodies[place]
        chair = f"Chair: {name}" if (name := _text(row, "chair")) else ""
        rest = (_text(row, "cadence"), cut.get(place))
        about = ("; ".join(filter(None, (chair, *rest))), "; ".join(filter(None, rest)))
        below = tuple(node(other) for other, target in above.items() if target == place)
        texts = (names[place], f"Body {place + 1} of the table")
        return _Node(texts, about if about[0] else (), Look.PART, below)

    roots: dict[object, list[_Node]] = {}
    heads: dict[object, str] = {}
    for place in range(len(bodies)):
        head = above.get(place)
        if isinstance(head, int):
            continue
        key = _key(head) if head else place
        roots.setdefault(key, []).append(node(place))
        if head:
            heads.setdefault(key, head)
    return [
        _Node((heads[key], "Named in the table"), (), Look.HEAD, tuple(below))
        if key in heads
        else below[0]
        for key, below in roots.items()
    ]


def _text(row: Row, key: str) -> str:
    return " ".join(str(row.get(key) or "").split())


def _key(name: str) -> object:
    """What names are compared by."""
    return words_of(name) or name


def _returns(place: int, above: Mapping[int, int | str]) -> bool:
    """Whether the way up leads back to where it began."""
    at: int | str | None = above.get(place)
    for _ in above:
        if not isinstance(at, int):
            return False
        if at == place:
            return True
        at = above.get(at)
    return False


def _draw(
    trees: Sequence[_Node], about: Callable[[_Node], tuple[str, ...]], gap: float, *, most: int
) -> Drawing:
    """The trees in at most three columns; the next one goes below the shortest."""
    count = min(3, len(trees))
    width = (WIDTH - GAP * (count - 1)) / count
    ends = [0.0] * count
    boxes: list[Box] = []
    lines: list[Line] = []
    for tree in trees:
        column = ends.index(min(ends))
        nodes = list(tree.walk())
        deepest = max(depth for _, depth in nodes)
        step = min(_INDENT, max(0.0, width - _NARROWEST) / deepest) if deepest else 0.0
        wide = min(_WIDEST, width - step * deepest)
        y = ends[column]
        latest: dict[int, Box] = {}
        for node, depth in nodes:
            labels = [label(*node.texts, width=wide, most=most)]
            if words := about(node):
                labels.append(label(*words, width=wide, size=SMALL, most=most, optional=True))
            drawn = box(column * (width + GAP) + step * depth, y, wide, labels, node.look)
            if depth:
                upper, level = latest[depth - 1], drawn.middle[1]
                x = upper.x + step / 2
                lines += [Line((x, upper.bottom), (x, level)), Line((x, level), (drawn.x, level))]
            latest[depth] = drawn
            boxes.append(drawn)
            y = drawn.bottom + gap
        ends[column] = y
    return Drawing(tuple(boxes), tuple(lines))

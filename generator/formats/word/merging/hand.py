"""What a merge does at one place of a person's document, and what it tells of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.formats.word.markup import Element, w
from generator.formats.word.merging.comments import Comments
from generator.formats.word.merging.pens import PlainPen, RedlinePen
from generator.formats.word.merging.reading import Text, blocks
from generator.formats.word.merging.transplant import Transplant
from generator.merge import Verdict, merge_value

_SHOWN = 70


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one place.

    Attributes:
        section: the title of its section.
        place: what stands there, in its first words.
        ours: what would stand there if it were ours alone; for a conflict.
        commented: whether a comment beside it says so.
    """

    verdict: Verdict
    section: str
    place: str
    ours: str = ""
    commented: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A value that a person typed into a control; `given` is what the config says, if it does."""

    value: str
    given: str


@dataclass(slots=True)
class Hand:
    """Writes into the document and keeps account.

    Attributes:
        section: the title of the present section.
        typed: what people typed into controls, by the fact's key.
        inserted: what was put in, each with the element of ours it was made from.
    """

    body: Element
    pen: PlainPen
    transplant: Transplant
    comments: Comments
    section: str = ""
    items: list[Item] = field(default_factory=list)
    typed: dict[str, Typed] = field(default_factory=dict)
    inserted: list[tuple[Element, Element]] = field(default_factory=list)

    @property
    def tracks(self) -> bool:
        """Whether changes are written as tracked ones."""
        return isinstance(self.pen, RedlinePen)

    def tell(
        self, verdict: Verdict, place: str, ours: str = "", *, commented: bool = False
    ) -> None:
        """Notes what became of a place."""
        words = " ".join(place.split())
        shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
        self.items.append(Item(verdict, self.section, shown, ours, commented))

    def insert(self, element: Element, previous: Element | None) -> Element:
        """Puts a paragraph or table of ours behind another block, or first; returns the new one."""
        new = self.transplant.bring(element)
        if previous is None:
            self.pen.insert(new, before=next(blocks(self.body)))
        else:
            self.pen.insert(new, after=previous)
        self.inserted.append((new, element))
        return new

    def replace_table(self, old: Element, element: Element) -> Element:
        """Puts a table of ours in the place of one that nobody touched; returns the new one."""
        new = self.transplant.bring(element, replaces=old)
        self.pen.replace_table(old, new)
        return new

    def place_row(self, row: Element, previous: Element) -> Element:
        """Makes a row follow another one; returns the row that does."""
        if next(row.itersiblings(w("tr"), preceding=True), None) is previous:
            return row
        if not self.tracks:
            previous.addnext(row)
            return row
        new = copy.deepcopy(row)
        self.pen.insert_row(new, after=previous)
        self.pen.remove_row(row)
        return new

    def disagree(self, holder: Element, place: str, ours: str) -> None:
        """Leaves their text, with ours in a comment beside it."""
        self.tell(Verdict.CONFLICT, place, ours, commented=True)
        self.comments.attach(holder, f"{_COMMENT}\n{ours or _NOTHING}")


_COMMENT = (
    "You changed this, and what it is made from changed too. Your text was kept. "
    "Take what you need from the new text below, then delete this comment:"
)
_NOTHING = "(nothing: it would be left out)"


def decide(base: Text, theirs: Text, ours: Text) -> Verdict:
    """Whose text stands; the values of facts are settled later, control by control.

    Theirs stands in conflict where ours would lose a value they typed, and where they wrote over a
    fact that has changed since: no control is left there to show it.
    """
    if base.shape == theirs.shape == ours.shape or theirs.full == ours.full:
        return Verdict.SAME
    if theirs.full == base.full:
        return Verdict.SAME if ours.full == base.full else Verdict.UPDATED
    verdict = merge_value(base.shape, theirs.shape, ours.shape)
    if verdict is Verdict.UPDATED and typed(base, theirs) - {fact.key for fact in ours.facts}:
        return Verdict.CONFLICT
    if verdict is Verdict.KEPT and set(_moved_on(base, ours)) - {f.key for f in theirs.facts}:
        return Verdict.CONFLICT
    return verdict


def typed(base: Text, theirs: Text) -> set[str]:
    """The facts into whose controls a person typed."""
    known = {(fact.key, fact.text) for fact in base.facts}
    return {f.key for f in theirs.facts if not f.is_open and (f.key, f.text) not in known}


def _moved_on(base: Text, ours: Text) -> Iterator[str]:
    now = {fact.key: fact.text for fact in ours.facts}
    for fact in base.facts:
        if now.get(fact.key, fact.text) != fact.text:
            yield fact.key

"""Comments by us at the places where a person must decide, and whether others' are open."""

from __future__ import annotations

from datetime import date

from lxml import etree

from generator.formats.patching import Patched
from generator.formats.word.markup import Element, w
from generator.formats.word.merging.redline import AUTHOR

_INITIALS = "pmo"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ID = w("id")
_MARKS = tuple(map(w, ("p", "commentRangeStart", "commentRangeEnd", "commentReference")))


class Comments:
    """The comments of a document.

    Args:
        target: the document.
        day: the day that new comments carry.
    """

    def __init__(self, target: Patched, day: date) -> None:
        self._target, self._date = target, f"{day.isoformat()}T00:00:00Z"
        self._held: dict[Element, set[str]] | None = None

    def attach(self, element: Element, text: str) -> None:
        """Adds a comment to a paragraph, or to the first one of a cell, row or table.

        A line end starts a paragraph of the comment. What is attached there already is not
        attached again, even if a person resolved it.
        """
        paragraph = next(element.iter(w("p")))
        here = self._comments_at(paragraph)
        if any(key in here and text == words for key, words in self._ours().items()):
            return
        number = str(self._target.free_number())
        self._add(number, text)
        self._target.changed(self._target.main)
        place = 1 if paragraph.find(w("pPr")) is not None else 0
        paragraph.insert(place, paragraph.makeelement(w("commentRangeStart"), {_ID: number}))
        paragraph.append(paragraph.makeelement(w("commentRangeEnd"), {_ID: number}))
        run = paragraph.makeelement(w("r"))
        run.append(run.makeelement(w("commentReference"), {_ID: number}))
        paragraph.append(run)
        here.add(number)

    def waiting(self) -> list[str]:
        """The texts of our comments that stand in the document and are not resolved."""
        body = self._target.tree(self._target.main)
        anchored = {str(one.get(_ID)) for one in body.iter(w("commentReference"))}
        still = anchored - self._resolved()
        return [text for key, text in self._ours().items() if key in still]

    def open_in(self, element: Element, *, by_others: bool = True) -> bool:
        """Whether a comment that is not resolved stands at some text of the element.

        Args:
            element: anything of the body.
            by_others: whether ours do not count.
        """
        found = {key for paragraph in element.iter(w("p")) for key in self._comments_at(paragraph)}
        return bool(found - self._resolved() - (self._ours().keys() if by_others else set()))

    def under_review(self, element: Element) -> bool:
        """Whether a change is tracked in the element or somebody else's comment is open there."""
        tracked = any(one.get(w("author")) for one in element.iter(etree.Element))
        return tracked or self.open_in(element)

    def _comments_at(self, paragraph: Element) -> set[str]:
        """The comments whose range holds or meets a paragraph."""
        if self._held is None:
            self._held = {}
            within: set[str] = set()
            here: set[str] = set()
            for one in self._target.tree(self._target.main).iter(*_MARKS):
                key = str(one.get(_ID))
                if one.tag == w("p"):
                    here = self._held[one] = set(within)
                elif one.tag == w("commentRangeStart"):
                    within.add(key)
                    here.add(key)
                elif one.tag == w("commentRangeEnd"):
                    within.discard(key)
                elif one.tag == w("commentReference"):
                    here.add(key)
        return self._held.setdefault(paragraph, set())

    def _ours(self) -> dict[str, str]:
        """Number to text of the comments by us."""
        return {
            str(one.get(_ID)): "\n".join(map(_text, one.iterfind(w("p"))))
            for one in self._all()
            if one.get(w("author")) == AUTHOR
        }

    def _all(self) -> list[Element]:
        name = self._target.name_of("/comments")
        return list(self._target.tree(name)) if name else []

    def _resolved(self) -> set[str]:
        """The numbers of comments that are done, answers to them included."""
        name = self._target.name_of("/commentsExtended")
        if not name:
            return set()
        notes = {str(one.get(f"{_W15}paraId")): one for one in self._target.tree(name)}
        found = set()
        for comment in self._all():
            for paragraph in comment.iterfind(w("p")):
                note = notes.get(str(paragraph.get(f"{_W14}paraId")))
                if note is None:
                    continue
                first = notes.get(str(note.get(f"{_W15}paraIdParent")), note)
                if first.get(f"{_W15}done") in ("1", "true", "on"):
                    found.add(str(comment.get(_ID)))
        return found

    def _add(self, number: str, text: str) -> None:
        comments = self._target.changed_part("comments")
        names = {_ID: number, w("author"): AUTHOR, w("date"): self._date, w("initials"): _INITIALS}
        comment = comments.makeelement(w("comment"), names)
        for line in text.split("\n"):
            paragraph = comment.makeelement(w("p"))
            run = paragraph.makeelement(w("r"))
            words = run.makeelement(w("t"), {_SPACE: "preserve"})
            words.text = line
            run.append(words)
            paragraph.append(run)
            comment.append(paragraph)
        comments.append(comment)


def _text(paragraph: Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(w("t")))

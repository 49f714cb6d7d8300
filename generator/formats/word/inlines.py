"""What stands inside a paragraph: runs, links, facts and cross-references."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from generator.content import blocks
from generator.formats.word.markup import attribute, bookmark, field, run
from generator.formats.word.outline import Outline, plain
from generator.formats.word.reference import Styles
from generator.model.project import FactState

_IN_URLS = "!#$%&'()*+,-./:;=?@[]_~"  # what a relationship's target may hold as it is
ASSUMED = " (Assumed)"
_LONGEST_NAME = 64  # Word shows and keeps no more of a control's title and tag


class InlineWriter:
    """Writes inlines as runs; hands out the numbers that must not repeat in a document.

    Args:
        link: URL to the id of its relationship.
        note: the runs of a footnote to the run of its mark.
    """

    def __init__(
        self,
        styles: Styles,
        outline: Outline,
        link: Callable[[str], str],
        note: Callable[[str], str],
    ) -> None:
        self._link_style = _style(styles["Hyperlink"])
        self._open_style = _style(styles["Placeholder Text"])
        self._code_style = _style(styles["Inline Code"])
        self._outline = outline
        self._link, self._note = link, note
        self._bookmarks = 0
        self._controls = 0

    def write(self, inlines: blocks.Inlines) -> str:
        """The runs of the inlines, in order."""
        return "".join(
            [
                self._cross_reference(inline, _starts_sentence(inlines[:place]))
                if isinstance(inline, blocks.CrossReference)
                else self._one(inline)
                for place, inline in enumerate(inlines)
            ]
        )

    def bookmark(self, name: str, content: str = "") -> str:
        """A bookmark with a number of its own around the content."""
        self._bookmarks += 1
        return bookmark(self._bookmarks, name, content)

    def _one(
        self,
        inline: blocks.Run | blocks.FactRun | blocks.Hyperlink | blocks.LineBreak | blocks.Footnote,
    ) -> str:
        match inline:
            case blocks.Footnote(inlines):
                return self._note(self.write(inlines))
            case blocks.Run():
                return run(inline.text, self._format(inline))
            case blocks.FactRun():
                return self._fact(inline)
            case blocks.Hyperlink():
                return self._hyperlink(inline)
            case blocks.LineBreak():
                return "<w:r><w:br/></w:r>"

    def _format(self, inline: blocks.Run) -> str:
        return (
            (self._code_style if inline.code else "")
            + ("<w:b/>" if inline.bold else "")
            + ("<w:i/>" if inline.italic else "")
        )

    def _hyperlink(self, inline: blocks.Hyperlink) -> str:
        content = run(inline.text, self._link_style)
        if not inline.url:
            return run(inline.text)
        relationship = self._link(quote(inline.url, safe=_IN_URLS))
        return f'<w:hyperlink r:id="{relationship}" w:history="1">{content}</w:hyperlink>'

    def _cross_reference(self, inline: blocks.CrossReference, starts: bool) -> str:
        """`Table 3`, or `section 2.1 (Authority)`, each number and title a field."""
        entry = self._outline.by_id.get(inline.target)
        if entry is None:
            return run(inline.text)
        if not entry.level:
            return field(f"REF {entry.ref} \\h", run(entry.label))
        title = field(f"REF {entry.ref} \\h", run(entry.text))
        if not entry.label:
            return title
        number = field(f"REF {entry.ref} \\r \\h", run(entry.label))
        word = "Section " if starts else "section "
        return run(word) + number + run(" (") + title + run(")")

    def _fact(self, inline: blocks.FactRun) -> str:
        """A control that holds the value alone, so that what is typed into it is the value."""
        self._controls += 1
        is_open = inline.state is FactState.OPEN
        mark = ASSUMED if inline.state is FactState.ASSUMED else ""
        content = run(inline.text.removesuffix(mark), self._open_style if is_open else "")
        assumed = run(mark) if mark else ""
        return (
            "<w:sdt><w:sdtPr>"
            f"<w:alias w:val={attribute(inline.label[:_LONGEST_NAME])}/>"
            f"<w:tag w:val={attribute(f'pmopack:fact/{inline.key}'[:_LONGEST_NAME])}/>"
            f'<w:id w:val="{self._controls}"/>'
            f"{'<w:showingPlcHdr/>' if is_open else ''}"
            f'<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
            f"{assumed}"
        )


def _starts_sentence(before: blocks.Inlines) -> bool:
    words = plain(before).rstrip()
    return not words or words[-1] in ".!?"


def _style(style_id: str) -> str:
    return f'<w:rStyle w:val="{style_id}"/>'

"""Inside a line: Markdown tokens become inlines, and values come back from their tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it.token import Token

from generator.content import blocks
from generator.content.values import (
    LINK,
    TO_BE_DECIDED,
    TOKEN,
    BlockValue,
    ContentError,
    Fault,
    Values,
    inlines_of,
    plain,
)
from generator.model.project import FactState

# Marks that were meant to be Markdown or Jinja and were not understood as such.
_LEFT_OVER = re.compile(r"\*\*|\{\{|\}\}|\{%|%\}|\{#|\[\[|\]\]|\^\[")

_IN_A_NOTE = (blocks.Run, blocks.FactRun, blocks.CrossReference)

Report = Callable[[int, str, str], None]


class InlineReader:
    """Reads the inlines of one paragraph after another.

    `report` gets the line inside the paragraph, counted from 0, a fact and a remedy.
    """

    def __init__(self, values: Values, report: Report) -> None:
        self._values = values
        self._report = report
        self.references: list[tuple[str, int]] = []

    def read(self, tokens: Sequence[Token]) -> blocks.Inlines:
        """The inlines of a paragraph's Markdown tokens."""
        inlines: list[blocks.Inline] = []
        link: tuple[int, str] | None = None
        bold = italic = line = 0
        self.references = []
        for token in tokens:
            like = blocks.Run("", bold=bold > 0, italic=italic > 0)
            match token.type:
                case "text":
                    inlines.extend(self._text(token.content, like, line))
                case "code_inline":
                    code = blocks.Run("", like.bold, like.italic, code=True)
                    inlines.extend(self._text(token.content, code, line, literal=True))
                case "softbreak":
                    inlines.append(blocks.Run(" ", like.bold, like.italic))
                    line += 1
                case "hardbreak":
                    inlines.append(blocks.LineBreak())
                    line += 1
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "em_open" | "em_close":
                    italic += token.nesting
                case "link_open":
                    link = len(inlines), self._address(token, line)
                case "link_close" if link is not None:
                    text = plain(tuple(inlines[link[0] :]))
                    if link[1]:
                        inlines[link[0] :] = [blocks.Hyperlink(text, link[1])]
                    link = None
                case "footnote":
                    inlines.append(self._footnote(token, line))
                case other:
                    word = {"image": "an image", "html_inline": "HTML"}.get(other, other)
                    self._report(line, f"{word} has no place in a document", "remove it")
        return _merged(_labelled(inlines))

    def _footnote(self, token: Token, line: int) -> blocks.Footnote:
        """A note and what stands in it, on the line of its mark."""
        references, report = self.references, self._report
        self._report = lambda _, fact, remedy: report(line, fact, remedy)
        inlines = self.read(token.children or ())
        self._report = report
        self.references = [*references, *((target, line) for target, _ in self.references)]
        if not all(isinstance(one, _IN_A_NOTE) for one in inlines):
            self._report(line, "a footnote holds more than text", "write plain text in it")
        if not plain(inlines).strip():
            self._report(line, "a footnote is empty", "write `^[what it says]`")
        return blocks.Footnote(inlines)

    def _text(
        self, text: str, like: blocks.Run, line: int, *, literal: bool = False
    ) -> list[blocks.Inline]:
        """Template text with its tokens replaced by what their values print."""
        inlines: list[blocks.Inline] = []
        # re.split with one group alternates text and the numbers of tokens.
        for index, part in enumerate(TOKEN.split(text)):
            if index % 2:
                inlines.extend(self._value(self._values.get(part), like, line))
            elif part:
                if not literal and (mark := _LEFT_OVER.search(part)):
                    remedy = "close it, put a blank beside it, or write it as `code`"
                    self._report(line, f"`{mark[0]}` is left over in the text", remedy)
                inlines.append(blocks.Run(part, like.bold, like.italic, like.code))
        return inlines

    def _value(self, value: object, like: blocks.Run, line: int) -> blocks.Inlines:
        match value:
            case Fault(fact=fact, remedy=remedy):
                self._report(line, fact, remedy)
                return ()
            case BlockValue():
                fact = "a table, title line, contents or page break stands inside a line"
                self._report(line, fact, "give it a paragraph of its own")
                return ()
            case blocks.CrossReference(target=target):
                self.references.append((target, line))
        try:
            return inlines_of(value, like)
        except ContentError as error:
            self._report(line, error.fact, error.remedy)
            return ()

    def _address(self, token: Token, line: int) -> str:
        """Where a link leads; empty when it may not lead there."""
        if token.attrs.get("title"):
            self._report(line, "a link has a title", "remove the title; write it as text")
        parts = TOKEN.split(str(token.attrs.get("href", "")))
        address = "".join(
            plain(self._value(self._values.get(part), blocks.Run(""), line)) if index % 2 else part
            for index, part in enumerate(parts)
        )
        if LINK.fullmatch(address):
            return address
        fact = f'the link "{address}" leads nowhere a reader can follow'
        self._report(line, fact, "write an address that starts with https, http or mailto")
        return ""


def _labelled(inlines: Sequence[blocks.Inline]) -> list[blocks.Inline]:
    """Placeholders inside a sentence with their label: "Program start to be decided".

    Alone in its line, or after a colon, the words before a placeholder already name it.
    """
    labelled: list[blocks.Inline] = []
    for inline in inlines:
        if (
            isinstance(inline, blocks.FactRun)
            and inline.state is FactState.OPEN
            and len(inlines) > 1
            and not plain(tuple(labelled)).rstrip().endswith(":")
        ):
            text = f"{inline.label} {TO_BE_DECIDED[0].lower()}{TO_BE_DECIDED[1:]}"
            inline = replace(inline, text=text)
        labelled.append(inline)
    return labelled


def _merged(inlines: Sequence[blocks.Inline]) -> blocks.Inlines:
    """Neighbouring runs of one format as one; a placeholder stays a run of its own."""
    merged: list[blocks.Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if (
            isinstance(inline, blocks.Run)
            and isinstance(last, blocks.Run)
            and TO_BE_DECIDED not in (inline.text, last.text)
            and (inline.bold, inline.italic, inline.code) == (last.bold, last.italic, last.code)
        ):
            merged[-1] = blocks.Run(last.text + inline.text, last.bold, last.italic, last.code)
        else:
            merged.append(inline)
    return tuple(merged)

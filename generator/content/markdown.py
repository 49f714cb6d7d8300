"""Markdown becomes typed blocks; a construct that has no block type is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from generator.content import blocks
from generator.content.inline import InlineReader
from generator.content.values import TOKEN, BlockValue, Values, plain
from generator.errors import Place, Problem

# A bookmark in Word has at most 40 characters, five of them `_pmo_`.
ID = re.compile(r"[a-z0-9_]{1,35}")
_HEADING_ID = re.compile(r"\s*\{#([^}]*)\}\s*$")
_CAPTION = "Table: "
_INLINE_MARKUP = frozenset("\n\\`*_[]!<>&^")  # what inline rules begin with
_NO_BLOCK = {
    "fence": ("a code block", "write a paragraph with `code` in it"),
    "code_block": ("text indented by four blanks", "write it without the indentation"),
    "hr": ("a rule", "use a heading or page_break()"),
    "html_block": ("HTML", "write Markdown"),
}


class _Markdown(MarkdownIt):
    """CommonMark with tables; addresses stay as written, the reader judges them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return bool(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # HTML is parsed so that it can be refused; switched off it would print as text unnoticed.
    parser = _Markdown("commonmark", {"html": True}).enable("table")
    parser.core.ruler.at("inline", _read_inlines)
    parser.inline.ruler.after("image", "footnote", _read_footnote)
    return parser


def _read_inlines(state: StateCore) -> None:
    """As the library's own rule; a line without markup, as most are, is taken as it is."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = token.children or []
            if token.content and _INLINE_MARKUP.isdisjoint(token.content):
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _read_footnote(state: StateInline, silent: bool) -> bool:
    """A note as Pandoc writes it, `^[text]`; its own inlines are the token's children."""
    if not state.src.startswith("^[", state.pos):
        return False
    begin, end = state.pos + 2, state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("footnote", "", 0)
        token.children = []
        state.md.inline.parse(state.src[begin:end], state.md, state.env, token.children)
    state.pos = end + 1
    return True


class BlockReader:
    """Reads a rendered text.

    Attributes:
        blocks: in reading order.
        problems: at the template lines they come from.
        references: target and place of each cross-reference.
        ids: each id that a heading or a table takes, and the place of it.
    """

    def __init__(self, values: Values, places: Sequence[Place]) -> None:
        self._values = values
        self._places = places
        self._line = 0
        self._inline = InlineReader(values, self._report)
        self.blocks: list[blocks.Block] = []
        self.problems: list[Problem] = []
        self.references: list[tuple[str, Place]] = []
        self.ids: list[tuple[str, Place]] = []

    def read(self, text: str) -> None:
        """Reads the blocks of a text, one place a line."""
        nodes = SyntaxTreeNode(_parser().parse(text)).children
        caption: SyntaxTreeNode | None = None
        for node, following in zip(nodes, [*nodes[1:], None], strict=False):
            self._line = node.map[0] if node.map else self._line
            if node.type == "paragraph" and _is_caption(node, following):
                caption = node
                continue
            match node.type:
                case "heading":
                    self._heading(node)
                case "paragraph":
                    self._paragraph(node)
                case "bullet_list" | "ordered_list":
                    items = tuple(self._items(node, 0))
                    self.blocks.append(blocks.ListBlock(items))
                case "blockquote":
                    self._guidance(node)
                case "table":
                    self._table(node, caption)
                    caption = None
                case other:
                    self._refuse(other)

    def _report(self, line: int, fact: str, remedy: str) -> None:
        self.problems.append(Problem(self._place(line), fact, remedy))

    def _place(self, line: int) -> Place:
        at = self._line + line
        return self._places[min(at, len(self._places) - 1)]

    def _refuse(self, kind: str, where: str = "a document") -> None:
        word, remedy = _NO_BLOCK.get(kind, (f"a {kind.replace('_', ' ')}", "write it otherwise"))
        self._report(0, f"{word} has no place in {where}", remedy)

    def _inlines(self, node: SyntaxTreeNode, *, notes: bool = True) -> blocks.Inlines:
        """The inlines of a node that holds one line of text."""
        token = node.children[0].token if node.children else None
        if token is None:
            return ()
        inlines = self._inline.read(token.children or ())
        if not notes and any(isinstance(one, blocks.Footnote) for one in inlines):
            fact = "a footnote has no place in a heading, a caption or the head of a table"
            self._report(0, fact, "put it into the text below")
        self.references.extend(
            (target, self._place(line)) for target, line in self._inline.references
        )
        return inlines

    def _claim(self, block_id: str, what: str) -> None:
        """Notes an id; an impossible one is a problem."""
        if ID.fullmatch(block_id):
            self.ids.append((block_id, self._place(0)))
            return
        fact = f'the {what} "{block_id}" is not an id'
        self._report(0, fact, "use at most 35 of the characters a-z, 0-9 and _")

    def _heading(self, node: SyntaxTreeNode) -> None:
        level = int(node.tag[1:])
        inline = node.children[0].token if node.children else None
        found = _HEADING_ID.search(inline.content) if inline else None
        if level > 3:
            self._report(0, f"a heading of level {level}", "use at most ###")
        if not found or not inline or not inline.children:
            self._report(0, "a heading has no id", "end it with one, as in `# Scope {#scope}`")
            return
        last = inline.children[-1]
        last.content = _HEADING_ID.sub("", last.content)
        self._claim(found[1], "heading id")
        self.blocks.append(blocks.Heading(level, found[1], self._inlines(node, notes=False)))

    def _paragraph(self, node: SyntaxTreeNode) -> None:
        lines = node.children[0].content.split("\n")
        values = [
            self._values.get(found[1]) if (found := TOKEN.fullmatch(line.strip())) else None
            for line in lines
        ]
        if all(isinstance(value, BlockValue) for value in values):
            for offset, value in enumerate(values):
                assert isinstance(value, BlockValue)  # noqa: S101 - tells mypy what `all` found
                self._stand_alone(value, offset)
            return
        if inlines := self._inlines(node):
            self.blocks.append(blocks.Paragraph(inlines))

    def _stand_alone(self, value: BlockValue, offset: int) -> None:
        self._line += offset
        for block in value.items:
            if isinstance(block, blocks.Table | blocks.Figure):
                self._claim(block.id, f"{type(block).__name__.lower()} id")
            self.blocks.append(block)
        self._line -= offset

    def _items(self, node: SyntaxTreeNode, level: int) -> Iterator[blocks.ListItem]:
        ordered = node.type == "ordered_list"
        if ordered and node.attrs.get("start", 1) != 1:
            self._report(0, "a numbered list does not start at 1", "start it with `1.`")
        for item in node.children:
            self._line = item.map[0] if item.map else self._line
            paragraphs = [child for child in item.children if child.type == "paragraph"]
            if len(paragraphs) != 1 or item.children[0].type != "paragraph":
                fact = "a list item is not exactly one paragraph"
                self._report(0, fact, "write one paragraph for each item; indent what is below it")
                continue
            yield blocks.ListItem(level, ordered, self._inlines(paragraphs[0]))
            for child in item.children[1:]:
                self._line = child.map[0] if child.map else self._line
                if child.type in ("bullet_list", "ordered_list"):
                    yield from self._items(child, level + 1)
                else:
                    self._refuse(child.type, "a list")

    def _guidance(self, node: SyntaxTreeNode) -> None:
        for child in node.children:
            self._line = child.map[0] if child.map else self._line
            if child.type == "paragraph":
                self.blocks.append(blocks.Guidance(self._inlines(child)))
            else:
                self._refuse(child.type, "guidance")

    def _table(self, node: SyntaxTreeNode, caption: SyntaxTreeNode | None) -> None:
        content = caption.children[0].content if caption else ""
        found = _HEADING_ID.search(content)
        if not found:
            fact = "a table has no caption and id"
            remedy = "write `Table: caption {#id}` as the paragraph before it"
            self._report(0, fact, remedy)
            return
        header, *body = [row for part in node.children for row in part.children]
        columns = tuple(
            blocks.Column(plain(self._inlines(cell, notes=False)), align=_alignment(cell))
            for cell in header.children
        )
        rows = []
        for row in body:
            self._line = row.map[0] if row.map else self._line
            cells = [self._inlines(cell) for cell in row.children]
            if not all(cells):
                self._report(0, "a table cell is empty", "write what stands there, or None")
            rows.append(tuple(cells))
        text = self._plain(_HEADING_ID.sub("", content).removeprefix(_CAPTION))
        self._claim(found[1], "table id")
        self.blocks.append(blocks.Table(found[1], text, text, columns, tuple(rows)))

    def _plain(self, text: str) -> str:
        inline = _parser().parseInline(text)[0]
        return plain(self._inlines(SyntaxTreeNode([inline]), notes=False))


def _is_caption(node: SyntaxTreeNode, following: SyntaxTreeNode | None) -> bool:
    is_before_table = following is not None and following.type == "table"
    return is_before_table and node.children[0].content.startswith(_CAPTION)


def _alignment(cell: SyntaxTreeNode) -> str:
    """The alignment of a cell; Markdown carries it as a style."""
    return str(cell.attrs.get("style", "")).removeprefix("text-align:") or "left"


def read_inline(text: str, values: Values, place: Place) -> tuple[blocks.Inlines, list[Problem]]:
    """The inlines of one line of template text, as a caption or a note, and its problems."""
    problems: list[Problem] = []

    def report(line: int, fact: str, remedy: str) -> None:  # noqa: ARG001 - one line has one place
        problems.append(Problem(place, fact, remedy))

    inline = _parser().parseInline(text)[0]
    return InlineReader(values, report).read(inline.children or ()), problems

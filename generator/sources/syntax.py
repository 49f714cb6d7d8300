"""YAML's own complaints in words that say what to write instead.

The library names the place where it gave up; a person needs the place to mend, which can be lines
above. Each rule below knows one slip of the hand. Rules that are sure also give the mended lines,
so that the reader can go on and find the next slip; what was mended is never used as input.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Fault:
    """What the YAML library says, and of which lines. All count from 0 but `first_line`."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    lines: tuple[str, ...]
    first_line: int

    @property
    def here(self) -> str:
        """The line on which the library gave up."""
        return self.lines[self.line] if self.line < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Explained:
    """What is wrong and where (counting from 0), and the mended lines where that is sure."""

    line: int
    column: int
    fact: str
    remedy: str
    mended: tuple[str, ...] | None = None


Rule: TypeAlias = Callable[[Fault], Explained | None]

_START = re.compile(r"\s*+(?:-\s++)*+(?:[^\s:\"'\[\]{}#,][^:\"'\[\]{}#]*:\s+)?")
_KEY = re.compile(r"\s*+(?:-\s++)*+([^\s:\"'\[\]{}#][^:\"'\[\]{}#]*):(?:\s|$)")
_GLUED_DASH = re.compile(r"(\s*)-(?=[A-Za-z][\w-]*:(?:\s|$))")
_GLUED_COLON = re.compile(r"\s*+(?:-\s++)*+([A-Za-z][\w-]*):(?=[^\s/])")
_SHOWN = 40


def explain(fault: Fault) -> Explained:
    """The fault at the place where a person has to mend it."""
    for rule in _RULES:
        if explained := rule(fault):
            return explained
    said = " ".join(part for part in (fault.context, fault.problem) if part)
    remedy = "compare the indentation and the quotes of this line with the lines above it"
    return Explained(fault.line, fault.column, f"YAML cannot read on here ({said})", remedy)


def _tab(fault: Fault) -> Explained | None:
    if not _indent(fault.here).count("\t") and fault.here[fault.column : fault.column + 1] != "\t":
        return None
    tabbed = [n for n, line in enumerate(fault.lines) if "\t" in _indent(line) and line.strip()]
    more = f" (and on {len(tabbed) - 1} more lines)" if len(tabbed) > 1 else ""
    remedy = "write blanks: YAML counts no tabs"
    return Explained(fault.line, fault.column, f"a tab stands in the indentation{more}", remedy)


def _special_start(fault: Fault) -> Explained | None:
    """A text that begins with a character that means something to YAML."""
    if re.match(r"while scanning an? (alias|anchor|tag|directive|block scalar)", fault.context):
        line, column = fault.context_line, fault.context_column
    elif "cannot start any token" in fault.problem:
        line, column = fault.line, fault.column
    else:  # an alias, an anchor or a tag was read, and words follow it
        match = _START.match(fault.here[: fault.column])
        line, column = fault.line, match.end() if match else 0
        if fault.here[column : column + 1] not in ("*", "&", "!"):
            return None
    if line >= len(fault.lines):
        return None
    text = fault.lines[line]
    mark = text[column : column + 1]
    if not mark or mark not in "@`%*&!|>":
        return None
    fact = f"a text cannot begin with {mark}"
    return Explained(line, column, fact, "put the text in quotes", _quoted(fault, line, column))


def _open_quote(fault: Fault) -> Explained | None:
    if fault.context != "while scanning a quoted scalar" or "unexpected" not in fault.problem:
        return None
    quote = fault.lines[fault.context_line][fault.context_column]
    fact = f"the quote {quote} that opens here is never closed"
    remedy = f"close it with {quote} at the end of the text"
    return Explained(fault.context_line, fault.context_column, fact, remedy)


def _escape(fault: Fault) -> Explained | None:
    if "escape" not in fault.problem and "hexdecimal" not in fault.problem:
        return None
    column = fault.here.rfind("\\", 0, fault.column + 1)
    if column < 0:
        return None
    fact = f"`{fault.here[column : column + 2]}` means nothing between double quotes"
    mended = _replaced(fault, fault.line, fault.here[:column] + "\\" + fault.here[column:])
    return Explained(fault.line, column, fact, r"write `\\`, or use single quotes", mended)


def _after_closing(fault: Fault) -> Explained | None:
    """Text that goes on behind the quote or bracket that closed it."""
    before = fault.here[: fault.column].rstrip()
    if not before or before[-1] not in "\"']}" or "did not find expected" not in fault.problem:
        return None
    match = _START.match(fault.here)
    start = match.end() if match else 0
    opening = fault.here[start : start + 1]
    closing = {'"': '"', "'": "'", "[": "]", "{": "}"}.get(opening)
    if closing != before[-1] or start >= len(before) - 1:
        return _closed_late(fault, before[-1]) if before[-1] in "\"'" else None
    mended = _quoted(fault, fault.line, start)
    if opening in "[{":
        fact = f"text follows the `{closing}` that closes a list begun with `{opening}`"
        return Explained(fault.line, fault.column, fact, "put the whole text in quotes", mended)
    if opening not in fault.here[fault.column :]:
        fact = "text follows the closing quote"
        remedy = "delete it, or move the closing quote to the end of the line"
    else:
        fact = f"a quote {opening} inside a text that stands between {opening} ends it too early"
        inner = fault.here[start:]
        other = "'" if opening == '"' else '"'
        doubled = r"write each inner quote as `\"`" if opening == '"' else "write it twice: `''`"
        remedy = doubled if other in inner else f"put the whole text between {other} instead"
        return Explained(fault.line, len(before) - 1, fact, remedy, mended)
    return Explained(fault.line, fault.column, fact, remedy, mended)


def _closed_late(fault: Fault, quote: str) -> Explained | None:
    """The quote before the fault was meant to open: one above it was never closed."""
    for number in range(fault.line - 1, -1, -1):
        line = fault.lines[number]
        match = _START.match(line)
        start = match.end() if match else 0
        if line[start : start + 1] == quote and quote not in line[start + 1 :]:
            fact = f"the quote {quote} that opens here is not closed on its line"
            return Explained(number, start, fact, f"close it with {quote} at the end of the text")
    return None


def _glued_dash(fault: Fault) -> Explained | None:
    """`-text: ...` is a key named `-text`; YAML gives up on the line after it."""
    for number in range(min(fault.line, len(fault.lines) - 1), fault.context_line - 1, -1):
        line = fault.lines[number]
        if match := _GLUED_DASH.match(line):
            rest = line[match.end() :]
            mended = _replaced(fault, number, f"{match[0]} {rest}")
            remedy = f"write `- {_short(rest)}`"
            return Explained(number, match.end() - 1, "no blank follows the dash", remedy, mended)
    return None


def _colon_in_text(fault: Fault) -> Explained | None:
    if "mapping values are not allowed" not in fault.problem:
        return None
    match = _START.match(fault.here)
    start = match.end() if match else 0
    if start >= fault.column or not fault.here[:start].strip():
        return None
    fact = "a colon followed by a blank cannot stand in a text without quotes"
    remedy = (
        f'put the text in quotes: `{fault.here[:start].strip()} "{_short(fault.here[start:])}"`'
    )
    return Explained(fault.line, fault.column, fact, remedy, _quoted(fault, fault.line, start))


def _list_item(fault: Fault) -> Explained | None:
    """A list item that begins in another column than the items it belongs to."""
    column = len(_indent(fault.here))
    if not re.match(r"-(\s|$)", fault.here[column:]) or "expected" not in fault.problem:
        return None
    above = [
        (len(_indent(line)), number)
        for number, line in enumerate(fault.lines[: fault.line])
        if re.match(r"\s*-\s", line)
    ]
    if "block collection" in fault.context:
        above = [(at, number) for at, number in above if at == fault.context_column] or above
    if not above:
        fact, remedy = "a list item stands where a key is expected", "indent it below its key"
        return Explained(fault.line, column, fact, remedy)
    right, sibling = min(above, key=lambda item: (abs(item[0] - column), item[0], -item[1]))
    if right == column:
        return None
    fact = f"this list item is indented by {column}, the items of its list by {right}"
    remedy = f"indent it by {right} blanks, as on line {fault.first_line + sibling}"
    mended = _shifted(fault, column, right)
    return Explained(fault.line, column, fact, remedy, mended)


def _list_on_key_line(fault: Fault) -> Explained | None:
    if "block sequence entries are not allowed" not in fault.problem:
        return None
    fact = "a list cannot begin on the line of its key"
    remedy = "put the `- ` item on a line of its own below the key, or the text in quotes"
    return Explained(fault.line, fault.column, fact, remedy)


def _key_indent(fault: Fault) -> Explained | None:
    match = _KEY.match(fault.here)
    if not match or not re.search("expected key|'-' indicator|mapping values", fault.problem):
        return None
    column = match.start(1)
    columns = {
        found.start(1): number
        for number, line in enumerate(fault.lines[: fault.line])
        if (found := _KEY.match(line)) and found.start(1) != column
    }
    if not columns:
        return None
    right = min(columns, key=lambda at: (abs(at - column), at))
    fact = f"the key `{match[1]}` is indented by {column}, and no key it belongs to is"
    remedy = f"indent it by {right} blanks, as on line {fault.first_line + columns[right]}"
    return Explained(fault.line, column, fact, remedy)


def _no_key(fault: Fault) -> Explained | None:
    if "could not find expected ':'" not in fault.problem or fault.context_line >= len(fault.lines):
        return None
    number, line = fault.context_line, fault.lines[fault.context_line]
    column = len(_indent(line))
    if match := _GLUED_COLON.match(line):
        rest = line[match.end() :]
        mended = _replaced(fault, number, f"{match[0]} {rest}")
        remedy = f"write `{match[1]}: {_short(rest)}`"
        return Explained(number, match.end() - 1, "no blank follows the colon", remedy, mended)
    fact = "this line is neither a key nor a list item"
    remedy = "write `key: value`; if it continues the text above, indent it deeper than its key"
    return Explained(number, column, fact, remedy)


def _bracket(fault: Fault) -> Explained | None:
    if "flow" not in fault.context:
        return None
    line, column = fault.context_line, fault.context_column
    mark = fault.lines[line][column : column + 1] if line < len(fault.lines) else ""
    if mark not in ("[", "{"):
        return None
    fact = f"`{mark}` begins a list that is not closed or has no commas"
    return Explained(line, column, fact, "put the text in quotes, or close the bracket")


_RULES: tuple[Rule, ...] = (
    _tab, _special_start, _open_quote, _escape, _after_closing, _glued_dash, _colon_in_text,
    _list_on_key_line, _list_item, _key_indent, _no_key, _bracket,
)  # fmt: skip


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _replaced(fault: Fault, number: int, line: str) -> tuple[str, ...]:
    return (*fault.lines[:number], line, *fault.lines[number + 1 :])


def _quoted(fault: Fault, number: int, start: int) -> tuple[str, ...]:
    """The lines with everything from `start` on between single quotes."""
    line = fault.lines[number]
    text = line[start:].strip().replace("'", "''")
    return _replaced(fault, number, f"{line[:start]}'{text}'")


def _shifted(fault: Fault, column: int, right: int) -> tuple[str, ...]:
    """The lines with a list item moved, and with it the lines that were aligned to it."""
    following = list(
        takewhile(
            lambda line: not line.strip() or len(_indent(line)) > column,
            fault.lines[fault.line + 1 :],
        )
    )
    moved = [fault.here, *following]
    aligned = not following or len(_indent(following[0])) == column + 2
    shift = right - column
    for n, line in enumerate(moved):
        if line.strip() and (n == 0 or aligned):
            moved[n] = " " * (len(_indent(line)) + shift) + line.lstrip(" ")
    return (*fault.lines[: fault.line], *moved, *fault.lines[fault.line + len(moved) :])

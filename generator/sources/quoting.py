"""Slips with quotes: texts that YAML reads as something else because they have none."""

from __future__ import annotations

import re

from generator.sources.fault import START, Explained, Fault, quoted, replaced, short


def special_start(fault: Fault) -> Explained | None:
    """A text that begins with a character that means something to YAML."""
    if re.match(r"while scanning an? (alias|anchor|tag|directive|block scalar)", fault.context):
        line, column = fault.context_line, fault.context_column
    elif "cannot start any token" in fault.problem:
        line, column = fault.line, fault.column
    else:  # an alias, an anchor or a tag was read, and words follow it
        match = START.match(fault.here[: fault.column])
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
    return Explained(line, column, fact, "put the text in quotes", quoted(fault, line, column))


def open_quote(fault: Fault) -> Explained | None:
    """A quote that is never closed."""
    if fault.context != "while scanning a quoted scalar" or "unexpected" not in fault.problem:
        return None
    quote = fault.lines[fault.context_line][fault.context_column]
    fact = f"the quote {quote} that opens here is never closed"
    remedy = f"close it with {quote} at the end of the text"
    return Explained(fault.context_line, fault.context_column, fact, remedy)


def escape(fault: Fault) -> Explained | None:
    """A backslash between double quotes, as in a Windows path."""
    if "escape" not in fault.problem and "hexdecimal" not in fault.problem:
        return None
    column = fault.here.rfind("\\", 0, fault.column + 1)
    if column < 0:
        return None
    fact = f"`{fault.here[column : column + 2]}` means nothing between double quotes"
    mended = replaced(fault, fault.line, fault.here[:column] + "\\" + fault.here[column:])
    return Explained(fault.line, column, fact, r"write `\\`, or use single quotes", mended)


def after_closing(fault: Fault) -> Explained | None:
    """Text that goes on behind the quote or bracket that closed it."""
    before = fault.here[: fault.column].rstrip()
    if not before or before[-1] not in "\"']}" or "did not find expected" not in fault.problem:
        return None
    match = START.match(fault.here)
    start = match.end() if match else 0
    opening = fault.here[start : start + 1]
    closing = {'"': '"', "'": "'", "[": "]", "{": "}"}.get(opening)
    if closing != before[-1] or start >= len(before) - 1:
        return _closed_late(fault, before[-1]) if before[-1] in "\"'" else None
    mended = quoted(fault, fault.line, start)
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
        match = START.match(line)
        start = match.end() if match else 0
        if line[start : start + 1] == quote and quote not in line[start + 1 :]:
            fact = f"the quote {quote} that opens here is not closed on its line"
            return Explained(number, start, fact, f"close it with {quote} at the end of the text")
    return None


def colon_in_text(fault: Fault) -> Explained | None:
    """`text: Data: all of it`."""
    if "mapping values are not allowed" not in fault.problem:
        return None
    match = START.match(fault.here)
    start = match.end() if match else 0
    if start >= fault.column or not fault.here[:start].strip():
        return None
    fact = "a colon followed by a blank cannot stand in a text without quotes"
    remedy = f'put the text in quotes: `{fault.here[:start].strip()} "{short(fault.here[start:])}"`'
    return Explained(fault.line, fault.column, fact, remedy, quoted(fault, fault.line, start))


def list_on_key_line(fault: Fault) -> Explained | None:
    """`key: - item`."""
    if "block sequence entries are not allowed" not in fault.problem:
        return None
    fact = "a list cannot begin on the line of its key"
    remedy = "put the `- ` item on a line of its own below the key, or the text in quotes"
    return Explained(fault.line, fault.column, fact, remedy)


def bracket(fault: Fault) -> Explained | None:
    """`[` or `{` without its counterpart."""
    if "flow" not in fault.context:
        return None
    line, column = fault.context_line, fault.context_column
    mark = fault.lines[line][column : column + 1] if line < len(fault.lines) else ""
    if mark not in ("[", "{"):
        return None
    fact = f"`{mark}` begins a list that is not closed or has no commas"
    return Explained(line, column, fact, "put the text in quotes, or close the bracket")

"""Slips with blanks: at the beginning of a line, after a dash, after a colon."""

from __future__ import annotations

import re
from itertools import takewhile

from generator.sources.fault import Explained, Fault, indent, replaced, short

_KEY = re.compile(r"\s*+(?:-\s++)*+([^\s:\"'\[\]{}#][^:\"'\[\]{}#]*):(?:\s|$)")
_GLUED_DASH = re.compile(r"(\s*)-(?=[A-Za-z][\w-]*:(?:\s|$))")
_GLUED_COLON = re.compile(r"\s*+(?:-\s++)*+([A-Za-z][\w-]*):(?=[^\s/])")


def tab(fault: Fault) -> Explained | None:
    """A tab where YAML counts blanks."""
    if not indent(fault.here).count("\t") and fault.here[fault.column : fault.column + 1] != "\t":
        return None
    tabbed = [n for n, line in enumerate(fault.lines) if "\t" in indent(line) and line.strip()]
    more = f" (and on {len(tabbed) - 1} more lines)" if len(tabbed) > 1 else ""
    remedy = "write blanks: YAML counts no tabs"
    return Explained(fault.line, fault.column, f"a tab stands in the indentation{more}", remedy)


def glued_dash(fault: Fault) -> Explained | None:
    """`-text: ...` is a key named `-text`; YAML gives up on the line after it."""
    for number in range(min(fault.line, len(fault.lines) - 1), fault.context_line - 1, -1):
        line = fault.lines[number]
        if match := _GLUED_DASH.match(line):
            rest = line[match.end() :]
            mended = replaced(fault, number, f"{match[0]} {rest}")
            remedy = f"write `- {short(rest)}`"
            return Explained(number, match.end() - 1, "no blank follows the dash", remedy, mended)
    return None


def list_item(fault: Fault) -> Explained | None:
    """A list item that begins in another column than the items it belongs to."""
    column = len(indent(fault.here))
    if not re.match(r"-(\s|$)", fault.here[column:]) or "expected" not in fault.problem:
        return None
    above = [
        (len(indent(line)), number)
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


def key_indent(fault: Fault) -> Explained | None:
    """A key that begins in a column of its own."""
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


def no_key(fault: Fault) -> Explained | None:
    """A line without a colon, or with a colon and no blank after it."""
    if "could not find expected ':'" not in fault.problem or fault.context_line >= len(fault.lines):
        return None
    number, line = fault.context_line, fault.lines[fault.context_line]
    column = len(indent(line))
    if match := _GLUED_COLON.match(line):
        rest = line[match.end() :]
        mended = replaced(fault, number, f"{match[0]} {rest}")
        remedy = f"write `{match[1]}: {short(rest)}`"
        return Explained(number, match.end() - 1, "no blank follows the colon", remedy, mended)
    fact = "this line is neither a key nor a list item"
    remedy = "write `key: value`; if it continues the text above, indent it deeper than its key"
    return Explained(number, column, fact, remedy)


def _shifted(fault: Fault, column: int, right: int) -> tuple[str, ...]:
    """The lines with a list item moved, and with it the lines that were aligned to it."""
    following = list(
        takewhile(
            lambda line: not line.strip() or len(indent(line)) > column,
            fault.lines[fault.line + 1 :],
        )
    )
    moved = [fault.here, *following]
    aligned = not following or len(indent(following[0])) == column + 2
    shift = right - column
    for n, line in enumerate(moved):
        if line.strip() and (n == 0 or aligned):
            moved[n] = " " * (len(indent(line)) + shift) + line.lstrip(" ")
    return (*fault.lines[: fault.line], *moved, *fault.lines[fault.line + len(moved) :])

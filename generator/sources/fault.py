"""What the YAML library says of a text it cannot read, and how it is told to a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

START = re.compile(r"\s*+(?:-\s++)*+(?:[^\s:\"'\[\]{}#,][^:\"'\[\]{}#]*:\s+)?")
"""What stands before the value of a line: dashes, then a key."""

_SHOWN = 40


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


def indent(line: str) -> str:
    """The blanks and tabs that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def short(text: str) -> str:
    """The text, or its beginning where it is long."""
    text = text.strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def replaced(fault: Fault, number: int, line: str) -> tuple[str, ...]:
    """The lines with one of them exchanged."""
    return (*fault.lines[:number], line, *fault.lines[number + 1 :])


def quoted(fault: Fault, number: int, start: int) -> tuple[str, ...]:
    """The lines with everything from `start` on between single quotes."""
    line = fault.lines[number]
    text = line[start:].strip().replace("'", "''")
    return replaced(fault, number, f"{line[:start]}'{text}'")

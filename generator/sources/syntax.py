"""YAML's own complaints in words that say what to write instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What the YAML library says; lines and columns count from 0."""

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int


@dataclass(frozen=True, slots=True)
class Explained:
    """What is wrong, where (counting from 0), and the line as it should be where that is sure."""

    line: int
    column: int
    fact: str
    remedy: str
    mended: str | None = None


def explain(fault: Fault, lines: list[str]) -> Explained:
    """The fault at the place where a person has to mend it."""
    fact = " ".join(part for part in (fault.context, fault.problem) if part)
    remedy = "compare the indentation and the quotes of this line with the lines around it"
    return Explained(fault.line, fault.column, f"this is not YAML: {fact}", remedy)

"""Bytes to text that YAML and Word can carry, with the place of what they cannot."""

from __future__ import annotations

import codecs
import re

from generator.errors import Place, Problem

MAX_CHARACTERS = 1_000_000
"""No definition or configuration comes near; what is longer was named by mistake."""

MAX_LISTED = 20
"""A file that was never text has thousands of bad characters; a person needs the first few."""

# Ranges beyond \uffff would cost 5 ms to compile.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file: UTF-8, or UTF-16 where its first bytes say so."""
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8"
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        fact = f"the byte 0x{data[error.start]:02X} is not {encoding.upper()} text"
        remedy = "save the file as UTF-8 (in Notepad: Save As, Encoding: UTF-8)"
        return None, (Problem(_place_after(before, file), fact, remedy),)


def illegal_characters(text: str) -> list[int]:
    """The offsets of characters that neither YAML nor a Word or Excel file may hold."""
    return [match.start() for match in _ILLEGAL.finditer(text)]


def clean(text: str, file: str, first_line: int = 1) -> tuple[str, tuple[Problem, ...]]:
    """The text with one kind of line break and nothing illegal in it; columns stay as they are.

    Line and paragraph separators become blanks, for YAML counts them as lines and editors do not.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_BREAKS)
    if first_line == 1:
        text = text.removeprefix("\ufeff")
    problems = [
        Problem(
            _place_after(text[:offset], file, first_line),
            f"the character U+{ord(text[offset]):04X} cannot be shown",
            "delete it; editors show it with 'render control characters' switched on",
        )
        for offset in illegal_characters(text)[:MAX_LISTED]
    ]
    return _ILLEGAL.sub(" ", text) if problems else text, tuple(problems)


def too_long(text: str | bytes, file: str, largest: int = MAX_CHARACTERS) -> tuple[Problem, ...]:
    """The problem of a text beyond `largest` characters, or nothing."""
    if len(text) <= largest:
        return ()
    fact = f"the file has {len(text):,} characters, more than {largest:,}"
    return (Problem(Place(file), fact, "name a key-task definition or a project.yml"),)


def _place_after(before: str, file: str, first_line: int = 1) -> Place:
    line = before.count("\n")
    return Place(file, line + first_line, len(before) - before.rfind("\n"))

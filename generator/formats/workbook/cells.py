"""One cell as sheet XML text: a value, a style, and a formula where there is one.

Sheet XML is written as text because that is ten times as fast as any tree of objects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without its equals sign, and the value it gives."""

    text: str
    value: Value


MAX_TEXT = 32_767  # UTF-16 units in one cell; Excel repairs away what is longer
_EPOCH = date(1899, 12, 30).toordinal()  # Excel counts 1900 as a leap year; right from March 1900
# `_x0041_` in a cell is read as `A`, so an underscore that would start one is itself escaped. The
# same form carries what XML cannot hold, and a carriage return, which XML would make a line feed.
_NOT_XML = r"\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_UNSAFE = re.compile(rf"[&<>{_NOT_XML}]|_(?=x[0-9A-Fa-f]{{4}}[_{_NOT_XML}])")
_ILLEGAL = re.compile(f"[{_NOT_XML}]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@cache
def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@cache
def column_index(letters: str) -> int:
    """The column of some letters, counted from 0: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def serial(day: date) -> int:
    """A date as Excel counts days."""
    return day.toordinal() - _EPOCH


def text_length(text: str) -> int:
    """The length of a text as Excel counts it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """Any text as the content of `<t>` or `<v>`; it reads back as the same text."""
    return _UNSAFE.sub(_escape_one, text)


def legal(text: str) -> str:
    """The text for a part that knows no escapes, blanks standing where XML has no character."""
    return _ILLEGAL.sub(" ", text)


def unescape(text: str) -> str:
    """The text that stands in a cell, from the content of `<t>` or `<v>`."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def cell_xml(reference: str, value: Value, style: int, formula: str = "") -> str:
    """`<c>` for one cell.

    Args:
        reference: its address, "B5".
        value: what it shows; text stays text, None is a blank cell that keeps its style.
        style: index of its format in the workbook's `cellXfs`.
        formula: without the equals sign; `value` is then its computed result.
    """
    head = f'<c r="{reference}" s="{style}"'
    calculated = f"<f>{escape_formula(formula)}</f>" if formula else ""
    if value is None:
        return f"{head}>{calculated}</c>" if calculated else f"{head}/>"
    if isinstance(value, str):
        if calculated:
            return f'{head} t="str">{calculated}<v>{escape(value)}</v></c>'
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'{head} t="inlineStr"><is>{text}</is></c>'
    if isinstance(value, bool):
        return f'{head} t="b">{calculated}<v>{int(value)}</v></c>'
    number = serial(value) if isinstance(value, date) else value
    return f"{head}>{calculated}<v>{number!r}</v></c>"


def escape_formula(formula: str) -> str:
    """A formula as the content of `<f>`, where `_x0041_` means itself."""
    return formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_one(match: re.Match[str]) -> str:
    character = match[0]
    return _ENTITIES.get(character) or f"_x{ord(character):04X}_"

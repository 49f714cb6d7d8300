"""Values inside text: each becomes an opaque token, and is put back after parsing.

A token is two private-use characters around a number. A value never stands in the text itself, so
nothing in a value can be taken for a token, for Markdown or for Jinja.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from generator.content import blocks
from generator.model.project import Fact, FactState
from generator.model.text import RichText

TO_BE_DECIDED = "To be decided"
TOKEN = re.compile("\ue000([0-9]+)\ue001")
# A line mark ends each line of template text with its template and line number.
MARK = re.compile("\ue002([^\ue003]*):([0-9]+)\ue003")
# What a link may lead to; anything else is refused or printed as text.
LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_RESERVED = "\ue000\ue001\ue002\ue003"
_RESERVED_SET = frozenset(_RESERVED)
_INLINE = get_args(blocks.Inline)
_PLAIN = blocks.Run("")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a template asked for that does not exist: printed, it becomes a problem."""

    fact: str
    remedy: str


@dataclass(frozen=True, slots=True, eq=False)
class BlockValue:
    """What stands alone in its paragraph: a table, the contents, a page break, a title line."""

    items: tuple[blocks.Block, ...]


class ContentError(Exception):
    """A template or a table definition cannot be evaluated; carries fact and remedy."""

    def __init__(self, fact: str, remedy: str) -> None:
        super().__init__(f"{fact}; {remedy}")
        self.fact = fact
        self.remedy = remedy


# Values of these types print the same where they are equal; 1.0 and 1.00 do not.
_SHARED = (str, int, date, RichText, Fact, blocks.FactRun, blocks.CrossReference, BlockValue)


class Values:
    """The values of one document, by the number of their token."""

    def __init__(self) -> None:
        self._values: list[object] = list(_RESERVED)
        self._tokens: dict[tuple[type, object], str] = {}

    def put(self, value: object) -> str:
        """The token that stands for the value; where values are surely equal, the same one."""
        known = (type(value), value)
        if isinstance(value, _SHARED) and known in self._tokens:
            return self._tokens[known]
        self._values.append(value)
        token = f"\ue000{len(self._values) - 1}\ue001"
        if isinstance(value, _SHARED):
            self._tokens[known] = token
        return token

    def get(self, number: str) -> object:
        """The value of a token's number."""
        return self._values[int(number)]


def guard(text: str) -> str:
    """Template text in which characters reserved for tokens are themselves tokens."""
    if _RESERVED_SET.isdisjoint(text):
        return text
    return "".join(
        f"\ue000{_RESERVED.index(character)}\ue001" if character in _RESERVED else character
        for character in text
    )


def day(value: date | str | None) -> str | None:
    """A date as documents print it, "Jan 5, 2026"; text and None stay what they are."""
    if value is None or isinstance(value, str):
        return value
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def money(value: object) -> str | None:
    """Dollars as documents print them, "$1,200,000"; text and None stay what they are."""
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, int | float | Decimal):
        raise ContentError(f"`money` was given {value!r}", "give it an amount in dollars")
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    digits = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"-${digits}" if amount < 0 else f"${digits}"


def fact_run(key: str, fact: Fact) -> blocks.FactRun:
    """A fact as it prints: as given, "X (Assumed)", or a placeholder."""
    match fact.state:
        case FactState.GIVEN:
            text = fact.value
        case FactState.ASSUMED:
            text = f"{fact.value} (Assumed)"
        case FactState.OPEN:
            text = TO_BE_DECIDED
    return blocks.FactRun(key, fact.label, text, fact.state)


def _run(text: str, like: blocks.Run) -> blocks.Run:
    return blocks.Run(text, like.bold, like.italic, like.code)


def is_empty(value: object) -> bool:
    """Whether a value prints nothing: None, empty text, an empty list."""
    return value is None or value == "" or value == () or value == []


def inlines_of(value: object, like: blocks.Run | None = None) -> blocks.Inlines:
    """The inlines a value prints as, in the format of `like`; nothing for an empty value.

    Raises:
        ContentError: the value cannot be printed inside a line.
    """
    like = like or _PLAIN
    match value:
        case str():
            return (_run(value, like),) if value else ()
        case blocks.Run(text=text, bold=bold, italic=italic, code=code):
            run = blocks.Run(text, bold or like.bold, italic or like.italic, code or like.code)
            return (run,)
        case RichText(spans=spans):
            return tuple(
                blocks.Hyperlink(span.text, span.url)
                if LINK.match(span.url)
                else _run(span.text, like)
                for span in spans
                if span.text
            )
        case None:
            return (_run(TO_BE_DECIDED, like),)
        case bool():
            return (_run("Yes" if value else "No", like),)
        case date():
            return (_run(day(value) or "", like),)
        case int() | Decimal():
            return (_run(str(value), like),)
        case float():
            return (_run(f"{value:.10g}", like),)
        case Fact():
            return (fact_run(value.key, value),)
        case Mapping():
            raise ContentError("a mapping cannot be printed", "print one of its fields")
        case Sequence():
            return _joined(value, like)
    if isinstance(value, _INLINE):
        return (value,)
    name = type(value).__name__
    raise ContentError(f"a {name} cannot be printed inside a line", "print one of its fields")


def _joined(values: Sequence[object], like: blocks.Run) -> blocks.Inlines:
    """The values one after the other; a comma stands between them unless they are inlines."""
    inlines: list[blocks.Inline] = []
    for value in values:
        if inlines and not isinstance(value, _INLINE):
            inlines.append(_run(", ", like))
        inlines.extend(inlines_of(value, like))
    return tuple(inlines)


def plain(inlines: blocks.Inlines) -> str:
    """The text alone; a line break is a newline."""
    return "".join([inline.text for inline in inlines])

"""How a value of project.yml is read from its text, and how it is refused.

A reader takes what a person wrote, `1.10` as `1.10`, and returns the value or refuses it in words
a person understands; pydantic carries the refusal to the place where it is told.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

NAME_LENGTH = 300
TEXT_LENGTH = 4000

_LINE_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def refuse(fact: str, example: str = "", remedy: str = "") -> NoReturn:
    """Stops the reading of one value.

    Args:
        fact: goes on after "`key` is ".
        example: a value that would do; the remedy is then "write for example `key: value`".
        remedy: what to do, where an example does not say it.
    """
    raise PydanticCustomError(
        "refused", "{fact}", {"fact": fact, "example": example, "remedy": remedy}
    )


class Read:
    """Says in an annotation how a field is read, and what it is in JSON Schema."""

    def __init__(self, reader: Callable[[object], object], **json_schema: object) -> None:
        self._reader = reader
        self._json_schema = json_schema

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._reader)

    def __get_pydantic_json_schema__(self, _schema: object, _handler: object) -> dict[str, Any]:
        return dict(self._json_schema)


class OneOf(Read):
    """A field of one of these words, ignoring case, and `_` or `-` for a space."""

    def __init__(self, *words: str) -> None:
        super().__init__(self._read, type="string", enum=list(words))
        self._words = {_spaced(word): word for word in words}

    def _read(self, value: object) -> str:
        text = _spaced(written(value))
        if word := self._words.get(text):
            return word
        near = difflib.get_close_matches(text, self._words, 1) or [next(iter(self._words))]
        refuse(f"not one of {', '.join(self._words.values())}", self._words[near[0]])


def _spaced(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip()).casefold()


def written(value: object) -> str:
    """The value as a person wrote it; a list or a group of keys is refused."""
    if isinstance(value, dict | list | tuple):
        refuse("not a single value", remedy="write one value after the colon")
    return str(value)


def one_line(length: int) -> Callable[[object], str]:
    """A reader of text on one line with at most `length` characters."""

    def read(value: object) -> str:
        text = written(value).removesuffix("\n")  # a folded text of YAML ends with one
        if found := _FORBIDDEN.search(text):
            code = f"U+{ord(found.group()):04X}"
            refuse(f"not printable: it holds the character {code}", remedy="delete the character")
        if _LINE_BREAKS.search(text):
            remedy = "write one line; `>` after the colon folds the lines below it into one"
            refuse("more than one line", remedy=remedy)
        if not text.strip():
            refuse("blank", remedy="write a text, or `tbd` while it is to be decided")
        if len(text) > length:
            fact = f"too long: {len(text):,} characters, at most {length:,}"
            refuse(fact, remedy="write a shorter text")
        return text

    return read


def number(low: int, high: int, example: str, suffix: str = "") -> Read:
    """A number within the limits; a Decimal, whole where it is whole."""

    def read(value: object) -> Decimal:
        text = written(value).strip().removesuffix(suffix).strip()
        if not re.fullmatch(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", text):
            refuse("not a number", example)
        found = Decimal(text)
        if not low <= found <= high:
            refuse(f"not between {low:,} and {high:,}", example)
        return Decimal(int(found)) if found == int(found) else found

    kinds = ["number", "string"] if suffix else "number"
    return Read(read, type=kinds, minimum=low, maximum=high)


def whole(low: int, high: int, example: str) -> Read:
    """A whole number within the limits."""

    def read(value: object) -> int:
        text = written(value).strip()
        if not re.fullmatch(r"[-+]?[0-9]{1,12}", text):
            refuse("not a whole number", example)
        if not low <= int(text) <= high:
            refuse(f"not between {low:,} and {high:,}", example)
        return int(text)

    return Read(read, type="integer", minimum=low, maximum=high)


def file_name(*endings: str) -> Read:
    """The name of a file that ends so."""

    def read(value: object) -> str:
        text = one_line(NAME_LENGTH)(value)
        if not text.casefold().endswith(endings):
            refuse(f"not a file name ending in {' or '.join(endings)}", f"brand{endings[0]}")
        return text

    return Read(read, type="string")


def pattern(expression: str, kind: str, example: str) -> Read:
    """A text of that form, told as "not <kind>"."""

    def read(value: object) -> str:
        text = written(value).strip()
        if not re.fullmatch(expression, text):
            refuse(f"not {kind}", example)
        return text

    return Read(read, type="string", pattern=f"^(?:{expression})$")


def without_open(value: object) -> object:
    """A mapping without the keys that are to be decided; one without a value stays, to be told."""
    if not isinstance(value, dict):
        return value
    return {key: inner for key, inner in value.items() if inner is not None}


def as_list(value: object) -> object:
    """A single value as a list of one."""
    return value if isinstance(value, list | tuple | dict) else [value]

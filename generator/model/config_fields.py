"""The kinds of value a person may write, each read from the text as it was written.

Every reader takes the text of the file (`1.10` stays `1.10`) and the value itself, and refuses in
words a person understands. A refusal carries `fact`, which continues the sentence "`key` is ...",
and `example`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, NoReturn, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

NAME_LENGTH = 300
TEXT_LENGTH = 4000
FIRST_YEAR, LAST_YEAR = 2000, 2100
LARGEST_AMOUNT = Decimal(10) ** 12
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_LINE_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMOUNT = re.compile(r"\$? ?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")


def refuse(fact: str, example: str) -> NoReturn:
    """Stops the reading of one value; `fact` continues "`key` is <value>, "."""
    raise PydanticCustomError("refused", "{fact}", {"fact": fact, "example": example})


def written(value: object) -> str:
    """The value as a person wrote it."""
    if isinstance(value, dict | list | tuple):
        refuse("not a single value", "one line of text")
    return str(value)


def _text(length: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = written(value).removesuffix("\n")  # a folded text of YAML ends with one
        if found := _FORBIDDEN.search(text):
            code = f"U+{ord(found.group()):04X}"
            refuse(f"not printable: it holds the control character {code}", "the text without it")
        if _LINE_BREAKS.search(text):
            refuse("more than one line", "one line, or `>` to fold several lines into one")
        if not text.strip():
            refuse("blank", "a text, or `tbd` while it is to be decided")
        if len(text) > length:
            refuse(f"too long: {len(text):,} characters, at most {length:,}", "a shorter text")
        return text

    return read


def read_date(value: object) -> date:
    """A day of the calendar between 2000 and 2100, from `2026-01-05`.

    Raises:
        PydanticCustomError: no such day, or another way of writing it.
    """
    example = "2026-01-05 (year-month-day)"
    if isinstance(value, date):
        day = value
    else:
        match = _ISO.fullmatch(written(value).strip())
        if not match:
            refuse("not a date", example)
        try:
            day = date(*map(int, match.groups()))
        except ValueError:
            refuse("not a day of the calendar", example)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        refuse(f"not between the years {FIRST_YEAR} and {LAST_YEAR}", example)
    return day


def _read_when(value: object) -> date | str:
    if isinstance(value, date) or _ISO.fullmatch(written(value).strip()):
        return read_date(value)
    return _text(TEXT_LENGTH)(value)


def read_amount(value: object) -> Decimal:
    """Dollars, from `1200000` or `$1,200,000`; never negative, below a trillion, whole cents.

    Raises:
        PydanticCustomError: anything else.
    """
    example = '1200000 or "$1,200,000"'
    text = written(value).strip()
    if text.startswith(("-", "($", "(")):
        refuse("below zero", example)
    if not _AMOUNT.fullmatch(text):
        refuse("not an amount in dollars", example)
    amount = Decimal(re.sub(r"[$, ]", "", text))
    if amount >= LARGEST_AMOUNT:
        refuse("too large: amounts stay below $1,000,000,000,000", example)
    cents = amount.quantize(Decimal("0.01"))
    if cents != amount:
        refuse("finer than a cent", example)
    return Decimal(int(cents)) if cents == int(cents) else cents


def _number(low: float, high: float, example: str, suffix: str = "") -> Callable[[object], Decimal]:
    def read(value: object) -> Decimal:
        text = written(value).strip().removesuffix(suffix).strip()
        if not _NUMBER.fullmatch(text):
            refuse("not a number", example)
        try:
            number = Decimal(text)
        except InvalidOperation:  # pragma: no cover - the pattern lets only numbers through
            refuse("not a number", example)
        if not low <= number <= high:
            refuse(f"not between {low:g} and {high:g}", example)
        return Decimal(int(number)) if number == int(number) else number

    return read


def whole(low: int, high: int, example: str) -> Callable[[object], int]:
    """A reader of whole numbers within the limits."""

    def read(value: object) -> int:
        text = written(value).strip()
        if not re.fullmatch(r"[-+]?\d{1,12}", text):
            refuse("not a whole number", example)
        if not low <= int(text) <= high:
            refuse(f"not between {low} and {high}", example)
        return int(text)

    return read


class OneOf:
    """Marks a text as one of these words, ignoring case and `_` or `-` for a space."""

    def __init__(self, *words: str) -> None:
        self._words = {_same(word): word for word in words}

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._read, json_schema_input_schema=core_schema.literal_schema([*self._words.values()])
        )

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "enum": [*self._words.values()]}

    def _read(self, value: object) -> str:
        text = _same(written(value))
        if word := self._words.get(text):
            return word
        near = difflib.get_close_matches(text, self._words, 1) or [next(iter(self._words))]
        refuse(f"not one of {', '.join(self._words.values())}", self._words[near[0]])


def _same(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip()).casefold()


def as_list(value: object) -> object:
    """A single value as a list of one."""
    return value if isinstance(value, list | tuple | dict) else [value]


def read_month(value: object) -> int:
    """The number of a month, from its name, its first three letters or its number."""
    text = written(value).strip()
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    for number, month in enumerate(MONTHS, 1):
        if len(text) >= 3 and month.casefold().startswith(text.casefold()):
            return number
    refuse("not a month", "October")


def read_workweek(value: object) -> tuple[int, ...]:
    """The working days, Monday being 0, from `Mon-Fri` or a list of days."""
    parts: Sequence[object] = value if isinstance(value, list | tuple) else [value]
    days: set[int] = set()
    for part in parts:
        if isinstance(part, int):
            days.add(part)
            continue
        for piece in written(part).split(","):
            ends = [_day(end) for end in re.split(r"\s*(?:-|–|\bto\b)\s*", piece.strip())]
            if len(ends) > 2:
                refuse("not a list of days", "Mon-Fri")
            day = ends[0]
            days.add(day)
            while day != ends[-1]:
                day = (day + 1) % 7
                days.add(day)
    if not days or not days <= set(range(7)):
        refuse("not a list of days", "Mon-Fri")
    return tuple(sorted(days))


def _day(text: str) -> int:
    for number, day in enumerate(DAYS):
        if len(text) >= 3 and day.casefold().startswith(text.casefold()):
            return number
    refuse("not a list of days", "Mon-Fri")


def read_holidays(value: object) -> str:
    """`none`, or a country code with an optional subdivision: `US`, `US-VA`."""
    text = written(value).strip()
    if text.casefold() == "none":
        return "none"
    if text in ("no", "No", "false", "False", "off"):
        refuse("not clear", "none (for no holidays) or NO (for Norway)")
    if not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,4})?", text):
        refuse("not a country code", "US, US-VA or none")
    return text.upper()


def read_fiscal_year(value: object) -> int:
    """The year of `2026`, `FY2026` or `FY 26`."""
    text = re.sub(r"^FY\s*", "", written(value).strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"\d{4}|\d{2}", text):
        refuse("not a fiscal year", "2026")
    year = int(text) if len(text) == 4 else FIRST_YEAR + int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        refuse(f"not between {FIRST_YEAR} and {LAST_YEAR}", "2026")
    return year


def _read_key_task(value: object) -> str:
    text = written(value).strip()
    if not re.fullmatch(r"\d{1,2}\.\d{1,3}", text):
        refuse("not the number of a key task", "1.2")
    phase, number = text.split(".")
    if number.startswith("0") or int(phase) > 9:
        refuse("not the number of a key task", "1.2 (and 1.10 for the tenth)")
    return f"{int(phase)}.{number}"


def _read_email(value: object) -> str:
    text = written(value).strip()
    if not _EMAIL.fullmatch(text) or len(text) > 254:
        refuse("not an email address", "jane.roe@example.gov")
    return text


def _read_flag(value: object) -> bool:
    text = written(value).strip().casefold()
    if text not in ("yes", "no", "true", "false"):
        refuse("neither yes nor no", "yes")
    return text in ("yes", "true")


def _file(*endings: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _text(NAME_LENGTH)(value)
        if not text.casefold().endswith(endings):
            refuse(f"not a file name ending in {' or '.join(endings)}", f"brand{endings[0]}")
        return text

    return read


def _read_colour(value: object) -> str:
    text = written(value).strip().removeprefix("#")
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", text):
        refuse("not a colour", '"1F3864" (red, green and blue, two digits each)')
    return text.upper()


def _read_prefix(value: object) -> str:
    text = written(value).strip()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,11}", text):
        refuse("not a short prefix of letters, digits and hyphens", "CFM")
    return text


def _string(length: int) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number", "boolean"], "maxLength": length})


_NUMBER_OR_TEXT = ["number", "string"]
_iso = PlainSerializer(lambda day: day.isoformat(), when_used="json")

Name: TypeAlias = Annotated[str, BeforeValidator(_text(NAME_LENGTH)), _string(NAME_LENGTH)]
Text: TypeAlias = Annotated[str, BeforeValidator(_text(TEXT_LENGTH)), _string(TEXT_LENGTH)]
Texts: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(as_list)]
Day: TypeAlias = Annotated[
    date, BeforeValidator(read_date), _iso, WithJsonSchema({"type": "string", "format": "date"})
]
When: TypeAlias = Annotated[
    date | str, BeforeValidator(_read_when), WithJsonSchema({"type": "string"})
]
Amount: TypeAlias = Annotated[
    Decimal, BeforeValidator(read_amount), WithJsonSchema({"type": _NUMBER_OR_TEXT})
]
Percent: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_number(0, 100, "10", "%")),
    WithJsonSchema({"type": _NUMBER_OR_TEXT}),
]
Count: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_number(0, 1_000_000, "1.5")),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1_000_000}),
]
Hours: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_number(1, 24, "8")),
    WithJsonSchema({"type": "number", "minimum": 1, "maximum": 24}),
]
WorkDays: TypeAlias = Annotated[
    int,
    BeforeValidator(whole(1, 250, "5")),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 250}),
]
OneToFive: TypeAlias = Annotated[
    int,
    BeforeValidator(whole(1, 5, "3")),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5}),
]
Score: TypeAlias = Annotated[
    int,
    BeforeValidator(whole(1, 25, "15")),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 25}),
]
Seed: TypeAlias = Annotated[
    int, BeforeValidator(whole(0, 2**31, "1")), WithJsonSchema({"type": "integer", "minimum": 0})
]
Year: TypeAlias = Annotated[
    int, BeforeValidator(read_fiscal_year), WithJsonSchema({"type": ["integer", "string"]})
]
Month: TypeAlias = Annotated[
    int, BeforeValidator(read_month), WithJsonSchema({"type": ["string", "integer"]})
]
Workweek: TypeAlias = Annotated[
    tuple[int, ...],
    BeforeValidator(read_workweek),
    WithJsonSchema({"type": ["string", "array"], "items": {"enum": list(DAYS)}}),
]
Holidays: TypeAlias = Annotated[
    str, BeforeValidator(read_holidays), WithJsonSchema({"type": "string"})
]
KeyTaskNumber: TypeAlias = Annotated[
    str, BeforeValidator(_read_key_task), WithJsonSchema({"type": ["string", "number"]})
]
KeyTaskNumbers: TypeAlias = Annotated[tuple[KeyTaskNumber, ...], BeforeValidator(as_list)]
Email: TypeAlias = Annotated[
    str, BeforeValidator(_read_email), WithJsonSchema({"type": "string", "format": "email"})
]
Flag: TypeAlias = Annotated[
    bool, BeforeValidator(_read_flag), WithJsonSchema({"type": ["boolean", "string"]})
]
Colour: TypeAlias = Annotated[
    str, BeforeValidator(_read_colour), WithJsonSchema({"type": "string"})
]
Prefix: TypeAlias = Annotated[
    str, BeforeValidator(_read_prefix), WithJsonSchema({"type": "string", "maxLength": 12})
]
Picture: TypeAlias = Annotated[
    str, BeforeValidator(_file(".png", ".jpg", ".jpeg")), WithJsonSchema({"type": "string"})
]
Reference: TypeAlias = Annotated[
    str, BeforeValidator(_file(".docx", ".dotx")), WithJsonSchema({"type": "string"})
]
FontSize: TypeAlias = Annotated[
    Decimal,
    BeforeValidator(_number(11, 16, "11")),
    WithJsonSchema({"type": "number", "minimum": 11, "maximum": 16}),
]
IntegrityLevel: TypeAlias = Annotated[
    int,
    BeforeValidator(whole(1, 4, "3")),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 4}),
]
Maturity: TypeAlias = Annotated[
    int,
    BeforeValidator(whole(0, 5, "3")),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 5}),
]

"""The kinds of value a person may write in project.yml."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from generator.model.config.readers import (
    NAME_LENGTH,
    TEXT_LENGTH,
    OneOf,
    Read,
    as_list,
    file_name,
    number,
    one_line,
    pattern,
    refuse,
    whole,
    written,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100
LARGEST_AMOUNT = Decimal(10) ** 12
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SERVICE_AREAS = (
    *("financial_management", "human_capital", "payroll", "procurement", "grants", "travel"),
    *("real_property", "fleet", "records", "contact_center", "information_technology"),
    *("cybersecurity", "other"),
)

_AMOUNT = re.compile(r"\$? ?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]*)?")
EMAIL = r"[^@\s<>]+@[^@\s<>]+"
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def read_date(value: object) -> date:
    """A day of the calendar between 2000 and 2100, from `2026-01-05`."""
    example = "2026-01-05"
    if isinstance(value, date):
        day = value
    else:
        match = _ISO.fullmatch(written(value).strip())
        if not match:
            refuse("not a date written year-month-day", example)
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
    return one_line(TEXT_LENGTH)(value)


def read_amount(value: object) -> Decimal:
    """Dollars, from `1200000` or `$1,200,000`; never negative, below a trillion, whole cents."""
    example = '"$1,200,000"'
    text = written(value).strip()
    if re.match(r"\$? ?[-(]", text):
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


def read_fiscal_year(value: object) -> int:
    """The year of `2026`, `FY2026` or `FY 26`."""
    text = re.sub(r"^FY\s*", "", written(value).strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{4}|[0-9]{2}", text):
        refuse("not a fiscal year", "2026")
    year = int(text) if len(text) == 4 else FIRST_YEAR + int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        refuse(f"not between {FIRST_YEAR} and {LAST_YEAR}", "2026")
    return year


def read_month(value: object) -> int:
    """The number of a month, from its name, its first letters or its number."""
    text = written(value).strip()
    if re.fullmatch(r"[1-9]|1[0-2]", text):
        return int(text)
    month = _begins(text, MONTHS)
    return month + 1 if month is not None else refuse("not a month", "October")


def read_workweek(value: object) -> tuple[int, ...]:
    """The working days, Monday being 0, from `Mon-Fri` or a list of days."""
    if isinstance(value, tuple) and value and set(value) <= set(range(7)):
        return tuple(sorted(set(value)))
    parts = value if isinstance(value, list | tuple) else [value]
    pieces = [piece for part in parts for piece in written(part).split(",")]
    days: set[int] = set()
    for piece in pieces:
        ends = [_day(end) for end in re.split(r"\s*(?:-|–|\bto\b)\s*", piece.strip())]
        day, last = ends[0], ends[-1]
        days.add(day)
        while day != last:
            day = (day + 1) % 7
            days.add(day)
    return tuple(sorted(days)) if days else refuse("without a day", "Mon-Fri")


def _day(text: str) -> int:
    day = _begins(text, DAYS)
    return day if day is not None else refuse("not a list of days", "Mon-Fri")


def _begins(text: str, names: tuple[str, ...]) -> int | None:
    """Which name begins with these letters, three of them or more."""
    found = (n for n, name in enumerate(names) if name.casefold().startswith(text.casefold()))
    return next(found, None) if len(text) >= 3 else None


def read_holidays(value: object) -> str:
    """`none`, or a country code with an optional subdivision: `US`, `US-VA`."""
    text = written(value).strip()
    if text.casefold() == "none":
        return "none"
    if text in ("no", "No", "false", "False", "off"):
        remedy = "write `none` for no holidays, or `NO` for Norway"
        refuse("something that can be read in two ways", remedy=remedy)
    if not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,4})?", text):
        refuse("not a country code", remedy="write a country such as US or US-VA, or none")
    return text.upper()


def _read_key_task(value: object) -> str:
    text = written(value).strip()
    if not re.fullmatch(r"[0-9]\.[1-9][0-9]{0,2}", text):
        refuse("not the number of a key task", "1.2")
    return text


def _read_flag(value: object) -> bool:
    text = written(value).strip().casefold()
    if text not in ("yes", "no", "true", "false"):
        refuse("neither yes nor no", "yes")
    return text in ("yes", "true")


_SCALAR = ["string", "number", "boolean"]

Name: TypeAlias = Annotated[str, Read(one_line(NAME_LENGTH), type=_SCALAR, maxLength=NAME_LENGTH)]
Text: TypeAlias = Annotated[str, Read(one_line(TEXT_LENGTH), type=_SCALAR, maxLength=TEXT_LENGTH)]
Texts: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(as_list)]
Day: TypeAlias = Annotated[date, Read(read_date, type="string", format="date")]
When: TypeAlias = Annotated[date | str, Read(_read_when, type="string")]
Amount: TypeAlias = Annotated[Decimal, Read(read_amount, type=["number", "string"], minimum=0)]
OpenAmount: TypeAlias = Annotated[Amount | None, BeforeValidator(lambda value: value or None)]
Percent: TypeAlias = Annotated[Decimal, number(0, 100, "10", "%")]
Count: TypeAlias = Annotated[Decimal, number(0, 1_000_000, "1.5")]
Hours: TypeAlias = Annotated[Decimal, number(1, 24, "8")]
FontSize: TypeAlias = Annotated[Decimal, number(11, 16, "11")]
WorkDays: TypeAlias = Annotated[int, whole(1, 250, "5")]
OneToFive: TypeAlias = Annotated[int, whole(1, 5, "3")]
Score: TypeAlias = Annotated[int, whole(1, 25, "15")]
IntegrityLevel: TypeAlias = Annotated[int, whole(1, 4, "3")]
Maturity: TypeAlias = Annotated[int, whole(0, 5, "3")]
Seed: TypeAlias = Annotated[int, whole(0, 2**31, "1")]
Year: TypeAlias = Annotated[int, Read(read_fiscal_year, type=["integer", "string"])]
Month: TypeAlias = Annotated[int, Read(read_month, type=["string", "integer"])]
Workweek: TypeAlias = Annotated[
    tuple[int, ...], Read(read_workweek, type=["string", "array"], items={"enum": list(DAYS)})
]
Holidays: TypeAlias = Annotated[str, Read(read_holidays, type="string")]
KeyTaskNumber: TypeAlias = Annotated[str, Read(_read_key_task, type=["string", "number"])]
KeyTaskNumbers: TypeAlias = Annotated[tuple[KeyTaskNumber, ...], BeforeValidator(as_list)]
Flag: TypeAlias = Annotated[bool, Read(_read_flag, type=["boolean", "string"])]
Email: TypeAlias = Annotated[
    str, pattern(r"[^@\s<>]+@[^@\s<>]+", "an email address", "Jane Roe <jane.roe@example.gov>")
]
Colour: TypeAlias = Annotated[
    str, pattern("#?[0-9A-Fa-f]{6}", "a colour of six hexadecimal digits", '"#1F3864"')
]
Prefix: TypeAlias = Annotated[
    str, pattern("[A-Za-z0-9][A-Za-z0-9_-]{0,11}", "a prefix of up to 12 letters or digits", "CFM")
]
Picture: TypeAlias = Annotated[str, file_name(".png", ".jpg", ".jpeg")]
Reference: TypeAlias = Annotated[str, file_name(".docx", ".dotx")]
Phase: TypeAlias = Annotated[str, OneOf(*"012345")]
ServiceAreas: TypeAlias = Annotated[
    tuple[Annotated[str, OneOf(*SERVICE_AREAS)], ...], BeforeValidator(as_list)
]
Formats: TypeAlias = Annotated[
    tuple[Annotated[str, OneOf("docx", "pdf")], ...], BeforeValidator(as_list)
]
Impact: TypeAlias = Annotated[str, OneOf("low", "moderate", "high")]
PmoModel: TypeAlias = Annotated[str, OneOf("supportive", "controlling", "directive")]
DocumentStatus: TypeAlias = Annotated[str, OneOf("Draft", "For approval", "Approved")]
Kind: TypeAlias = Annotated[str, OneOf("federal", "contractor", "either")]
Staffing: TypeAlias = Annotated[str, OneOf("permanent", "acting", "vacant", "not planned")]
Raci: TypeAlias = Annotated[str, OneOf("R", "A", "C", "I")]
StatusWord: TypeAlias = Annotated[str, OneOf("on track", "watch", "off track")]
Dimension: TypeAlias = Annotated[
    str,
    OneOf(
        *("scope", "schedule", "cost", "risk", "resources", "acquisition", "quality"),
        *("stakeholder", "governance"),
    ),
]

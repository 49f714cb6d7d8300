"""Values of project.yml that have parts: a person, a budget, days off."""

from __future__ import annotations

import re
from collections.abc import ItemsView
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from generator.model.config.fields import (
    EMAIL,
    Amount,
    Count,
    Day,
    Maturity,
    Name,
    Year,
)
from generator.model.config.readers import NAME_LENGTH, Read, one_line, refuse


class Part(BaseModel):
    """A part of project.yml: frozen, and every key it does not know is refused."""

    # A model is built when it is first used: alone only to read its starter rows, else inside
    # the whole. Its defaults are constructed, since to validate them would build it.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_open(cls, data: object) -> object:
        """Takes out the known keys that say nothing; an unknown one is still refused."""
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {
            key: value for key, value in data.items() if key not in known or value not in ("", None)
        }


@dataclass(frozen=True, slots=True)
class Person:
    """A person as written: `Jane Roe, Chief Financial Officer <jane.roe@example.gov>`.

    Attributes:
        text: as it is printed: what was written, without the address.
        vacant: the position has nobody; `name` is then empty.
    """

    text: str
    name: str = ""
    title: str = ""
    email: str = ""
    vacant: bool = False


def read_person(value: object) -> Person:
    """The person of `Name, Title <email>`; `vacant` for a position without one."""
    if isinstance(value, Person):
        return value
    example = "Jane Roe, Chief Financial Officer <jane.roe@example.gov>"
    text = one_line(NAME_LENGTH)(value)
    if text.strip().casefold() == "vacant":
        return Person("Vacant", vacant=True)
    email = ""
    match = re.fullmatch(r"(.*?)[\s,]*<([^<>]*@[^<>]*)>\s*", text)
    if match:
        text, email = match[1], match[2].strip()
        if not text.strip():
            refuse("an address without a name", example)
        if not re.fullmatch(EMAIL, email):
            refuse(f"a person with `{email[:40]}`, which is not an email address", example)
    name, _, title = text.partition(",")
    return Person(text, name.strip(), title.strip(), email)


Staff: TypeAlias = Annotated[Person, Read(read_person, type="string")]


class FiscalYear(Part):
    """The money of one fiscal year in dollars: one amount, or its parts.

    Attributes:
        dme: development, modernization and enhancement without planning and government staff.
        om: operations and maintenance without government staff.
        fte_count: government full-time equivalents, a number of people.
    """

    amount: Amount | None = None
    planning: Amount | None = None
    dme: Amount | None = None
    om: Amount | None = None
    fte_cost: Amount | None = None
    fte_count: Count | None = None
    reserve: Amount | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_amount(cls, data: object) -> object:
        return data if isinstance(data, dict) else {"amount": data}

    @model_validator(mode="after")
    def _parts_add_up(self) -> FiscalYear:
        parts = self.parts_total
        if self.amount is not None and parts is not None and self.amount != parts:
            refuse(
                f"a year of ${self.amount:,} whose parts add up to ${parts:,}",
                remedy="write either the amount or the parts, or make them agree",
            )
        return self

    @property
    def parts_total(self) -> Decimal | None:
        """The sum of the parts that are given; None when none is."""
        parts = (self.planning, self.dme, self.om, self.fte_cost, self.reserve)
        given = [part for part in parts if part is not None]
        return sum(given, Decimal()) if given else None

    @property
    def total(self) -> Decimal | None:
        """All money of the year; None while nothing is given."""
        return self.amount if self.amount is not None else self.parts_total


def _budget_from_shape(data: object) -> object:
    if isinstance(data, dict):
        return data if data.keys() <= {"total", "years"} else {"years": data}
    return {"total": data}


class Budget(Part):
    """The budget: a total, or fiscal years; never split or inferred."""

    total_given: Amount | None = Field(default=None, alias="total")
    years: dict[Year, FiscalYear] = Field(default_factory=dict)

    _shape = model_validator(mode="before")(staticmethod(_budget_from_shape))

    def items(self) -> ItemsView[int, FiscalYear]:
        """Fiscal years with their money; none where only a total is given."""
        return self.years.items()

    @property
    def total(self) -> Decimal | None:
        """The budget in dollars; None while any fiscal year is to be decided."""
        if not self.years:
            return self.total_given
        totals = [year.total for year in self.years.values()]
        return None if None in totals else sum((t for t in totals if t is not None), Decimal())


class Closure(Part):
    """Days off beyond the holidays: one date, or a range with both ends off."""

    start: Day
    end: Day
    name: Name = "Closure"

    @model_validator(mode="before")
    @classmethod
    def _from_date(cls, data: object) -> object:
        if not isinstance(data, dict):
            return {"start": data, "end": data}
        data = dict(data)
        if not data.keys() & {"date", "start"}:
            refuse("without a day", remedy="write `date`, or `start` and `end`")
        if "date" in data and not data.keys() & {"start", "end"}:
            data["start"] = data.pop("date")
        data.setdefault("end", data.get("start"))
        return data

    @model_validator(mode="after")
    def _ends_after_start(self) -> Closure:
        in_order(self.start, self.end)
        return self


def in_order(start: date | None, end: date | None) -> None:
    """Refuses a period that ends before it starts."""
    if start and end and end < start:
        fact = f"a period that ends ({end}) before it starts ({start})"
        refuse(fact, remedy="write the earlier date as the start")


def _maturity(value: object) -> object:
    if isinstance(value, list | tuple) and len(value) == 2:
        return tuple(value)
    return refuse("not a pair of levels, now and wanted", "[1, 3]")


Gap: TypeAlias = Annotated[tuple[Maturity, Maturity], BeforeValidator(_maturity)]

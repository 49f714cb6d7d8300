"""Every fact a document may ask for, with its state: given, assumed or to be decided.

templates/facts.yml names the facts; what it does not say is worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.errors import Problem
from generator.model.config import ProjectConfig
from generator.model.config.fields import DAYS, MONTHS
from generator.model.config.values import Closure, Person
from generator.model.project import Assumption, Fact, FactState, Rows
from generator.sources.frontmatter import read_yaml
from generator.sources.startrows import config_value

_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "to", "a", "an", "&"}
_LEVEL_3 = {"financial_management", "payroll", "human_capital"}


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One entry of templates/facts.yml.

    Attributes:
        settled_by: the key of project.yml that settles it; the key itself when empty.
        role: the role of the roster that names the same person.
    """

    key: str
    label: str
    group: str
    default: str = ""
    reason: str = ""
    role: str = ""
    settled_by: str = ""


def read_facts(text: str, file: str) -> tuple[tuple[FactSpec, ...], tuple[Problem, ...]]:
    """The entries of templates/facts.yml, group by group."""
    document, problems = read_yaml(text, file)
    if document is None or not isinstance(document.data, list):
        return (), problems
    specs: list[FactSpec] = []
    found = list(problems)
    for n, group in enumerate(document.data):
        for m, entry in enumerate(group.get("facts") or ()):
            if not isinstance(entry, dict) or not {"key", "label"} <= entry.keys():
                place = document.place((n, "facts", m))
                found.append(Problem(place, "a fact needs `key` and `label`", "write both"))
                continue
            texts = {key: str(value) for key, value in entry.items()}
            texts["settled_by"] = texts.pop("from", "")
            specs.append(FactSpec(group=str(group.get("group", "")), **texts))
    return tuple(specs), tuple(found)


def all_facts(
    specs: Sequence[FactSpec], config: ProjectConfig, rows: Mapping[str, Rows]
) -> tuple[dict[str, Fact], tuple[Assumption, ...]]:
    """Every fact by its key, and the defaults among them as assumptions."""
    facts: dict[str, Fact] = {}
    assumptions: list[Assumption] = []
    for spec in specs:
        value, state = _value(spec, config, rows)
        settled_by = spec.settled_by or spec.key
        facts[spec.key] = Fact(settled_by, spec.label, value, state)
        if state is FactState.ASSUMED and settled_by not in rows:  # rows are listed by their key
            assumptions.append(Assumption(settled_by, value, spec.reason or "The usual value."))
    return facts, tuple(assumptions)


def _value(
    spec: FactSpec, config: ProjectConfig, rows: Mapping[str, Rows]
) -> tuple[str, FactState]:
    value, given = _config_fact(spec.key, config)
    text = _SHOWN.get(spec.key, show)(value) if value not in (None, "", ()) else ""
    if given and text:
        return text, FactState.GIVEN
    if name := _in_roster(spec.role, rows):
        return name, FactState.GIVEN
    derived = _derived(spec.key, config, rows)
    if derived is not None:
        return derived
    if text:
        return text, FactState.ASSUMED
    return (spec.default, FactState.ASSUMED) if spec.default else ("", FactState.OPEN)


def _config_fact(key: str, config: ProjectConfig) -> tuple[object, bool]:
    if key == "budget.total":
        return config.budget.total, True
    if key == "ivv.provider" and config.ivv_provider:
        return config.ivv_provider, True
    head, _, last = key.rpartition(".")
    if head and isinstance(person := getattr(config, head, None), Person):
        return getattr(person, last), True
    try:
        return config_value(config, key)
    except KeyError:
        return None, False


def _in_roster(role: str, rows: Mapping[str, Rows]) -> str:
    if not role or "roster" not in rows or rows["roster"].assumed:
        return ""
    names = (row["name"] for row in rows["roster"].rows if same(str(row["role"]), role))
    return next((str(name) for name in names if name), "")


def _derived(
    key: str, config: ProjectConfig, rows: Mapping[str, Rows]
) -> tuple[str, FactState] | None:
    """Facts that follow from others."""
    assumed = FactState.ASSUMED
    if key == "organization_short":
        return initials(config.organization), assumed
    if key == "program_short":
        return initials(config.program), assumed
    if key == "budget_year":
        return str(fiscal_year(config.start_date, config.fiscal_year_start) + 1), assumed
    if key == "funding_source" and config.funding:
        sources = dict.fromkeys(row.source for row in config.funding)
        return "; ".join(sources), FactState.GIVEN
    if key == "legacy_contract_end":
        ends = [contract.end for contract in config.legacy_contracts if contract.end]
        return (show(min(ends)), FactState.GIVEN) if ends else None
    if key == "ivv.reports_to":
        board = _board(rows, "")
        line = f"Executive Sponsor and {board[0]}" if board else "Executive Sponsor"
        return line, assumed
    if key == "ivv.integrity_level" and config.service_area:
        return ("3" if _LEVEL_3 & set(config.service_area) else "2"), assumed
    if key == "governance.board":
        return _board(rows, "")
    if key == "governance.change_board":
        return _board(rows, "change")
    return None


def _board(rows: Mapping[str, Rows], word: str) -> tuple[str, FactState] | None:
    """The first governance body whose name has the word."""
    bodies = rows.get("governance", Rows("governance", (), assumed=False))
    for row in bodies.rows:
        if word in str(row["body"]).casefold():
            return str(row["body"]), FactState.ASSUMED if bodies.assumed else FactState.GIVEN
    return None


def show(value: object) -> str:
    """A value as documents print it: "Jan 5, 2026", "$1,200,000", "Monday to Friday"."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "Yes" if value else "No"
        case str():
            return value
        case date():
            return f"{MONTHS[value.month - 1][:3]} {value.day}, {value.year}"
        case Person():
            return value.text
        case Closure():
            return f"{value.name} ({_period(value.start, value.end)})"
        case tuple():
            return "; ".join(show(one) for one in value)
    return str(value)


def _words(value: object) -> str:
    """Words of a fixed list, as a person writes them: "Financial management"."""
    words = value if isinstance(value, tuple) else (value,)
    return "; ".join(str(word).replace("_", " ").capitalize() for word in words)


def _days(value: object) -> str:
    days = value if isinstance(value, tuple) else ()
    if len(days) > 2 and days == tuple(range(days[0], days[0] + len(days))):
        return f"{DAYS[days[0]]} to {DAYS[days[-1]]}"
    return ", ".join(DAYS[day] for day in days)


def _holidays(value: object) -> str:
    named = {"US": "US federal holidays", "none": "None"}
    return named.get(str(value), f"Public holidays of {value}")


def _units(value: object) -> str:
    """Names of bargaining units, or whether there are any."""
    text = show(value)
    return text.capitalize() if text.casefold() in ("yes", "no", "true", "false") else text


def _percent(value: object) -> str:
    return f"{value} %"


def _period(start: date, end: date) -> str:
    return show(start) if start == end else f"{show(start)} to {show(end)}"


def _money(value: object) -> str:
    """Dollars, with cents only where there are any: "$1,200,000"."""
    return f"${value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else ""


def _month(value: object) -> str:
    return MONTHS[value - 1] if isinstance(value, int) else ""


_SHOWN: dict[str, Callable[[object], str]] = {
    "service_area": _words,
    "bargaining_units": _units,
    "calendar.workweek": _days,
    "calendar.holidays": _holidays,
    "budget.total": _money,
    "fiscal_year_start": _month,
    "reserve_percent": _percent,
    "discount_rate": _percent,
    "pmo.model": _words,
    "compliance.fips199": _words,
}


def fiscal_year(day: date, first_month: int) -> int:
    """The fiscal year a day falls in; a year is named after the one it ends in."""
    return day.year + (first_month > 1 and day.month >= first_month)


def same(one: str, other: str) -> bool:
    """Whether two names are equal but for case and spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def initials(name: str) -> str:
    """A short name: "Department of Example (DOE)" is DOE, "Department of Example" DE."""
    if match := re.search(r"\(([A-Z][A-Z0-9&-]{1,11})\)", name):
        return match[1]
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL_WORDS]
    short = "".join(word[0] for word in words).upper()
    return short if 2 <= len(short) <= 12 else name

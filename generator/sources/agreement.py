"""What project.yml says in two places must agree, and dates must be possible together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.model.config import ProjectConfig, row_keys
from generator.model.config.fields import read_fiscal_year
from generator.sources.facts import same, show
from generator.sources.startrows import config_value
from generator.sources.tree import Path
from generator.sources.validation import named
from generator.sources.written import Origin, Written

_PEOPLE = {
    "executive_sponsor": "Executive Sponsor",
    "program_manager": "Program Manager",
    "pmo_lead": "PMO Lead",
}


def disagreements(config: ProjectConfig, data: Written, origin: Origin) -> tuple[Problem, ...]:
    """Every pair of statements that cannot both be true."""
    return (
        *_dates(config, origin),
        *_people(config, origin),
        *_provider(config, origin),
        *_holidays(config, origin),
        *_repeated_years(data, origin),
        *_repeated_ids(config, origin),
        *_bands(config, origin),
    )


def _dates(config: ProjectConfig, origin: Origin) -> Iterator[Problem]:
    start = config.start_date
    if config.target_go_live and config.target_go_live < start:
        fact = f"`target_go_live` is {show(config.target_go_live)}, before the program starts"
        remedy = f"write a date after {show(start)}, or correct `start_date`"
        yield Problem(origin.place(("target_go_live",)), fact, remedy)
    for phase, dates in config.phase_dates.items():
        path: Path = ("phase_dates", phase)
        if phase != "0" and dates.finish and dates.finish < start:
            fact = f"phase {phase} finishes on {show(dates.finish)}, before the program starts"
            remedy = f"write a date after {show(start)}, or correct `start_date`"
            yield Problem(origin.place((*path, "finish")), fact, remedy)


def _people(config: ProjectConfig, origin: Origin) -> Iterator[Problem]:
    for key, role in _PEOPLE.items():
        person = getattr(config, key)
        for number, row in enumerate(config.roster):
            if not person or not row.name or not same(row.role, role):
                continue
            if not any(same(row.name, text) for text in (person.text, person.name)):
                place = origin.place((key,))
                here = f"{named(('roster', number))} names `{row.name}` as {role}"
                fact = f"{here}, while {place} names another"
                remedy = f"keep the person in one place: in `{key}` or in the roster"
                yield Problem(origin.place(("roster", number, "name")), fact, remedy)


def _provider(config: ProjectConfig, origin: Origin) -> Iterator[Problem]:
    short, full = config.ivv_provider, config.ivv.provider
    if short and full and short != full:
        fact = "`ivv_provider` and `ivv.provider` name two providers"
        yield Problem(origin.place(("ivv", "provider")), fact, "keep one of the two keys")


def _holidays(config: ProjectConfig, origin: Origin) -> Iterator[Problem]:
    code = config.calendar.holidays
    if code in ("US", "none"):
        return
    from generator.schedule.calendar import holiday_list

    country, _, subdivision = code.partition("-")
    try:
        holiday_list(country, subdivision, (config.start_date.year,))
    except ValueError:
        fact = f"`calendar.holidays` is `{code}`, and its holidays are not known"
        remedy = "write a country code such as US or US-VA, or none and list the days as closures"
        yield Problem(origin.place(("calendar", "holidays")), fact, remedy)


def _repeated_years(data: Written, origin: Origin) -> Iterator[Problem]:
    """`2026` and `FY26` are two keys and one year."""
    paths: tuple[Path, ...] = (("budget",), ("budget", "years"), ("presidents_budget",))
    for path in paths:
        years = data
        for step in path:
            years = years.get(str(step)) if isinstance(years, dict) else None
        seen: dict[int, str] = {}
        for text in years if isinstance(years, dict) else ():
            if text in ("total", "years"):  # the long shape, whose years are the next path's
                continue
            year = read_fiscal_year(text)
            if year in seen:
                fact = f"`{path[0]}` has the fiscal year {year} twice, as {seen[year]} and {text}"
                yield Problem(origin.key_place((*path, text)), fact, "keep one of them")
            seen[year] = text


def _repeated_ids(config: ProjectConfig, origin: Origin) -> Iterator[Problem]:
    for key, model in row_keys().items():
        if "id" not in model.model_fields:
            continue
        seen: dict[str, int] = {}
        rows, _ = config_value(config, key)
        for number, row in enumerate(rows if isinstance(rows, tuple) else ()):
            identity = row.id.casefold()
            if identity and identity in seen:
                numbers = f"rows {seen[identity] + 1} and {number + 1}"
                fact = f"`{key}` has the ID `{row.id}` in {numbers}"
                place = origin.place((*key.split("."), number, "id"))
                yield Problem(place, fact, "give each row an ID of its own")
            seen.setdefault(identity, number)


def _bands(config: ProjectConfig, origin: Origin) -> Iterator[Problem]:
    for number, band in enumerate(config.risk.bands):
        place = origin.place(("risk", "bands", number))
        if band.high < band.low:
            fact = f"the risk band `{band.band}` ends ({band.high}) below its start ({band.low})"
            yield Problem(place, fact, "write the lower score as `low`")
        for other in config.risk.bands[:number]:
            if band.low <= other.high and other.low <= band.high:
                fact = f"the risk bands `{other.band}` and `{band.band}` overlap"
                yield Problem(place, fact, "let each score from 1 to 25 fall in one band only")

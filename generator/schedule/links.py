"""Predecessors as people write them: `1.2.3FS+2d, 1.2.4SS`.

A link is an activity ID, a type (FS, SS, FF, SF; FS when left out) and a lag in working days.

- Links are separated by commas, semicolons or line breaks; letter case and blanks do not matter.
- The last two letters are the type whenever they can be. An ID that itself ends in them is
  therefore written with its type: the ID `AFS` as `AFSFS`; plain `AFS` means `A`, type FS.
- IDs may hold dashes, so a lead needs a type before it: `A-2` is an ID, `AFS-2d` is a lead, and an
  ID such as `AFS-2` is written with its type too.
- The same pair may have links of different types (SS with FF is usual), but each type once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from generator.errors import Place, Problem
from generator.model.schedule import Link, LinkType

_DAYS = r"\s*([0-9]{1,4})\s*(?:d|wd|days?)?"
_LINK = re.compile(
    rf"(?P<id>[A-Z0-9._-]+?)\s*(?:(?P<type>FS|SS|FF|SF)(?:\s*(?P<sign>[+-]){_DAYS})?|\+{_DAYS})?",
    re.IGNORECASE,
)
_OTHER_LAG = re.compile(r"([A-Z0-9._-]+?)\s*(?:(?:FS|SS|FF|SF)\s*|(?=\+))([+-].*)", re.I | re.S)
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-"})
_FORM = "write an activity ID, then FS, SS, FF or SF, then a lag: 1.2.3FS+2d"


def parse_links(text: str, place: Place) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """The links of one cell or value, and what could not be read as a link.

    Lags are whole working days, at most 9,999. What is not readable is left out and reported.
    """
    links: dict[tuple[str, LinkType], Link] = {}
    problems: list[Problem] = []
    for part in re.split(r"[,;\r\n]", text.translate(_DASHES)):
        if not part.strip():
            continue
        link = _parse_link(part.strip(), place)
        if isinstance(link, Problem):
            problems.append(link)
        elif (key := (link.predecessor.casefold(), link.type)) in links:
            fact = f"the link {link.predecessor}{link.type} is given twice"
            problems.append(Problem(place, fact, "keep one of them"))
        else:
            links[key] = link
    return tuple(links.values()), tuple(problems)


def format_links(links: Iterable[Link]) -> str:
    """The links as text that `parse_links` reads back equal."""
    return ", ".join(str(link) for link in links)


def check_ids(rows: Iterable[tuple[str, Place]]) -> tuple[Problem, ...]:
    """The IDs, with the places of their rows, that were used before, ignoring case."""
    seen: set[str] = set()
    problems = []
    for row_id, place in rows:
        if row_id.casefold() in seen:
            fact = f"the ID {row_id} is used twice"
            problems.append(Problem(place, fact, "give each row an ID of its own"))
        seen.add(row_id.casefold())
    return tuple(problems)


def check_links(
    row_id: str, links: Iterable[Link], known: Collection[str], place: Place
) -> tuple[Problem, ...]:
    """The links of a row that lead to itself or to an ID that does not exist.

    `known` holds the IDs that exist, case-folded.
    """
    problems = []
    for link in links:
        if link.predecessor.casefold() == row_id.casefold():
            fact = f"activity {row_id} is its own predecessor"
            problems.append(Problem(place, fact, "remove this link"))
        elif link.predecessor.casefold() not in known:
            fact = f"predecessor {link.predecessor} of activity {row_id} does not exist"
            problems.append(Problem(place, fact, "use the ID of an activity of the schedule"))
    return tuple(problems)


def _parse_link(part: str, place: Place) -> Link | Problem:
    if match := _LINK.fullmatch(part):
        row_id, kind, sign, typed_days, days = match.groups()
        lag = int(f"{sign or '+'}{typed_days or days or 0}")
        return Link(row_id, LinkType((kind or "FS").upper()), lag)
    if match := _OTHER_LAG.fullmatch(part):
        fact = f"the lag '{match[2]}' of predecessor {match[1]} is not in whole working days"
        return Problem(place, fact, "write it like +2d or -2d, at most 9999d")
    return Problem(place, f"'{part}' is no predecessor", _FORM)

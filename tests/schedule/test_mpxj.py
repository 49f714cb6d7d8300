"""MPXJ, an independent scheduler, gives the same boundaries and total floats.

Boundaries are compared, not days: 17:00 of a day and 08:00 of the next working day are one. SF is
left out for the Microsoft scheduler, which does not know it, and free float for both, which they
define otherwise. The Microsoft scheduler also lets a lead reach back before the project start,
so its networks begin with work long enough for every lead.
"""

from dataclasses import replace

import pytest

from generator.model.schedule import Link, LinkType
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import random_rows, row
from tests.schedule.oracle import START, boundary, links_by_index, mpxj

SEEDS = range(300)
NOT_FOR_MICROSOFT = LinkType.SF


def network_of(seed, scheduler):
    if scheduler == "primavera":
        return random_rows(seed, size=22)
    types = [kind for kind in LinkType if kind is not NOT_FOR_MICROSOFT]
    rows = random_rows(seed, types, size=22)
    first = row("first", 40)
    return (first, *(replace(one, links=(Link("first"), *one.links)) for one in rows))


def asked(rows, days_off):
    linked = zip(rows, links_by_index(rows), strict=True)
    return {
        "start": START.isoformat(),
        "holidays": days_off,
        "rows": [[one.duration, one.kind.value, links] for one, links in linked],
    }


def differences(networks, answers, calendar):
    """The rows on which the engine and MPXJ differ, as text."""
    found = []
    for number, (rows, answer) in enumerate(zip(networks, answers, strict=True)):
        schedule = compute(rows, calendar, START)
        for one, (*dates, hours) in zip(schedule.rows, answer, strict=True):
            ours = one.times
            mine = [ours.early_start, ours.early_finish, ours.late_start, ours.late_finish]
            theirs = [boundary(text, calendar) for text in dates]
            if mine != theirs or ours.total_float != hours / 8:
                found.append(f"{number} {one.id}: {mine} {ours.total_float}, {theirs} {hours / 8}")
    return found


@pytest.fixture(scope="module", params=["primavera", "microsoft"])
def case(request):
    calendar = Calendar(START)
    networks = [network_of(seed, request.param) for seed in SEEDS]
    days_off = [day.isoformat() for day, _ in calendar.days_off(2032)]
    answers = mpxj(request.param, [asked(rows, days_off) for rows in networks])
    return networks, answers, calendar


def test_mpxj_gives_the_same_boundaries_and_total_floats(case):
    networks, answers, calendar = case
    assert sum(map(len, networks)) > 3000
    assert differences(networks, answers, calendar) == []


FAULTS = {
    "leads are forgotten": lambda link: replace(link, lag=max(0, link.lag)),
    "FF is read as FS": lambda link: replace(
        link, type=LinkType.FS if link.type is LinkType.FF else link.type
    ),
    "SS is read as FS": lambda link: replace(
        link, type=LinkType.FS if link.type is LinkType.SS else link.type
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_this_oracle_notices_an_engine_whose_links_are_wrong(case, fault):
    networks, answers, calendar = case
    wrong = [
        [replace(one, links=tuple(map(FAULTS[fault], one.links))) for one in rows]
        for rows in networks
    ]
    assert differences(wrong, answers, calendar)


def test_this_oracle_notices_forgotten_holidays(case):
    networks, answers, _ = case
    assert differences(networks, answers, Calendar(START, country=""))

"""MPXJ's Primavera scheduler gives the same for work in progress: retained logic.

Boundaries are compared: where what remains starts and ends, early and late, and the total float.
Finished work is not compared itself (Primavera dates it at the data date), only by what follows
it. Links on which the two differ by definition are left out by name; every name is needed.
"""

from dataclasses import replace

import pytest

from generator.model.schedule import LinkType
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.histories import history
from tests.schedule.oracle import START, boundary, links_by_index, mpxj

SEEDS = range(400)
FEW = range(60)
WAITING, RUNNING, FINISHED = "waiting", "running", "finished"


def sf_of_started_work(link, before, after):
    """SF is left out as a whole where either end has started."""
    return link.type is LinkType.SF and {before, after} != {WAITING}


def finished_out_of_sequence(link, before, after):
    """Primavera lets what follows finished work wait for what that work did not wait for."""
    started = link.type is LinkType.SS and before == RUNNING
    return after == FINISHED and before != FINISHED and not started


def ss_from_running_work(link, before, after):
    """Primavera ties what waits for a start, which has happened, to the work that remains."""
    return link.type is LinkType.SS and before == RUNNING


def fs_lead_between_running_work(link, before, after):
    """MPXJ leaves such a lead out of its backward pass."""
    return link.type is LinkType.FS and link.lag < 0 and before == after == RUNNING


def ff_lag_from_finished_work(link, before, after):
    """MPXJ counts such a lag from the data date."""
    running = after != FINISHED
    return link.type is LinkType.FF and link.lag > 0 and before == FINISHED and running


# Each takes a link and the states of its predecessor and of the row it drives.
DIFFERENCES = (
    sf_of_started_work,
    finished_out_of_sequence,
    ss_from_running_work,
    fs_lead_between_running_work,
    ff_lag_from_finished_work,
)


def state(one, row_id):
    if row_id in one.finished:
        return FINISHED
    return RUNNING if row_id in one.started else WAITING


def without_differences(one, kept=None):
    """A history without the links on which the two differ, but for those of one name."""

    def compared(row, link):
        states = state(one, link.predecessor), state(one, row.id)
        return not any(differs(link, *states) for differs in DIFFERENCES if differs is not kept)

    return replace(
        one,
        rows=tuple(
            replace(row, links=tuple(link for link in row.links if compared(row, link)))
            for row in one.rows
        ),
    )


def asked(one, calendar):
    def time(row_id, boundaries, offset):
        """The start of the day after a boundary, or the end of the day before it."""
        if row_id not in boundaries:
            return None
        day = calendar.day(boundaries[row_id] + offset)
        return f"{day}T08:00:00" if offset else f"{day}T17:00:00"

    def worked(row_id):
        start = one.started.get(row_id, one.data)
        return one.finished.get(row_id, one.data) - start

    return {
        "start": START.isoformat(),
        "status": f"{one.data_date}T17:00:00",
        "holidays": [day.isoformat() for day, _ in calendar.days_off(2032)],
        "rows": [
            [
                one.remaining[row.id],
                row.kind.value,
                links,
                [
                    worked(row.id),
                    time(row.id, one.started, row.offsets[0]),
                    time(row.id, one.finished, row.offsets[1]),
                ],
            ]
            for row, links in zip(one.rows, links_by_index(one.rows), strict=True)
        ],
    }


def difference(one, answer, calendar):
    """The rows of a history on which the engine and MPXJ differ, as text."""
    found = []
    schedule = compute(one.rows, calendar, one.data_date, progress=one.progress)
    for row, (*dates, hours) in zip(schedule.rows, answer, strict=True):
        times = row.times
        resumes = times.early_finish - row.remaining_duration
        mine = [resumes, times.early_finish, times.late_start, times.late_finish]
        theirs = [boundary(text, calendar) for text in dates]
        if row.id not in one.finished and (mine, times.total_float) != (theirs, hours / 8):
            found.append(f"{row.id}: {mine} {times.total_float}, {theirs} {hours / 8}")
    return found


@pytest.fixture(scope="module")
def case():
    """Histories with MPXJ's answers: those compared, and by name those where it differs."""
    calendar = Calendar(START)
    whole = [history(seed, calendar) for seed in SEEDS]
    compared = [without_differences(one) for one in whole]
    differing = {name: [without_differences(whole[n], name) for n in FEW] for name in DIFFERENCES}
    everything = [*compared, *(one for ones in differing.values() for one in ones)]
    answers = iter(mpxj("primavera", [asked(one, calendar) for one in everything]))
    return (
        [(one, next(answers)) for one in compared],
        {name: [(one, next(answers)) for one in ones] for name, ones in differing.items()},
        calendar,
    )


def differences(pairs, calendar):
    return [text for one, answer in pairs for text in difference(one, answer, calendar)]


def test_mpxj_gives_the_same_boundaries_and_total_floats_for_work_in_progress(case):
    pairs, _, calendar = case
    states = [state(one, row.id) for one, _ in pairs for row in one.rows]
    assert min(states.count(name) for name in (WAITING, RUNNING, FINISHED)) > 1000
    assert differences(pairs, calendar) == []


def test_much_of_the_running_work_compared_started_out_of_sequence(case):
    pairs, _, _ = case
    early = [
        row
        for one, _ in pairs
        for row in one.rows
        for link in row.links
        if state(one, row.id) == RUNNING and state(one, link.predecessor) == WAITING
    ]
    assert len(early) > 100


@pytest.mark.parametrize("name", DIFFERENCES, ids=lambda name: name.__name__)
def test_each_named_difference_is_one(case, name):
    _, differing, calendar = case
    assert differences(differing[name], calendar)


def without_links(row, one):
    return replace(row, links=()) if state(one, row.id) == RUNNING else row


FAULTS = {
    "progress overrides logic": lambda one: replace(
        one, rows=tuple(without_links(row, one) for row in one.rows)
    ),
    "the data date is a day off": lambda one: replace(
        one, data_date=Calendar(START).day(one.data + 1)
    ),
    "a percentage is read as if nothing was done": lambda one: replace(
        one,
        progress={
            row_id: replace(said, remaining_duration=None) for row_id, said in one.progress.items()
        },
    ),
    "actual finishes are not seen": lambda one: replace(
        one,
        progress={
            row_id: replace(said, actual_finish=None) for row_id, said in one.progress.items()
        },
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_this_oracle_notices_an_engine_that_is_wrong(case, fault):
    pairs, _, calendar = case
    assert differences([(FAULTS[fault](one), answer) for one, answer in pairs[:60]], calendar)

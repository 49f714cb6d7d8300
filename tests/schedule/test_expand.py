"""Links and constraints of summaries, carried by their work; MPXJ judges in test_project_files."""

import pytest

from generator.model.schedule import RowKind
from generator.schedule import expand
from generator.schedule.expand import expand_links
from generator.schedule.losses import Losses
from tests.schedule.networks import row


def summary(row_id, links="", constraint="", parent=""):
    return row(row_id, 0, links, constraint, kind=RowKind.PHASE, parent=parent)


def expanded(*rows):
    """The links by ID, the constraints by ID, and what was noted."""
    losses = Losses()
    made, problems = expand_links(rows, losses)
    assert problems == ()
    return (
        {one.id: ", ".join(map(str, one.links)) for one in made if one.links},
        {one.id: str(one.constraint) for one in made if one.constraint},
        [one.fact for one in losses.problems()],
    )


def test_what_has_no_links_of_summaries_stays_as_it_is():
    rows = (row("A", 1), row("B", 2, "AFF+2d", "SNET 2026-03-02"))
    assert expand_links(rows, Losses()) == (rows, ())


def test_a_link_from_a_finish_waits_for_all_that_nothing_inside_waits_for():
    links, _, notes = expanded(
        summary("S"),
        row("a", 1, parent="S"),
        row("b", 1, "a", parent="S"),
        row("c", 1, "bSS", parent="S"),
        row("d", 1, "cFF-1d", parent="S"),
        row("X", 1, "SFS+2d"),
    )
    # b and c may end after what starts or ends with them: only a is surely over before others.
    assert links["X"] == "bFS+2d, cFS+2d, dFS+2d"
    assert notes == []


def test_a_link_to_a_start_holds_all_that_nothing_inside_holds_back():
    links, _, notes = expanded(
        row("X", 1),
        summary("S", "XFS+1d"),
        row("a", 1, parent="S"),
        row("b", 1, "a", parent="S"),
        row("c", 1, "aFF", parent="S"),
    )
    assert links == {"a": "XFS+1d", "b": "a", "c": "XFS+1d, aFF"}
    assert notes == []


def test_summaries_inside_summaries_pass_links_down():
    links, _, _ = expanded(
        summary("S"),
        summary("T", "Y", parent="S"),
        row("a", 1, parent="T"),
        row("Y", 1),
        row("Z", 1, "S"),
    )
    assert links == {"a": "Y", "Z": "a"}


def test_a_link_from_a_start_waits_for_the_first_alone_and_says_so():
    links, _, notes = expanded(
        summary("S"), row("a", 1, parent="S"), row("b", 1, parent="S"), row("X", 1, "SSS")
    )
    assert links == {"X": "aSS"}
    assert notes == ["X 'X': its link SSS to a summary's start waits for a alone"]


def test_constraints_of_summaries_are_carried_by_their_first_and_last_work():
    rows = (
        summary("S", "", "SNET 2026-03-02"),
        row("a", 1, parent="S"),
        row("b", 1, "a", parent="S"),
        row("c", 1, "", "FNLT 2026-04-01", parent="S"),
        summary("T", "", "FNLT 2026-05-01"),
        row("d", 1, parent="T"),
        summary("U", "", "DEADLINE 2026-05-01"),
        row("e", 1, parent="U"),
    )
    _, constraints, notes = expanded(*rows)
    assert constraints == {
        "a": "SNET 2026-03-02",
        "c": "FNLT 2026-04-01",
        "d": "FNLT 2026-05-01",
    }
    assert notes == [
        "c 'c': the constraint SNET 2026-03-02 of its summary is left out",
        "U 'U': its constraint DEADLINE 2026-05-01 is left out",
    ]


def test_an_unknown_predecessor_is_a_problem():
    _, problems = expand_links((row("A", 1, "B"),), Losses())
    assert [one.fact for one in problems] == ["predecessor B of A does not exist"]


def test_more_links_than_people_can_mean_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(expand, "MAX_LINKS", 8)
    rows = [summary("S"), *(row(f"a{n}", 1, parent="S") for n in range(3))]
    rows += [summary("T", "S"), *(row(f"b{n}", 1, parent="T") for n in range(3))]
    _, problems = expand_links(rows, Losses())
    assert "links of summaries stand for more than 8 links" in problems[0].fact

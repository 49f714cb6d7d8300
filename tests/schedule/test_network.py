import pytest

from generator.errors import InputError, LoopError, Place
from generator.schedule.network import build_network
from tests.schedule.networks import row, times


def order(*rows):
    network = build_network(rows)
    return [network.rows[i].id for i in network.order]


def test_every_row_comes_after_its_predecessors():
    assert order(row("c", 1, "b"), row("b", 1, "a"), row("a", 1)) == ["a", "b", "c"]


def test_a_loop_names_its_activities_in_the_order_of_the_links_with_their_places():
    rows = (
        row("start", 1),
        row("b", 1, "start, d", place=Place("1.2.md", 20)),
        row("c", 1, "b", place=Place("1.2.md", 30)),
        row("d", 1, "c", place=Place("1.3.md", 9)),
        row("after", 1, "d"),
    )
    with pytest.raises(LoopError) as caught:
        build_network(rows)
    assert caught.value.activities == ("b", "c", "d")
    (problem,) = caught.value.problems()
    assert str(problem) == (
        "1.2.md:20: the predecessors run in a loop: b -> c -> d -> b; it goes through "
        "b (1.2.md:20), c (1.2.md:30), d (1.3.md:9); remove one of these predecessors"
    )


def test_two_rows_that_wait_for_each_other_are_a_loop_whatever_the_link_types():
    with pytest.raises(LoopError) as caught:
        build_network((row("a", 1, "bSS"), row("b", 1, "aFF")))
    assert caught.value.activities == ("a", "b")


def test_a_loop_through_a_thousand_rows_is_found_whole():
    rows = [row(f"r{n}", 1, f"r{(n - 1) % 5000}") for n in range(5000)]
    with pytest.raises(LoopError) as caught:
        build_network(rows)
    assert caught.value.activities == tuple(f"r{n}" for n in range(5000))


def test_all_wrong_links_and_ids_are_told_together():
    rows = (row("a", 1, "a, ghost"), row("A", 1), row("b", 1, "phantom"))
    with pytest.raises(InputError) as caught:
        build_network(rows)
    assert [problem.fact for problem in caught.value.problems()] == [
        "the ID A is used twice",
        "activity a is its own predecessor",
        "predecessor ghost of activity a does not exist",
        "predecessor phantom of activity b does not exist",
    ]


def test_levels_of_effort_and_summaries_drive_nothing_and_close_no_loop():
    found = times(
        row("s", "S"),
        row("a", 3, "e, s", parent="s"),
        row("e", "e", "a", parent="s", supports=("s",)),
    )
    assert found["a"][:2] == (0, 3)
    assert found["e"][:2] == (0, 3)


def test_an_id_of_a_summary_used_again_by_an_activity_is_told():
    with pytest.raises(InputError, match="the ID K is used twice"):
        build_network((row("k", "S"), row("K", 1)))

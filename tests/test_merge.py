"""Three ways, on letters and numbers: nothing here knows what a document is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.merge import Verdict, align, likeness, merge_order, merge_value

KEYS = st.lists(st.sampled_from("abcdefghij"), unique=True)


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "verdict"),
    [
        (1, 1, 1, Verdict.SAME),
        (1, 1, 2, Verdict.UPDATED),
        (1, 2, 1, Verdict.KEPT),
        (1, 2, 2, Verdict.SAME),
        (1, 2, 3, Verdict.CONFLICT),
        (None, None, 1, Verdict.ADDED),
        (None, 1, None, Verdict.THEIRS),
        (None, 1, 1, Verdict.SAME),
        (None, 1, 2, Verdict.CONFLICT),
        (None, None, None, Verdict.SAME),
        (1, 1, None, Verdict.REMOVED),
        (1, 2, None, Verdict.ORPHAN),
        (1, None, 1, Verdict.DELETED),
        (1, None, 2, Verdict.DELETED),
        (1, None, None, Verdict.DELETED),
    ],
)
def test_a_value_stands_where_nobody_else_changed_it(
    base: int | None, theirs: int | None, ours: int | None, verdict: Verdict
) -> None:
    assert merge_value(base, theirs, ours) is verdict


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "merged"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "abc", "abxc", "abxc"),  # new in ours: behind what it follows
        ("abc", "abyc", "abxc", "abyxc"),  # what they put behind b stays behind b
        ("abc", "abyc", "xbca", "xbyca"),
        ("abc", "ac", "abxc", "axc"),  # deleted by them stays deleted; what followed it moves up
        ("abc", "abc", "xabc", "xabc"),
        ("abc", "cab", "axbc", "caxb"),  # moved by them stays moved
        ("abc", "abyc", "cab", "caby"),  # moved by us alone: what they added follows along
        ("abc", "abc", "ac", "abc"),  # gone in ours: whoever asks sees it and decides
        ("", "y", "x", "yx"),
        ("abc", "", "abcx", "x"),
    ],
)
def test_nobodys_order_is_lost(base: str, theirs: str, ours: str, merged: str) -> None:
    order = merge_order(base, theirs, ours)
    assert "".join(order) == merged


def test_ours_does_not_move_what_they_left_where_that_is_not_wanted() -> None:
    assert merge_order("abc", "abc", "cabx", follow_ours=False) == [*"abxc"]


@given(KEYS, KEYS, KEYS)
def test_every_key_of_theirs_and_every_new_one_of_ours_stands_once(
    base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
) -> None:
    order = merge_order(base, theirs, ours)
    assert sorted(order) == sorted({*theirs, *(key for key in ours if key not in base)})
    assert merge_order(ours, order, ours) == order  # a second time changes nothing


@given(KEYS, KEYS)
def test_where_we_move_nothing_their_order_stands(
    base: Sequence[str], theirs: Sequence[str]
) -> None:
    assert merge_order(base, theirs, base) == [*theirs]


def aligned(base: Sequence[str], other: Sequence[str]) -> list[int | None]:
    return align(base, other, str, str, lambda text: text.endswith(":"))


def test_what_was_reworded_is_known_by_its_words() -> None:
    base = ["The board meets weekly", "Costs are reviewed monthly", "Risks are reviewed daily"]
    other = ["New at the top", "The board meets every week", "Risks are reviewed daily"]
    assert aligned(base, other) == [None, 0, 2]


def test_what_stands_elsewhere_word_for_word_was_moved() -> None:
    assert aligned(["a a", "b b", "c c"], ["c c", "a a", "b b"]) == [2, 0, 1]
    assert aligned(["same", "same", "end"], ["end", "same", "same"])[1:] == [0, 1]


def test_what_is_alone_between_the_same_neighbours_was_rewritten() -> None:
    assert aligned(["one", "two", "three"], ["one", "nothing alike", "three"]) == [0, 1, 2]
    assert aligned(["one", "two", "three"], ["one", "a heading:", "three"]) == [0, None, 2]


def test_two_texts_are_alike_by_the_words_they_share() -> None:
    assert likeness("the risk register", "The Risk log") == pytest.approx(4 / 6)
    assert likeness("", "") == 1.0
    assert likeness("a", "b") == 0.0

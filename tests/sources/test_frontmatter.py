"""YAML with places: values, what is refused, and broken lines with what to write instead."""

from __future__ import annotations

import time
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Place, Severity
from generator.sources.frontmatter import read_front_matter, read_yaml
from generator.sources.tree import Document


def read(text: str) -> Document:
    document, problems = read_yaml(text, "p.yml")
    assert problems == ()
    assert document is not None
    return document


def test_values_are_what_their_words_mean() -> None:
    document = read(
        "a: 5\nb: 1.50\nc: yes\nd: No\ne:\nf: ~\ng: 2026-01-05\nh: '5'\ni: [1, x]\nj: {k: 'y'}\n"
        "l: -3\nm: .5\nn: 2e3\n"
    )
    assert document.data == {
        "a": 5, "b": 1.5, "c": True, "d": False, "e": None, "f": None, "g": date(2026, 1, 5),
        "h": "5", "i": [1, "x"], "j": {"k": "y"}, "l": -3, "m": 0.5, "n": 2000.0,
    }  # fmt: skip
    assert document.text(("b",)) == "1.50"
    assert document.text(("i",)) is None


@pytest.mark.parametrize("word", ["010", "1:30", "1_000", ".inf", ".nan", "1e999", "9" * 5000])
def test_a_number_that_not_everyone_reads_alike_stays_text(word: str) -> None:
    assert read(f"a: {word}").data == {"a": word}


def test_a_key_is_the_text_that_was_written() -> None:
    assert read("1.10: a\nyes: b\n2026-01-05: c").data == {
        "1.10": "a",
        "yes": "b",
        "2026-01-05": "c",
    }


def test_every_value_and_every_key_has_its_place() -> None:
    document, _ = read_yaml(
        "a: 1\nroster:\n  - role: PMO\n    fte: 2\nempty:\n", "p.yml", first_line=3
    )
    assert document is not None
    assert document.place(()) == Place("p.yml", 3, 1)
    assert document.place(("a",)) == Place("p.yml", 3, 4)
    assert document.key_place(("a",)) == Place("p.yml", 3, 1)
    assert document.place(("roster", 0, "fte")) == Place("p.yml", 6, 10)
    assert document.key_place(("roster", 0, "fte")) == Place("p.yml", 6, 5)
    assert document.place(("roster", 0, "org")) == Place("p.yml", 5, 5)
    assert document.place(("roster", 7)) == Place("p.yml", 5, 3)
    assert document.place(("empty",)) == Place("p.yml", 7, 1)


def test_a_column_counts_characters_not_bytes() -> None:
    document, _ = read_yaml("é: {x: ü, y: 👩 , z: 1}", "p.yml")
    assert document is not None
    assert document.place(("é", "z")) == Place("p.yml", 1, 21)


def test_separators_that_editors_show_inside_a_line_do_not_count_as_lines() -> None:
    document = read("a: one\u2028two\x85three\nb: 1\r\nc: 2\rd: 3")
    assert document.place(("b",)).line == 2
    assert document.place(("d",)).line == 4
    assert document.data == {"a": "one two three", "b": 1, "c": 2, "d": 3}


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert [read(text).data for text in ("", "# nothing\n", "---\n---\n")] == [{}, {}, {}]


def test_the_body_of_front_matter_begins_on_its_line() -> None:
    document, body, line, problems = read_front_matter("---\na: 1\n...\n\n# Title\n", "x.md")
    assert document is not None
    assert (document.data, body, line, problems) == ({"a": 1}, "\n# Title\n", 4, ())


def test_a_key_given_twice_names_both_lines_and_keeps_the_first() -> None:
    document, problems = read_yaml("a: 1\nb: {c: 1, c: 2}\na: 3", "p.yml")
    assert document is not None
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert [str(problem) for problem in problems] == [
        "p.yml:2:11: the key `c` stands twice: here and on line 2; "
        "keep one of them, or join their values",
        "p.yml:3:1: the key `a` stands twice: here and on line 1; "
        "keep one of them, or join their values",
    ]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2026-02-30", "write a day from 01 to 28"),
        ("2028-02-30", "write a day from 01 to 29"),
        ("2026-13-01", "write year-month-day, such as 2026-02-28"),
        ("0000-01-01", "write year-month-day, such as 2026-02-28"),
    ],
)
def test_an_impossible_date_has_its_line(text: str, remedy: str) -> None:
    document, problems = read_yaml(f"a: 1\nstart_date: {text}", "p.yml")
    assert document is not None
    fact = f"{text} is not a day of the calendar"
    assert [str(problem) for problem in problems] == [f"p.yml:2:13: {fact}; {remedy}"]


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("a:\n\tb: 1", "2:1", "write blanks: YAML counts no tabs"),
        ("a: @x", "1:4", "put the text in quotes"),
        ("a: %x", "1:4", "put the text in quotes"),
        ("a: * b", "1:4", "put the text in quotes"),
        ("a: *b c", "1:4", "put the text in quotes"),
        ("a: > 5 people", "1:4", "put the text in quotes"),
        ("b: 1\na: |x", "2:4", "put the text in quotes"),
        ('a: "abc\nb: 1', "1:4", 'close it with " at the end of the text'),
        ('- "abc\n- "def"', "1:3", 'close it with " at the end of the text'),
        ("a: 'Agency's plan'", "1:11", 'put the whole text between " instead'),
        ('a: "the "x" plan"', "1:9", "put the whole text between ' instead"),
        ('a: "the "x" plan\'s"', "1:9", r"write each inner quote as `\"`"),
        ("a: 'the \"x\" agency's'", "1:19", "write it twice: `''`"),
        ('a: "C:\\Users"', "1:7", r"write `\\`, or use single quotes"),
        ("phase: 1\nname:Foo\nx: 1", "2:5", "write `name: Foo`"),
        ("phase: 1\nname Foo\nx: 1", "2:1", "if it continues the text above, indent it deeper"),
        ("a: - b", "1:4", "on a line of its own below the key"),
        ("a: [TBD] the text", "1:10", "put the whole text in quotes"),
        ("a:\n  - [x, y\nb: 1", "2:5", "put the text in quotes, or close the bracket"),
        ("inputs:\n  - A\n  outputs:\n  - B", "3:3", "indent it by 0 blanks, as on line 1"),
        ("a: 1\n  b: 2", "2:3", "indent it by 0 blanks, as on line 1"),
        ("a:\n  - text: x\n   who: y", "3:4", "indent it by 4 blanks, as on line 2"),
        ("a: 1\n- b", "2:1", "indent it below its key"),
        ("a:\n  - x\n - y", "3:2", "indent it by 2 blanks, as on line 2"),
        ("a: 1\n---\nb: 2", "2:1", "keep one document in a file"),
    ],
)
def test_a_broken_line_is_told_with_its_place_and_remedy(
    text: str, place: str, remedy: str
) -> None:
    _, problems = read_yaml(text, "p.yml")
    assert [f"{p.place.line}:{p.place.column}" for p in problems] == [place]
    assert problems[0].severity is Severity.ERROR
    assert remedy in problems[0].remedy


def test_broken_lines_are_all_told_and_the_good_ones_checked() -> None:
    text = 'a: b: c\nd: "e" f\ng: 2026-02-30\nh:x\ni: 1\ni: 2\n'
    _, problems = read_yaml(text, "p.yml")
    assert sorted(problem.place.line for problem in problems) == [1, 2, 3, 4, 6]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "[" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: |\n  " + "- " * 200_000 + "\nb: c: d\n",
        '"' * 200_000,
        "&a " * 100_000,
        "a: <" + " " * 200_000 + "\nb: c: d",
    ],
)
def test_a_bomb_is_refused_quickly(text: str) -> None:
    start = time.perf_counter()
    _, problems = read_yaml(text, "p.yml")
    assert problems
    assert time.perf_counter() - start < 3  # seconds; each takes a small part of one


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.dates()
    | st.text("aü1.-:#'\" \n"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc1", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text("abcdefg", min_size=1), PLAIN, min_size=1, max_size=4))
def test_what_the_yaml_library_writes_is_read_back_equal(data: dict[str, object]) -> None:
    class NoAliases(yaml.SafeDumper):
        def ignore_aliases(self, _: object) -> bool:
            return True

    text = yaml.dump(data, Dumper=NoAliases, allow_unicode=True)
    document, problems = read_yaml(text, "p.yml")
    assert document is not None
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert document.data == data


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab-:#'\"[]{}&*!|>%@`?,. \n\t\r\\<0\0\ufeff\u2028é\ud800")))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    for document, problems in (read_yaml(text, "p.yml"), read_front_matter(text, "p.yml")[::3]):
        assert document is not None or problems
        assert all(problem.place.line >= 1 and problem.remedy for problem in problems)

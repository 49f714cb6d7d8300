"""HTML of the playbook to text with links."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.text import RichText, Span
from generator.sources.markup import link_target, plain_text, rich_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a <b>x</B> <Font Style='y'>z</FONT>", "a x z"),
        ("stray</a> and </p", "stray and"),
        ("one<BR>two<br/>three", "one two three"),
        ("Do<li>this</li><li>that</li>", "Do • this • that"),
        ("<li>only</li>", "only"),
        ("&nbsp; a\u00a0 \u200bb&nbsp;&nbsp;c ", "a b c"),
        ("R&D &amp; AT&T; rules&regulations", "R&D & AT&T; rules&regulations"),
        ("&lt;b&gt; &#8217; &unknown;", "<b> ’ &unknown;"),
        ("“q” isn’t 'p'", "“q” isn’t 'p'"),
        ("A & B <x>", "A & B <x>"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("2 < 3 & 4 > 1", "2 < 3 & 4 > 1"),
        ("said <!-- <a href='x'> never --> so", "said so"),
        ("bell\x07 &#7;", "bell"),
        ("", ""),
    ],
)
def test_markup_is_dropped_and_words_are_kept(source: str, text: str) -> None:
    assert plain_text(source) == text


U = "https://example.gov/a%20b?x=1"


@pytest.mark.parametrize(
    ("source", "spans"),
    [
        (f'See <a href="{U}">it</a>.', (Span("See "), Span("it", U), Span("."))),
        (f"<A STYLE='x' HREF='{U}'>it</A>", (Span("it", U),)),
        (f"<a href={U}>it </a>now", (Span("it", U), Span(" now"))),
        (f'<A HREF="href="{U}">it</A>—in', (Span("it", U), Span("—in"))),
        (f'<a href="{U}" it</a> now', (Span("it", U), Span(" now"))),
        (f'<a href="{U}"><b>all</b> of it</a>', (Span("all of it", U),)),
        ('<a href="https://e.gov/?a=1&amp;b=2">q</a>', (Span("q", "https://e.gov/?a=1&b=2"),)),
        ('<a href="mailto:a@b.gov">m</a>', (Span("m", "mailto:a@b.gov"),)),
        (f'a<a href="{U}"></a>b', (Span("ab"),)),
        ('<a href="/0.1/">page</a> <a name="x">y</a>', (Span("page y"),)),
    ],
)
def test_a_link_keeps_its_text_and_target(source: str, spans: tuple[Span, ...]) -> None:
    assert rich_text(source) == RichText(spans)


@pytest.mark.parametrize(
    "url",
    [
        *("", "/0.1/", "//host", "#top", "x.gov", "http://", "http://[::1", "mailto:"),
        *("javascript:alert(1)", "java\nscript:alert(1)", "file:///etc/passwd"),
        "https://e.gov/" + "a" * 2000,
    ],
)
def test_a_target_that_means_nothing_in_word_is_lost(url: str) -> None:
    assert link_target(url) == ""


@pytest.mark.parametrize("url", ["http://a.gov", "HTTPS://A.gov/x", "mailto:a@b.gov"])
def test_a_web_or_mail_address_is_kept(url: str) -> None:
    assert link_target(f" {url} ") == url


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_text_without_markup_only_has_its_blanks_tidied(text: str) -> None:
    text = re.sub(
        "[<&\x00-\x1f\x7f-\xa0\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]", "", text
    )
    assert plain_text(text) == " ".join(text.split())


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<a href='https://e.gov'>",
                "</a>",
                "<b>",
                "<",
                ">",
                "'",
                "=",
                " ",
                "x",
                "&nbsp;",
                "<!--",
                "-->",
                "<li>",
                "href",
            ]
        )
    )
)
def test_any_heap_of_tags_gives_tidy_spans(pieces: list[str]) -> None:
    spans = rich_text("".join(pieces)).spans
    assert all(span.text for span in spans)
    text = "".join(span.text for span in spans)
    assert text == " ".join(text.split())


@pytest.mark.parametrize(
    "piece", ["<!--", "<", "< ", " ", "<a =", "<a x='1'", "&", "<a href='", "=", "<li>"]
)
def test_a_heap_of_one_piece_is_read_quickly(piece: str) -> None:
    start = time.perf_counter()
    rich_text("<" + piece * (32_000 // len(piece)))
    assert time.perf_counter() - start < 3  # seconds; each takes a small part of one

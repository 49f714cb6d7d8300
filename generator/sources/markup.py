"""The HTML that stands in key tasks, to text with links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.model.text import RichText, Span

_INLINE = "a|abbr|b|big|center|code|em|font|i|img|s|small|span|strong|sub|sup|u"
_BLOCK = "br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|table|tbody|td|th|tr|ul"
# A tag has no blank text in it but attributes ("if a <b and c> d" is text), and one that lost its
# `>` is a tag only where it closes one or has an attribute.
_TAG = re.compile(
    rf"<!--.{{0,2000}}?-->"
    rf"|<\s*+(?P<close>/?)\s*+(?P<name>{_INLINE}|{_BLOCK})\b(?P<rest>\s*+/?|[^<>=]*+=[^<>]*+)>"
    rf"|</(?:{_INLINE}|{_BLOCK})\b"
    rf"|<(?P<open>{_INLINE}|{_BLOCK})(?P<attributes>(?:\s++[\w-]++\s*+=\s*+(?:\"[^\"<>]*\"|'[^'<>]*'))+)",
    re.IGNORECASE | re.DOTALL,
)
_HREF = re.compile(r"href\s*=\s*[\"']?\s*(?:href\s*=\s*[\"']?\s*)?([^\"'\s<>]*)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLANKS = re.compile(r"\s+")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST_URL = 2000  # Word opens no longer one


def rich_text(source: str) -> RichText:
    """The text as a person reads it: links kept, every other tag dropped, blanks made one.

    Only the tags that playbook pages use count as tags, so `<x>` stays text; an entity needs its
    semicolon, so `R&D` and `rules&regulations` stay too. Curly quotes are kept.
    """
    spans: list[Span] = []
    blank = False
    for text, url in _pieces(source):
        words = _BLANKS.sub(" ", text.translate(_UNSEEN))
        blank = blank or words.startswith(" ")
        if core := words.strip(" "):
            if blank and spans:
                _append(spans, " ", url if spans[-1].url == url else "")
            _append(spans, core, url)
            blank = False
        blank = blank or words.endswith(" ")
    return RichText(tuple(spans))


def plain_text(source: str) -> str:
    """The text alone, for names and for fields that take no links."""
    return rich_text(source).plain


def link_target(url: str) -> str:
    """The address of a web page or a mailbox, or nothing: other targets mean nothing in Word."""
    url = "".join(url.split())
    if len(url) > _LONGEST_URL:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return url if parts.netloc else ""
    return url if parts.scheme == "mailto" and parts.path else ""


def _append(spans: list[Span], text: str, url: str) -> None:
    if spans and spans[-1].url == url:
        spans[-1] = Span(spans[-1].text + text, url)
    else:
        spans.append(Span(text, url))


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """Stretches of text, each with the link it stands in."""
    url, end = "", 0
    for tag in _TAG.finditer(source):
        yield _unescape(source[end : tag.start()]), url
        end = tag.end()
        name = (tag["name"] or tag["open"] or "").lower()
        if tag["close"] or not name:
            url = "" if tag[0].lower().strip("</ >") == "a" else url
        elif name == "a":
            match = _HREF.search(tag["rest"] or tag["attributes"] or "")
            url = link_target(html.unescape(match[1])) if match else ""
        elif name == "li":
            yield (" \u2022 " if source[: tag.start()].strip() else ""), ""
        if re.fullmatch(_BLOCK, name):
            yield " ", ""
    yield _unescape(source[end:]), url


def _unescape(text: str) -> str:
    return _ILLEGAL.sub("", _ENTITY.sub(lambda entity: html.unescape(entity[0]), text))

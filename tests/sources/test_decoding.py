"""Which characters a text may hold, against what XML and YAML say of every one there is."""

from __future__ import annotations

import sys

import pytest
import yaml
from lxml import etree

from generator.sources.decoding import clean, decode, illegal_characters

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))  # the offset of each is its code point
# XML 1.0, production 2; and the controls U+007F to U+009F, which it discourages, the byte order
# mark, which is none inside a text, and the carriage return, which `clean` has replaced.
LEGAL = (range(0x9, 0xB), range(0x20, 0x7F), range(0xA0, 0xD800), range(0xE000, 0xFEFF))
LEGAL += (range(0xFF00, 0xFFFE), range(0x10000, 0x110000))


def test_of_every_character_it_is_known_whether_it_may_stand_in_a_text() -> None:
    legal = {code for some in LEGAL for code in some}
    assert set(illegal_characters(EVERY)) == set(range(len(EVERY))) - legal


def test_what_is_let_through_is_accepted_by_xml_and_yaml() -> None:
    illegal = set(illegal_characters(EVERY))
    kept = "".join(letter for code, letter in enumerate(EVERY) if code not in illegal)
    element = etree.Element("text")
    element.text = kept  # lxml refuses what XML has no character for
    assert element.text == kept
    assert not yaml.reader.Reader.NON_PRINTABLE.search(kept)


@pytest.mark.parametrize("letter", ["\x07", "\x7f", "\x9f", "\ufeff", "\ufffe", "\uffff"])
def test_an_illegal_character_is_told_with_its_place_and_becomes_a_blank(letter: str) -> None:
    text, (problem,) = clean(f"one\r\ntwo {letter}!", "file.md")
    assert text == "one\ntwo  !"
    assert (problem.place.line, problem.place.column) == (2, 5)
    assert f"U+{ord(letter):04X}" in problem.fact


@pytest.mark.parametrize("text", ["emoji 🏛, \U0010ffff", "עברית", "a\tb\nc", "\xa0\ud7ff\ue000"])
def test_other_letters_stay_as_they_are(text: str) -> None:
    assert clean(text, "file.md") == (text, ())


def test_line_separators_of_other_systems_are_no_lines() -> None:
    assert clean("a\x85b\u2028c\u2029d\re", "file.md") == ("a b c d\ne", ())


def test_a_byte_that_is_no_text_is_told_with_its_place() -> None:
    text, (problem,) = decode("Käse\nan ".encode() + b"\xff!", "file.md")
    assert text is None
    assert (problem.place.line, problem.place.column) == (2, 4)
    assert "0xFF" in problem.fact
    assert decode("ä".encode("utf-16"), "file.md") == ("ä", ())

"""A logo at the top of the title block, as a picture in the reference's cover."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from generator.errors import InputError, Place, Problem
from generator.formats.figures import picture_size
from generator.formats.word.cover import CONTENT_MARK, FROM_COVER, words_of
from generator.formats.word.lending import by_name, identity
from generator.formats.word.markup import NAMESPACES, Element, paragraph, run
from generator.formats.word.parts import Parts
from generator.formats.word.pictures import inline

_WIDEST, _HIGHEST = 3600, 1080  # twentieths of a point
_PIXEL = 15  # a 96th of an inch: a picture is never blown up beyond it


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture's bytes, its alternative text, and the place where the config names it."""

    picture: bytes
    words: str
    place: Place


def add_logo(package: Parts, logo: Logo) -> None:
    """Puts the logo where the content begins, below a cover if there is one.

    Raises:
        InputError: it is no picture.
    """
    found = picture_size(logo.picture)
    if found is None:
        remedy = "name a picture that opens in an image viewer, saved as .png or .jpg"
        fact = "the logo is not a PNG or JPEG picture"
        raise InputError([Problem(logo.place, fact, remedy)])
    kind, *pixels = found
    scale = min(_WIDEST / pixels[0], _HIGHEST / pixels[1], _PIXEL)
    width, height = (max(1, round(side * scale)) for side in pixels)
    relationship = package.add_picture(logo.picture, kind)
    picture = inline(FROM_COVER - 1, "Logo", logo.words, relationship, (width, height))
    normal = identity(by_name(package.root("styles"))["normal"])
    body = package.body
    mark = next((one for one in body if words_of(one) == CONTENT_MARK), None)
    if mark is None:
        section, mark = package.section, _element(paragraph(normal, run(CONTENT_MARK)))
        body[:] = [mark, section]
    text = paragraph(normal, picture).replace("</w:pPr>", "<w:keepNext/></w:pPr>", 1)
    mark.addprevious(_element(text))


def _element(text: str) -> Element:
    root = etree.fromstring(f"<w:body {NAMESPACES}>{text}</w:body>")
    return root[0]

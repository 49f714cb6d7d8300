"""A logo at the top of the title block, as a picture in the reference's cover."""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx.document import Document as DocxDocument
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image
from docx.shared import Emu, Inches

from generator.errors import InputError, Place, Problem
from generator.formats.word.cover import CONTENT_MARK, FROM_COVER, words_of
from generator.formats.word.lending import by_name, identity
from generator.formats.word.markup import Element

_WIDEST, _HIGHEST = Inches(2.5), Inches(0.75)
_PIXEL = 9525  # a 96th of an inch: a picture is never blown up beyond it


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture's bytes, its alternative text, and the place where the config names it."""

    picture: bytes
    words: str
    place: Place


def add_logo(package: DocxDocument, logo: Logo) -> None:
    """Puts the logo where the content begins, below a cover if there is one.

    Raises:
        InputError: it is no picture.
    """
    try:
        image = Image.from_blob(logo.picture)
        pixels = image.px_width, image.px_height
        scale = min(_WIDEST / pixels[0], _HIGHEST / pixels[1], _PIXEL)
        size = [Emu(max(1, round(side * scale))) for side in pixels]
        inline = package.part.new_pic_inline(io.BytesIO(logo.picture), *size)
    except (
        *(InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError),
        *(ValueError, KeyError, ArithmeticError, LookupError),
    ):
        remedy = "name a picture that opens in an image viewer, saved as .png or .jpg"
        fact = "the logo is not a PNG or JPEG picture"
        raise InputError([Problem(logo.place, fact, remedy)]) from None
    picture = inline.graphic.graphicData.pic.nvPicPr
    names: tuple[Element, ...] = (inline.docPr, picture.cNvPr)  # type: ignore[assignment]
    for element in names:
        element.set("name", "Logo")
    names[0].set("id", str(FROM_COVER - 1))
    names[0].set("descr", logo.words)
    body = package.element.body
    mark = next((one for one in body if words_of(one) == CONTENT_MARK), None)
    paragraph = package.add_paragraph()
    paragraph._p.get_or_add_pPr().style = identity(by_name(package.styles.element)["normal"])
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.add_drawing(inline)
    if mark is not None:
        mark.addprevious(paragraph._p)
        return
    for child in [one for one in body if one is not paragraph._p and one is not body.sectPr]:
        body.remove(child)
    package.element.body.insert(0, paragraph._p)
    paragraph._p.addnext(package.add_paragraph(CONTENT_MARK)._p)

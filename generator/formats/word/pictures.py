"""Figures: pictures in line with the text, with alternative text."""

from __future__ import annotations

from collections.abc import Callable

from generator.content import blocks
from generator.content.drawing import WIDTH, Drawing
from generator.formats.word.markup import PIC, WP, A, R, attribute

_FOR_CAPTION = 1_000  # twentieths of a point that a page keeps free for heading and caption
_EMU = 635  # in a twentieth of a point


def picture(
    number: int, figure: blocks.Figure, area: tuple[int, int], image: Callable[[Drawing], str]
) -> str:
    """The run with the picture, as wide as the text unless it would then be too tall.

    Args:
        number: of the drawing in this document.
        area: the width and height for text, in twentieths of a point.
        image: a drawing to the id of its relationship.
    """
    ratio = figure.drawing.height / WIDTH
    width = min(area[0], round((area[1] - _FOR_CAPTION) / ratio))
    identity = image(figure.drawing)
    return inline(number, figure.id, figure.alternative, identity, (width, round(width * ratio)))


def inline(number: int, name: str, words: str, identity: str, sides: tuple[int, int]) -> str:
    """The run with a picture.

    Args:
        number: of the drawing in this document.
        words: what it shows, for who cannot see it.
        identity: of its relationship.
        sides: its width and height in twentieths of a point.
    """
    size = 'cx="{}" cy="{}"'.format(*(side * _EMU for side in sides))
    name, words = attribute(name), attribute(words)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name={name} descr={words}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}">'
        f'<pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name={name}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{R}" r:embed="{identity}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r>"
    )

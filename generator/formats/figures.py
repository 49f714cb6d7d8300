"""Drawings as PNG pictures, the same bytes for the same drawing.

Pillow draws with the font beside this module, so no machine's fonts make a difference. The picture
is drawn in greys, which a palette turns into shades of one colour: a quarter of the time that
colours take.
"""

from __future__ import annotations

import io
import warnings
from functools import cache
from typing import TYPE_CHECKING

from generator.content.drawing import LEADING, PADDING, WIDTH, Box, Drawing, Label, Look

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

DPI = 220
_SCALE = DPI / 72
NAVY = "1F3A5F"
_DARK, TINT, _WHITE = 0, 232, 255  # levels of the palette
_FILL = {Look.HEAD: _DARK, Look.PART: TINT, Look.OUTSIDE: _WHITE, Look.TEXT: _WHITE}
_STROKE, _THICK = 2, 6  # pixels
_LEVEL = 3  # of deflate: a fifth larger than the usual one, in half the time
_DASH, _PAUSE = 14, 10  # pixels


def draw(drawing: Drawing, colour: str = NAVY) -> bytes:
    """The drawing as a PNG of `DPI` dots an inch, in shades of a colour.

    Args:
        colour: six hexadecimal digits, to be read on white and on its own tint of level `TINT`.
    """
    # Only documents with a figure pay for the import.
    from PIL import Image, ImageDraw

    size = (_pixels(WIDTH) + _STROKE, _pixels(drawing.height) + _STROKE)
    picture = Image.new("L", size, _WHITE)
    pen = ImageDraw.Draw(picture)
    for line in drawing.lines:
        _line(pen, (*line.start, *line.end), line.dashed)
    for curve in drawing.curves:
        points = [(_pixels(x), _pixels(y)) for x, y in curve.points]
        pen.line(points, fill=_DARK, width=_THICK, joint="curve")
    for box in drawing.boxes:
        _box(pen, box)
    shades = (tint(colour, level) for level in range(256))
    picture.putpalette(bytes.fromhex("".join(shades)))
    written = _PngFile()
    picture.save(written, dpi=(DPI, DPI), compress_level=_LEVEL)
    return written.getvalue()


def picture_size(picture: bytes) -> tuple[str, int, int] | None:
    """`png` or `jpeg`, the width and the height in pixels; None for what is neither."""
    from PIL import Image

    with warnings.catch_warnings(action="ignore"):  # a large one is not expanded here
        try:
            with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as image:
                image.verify()
                return str(image.format).lower(), image.width, image.height
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return None


class _PngFile(io.BytesIO):
    """Bytes with a name: told the format instead, Pillow loads every format it knows."""

    name = "figure.png"


def printable(text: str) -> bool:
    """Whether the font has every letter of the text."""
    return all(map(_has, text))


def tint(colour: str, level: int) -> str:
    """The colour made lighter: as it is at level 0, white at 255."""
    parts = bytes.fromhex(colour)
    return "".join(f"{round(part + (255 - part) * level / 255):02X}" for part in parts)


def _pixels(points: float) -> int:
    return round(points * _SCALE)


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    # Where the Raqm library is installed, letters would stand otherwise than elsewhere.
    plain = ImageFont.Layout.BASIC
    return ImageFont.truetype(io.BytesIO(_font_file()), size * _SCALE, layout_engine=plain)


@cache
def _font_file() -> bytes:
    from importlib.resources import files

    return files("generator.formats").joinpath("figures.ttf").read_bytes()


@cache
def _has(letter: str) -> bool:
    """Whether the font has a letter: what it lacks, it draws as it draws no letter at all."""
    font = _font(12)
    return letter == " " or bytes(font.getmask(letter)) not in (
        b"",
        bytes(font.getmask("\U0010ffff")),
    )


def _box(pen: ImageDraw.ImageDraw, box: Box) -> None:
    corners = [_pixels(value) for value in (box.x, box.y, box.x + box.width, box.bottom)]
    outline = _WHITE if box.look is Look.TEXT else _DARK
    pen.rectangle(corners, fill=_FILL[box.look], outline=outline, width=_STROKE)
    ink = _WHITE if box.look is Look.HEAD else _DARK
    y = box.y + PADDING
    for label in box.labels:
        step = label.size * LEADING
        for number, line in enumerate(_lines(label)):
            at = (_pixels(box.x + PADDING), _pixels(y + number * step))
            pen.text(at, line, fill=ink, font=_font(label.size))
        y += step * len(_lines(label))


def _lines(label: Label) -> tuple[str, ...]:
    """The first choice that the font can print."""
    able = (lines for lines in label.choices if all(map(printable, lines)))
    return next(able, ())


def _line(pen: ImageDraw.ImageDraw, ends: tuple[float, float, float, float], dashed: bool) -> None:
    x1, y1, x2, y2 = map(_pixels, ends)
    if not dashed:
        pen.line((x1, y1, x2, y2), fill=_DARK, width=_STROKE)
        return
    for x in range(x1, x2, _DASH + _PAUSE):
        pen.line((x, y1, min(x + _DASH, x2), y2), fill=_DARK, width=_STROKE)

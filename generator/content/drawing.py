"""A drawing before any file format: boxes of text, lines and curves, in points.

Nothing here knows a font. Text is broken by the widths of letters below, which the drawing font
never exceeds, and each text says what to print in its place where the font lacks a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

WIDTH = 468.0  # of a drawing: the text area of a letter page with margins of one inch
SMALL, TEXT = 9.0, 10.5
PADDING = 4.0  # between a box and its text
LEADING = 1.25  # from line to line, in sizes
GAP = 12.0  # between boxes

_BREAKS = re.compile(r"(?<=[/\-–])(?=\S)|\s+")
_WIDTHS = (  # of letters in sizes; what is not named is as broad as the broadest
    (0.26, " ',.:;Iijlı‘’‚ΙІіј"),
    (0.32, ")-`ł·ι"),
    (0.37, "!(J[]frt{}‹›°Ј"),
    (0.44, '"/L\\csxz“”„ΓζξςτГгзстхэҐґ'),
    (0.48, "FSZagkvy|ŁΖΣγεκλνχЗавкучьяє"),
    (0.52, "#*0123456789<=>?EPY^_e~Þ–«§£ΕΞΡΥρЕРе"),
    (0.56, "$+BCKRTXbdhnopquøðþß»±€ΒΚΤΧβδηθοσυБВКСТУХЬЭбилнопрЄџ"),
    (0.63, "ADHVÐĐđΑΔΗΛΠαμπАЛНПЧЯдфцъђћЏ"),
    (0.69, "GNOUØΘΝΟφИОЦЪыЂЋ"),
    (0.77, "%&QwÆ…ΦΨΩψωДФжмшщю"),
    (0.94, "@MWmæŒœ—ΜЖМШЩЫЮЉљЊњ"),
)
_BROADEST = 1.1
_ACCENT = 0.1  # what the widest accents add to the letter that carries them
_WIDTH_OF = {letter: width for width, letters in _WIDTHS for letter in letters}


class Look(StrEnum):
    """What a box is: the head of a line, a part of it, outside of it, or text without a box."""

    HEAD = "head"
    PART = "part"
    OUTSIDE = "outside"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Label:
    """A text of a box.

    Attributes:
        choices: lines to print; the first choice of which the font has every letter counts.
        size: of the letters.
    """

    choices: tuple[tuple[str, ...], ...]
    size: float = TEXT

    @property
    def height(self) -> float:
        """The height of its tallest choice."""
        return max(map(len, self.choices), default=0) * self.size * LEADING


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with texts below each other; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    labels: tuple[Label, ...]
    look: Look = Look.PART

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line, upright or level."""

    start: tuple[float, float]
    end: tuple[float, float]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A thick line through points."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines and curves, and boxes above them; `height` points high and `WIDTH` wide."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    curves: tuple[Curve, ...] = ()

    @property
    def height(self) -> float:
        return max(box.bottom for box in self.boxes)


def box(
    x: float, y: float, width: float, labels: Iterable[Label], look: Look, least: float = 0
) -> Box:
    """A box as high as its texts, and at least `least`."""
    texts = tuple(labels)
    height = sum(label.height for label in texts) + 2 * PADDING
    return Box(x, y, width, max(height, least), texts, look)


def label(
    *texts: str, width: float, size: float = TEXT, most: int = 3, optional: bool = False
) -> Label:
    """A text broken to a box of that width, with those to print where the font cannot.

    Args:
        most: lines; what is longer ends in an ellipsis.
        optional: nothing is printed where the font can print none of the texts.
    """
    whole = (normalize("NFC", text) for text in texts)  # é may be typed as two letters
    choices = tuple(wrapped(text, width - 2 * PADDING, size, most) for text in whole)
    return Label(choices + ((),) * optional, size)


def wrapped(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """The text in at most `most` lines, none wider than `width`; a cut one ends in an ellipsis."""
    lines: list[str] = []
    for word, glued in _words(text):
        joined = f"{lines[-1]}{'' if glued else ' '}{word}" if lines else word
        if lines and extent(joined, size) <= width:
            lines[-1] = joined
            continue
        while extent(word, size) > width and len(word) > 1:
            fits = max(1, next(n for n in range(len(word)) if extent(word[: n + 1], size) > width))
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
        if len(lines) > most:
            break
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and extent(f"{last}…", size) > width:
        last = last[:-1]
    return (*lines[: most - 1], f"{last.rstrip()}…")


def _words(text: str) -> Iterable[tuple[str, bool]]:
    """The words, and whether each follows the one before without a blank."""
    for part in text.split():
        pieces = [piece for piece in _BREAKS.split(part) if piece]
        yield from ((piece, number > 0) for number, piece in enumerate(pieces))


def extent(text: str, size: float) -> float:
    """Points that the text takes at most."""
    return size * sum(map(_width, text))


def _width(letter: str) -> float:
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    carrier = normalize("NFD", letter)[0]
    return _WIDTH_OF[carrier] + _ACCENT if carrier in _WIDTH_OF else _BROADEST

"""Row heights for wrapped text, measured with Calibri's own widths.

Excel keeps the height a file gives, and viewers on phones and in browsers do not fit rows at all,
so each row gets the height its text needs. The height is no fixed one: Excel and LibreOffice fit
the row again as soon as somebody edits it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import repeat

LINE = 15.0  # points; the height of one line of Calibri 11
AIR = 5.0  # points above and below the text together
MAX_HEIGHT = 409.0  # points; Excel has no higher row
INDENT = 9  # pixels of one step of indent
_PIXELS_PER_EM = 11 * 96 / 72
_SAFETY = 1.04  # screens round letter widths to whole pixels
_PADDING = 7  # pixels left and right of the text together
# Advance widths of Calibri in thousandths of an em, characters 32 to 126.
_WIDTHS = (
    (226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386)
    + (507,) * 10
    + (268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520)
    + (420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307)
    + (498, 498, 291, 479, 525, 423, 525, 498, 305, 471, 525, 230, 239, 455, 230, 799, 525, 527)
    + (525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314, 460, 314, 498)
)
_PIXELS = {
    chr(32 + index): width / 1000 * _PIXELS_PER_EM * _SAFETY for index, width in enumerate(_WIDTHS)
}
_WIDEST = max(_PIXELS.values())
_OTHER = 0.65 * _PIXELS_PER_EM * _SAFETY  # accented, Cyrillic, Arabic and Hebrew letters, dashes
_WIDE = 1.2 * _PIXELS_PER_EM * _SAFETY  # ideographs and emoji, which come from another font
_BOLD = 1.05


def pixels(width: float) -> int:
    """The pixels of a column whose width is given in characters, as the file does."""
    return int((256 * width + int(128 / 7)) / 256 * 7)


def always_fits(width: int, bold: bool) -> int:
    """How many letters, whichever they are, have room on one line of so many pixels."""
    return int((width - _PADDING) / (_BOLD if bold else 1.0) / _WIDE)


def row_height(texts: Iterable[tuple[str, int, bool]]) -> float:
    """The height in points that a row needs, one line at least.

    Args:
        texts: for each wrapped text its column's pixels (less its indent) and whether it is bold.
    """
    lines = max((_lines(*text) for text in texts), default=1)
    return min(lines * LINE + AIR, MAX_HEIGHT)


@lru_cache(maxsize=8192)
def _lines(text: str, width: int, bold: bool) -> int:
    room = (width - _PADDING) / (_BOLD if bold else 1.0)
    if len(text) * _WIDEST <= room and text.isascii() and text.isprintable():
        return 1
    return sum(_wrapped(line, room) for line in text.replace("\r", "").split("\n"))


def _wrapped(line: str, room: float) -> int:
    """The lines that one paragraph takes: words move down whole unless none is narrow enough."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        needed = _word_pixels(word)
        if used and used + needed > room:
            lines, used = lines + 1, 0.0
        if needed > room:
            # A word wider than the column is cut wherever the column ends.
            more = int(needed // room)
            lines, needed = lines + more, needed - more * room
        used += needed + _PIXELS[" "]
    return lines


@lru_cache(maxsize=32768)
def _word_pixels(word: str) -> float:
    if word.isascii():
        return sum(map(_PIXELS.get, word, repeat(_OTHER)))
    return sum(_PIXELS.get(letter) or (_WIDE if letter >= "\u2e80" else _OTHER) for letter in word)

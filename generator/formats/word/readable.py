"""What readers may find hard in an organisation's reference; it is told, never changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from generator.formats.word.effective import Styles
from generator.formats.word.lending import by_name, identity
from generator.formats.word.markup import Element, value_at, w, whole
from generator.formats.word.theme import LEAST_CONTRAST, contrast

_LEAST_SIZE = 11
_LARGE, _LARGE_BOLD, _LARGE_CONTRAST = 18, 14, 3.0  # points; WCAG 2.2, 1.4.3
_WORDS_DEFAULT = "20"  # half points, where nobody says a size
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def hard_to_read(styles: Element, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Fact and remedy of body text too small, and of styles too pale on white.

    Args:
        names: the styles in use, in lower case.
    """
    effective = Styles(styles, {})
    default = effective.run(effective.default.get("paragraph", ""), None)
    points = whole(default.get("sz", _WORDS_DEFAULT)) / 2
    if points < _LEAST_SIZE:
        fact = f"its body text has {points:g} points, fewer than {_LEAST_SIZE}"
        yield fact, "give its style Normal a larger size"
    pale = [
        value_at(style, w("name"))
        for name, style in by_name(styles).items()
        if name in names and style.get(w("type")) == "paragraph" and _is_pale(effective, style)
    ]
    if pale:
        names_ = ", ".join(f"'{name}'" for name in pale)
        yield f"the colour of its style {names_} is pale on white", "choose a darker one"


def _is_pale(styles: Styles, style: Element) -> bool:
    look = styles.run(identity(style), None)
    colour = look.get("color", "").partition(" ")[0]
    ground = style.find(f"{w('pPr')}/{w('shd')}")
    filled = value_at(style, w("name")) == "Table Heading" or ground is not None
    if filled or not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return False
    points = whole(look.get("sz", _WORDS_DEFAULT)) / 2
    is_large = points >= (_LARGE_BOLD if look.get("b") == "on" else _LARGE)
    return contrast(colour, "FFFFFF") < (_LARGE_CONTRAST if is_large else LEAST_CONTRAST)


def pictures_without_words(texts: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Fact and remedy of each picture that a screen reader cannot tell."""
    for text in texts:
        for picture in text.iter(_PICTURE):
            told = picture.get("descr") or picture.get("title")
            if not told and next(picture.iter(_DECORATIVE), None) is None:
                fact = f"its picture '{picture.get('name', '')}' has no alternative text"
                yield fact, "give it one in Word (Picture Format, Alt Text), or mark it decorative"

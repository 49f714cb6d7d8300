"""The colours and the typeface of a theme, and whether a colour can be read where it stands.

Styles name a colour of the theme and repeat its value for programs that do not read themes, so
both change together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from lxml import etree

from generator.formats.figures import NAVY, TINT, tint
from generator.formats.word.effective import Styles
from generator.formats.word.markup import Element, value_at, w, whole
from generator.formats.word.parts import Parts

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of any size
_WHITE, _GUIDANCE = "FFFFFF", "FCF6E8"  # what text of the shipped reference stands on
_WIDER = {"Calibri": 1.0, "Carlito": 1.0, "Verdana": 1.3, "DejaVu Sans": 1.3}
_OUR_SIZE = "19"  # of the text of tables, in half points
# What project.yml calls a colour: the theme's colours it sets, and what it is read against.
NAMED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "primary": (("accent1", "dk2"), (_WHITE,)),
    "accent": (("accent2", "hlink"), (_WHITE, _GUIDANCE)),
    "muted": (("accent6",), (_WHITE,)),
    "placeholder": (("accent5",), (_WHITE, _GUIDANCE)),
}

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME = "/theme"
# A line has its colour in `w:color`, a text in `w:val`.
_TIES = {w("themeColor"): (w("color"), w("val")), w("themeFill"): (w("fill"),)}
_SLOTS = {"dk2": "text2", "dk1": "text1", "hlink": "hyperlink"}  # as styles spell them


def contrast(one: str, other: str) -> float:
    """The contrast of two colours of six hexadecimal digits, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faults(colours: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, fact and remedy of each colour that has no use here or cannot be read in it."""
    for name, colour in colours.items():
        if name not in NAMED:
            yield name, f"'{name}' is no colour of the documents", f"use {', '.join(NAMED)}"
            continue
        lowest = min(contrast(hex_of(colour), ground) for ground in NAMED[name][1])
        if lowest < LEAST_CONTRAST:
            # Cut, not rounded: 4.49 must not read as 4.5.
            shown = f"{int(lowest * 100) / 100:.2f}"
            fact = f"{colour} has a contrast of {shown} to 1 where it is used, below 4.5"
            yield name, fact, "choose a darker colour"


def hex_of(colour: str) -> str:
    """The colour as Office writes it: six capital hexadecimal digits."""
    return colour.removeprefix("#").upper()


def theme_colours(package: Parts) -> dict[str, str]:
    """The theme's colours: `{"accent1": "1F3A5F"}`; empty for a document without a theme."""
    found: dict[str, str] = {}
    if not (theme := package.name_of(_THEME)):
        return found
    for slot in package.tree(theme).iterfind(f"{_A}themeElements/{_A}clrScheme/*"):
        for colour in slot:
            value = str(colour.get("lastClr") or colour.get("val") or "")
            if len(value) == len(_WHITE):
                found[str(slot.tag).removeprefix(_A)] = value.upper()
    return found


def main_colour(colours: Mapping[str, str]) -> tuple[str, str]:
    """The first of a theme's main colours that can be read on white, as white on it can."""
    for slot in ("accent1", "dk2", "dk1"):
        if slot in colours and contrast(colours[slot], _WHITE) >= LEAST_CONTRAST:
            return colours[slot], slot
    return "", ""


def figure_colour(package: Parts) -> str:
    """The colour of figures: the theme's main one, as dark as text on its own tint must be."""
    colour = main_colour(theme_colours(package))[0] or NAVY
    while contrast(colour, tint(colour, TINT)) < LEAST_CONTRAST:
        colour = "".join(f"{max(0, part - 8):02X}" for part in bytes.fromhex(colour))
    return colour


def letter_scale(package: Parts) -> float:
    """How wide the letters of tables are, against 9.5 points of the shipped reference's Calibri.

    Most typefaces are wider; how much is known of the widest alone: the others get a sixth more.
    """
    root = package.root("styles")
    theme = package.name_of(_THEME)
    latin = package.tree(theme).find(f".//{_A}minorFont/{_A}latin") if theme else None
    styles = Styles(root, {"minorHAnsi": "" if latin is None else str(latin.get("typeface"))})
    names = root.iterfind(w("style"))
    text = next((one for one in names if value_at(one, w("name")) == "Table Text"), None)
    look = styles.run("" if text is None else str(text.get(w("styleId"))), None)
    wider = _WIDER.get(look.get("rFonts.ascii", ""), 7 / 6)
    return wider * whole(look.get("sz", _OUR_SIZE)) / whole(_OUR_SIZE)


def restyle(package: Parts, font: str, size: Decimal | None, colours: Mapping[str, str]) -> None:
    """Gives the shipped reference another typeface, body size in points, or colours by name.

    All sizes grow with the body's, so that headings and tables stay in proportion.
    """
    slots = {slot: hex_of(colours[name]) for name in colours for slot in NAMED[name][0]}
    styles = package.root("styles")
    _change_theme(package, font, slots)
    tie(styles, lambda slot: (slots[slot], slot) if slot in slots else None)
    if size is not None:
        default = f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}"
        ratio = Fraction(size) * 2 / int(value_at(styles, default))
        for name in ("sz", "szCs"):
            for element in styles.iter(w(name)):
                element.set(w("val"), str(round(int(str(element.get(w("val")))) * ratio)))


def tie(styles: Element, choose: Callable[[str], tuple[str, str] | None]) -> None:
    """Ties what names a colour of the theme to the colour chosen for it.

    Args:
        choose: name of a theme's colour to a value and the name it is tied to. An empty value
            keeps the one that stands there, an empty name unties it; None leaves both.
    """
    for element in styles.iter():
        for tied, beside in _TIES.items():
            slot = element.get(tied)
            chosen = choose(slot) if slot else None
            if chosen is None:
                continue
            value, name = chosen
            if value:
                element.set(next(key for key in beside if key in element.attrib), value)
            element.attrib.pop(tied)
            if name:
                element.set(tied, _SLOTS.get(name, name))


def _change_theme(package: Parts, font: str, slots: Mapping[str, str]) -> None:
    theme = package.name_of(_THEME)
    if not theme:
        return
    root = package.tree(theme)
    for slot, value in slots.items():
        for colour in root.iter(f"{_A}{slot}"):
            for old in list(colour):
                colour.remove(old)
            etree.SubElement(colour, f"{_A}srgbClr", {"val": value})
    if font:
        for kind in ("majorFont", "minorFont"):
            for latin in root.iterfind(f".//{_A}{kind}/{_A}latin"):
                latin.set("typeface", font)
                latin.attrib.pop("panose", "")

"""Styles that an organisation's reference lacks, lent by the one that is shipped.

A style is known by its name: ids differ between languages and programs. What the organisation
has stays as it is, so that its own look always wins.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Mapping

from generator.errors import InputError, Place, Problem
from generator.formats.word.effective import Styles, read, settled
from generator.formats.word.markup import Element, value_at, w, whole
from generator.formats.word.order import add_tab, child
from generator.formats.word.theme import LEAST_CONTRAST, contrast, main_colour, tie

_POINTERS = ("basedOn", "next", "link")
_STAND_ABOVE = frozenset(("heading 1", "heading 2", "heading 3", "caption", "toc heading"))
_AFTER_NUMBER = {"toc 1": 460, "toc 2": 580, "toc 3": 720}  # room for the number, from the indent


def by_name(styles: Element) -> dict[str, Element]:
    """The styles by their names in lower case, as Word compares them."""
    return {value_at(one, w("name")).lower(): one for one in styles.iterfind(w("style"))}


def identity(style: Element) -> str:
    """The style's id."""
    return str(style.get(w("styleId")))


def lend_styles(
    own: Element, ours: Element, colours: Mapping[str, str], file: str
) -> tuple[str, ...]:
    """Adds each style of `ours` that `own` lacks, in its colours; returns their names.

    Args:
        own: `w:styles` of the organisation's reference, changed in place.
        ours: `w:styles` of the shipped one.
        colours: the organisation's theme.
        file: its reference's name, for messages.

    Raises:
        InputError: a style is of another kind than ours, a table's where a paragraph's must be.
    """
    theirs = by_name(own)
    defaults = {_kind(one): one for one in theirs.values() if one.get(w("default")) == "1"}
    taken = {identity(style) for style in theirs.values()}
    ids: dict[str, str] = {}
    lent: list[Element] = []
    for name, style in by_name(ours).items():
        same = theirs.get(name)
        if same is None and style.get(w("default")) == "1":
            same = defaults.get(_kind(style))
        if same is not None and _kind(same) != _kind(style):
            fact = f"its style {name!r} is of the kind {_kind(same)!r}, not {_kind(style)!r}"
            remedy = "rename that style in Word; a fitting one is then added"
            raise InputError([Problem(Place(file), fact, remedy)])
        ids[identity(style)] = _free(identity(style), taken) if same is None else identity(same)
        if same is None:
            taken.add(ids[identity(style)])
            lent.append(copy.deepcopy(style))
    primary = main_colour(colours)
    for style in lent:
        for pointer in _POINTERS:
            for element in style.iterfind(w(pointer)):
                element.set(w("val"), ids[str(element.get(w("val")))])
        for numbering in style.findall(f"{w('pPr')}/{w('numPr')}/{w('numId')}"):
            numbering.set(w("val"), "0")  # the number is another list's here
        style.set(w("styleId"), ids[identity(style)])
        # Greys and signal colours stay; another theme's may be anything.
        tie(style, lambda slot: primary if slot in ("accent1", "accent2") else ("", ""))
        own.append(style)
    return tuple(value_at(style, w("name")) for style in lent)


def keep_with_next(styles: Element) -> None:
    """Keeps headings and captions on the page of what they stand above."""
    effective = Styles(styles, {})
    for name, style in by_name(styles).items():
        if name in _STAND_ABOVE and "keepNext" not in settled(
            effective.values(identity(style), "pPr")
        ):
            child(child(style, "pPr"), "keepNext").attrib.clear()


def fit_tabs(styles: Element, lent: Collection[str], our_width: int, width: int) -> None:
    """Moves the page numbers of the contents to the right margin of the organisation's page.

    Word keeps that tab stop in the paragraphs of the contents, so its own styles often have none.
    """
    for name, style in by_name(styles).items():
        if value_at(style, w("name")) in lent:
            for tab in style.iter(w("tab")):
                if tab.get(w("pos")) == str(our_width):
                    tab.set(w("pos"), str(width))
        elif name in _AFTER_NUMBER or name == "table of figures":
            _end_at_margin(name, style, width)


def readable_header(styles: Element, lent: Collection[str]) -> None:
    """Takes the fill from the lent table where the organisation's header text is dark on it."""
    found = by_name(styles)
    if "Pack Table" not in lent or "Table Heading" in lent:
        return
    look = Styles(styles, {}).run(identity(found["table heading"]), None)
    colour = look.get("color", "").partition(" ")[0]
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return  # automatic: white where the ground is dark
    for cell in found["pack table"].iter(w("tcPr")):
        for shading in cell.findall(w("shd")):
            if contrast(colour, str(shading.get(w("fill")))) < LEAST_CONTRAST:
                cell.remove(shading)


def _kind(style: Element) -> str:
    return str(style.get(w("type"), "paragraph"))


def _free(style_id: str, taken: Collection[str]) -> str:
    candidate, number = style_id, 1
    while candidate in taken:
        number += 1
        candidate = f"{style_id}{number}"
    return candidate


def _end_at_margin(name: str, style: Element, width: int) -> None:
    values = read(style.find(w("pPr")), {})
    if any(value.startswith("right") for key, value in values.items() if key.startswith("tab.")):
        return
    properties = child(style, "pPr")
    if name in _AFTER_NUMBER:
        indent = whole(values.get("ind.left", "0")) + _AFTER_NUMBER[name]
        add_tab(properties, "left", indent)
    add_tab(properties, "right", width)

"""The table style of an organisation's own, taken for the tables of the documents."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection

from generator.formats.word.effective import Styles
from generator.formats.word.lending import by_name, identity
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.theme import LEAST_CONTRAST, contrast

_HEADER = f"{w('tblStylePr')}[@{w('type')}='firstRow']"
_LOOKS = frozenset(map(w, ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")))


def house_table(styles: Element, settings: Element) -> Element | None:
    """The style that Word gives new tables by the reference's settings, else its only own one.

    None where there is neither, or where the reference has our `Pack Table` and so says itself
    how tables look.
    """
    tables = [one for one in styles.iterfind(w("style")) if one.get(w("type")) == "table"]
    if "pack table" in by_name(styles):
        return None
    chosen = value_at(settings, w("defaultTableStyle"))
    named = [one for one in tables if identity(one) == chosen and one.get(w("default")) != "1"]
    own = [one for one in tables if one.get(w("customStyle")) == "1"]
    return next(iter(named or (own if len(own) == 1 else ())), None)


def dress_tables(styles: Element, house: Element, lent: Collection[str]) -> tuple[str, str]:
    """Gives the lent `Pack Table` the looks of the house's style; returns fact and remedy.

    It has a copy of them, for LibreOffice hands no header row down from style to style. The colour
    of the header's text is the house's too, so that it fits the ground it stands on.
    """
    found = by_name(styles)
    pack = found["pack table"]
    for part in [one for one in pack if one.tag in _LOOKS]:
        pack.remove(part)
    pack.extend(copy.deepcopy(one) for one in house if one.tag in _LOOKS)
    for base in pack.iterfind(w("basedOn")):
        base.set(w("val"), identity(house))
    heading = found["table heading"]
    if "Table Heading" in lent:
        for look in heading.iterfind(w("rPr")):
            for colour in look.findall(w("color")):
                look.remove(colour)
    fact = f"its table style '{value_at(house, w('name'))}' is used for the tables"
    ground = value_at(house, f"{_HEADER}/{w('tcPr')}/{w('shd')}", "fill")
    text = Styles(styles, {}).run(identity(heading), None).get("color", "").partition(" ")[0]
    text = text or value_at(house, f"{_HEADER}/{w('rPr')}/{w('color')}")
    colours = [one for one in (text, ground) if re.fullmatch("[0-9A-Fa-f]{6}", one)]
    if len(colours) == 2 and contrast(*colours) < LEAST_CONTRAST:
        return f"{fact}; its header is hard to read", "choose a darker ground or a lighter text"
    return fact, "add a style named 'Pack Table' to give tables another look"

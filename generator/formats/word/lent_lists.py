"""Lists that an organisation's reference lacks, lent by the one that is shipped.

Documents refer to their sections by number, and their lists go several levels deep. A list of the
organisation that can do this is kept; one that ends too soon gets levels; another is replaced.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable

from generator.formats.word.effective import Styles
from generator.formats.word.lending import by_name, identity
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.order import child

_HEADINGS, _BULLETS, _NUMBERS = "1", "2", "3"  # the lists of the shipped reference


def lend_lists(
    styles: Element, numbering: Element, our_styles: Element, ours: Element
) -> tuple[str, ...]:
    """Sees to it that headings count and that both lists are there; returns the styles changed.

    Args:
        styles: `w:styles` of the organisation's reference, changed in place.
        numbering: its `w:numbering`, changed in place.
        our_styles: `w:styles` of the shipped one.
        ours: its `w:numbering`.
    """
    for last in numbering.findall(w("numIdMacAtCleanup")):  # would have to follow every new list
        numbering.remove(last)
    found = by_name(styles)
    changed: list[Element] = []
    headings = [found[f"heading {level}"] for level in (1, 2, 3)]
    if not _count(headings, numbering):
        number, abstract = _lend(numbering, ours, _HEADINGS)
        for level, style in enumerate(headings):
            _unlink(numbering, style)
            _put_in_list(style, number, level)
            for definition in _levels(abstract):
                if definition.get(w("ilvl")) == str(level):
                    for link in definition.iterfind(w("pStyle")):
                        link.set(w("val"), identity(style))
        changed += headings
    for name, shipped in (("list bullet", _BULLETS), ("list number", _NUMBERS)):
        style = found[name]
        own = _list_of(style, numbering)
        kind = value_at(own, f"{w('lvl')}/{w('numFmt')}")
        if own is not None and kind != "none" and (kind == "bullet") == (shipped == _BULLETS):
            _deepen(own, _shipped(ours, shipped))
        else:
            _unlink(numbering, style)
            _put_in_list(style, _lend(numbering, ours, shipped)[0], 0)
            changed.append(style)
    _count_no_others(styles, by_name(our_styles))
    return tuple(value_at(style, w("name")) for style in changed)


def _count_no_others(styles: Element, names: Collection[str]) -> None:
    """Takes the other styles in use out of lists: Word bases `TOC Heading` on a numbered one."""
    effective, found = Styles(styles, {}), by_name(styles)
    for name in names:
        style = found.get(name)
        is_listed = name.startswith(("heading ", "list "))
        if style is not None and not is_listed and effective.numbering(identity(style))[0]:
            _put_in_list(style, "0", 0)


def drop_unused(numbering: Element, users: Iterable[Element]) -> None:
    """Takes out the lists that only the dropped text used.

    Args:
        users: the styles and the texts that are kept.
    """
    used = {str(one.get(w("val"))) for user in users for one in user.iter(w("numId"))}
    kept = {_abstract(numbering, number) for number in used}
    for num in numbering.findall(w("num")):
        if num.get(w("numId")) not in used:
            numbering.remove(num)
    for abstract in numbering.findall(w("abstractNum")):
        linked = any(abstract.find(w(name)) is not None for name in ("styleLink", "numStyleLink"))
        if abstract not in kept and not linked:
            numbering.remove(abstract)


def _count(headings: list[Element], numbering: Element) -> bool:
    """Whether the headings count as 1, 1.1 and 1.1.1, with or without a closing full stop."""
    pattern: list[str] = []
    lists = set()
    for level, style in enumerate(headings):
        pattern.append(f"%{level + 1}")
        abstract = _list_of(style, numbering)
        if abstract is None or _level_of(style) != str(level):
            return False
        lists.add(abstract)
        here = [one for one in _levels(abstract) if one.get(w("ilvl")) == str(level)]
        if not here or value_at(here[0], w("numFmt")) != "decimal":
            return False
        if value_at(here[0], w("lvlText")).strip().removesuffix(".") != ".".join(pattern):
            return False
    return len(lists) == 1


def _list_of(style: Element, numbering: Element) -> Element | None:
    """The definition of the list a style puts its paragraphs in; None without one."""
    number = value_at(style, f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    abstract = _abstract(numbering, number)
    return abstract if abstract is not None and _levels(abstract) else None


def _abstract(numbering: Element, number: str) -> Element | None:
    for num in numbering.iterfind(w("num")):
        if num.get(w("numId")) == number:
            wanted = value_at(num, w("abstractNumId"))
            for abstract in numbering.iterfind(w("abstractNum")):
                if abstract.get(w("abstractNumId")) == wanted:
                    return abstract
    return None


def _levels(abstract: Element) -> list[Element]:
    return abstract.findall(w("lvl"))


def _level_of(style: Element) -> str:
    return value_at(style, f"{w('pPr')}/{w('numPr')}/{w('ilvl')}") or "0"


def _lend(numbering: Element, ours: Element, shipped: str) -> tuple[str, Element]:
    """Adds the shipped list under numbers that are free; returns its number and definition."""
    abstract = copy.deepcopy(_shipped(ours, shipped))
    identities = [int(str(one.get(w("abstractNumId")))) for one in numbering.iter(w("abstractNum"))]
    numbers = [int(str(one.get(w("numId")))) for one in numbering.iterfind(w("num"))]
    key, number = str(max(identities, default=0) + 1), str(max(numbers, default=0) + 1)
    abstract.set(w("abstractNumId"), key)
    lists = numbering.find(w("num"))
    if lists is None:
        numbering.append(abstract)
    else:
        lists.addprevious(abstract)
    num = numbering.makeelement(w("num"), {w("numId"): number})
    num.append(num.makeelement(w("abstractNumId"), {w("val"): key}))
    numbering.append(num)
    return number, abstract


def _shipped(ours: Element, shipped: str) -> Element:
    lists = ours.iterfind(w("abstractNum"))
    return next(one for one in lists if one.get(w("abstractNumId")) == shipped)


def _deepen(own: Element, ours: Element) -> None:
    """Adds the levels that the organisation's list lacks."""
    there = {level.get(w("ilvl")) for level in _levels(own)}
    missing = [level for level in _levels(ours) if level.get(w("ilvl")) not in there]
    for level in missing:
        own.append(copy.deepcopy(level))
    for kind in own.iterfind(w("multiLevelType")) if missing else ():
        kind.set(w("val"), "multilevel")


def _unlink(numbering: Element, style: Element) -> None:
    """Takes the style out of the lists that name it: Word follows one of them only."""
    for level in numbering.iter(w("lvl")):
        for link in level.findall(w("pStyle")):
            if link.get(w("val")) == identity(style):
                level.remove(link)


def _put_in_list(style: Element, number: str, level: int) -> None:
    place = child(child(style, "pPr"), "numPr")
    child(place, "ilvl").set(w("val"), str(level))
    child(place, "numId").set(w("val"), number)

"""Content controls: whether they are open, and what stands in them."""

from __future__ import annotations

import copy

from lxml import etree

from generator.formats.word.markup import Element, value_at, w

_SHOWS_PLACEHOLDER = f"{w('sdtPr')}/{w('showingPlcHdr')}"
_BEFORE_IT = frozenset(map(w, ("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary")))


def is_open(control: Element) -> bool:
    """Whether the control shows its placeholder."""
    return control.find(_SHOWS_PLACEHOLDER) is not None


def name_and_state(control: Element) -> tuple[str, bool]:
    """The control's tag, or else its title, and whether it shows its placeholder."""
    properties = control.find(w("sdtPr"))
    name = value_at(properties, w("tag")) or value_at(properties, w("alias"))
    return name, is_open(control)


def is_contents(control: Element) -> bool:
    """Whether it is the control Word and LibreOffice put around the contents."""
    return control.find(f"{w('sdtPr')}/{w('docPartObj')}") is not None


def set_open(control: Element, shows: bool) -> None:
    """Notes whether the control shows its placeholder."""
    properties = control.find(w("sdtPr"))
    if properties is None:
        return
    for old in properties.findall(w("showingPlcHdr")):
        properties.remove(old)
    if shows:
        place = max((n for n, one in enumerate(properties, 1) if one.tag in _BEFORE_IT), default=0)
        properties.insert(place, properties.makeelement(w("showingPlcHdr")))


def content(control: Element) -> Element:
    """What stands in the control."""
    found = control.find(w("sdtContent"))
    return etree.SubElement(control, w("sdtContent")) if found is None else found


def holder(control: Element) -> Element:
    """What holds the control's runs: its content, or the first paragraph in it."""
    return next(content(control).iter(w("p")), content(control))


def in_format_of(old: Element, new: Element) -> Element:
    """The content of a new control, in the format of the old one where that is one format.

    A placeholder's format is none: what follows it has the control's own, or none.
    """
    given = copy.deepcopy(holder(new))
    if is_open(new):
        return given
    formats = {_text(run.find(w("rPr"))): run for run in holder(old).iter(w("r")) if len(run)}
    format_ = next(iter(formats.values())).find(w("rPr")) if len(formats) == 1 else None
    if is_open(old):
        format_ = old.find(f"{w('sdtPr')}/{w('rPr')}")
    elif len(formats) > 1:
        return given
    for run in given.iter(w("r")):
        for ours in run.findall(w("rPr")):
            run.remove(ours)
        if format_ is not None:
            run.insert(0, copy.deepcopy(format_))
    return given


def _text(properties: Element | None) -> bytes:
    return b"" if properties is None else etree.tostring(properties, method="c14n", with_tail=False)

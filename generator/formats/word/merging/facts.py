"""Facts: brought up to date where nobody typed over them, and read back where somebody did."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.formats.word.markup import Element, w
from generator.formats.word.merging.hand import Hand
from generator.formats.word.merging.reading import ASSUMED, Fact, fact_key
from generator.merge import Verdict


def keep_typed(new: Element, old: Element, keys: Iterable[str]) -> None:
    """Puts what a person typed into the controls of `old` into those of `new`."""
    theirs = {fact_key(control, {}): control for control in old.iter(w("sdt"))}
    for control in list(new.iter(w("sdt"))):
        key = fact_key(control, {})
        if key in set(keys) and key in theirs:
            control[:] = [*copy.deepcopy(theirs[key])]


def settle_facts(
    body: Element,
    held: Iterable[Element],
    base: Mapping[str, Fact],
    ours: Mapping[str, Element],
    aliases: Mapping[str, str],
    hand: Hand,
) -> None:
    """Shows in a document's controls what the facts are now.

    Args:
        held: blocks that are left for another time.
        base: what each fact was when the document was written.
        ours: a control that shows what each is now.
    """
    left = set(held)
    now = {key: _shown(control) for key, control in ours.items()}
    for control in list(body.iter(w("sdt"))):
        key = fact_key(control, aliases)
        if key not in ours or not left.isdisjoint(control.iterancestors()):
            continue
        if next(control.iter(w("delText")), None) is not None:
            continue  # this run has taken it out, or a person has, and both are still to be seen
        paragraph = next(control.iterancestors(w("p")), None)
        if paragraph is not None:
            was = base.get(key, Fact(key, "", is_open=True))
            _settle(paragraph, control, was, ours[key], replace(now[key], key=key), hand)


def _settle(
    paragraph: Element, control: Element, was: Fact, source: Element, now: Fact, hand: Hand
) -> None:
    shown = _shown(control)
    if shown.text != now.text or shown.is_open != now.is_open:
        if not shown.is_open and shown.text not in (was.text, now.text):
            hand.typed.setdefault(now.key, shown.text)
            if now.text != was.text and not now.is_open:
                hand.disagree(paragraph, shown.text, now.text)
            return
        hand.pen.set_fact(control, hand.transplant.bring(source))
        hand.tell(Verdict.UPDATED, now.key, now.text)
    if shown.assumed != now.assumed:
        _set_mark(paragraph, control, now.assumed, hand)


def _shown(control: Element) -> Fact:
    """What a control shows, and whether the mark of an assumed value stands behind it."""
    is_open = control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None
    node = _behind(control)
    assumed = node is not None and (node.text or "").startswith(ASSUMED)
    return Fact("", "".join(text.text or "" for text in control.iter(w("t"))), is_open, assumed)


def _behind(control: Element) -> Element | None:
    """The text that stands directly behind a control."""
    for sibling in control.itersiblings():
        if (node := next(sibling.iter(w("t")), None)) is not None:
            return node
    return None


def _set_mark(paragraph: Element, control: Element, assumed: bool, hand: Hand) -> None:
    """Puts the mark of an assumed value behind a control, or takes it away."""
    new = copy.deepcopy(paragraph)
    place = [*paragraph.iter(w("sdt"))].index(control)
    copied = [*new.iter(w("sdt"))][place]
    if assumed:
        run = copy.deepcopy(next(copied.iter(w("r"))))
        for child in [one for one in run if one.tag != w("rPr")]:
            run.remove(child)
        text = run.makeelement(w("t"))
        text.text = ASSUMED
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
        copied.addnext(run)
    else:
        for text in copied.itersiblings():
            if (node := next(text.iter(w("t")), None)) is not None:
                node.text = (node.text or "").removeprefix(ASSUMED)
                break
    hand.pen.replace(paragraph, new)

"""Facts: brought up to date where nobody typed over them, and read back where somebody did."""

from __future__ import annotations

import copy
from collections.abc import Container, Iterable, Mapping

from generator.formats.word.markup import Element, w
from generator.formats.word.merging.hand import Hand, Typed
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
    blocks: Mapping[Element, str],
    base: Container[tuple[str, str]],
    ours: Mapping[str, Element],
    aliases: Mapping[str, str],
    hand: Hand,
) -> None:
    """Shows in controls what the facts are now.

    Args:
        blocks: the paragraphs and tables to look into, with the titles of their sections.
        base: each fact as the document was written with it, and its value.
        ours: a control that shows what each fact is now.
    """
    now = {key: _shown(control) for key, control in ours.items()}
    controls = [(one, title) for block, title in blocks.items() for one in block.iter(w("sdt"))]
    for control, title in controls:
        key = fact_key(control, aliases)
        if key not in ours:
            continue
        hand.section = title
        if next(control.iter(w("delText")), None) is not None:
            continue  # this run has taken it out, or a person has, and both are still to be seen
        paragraph = next(control.iterancestors(w("p")), None)
        if paragraph is None:
            continue
        shown, fact = _shown(control), now[key]
        if shown.text != fact.text or shown.is_open != fact.is_open:
            if not shown.is_open and shown.text != fact.text and (key, shown.text) not in base:
                given = "" if fact.is_open or fact.assumed else fact.text
                hand.typed.setdefault(key, Typed(shown.text, given))
                if not fact.is_open and (key, fact.text) not in base:
                    hand.disagree(paragraph, shown.text, fact.text)
                continue
            hand.pen.set_fact(control, hand.transplant.bring(ours[key]))
            hand.tell(Verdict.UPDATED, key, fact.text)
        if shown.assumed != fact.assumed:
            _set_mark(paragraph, control, fact.assumed, hand)


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

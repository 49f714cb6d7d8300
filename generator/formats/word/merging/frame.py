"""What stands around the text: headers, footers and the properties of the file."""

from __future__ import annotations

from itertools import zip_longest

from generator.formats.patching import Patched
from generator.formats.word.effective import local
from generator.formats.word.looks import Looks, looks_of
from generator.formats.word.markup import Element, R, value_at, w
from generator.formats.word.merging.hand import Hand
from generator.formats.word.parts import Parts
from generator.formats.word.story import Story
from generator.merge import Verdict, merge_value

_ID = f"{{{R}}}id"
_CORE = "/core-properties"
# What a save changes by itself.
_OF_A_SAVE = frozenset(("created", "modified", "lastModifiedBy", "revision", "lastPrinted"))

_Role = tuple[str, str, str]  # orientation of the pages, header or footer, first, even or default


def merge_headers(base: Parts, theirs: Patched, ours: Parts, hand: Hand) -> None:
    """Headers and footers: one that nobody touched says what ours says now; an edited one stays."""
    old, new = _running(base), _running(ours)
    looks = [looks_of(parts, relative=True) for parts in (base, theirs, ours)]
    for role, part in _running(theirs).items():
        if role not in old or role not in new:
            continue
        places = zip((base, theirs, ours), looks, (old[role], part, new[role]), strict=True)
        verdict = merge_value(*(_lines(*place) for place in places))
        hand.section = role[1].removesuffix("Reference").capitalize()
        words = _words(ours.tree(new[role]))
        if verdict is Verdict.UPDATED:
            done = _rewrite(theirs, part, ours.tree(new[role]), hand)
            verdict = Verdict.UPDATED if done else Verdict.CONFLICT
        if verdict is not Verdict.SAME:
            hand.tell(verdict, words, words)


def merge_properties(base: Parts, theirs: Patched, ours: Parts) -> None:
    """Title, version and the like: each is ours where theirs is what was written."""
    names = [_core(parts) for parts in (base, theirs, ours)]
    if not all(names):
        return
    old, their, new = (
        {child.tag: child.text for child in parts.tree(name)}
        for parts, name in zip((base, theirs, ours), names, strict=True)
    )
    wanted = {
        tag: text
        for tag, text in new.items()
        if str(tag).rpartition("}")[2] not in _OF_A_SAVE
        and merge_value(old.get(tag), their.get(tag), text) is Verdict.UPDATED
    }
    if wanted:
        for child in theirs.changed(names[1]):
            if child.tag in wanted:
                child.text = wanted[child.tag]


def _running(parts: Parts) -> dict[_Role, str]:
    """The parts of headers and footers by what they are for; the first section's stand for all."""
    found: dict[_Role, str] = {}
    for section in parts.tree(parts.main).iter(w("sectPr")):
        orientation = value_at(section, w("pgSz"), "orient") or "portrait"
        for child in section:
            if part := parts.related(parts.main, str(child.get(_ID, ""))):
                role = orientation, local(child), str(child.get(w("type"), "default"))
                found.setdefault(role, part)
    return found


def _lines(parts: Parts, looks: Looks, part: str) -> list[str]:
    return [*Story(parts, looks, part).lines(parts.tree(part))]


def _rewrite(theirs: Patched, part: str, ours: Element, hand: Hand) -> bool:
    """Gives the paragraphs the words of ours; pictures stay. False where they do not match up."""
    pairs = list(zip_longest(theirs.tree(part).iter(w("p")), ours.iter(w("p"))))
    if any(old is None or new is None for old, new in pairs):
        return False
    texts = [[[*one.iter(w("t"))] for one in pair] for pair in pairs]
    fixed = [_has_relations(new) for _, new in pairs]
    if any(stays and len(old) != len(new) for stays, (old, new) in zip(fixed, texts, strict=True)):
        return False
    theirs.changed(part)
    for stays, (old, new), (old_texts, new_texts) in zip(fixed, pairs, texts, strict=True):
        if stays:
            for text, other in zip(old_texts, new_texts, strict=True):
                text.text = other.text
        else:
            brought = hand.transplant.bring(new)
            old[:] = [*brought]
    return True


def _has_relations(paragraph: Element) -> bool:
    """Whether it points to other parts, as a picture does: these are the part's own."""
    return any(str(key).startswith(f"{{{R}}}") for node in paragraph.iter() for key in node.attrib)


def _words(part: Element) -> str:
    return " ".join(text.text or "" for text in part.iter(w("t")))


def _core(parts: Parts) -> str:
    found = (one.target for one in parts.relationships().values() if one.kind.endswith(_CORE))
    return next(found, "")

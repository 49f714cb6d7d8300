"""What stands around the text: headers, footers and the properties of the file."""

from __future__ import annotations

from generator.formats.patching import Patched
from generator.formats.word.effective import local
from generator.formats.word.looks import looks_of
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
    old_lines = {role: _lines(base, part) for role, part in old.items()}
    for role, part in _running(theirs).items():
        if role not in old or role not in new:
            continue
        lines = _lines(ours, new[role])
        verdict = merge_value(old_lines[role], _lines(theirs, part), lines)
        hand.section = role[1].removesuffix("Reference").capitalize()
        words = _words(ours.tree(new[role]))
        if verdict is Verdict.UPDATED:
            _rewrite(theirs.changed(part), ours.tree(new[role]), hand)
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


def _lines(parts: Parts, part: str) -> list[str]:
    return [*Story(parts, looks_of(parts, relative=True), part).lines(parts.tree(part))]


def _rewrite(theirs: Element, ours: Element, hand: Hand) -> None:
    """Gives the paragraphs the words of ours; pictures stay as they are."""
    for old, new in zip(theirs.iter(w("p")), ours.iter(w("p")), strict=True):
        if not any(str(key).startswith(f"{{{R}}}") for node in new.iter() for key in node.attrib):
            brought = hand.transplant.bring(new)
            for child in list(old):
                old.remove(child)
            old.extend(brought)
            continue
        texts = [[*paragraph.iter(w("t"))] for paragraph in (old, new)]
        for text, other in zip(*texts, strict=False):
            text.text = other.text


def _words(part: Element) -> str:
    return " ".join(text.text or "" for text in part.iter(w("t")))


def _core(parts: Parts) -> str:
    found = (one.target for one in parts.relationships().values() if one.kind.endswith(_CORE))
    return next(found, "")

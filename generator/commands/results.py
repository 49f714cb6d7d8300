"""What a run of `generate` made, as data for machines and as sentences for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from generator.commands.emit import Action, Output, Write
from generator.commands.pack import SCHEDULE_TEMPLATE, Loaded
from generator.commands.workspace import Workspace
from generator.errors import Problem
from generator.model.deliverable import Deliverable
from generator.model.project import Assumption

if TYPE_CHECKING:
    from generator.formats.word.merging import Item

# What a person must decide about a place of their document, by its verdict.
_DECISIONS = {
    "conflict": "you changed it, and what it is made from changed too; your text stands",
    "orphan": "it is no longer part of the document, but you had changed it, so it stays; delete "
    "it if it is not needed",
    "held": "it has tracked changes or open comments, so what is new there waits; accept, reject "
    "or resolve them and run again",
}
_IN_COMMENT = ", the new one is in a comment beside it"
_BROKEN = (
    "a cross-reference leads to a section or table that is no longer there; change or delete it"
)
_OURS = frozenset(("updated", "added", "removed"))


@dataclass(frozen=True, slots=True)
class Made:
    """One rendered file of the pack, with what its author still owes.

    Attributes:
        completeness: facts of a document, or durations of the schedule, that are known, in percent.
    """

    deliverable: Deliverable
    output: Output
    open_keys: tuple[str, ...]
    completeness: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made."""

    loaded: Loaded
    made: tuple[Made, ...]
    writes: tuple[Write, ...]
    warnings: tuple[Problem, ...]
    blank: bool = False

    @property
    def kept(self) -> tuple[Write, ...]:
        """The files that a person edited and that were left alone."""
        return tuple(write for write in self.writes if write.action is Action.BESIDE)

    @property
    def decisions(self) -> tuple[dict[str, str], ...]:
        """What a person must decide: file, section, place there, what is the matter, new text."""
        return tuple(self._open_questions())

    @property
    def typed(self) -> tuple[tuple[str, str, str], ...]:
        """Facts that people typed into documents: the file, the key of project.yml, the value."""
        return tuple(
            (write.output.name, key, typed.value)
            for write in self.writes
            if write.merged
            for key, typed in write.merged.typed.items()
        )

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        return self.loaded.pack.project.assumptions

    @property
    def open_keys(self) -> tuple[str, ...]:
        """Keys of project.yml that would close placeholders, most useful first."""
        return tuple(dict.fromkeys(key for made in self.made for key in made.open_keys))

    def as_data(self) -> dict[str, Any]:
        """The result as plain data, for `--json`."""
        return {
            "files": [
                {
                    **entry(made, write, self.loaded),
                    "action": write.action,
                    "written_as": write.target.name,
                    "sections": dict(sections(write.merged.items)) if write.merged else {},
                }
                for made, write in zip(self.made, self.writes, strict=True)
            ],
            "assumptions": self.assumptions,
            "open": self.open_keys,
            "decisions": self.decisions,
            "typed": [
                {"file": file, "key": key, "value": value} for file, key, value in self.typed
            ],
            "warnings": self.warnings,
        }

    def sentences(self, place: Workspace, *, dry_run: bool, verbose: bool) -> Iterator[str]:
        """What was made, what is assumed and what to do next, line by line."""
        folder = place.show(place.output)
        made_here = "Templates in" if self.blank else "Pack in"
        yield f"{'Would write' if dry_run else made_here} {folder}/"
        width = max((len(write.target.name) for write in self.writes), default=0)
        if self.blank:
            for write in self.writes:
                yield f"  {write.target.name:<{width}}  {write.action}"
            yield ""
            yield from self._decisions()
            yield "Next: open a template in Word; it makes a new document with controls to fill in."
            return
        for made, write in zip(self.made, self.writes, strict=True):
            facts = "durations" if made.deliverable.template == SCHEDULE_TEMPLATE else "facts"
            state = f"{made.completeness} % of its {facts} known"
            yield f"  {write.target.name:<{width}}  {write.action:<9}  {state}"
            if write.merged and (dry_run or verbose):
                for title, verdict in sections(write.merged.items):
                    yield f"    {verdict:<8}  {title}"
        missing = [d for d in self.loaded.pack.deliverables if not d.template]
        for deliverable in missing:
            asks = f"key task {deliverable.key_task} asks for it, no template yet"
            yield f"  {deliverable.name}: {asks}"
        yield ""
        yield f"Assumed: {len(self.assumptions)} defaults; each stands in the files as Assumed."
        shown = self.assumptions if verbose else self.assumptions[:8]
        for assumption in shown:
            yield f"  {assumption.key}: {assumption.value}"
        if len(shown) < len(self.assumptions):
            yield f"  … and {len(self.assumptions) - len(shown)} more: pmopack generate -v"
        if self.open_keys:
            keys = ", ".join(self.open_keys if verbose else self.open_keys[:10])
            more = "" if verbose or len(self.open_keys) <= 10 else ", …"
            yield f"To be decided: {len(self.open_keys)} facts ({keys}{more})."
        yield ""
        yield from self._decisions()
        yield (
            f"Next: open {folder}/ in Word and Excel, fill in {place.show(place.config)}, and run "
            "pmopack generate again."
        )

    def _decisions(self) -> Iterator[str]:
        if self.typed:
            yield "Typed in Word; these lines of project.yml bring them into every file:"
            for file, key, value in self.typed:
                yield f"  {self._as_line(key, value)}   ({file})"
        if self.decisions:
            count = len(self.decisions)
            yield f"{count} {'item needs' if count == 1 else 'items need'} your decision:"
            for one in self.decisions:
                where = ", ".join(filter(None, (one["file"], one["section"], one["place"])))
                yield f"  {where}: {one['fact']}."

    def _as_line(self, key: str, value: str) -> str:
        """The line of project.yml that gives a fact; a key below another one in braces."""
        text = json.dumps(value, ensure_ascii=False)
        project = self.loaded.pack.project
        settled_by = project.facts[key].key if key in project.facts else key
        if settled_by in project.rows or key.startswith(f"{settled_by}."):
            part = key.removeprefix(settled_by).lstrip(".")
            return f"{settled_by}: …{part and f' {part}'} {text} …"  # a part of what it says
        *above, last = settled_by.split(".")
        line = f"{last}: {text}"
        for name in reversed(above):
            line = f"{name}: {{{line}}}"
        return line

    def _open_questions(self) -> Iterator[dict[str, str]]:
        for write in self.writes:
            if write.action is Action.BESIDE:
                fact = (
                    "has content that pmopack did not write, and was left alone; the new one is "
                    f"{write.target.name}. Keep one of the two"
                )
                yield _question(write, fact)
            if not write.merged:
                continue
            asked = [item for item in write.merged.items if item.verdict in _DECISIONS]
            for item in asked:
                place = f"“{item.place}”" if item.place != item.section else ""
                fact = _DECISIONS[item.verdict]
                if item.verdict == "conflict":
                    fact += _IN_COMMENT if item.commented else f"; the new one is “{item.ours}”"
                yield _question(write, fact, item.section, place, item.ours)
            for title in write.merged.broken:
                yield _question(write, _BROKEN, title)
            for key, typed in write.merged.typed.items():
                if typed.given:
                    fact = (
                        f"it says “{typed.value}” where project.yml says “{typed.given}”; change "
                        "project.yml, or the document"
                    )
                    yield _question(write, fact, "", f"`{key}`", typed.given)
            new = sum(item.verdict == "conflict" for item in asked)
            if (waiting := len(write.merged.waiting) - new) > 0:
                yield _question(
                    write,
                    f"{waiting} of our comments from before {'waits' if waiting == 1 else 'wait'} "
                    "for an answer; settle the text there and delete the comment",
                )


def sections(items: Iterable[Item]) -> list[tuple[str, str]]:
    """What became of each section: its title, and one word."""
    found: dict[str, set[str]] = {}
    for item in items:
        found.setdefault(item.section, set()).add(item.verdict)
    return [(title or "(before the first heading)", _word(all_)) for title, all_ in found.items()]


def _word(verdicts: set[str]) -> str:
    for word in ("conflict", "held", "orphan"):
        if word in verdicts:
            return word
    if verdicts & _OURS and "kept" in verdicts:
        return "merged"
    alone = next(iter(verdicts))
    return alone if len(verdicts) == 1 else "updated" if verdicts & _OURS else "kept"


def _question(
    write: Write, fact: str, section: str = "", place: str = "", ours: str = ""
) -> dict[str, str]:
    file = write.output.name
    return {"file": file, "section": section, "place": place, "fact": fact, "new": ours}


def entry(made: Made, write: Write, loaded: Loaded) -> dict[str, Any]:
    """What the manifest says of a file."""
    return {
        "file": write.output.name,
        "deliverable": made.deliverable.name,
        "template": made.deliverable.template,
        "key_task": made.deliverable.key_task,
        "sha256": sha256(write.data).hexdigest(),
        "inputs": loaded.fingerprint,
        "completeness": made.completeness,
        "open_placeholders": list(made.open_keys),
    }

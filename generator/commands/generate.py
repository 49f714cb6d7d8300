"""`pmopack generate`: render everything, then write, then the manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.commands.bases import base_text, write_base
from generator.commands.cache import Cache, News, cache_folder
from generator.commands.emit import Action, Output, Write, Written, apply_writes, plan_writes
from generator.commands.pack import SCHEDULE_TEMPLATE, Loaded, load_pack
from generator.commands.pagination import keep_page_numbers, paginate
from generator.commands.sharing import shared
from generator.commands.workspace import Workspace, read_bytes, shipped, update_file
from generator.content.render import render_document
from generator.errors import InputError, Place, Problem, errors_of
from generator.formats.word import as_template, write_document
from generator.formats.workbook import write_schedule
from generator.model.deliverable import Deliverable
from generator.model.project import Assumption
from generator.model.schedule import Schedule

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """One rendered file of the pack, with what its author still owes.

    Attributes:
        completeness: facts of a document, or durations of the schedule, that are known, in percent.
        base: what a Word file says, for its base; empty for the workbook.
    """

    deliverable: Deliverable
    output: Output
    open_keys: tuple[str, ...]
    completeness: int
    base: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made; `kept` are the files a person edited and that were left alone."""

    loaded: Loaded
    made: tuple[Made, ...]
    writes: tuple[Write, ...]
    warnings: tuple[Problem, ...]
    blank: bool = False

    @property
    def kept(self) -> tuple[Write, ...]:
        return tuple(write for write in self.writes if write.action is Action.BESIDE)

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
                    **_entry(made, self.loaded),
                    "action": write.action,
                    "written_as": write.target.name,
                }
                for made, write in zip(self.made, self.writes, strict=True)
            ],
            "assumptions": self.assumptions,
            "open": self.open_keys,
            "decisions": [write.output.name for write in self.kept],
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
        if self.kept:
            count = len(self.kept)
            yield f"{count} {'item needs' if count == 1 else 'items need'} your decision:"
            for write in self.kept:
                yield (
                    f"  {write.output.name} has content that pmopack did not write, and was left "
                    f"alone; the new one is {write.target.name}. Keep one of the two."
                )


def generate(
    workspace: Workspace,
    *,
    tasks: Sequence[Path] = (),
    only: Sequence[str] = (),
    data_date: date | None = None,
    dry_run: bool = False,
    pages: bool = False,
    blank: bool = False,
    tell: Tell = lambda what, done, of: None,
) -> Result:
    """Renders the pack and writes what changed; a file that a person edited is left alone.

    Args:
        pages: fills in the page numbers of the contents, from PDFs that LibreOffice makes.
        blank: writes Word templates (.dotx) without the project's facts instead of the pack.

    Raises:
        InputError: the config, a definition or a template has problems, or LibreOffice is needed
            and not there; nothing was written.
        WriteError: a file could not be written; what stood there still stands.
    """
    if pages:
        from generator.formats import pdf

        pdf.program()  # before any work is done in vain
    with Cache(cache_folder(workspace.root)) as cache:
        loaded = load_pack(workspace, cache, tasks=tasks, data_date=data_date)
        chosen = _chosen(loaded, only, blank)
        made, problems = _render(loaded, chosen, blank, cache, tell)
    if errors_of(problems):
        raise InputError(errors_of(problems))
    if pages:
        tell("Page numbers", len(chosen), len(chosen))
        outputs = paginate([one.output for one in made])
    else:
        outputs = [keep_page_numbers(one.output, workspace) for one in made]
    made = [replace(one, output=output) for one, output in zip(made, outputs, strict=True)]
    written = Written(workspace.state / "written")
    writes = plan_writes(outputs, workspace, written)
    result = Result(loaded, tuple(made), tuple(writes), (*loaded.warnings, *problems), blank)
    if not dry_run:
        apply_writes(writes, workspace, written)
        _write_bases(result, workspace)
        _write_manifest(result, workspace)
    return result


def _chosen(loaded: Loaded, only: Sequence[str], blank: bool) -> tuple[Deliverable, ...]:
    """The deliverables with a file, narrowed to names, files or stems given by `--only`."""
    able = tuple(d for d in loaded.pack.deliverables if d.file)
    if blank:
        able = tuple(
            replace(d, file=f"{Path(d.file).stem}.dotx")
            for d in able
            if d.template != SCHEDULE_TEMPLATE
        )
    elif not loaded.schedule.omitted and loaded.schedule not in able:
        able += (loaded.schedule,)
    if not only:
        return able
    names = {
        name.casefold(): deliverable
        for deliverable in able
        for name in (deliverable.name, deliverable.file, Path(deliverable.file).stem)
    }
    unknown = [name for name in only if name.casefold() not in names]
    if unknown:
        remedy = "name one of: " + ", ".join(deliverable.file for deliverable in able)
        raise InputError(
            [
                Problem(Place("--only"), f"the pack has no deliverable '{name}'", remedy)
                for name in unknown
            ]
        )
    wanted = {names[name.casefold()].file for name in only}
    return tuple(deliverable for deliverable in able if deliverable.file in wanted)


def _render(
    loaded: Loaded, chosen: Sequence[Deliverable], blank: bool, cache: Cache, tell: Tell
) -> tuple[list[Made], list[Problem]]:
    def work(number: int) -> tuple[Made | None, tuple[Problem, ...], News]:
        return *_make(loaded, chosen[number], blank), cache.news()

    def begin(number: int) -> None:
        tell(chosen[number].name, number, len(chosen))

    made: list[Made] = []
    problems: list[Problem] = []
    for one, found, news in shared(work, len(chosen), begin):
        made += [one] if one else []
        problems += found
        cache.learn(news)
    return made, problems


def _make(
    loaded: Loaded, deliverable: Deliverable, blank: bool
) -> tuple[Made | None, tuple[Problem, ...]]:
    """One file of the pack, if it has no errors, and its problems."""
    if deliverable.template == SCHEDULE_TEMPLATE:
        template = read_bytes(shipped("templates") / SCHEDULE_TEMPLATE, SCHEDULE_TEMPLATE)
        data = write_schedule(loaded.pack, template)
        known = _durations_known(loaded.pack.schedule)
        return Made(deliverable, Output(deliverable.file, data), (), known), ()
    document, found = render_document(
        deliverable.template, deliverable, loaded.pack, loaded.library, blank=blank
    )
    if errors_of(found):
        return None, found
    data = write_document(document, loaded.reference, loaded.reference_file)
    output = Output(deliverable.file, as_template(data) if blank else data)
    facts, known = document.open_facts, document.completeness
    return Made(deliverable, output, facts, known, base_text(document)), found


def _durations_known(schedule: Schedule) -> int:
    """The share of the work whose duration somebody stated, in percent; a default is none."""
    work = [row.plan for row in schedule.rows if row.plan.duration]
    stated = [plan for plan in work if "assumed" not in plan.basis.casefold()]
    return round(100 * len(stated) / len(work)) if work else 100


def _entry(made: Made, loaded: Loaded) -> dict[str, Any]:
    return {
        "file": made.output.name,
        "deliverable": made.deliverable.name,
        "template": made.deliverable.template,
        "key_task": made.deliverable.key_task,
        "sha256": made.output.sha256,
        "inputs": loaded.fingerprint,
        "completeness": made.completeness,
        "open_placeholders": list(made.open_keys),
    }


def _write_bases(result: Result, workspace: Workspace) -> None:
    """The bases of the Word files; a file that a person edited keeps the one it began from."""
    loaded = result.loaded
    for made, write in zip(result.made, result.writes, strict=True):
        if made.base and not result.blank and write.action is not Action.BESIDE:
            template = loaded.library.templates[made.deliverable.template]
            inputs = loaded.fingerprint
            write_base(made.output, made.base, template, inputs, workspace)


def _write_manifest(result: Result, workspace: Workspace) -> None:
    """`.pmopack/manifest.json`; entries of files that this run did not make stay."""
    path = workspace.state / "manifest.json"
    entries: dict[str, Any] = {}
    if path.exists():
        try:
            entries = {
                entry["file"]: entry for entry in json.loads(path.read_text("utf-8"))["files"]
            }
        except (ValueError, KeyError, TypeError):
            entries = {}  # a manifest only reports; a damaged one is made anew
    entries |= {made.output.name: _entry(made, result.loaded) for made in result.made}
    manifest = {
        "version": 1,
        "data_date": result.loaded.pack.data_date.isoformat(),
        "files": [entries[name] for name in sorted(entries)],
    }
    data = (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()
    update_file(path, data, workspace.show(path))

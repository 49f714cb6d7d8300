"""`pmopack generate`: render everything, then write, then the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.commands.cache import Cache, News, cache_folder
from generator.commands.emit import Copies, Output, apply_writes, plan_writes
from generator.commands.examine import examined
from generator.commands.merging import Merging
from generator.commands.pack import SCHEDULE_TEMPLATE, Loaded, load_pack
from generator.commands.pagination import keep_page_numbers, paginate
from generator.commands.results import Made, Result, entry
from generator.commands.sharing import shared
from generator.commands.workspace import Workspace, read_bytes, shipped, update_file
from generator.content.drawing import Drawing
from generator.content.render import render_document
from generator.errors import InputError, Place, Problem, errors_of
from generator.formats.figures import draw
from generator.formats.word import as_template, write_document
from generator.formats.workbook import write_schedule
from generator.model.deliverable import Deliverable
from generator.model.schedule import Schedule

Tell = Callable[[str, int, int], None]


def generate(
    workspace: Workspace,
    *,
    tasks: Sequence[Path] = (),
    only: Sequence[str] = (),
    data_date: date | None = None,
    dry_run: bool = False,
    pages: bool = False,
    blank: bool = False,
    redline: bool = False,
    tell: Tell = lambda what, done, of: None,
) -> Result:
    """Renders the pack and writes what changed; what a person wrote stays.

    Args:
        pages: fills in the page numbers of the contents, from PDFs that LibreOffice makes.
        blank: writes Word templates (.dotx) without the project's facts instead of the pack.
        redline: writes what changes in a Word file as tracked changes.

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
    made = [replace(one, output=keep_page_numbers(one.output, workspace)) for one in made]
    written, kept = (Copies(workspace.state / name) for name in ("written", "kept"))
    merging = Merging(workspace, written, loaded.pack.data_date, redline=redline)
    writes = plan_writes([one.output for one in made], workspace, written, merging)
    if pages:
        tell("Page numbers", len(chosen), len(chosen))
        writes = paginate(writes)
    result = Result(loaded, tuple(made), tuple(writes), (*loaded.warnings, *problems), blank)
    if not dry_run:
        apply_writes(writes, workspace, written, kept)
        _remember(result, merging)
        _write_manifest(result, workspace)
    return result


def _chosen(loaded: Loaded, only: Sequence[str], blank: bool) -> tuple[Deliverable, ...]:
    """The deliverables with a file, narrowed to names, files or stems given by `--only`."""
    able = tuple(d for d in (*loaded.pack.deliverables, *loaded.pack.companions) if d.file)
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
        return *_make(loaded, chosen[number], blank, cache), cache.news()

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
    loaded: Loaded, deliverable: Deliverable, blank: bool, cache: Cache
) -> tuple[Made | None, tuple[Problem, ...]]:
    """One file of the pack, if it has no errors, and its problems."""
    pack = loaded.pack if blank else examined(loaded, deliverable, cache)
    if deliverable.template == SCHEDULE_TEMPLATE:
        template = read_bytes(shipped("templates") / SCHEDULE_TEMPLATE, SCHEDULE_TEMPLATE)
        data = write_schedule(pack, template)
        known = _durations_known(loaded.pack.schedule)
        return Made(deliverable, Output(deliverable.file, data), (), known), ()
    document, found = render_document(
        deliverable.template, deliverable, pack, loaded.library, blank=blank
    )
    if errors_of(found):
        return None, found

    def drawn(drawing: Drawing, colour: str) -> bytes:
        return cache.made("figure", (drawing, colour), lambda: draw(drawing, colour))

    data = write_document(document, loaded.reference, loaded.reference_file, drawn)
    output = Output(deliverable.file, as_template(data) if blank else data)
    facts, known = document.open_facts, document.completeness
    return Made(deliverable, output, facts, known), found


def _durations_known(schedule: Schedule) -> int:
    """The share of the work whose duration somebody stated, in percent; a default is none."""
    assumed = [row.plan.assumed for row in schedule.rows if row.plan.duration]
    return round(100 * assumed.count(False) / len(assumed)) if assumed else 100


def _remember(result: Result, merging: Merging) -> None:
    """The bases of the Word files; one that was left alone keeps the one it began from."""
    for made, write in zip(result.made, result.writes, strict=True):
        if made.deliverable.template in result.loaded.library.templates:
            template = result.loaded.library.templates[made.deliverable.template]
            made_by = f"{template.front!r}\n{template.body}".encode()
            made_from = {
                "template": template.name,
                "template_sha256": hashlib.sha256(made_by).hexdigest(),
                "inputs": result.loaded.fingerprint,
            }
            merging.remember(write, made_from)


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
    entries |= {
        made.output.name: entry(made, write, result.loaded)
        for made, write in zip(result.made, result.writes, strict=True)
    }
    manifest = {
        "version": 1,
        "data_date": result.loaded.pack.data_date.isoformat(),
        "files": [entries[name] for name in sorted(entries)],
    }
    data = (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()
    update_file(path, data, workspace.show(path))

"""A template, a deliverable and the pack become a document.

A document prints facts about itself: how many placeholders it has, which terms occur. So it is
rendered, looked at, and rendered again with what was found, until that no longer changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.content import blocks
from generator.content.context import Names, fixed_names, round_names
from generator.content.definitions import read_definition
from generator.content.findings import Findings, look_at
from generator.content.inquiry import Inquiry
from generator.content.markdown import BlockReader
from generator.content.tables import TableBuilder
from generator.content.templates import file_of, problem_of, templates_of
from generator.content.values import MARK, BlockValue, Fault, Values, day
from generator.errors import Place, Problem
from generator.model.deliverable import Deliverable
from generator.model.library import Library, Template
from generator.model.pack import Pack

_MOST_ROUNDS = 4


@dataclass(slots=True)
class _Round:
    """One rendering: what it wrote, what was wrong, and what it asked for."""

    blocks: tuple[blocks.Block, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    references: list[tuple[str, Place]] = field(default_factory=list)
    omitted: dict[str, str] = field(default_factory=dict)
    table_keys: dict[str, list[str]] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)


def render_document(
    name: str, deliverable: Deliverable, pack: Pack, library: Library
) -> tuple[blocks.Document, tuple[Problem, ...]]:
    """The document that template `name` makes of the pack for one deliverable, and its problems.

    The document is complete as far as it goes also when there are problems.
    """
    template = library.templates.get(name)
    if template is None:
        fact = f'{deliverable.name} is made by the template "{name}", which is not there'
        missing = Problem(Place(f"templates/{name}"), fact, "add it, or correct deliverables.yml")
        return blocks.Document(_properties(Template(name, name, {}, ""), deliverable, pack), ()), (
            missing,
        )
    findings = Findings()
    fixed = fixed_names(template, deliverable, pack, library)
    for _ in range(_MOST_ROUNDS):
        done = _render(template, fixed, pack, library, findings)
        found = look_at(
            done.blocks,
            pack.project,
            library.glossary,
            table_keys=done.table_keys,
            omitted=done.omitted,
            used=frozenset(done.used),
        )
        if found == findings:
            break
        findings = found
    problems = [*done.problems, *_check(template, done, findings)]
    document = blocks.Document(
        properties=_properties(template, deliverable, pack),
        blocks=done.blocks,
        open_facts=findings.open_keys,
        open_count=findings.open_count,
        completeness=findings.completeness,
    )
    return document, tuple(dict.fromkeys(problems))


def _render(
    template: Template, fixed: Names, pack: Pack, library: Library, findings: Findings
) -> _Round:
    """One rendering with what the last one found."""
    done = _Round()
    templates, values = templates_of(library), Values()
    inquiry = Inquiry(pack.project)
    names = {**fixed, **round_names(inquiry, findings, pack)}

    def table(table_id: str) -> BlockValue | Fault:
        source = library.tables.get(table_id)
        if source is None:
            return Fault(f'there is no table "{table_id}"', "define it in templates/tables")
        definition, wrong = read_definition(source)
        done.problems.extend(wrong)
        if definition is None:
            return BlockValue(())
        builder = TableBuilder(definition, templates, names, inquiry)
        block = builder.build()
        done.problems.extend(builder.problems)
        done.references.extend(builder.references)
        done.table_keys[table_id] = builder.open_keys
        if builder.omitted:
            done.omitted[table_id] = builder.caption
        return block

    names["table"] = table
    try:
        text = templates.render(template.name, names, values)
    except Exception as error:  # noqa: BLE001 - a template may raise anything
        done.problems.append(problem_of(error, template.name, library))
        return done
    places, lines = _places(text, template, library)
    reader = BlockReader(values, places)
    reader.read("\n".join(lines))
    done.blocks = tuple(reader.blocks)
    done.problems.extend(reader.problems)
    done.references.extend(reader.references)
    done.used = inquiry.used
    return done


def _places(text: str, template: Template, library: Library) -> tuple[list[Place], list[str]]:
    """The template line of each rendered line, and the lines without their marks."""
    places, lines = [], []
    place = Place(template.file, template.body_line)
    for line in text.split("\n"):
        for mark in MARK.finditer(line):
            place = Place(file_of(mark[1], library), int(mark[2]))
        places.append(place)
        lines.append(MARK.sub("", line))
    return places, lines


def _check(template: Template, done: _Round, findings: Findings) -> Iterator[Problem]:
    """References that lead nowhere, and sections of the outline that are missing."""
    for target, place in done.references:
        if target not in findings.titles:
            fact = f'the reference leads to "{target}", which is no heading or table here'
            yield Problem(place, fact, "use the id of one that is")
    outline = template.front.get("outline")
    wanted = [str(section) for section in outline] if isinstance(outline, list) else []
    if not done.blocks:
        return
    ids = [block.id for block in done.blocks if isinstance(block, blocks.Heading)]
    place = Place(template.file)
    for section in wanted:
        if section not in ids:
            fact = f'the outline names the section "{section}", which the document lacks'
            yield Problem(place, fact, "add the heading, or remove it from the outline")
    present = [section for section in ids if section in wanted]
    expected = [section for section in wanted if section in ids]
    if present != expected:
        late = next(a for a, b in zip(present, expected, strict=False) if a != b)
        fact = f'the section "{late}" stands in another place than in the outline'
        yield Problem(place, fact, "bring both into one order")


def _properties(template: Template, deliverable: Deliverable, pack: Pack) -> blocks.Properties:
    """The core properties, header and footer."""
    front, facts = template.front, pack.project.facts

    def value(key: str) -> str:
        return facts[key].value if key in facts else ""

    title = str(front.get("title") or deliverable.name)
    version, status = value("documents.version"), value("documents.status")
    keywords = front.get("keywords")
    date = day(pack.data_date) or ""
    return blocks.Properties(
        title=f"{value('program')} {title}".strip(),
        subject=str(front.get("subject") or deliverable.spec.description),
        author=value("organization"),
        keywords=", ".join(map(str, keywords)) if isinstance(keywords, list) else "",
        category=f"Key task {deliverable.key_task}",
        language="en-US",
        status=status,
        version=version,
        date=pack.data_date.isoformat(),
        header=" | ".join(filter(None, (value("organization"), value("program"), title))),
        footer=" | ".join(filter(None, (f"Version {version}" if version else "", status, date))),
    )

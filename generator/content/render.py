"""A template, a deliverable and the pack become a document.

A document prints facts about itself: how many placeholders it has, which terms occur. So it is
rendered, looked at, and rendered again with what was found, until what it asked for of that no
longer changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.content import blocks
from generator.content.blank import BLANK_NAMES, BlankValues, blank_pack, blanked
from generator.content.context import Names, asking_names, fixed_names, late_names
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
_WORD = re.compile(r"\w+")
_HEADING = re.compile(r"^(?=#{1,6}[ \t])", re.MULTILINE)


@dataclass(slots=True)
class _Round:
    """One rendering: what it wrote, what was wrong, and what it asked for."""

    blocks: list[blocks.Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    references: list[tuple[str, Place]] = field(default_factory=list)
    ids: list[tuple[str, Place]] = field(default_factory=list)
    tables: dict[str, TableBuilder] = field(default_factory=dict)


class _Titles(dict[str, str]):
    """The titles of headings and captions; notes which of them are asked for."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__(titles)
        self.asked: set[str] = set()

    def get(self, key: str, default: str) -> str:  # type: ignore[override]  # all that is used
        self.asked.add(key)
        return super().get(key, default)


def render_document(
    name: str, deliverable: Deliverable, pack: Pack, library: Library, *, blank: bool = False
) -> tuple[blocks.Document, tuple[Problem, ...]]:
    """The document that template `name` makes of the pack for one deliverable, and its problems.

    The document is complete as far as it goes also when there are problems. A blank one has an
    empty control wherever the project has a fact.
    """
    pack = blank_pack(pack) if blank else pack
    template = library.templates.get(name)
    if template is None:
        fact = f'{deliverable.name} is made by the template "{name}", which is not there'
        missing = Problem(Place(f"templates/{name}"), fact, "add it, or correct deliverables.yml")
        return blocks.Document(_properties(Template(name, name, {}, ""), deliverable, pack), ()), (
            missing,
        )
    findings = Findings()
    fixed = fixed_names(template, deliverable, pack, library)
    renderer = _Renderer(template, fixed, pack, library, blank)
    for _ in range(_MOST_ROUNDS):
        titles = _Titles(findings.titles)
        done = renderer.render(replace(findings, titles=titles))
        found = look_at(
            done.blocks,
            pack.project,
            library.glossary,
            table_keys={name: table.open_keys for name, table in done.tables.items()},
            omitted={name: table.caption for name, table in done.tables.items() if table.omitted},
            used=frozenset(renderer.used),
        )
        changed = {key for key, _ in found.titles.items() ^ findings.titles.items()}
        is_settled = replace(found, titles=findings.titles) == findings
        findings = found
        if is_settled and changed.isdisjoint(titles.asked):
            break
    problems = [*done.problems, *_check(template, done, findings)]
    document = blocks.Document(
        properties=_properties(template, deliverable, pack),
        blocks=tuple(done.blocks),
        open_facts=findings.open_keys,
        open_count=findings.open_count,
        completeness=findings.completeness,
    )
    return blanked(document) if blank else document, tuple(dict.fromkeys(problems))


class _Renderer:
    """Renders one document as often as it takes.

    What a round finds changes few of the next one's lines, so what stays the same is kept: tables
    that do not ask for findings, and the blocks of each section whose text is the same.
    """

    def __init__(
        self, template: Template, fixed: Names, pack: Pack, library: Library, blank: bool
    ) -> None:
        self._template = template
        self._pack = pack
        self._library = library
        self._templates = templates_of(library)
        self._blank = blank
        self._values = BlankValues() if blank else Values()
        self._inquiry = Inquiry(pack.project)
        self._names = {**fixed, **asking_names(self._inquiry)}
        self._late = late_names(Findings(), pack).keys()
        self._tables: dict[str, tuple[TableBuilder, BlockValue]] = {}
        self._asks_findings: dict[str, bool] = {}
        self._sections: dict[tuple[str, Place], tuple[BlockReader, Place]] = {}

    @property
    def used(self) -> Iterable[str]:
        """Keys of the facts and rows that were asked for."""
        return self._inquiry.used

    def render(self, findings: Findings) -> _Round:
        """One rendering with what the last one found."""
        done, template = _Round(), self._template
        names = {**self._names, **late_names(findings, self._pack)}
        if self._blank:
            names |= BLANK_NAMES
        names["table"] = lambda table_id: self._table(table_id, names, done)
        try:
            text = self._templates.render(template.name, names, self._values)
        except Exception as error:  # noqa: BLE001 - a template may raise anything
            done.problems.append(problem_of(error, template.name, self._library))
            return done
        place = Place(template.file, template.body_line)
        for section in _HEADING.split(text):
            reader, place = self._read(section, place)
            done.blocks += reader.blocks
            done.problems += reader.problems
            done.references += reader.references
            done.ids += reader.ids
        return done

    def _table(self, table_id: str, names: Names, done: _Round) -> BlockValue | Fault:
        source = self._library.tables.get(table_id)
        if source is None:
            return Fault(f'there is no table "{table_id}"', "define it in templates/tables")
        if table_id not in self._tables:
            self._asks_findings[table_id] = not self._late.isdisjoint(_words(source.data))
        if table_id not in self._tables or self._asks_findings[table_id]:
            definition, wrong = read_definition(source)
            if definition is None:
                done.problems += wrong
                return BlockValue(())
            builder = TableBuilder(
                definition, self._templates, names, self._inquiry, blank=self._blank
            )
            builder.problems += wrong
            self._tables[table_id] = builder, builder.build()
        builder, block = self._tables[table_id]
        done.problems += builder.problems
        done.references += builder.references
        done.tables[table_id] = builder
        return block

    def _read(self, section: str, before: Place) -> tuple[BlockReader, Place]:
        """The blocks of a section, and the place of its last line."""
        if (section, before) not in self._sections:
            places, lines = _places(section, before, self._library)
            reader = BlockReader(self._values, places)
            reader.read("\n".join(lines))
            self._sections[section, before] = reader, places[-1]
        return self._sections[section, before]


def _words(data: object) -> Iterator[str]:
    """The words of every text of a table definition, the names it asks for among them."""
    if isinstance(data, str):
        yield from _WORD.findall(data)
    elif isinstance(data, Mapping | Sequence):
        for part in data.values() if isinstance(data, Mapping) else data:
            yield from _words(part)


def _places(text: str, place: Place, library: Library) -> tuple[list[Place], list[str]]:
    """The template line of each rendered line, and the lines without their marks.

    A line without a mark is of the same place as the one before it; `place` is that of the first.
    """
    places, lines = [], []
    for line in text.split("\n"):
        for mark in MARK.finditer(line):
            place = Place(file_of(mark[1], library), int(mark[2]))
        places.append(place)
        lines.append(MARK.sub("", line))
    return places, lines


def _check(template: Template, done: _Round, findings: Findings) -> Iterator[Problem]:
    """Ids used twice, references that lead nowhere, and what the outline wants otherwise."""
    taken: set[str] = set()
    for block_id, place in done.ids:
        if block_id in taken:
            yield Problem(
                place, f"the id {block_id} is used twice", "give each heading and table its own"
            )
        taken.add(block_id)
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
        subject=str(
            front.get("subject")
            or deliverable.spec.description
            or f"{deliverable.name} of key task {deliverable.key_task}"
        ),
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

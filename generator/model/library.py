"""The template library: the words of all documents as plain data, with their places."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Template:
    """A document template: its front matter and the text that follows.

    Attributes:
        name: file name, `program-charter.md.j2`.
        file: path as problems name it.
        front: the front matter as plain data.
        body_line: the line of the file on which the body starts, counted from 1.
    """

    name: str
    file: str
    front: Mapping[str, object]
    body: str
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class TableSource:
    """The definition of one table, as plain data, and where it stands."""

    id: str
    file: str
    line: int
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Term:
    """An acronym or a term with its expansion and meaning, one line each."""

    term: str
    expansion: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the documents are made of.

    Attributes:
        templates: by file name, `program-charter.md.j2`.
        partials: texts that templates include, by name, `_partials/front.md.j2`.
        tables: by table id.
        glossary: in the order of the file.
        phases: rows of phases.yml, as plain data.
        catalogue: rows of roles.yml, as plain data.
        roles: each spelling of a role to its canonical name.
        code: templates and expressions as compiled so far; whoever compiles one puts it there.
    """

    templates: Mapping[str, Template]
    partials: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, TableSource] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    phases: tuple[Mapping[str, object], ...] = ()
    catalogue: tuple[Mapping[str, object], ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    code: MutableMapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)

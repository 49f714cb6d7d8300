"""The template library from its texts: front matter, tables, glossary and phases as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.errors import Place, Problem
from generator.model.library import Library, TableSource, Template, Term
from generator.sources.frontmatter import read_front_matter, read_yaml
from generator.sources.tree import Document

_TEMPLATE = ".md.j2"
_PARTIALS = "_partials/"
_TABLES = "tables/"


def read_library(
    texts: Mapping[str, str], folder: str = "templates"
) -> tuple[Library, tuple[Problem, ...]]:
    """The library made of the texts under the template folder, and what is wrong with them.

    Args:
        texts: by path inside the folder, with `/`: `program-charter.md.j2`, `tables/frame.yml`,
            `_partials/front.md.j2`, `glossary.yml`, `phases.yml`, `aliases.yml`.
        folder: the folder as places name it.
    """
    problems: list[Problem] = []
    templates: dict[str, Template] = {}
    tables: dict[str, TableSource] = {}
    for path in sorted(texts):
        file = f"{folder}/{path}"
        if path.endswith(_TEMPLATE) and not path.startswith("_"):
            document, body, line, found = read_front_matter(texts[path], file)
            problems += found
            front = document.data if document and isinstance(document.data, dict) else {}
            templates[path] = Template(path, file, front, body, line)
        elif path.startswith(_TABLES) and path.endswith(".yml"):
            document, found = read_yaml(texts[path], file)
            problems += found
            for table in _tables(document, file):
                if earlier := tables.get(table.id):
                    fact = f"the table {table.id} is also defined in {earlier.file}:{earlier.line}"
                    problems.append(Problem(Place(file, table.line), fact, "give it another id"))
                tables[table.id] = table
    partials = {
        path: text
        for path, text in texts.items()
        if path.startswith(_PARTIALS) and path.endswith(_TEMPLATE)
    }
    lists: dict[str, object] = {}
    for path in ("glossary.yml", "phases.yml", "roles.yml", "aliases.yml"):
        document, found = read_yaml(texts.get(path, ""), f"{folder}/{path}")
        problems += found
        lists[path] = document.data if document else None
    return (
        Library(
            templates=templates,
            partials=partials,
            tables=tables,
            glossary=tuple(_terms(lists["glossary.yml"])),
            phases=tuple(_rows(lists["phases.yml"])),
            catalogue=tuple(_rows(lists["roles.yml"])),
            roles=_roles(lists["aliases.yml"]),
        ),
        tuple(problems),
    )


def _tables(document: Document | None, file: str) -> Iterator[TableSource]:
    """The definitions of one file; what is no mapping is empty, and the engine says what lacks."""
    data = document.data if document else None
    if document is None or not isinstance(data, dict):
        return
    for table_id, definition in data.items():
        line = document.key_place((table_id,)).line
        yield TableSource(table_id, file, line, definition if isinstance(definition, dict) else {})


def _list(data: object) -> list[object]:
    return data if isinstance(data, list) else []


def _rows(data: object) -> Iterator[dict[str, object]]:
    return (row for row in _list(data) if isinstance(row, dict))


def _terms(data: object) -> Iterator[Term]:
    for row in _rows(data):
        yield Term(*(str(row.get(key) or "") for key in ("term", "expansion", "meaning")))


def _roles(data: object) -> dict[str, str]:
    """Each spelling of a role to its canonical name."""
    roles = data.get("roles") if isinstance(data, dict) else None
    names: dict[str, str] = {}
    for canonical, aliases in (roles if isinstance(roles, dict) else {}).items():
        for name in (canonical, *map(str, _list(aliases))):
            names[name] = canonical
    return names

"""project.yml to the project: its config, facts, rows, and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import Place, Problem, errors_of
from generator.model.config import ProjectConfig
from generator.model.project import Project, RowFile
from generator.sources.agreement import disagreements
from generator.sources.facts import FactSpec, all_facts, read_facts
from generator.sources.frontmatter import read_yaml
from generator.sources.later import kept_for_later
from generator.sources.overlays import unfold
from generator.sources.questions import Question, init_text, read_questions
from generator.sources.rowfiles import insert_rows, read_csv, row_file_names
from generator.sources.schema import json_schema
from generator.sources.startrows import Starters, all_rows, read_starters
from generator.sources.tree import Path
from generator.sources.validation import validate
from generator.sources.written import Origin, as_written

__all__ = [
    "Defaults",
    "Question",
    "init_text",
    "json_schema",
    "parse_project",
    "read_csv",
    "read_defaults",
    "read_project",
    "read_questions",
    "row_file_names",
]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What stands in where project.yml says nothing, as `templates/` has it."""

    starters: Starters
    facts: tuple[FactSpec, ...]
    problems: tuple[Problem, ...]


def read_defaults(starters: Mapping[str, str], facts_yml: str) -> Defaults:
    """The starter rows and facts.

    Args:
        starters: file name to YAML text of `templates/starters/*.yml`.
        facts_yml: the text of templates/facts.yml.
    """
    started, wrong = read_starters(starters)
    facts, found = read_facts(facts_yml, "facts.yml")
    return Defaults(started, facts, (*wrong, *found))


def parse_project(
    text: str | bytes,
    file: str,
    starters: Mapping[str, str],
    facts_yml: str,
    row_files: Mapping[str, RowFile],
) -> tuple[Project | None, tuple[Problem, ...]]:
    """As `read_project`, with the defaults as texts."""
    return read_project(text, file, read_defaults(starters, facts_yml), row_files)


def read_project(
    text: str | bytes, file: str, defaults: Defaults, row_files: Mapping[str, RowFile]
) -> tuple[Project | None, tuple[Problem, ...]]:
    """The project, and every problem of project.yml; None where one of them is an error.

    Args:
        file: the name that places carry.
        row_files: key (`risk.items`) to the rows of the file that stands there.
    """
    document, problems = read_yaml(text, file)
    if document is None:
        return None, problems
    found = list(problems)
    origin = Origin(document)
    data = as_written(document.root, found)
    if isinstance(data, dict):
        found += insert_rows(data, row_files, origin)
    overlaid = unfold(data, origin)
    config, wrong = validate(ProjectConfig, data, origin)
    known = {problem.place for problem in found}  # what YAML refused needs no second word
    found += [problem for problem in wrong if problem.place not in known]
    found += defaults.problems
    if config is None:
        return None, _in_order(found)
    found += disagreements(config, data, origin)
    found += kept_for_later(config, origin)
    rows, from_rows, wrong = all_rows(config, defaults.starters, overlaid, origin)
    found += wrong
    if errors_of(found):
        return None, _in_order(found)
    facts, from_facts = all_facts(defaults.facts, config, rows)
    assumptions = (*from_facts, *from_rows)
    return Project(config, facts, rows, assumptions, file, _places(config, origin)), _in_order(
        found
    )


def _places(config: ProjectConfig, origin: Origin) -> dict[str, Place]:
    """Where the values stand that only the whole pack can judge."""
    paths: list[Path] = [("calendar", "holidays"), ("logo",)]
    paths += [("branding", name) for name in ("reference", "font", "size", "colours")]
    paths += [("branding", "colours", name) for name in config.branding.colours]
    paths += [("key_tasks", n) for n in range(len(config.key_tasks))]
    paths += [("documents", "omit", n) for n in range(len(config.documents.omit))]
    paths += [("raci", n, "activity") for n in range(len(config.raci))]
    keys: list[Path] = [("documents", "approvers", name) for name in config.documents.approvers]
    keys += [("roles", "alias", role) for role in config.roles.alias]
    keys += [("import", "columns", column) for column in config.import_.columns]
    return {".".join(map(str, path)): origin.place(path) for path in paths} | {
        ".".join(map(str, path)): origin.key_place(path) for path in keys
    }


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems)))

"""A new workspace: a commented project.yml with the ten answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.commands.workspace import read_text, replace_file, shipped
from generator.errors import InputError, Place, Problem, errors_of
from generator.sources.projects import Question, init_text, parse_project, read_questions


def questions() -> tuple[Question, ...]:
    """The ten questions, in the order they are asked."""
    path = shipped("templates") / "init.yml"
    return read_questions(read_text(path, path.name))


def missing_answers(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the questions that need an answer and have none."""
    return tuple(
        question.key
        for question in questions()
        if question.required and not answers.get(question.key, "").strip()
    )


def start_workspace(directory: Path, answers: Mapping[str, str]) -> Path:
    """Writes `project.yml` into `directory`, which is made if it is not there.

    Raises:
        InputError: an answer cannot be used, or a project.yml is there already.
    """
    path = directory / "project.yml"
    if path.exists():
        remedy = "edit it, or name another folder: pmopack init FOLDER; nothing was overwritten"
        raise InputError([Problem(Place(path.as_posix()), "this file is already there", remedy)])
    text = init_text(answers, questions())
    _, problems = parse_project(text, path.as_posix(), starters={}, facts_yml="", row_files={})
    if errors_of(problems):
        raise InputError(errors_of(problems))
    replace_file(path, text.encode(), path.as_posix())
    return path

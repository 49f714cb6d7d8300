"""A new workspace: a commented project.yml with the ten answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.commands.workspace import read_text, replace_file, shipped
from generator.errors import InputError, Place, Problem, Severity
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


def wrong_answers(answers: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with the answers given, each at the option that gives it: `--start-date`."""
    text = init_text(answers, questions())
    _, problems = parse_project(text, "", starters={}, facts_yml="", row_files={})
    lines = text.splitlines()
    keys = [lines[problem.place.line - 1].partition(":")[0] for problem in problems]
    return tuple(
        replace(problem, place=Place(option(key)))
        for key, problem in zip(keys, problems, strict=True)
        if answers.get(key, "").strip() and problem.severity is Severity.ERROR
    )


def option(key: str) -> str:
    """The option of `pmopack init` that answers a question."""
    return "--" + key.replace("_", "-")


def start_workspace(directory: Path, answers: Mapping[str, str]) -> Path:
    """Writes `project.yml` into `directory`, which is made if it is not there.

    Raises:
        InputError: an answer cannot be used, or a project.yml is there already.
    """
    path = directory / "project.yml"
    if path.exists():
        remedy = "edit it, or name another folder: pmopack init FOLDER; nothing was overwritten"
        raise InputError([Problem(Place(path.as_posix()), "this file is already there", remedy)])
    if problems := wrong_answers(answers):
        raise InputError(problems)
    replace_file(path, init_text(answers, questions()).encode(), path.as_posix())
    return path

"""The brand that documents are written in: `branding` and `logo` of project.yml."""

from __future__ import annotations

from generator.commands.inputs import named_file
from generator.commands.workspace import Workspace, read_bytes, shipped
from generator.errors import InputError, Problem, Severity, errors_of
from generator.model.project import Project

REFERENCE = "reference.docx"
_CHANGES_OURS = ("font", "size", "colours")  # of the shipped reference; its own is changed in Word


def read_reference(workspace: Workspace, project: Project, problems: list[Problem]) -> bytes:
    """The Word file that carries the brand: the project's own, or the one shipped, made fit."""
    config = project.config
    reference = read_bytes(shipped("templates") / REFERENCE, REFERENCE)
    if not (config.logo or config.branding.model_fields_set):
        return reference
    try:
        return _branded(workspace, project, reference, problems)
    except InputError as error:
        problems += error.problems()
        return b""


def _branded(
    workspace: Workspace, project: Project, reference: bytes, problems: list[Problem]
) -> bytes:
    from generator.formats.word.brand import adopt_reference, dress_reference
    from generator.formats.word.logo import Logo
    from generator.formats.word.theme import faults

    config, branding, file = project.config, project.config.branding, REFERENCE
    changes = {name: value for name in _CHANGES_OURS if (value := getattr(branding, name))}
    if branding.reference:
        file = branding.reference
        place = project.place("branding.reference")
        own = named_file(workspace, file, place, problems)
        if own is None:
            return b""
        reference, notes = adopt_reference(own, file, reference)
        problems += notes
        for name in changes:
            fact = f"`branding.{name}` is not used beside `branding.reference`"
            remedy = f"change it in {file}, or remove one of the two"
            at = project.place(f"branding.{name}")
            problems.append(Problem(at, fact, remedy, Severity.WARNING))
        changes = {}
    found = [
        Problem(project.place(f"branding.colours.{name}"), fact, remedy)
        for name, fact, remedy in faults(changes.get("colours", {}))
    ]
    problems += found
    logo = None
    if config.logo:
        place = project.place("logo")
        picture = named_file(workspace, config.logo, place, problems)
        words = f"{config.organization or 'Organization'} logo"
        logo = None if picture is None else Logo(picture, words, place)
    if errors_of(found) or not (changes or logo):
        return reference
    return dress_reference(reference, file, logo=logo, **changes)

"""The ten questions of `pmopack init`, and the project.yml their answers make."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.sources.frontmatter import read_yaml
from generator.sources.written import says_nothing

# What may stand in YAML without quotes and reads back as it is.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _.,()'/&-]*[A-Za-z0-9)]|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_VALUE = ("null",)
_YEAR = re.compile(
    r"\s*((?:FY ?)?[0-9]{4})\s*:\s*(\$?[0-9][0-9,]*(?:\.[0-9]+)?)\s*"
    r"(?:[,;](?=\s*(?:FY ?)?[0-9]{4}\s*:)|$)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of templates/init.yml.

    Attributes:
        key: the key of project.yml that the answer settles.
        example: the answer of the example.
        comment: what stands above the key in project.yml.
        after: what stands below it.
    """

    key: str
    prompt: str
    example: str = ""
    required: bool = False
    comment: str = ""
    after: str = ""


def read_questions(text: str) -> tuple[Question, ...]:
    """The questions in the order they are asked.

    Raises:
        ValueError: the text is not a list of questions.
    """
    document, problems = read_yaml(text, "init.yml")
    if document is None or problems or not isinstance(document.data, list):
        raise ValueError("\n".join(map(str, problems)) or "init.yml is not a list")
    return tuple(Question(**entry) for entry in document.data)


def init_text(answers: Mapping[str, str], questions: Sequence[Question]) -> str:
    """A commented project.yml; a question without an answer gets `tbd`.

    Any text reads back as it was answered: what YAML would take for something else is quoted.
    """
    parts = []
    for question in questions:
        parts += _comment(question.comment)
        parts.append(f"{question.key}: {_value(question.key, answers.get(question.key, ''))}")
        parts += _comment(question.after)
    return "\n".join(parts) + "\n"


def _comment(text: str) -> list[str]:
    return [f"# {line}" if line else "" for line in text.splitlines()]


def _value(key: str, answer: str) -> str:
    if says_nothing(answer):
        return "tbd"
    if key == "budget" and (years := _years(answer)):
        return "{" + ", ".join(f"{year}: {_quoted(amount)}" for year, amount in years) + "}"
    if key == "budget" and re.fullmatch(r"[0-9]+", answer):
        return answer
    if key == "service_area" and "," in answer:
        return "[" + ", ".join(_quoted(part.strip()) for part in answer.split(",")) + "]"
    return _quoted(answer)


def _years(answer: str) -> list[tuple[str, str]]:
    """Fiscal years and amounts of `2026: 1200000, 2027: $3,400,000`; empty for another shape."""
    text = answer.strip().removeprefix("{").removesuffix("}")
    years, at = [], 0
    while match := _YEAR.match(text, at):
        years.append((match[1], match[2]))
        at = match.end()
    return years if at == len(text) else []


def _quoted(text: str) -> str:
    if re.fullmatch(r"[0-9]+", text):
        return text
    if _PLAIN.fullmatch(text) and text.casefold() not in _NO_VALUE:
        return text
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _escape(letter) for letter in escaped)


def _escape(letter: str) -> str:
    code = ord(letter)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"

"""One name for each document and role, however a key task spells it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from generator.model.keytask import Item
from generator.model.rules import PlanRules

Words = tuple[str, ...]

_VERBS = {"develop", "update", "populate"}
_ARTICLES = {"the", "a", "an"}


@lru_cache(maxsize=4096)
def words_of(name: str) -> Words:
    """The words by which names are compared.

    Case, punctuation, plurals, `&` for "and", and what stands in parentheses make no difference.
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    bare = re.sub(r"\([^()]*\)", " ", text)
    words = re.findall(r"\w+", bare) or re.findall(r"\w+", text)
    return tuple(re.sub(r"(?<=\w\w\w)(?<!s)s$", "", word) for word in words)


def mentions(text: str, name: str) -> bool:
    """Whether a text holds a name, word by word."""
    words, wanted = words_of(text), words_of(name)
    return any(words[n : n + len(wanted)] == wanted for n in range(len(words) - len(wanted) + 1))


class Names:
    """Canonical names of documents and roles, from the alias tables and the deliverables."""

    def __init__(self, rules: PlanRules) -> None:
        specs = [(alias, spec.name) for spec in rules.specs for alias in (spec.name, *spec.aliases)]
        self._documents = _table([*specs, *rules.documents.items()])
        self._roles = _table(rules.roles.items())
        self._files = {file.casefold(): name for file, name in rules.files.items()}
        self._longest = max(map(len, self._documents), default=0)

    def document(self, name: str) -> str:
        """The canonical name of a document, or the name itself, blanks tidied."""
        return self._documents.get(words_of(name)) or " ".join(name.split())

    def role(self, name: str) -> str:
        """The canonical name of a role, or the name itself, blanks tidied."""
        return self._roles.get(words_of(name)) or " ".join(name.split())

    def keys(self, item: Item) -> frozenset[Words]:
        """By what an input or output is recognised: its name and its template file."""
        file = self._files.get(item.filename.casefold(), "")
        return frozenset(words_of(self.document(name)) for name in (item.name, file) if name)

    def object_of(self, text: str) -> str:
        """The document an activity develops, updates or populates; empty when it names none."""
        words = words_of(text)
        if not words or words[0] not in _VERBS:
            return ""
        start = 2 if len(words) > 1 and words[1] in _ARTICLES else 1
        for length in range(min(self._longest, len(words) - start), 0, -1):
            if name := self._documents.get(words[start : start + length]):
                return name
        return ""


def _table(spellings: Iterable[tuple[str, str]]) -> dict[Words, str]:
    table: dict[Words, str] = {}
    for spelling, canonical in spellings:
        table.setdefault(words_of(spelling), table.get(words_of(canonical), canonical))
    return table

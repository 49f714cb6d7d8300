"""Text with links, as a key task carries it once its HTML is gone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of plain text; `url` is empty when it is no link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """Plain text with links, in reading order."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, text: str) -> RichText:
        """Text without a link."""
        return cls((Span(text),)) if text else cls()

    @property
    def plain(self) -> str:
        """The text alone, without the targets of its links."""
        return "".join(span.text for span in self.spans)

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return bool(self.plain)

"""The two ways to write a change into a person's document; both are used alike."""

from generator.formats.word.merging.plain import PlainPen
from generator.formats.word.merging.redline import RedlinePen

__all__ = ["PlainPen", "RedlinePen"]

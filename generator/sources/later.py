"""Keys of project.yml that no file of the pack uses yet.

They are read and checked, so that a complete project.yml stays one; whoever writes one is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem, Severity
from generator.model.config import ProjectConfig
from generator.sources.startrows import config_value
from generator.sources.written import Origin

KEPT = (
    *("organization_short", "program_short", "decisions", "status.overrides", "risk.seed"),
    "documents.formats",
    *("pmo.model", "pmo.mission", "pmo.scope_units", "pmo.objectives", "pmo.capacity_days"),
    *("pmo.funding", "pmo.sunset", "pmo.waves", "pmo.services", "pmo.gaps", "compliance.gsa"),
)


def kept_for_later(config: ProjectConfig, origin: Origin) -> Iterator[Problem]:
    """A note for every key that is given and changes nothing yet."""
    for key in KEPT:
        value, given = config_value(config, key)
        if given and value not in (None, "", (), {}):
            fact = f"`{key}` is understood, but no file of the pack uses it yet"
            place = origin.key_place(tuple(key.split(".")))
            yield Problem(place, fact, "leave it for later, or remove it", Severity.WARNING)

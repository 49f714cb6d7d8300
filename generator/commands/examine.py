"""What documents need beyond the schedule itself: its health and its risk."""

from __future__ import annotations

from dataclasses import replace

from generator.checks.health import health_of
from generator.commands.cache import Cache
from generator.commands.pack import SCHEDULE_TEMPLATE, Loaded
from generator.model.deliverable import Deliverable
from generator.model.pack import Pack
from generator.schedule.risk import RUNS, inputs_of, risk_of


def examined(loaded: Loaded, deliverable: Deliverable, cache: Cache) -> Pack:
    """The pack with what a deliverable needs: its template's `needs` name `health` and `risk`."""
    pack = loaded.pack
    template = loaded.library.templates.get(deliverable.template)
    needs = template.front.get("needs") if template else None
    asked = needs if isinstance(needs, list) else []
    if "health" in asked or deliverable.template == SCHEDULE_TEMPLATE:
        pack = replace(pack, health=health_of(pack.schedule, loaded.health))
    if "risk" in asked:
        seed, schedule = pack.project.config.risk.seed, pack.schedule
        made = cache.made(
            "risk", (seed, RUNS, inputs_of(schedule)), lambda: risk_of(schedule, seed)
        )
        pack = replace(pack, risk=made)
    return pack

"""The pack: the one value that every writer reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.model.deliverable import Deliverable
from generator.model.keytask import KeyTask
from generator.model.progress import Progress
from generator.model.project import Project
from generator.model.report import Health
from generator.model.risk import Risk
from generator.model.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything known when the documents are written.

    Attributes:
        key_tasks: the selected ones, whose deliverables are written.
        all_key_tasks: every definition in the schedule.
        deliverables: in the order of the key tasks' outputs, then what activities ask for.
        companions: documents that accompany a deliverable, such as the basis of the schedule.
        health: what was found in the schedule; None where nobody looked.
        risk: what simulated courses of the work say; None where nobody asked or no work is left.
        progress: what was said of the rows of the schedule, by ID.
        availability: full-time people by role, count times commitment; the roster beats it.
    """

    project: Project
    key_tasks: tuple[KeyTask, ...]
    all_key_tasks: tuple[KeyTask, ...]
    schedule: Schedule
    deliverables: tuple[Deliverable, ...]
    data_date: date
    companions: tuple[Deliverable, ...] = ()
    health: Health | None = None
    risk: Risk | None = None
    progress: Mapping[str, Progress] = field(default_factory=dict)
    availability: Mapping[str, float] = field(default_factory=dict)

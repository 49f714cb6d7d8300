"""The pack: the one value that every writer reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.deliverable import Deliverable
from generator.model.keytask import KeyTask
from generator.model.project import Project
from generator.model.report import Health
from generator.model.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything known when the documents are written.

    Attributes:
        key_tasks: the selected ones, whose deliverables are written.
        all_key_tasks: every definition in the schedule.
        deliverables: in the order of the key tasks' outputs, then what activities ask for.
        health: what was found in the schedule; None where nobody looked.
    """

    project: Project
    key_tasks: tuple[KeyTask, ...]
    all_key_tasks: tuple[KeyTask, ...]
    schedule: Schedule
    deliverables: tuple[Deliverable, ...]
    data_date: date
    health: Health | None = None

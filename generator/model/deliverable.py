"""A deliverable: what a key task asks for, and the file that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DeliverableSpec:
    """What templates/deliverables.yml and a template's front matter know of a deliverable.

    Attributes:
        name: canonical name, "IV&V Plan".
        aliases: other spellings seen in key tasks.
        template: name of the template or workbook that makes it; empty when none exists yet.
        owner, reviewer, approver: canonical roles.
        first_version, updated_in, used_in: key task numbers of its life cycle.
        accompanies: name of the deliverable whose pack it is part of though no key task asks for
            it; it is drafted, reviewed and approved with that one.
    """

    name: str
    aliases: tuple[str, ...] = ()
    file: str = ""
    template: str = ""
    description: str = ""
    owner: str = ""
    reviewer: str = ""
    approver: str = ""
    criteria: str = ""
    evidence: str = ""
    first_version: str = ""
    updated_in: tuple[str, ...] = ()
    used_in: tuple[str, ...] = ()
    accompanies: str = ""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One deliverable of the pack: a spec tied to the key task and to the schedule.

    Attributes:
        name: as the pack prints it.
        asked_as: the words of the key task that ask for it.
        file: name in `output/`; empty when no template exists yet or when it is omitted.
        omitted: left out by `documents.omit` of project.yml.
        draft_id, review_id, approval_id: IDs of its schedule milestones, empty when none.
    """

    name: str
    asked_as: str
    key_task: str
    file: str
    template: str
    spec: DeliverableSpec
    draft_id: str = ""
    review_id: str = ""
    approval_id: str = ""
    draft: date | None = None
    review: date | None = None
    approval: date | None = None
    omitted: bool = False

"""A key task: one page of the playbook, as read and cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from generator.errors import Place
from generator.model.schedule import Link
from generator.model.text import RichText


class Party(StrEnum):
    """Who is responsible, in the playbook's four words."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    SHARED = "shared"
    QSMO = "qsmo"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A three-point duration in working days; all three are equal for a single value.

    Attributes:
        assumed: whether it is a rule's default that nobody has estimated.
    """

    low: float
    likely: float
    high: float
    assumed: bool = False


class MilestoneKind(StrEnum):
    """A start milestone stands at the start of its day, a finish milestone at the end."""

    START = "start"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a key task.

    Attributes:
        id: `<phase>.<key task>.<n>`; given once and never reused.
        supports: what a level of effort spans: `("key_task",)`, `("phase",)` or activity IDs;
            empty for work that ends.
        predecessors: None when the definition says nothing of them.
        output: the name of the output this activity produces, empty when not said.
        basis: why the estimate and the links are what they are; empty when not said.
    """

    id: str
    text: RichText
    parties: tuple[Party, ...]
    place: Place
    group: RichText = RichText()
    estimate: Estimate | None = None
    predecessors: tuple[Link, ...] | None = None
    milestone: MilestoneKind | None = None
    supports: tuple[str, ...] = ()
    owner: str = ""
    output: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An input or an output: its name as published, with a template file or a link."""

    text: RichText
    filename: str = ""
    url: str = ""
    place: Place = Place("")

    @property
    def name(self) -> str:
        return self.text.plain


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A role the key task names, with its parties."""

    text: RichText
    parties: tuple[Party, ...]
    place: Place = Place("")

    @property
    def name(self) -> str:
        return self.text.plain


@dataclass(frozen=True, slots=True)
class KeyTask:
    """A key task of the playbook. Its number is the pair (phase, number), never a float."""

    phase: int
    number: int
    name: str
    objective: RichText
    parties: tuple[Party, ...]
    category: str
    activities: tuple[Activity, ...]
    inputs: tuple[Item, ...]
    outputs: tuple[Item, ...]
    stakeholders: tuple[Stakeholder, ...]
    best_practices: tuple[RichText, ...]
    place: Place
    lead_in: RichText = RichText()
    permalink: str = ""
    extra: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> str:
        """The key task's number as text: `1.10` is not `1.1`."""
        return f"{self.phase}.{self.number}"

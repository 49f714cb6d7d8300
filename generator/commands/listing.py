"""What a pack is made of: deliverables, templates, and the key task that asks for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.commands.cache import Cache, cache_folder
from generator.commands.pack import load_pack
from generator.commands.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of `pmopack list`."""

    name: str
    key_task: str
    template: str
    file: str


def deliverables_of_pack(workspace: Workspace, tasks: Sequence[Path] = ()) -> tuple[Listed, ...]:
    """The deliverables of the selected key tasks, in their order.

    Raises:
        InputError: the config or a definition has problems.
    """
    with Cache(cache_folder(workspace.root)) as cache:
        pack = load_pack(workspace, cache, tasks=tasks).pack
    return tuple(
        Listed(
            deliverable.name,
            deliverable.key_task,
            deliverable.template or "no template yet",
            deliverable.file or ("omitted" if deliverable.omitted else "-"),
        )
        for deliverable in (*pack.deliverables, *pack.companions)
    )

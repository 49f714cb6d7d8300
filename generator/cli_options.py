"""What the commands of the command line share: options, and how a result is shown.

Imports click and nothing else until a command runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from generator.commands.workspace import Workspace
    from generator.errors import Problem


class FilePath(click.Path):
    """A path. pathlib costs more than the rest of the help, so it waits until one is given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from pathlib import Path

        return Path(str(super().convert(value, param, ctx)))


def _remember_json(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    ctx.find_root().obj = {"json": value}
    return value


workspace_option = click.option(
    "-C",
    "--workspace",
    type=FilePath(file_okay=False),
    default=".",
    help="The workspace folder; this one by default.",
)
config_option = click.option("--config", type=FilePath(dir_okay=False), help="Another project.yml.")
tasks_option = click.option(
    "--tasks",
    multiple=True,
    type=FilePath(),
    help="Key-task file or folder whose deliverables are written.",
)
json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    callback=_remember_json,
    is_eager=True,
    help="The result as JSON, on standard output.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Only problems.")


def workspace_at(root: Path, config: Path | None, output: Path | None) -> Workspace:
    """The workspace that the options name."""
    from generator.commands.workspace import Workspace

    return Workspace.at(root, config, output)


def show_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Writes problems for people, one a line; as JSON they are part of the result."""
    if not as_json:
        for problem in problems:
            prefix = "" if problem.severity.value == "error" else "note: "
            click.echo(f"{prefix}{problem}", err=True)


def show_json(data: dict[str, Any]) -> None:
    """Writes a result as JSON on standard output."""
    import json
    from dataclasses import asdict, is_dataclass

    def plain(value: object) -> object:
        from generator.errors import Problem

        if isinstance(value, Problem):
            return value.as_data()
        if is_dataclass(value) and not isinstance(value, type):
            return asdict(value)
        return str(value)

    click.echo(json.dumps(data, default=plain, indent=2, ensure_ascii=False))

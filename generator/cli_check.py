"""`check` on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from generator.cli_options import (
    FilePath,
    config_option,
    json_option,
    quiet_option,
    show_json,
    show_problems,
    tasks_option,
    workspace_at,
    workspace_option,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("files", nargs=-1, type=FilePath(dir_okay=False), metavar="[FILE]...")
@click.option("--data-date", type=click.DateTime(["%Y-%m-%d"]), help="Status date of the schedule.")
@workspace_option
@config_option
@tasks_option
@json_option
@quiet_option
@click.option("-v", "--verbose", is_flag=True, help="All rows, and the ten practices of GAO.")
def check(
    files: Sequence[Path],
    data_date: datetime | None,
    workspace: Path,
    config: Path | None,
    tasks: Sequence[Path],
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check the input and the health of the schedule; writes nothing.

    Says everything that is wrong in project.yml, the key tasks and the templates, then measures the
    schedule by the fourteen metrics of DCMA and the ten practices of GAO. FILE is a schedule to
    measure instead: a Microsoft Project XML file, an Excel workbook or a CSV file.

    Exit status 1 means an error: wrong input, missing logic, a loop, or negative float in a new
    baseline. Every other measure outside its limit is a trip-wire: look into it and explain it.
    """
    from generator.commands.check import check as run

    checked = run(
        workspace_at(workspace, config, None),
        files,
        tasks=tasks,
        data_date=data_date.date() if data_date else None,
    )
    errors = sum(len(one.health.errors) for one in checked)
    for one in checked:
        show_problems(one.notes, as_json=as_json)
    if as_json:
        show_json({"checked": [one.as_data() for one in checked], "errors": errors})
    elif not quiet or errors:
        for number, one in enumerate(checked):
            for line in (*([""] if number else []), *one.sentences(verbose=verbose)):
                click.echo(line)
    sys.exit(1 if errors else 0)

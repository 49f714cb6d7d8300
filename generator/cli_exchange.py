"""`import` and `export` on the command line."""

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

TO = ("mspdi", "csv", "json", "ics")


@click.command("import")
@click.argument("file", type=FilePath(dir_okay=False))
@workspace_option
@config_option
@json_option
@quiet_option
def import_(file: Path, workspace: Path, config: Path | None, as_json: bool, quiet: bool) -> None:
    """Take a schedule from another program as the schedule of the workspace.

    FILE is a Microsoft Project XML file (in Project: File, Save As, XML Format), an Excel workbook
    with the headings of the M3 master schedule or those that import.columns in project.yml names,
    or a CSV file with the same headings.

    It becomes tasks/NAME.schedule.yml and stands in place of the activities of the key tasks. What
    does not fit whole working days is listed. Import the same file again to bring it up to date: if
    you edited tasks/NAME.schedule.yml since, the new one is written beside it.
    """
    from generator.commands.exchange import import_schedule

    place = workspace_at(workspace, config, None)
    result = import_schedule(place, file)
    show_problems(result.warnings, as_json=as_json)
    if as_json:
        show_json(result.as_data())
    elif not quiet:
        for line in result.sentences(place):
            click.echo(line)
    sys.exit(3 if result.kept else 0)


@click.command()
@click.option("--to", required=True, type=click.Choice(TO), help="The format.")
@click.option("-o", "--output", type=FilePath(dir_okay=False), help="A file; else the screen.")
@click.option(
    "--from",
    "source",
    type=FilePath(dir_okay=False),
    help="A Project XML, Excel or CSV file instead of the workspace.",
)
@click.option("--replace", is_flag=True, help="Replace the file of -o where it is there already.")
@click.option("--data-date", type=click.DateTime(["%Y-%m-%d"]), help="Status date of the schedule.")
@workspace_option
@config_option
@tasks_option
@json_option
@quiet_option
def export(
    to: str,
    output: Path | None,
    source: Path | None,
    replace: bool,
    data_date: datetime | None,
    workspace: Path,
    config: Path | None,
    tasks: Sequence[Path],
    as_json: bool,
    quiet: bool,
) -> None:
    """Hand on the computed schedule: of the workspace, or of a file.

    \b
    mspdi  XML that Microsoft Project opens
    csv    a row an activity: early and late dates, float
    json   the same with links, owners, progress and baseline
    ics    a calendar of the activities and milestones
    """
    from generator.commands.exchange import export_schedule, save_export

    if as_json and not output:
        raise click.UsageError("--json says what was written: give a file with -o")
    data, warnings = export_schedule(
        to,
        workspace_at(workspace, config, None),
        source=source,
        tasks=tasks,
        data_date=data_date.date() if data_date else None,
    )
    if output:
        save_export(output, data, replaces=replace)
    show_problems(warnings, as_json=as_json)
    if not output:
        sys.stdout.buffer.write(data)
    elif as_json:
        show_json({"written": [str(output)], "warnings": warnings})
    elif not quiet:
        click.echo(f"Wrote {output}.")

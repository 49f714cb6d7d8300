"""Arguments in, sentences and exit status out. Imports click and nothing else until a command runs.

Exit status: 0 done; 1 problems in the input, or a file that could not be written; 2 usage;
3 done, but a person must decide something.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

import generator
from generator.cli_check import check
from generator.cli_exchange import export, import_
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


# The ten questions; templates/init.yml has their words.
ANSWERS = {
    "organization": "The organization that runs the program.",
    "program": "The program's name.",
    "service_area": "For example financial_management.",
    "executive_sponsor": "Name, Title.",
    "program_manager": "Name, Title.",
    "pmo_lead": "Name, Title; or vacant.",
    "start_date": "First day of the program, YYYY-MM-DD.",
    "budget": "Amounts by fiscal year: 2026: 1200000, 2027: 3400000.",
    "funding_source": "Where the money comes from.",
    "ivv_provider": "Who verifies and validates independently.",
}


class PeopleGroup(click.Group):
    """Turns everything that stops a command into lines for people and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        from generator.errors import PmopackError

        try:
            return super().invoke(ctx)
        except PmopackError as error:
            as_json = bool((ctx.obj or {}).get("json"))
            show_problems(error.problems(), as_json=as_json)
            if as_json:
                show_json({"problems": error.problems()})
            ctx.exit(1)


def _width() -> int:
    """The columns that help may fill, as click finds them, but without `shutil`: 5 ms of 100."""
    try:
        columns = int(os.environ.get("COLUMNS", 0)) or os.get_terminal_size().columns
    except (ValueError, OSError):  # no number, no terminal
        columns = 0
    return max(min(columns or 80, 100) - 2, 50)


@click.group(
    cls=PeopleGroup,
    context_settings={"help_option_names": ["-h", "--help"], "terminal_width": _width()},
)
@click.version_option(generator.__version__, prog_name="pmopack")
def main() -> None:
    """The document pack of a program office, from a key task and a project.yml."""
    for stream in (sys.stdout, sys.stderr):
        # A name in any script must not end in an encoding error on a Windows console.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("directory", type=FilePath(file_okay=False), default=".")
@click.option("--yes", is_flag=True, help="Ask nothing; what is not given is to be decided.")
@json_option
@quiet_option
def init(directory: Path, yes: bool, as_json: bool, quiet: bool, **answers: str | None) -> None:
    """Make a workspace: a commented project.yml with your ten answers.

    Asks on a terminal; elsewhere it takes the options. Nothing is ever overwritten.
    """
    from generator.commands.starter import (
        missing_answers,
        option,
        questions,
        start_workspace,
        wrong_answers,
    )

    monday = date.today() + timedelta(days=7 - date.today().weekday())
    given = {key: value for key, value in answers.items() if value is not None}
    if sys.stdin.isatty() and not yes:
        if not quiet:
            click.echo("Ten questions; Enter leaves one to be decided.", err=True)
        for question in questions():
            if question.key in given:
                continue
            default = monday.isoformat() if question.key == "start_date" else ""
            text = question.prompt + (f" ({question.example})" if question.example else "")
            while True:
                answer = click.prompt(text, default=default, show_default=bool(default), err=True)
                wrong = wrong_answers({question.key: answer})
                if not wrong and (answer.strip() or not question.required):
                    break
                words = f"{wrong[0].fact}; {wrong[0].remedy}" if wrong else "This one is needed"
                click.echo(f"  {words}.", err=True)
            given[question.key] = answer
    elif yes:
        given.setdefault("start_date", monday.isoformat())
    needed = missing_answers(given)
    if needed:
        names = ", ".join(map(option, needed))
        raise click.UsageError(f"needed where nothing can be asked: {names}")
    path = start_workspace(directory, given)
    if as_json:
        show_json({"written": [str(path)]})
    elif not quiet:
        click.echo(f"Wrote {path}.")
        where = "" if str(directory) == "." else f" -C {directory}"
        click.echo(f"Next: open it in any editor, then run: pmopack generate{where}")


for _key, _help in reversed(ANSWERS.items()):
    init = click.option("--" + _key.replace("_", "-"), _key, help=_help)(init)


@main.command()
@workspace_option
@config_option
@tasks_option
@click.option(
    "--output",
    type=FilePath(file_okay=False),
    help="Another folder than output/.",
)
@click.option("--data-date", type=click.DateTime(["%Y-%m-%d"]), help="Status date of the schedule.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this deliverable or file.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@click.option(
    "--pages", is_flag=True, help="Fill in the page numbers of the contents; needs LibreOffice."
)
@click.option("--blank", is_flag=True, help="Word templates (.dotx) with an empty control a fact.")
@click.option("--redline", is_flag=True, help="Show what changes in Word files as tracked changes.")
@json_option
@quiet_option
@click.option("-v", "--verbose", is_flag=True, help="All assumptions and all open facts.")
def generate(
    workspace: Path,
    config: Path | None,
    tasks: Sequence[Path],
    output: Path | None,
    data_date: datetime | None,
    only: Sequence[str],
    dry_run: bool,
    pages: bool,
    blank: bool,
    redline: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Write the document pack into output/.

    What you wrote in a Word file stays, and the rest of it is brought up to date. A workbook that
    you edited is left alone: the new one is written beside it.
    """
    from generator.commands.generate import generate as run

    if blank and pages:
        raise click.UsageError("a blank template has no page numbers: --blank or --pages, not both")
    if blank and redline:
        raise click.UsageError("a blank template has no changes: --blank or --redline, not both")
    place = workspace_at(workspace, config, output)
    show_bar = sys.stderr.isatty() and not quiet and not as_json
    with click.progressbar(
        length=1, hidden=not show_bar, file=sys.stderr, item_show_func=lambda name: name
    ) as bar:
        result = run(
            place,
            tasks=tasks,
            only=only,
            data_date=data_date.date() if data_date else None,
            dry_run=dry_run,
            pages=pages,
            blank=blank,
            redline=redline,
            tell=_told(bar),
        )
    show_problems(result.warnings, as_json=as_json)
    if as_json:
        show_json(result.as_data())
    elif not quiet:
        for line in result.sentences(place, dry_run=dry_run, verbose=verbose):
            click.echo(line)
    sys.exit(3 if result.decisions else 0)


@main.command("list")
@workspace_option
@config_option
@tasks_option
@json_option
def list_(workspace: Path, config: Path | None, tasks: Sequence[Path], as_json: bool) -> None:
    """List deliverables, templates and key tasks."""
    from generator.commands.listing import deliverables_of_pack

    rows = deliverables_of_pack(workspace_at(workspace, config, None), tasks=tasks)
    if as_json:
        show_json({"deliverables": rows})
        return
    table = [("Deliverable", "Key task", "Template", "File")]
    table += [(row.name, row.key_task, row.template, row.file) for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(4)]
    for line in table:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


@main.command()
def schema() -> None:
    """Print the JSON Schema of project.yml, for completion in editors."""
    import json

    from generator.sources.projects import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _told(bar: Any) -> Callable[[str, int, int], None]:
    """Moves a bar to what is being made."""

    def tell(what: str, done: int, of: int) -> None:
        bar.length = of
        bar.update(done - bar.pos, what)

    return tell


main.add_command(check)
main.add_command(import_)
main.add_command(export)

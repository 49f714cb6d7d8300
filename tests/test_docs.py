"""README: every command in it runs, and what it says of the pack is true."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from generator.cli import ANSWERS, main
from generator.commands.starter import questions

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_every_pmopack_command_of_the_readme_runs(tmp_path: Path) -> None:
    pmopack = shutil.which("pmopack", path=str(Path(sys.executable).parent))
    assert pmopack, "pmopack is not installed beside this Python"
    ran = []
    for command in commands():
        if not command.startswith("pmopack "):
            continue
        words = shlex.split(command)
        if words[1] == "init":  # a test has no terminal to be asked on
            words += ["--yes", "--organization", "An Office", "--program", "A Program"]
        done = subprocess.run([pmopack, *words[1:]], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        ran.append(words[1])
    assert ran == ["init", "generate", "list", "generate", "generate"]
    made = {path.name for path in (tmp_path / "demo" / "output").iterdir()}
    table = re.findall(r"^\| `([A-Za-z-]+\.(?:docx|xlsx))`", README, re.MULTILINE)
    assert made == set(table)


def test_the_other_commands_of_the_readme_are_known() -> None:
    others = [command for command in commands() if not command.startswith("pmopack ")]
    assert others == ["pip install pmopack", "make pack", "make test"]
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^pack:", targets, re.MULTILINE)
    assert re.search(r"^test:", targets, re.MULTILINE)


def test_inline_commands_of_the_readme_have_known_options() -> None:
    inline = re.findall(r"`(pmopack [^`]+)`", README)
    assert inline
    for command in inline:
        words = shlex.split(command.split(" > ")[0])
        helped = CliRunner().invoke(main, [words[1], "--help"])
        assert helped.exit_code == 0
        for option in [word for word in words if word.startswith("-")]:
            assert option in helped.output


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    for name, command in main.commands.items():
        assert command.help
        assert f"pmopack {name}" in README
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.opts}"


def test_the_options_of_init_are_the_ten_questions() -> None:
    assert [question.key for question in questions()] == list(ANSWERS)
    assert len(ANSWERS) == 10


def test_the_pictures_of_the_readme_are_there() -> None:
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).stat().st_size > 10_000

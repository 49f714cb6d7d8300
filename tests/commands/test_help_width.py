"""Help is as wide as the terminal, up to 100 columns."""

from __future__ import annotations

import os
import struct
import subprocess
import sys

import pytest

HELP = [sys.executable, "-c", "from generator.cli import main; main()", "generate", "--help"]


def widest(said: str) -> int:
    return max(len(line.rstrip()) for line in said.splitlines())


@pytest.mark.parametrize(
    ("columns", "least", "most"), [("60", 50, 58), ("200", 85, 98), ("", 70, 78), ("x", 70, 78)]
)
def test_help_is_as_wide_as_columns_says(columns: str, least: int, most: int) -> None:
    environment = {**os.environ, "COLUMNS": columns}
    said = subprocess.run(HELP, env=environment, capture_output=True, text=True, check=True).stdout
    assert least <= widest(said) <= most


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal to ask, as Unix has it")
def test_help_is_as_wide_as_the_terminal() -> None:
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 64, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    with subprocess.Popen(HELP, stdout=theirs, env=environment):
        os.close(theirs)
        said = b""
        while True:
            try:
                said += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
    os.close(ours)
    assert 54 <= widest(said.decode()) <= 62

"""Asks MPXJ, an independent scheduler, and reads its times as boundaries."""

import json
import shutil
import subprocess
import sys
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

from tests.conftest import missing

PROGRAM = Path(__file__).with_name("mpxj_schedules.py")
START = date(2026, 1, 5)


def mpxj(scheduler, asked):
    """What MPXJ computes of each network asked for, in one process: see its program."""
    if not shutil.which("java"):
        missing("Java is not installed")
    if not (find_spec("mpxj") and find_spec("jpype")):
        missing("MPXJ (pip install mpxj jpype1) is not installed")
    run = subprocess.run(
        [sys.executable, str(PROGRAM)],
        input=json.dumps({"scheduler": scheduler, "networks": asked}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def links_by_index(rows):
    """The links of each row, with the places of their predecessors among the rows."""
    index = {one.id: n for n, one in enumerate(rows)}
    return [
        [[index[link.predecessor], link.type.value, link.lag] for link in one.links] for one in rows
    ]


def boundary(text, calendar):
    """The boundary of a time at the start or at the end of a working day."""
    time = datetime.fromisoformat(text)
    assert time.hour in (8, 17)
    day = time.date()
    return calendar.next_day(day) - 1 if time.hour == 8 else calendar.last_day(day)

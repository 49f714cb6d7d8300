"""Asks MPXJ to make files of Microsoft Project, or what it reads in ours."""

import json
import shutil
import subprocess
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from tests.conftest import missing

PROGRAM = Path(__file__).with_name("mpxj_files.py")
PROJECT = "{http://schemas.microsoft.com/project}"
# What a test of imported dates may not see: nothing can then be echoed.
KEPT = {"StartDate", "StatusDate", "ConstraintDate", "Deadline", "ActualStart", "ActualFinish"}
FLOATS = {"TotalSlack", "FreeSlack", "StartSlack", "FinishSlack", "Critical"}


def mpxj_files(**asked):
    """What the program answers; see there."""
    if not shutil.which("java"):
        missing("Java is not installed")
    if not (find_spec("mpxj") and find_spec("jpype")):
        missing("MPXJ (pip install mpxj jpype1) is not installed")
    run = subprocess.run(
        [sys.executable, str(PROGRAM)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def without_dates(data):
    """An MSPDI file without any date but project start, constraints and actuals, and its answers.

    The answers are by UniqueID: early start and finish, late start and finish, float in minutes.
    """
    root = etree.fromstring(data)
    names = ("EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "TotalSlack", "FinishSlack")
    answers = {}
    for task in root.iter(f"{PROJECT}Task"):
        told = [task.findtext(PROJECT + name) for name in names]
        if task.findtext(f"{PROJECT}Summary") == "0":
            answers[task.findtext(f"{PROJECT}UID")] = (
                *(datetime.fromisoformat(text) for text in told[:4]),
                int(told[4] or told[5] or 0) // 10,
            )
    for element in list(root.iter()):
        name = etree.QName(element).localname
        text = element.text or ""
        is_date = len(element) == 0 and text[4:5] == "-" and text[10:11] == "T"
        if (
            name in FLOATS
            or name == "Baseline"
            or (is_date and name not in KEPT | {"FromDate", "ToDate"})
        ):
            element.getparent().remove(element)
    return etree.tostring(root), answers

"""Makes and reads files of Microsoft Project with MPXJ: a program, for a JVM is of one process.

Standard input: {"make": [network], "read": [path]}, a network being {"to": path, "title": text,
"start": ISO date, "holidays": [ISO date], "rows": [{"name", "level", "days", "links", ...}]}. Rows
are in outline order; links are [row, type, lag in days] and may be between summaries. Each network
is scheduled with the MicrosoftScheduler and written as MSPDI. Standard output: for each file read
its properties and tasks as MPXJ has them.
"""

from __future__ import annotations

import json
import sys

import jpype
import mpxj  # noqa: F401 - puts the library on the class path

jpype.startJVM()

from java.time import LocalDate, LocalDateTime  # type: ignore[import-not-found]  # noqa: E402
from org.mpxj import (  # type: ignore[import-not-found]  # noqa: E402
    ConstraintType,
    Duration,
    ProjectFile,
    Relation,
    RelationType,
    TimeUnit,
)
from org.mpxj.cpm import MicrosoftScheduler  # type: ignore[import-not-found]  # noqa: E402
from org.mpxj.mspdi import MSPDIReader, MSPDIWriter  # type: ignore  # noqa: E402

TYPES = {
    "FS": RelationType.FINISH_START,
    "SS": RelationType.START_START,
    "FF": RelationType.FINISH_FINISH,
    "SF": RelationType.START_FINISH,
}
CONSTRAINTS = {
    "SNET": ConstraintType.START_NO_EARLIER_THAN,
    "FNET": ConstraintType.FINISH_NO_EARLIER_THAN,
    "MSO": ConstraintType.MUST_START_ON,
}


def hours(days: float) -> Duration:
    return Duration.getInstance(days * 8, TimeUnit.HOURS)


def make(network: dict) -> None:
    project = ProjectFile()
    calendar = project.addDefaultBaseCalendar()
    for day in network["holidays"]:
        calendar.addCalendarException(LocalDate.parse(day)).setName("Day off")
    project.setDefaultCalendar(calendar)
    start = LocalDateTime.parse(f"{network['start']}T08:00:00")
    project.getProjectProperties().setStartDate(start)
    project.getProjectProperties().setProjectTitle(network["title"])
    tasks: list = []
    above: list = [project]
    for row in network["rows"]:
        del above[row["level"] :]
        task = above[-1].addTask()
        above.append(task)
        task.setName(row["name"])
        if row["days"] is not None:
            task.setDuration(hours(row["days"]))
            task.setRemainingDuration(hours(row["days"]))
            task.setActualDuration(hours(0))
            task.setMilestone(row["days"] == 0)
        if row.get("actual"):
            begun, ended, done = row["actual"]
            task.setActualStart(LocalDateTime.parse(begun))
            task.setActualDuration(hours(done))
            task.setRemainingDuration(hours(row["days"] - done))
            task.setPercentageComplete(100 * done / row["days"])
            if ended:
                task.setActualFinish(LocalDateTime.parse(ended))
        if row.get("constraint"):
            kind, when = row["constraint"]
            task.setConstraintType(CONSTRAINTS[kind])
            task.setConstraintDate(LocalDateTime.parse(when))
        tasks.append(task)
    for task, row in zip(tasks, network["rows"], strict=True):
        for predecessor, kind, lag in row["links"]:
            relation = Relation.Builder().predecessorTask(tasks[predecessor]).type(TYPES[kind])
            task.addPredecessor(relation.lag(hours(lag)))
    MicrosoftScheduler().schedule(project, start)
    MSPDIWriter().write(project, network["to"])


def text(value: object) -> str | None:
    return None if value is None else str(value)


def days(duration: object, properties: object) -> float | None:
    if duration is None:
        return None
    return float(duration.convertUnits(TimeUnit.HOURS, properties).getDuration()) / 8


def read(path: str) -> dict:
    project = MSPDIReader().read(path)
    properties = project.getProjectProperties()
    calendar = project.getDefaultCalendar()
    return {
        "title": text(properties.getProjectTitle()),
        "start": text(properties.getStartDate()),
        "status": text(properties.getStatusDate()),
        "off": [
            [text(one.getFromDate()), text(one.getName())]
            for one in calendar.getCalendarExceptions()
        ],
        "tasks": [task_data(task, properties) for task in project.getTasks()],
    }


def task_data(task, properties) -> dict:
    def length(duration):
        return days(duration, properties)

    return {
        "uid": int(task.getUniqueID()),
        "name": str(task.getName()),
        "wbs": text(task.getWBS()),
        "level": int(task.getOutlineLevel()),
        "outline": text(task.getOutlineNumber()),
        "summary": bool(task.getSummary()),
        "milestone": bool(task.getMilestone()),
        "critical": bool(task.getCritical()),
        "contact": text(task.getContact()),
        "notes": text(task.getNotes()) or None,
        "start": text(task.getStart()),
        "finish": text(task.getFinish()),
        "early": [text(task.getEarlyStart()), text(task.getEarlyFinish())],
        "late": [text(task.getLateStart()), text(task.getLateFinish())],
        "duration": length(task.getDuration()),
        "total": length(task.getTotalSlack()),
        "free": length(task.getFreeSlack()),
        "percent": float(task.getPercentageComplete()),
        "actual": [text(task.getActualStart()), text(task.getActualFinish())],
        "done": length(task.getActualDuration()),
        "remaining": length(task.getRemainingDuration()),
        "constraint": [text(task.getConstraintType()), text(task.getConstraintDate())],
        "deadline": text(task.getDeadline()),
        "baseline": [
            text(task.getBaselineStart()),
            text(task.getBaselineFinish()),
            length(task.getBaselineDuration()),
        ],
        "texts": [text(task.getText(number)) for number in (1, 2, 3, 4)],
        "links": [
            [
                int(one.getPredecessorTask().getUniqueID()),
                str(one.getType()),
                length(one.getLag()),
            ]
            for one in task.getPredecessors()
        ],
    }


def main() -> None:
    asked = json.load(sys.stdin)
    for network in asked.get("make", []):
        make(network)
    json.dump([read(path) for path in asked.get("read", [])], sys.stdout)


if __name__ == "__main__":
    main()

"""Schedules networks with MPXJ: a program of its own, for a JVM lasts as long as its process.

Standard input: {"scheduler": "primavera" | "microsoft", "networks": [...]}, each network being
{"start": ISO date, "holidays": [ISO date], "rows": [[days, [[predecessor, type, lag]]]]}.
Standard output: for each network and row [early start, early finish, late start, late finish] as
ISO times and the total float in hours. With {"time": n} the seconds of n + 1 runs instead.
"""

from __future__ import annotations

import json
import sys
import time

import jpype
import mpxj  # noqa: F401 - puts the library on the class path

jpype.startJVM()

from java.time import LocalDate, LocalDateTime  # type: ignore[import-not-found]  # noqa: E402
from org.mpxj import (  # type: ignore[import-not-found]  # noqa: E402
    ActivityType,
    Duration,
    ProjectFile,
    Relation,
    RelationType,
    TimeUnit,
)
from org.mpxj.cpm import (  # type: ignore[import-not-found]  # noqa: E402
    MicrosoftScheduler,
    PrimaveraScheduler,
)

TYPES = {
    "FS": RelationType.FINISH_START,
    "SS": RelationType.START_START,
    "FF": RelationType.FINISH_FINISH,
    "SF": RelationType.START_FINISH,
}
KINDS = {
    "activity": ActivityType.TASK_DEPENDENT,
    "start milestone": ActivityType.START_MILESTONE,
    "finish milestone": ActivityType.FINISH_MILESTONE,
}


def project_of(network: dict) -> ProjectFile:
    project = ProjectFile()
    calendar = project.addDefaultBaseCalendar()
    for day in network["holidays"]:
        calendar.addCalendarException(LocalDate.parse(day))
    project.setDefaultCalendar(calendar)
    start = LocalDateTime.parse(f"{network['start']}T08:00:00")
    project.getProjectProperties().setStartDate(start)
    tasks = []
    for number, (days, kind, links) in enumerate(network["rows"], 1):
        task = project.addTask()
        task.setName(str(number))
        duration = Duration.getInstance(days * 8, TimeUnit.HOURS)
        task.setDuration(duration)
        task.setRemainingDuration(duration)
        task.setActualDuration(Duration.getInstance(0, TimeUnit.HOURS))
        task.setMilestone(days == 0)
        task.setActivityType(KINDS[kind])
        task.setCalendar(calendar)
        for predecessor, link, lag in links:
            relation = Relation.Builder().predecessorTask(tasks[predecessor])
            relation = relation.type(TYPES[link]).lag(Duration.getInstance(lag * 8, TimeUnit.HOURS))
            task.addPredecessor(relation)
        tasks.append(task)
    return project


def answer(scheduler: str, network: dict) -> list[list[object]]:
    project = project_of(network)
    start = LocalDateTime.parse(f"{network['start']}T08:00:00")
    engine = PrimaveraScheduler() if scheduler == "primavera" else MicrosoftScheduler()
    engine.schedule(project, start)
    return [
        [
            *(
                str(day)
                for day in (
                    task.getEarlyStart(),
                    task.getEarlyFinish(),
                    task.getLateStart(),
                    task.getLateFinish(),
                )
            ),
            float(
                task.getTotalSlack()
                .convertUnits(TimeUnit.HOURS, project.getProjectProperties())
                .getDuration()
            ),
        ]
        for task in project.getTasks()
    ]


def timed(network: dict, runs: int) -> list[float]:
    """Seconds of scheduling alone, the first run being the one that warms up."""
    found = []
    for _ in range(runs + 1):
        project = project_of(network)
        start = time.perf_counter()
        PrimaveraScheduler().schedule(project, LocalDateTime.parse(f"{network['start']}T08:00:00"))
        found.append(time.perf_counter() - start)
    return found


def main() -> None:
    asked = json.load(sys.stdin)
    if runs := asked.get("time"):
        json.dump(timed(asked["networks"][0], runs), sys.stdout)
        return
    json.dump([answer(asked["scheduler"], network) for network in asked["networks"]], sys.stdout)


if __name__ == "__main__":
    main()

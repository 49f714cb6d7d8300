"""Schedules networks with MPXJ: a program of its own, for a JVM lasts as long as its process.

Standard input: {"scheduler": "primavera" | "microsoft", "networks": [...]}, each network being
{"start": ISO date, "holidays": [ISO date], "rows": [[days, kind, [[predecessor, type, lag]]]]}.
A network with progress has "status", the ISO time of its data date, and in each row after that
[actual days, actual start, actual finish], the times ISO or null; its days are those remaining.
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
    PercentCompleteType,
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
    if status := network.get("status"):
        project.getProjectProperties().setStatusDate(LocalDateTime.parse(status))
    tasks = []
    for number, (days, kind, links, *progress) in enumerate(network["rows"], 1):
        task = project.addTask()
        task.setName(str(number))
        duration = Duration.getInstance(days * 8, TimeUnit.HOURS)
        task.setDuration(duration)
        task.setRemainingDuration(duration)
        done, started, finished = progress[0] if progress else (0, None, None)
        done = Duration.getInstance(done * 8, TimeUnit.HOURS)
        task.setActualDuration(done)
        if started:
            # Its remaining duration stands as given, not as a percentage of the planned one.
            task.setPercentCompleteType(PercentCompleteType.PHYSICAL)
            task.setActualStart(LocalDateTime.parse(started))
            task.setDuration(Duration.getInstance(days * 8 + done.getDuration(), TimeUnit.HOURS))
        if finished:
            task.setActualFinish(LocalDateTime.parse(finished))
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

"""Links between key tasks: an input that an earlier key task produces is a dependency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.errors import Problem, Severity
from generator.model.keytask import Item, KeyTask
from generator.model.schedule import Link
from generator.schedule.deliverables import producer_of
from generator.schedule.naming import Names, Words
from generator.schedule.web import Web


def derive_links(key_tasks: Sequence[KeyTask], web: Web, names: Names) -> tuple[Problem, ...]:
    """Adds the dependencies that inputs imply to a web; returns those it had to leave out.

    The latest earlier key task that has the input among its outputs produces it. The link goes
    from the activity that names the output to the first activity that ends. It is not made where
    the key task waits for that activity already, nor where it would close a loop.
    """
    problems = []
    produced: dict[Words, KeyTask] = {}
    for key_task in key_tasks:
        work = _work(key_task, web)
        for item in key_task.inputs if work else ():
            earlier = _latest(produced.get(key) for key in names.keys(item))
            if earlier is None:
                continue
            producer = _producer(item, earlier, web, names)
            if not producer or not web.after(producer).isdisjoint(row.casefold() for row in work):
                continue
            if producer.casefold() in web.after(work[0]):
                fact = f"input '{item.name}' comes from {producer}, which waits for {work[0]}"
                remedy = "no link is made; give the predecessors in one of the two definitions"
                problems.append(Problem(item.place, fact, remedy, Severity.WARNING))
            else:
                basis = f"Derived: input '{item.name}' from {earlier.id}"
                web.add(work[0], Link(producer, basis=basis))
        produced |= {key: key_task for item in key_task.outputs for key in names.keys(item)}
    return tuple(problems)


def _latest(key_tasks: Iterable[KeyTask | None]) -> KeyTask | None:
    found = [one for one in key_tasks if one]
    return max(found, key=lambda one: (one.phase, one.number), default=None)


def _producer(item: Item, key_task: KeyTask, web: Web, names: Names) -> str:
    """The ID of the row that produces an item; the last work that ends where it never ends."""
    activity = producer_of(item.name, key_task, names)
    if activity and activity.id.casefold() in web.rows:
        return activity.id
    return next(reversed(_work(key_task, web)), "")


def _work(key_task: KeyTask, web: Web) -> list[str]:
    return [one.id for one in key_task.activities if one.id.casefold() in web.rows]

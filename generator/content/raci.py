"""Who is responsible, accountable, consulted and informed, activity by activity.

A row of project.yml or of the starters is tied to its activity by ID or by its words, never by
position: a revised key task may have moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from generator.model.keytask import Activity, KeyTask
from generator.model.project import Project, Row
from generator.model.schedule import Schedule

RaciRow = dict[str, object]


def raci(
    project: Project,
    key_tasks: Iterable[KeyTask],
    schedule: Schedule,
    canonical: Callable[[str], str],
) -> tuple[tuple[RaciRow, ...], tuple[RaciRow, ...]]:
    """The matrix rows of the activities that have one, and a proposal for the others.

    A matrix row has `id`, `text` and `roles` (role to letter, empty where it has none); a
    proposal has `id`, `text`, `responsible`, `accountable`, `consulted` and `informed`.
    """
    given = project.rows.get("raci")
    matrix, rest = [], []
    for key_task in key_tasks:
        for activity in key_task.activities:
            row = _row_of(activity, key_task, given.rows if given else ())
            head = {"id": activity.id, "text": activity.text}
            if row is None:
                rest.append({**head, **_proposal(activity, schedule, canonical)})
                continue
            letters: defaultdict[str, str] = defaultdict(str)
            roles = row["roles"]
            assert isinstance(roles, Mapping)  # noqa: S101 - the row model holds it
            for role, letter in roles.items():
                letters[canonical(str(role))] = str(letter)
            matrix.append({**head, "roles": letters})
    return tuple(matrix), tuple(rest)


def _row_of(activity: Activity, key_task: KeyTask, rows: Iterable[Row]) -> Row | None:
    words = " ".join(activity.text.plain.split()).casefold()
    for row in rows:
        names = " ".join(str(row["activity"]).split()).casefold()
        if row.get("key_task") in (None, "", key_task.id) and names in (
            words,
            activity.id.casefold(),
        ):
            return row
    return None


def _proposal(
    activity: Activity, schedule: Schedule, canonical: Callable[[str], str]
) -> dict[str, str]:
    """The owner does the work; the level above answers for it."""
    planned = schedule.row(activity.id)
    owner = canonical(planned.plan.owner) if planned and planned.plan.owner else "PMO Lead"
    above = "Executive Sponsor" if owner == "Program Manager" else "Program Manager"
    if owner == above:
        above = "Executive Steering Committee"
    others = [role for role in ("PMO Lead", "Business Owner") if role not in (owner, above)]
    return {
        "responsible": owner,
        "accountable": above,
        "consulted": others[0],
        "informed": "Executive Sponsor" if above != "Executive Sponsor" else "PMO Team",
    }

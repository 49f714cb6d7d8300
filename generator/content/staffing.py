"""Who fills which role, when the schedule needs them, and for how much work.

The role catalogue is templates/roles.yml; people come from the roster and the facts; need comes
from the schedule. Load is effort 1.0 of the owner's role on each working day of an activity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from generator.model.keytask import KeyTask
from generator.model.project import FactState, Project
from generator.model.schedule import RowKind, Schedule, ScheduleRow

Catalogue = Sequence[Mapping[str, object]]
StaffRow = dict[str, object]

KINDS = ("federal", "contractor", "either")


def staffing(
    catalogue: Catalogue,
    project: Project,
    schedule: Schedule,
    key_tasks: Iterable[KeyTask],
    canonical: Callable[[str], str],
) -> tuple[StaffRow, ...]:
    """One row a role: the catalogue's, then those that only the roster or the schedule names.

    Fields: those of the catalogue, and `person` (a Fact, text or None), `status`, `start` (the
    date from which the schedule or the roster needs the role, or None), `deputy`, `gap`,
    `target`, `cover`, `planned` and `why`.
    """
    owned = _owned(schedule, canonical)
    named = {
        canonical(stakeholder.name): key_task.id
        for key_task in key_tasks
        for stakeholder in key_task.stakeholders
    }
    given = {canonical(str(row["role"])): row for row in _roster(project)}
    roles = [str(row["role"]) for row in catalogue]
    extra = [role for role in (*named, *given, *owned) if role not in roles]
    rows = [*catalogue, *({"role": role} for role in dict.fromkeys(extra))]
    return tuple(
        _staff_row(row, given.get(str(row["role"]), {}), named, owned, project) for row in rows
    )


def teams(staff: Iterable[StaffRow]) -> list[StaffRow]:
    """The planned roles by sub-team: `name` and `members`, in the order of the catalogue."""
    members: dict[str, list[StaffRow]] = {}
    for row in staff:
        if row["planned"]:
            members.setdefault(str(row["team"]), []).append(row)
    return [{"name": team, "members": rows} for team, rows in members.items()]


def counts(staff: Iterable[StaffRow]) -> list[StaffRow]:
    """FTE by sub-team and kind of staff, with a total row; FTE is count times commitment."""
    rows: list[StaffRow] = []
    for team in teams(staff):
        members = team["members"]
        assert isinstance(members, list)  # noqa: S101 - made above
        fte = {kind: _fte(m for m in members if m["kind"] == kind) for kind in KINDS}
        lead = next((str(m["role"]) for m in members if m["kind"] == "federal"), "")
        lead = lead or str(members[0].get("federal_lead") or "Program Manager")
        rows.append({"team": team["name"], **fte, "total": sum(fte.values()), "lead": lead})
    sums = {key: sum(float(str(row[key])) for row in rows) for key in (*KINDS, "total")}
    return [*rows, {"team": "Total", **sums, "lead": "Program Manager"}]


def loads(
    staff: Iterable[StaffRow], schedule: Schedule, canonical: Callable[[str], str]
) -> list[StaffRow]:
    """Need of each role in Phases 1 and 2 against what is available, with a finding in words."""
    needs = load_by_phase(schedule, canonical)
    rows = []
    for member in staff:
        need = needs.get(str(member["role"]))
        if not need:
            continue
        available = _fte([member])
        peak = max(need.values())
        use = round(100 * peak / available) if available else 0
        over = f"Over-allocated: needs {peak:.2f} of {available:.2f} FTE"
        rows.append(
            {
                "role": member["role"],
                "available": available,
                "phase_1": need.get("1", 0.0),
                "phase_2": need.get("2", 0.0),
                "peak": peak,
                "use": use,
                "finding": over if use > 100 else "Within what is available",
            }
        )
    return rows


def gaps(staff: Iterable[StaffRow]) -> list[StaffRow]:
    """The planned roles without a person, those with the same gap and answer in one row.

    Fields: `roles` as text, `gap`, `start` (the earliest day one is needed) and `mitigation`.
    """
    groups: dict[tuple[str, str], list[StaffRow]] = {}
    for row in staff:
        if row["planned"] and row["status"] not in ("permanent", "acting"):
            gap = "Vacant" if row["status"] == "vacant" else "Nobody named yet"
            answer = str(row["cover"] or _mitigation(str(row["kind"])))
            groups.setdefault((gap, answer), []).append(row)
    return [
        {
            "roles": ", ".join(str(row["role"]) for row in rows),
            "gap": gap,
            "start": min(
                (row["start"] for row in rows if isinstance(row["start"], date)), default=None
            ),
            "mitigation": answer,
        }
        for (gap, answer), rows in groups.items()
    ]


def _mitigation(kind: str) -> str:
    if kind == "federal":
        return "Detail or assignment; the deputy or the next level covers until then"
    return "Detail, or support through the acquisition of the role"


def _fte(rows: Iterable[StaffRow]) -> float:
    return sum(
        float(str(row.get("fte") or 0)) * float(str(row.get("percent") or 0)) / 100 for row in rows
    )


def load_by_phase(
    schedule: Schedule, canonical: Callable[[str], str]
) -> dict[str, dict[str, float]]:
    """Average full-time people that each phase asks of each role: role -> phase -> FTE."""
    lengths = {
        row.plan.phase: row.times.early_finish - row.times.early_start
        for row in schedule.rows
        if row.plan.kind is RowKind.PHASE
    }
    load: dict[str, dict[str, float]] = {}
    for role, rows in _owned(schedule, canonical).items():
        phases = load.setdefault(role, {})
        for row in rows:
            length = lengths.get(row.plan.phase, 0)
            if row.plan.kind is RowKind.ACTIVITY and length:
                phases[row.plan.phase] = phases.get(row.plan.phase, 0.0) + (
                    row.plan.duration / length
                )
    return load


def _roster(project: Project) -> Sequence[Mapping[str, object]]:
    rows = project.rows.get("roster")
    return rows.rows if rows else ()


def _owned(schedule: Schedule, canonical: Callable[[str], str]) -> dict[str, list[ScheduleRow]]:
    owned: dict[str, list[ScheduleRow]] = {}
    for row in schedule.rows:
        if row.plan.owner and not row.plan.kind.is_summary:
            owned.setdefault(canonical(row.plan.owner), []).append(row)
    return owned


def _staff_row(
    catalogue: Mapping[str, object],
    given: Mapping[str, object],
    named: Mapping[str, str],
    owned: Mapping[str, Sequence[ScheduleRow]],
    project: Project,
) -> StaffRow:
    role = str(catalogue["role"])
    rows = owned.get(role, ())
    fact = project.facts.get(re.sub(r"\W+", "_", role.casefold()).strip("_"))
    person = given.get("name") or fact
    status = given.get("status") or _status(fact.state if fact else None, str(fact or ""))
    start = given.get("start") or min((row.start for row in rows), default=None)
    why = _why(role, catalogue, named, len(rows))
    vacant = status in ("vacant", "acting")
    return {
        "role_id": catalogue.get("id", "Added"),
        "team": "Added by the project",
        "kind": "either",
        "federal_lead": "",
        "fte": None,
        "percent": None,
        **dict.fromkeys(("responsibilities", "authority", "skills", "training"), ""),
        **dict.fromkeys(("skills_gap", "cover", "deputy"), ""),
        **catalogue,
        **{key: value for key, value in given.items() if value not in (None, "", ())},
        "role": role,
        "person": person,
        "status": status,
        "start": start,
        "rows_owned": len(rows),
        "planned": bool(why or given),
        "why": why or ("Named in the roster" if given else "Not planned in Phases 1 and 2"),
        "gap": "No person in the role" if vacant else "None known",
        "target": start if vacant else None,
    }


def _status(state: FactState | None, value: str) -> str:
    if value.casefold() == "vacant":
        return "vacant"
    return "permanent" if state is FactState.GIVEN else ""


def _why(
    role: str, catalogue: Mapping[str, object], named: Mapping[str, str], rows_owned: int
) -> str:
    if role in named:
        return f"Named by key task {named[role]}"
    if catalogue.get("added"):
        return f"Added: {catalogue['added']}"
    rows = "row" if rows_owned == 1 else "rows"
    return f"Owns {rows_owned} schedule {rows}" if rows_owned else ""

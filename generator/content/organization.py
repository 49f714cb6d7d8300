"""The organization chart: board, sponsor, manager, teams; what is independent stands outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.content.drawing import (
    GAP,
    SMALL,
    WIDTH,
    Box,
    Drawing,
    Label,
    Line,
    Look,
    box,
    label,
)

Row = Mapping[str, object]

_SPONSOR, _MANAGER, _OFFICE = "Executive Sponsor", "Program Manager", "PMO Lead"
_LEADERSHIP, _OVERSIGHT = "Leadership", "Independent Oversight"
_KNOWN = ("permanent", "acting", "vacant")
_TALLEST = 560.0
_SIDE = 144.0  # width of a box beside the line of leadership
_MOST_MEMBERS = 8  # of a team in one box


@dataclass(frozen=True, slots=True)
class _Member:
    number: int
    role: str
    person: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What to print, and what where the font cannot: the role alone, its place in the list."""
        named = (f"{self.role}: {self.person}",) if self.person else ()
        return (*named, self.role, f"Role {self.number} of the list")


@dataclass(frozen=True, slots=True)
class _Team:
    number: int
    name: str
    members: tuple[_Member, ...]


@dataclass(frozen=True, slots=True)
class _Detail:
    """How much a team's box says of its members: lines for each, 0 for their number alone."""

    lines: int
    named: bool = True


def organization_chart(teams: Sequence[Row], board: str) -> Drawing | None:
    """The chart of the planned roles; None without any.

    Names are left out where the chart would be too tall, then the roles, then the teams: the list
    in the text has them all.

    Args:
        teams: rows of `staffing.teams`.
        board: the governance body the sponsor answers to; empty for none.
    """
    read = _read(teams)
    if not read:
        return None
    for detail in (_Detail(3), _Detail(2, named=False), _Detail(0)):
        chart = _chart(read, board, detail)
        if chart.height <= _TALLEST:
            return chart
    everyone = tuple(member for team in read for member in team.members)
    return _chart([_Team(1, "Teams", everyone)], board, _Detail(0))


def _read(teams: Sequence[Row]) -> list[_Team]:
    read: list[_Team] = []
    count = 0
    for number, team in enumerate(teams, start=1):
        members = []
        rows = team["members"]
        assert isinstance(rows, Sequence)  # noqa: S101 - made by staffing.teams
        for row in rows:
            count += 1
            known = row["status"] in _KNOWN and row["person"]
            members.append(_Member(count, str(row["role"]), str(row["person"]) if known else ""))
        read.append(_Team(number, str(team["name"]), tuple(members)))
    return read


def _chart(teams: Sequence[_Team], board: str, detail: _Detail) -> Drawing:
    heads = {
        member.role: member
        for team in teams
        for member in team.members
        if member.role in (_SPONSOR, _MANAGER)
    }
    rest = [
        _Team(team.number, team.name, members)
        for team in teams
        if (members := tuple(one for one in team.members if one.role not in heads))
    ]
    boxes: list[Box] = []
    lines: list[Line] = []
    left = (WIDTH - _SIDE) / 2
    y, answer_to = 0.0, []
    for role in (board, _SPONSOR, _MANAGER):
        member = heads.get(role)
        if not (role == board and board) and member is None:
            continue
        texts = member.texts if member else (board, "Governance board")
        labels = [label(*texts, width=_SIDE)]
        head = box(left, y, _SIDE, labels, Look.HEAD if member else Look.PART)
        if boxes:
            lines.append(Line((head.middle[0], boxes[-1].bottom), (head.middle[0], head.y)))
        boxes.append(head)
        if role != _MANAGER:
            answer_to.append(head)
        y = head.bottom + GAP
    spine = list(boxes)
    teams_below = []
    for team in rest:
        if team.name == _LEADERSHIP and answer_to:
            side = _team(team, team.members, 0, answer_to[-1].y, _SIDE, detail)
            level = answer_to[-1].middle[1]
            lines.append(Line((_SIDE, level), (left, level)))
            boxes += side
        elif team.name == _OVERSIGHT:
            right = WIDTH - _SIDE
            least = answer_to[-1].bottom if answer_to else 0
            side = _team(team, team.members, right, 0, _SIDE, detail, Look.OUTSIDE, least)
            for head in answer_to:
                level = head.middle[1]
                lines.append(Line((left + _SIDE, level), (right, level), dashed=True))
            boxes += side
        else:
            teams_below.append(team)
    below = max((one.bottom for one in boxes), default=0)
    start = (spine[-1].middle[0], spine[-1].bottom) if spine else None
    team_boxes, team_lines = _grid(teams_below, below, start, detail)
    return Drawing((*boxes, *team_boxes), (*lines, *team_lines))


def _grid(
    teams: Sequence[_Team], below: float, start: tuple[float, float] | None, detail: _Detail
) -> tuple[list[Box], list[Line]]:
    """The teams in rows below `below`, hung on lines that begin at `start`."""
    parts = [
        (team, team.members[first : first + size])
        for team in teams
        for size in (_MOST_MEMBERS if detail.lines else len(team.members),)
        for first in range(0, len(team.members), size)
    ]
    if not parts:
        return [], []
    columns = len(parts) if len(parts) <= 4 else 3
    rows = [parts[first : first + columns] for first in range(0, len(parts), columns)]
    margin = 10.0 if len(rows) > 1 else 0.0  # for the line from row to row
    width = min(_SIDE, (WIDTH - margin - GAP * (columns - 1)) / columns)
    boxes: list[Box] = []
    lines: list[Line] = []
    y = below
    buses: list[float] = []
    for row in rows:
        used = len(row) * (width + GAP) - GAP
        x = margin or (WIDTH - used) / 2
        bus = y + GAP
        drawn: list[Box] = []
        centres = []
        for team, members in row:
            drawn += _team(team, members, x, bus + GAP, width, detail)
            centres.append(x + width / 2)
            x += width + GAP
        if start or len(rows) > 1:
            lines += [Line((centre, bus), (centre, bus + GAP)) for centre in centres]
        ends = centres + ([1.0] if len(rows) > 1 else [])
        if start and not buses:
            lines.append(Line(start, (start[0], bus)))
            ends.append(start[0])
        if start or len(rows) > 1:
            lines.append(Line((min(ends), bus), (max(ends), bus)))
        buses.append(bus)
        boxes += drawn
        y = max(one.bottom for one in drawn)
    if len(rows) > 1:
        lines.append(Line((1.0, buses[0]), (1.0, buses[-1])))
    return boxes, lines


def _team(
    team: _Team,
    members: Sequence[_Member],
    x: float,
    y: float,
    width: float,
    detail: _Detail,
    look: Look = Look.PART,
    least: float = 0,
) -> list[Box]:
    """A team's name, and below it who is in it; who leads the program office heads its team."""
    lead = [one for one in members if one.role == _OFFICE] if detail.lines else []
    rest = [one for one in members if one not in lead]

    def entry(member: _Member) -> Label:
        texts = member.texts if detail.named else member.texts[-2:]
        return label(*texts, width=width, size=SMALL, most=detail.lines)

    titles = [label(team.name, f"Team {team.number} of the list", width=width), *map(entry, lead)]
    entries = [entry(member) for member in rest if detail.lines]
    if not detail.lines:
        count = f"{len(rest)} role{'s' if len(rest) > 1 else ''}, in the list"
        entries = [label(count, width=width, size=SMALL)]
    if look is Look.OUTSIDE:
        return [box(x, y, width, titles + entries, look, least - y)]
    head = box(x, y, width, titles, Look.HEAD)
    return [head, box(x, head.bottom, width, entries, look)] if entries else [head]

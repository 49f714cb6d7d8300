"""The formulas of one row of `_cpm`, column by column.

    A ID   B its row in Schedule, 0 when deleted   C duration   D remaining duration
    E, F actual dates   G where what remains starts   H, I early start and finish   J late finish
    K total float while open   L, M start and finish date   N days done   O critical   P status
    Q finish variance   R 1 if an input differs from `_base`, 2 if a link, 3 if a roll-up   S % done

G to J are boundaries; of a summary or a level of effort G is its length in days. In the layouts `§`
is the row itself and `¤` its row in `_base`.
"""

from __future__ import annotations

from datetime import date

from generator.formats.workbook.cells import escape_formula, serial
from generator.model.schedule import ConstraintType, RowKind, ScheduleRow
from generator.schedule.calendar import Calendar

NEVER = 1_000_000
"""The late finish of a finished row: it holds no predecessor back."""
_DAYS = "Weekend,Holidays"
# What people type and everything computed rests on, by its column in `Schedule` and `_base`.
_LINKS, _INPUTS = "LX", "EFIJKO"
_TEXTS, _EITHER, _DATES = "OP", "EFK", "EFLM"


def _typed(column: str) -> str:
    return f"INDEX(Schedule!${column}:${column},B§)"


def _differs(columns: str) -> str:
    return "OR(" + ",".join(f"{_typed(column)}<>_base!{column}¤" for column in columns) + ")"


def _date(column: str, other: str = '""') -> str:
    return f"IF(ISNUMBER({_typed(column)}),{_typed(column)},{other})"


def _boundary(cell: str, offset: str) -> str:
    return f"MAX(0,NETWORKDAYS.INTL(ProjectStart,{cell},{_DAYS})-{offset})"


def _day(number: str) -> str:
    return f'IF(B§,WORKDAY.INTL(ProjectStart-1,MAX(1,{number}),{_DAYS}),"")'


# A percentage of 99.9 % leaves the same days here and in the engine: six decimals, then up.
_LEFT = (
    f"IF(ISNUMBER({_typed('K')}),ROUNDUP(ROUND(MAX(0,{_typed('K')}),6),0),"
    f"ROUNDUP(ROUND(C§*(1-N({_typed('F')})),6),0))"
)
_DONE = (
    f"IF(ISNUMBER({_typed('F')}),{_typed('F')},"
    f"IF(AND(ISNUMBER({_typed('K')}),C§>0),MAX(0,1-{_typed('K')}/C§),0))"
)


LINKS_DIFFER = _differs(_LINKS)
"""Whether the links or the constraint of a row are others than those of the network."""

SPAN_CHANGED = (
    f"IF(B§=0,1,IF({LINKS_DIFFER},2,IF(OR(G§<>_base!E¤,ABS(S§-_base!F¤)>0.000000001,"
    "E§<>_base!I¤,F§<>_base!J¤,D§<>_base!K¤),3,0)))"
)
"""What differs in a span: its length and progress stand as values, and may be others by now."""


def _columns(kind: RowKind) -> dict[str, str]:
    """The formulas of a row of the network; `%s` where each row has its own."""
    milestone = kind.is_milestone
    closes = "1" if kind is RowKind.START_MILESTONE else "0"
    opens = closes if milestone else "IF(C§>0,1,0)"
    return {
        "B": "IFERROR(MATCH(A§,Schedule!$A:$A,0),0)",
        "C": "" if milestone else f"IF(B§,MAX(0,N({_typed('E')})),0)",
        "D": "" if milestone else f'IF(OR(B§=0,F§<>""),0,{_LEFT})',
        "E": f'IF(B§,{_date("I", _date("J")) if milestone else _date("I")},"")',
        "F": f'IF(B§,{_date("J", "E§") if milestone else _date("J")},"")',
        "G": 'IF(F§<>"",0,%s)',
        "H": f'IF(E§="",G§,{_boundary("E§", opens)})',
        "I": f'IF(F§="",G§+D§,{_boundary("F§", closes)})',
        "J": f'IF(F§="",%s,{NEVER})',
        "K": 'IF(OR(F§<>"",B§=0),"",J§-I§)',
        "L": _day(f"H§+{opens}"),
        "M": _day(f"I§+{closes}"),
        "N": "" if milestone else f'IF(B§=0,0,IF(F§<>"",C§,C§*{_DONE}))',
        "O": 'IF(K§="","No",IF(K§<=$H$2,"Yes","No"))',
        "P": "%s",
        "Q": "%s",
        "R": f"IF(B§=0,1,IF({LINKS_DIFFER},2,IF({_differs(_INPUTS)},1,0)))",
    }


def _layout(kind: RowKind) -> str:
    """A row as text: `%s` for its ID, its own formulas, and each value with its type."""
    cells = ['<row r="§"><c r="A§" t="inlineStr"><is><t>%s</t></is></c>']
    for column, formula in _columns(kind).items():
        style = ' s="{date}"' if column in _DATES else ""
        kind_of_value = ' t="str"' if column in _TEXTS else "%s" if column in _EITHER else ""
        calculated = f"<f>{escape_formula(formula)}</f>" if formula else ""
        cells.append(f'<c r="{column}§"{style}{kind_of_value}>{calculated}<v>%s</v></c>')
    return "".join(cells) + "</row>"


LAYOUTS = {kind: _layout(kind) for kind in RowKind if kind.is_scheduled}


def status_formula(row: ScheduleRow, number: int, calendar: Calendar) -> str:
    """The status of a row; late only where there is a baseline."""
    opens, closes = row.plan.offsets
    begun = f'IF(E{number}<>"","In progress",'
    unstarted = '"Not started")'
    if row.baseline_start:
        due = calendar.last_day(row.baseline_start)
        is_work = not row.plan.kind.is_milestone and row.plan.kind.is_scheduled
        late = f"{due}-(C{number}>0)" if is_work else f"{due - opens}"
        unstarted = f'IF({late}<$B$2,"Late start","Not started"))'
    open_ = begun + unstarted
    if row.baseline_finish and (due := calendar.last_day(row.baseline_finish) - closes) > 0:
        open_ = f'IF({due}<=$B$2,"Overdue",{open_})'
    return f'IF(F{number}<>"","Complete",{open_})'


def variance_of(row: ScheduleRow, calendar: Calendar) -> int:
    """The working days between the baseline finish and the finish; 0 without a baseline."""
    if row.finish_variance is not None or not row.baseline_finish:
        return row.finish_variance or 0
    return calendar.last_day(row.finish) - calendar.last_day(row.baseline_finish)


def variance_formula(row: ScheduleRow, number: int) -> str:
    """The working days between the baseline finish and the finish."""
    planned, finish = serial(row.baseline_finish or row.finish), f"M{number}"
    later = f"NETWORKDAYS.INTL({planned + 1},{finish},{_DAYS})"
    earlier = f"-NETWORKDAYS.INTL({finish}+1,{planned},{_DAYS})"
    moved = f"IF({finish}={planned},0,IF({finish}>{planned},{later},{earlier}))"
    return f'IF({finish}="","",{moved})'


class Limits:
    """A constraint as terms of the formulas of its row; a deleted row has none.

    Attributes:
        earliest: a term of where the remaining work starts, or empty.
        pin: when a boundary stands in the place of logic, and which; both empty where none does.
        latest: a term of the late finish, or empty.
    """

    def __init__(self, row: ScheduleRow, number: int, calendar: Calendar) -> None:
        self.earliest = self.latest = ""
        self.pin = "", ""
        constraint = row.plan.constraint
        if constraint is None:
            return
        opens, closes = (str(offset) for offset in row.plan.offsets)
        if not row.plan.kind.is_milestone:
            opens = f"(C{number}>0)"
        first, last = _next_day(constraint.date, calendar), _last_day(constraint.date, calendar)
        left = f"D{number}"
        there, unstarted = f"B{number}>0", f'AND(B{number}>0,E{number}="")'
        match constraint.type:
            case ConstraintType.SNET:
                self.earliest = f"IF({unstarted},{first}-{opens},0)"
            case ConstraintType.FNET:
                self.earliest = f"IF({there},{first}-{closes}-{left},0)"
            case ConstraintType.MSO:
                self.pin = unstarted, f"{first}-{opens}"
                self.latest = f"IF({unstarted},{first}-{opens}+{left},$D$2)"
            case ConstraintType.MFO:
                self.pin = there, f"{first}-{closes}-{left}"
                self.latest = f"IF({there},{first}-{closes},$D$2)"
            case ConstraintType.SNLT:
                self.latest = f"IF({unstarted},{last}-{opens}+{left},$D$2)"
            case ConstraintType.FNLT | ConstraintType.DEADLINE:
                self.latest = f"IF({there},{last}-{closes},$D$2)"


def _next_day(day: date, calendar: Calendar) -> str:
    """The number of the first working day on or after a date; NETWORKDAYS cannot look back."""
    if day <= calendar.project_start:
        return str(calendar.next_day(day))
    return f"NETWORKDAYS.INTL(ProjectStart,{serial(day) - 1},{_DAYS})+1"


def _last_day(day: date, calendar: Calendar) -> str:
    if day < calendar.project_start:
        return str(calendar.last_day(day))
    return f"NETWORKDAYS.INTL(ProjectStart,{serial(day)},{_DAYS})"

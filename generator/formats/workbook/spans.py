"""The formulas of `_cpm` for what is rolled up: summaries and levels of effort.

The columns are those of liverows.py. Areas are first and last rows of the network; efforts are
single rows of levels of effort, whose cells are empty texts when they are deleted.
"""

from __future__ import annotations

from collections.abc import Sequence

_FAR = "1000000"


class Over:
    """Ranges that a formula of a span reads.

    Args:
        areas: first and last row of each piece of the network.
        efforts: rows of levels of effort.
    """

    def __init__(self, areas: Sequence[tuple[int, int]], efforts: Sequence[int]) -> None:
        self._areas = areas
        self._efforts = efforts

    def cells(self, column: str) -> str:
        """All cells of a column, as arguments."""
        areas = [f"{column}{first}:{column}{last}" for first, last in self._areas]
        return ",".join([*areas, *(f"{column}{row}" for row in self._efforts)])

    def best(self, function: str, area: str, effort: str) -> str:
        """The least or the greatest over expressions: of areas, `{G}`, and of an effort, `{0}`."""
        found = []
        for first, last in self._areas:
            columns = {column: f"{column}{first}:{column}{last}" for column in "BGHIK"}
            found.append(f"SUMPRODUCT({function}({area.format(**columns)}))")
        return f"{function}({','.join([*found, *(effort.format(row) for row in self._efforts)])})"


def span_formulas(
    number: int,
    areas: Sequence[tuple[int, int]],
    others: Sequence[int],
    inside: Sequence[tuple[int, int]],
    *,
    is_effort: bool,
) -> dict[str, str]:
    """The formulas of one span by column.

    Args:
        number: its row.
        areas: the work it spans.
        others: levels of effort that stand for work.
        inside: first and last row of the levels of effort that its dates span too.
        is_effort: a level of effort, which is never critical and is nothing once deleted.
    """
    work, dates, network = Over(areas, others), Over([*areas, *inside], ()), Over(areas, ())
    n = number
    left = work.best("MIN", f'{{G}}+({{K}}="")*{_FAR}', f'IF(K{{0}}="",{_FAR},I{{0}}-D{{0}})')
    start = dates.best("MIN", f"{{H}}+({{B}}=0)*{_FAR}", f'IF(L{{0}}="",{_FAR},H{{0}})')
    finish = dates.best("MAX", "{I}*({B}>0)", 'IF(L{0}="",0,I{0})')
    gone = f"COUNT({dates.cells('L')})=0"
    gone = f"OR(B{n}=0,{gone})" if is_effort else gone
    opened, started = f"COUNT({work.cells('K')})", f"COUNT({work.cells('E')})"
    found = {
        "C": f"SUM({work.cells('C')})",
        "D": f"IF({opened}=0,0,I{n}-{left})",
        "E": f'IF({started}=0,"",MIN({work.cells("E")}))',
        "F": f'IF(OR({opened}>0,COUNT({work.cells("F")})=0),"",MAX({work.cells("F")}))',
        "G": f'IF(L{n}="",0,I{n}-H{n})',
        "H": start,
        "I": finish,
        "K": f'IF({opened}=0,"",MIN({work.cells("K")}))',
        "L": f'IF({gone},"",MIN({dates.cells("L")}))',
        "M": f'IF({gone},"",MAX({dates.cells("M")}))',
        "N": f"SUM({work.cells('N')})",
        "S": f"IF(C{n}=0,IF({opened}=0,1,0),N{n}/C{n})",
    }
    if areas and not is_effort:
        cells = network.cells("K")
        found["O"] = f'IF(COUNT({cells})=0,"No",IF(MIN({cells})<=$H$2,"Yes","No"))'
    return found

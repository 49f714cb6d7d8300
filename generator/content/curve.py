"""The S-curve: by which day how many of the simulated courses are done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.content.drawing import (
    PADDING,
    SMALL,
    WIDTH,
    Box,
    Curve,
    Drawing,
    Line,
    Look,
    extent,
    label,
)
from generator.content.drawing import box as boxed
from generator.content.values import day
from generator.model.risk import Risk

_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, WIDTH - 30.0, 24.0, 224.0
_TICKS = 5
_BETWEEN = 20  # percent between marks of the upright axis


def finish_curve(risk: Risk | None) -> Drawing | None:
    """The curve of the finish with the planned day, P50 and P80; None where nothing varies."""
    if risk is None or risk.curve[0] == risk.curve[-1]:
        return None
    finish = risk.finish
    first = min(risk.curve[0], finish.planned)
    span = (max(risk.curve[-1], finish.planned) - first).days

    def across(when: date) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (when - first).days / span

    texts = [_text(f"Planned: {day(finish.planned)}", across(finish.planned), _TOP - 22)]
    x = across(finish.planned)
    lines = [*_axes(), Line((x, _TOP - 2), (x, _BOTTOM))]
    for percent, when in ((50, finish.p50), (80, finish.p80)):
        x, y = across(when), _up(percent)
        lines += [Line((_LEFT, y), (x, y), dashed=True), Line((x, y), (x, _BOTTOM))]
        text = f"P{percent}: {day(when)}"
        if x - extent(text, SMALL) > _LEFT + 4 * PADDING:
            texts.append(_text(text, x - 2, y - 21, before=True))
        else:  # no room before the curve; there is some behind it
            texts.append(_text(text, x + extent(text, SMALL) + 3 * PADDING, y + 2, before=True))
    texts += [
        _text(f"{percent} %", _LEFT - 6, _up(percent) - 8, before=True)
        for percent in range(0, 101, _BETWEEN)
    ]
    for tick in range(_TICKS):
        when = first + timedelta(round(span * tick / (_TICKS - 1)))
        lines.append(Line((across(when), _BOTTOM), (across(when), _BOTTOM + 4)))
        texts.append(_text(day(when) or "", across(when), _BOTTOM + 4))
    points = tuple((across(when), _up(percent)) for percent, when in enumerate(risk.curve))
    return Drawing(tuple(texts), tuple(lines), (Curve(points),))


def _up(percent: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * percent / 100


def _axes() -> Iterator[Line]:
    yield Line((_LEFT, _TOP), (_LEFT, _BOTTOM))
    yield Line((_LEFT, _BOTTOM), (_RIGHT, _BOTTOM))
    for percent in range(0, 101, _BETWEEN):
        yield Line((_LEFT - 4, _up(percent)), (_LEFT, _up(percent)))


def _text(text: str, x: float, y: float, *, before: bool = False) -> Box:
    """A text in the middle of x or, with `before`, ending there; it stays inside the drawing."""
    width = extent(text, SMALL) + 2 * PADDING
    left = x - width if before else x - width / 2
    left = min(max(left, 0.0), WIDTH - width)
    return boxed(left, y, width, [label(text, width=width + 1, size=SMALL)], Look.TEXT)

"""The schedule as a calendar: read by the `icalendar` package, and held against RFC 5545."""

import re
from datetime import UTC, date, datetime

import icalendar

from generator.formats.icalendar import write_icalendar
from generator.model.schedule import RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import row

MONDAY = date(2026, 1, 5)
LONG = "Agree; with the owners, on \u00dcbergabe \\ and the cut-over \u2603 " * 4


def data():
    rows = (
        row("P", "S", kind=RowKind.PROJECT, level=0),
        row("1", 5, parent="P", name=LONG, owner="Ann Lee"),
        row("2", 3, "1", parent="P"),
        row("e", "e", parent="P", supports=("1",)),
        row("M", "f", "2", parent="P", name="Done"),
    )
    return write_icalendar(compute(rows, Calendar(MONDAY, country=""), MONDAY), "Pay & Leave")


def test_every_activity_and_milestone_is_an_event_of_whole_days():
    calendar = icalendar.Calendar.from_ical(data())
    events = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
    assert list(events) == ["1@pay---leave", "2@pay---leave", "m@pay---leave".replace("m@", "M@")]
    first, second, done = events.values()
    assert str(first["SUMMARY"]) == LONG.rstrip() or str(first["SUMMARY"]) == LONG
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (MONDAY, date(2026, 1, 10))
    assert (second["DTSTART"].dt, second["DTEND"].dt) == (date(2026, 1, 12), date(2026, 1, 15))
    assert (done["DTSTART"].dt, done["DTEND"].dt) == (date(2026, 1, 14), date(2026, 1, 15))
    assert str(done["SUMMARY"]) == "\u25c6 Done"
    assert first["DTSTAMP"].dt == datetime(2026, 1, 5, tzinfo=UTC)
    assert str(first["TRANSP"]) == "TRANSPARENT"
    assert "Owner: Ann Lee" in str(first["DESCRIPTION"])
    assert [str(one) for one in first["CATEGORIES"].cats] == ["Activity", "Critical"]
    assert str(calendar["X-WR-CALNAME"]) == "Pay & Leave"


def test_lines_end_and_fold_as_the_standard_says():
    text = data()
    assert text.endswith(b"END:VCALENDAR\r\n")
    lines = text.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    unfolded = text.replace(b"\r\n ", b"").decode()
    assert re.search(r"^SUMMARY:Agree\\; with the owners\\, on .bergabe \\\\ and", unfolded, re.M)


def test_the_same_schedule_gives_the_same_bytes():
    assert data() == data()

"""What a file of Microsoft Project says, and what of it does not fit."""

from datetime import date

import pytest

from generator.errors import InputError, Severity
from generator.formats.mspdi import read_mspdi
from generator.model.progress import Baseline
from generator.model.schedule import Constraint, ConstraintType, Link, LinkType, RowKind
from generator.schedule.imported import schedule_of

WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>{int(1 < day < 7)}</DayWorking>"
    + (
        "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime>"
        "</WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime>"
        "</WorkingTime></WorkingTimes>"
        if 1 < day < 7
        else ""
    )
    + "</WeekDay>"
    for day in range(1, 8)
)


def calendar(uid=1, name="Standard", exceptions="", week=WEEK, base=-1):
    return (
        f"<Calendar><UID>{uid}</UID><Name>{name}</Name><IsBaseCalendar>1</IsBaseCalendar>"
        f"<BaseCalendarUID>{base}</BaseCalendarUID><WeekDays>{week}</WeekDays>"
        f"<Exceptions>{exceptions}</Exceptions></Calendar>"
    )


def off(first, last="", name="Closed", more=""):
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last or first}"
        f"T23:59:00</ToDate></TimePeriod><Name>{name}</Name>{more}"
        "<DayWorking>0</DayWorking></Exception>"
    )


def task(uid, hours=40, links="", level=1, **more):
    """A task; links as `1 FS 4800 7, 2 SS`: UID, type, tenths of a minute and their format."""
    types = {"FF": 0, "FS": 1, "SF": 2, "SS": 3}
    parts = [f"<Duration>PT{hours}H0M0S</Duration>"] if hours is not None else []
    parts += [f"<{key}>{value}</{key}>" for key, value in more.items()]
    for link in filter(None, links.split(", ")):
        other, kind, lag, form = [*link.split(), "0", "7"][:4]
        parts.append(
            f"<PredecessorLink><PredecessorUID>{other}</PredecessorUID><Type>{types[kind]}</Type>"
            f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
        )
    name = "" if "Name" in more else f"<Name>Task {uid}</Name>"
    return (
        f"<Task><UID>{uid}</UID>{name}<OutlineLevel>{level}</OutlineLevel>{''.join(parts)}</Task>"
    )


def mspdi(*tasks, calendars=None, head="", tail="", start="2026-01-05T08:00:00"):
    begins = f"<StartDate>{start}</StartDate>" if start else ""
    text = (
        '<?xml version="1.0"?>\n<Project xmlns="http://schemas.microsoft.com/project">'
        f"<Title>Payroll</Title>{begins}<CalendarUID>1</CalendarUID>{head}"
        f"<Calendars>{calendars or calendar()}</Calendars>"
        f"<Tasks>{''.join(tasks)}</Tasks>{tail}</Project>"
    )
    return text.encode()


def read(*tasks, **more):
    return read_mspdi(mspdi(*tasks, **more), "plan.xml")


def only(*tasks, **more):
    """The last row, and what was noted, as text."""
    plan, problems = read(*tasks, **more)
    assert all(one.severity is Severity.WARNING for one in problems)
    return plan.rows[-1], [one.fact for one in problems]


def test_ids_are_the_unique_ids_and_outline_and_wbs_are_as_in_the_file():
    plan, problems = read(
        task(0, None, level=0, Name="Payroll 2"),
        task(7, None, Name="Build", WBS="A"),
        task(9, 16, level=2, Name="Pour", WBS="A.1", OutlineNumber="1.1"),
        task(4, 0, "9 FS", level=2, OutlineNumber="1.2"),
    )
    assert problems == ()
    assert plan.name == "Payroll 2"
    assert [(one.id, one.parent, one.level, one.wbs) for one in plan.rows] == [
        ("0", "", 0, "0"),
        ("7", "0", 1, "A"),
        ("9", "7", 2, "A.1"),
        ("4", "7", 2, "1.2"),
    ]
    assert [one.kind for one in plan.rows] == [
        RowKind.PROJECT,
        RowKind.PHASE,
        RowKind.ACTIVITY,
        RowKind.FINISH_MILESTONE,
    ]
    assert [one.phase for one in plan.rows] == ["", "A", "A", "A"]


def test_a_file_without_a_row_for_the_project_gets_one():
    plan, _ = read(task(5))
    assert [(one.id, one.name, one.level) for one in plan.rows] == [
        ("0", "Payroll", 0),
        ("5", "Task 5", 1),
    ]


def test_link_types_and_lags_in_days():
    row, notes = only(task(1), task(2), task(3), task(4, 40, "1 FS 4800, 2 SS -9600, 3 FF 14400"))
    assert notes == []
    assert row.links == (
        Link("1", LinkType.FS, 1),
        Link("2", LinkType.SS, -2),
        Link("3", LinkType.FF, 3),
    )


@pytest.mark.parametrize(
    ("link", "lag", "said"),
    [
        ("1 FS 50 19", 5, "the lag of 50 % after 1 counts as 5 days"),
        ("1 FS 25 19", 3, "the lag of 25 % after 1 counts as 3 days"),
        ("1 FS -50 19", -5, "the lag of -50 % after 1 counts as -5 days"),
        ("1 FS 100800 8", 5, "the lag of 7 elapsed days after 1 counts as 5 days"),
        ("1 FS 7200 5", 2, "the lag of 1.5 days after 1 counts as 2 days"),
    ],
)
def test_lags_that_are_no_whole_working_days_are_rounded_and_listed(link, lag, said):
    row, notes = only(task(1, 80), task(2, 40, link))
    assert row.links == (Link("1", LinkType.FS, lag),)
    assert notes == [f"2 'Task 2': {said}"]


@pytest.mark.parametrize(
    ("hours", "more", "days", "said"),
    [
        (20, {}, 3, "its duration of 2.5 days is rounded to 3"),
        (19, {}, 2, "its duration of 2.38 days is rounded to 2"),
        (2, {}, 1, "its duration of 0.25 days is rounded to 1"),
        (168, {"DurationFormat": 8}, 5, "7 elapsed days counts as 5 working days"),
    ],
)
def test_durations_that_are_no_whole_working_days_are_rounded_and_listed(hours, more, days, said):
    row, notes = only(task(1, hours, **more))
    assert row.duration == days
    assert len(notes) == 1
    assert said in notes[0]


def test_many_roundings_of_a_kind_are_one_line():
    _, notes = only(*(task(n, 20) for n in range(1, 3001)))
    assert notes == [
        "3,000 durations are rounded to whole working days (1 'Task 1': its duration of 2.5 days "
        "is rounded to 3; 2 'Task 2': its duration of 2.5 days is rounded to 3; 3 'Task 3': its "
        "duration of 2.5 days is rounded to 3; …)"
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ConstraintType": 1}, "as late as possible in Project, and as soon as possible here"),
        ({"Manual": 1}, "it is scheduled by hand in Project; here its links and constraint date"),
        ({"LevelingDelay": 4800}, "its leveling delay is left out"),
        ({"IsSubproject": 1}, "it stands for another project"),
        ({"CalendarUID": 2}, "its own calendar 'Night' is left out"),
        (
            {"Start": "2026-01-05T08:00:00", "Finish": "2026-01-19T17:00:00"},
            "its 5 days take 11 in Project: it is split or waits for its resources",
        ),
        (
            {
                "ConstraintType": 4,
                "ConstraintDate": "2026-01-12T08:00:00",
                "Deadline": "2026-03-02T17:00:00",
            },
            "its deadline 2026-03-02 is left out: it has the constraint SNET too",
        ),
        (
            {"ConstraintType": 4, "ConstraintDate": "2026-01-12T10:00:00"},
            "its date 2026-01-12 10:00 counts as the end of that day",
        ),
    ],
)
def test_what_does_not_fit_is_listed(more, said):
    night = calendar(2, "Night", week=WEEK.replace("13:00:00", "12:30:00"))
    _, notes = only(task(1, 40, **more), calendars=calendar() + night)
    assert len(notes) == 1, notes
    assert said in notes[0]


def test_tasks_that_are_no_work_of_this_project_are_left_out_and_listed():
    plan, problems = read(
        task(1),
        task(2, Active=0),
        task(3, ExternalTask=1),
        task(4, IsNull=1),
        task(5, 40, "3 FS, 1 FS"),
    )
    assert [one.id for one in plan.rows] == ["0", "1", "5"]
    assert plan.rows[-1].links == (Link("1"),)
    assert [one.fact for one in problems] == [
        "2 'Task 2': it is inactive in Project and is left out",
        "3 'Task 3': it is a task of another project and is left out",
        "5 'Task 5': its link to 3, which is not in this file, is left out",
    ]


@pytest.mark.parametrize(
    ("number", "when", "constraint"),
    [
        (4, "2026-03-02T08:00:00", "SNET 2026-03-02"),
        (4, "2026-03-02T17:00:00", "SNET 2026-03-03"),
        (4, "2026-03-07T08:00:00", "SNET 2026-03-09"),  # a Saturday
        (6, "2026-03-02T17:00:00", "FNET 2026-03-02"),
        (6, "2026-03-02T08:00:00", "FNET 2026-02-27"),
        (7, "2026-03-06T17:00:00", "FNLT 2026-03-06"),
        (5, "2026-03-02T08:00:00", "SNLT 2026-03-02"),
        (2, "2026-03-02T08:00:00", "MSO 2026-03-02"),
        (3, "2026-03-02T17:00:00", "MFO 2026-03-02"),
    ],
)
def test_constraints_are_days_by_their_moment(number, when, constraint):
    row, notes = only(task(1, 40, ConstraintType=number, ConstraintDate=when))
    assert (str(row.constraint), notes) == (constraint, [])


def test_a_deadline_alone_is_a_limit():
    row, _ = only(task(1, 40, ConstraintType=0, Deadline="2026-03-06T17:00:00"))
    assert row.constraint == Constraint(ConstraintType.DEADLINE, date(2026, 3, 6))


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("2026-01-12T08:00:00", RowKind.START_MILESTONE),
        ("2026-01-12T17:00:00", RowKind.FINISH_MILESTONE),
    ],
)
def test_a_milestone_starts_or_ends_a_day_as_in_the_file(start, kind):
    row, _ = only(task(1, 0, Start=start, Milestone=1))
    assert row.kind is kind


def test_actuals_remaining_work_status_date_and_baseline_are_read():
    plan, problems = read(
        task(
            1,
            ActualStart="2026-01-05T08:00:00",
            ActualFinish="2026-01-12T17:00:00",
            PercentComplete=100,
        ),
        task(
            2,
            80,
            "1 FS",
            ActualStart="2026-01-13T08:00:00",
            PercentComplete=40,
            RemainingDuration="PT48H0M0S",
        )[: -len("</Task>")]
        + "<Baseline><Number>0</Number><Start>2026-01-12T08:00:00</Start>"
        "<Finish>2026-01-23T17:00:00</Finish><Duration>PT80H0M0S</Duration></Baseline></Task>",
        head="<StatusDate>2026-01-16T17:00:00</StatusDate>",
    )
    assert problems == ()
    assert plan.data_date == date(2026, 1, 16)
    done, running = plan.progress["1"], plan.progress["2"]
    assert (done.actual_start, done.actual_finish) == (date(2026, 1, 5), date(2026, 1, 12))
    assert (running.actual_start, running.actual_finish) == (date(2026, 1, 13), None)
    assert (running.percent_complete, running.remaining_duration) == (40.0, 6.0)
    assert plan.baseline == {"2": Baseline(date(2026, 1, 12), date(2026, 1, 23), 10)}
    # Six days remain after Friday 16 January, and no day off is in between.
    assert schedule_of(plan).row("2").finish == date(2026, 1, 26)


def test_a_status_date_before_the_last_actual_gives_way_and_is_said():
    running = task(
        1, ActualStart="2026-01-08T08:00:00", PercentComplete=10, RemainingDuration="PT32H0M0S"
    )
    plan, problems = read(running, head="<StatusDate>2026-01-06T17:00:00</StatusDate>")
    assert plan.data_date == date(2026, 1, 8)
    assert "its status date is 2026-01-06, and work started or finished until" in problems[0].fact
    plan, problems = read(running)
    assert (plan.data_date, plan.last_actual, problems) == (None, date(2026, 1, 8), ())


def test_work_before_the_project_start_moves_the_start_and_is_said():
    plan, problems = read(
        task(1, ActualStart="2025-12-29T08:00:00", ActualFinish="2026-01-02T17:00:00"),
        head="<StatusDate>2026-01-09T17:00:00</StatusDate>",
    )
    assert plan.start == date(2025, 12, 29)
    assert "work started on 2025-12-29, before its start on 2026-01-05" in problems[0].fact


def test_owners_are_the_contact_or_the_people_assigned():
    tail = (
        "<Resources><Resource><UID>1</UID><Name>Ann Lee</Name><Type>1</Type></Resource>"
        "<Resource><UID>2</UID><Name>Cement</Name><Type>0</Type></Resource>"
        "<Resource><UID>3</UID><Name>Bo</Name></Resource></Resources><Assignments>"
        + "".join(
            f"<Assignment><TaskUID>1</TaskUID><ResourceUID>{uid}</ResourceUID></Assignment>"
            for uid in (1, 2, 3, -65535)
        )
        + "</Assignments>"
    )
    plan, _ = read(task(1), task(2, Contact="PMO Lead"), tail=tail)
    assert [one.owner for one in plan.rows[1:]] == ["Ann Lee, Bo", "PMO Lead"]


def test_days_off_and_recurring_days_off_are_read():
    yearly = "<Type>2</Type><Month>6</Month><MonthDay>4</MonthDay>"
    last_monday = "<Type>3</Type><MonthItem>4</MonthItem><MonthPosition>4</MonthPosition>"
    first_monday = last_monday.replace(">4</MonthPosition>", ">0</MonthPosition>")
    third_shift = "<Type>8</Type>"
    exceptions = (
        off("2026-01-19", name="MLK Day")
        + off("2026-12-24", "2026-12-26", "Winter")
        + off("2026-01-01", "2029-12-31", "4 July", yearly)
        + off("2026-01-01", "2027-12-31", "Memorial Day", last_monday + "<Month>4</Month>")
        + off("2026-01-01", "2026-12-31", "Labor Day", first_monday + "<Month>8</Month>")
        + off("2026-01-01", "2026-12-31", "Odd", third_shift)
    )
    plan, problems = read(task(1), calendars=calendar(exceptions=exceptions))
    assert plan.days_off == (
        (date(2026, 1, 19), "MLK Day"),
        (date(2026, 5, 25), "Memorial Day"),
        (date(2026, 9, 7), "Labor Day"),
        (date(2026, 12, 24), "Winter"),
        (date(2026, 12, 25), "Winter"),
        (date(2027, 5, 31), "Memorial Day"),
        (date(2028, 7, 4), "4 July"),
        (date(2029, 7, 4), "4 July"),
    )
    assert [one.fact for one in problems] == [
        "calendar 'Standard': the recurring exception 'Odd' is left out"
    ]


def test_a_day_has_the_hours_of_the_calendar():
    short = WEEK.replace("17:00:00", "16:00:00")
    row, notes = only(task(1, 35), calendars=calendar(week=short))
    assert (row.duration, notes) == (5, [])


def test_a_calendar_has_what_the_one_it_is_based_on_has():
    project = calendar(1, "Project", off("2026-01-06"), week="", base=2)
    plan, _ = read(task(1), calendars=project + calendar(2, "Base", off("2026-01-08")))
    assert [day.day for day, _ in plan.days_off] == [6, 8]
    assert schedule_of(plan).project_finish == date(2026, 1, 13)


def test_a_link_to_a_summary_holds_its_first_work_and_one_from_it_waits_for_its_last():
    plan, problems = read(
        task(1, 16),
        task(2, None, "1 FS"),
        task(3, 8, level=2),
        task(4, 8, "3 FS", level=2),
        task(5, 24, level=2),
        task(6, 8, "2 FS 4800"),
    )
    assert problems == ()
    links = {one.id: [str(link) for link in one.links] for one in plan.rows}
    assert links["3"] == links["5"] == ["1"]
    assert links["4"] == ["3"]
    assert links["6"] == ["4FS+1d", "5FS+1d"]
    # 2 days, then 3 of the longest work, a day of lag, and Monday 12 January.
    assert schedule_of(plan).row("6").start == date(2026, 1, 13)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0rest", "Project's own format (.mpp)"),
        (b"<Project", "not well-formed XML"),
        (b"<Other/>", "its root is `Other`"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Project>&b;</Project>', "document type"),
        (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><Project/>'.encode("utf-16"),
            "document type",
        ),
        (mspdi(), "the file has no tasks"),
        (mspdi(task("x")), "the UniqueID 'x'"),
        (mspdi(task(1, 40, Duration2="").replace("PT40H", "PTlong")), "`Duration` is 'PTlong0M0S'"),
        (mspdi(task(1), start=""), "no `StartDate`"),
        (
            mspdi(task(1, ConstraintType=5, ConstraintDate="9999-12-31T17:00:00")),
            "a date or a number is too great",
        ),
        (mspdi(*(task(n, level=n) for n in range(1, 200))), "outline level 101"),
    ],
)
def test_what_is_no_file_of_project_is_refused(data, said):
    with pytest.raises(InputError) as caught:
        read_mspdi(data, "plan.xml")
    assert said in str(caught.value)


def test_an_entity_is_never_expanded():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    data = f'<!DOCTYPE p [<!ENTITY l0 "lol">{lol}]><Project>&l9;</Project>'.encode()
    with pytest.raises(InputError):
        read_mspdi(b" " * 20_000 + data, "plan.xml")
    with pytest.raises(InputError, match="document type"):
        read_mspdi(data, "plan.xml")


def test_an_id_used_twice_is_a_problem():
    with pytest.raises(InputError, match="the ID 1 is used twice"):
        read(task(1), task(1))

"""The words of the workbook template: what each column means, its prompt, the lists of Read Me."""

from __future__ import annotations

from generator.formats.workbook.columns import Owner
from generator.formats.workbook.styles import Kind

FILLED_BY = {
    Owner.DEFINITION: "Planner (key-task definition)",
    Owner.PEOPLE: "Activity owners (amber)",
    Owner.ENGINE: "Computed",
}
# For each column of Schedule: width in characters, meaning, and the prompt of an input column.
GUIDE: dict[str, tuple[float, str, str]] = {
    "ID": (10.5, "Identity of the row: phase.key task.number. Never changed and never reused.", ""),
    "WBS": (10.5, "Place in the work breakdown structure. Equal to the ID at first.", ""),
    "Phase": (15, "Phase the work belongs to.", "The phase this work belongs to."),
    "Task Name": (
        47,
        "What is done. Rows in bold sum up the rows below them; milestones are in italics.",
        "What is done, in words that start with a verb.",
    ),
    "Duration": (
        12,
        "Working days from start to finish. A milestone has 0.",
        "Whole working days, 0 for a milestone. Summary rows are computed.",
    ),
    "% Complete": (
        13,
        "Share of the work that is done. Shortens what remains; only actual dates start and end.",
        "0 % to 100 %. A percentage alone does not start or end the work: "
        "give Actual Start and Actual Finish as well.",
    ),
    "Start": (13, "First working day, computed from the links and the data date.", ""),
    "Finish": (13, "Last working day, computed.", ""),
    "Actual Start": (
        13,
        "Day the work really started.",
        "The day the work really started, not after the data date. Blank means not started yet.",
    ),
    "Actual Finish": (
        13,
        "Day the work was really finished.",
        "The day the work was really finished, not after the data date. "
        "Blank means not finished yet.",
    ),
    "Remaining Duration": (
        14.5,
        "Working days still needed, counted from the data date once the work has started. Blank: "
        "what % Complete leaves of Duration.",
        "Whole working days still needed, counted from the data date. Blank means what % Complete "
        "leaves of Duration.",
    ),
    "Predecessors": (
        18,
        "What must come first: IDs with FS, SS, FF or SF and a lag in working days.",
        "IDs separated by commas: 1.2.3, 1.2.4SS, 1.2.5FS+2d, 1.2.6FF-1d. FS when no type is "
        "given. Blank means that nothing comes first, as for the program start and summary rows.",
    ),
    "Successors": (18, "What waits for this row; the mirror of Predecessors.", ""),
    "Resource Type": (
        17,
        "Whose work it is: customer, provider or shared.",
        "Customer, Provider, Shared or QSMO.",
    ),
    "Owner": (33, "Role that answers for the row.", "The role that answers for this row."),
    "Baseline Start": (13.5, "Start as agreed when the baseline was set.", ""),
    "Baseline Finish": (13.5, "Finish as agreed when the baseline was set.", ""),
    "Finish Variance": (
        13,
        "Working days from Baseline Finish to Finish; above 0 is late.",
        "",
    ),
    "Total Float": (
        12,
        "Working days the row can slip before the project finishes later.",
        "",
    ),
    "Critical": (12, "Yes where a slip moves the project finish.", ""),
    "Status": (13, "One of the status words below.", ""),
    "Row Note": (16, "What the generator has to say about this row. Blank: nothing.", ""),
    "Output": (
        46,
        "Deliverable this row produces, or None.",
        "The deliverable this row produces, by its name in the pack, or None.",
    ),
    "Constraint": (
        17,
        "A date the logic must respect. Blank: none.",
        "A type and a date: SNET 2026-03-02. Types: SNET, FNET, SNLT, FNLT, MSO, MFO, DEADLINE. "
        "Blank means none.",
    ),
    "Basis of Estimate": (
        95,
        "Why the duration and the links are what they are. 'Assumed' marks a rule of the "
        "generator; 'Link to' tells where a derived predecessor comes from.",
        "Where the duration comes from: an estimate, a rule, past work. Say who agreed to it.",
    ),
    "Notes": (
        30,
        "Yours, for whatever you want to keep.",
        "Anything you want to keep. Blank: none.",
    ),
}
STEPS = (
    (
        "1. Each week, type in the amber columns",
        "On sheet Schedule fill % Complete, Actual Start, Actual Finish, Remaining Duration and "
        "Notes for the work you own. Each cell tells what it expects when you select it.",
        "Activity owners",
    ),
    (
        "2. See at once what it does",
        "Dates, float, critical rows, milestones and Gantt follow what you type, also a new "
        "Duration. Changed links and constraints, and the duration and progress of bold rows, "
        "wait for the next refresh; Row Note says so.",
        "Activity owners",
    ),
    (
        "3. Sort, filter and add as you like",
        "Columns, comments, colours and notes of your own are welcome, and rows may be added or "
        "deleted. The ID ties a row to its history, so leave IDs as they are. A workbook that "
        "somebody changed is never overwritten.",
        "Activity owners",
    ),
    (
        "4. Read the dates against the data date",
        "Everything up to the end of {data_date} is known, what follows is forecast. Finish "
        "Variance compares it with the baseline; Critical says what moves the project finish.",
        "Everybody",
    ),
)
SHEETS = (
    (
        "Schedule",
        "Every phase, key task, activity and milestone with dates, links and float.",
        "Planner and activity owners",
    ),
    ("Gantt", "A bar for each row, week by week, in bands of half a year.", "Live from Schedule"),
    (
        "Milestones",
        "All milestones with baseline, forecast and variance; phase gates are marked.",
        "Live from Schedule",
    ),
    (
        "Critical Path",
        "The longest path to the project finish, and what drives each step.",
        "Computed on the data date",
    ),
    (
        "Resources",
        "The work of each role week by week, against what is available.",
        "Computed on the data date",
    ),
    (
        "Calendar",
        "Working week, project start, data date and the days off behind every date.",
        "Taken from project.yml",
    ),
    ("Change Log", "What moved, from when to when, and why.", "Each refresh"),
    (
        "Health Check",
        "How sound the schedule is: measures with their limits and the rows behind them.",
        "Computed on the data date",
    ),
)
STATUS_WORDS = (
    ("Not started", "No Actual Start is given."),
    ("Late start", "No Actual Start is given, and the baseline has it started by the data date."),
    ("In progress", "An Actual Start is given and no Actual Finish."),
    ("Overdue", "No Actual Finish is given, and the baseline has it finished by the data date."),
    ("Complete", "An Actual Finish is given."),
)
LEGEND = (
    ("Amber heading, amber cells", "You type here. The other columns are planned or computed."),
    ("Blue heading", "Planned: changed by the planner, or by you and taken up by a refresh."),
    ("Grey heading", "Computed: what is typed there is taken as a wish at the next refresh."),
    ("Bold on a tint", "A summary of the rows below it. Italics mark a milestone."),
    (
        "Red",
        "Critical, over-allocated, late or negative float: the word or number says which.",
    ),
    ("Green", "Complete."),
    ("● on the sheet Gantt", "A week of work."),
    ("C on the sheet Gantt", "A week of critical work."),
    ("— on the sheet Gantt", "A week of a summary row."),
    ("◊ on the sheet Gantt", "The week of a milestone."),
    (
        "refresh, new in Row Note",
        "refresh: links or constraint were edited, or a bold row shows what was last written. "
        "new: the ID is not known yet. The next refresh settles them.",
    ),
)
ABBREVIATIONS = (
    ("COR", "Contracting Officer's Representative"),
    ("FF, FS, SF, SS", "Finish-to-finish, finish-to-start, start-to-finish, start-to-start link"),
    ("FNET, FNLT", "Finish no earlier than, finish no later than"),
    ("IV&V", "Independent verification and validation"),
    ("MFO, MSO", "Must finish on, must start on"),
    ("PMO", "Program management office"),
    ("QSMO", "Quality Service Management Office"),
    ("SNET, SNLT", "Start no earlier than, start no later than"),
    ("WBS", "Work breakdown structure"),
)
MILESTONE_COLUMNS = (
    ("ID", 11, Kind.TEXT),
    ("Milestone", 54, Kind.GENERAL),
    ("Phase", 15, Kind.GENERAL),
    ("Baseline Date", 14, Kind.DATE),
    ("Forecast Date", 14, Kind.DATE),
    ("Variance", 11, Kind.NUMBER),
    ("Owner", 34, Kind.GENERAL),
    ("Gate", 8, Kind.GENERAL),
    ("Status", 14, Kind.GENERAL),
)
NETWORK_COLUMNS = (
    *("ID", "Row", "Duration", "Remaining", "Actual start", "Actual finish", "Resumes"),
    *("Early start", "Early finish", "Late finish", "Open float", "Start", "Finish", "Days done"),
    *("Critical", "Status", "Finish variance", "Changed", "% complete"),
)
GANTT_LEGEND = (
    "● work   C critical work   — summary   ◊ milestone. Each column is a week from Monday on."
)
# Mark, colour of the character, fill.
GANTT_FILLS = (
    ("C", "FFFFFF", "9B1C22"),
    ("●", "FFFFFF", "24567F"),
    ("—", "FFFFFF", "1F3A5F"),
    ("◊", "1A1A1A", "F2C14E"),
)
CRITICAL_PATH_LEAD = (
    "As of {data_date}: {path_rows} rows lead one into the other to the project finish, each "
    "driven by the links beside it."
)
CRITICAL_PATH_COLUMNS = (
    ("Step", 7, Kind.GENERAL),
    ("ID", 11, Kind.TEXT),
    ("Task Name", 52, Kind.GENERAL),
    ("Start", 13, Kind.DATE),
    ("Finish", 13, Kind.DATE),
    ("Remaining", 13, Kind.NUMBER),
    ("Driven by", 24, Kind.TEXT),
    ("Total Float", 10, Kind.NUMBER),
    ("Owner", 32, Kind.GENERAL),
)
RESOURCES_LEAD = (
    "As of {data_date}, in working days (d): a row asks one day of its owner's role for each day "
    "that is left. Levels of effort are left out."
)
RESOURCE_COLUMNS = (
    ("Role", 30, Kind.GENERAL),
    ("Available a Week", 12, Kind.GENERAL),
    ("Load", 11, Kind.NUMBER),
    ("Finding", 40, Kind.GENERAL),
)
CHANGE_LOG_LEAD = "One row for each date that a refresh moved or an edit it took in."
CHANGE_LOG_COLUMNS = (
    ("Data Date", 14, Kind.DATE),
    ("ID", 11, Kind.TEXT),
    ("Task Name", 46, Kind.GENERAL),
    ("What", 16, Kind.GENERAL),
    ("From", 16, Kind.GENERAL),
    ("To", 16, Kind.GENERAL),
    ("Days", 10, Kind.NUMBER),
    ("Cause", 44, Kind.GENERAL),
    ("By", 16, Kind.GENERAL),
)
HEALTH_LEAD = (
    "As of {data_date}: the limits are trip-wires that ask for a look; only missing logic, loops "
    "and negative float of a new baseline are errors."
)
HEALTH_COLUMNS = (
    ("Check", 10, Kind.GENERAL),
    ("Name", 27, Kind.GENERAL),
    ("What It Counts", 40, Kind.GENERAL),
    ("Note", 40, Kind.GENERAL),
    ("Limit", 15, Kind.GENERAL),
    ("Value", 12, Kind.GENERAL),
    ("Numerator", 13, Kind.GENERAL),
    ("Denominator", 14, Kind.GENERAL),
    ("Finding", 15, Kind.GENERAL),
    ("Rows", 28, Kind.GENERAL),
)

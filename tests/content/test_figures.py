"""The organization chart and the governance picture, as boxes and lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import blocks
from generator.content.drawing import WIDTH, Box, Drawing, Look, extent, wrapped
from generator.content.escalation import governance_chart
from generator.content.organization import organization_chart
from generator.model.project import Rows

PAGE = 720.0  # points between the margins of a letter page, upright
BOARD = "Executive Steering Committee"
NAMES = st.text(min_size=1, max_size=60).filter(str.strip)


def team(name: str, *members: str | tuple[str, str]) -> dict[str, object]:
    """A team of roles, some with the person who holds them."""
    pairs = [one if isinstance(one, tuple) else (one, "") for one in members]
    rows = [
        {"role": role, "person": person or None, "status": "permanent" if person else ""}
        for role, person in pairs
    ]
    return {"name": name, "members": rows}


TEAMS = [
    team("Leadership", ("Executive Sponsor", "Jane Roe"), "Business Owner", "Program Manager"),
    team("Project Control", "PMO Lead", "PMO Team", "COR"),
    team("Functional", "Functional Lead"),
    team("Independent Oversight", "IV&V Lead"),
]


def body(name: str, escalates: str = "", chair: str = "Chairperson") -> dict[str, object]:
    return {"body": name, "chair": chair, "cadence": "Monthly", "escalates": escalates}


def texts(box: Box) -> list[str]:
    """What a font with every letter prints in the box."""
    return [" ".join(label.choices[0]) for label in box.labels if label.choices[0]]


def boxes_of(drawing: Drawing | None) -> dict[str, Box]:
    """The boxes by their first text."""
    assert drawing is not None
    return {texts(box)[0]: box for box in drawing.boxes}


def is_sound(drawing: Drawing) -> bool:
    """Whether no boxes overlap and all are within the width."""
    boxes = drawing.boxes
    apart = all(
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.bottom <= other.y
        or other.bottom <= one.y
        for one, other in combinations(boxes, 2)
    )
    return apart and all(box.x >= 0 and box.x + box.width <= WIDTH + 1e-6 for box in boxes)


def touches(point: tuple[float, float], box: Box) -> bool:
    x, y = point
    return box.x <= x <= box.x + box.width and box.y <= y <= box.bottom


# Organization


def test_the_sponsor_stands_above_the_manager_and_the_manager_above_the_teams() -> None:
    boxes = boxes_of(organization_chart(TEAMS, BOARD))
    order = [BOARD, "Executive Sponsor: Jane Roe", "Program Manager", "Project Control"]
    assert [boxes[name].bottom for name in order] == sorted(boxes[name].bottom for name in order)
    assert boxes["Functional"].y == boxes["Project Control"].y


def test_every_role_stands_in_the_chart_once() -> None:
    chart = organization_chart(TEAMS, BOARD)
    assert chart is not None
    shown = [text for box in chart.boxes for text in texts(box)]
    roles = ["Executive Sponsor: Jane Roe", "Business Owner", "Program Manager", "PMO Lead"]
    roles += ["PMO Team", "COR", "Functional Lead", "IV&V Lead"]
    assert [shown.count(role) for role in roles] == [1] * len(roles)


def test_oversight_stands_outside_with_lines_of_its_own_to_sponsor_and_board() -> None:
    chart = organization_chart(TEAMS, BOARD)
    boxes = boxes_of(chart)
    oversight = boxes["Independent Oversight"]
    assert chart is not None
    assert oversight.look is Look.OUTSIDE
    lines = [
        line
        for line in chart.lines
        if touches(line.start, oversight) or touches(line.end, oversight)
    ]
    assert all(line.dashed for line in lines)
    ends = [name for line in lines for name, box in boxes.items() if touches(line.start, box)]
    assert set(ends) == {BOARD, "Executive Sponsor: Jane Roe"}
    assert len(lines) == 2


def test_who_leads_the_program_office_heads_its_team() -> None:
    boxes = boxes_of(organization_chart(TEAMS, BOARD))
    assert texts(boxes["Project Control"]) == ["Project Control", "PMO Lead"]
    assert boxes["Project Control"].look is Look.HEAD


@pytest.mark.parametrize("status", ["", "tbd", "not planned"])
def test_only_a_known_person_is_named(status: str) -> None:
    row = {"role": "COR", "person": "Max Muster", "status": status}
    chart = organization_chart([{"name": "Control", "members": [row]}], "")
    assert chart is not None
    assert [text for box in chart.boxes for text in texts(box)] == ["Control", "COR"]


def test_thirty_roles_are_all_named() -> None:
    people = [(f"Role {number}", f"Person {number}") for number in range(30)]
    chart = organization_chart([*TEAMS, team("Added", *people)], BOARD)
    assert chart is not None
    shown = [text for box in chart.boxes for text in texts(box)]
    assert [f"{role}: {person}" in shown for role, person in people] == [True] * 30
    assert chart.height <= PAGE


def test_what_is_too_tall_loses_names_then_roles_then_teams() -> None:
    long = "Somebody with a long name and a long title besides, of an office far away"
    named = [(f"Role {number}", long) for number in range(40)]
    without_names = boxes_of(organization_chart([team("Added", *named)], ""))
    assert "Role 0" in without_names
    assert not any(long[:20] in name for name in without_names)
    crowd = [f"Role {number} of many that are in this program" for number in range(120)]
    counted = boxes_of(organization_chart([team("Added", *crowd)], ""))
    assert list(counted) == ["Added", "120 roles, in the list"]
    units = [team(f"Unit {number}", f"Role {number}") for number in range(60)]
    assert list(boxes_of(organization_chart(units, ""))) == ["Teams", "60 roles, in the list"]


def test_nobody_makes_no_chart() -> None:
    assert organization_chart([], BOARD) is None
    assert governance_chart([]) is None


@given(st.lists(st.tuples(NAMES, st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=9))), NAMES)
def test_any_names_make_a_chart_that_fits_a_page(
    teams: Sequence[tuple[str, list[tuple[str, str]]]], board: str
) -> None:
    chart = organization_chart([*TEAMS, *(team(name, *people) for name, people in teams)], board)
    assert chart is not None
    assert is_sound(chart)
    assert chart.height <= PAGE


# Governance


def test_a_body_stands_below_the_one_it_escalates_to() -> None:
    bodies = [body("Board"), body("Team", "Changes"), body("Changes", "board")]
    boxes = boxes_of(governance_chart(bodies))
    assert boxes["Board"].bottom < boxes["Changes"].y
    assert boxes["Changes"].bottom < boxes["Team"].y
    assert boxes["Board"].x < boxes["Changes"].x < boxes["Team"].x


def test_bodies_that_escalate_to_one_role_share_its_box() -> None:
    chart = governance_chart(
        [body("One", "Agency head"), body("Two", "Agency Head"), body("Three")]
    )
    assert chart is not None
    assert [texts(box)[0] for box in chart.boxes] == ["Agency head", "One", "Two", "Three"]
    assert [box.look for box in chart.boxes] == [Look.HEAD, Look.PART, Look.PART, Look.PART]


def test_chair_and_cadence_stand_with_a_body() -> None:
    boxes = boxes_of(governance_chart([body("Board", chair="Executive Sponsor")]))
    assert texts(boxes["Board"]) == ["Board", "Chair: Executive Sponsor; Monthly"]


def test_a_ring_of_bodies_is_cut_at_its_first_and_says_so() -> None:
    boxes = boxes_of(
        governance_chart([body("A", "C"), body("B", "A"), body("C", "B"), body("D", "B")])
    )
    assert list(boxes) == ["A", "B", "C", "D"]
    assert texts(boxes["A"])[1] == "Chair: Chairperson; Monthly; Escalates to: C"
    assert list(boxes_of(governance_chart([body("Self", "Self")]))) == ["Self"]


@pytest.mark.parametrize("count", [1, 12, 30])
def test_every_body_has_its_box_on_one_page(count: int) -> None:
    chain = [body(f"Body {number}", f"Body {number + 1}") for number in range(count)]
    flat = [body(f"Body {number}", "Board") for number in range(count)]
    for bodies in (chain, flat):
        chart = governance_chart(bodies)
        assert chart is not None
        assert {f"Body {number}" for number in range(count)} <= set(boxes_of(chart))
        assert is_sound(chart)
        assert chart.height <= PAGE


def test_beyond_thirty_bodies_the_rest_is_counted() -> None:
    boxes = boxes_of(governance_chart([body(f"Body {number}") for number in range(42)]))
    assert "12 more in the table" in boxes
    assert len(boxes) == 31


def test_the_example_is_at_most_five_centimetres_high() -> None:
    bodies = [
        body(BOARD, "Agency head", "Executive Sponsor"),
        body("Change Control Board", BOARD, "Business Owner"),
        body("PMO sync", "Program Manager", "PMO Lead"),
    ]
    chart = governance_chart(bodies)
    assert chart is not None
    assert chart.height * 499 / WIDTH <= 5 / 2.54 * 72  # 499 points between our margins


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(-1, 9)), min_size=1, max_size=30))
def test_any_bodies_make_a_picture_that_fits_a_page(rows: list[tuple[str, str, int]]) -> None:
    names = [name for name, _, _ in rows]
    bodies = [
        body(name, names[to] if 0 <= to < len(names) else "Elsewhere", chair)
        for name, chair, to in rows
    ]
    chart = governance_chart(bodies)
    assert chart is not None
    assert is_sound(chart)
    assert chart.height <= PAGE


# Text


@given(st.text(), st.sampled_from([60.0, 140.0]))
def test_no_line_is_wider_than_its_box_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = wrapped(text, width, 9.0, most=10_000)
    assert all(extent(line, 9.0) <= width or len(line) == 1 for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


def test_a_line_breaks_at_blanks_and_after_a_slash() -> None:
    assert wrapped("Technical Lead/Solution Architect", 90, 9.0, most=3) == (
        "Technical Lead/",
        "Solution Architect",
    )


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    lines = wrapped("one two three four five six seven eight nine ten", 60, 9.0, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert extent(lines[1], 9.0) <= 60


# Templates

CALL = '{{{{ figure("{name}", caption="Lines", alternative="{words}") }}}}'


def test_a_template_asks_for_a_figure_and_refers_to_it(write) -> None:
    call = CALL.format(name="governance_chart", words="Who decides.")
    document, problems = write(f'# A {{#a}}\n\nSee {{{{ ref("governance_chart") }}}}.\n\n{call}\n')
    assert problems == []
    (figure,) = (block for block in document.blocks if isinstance(block, blocks.Figure))
    assert (figure.id, figure.caption, figure.alternative) == (
        "governance_chart",
        "Lines",
        "Who decides.",
    )
    assert "Change Control Board" in boxes_of(figure.drawing)


def test_without_bodies_there_is_no_figure(write) -> None:
    call = CALL.format(name="governance_chart", words="Who decides.")
    document, problems = write(
        f"# A {{#a}}\n\n{call}\n", rows={"governance": Rows("governance", (), assumed=False)}
    )
    assert problems == []
    assert [type(block) for block in document.blocks] == [blocks.Heading]


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        (
            "pie",
            "A pie.",
            'there is no figure "pie"; use organization_chart or governance_chart or finish_curve',
        ),
        ("governance_chart", "x" * 251, "has 251 characters; say it in 250"),
    ],
)
def test_a_wrong_figure_is_told_at_its_line(write, name: str, words: str, told: str) -> None:
    _, problems = write(f"# A {{#a}}\n\n{CALL.format(name=name, words=words)}\n")
    assert len(problems) == 1
    assert problems[0].startswith("templates/own.md.j2:7: ")
    assert told in problems[0]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Place
from generator.model.schedule import Link, LinkType
from generator.schedule.links import check_links, format_links, parse_links

HERE = Place("1.2.md", 12)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", ()),
        ("1.2.3", (Link("1.2.3"),)),
        ("1.2.3FS+2d, 1.2.4SS", (Link("1.2.3", LinkType.FS, 2), Link("1.2.4", LinkType.SS))),
        ("1.2.3ff-10d", (Link("1.2.3", LinkType.FF, -10),)),
        ("1.2.M1sf", (Link("1.2.M1", LinkType.SF),)),
        (" 1.2.3 FS + 2 days ;1.2.4\nP.M1", (Link("1.2.3", lag=2), Link("1.2.4"), Link("P.M1"))),
        ("1.2.3+4", (Link("1.2.3", lag=4),)),
        ("1.10", (Link("1.10"),)),
        ("1.2.3FS\u22122d", (Link("1.2.3", lag=-2),)),
        ("A-2", (Link("A-2"),)),
        ("A-2FS-2d", (Link("A-2", lag=-2),)),
        ("AFS", (Link("A"),)),
        ("AFSFS", (Link("AFS"),)),
        ("AFSSS", (Link("AFS", LinkType.SS),)),
        ("FS", (Link("FS"),)),
        ("AFF-3", (Link("A", LinkType.FF, -3),)),
        ("AFF-3FS", (Link("AFF-3"),)),
        ("1.2.3SS, 1.2.3FF", (Link("1.2.3", LinkType.SS), Link("1.2.3", LinkType.FF))),
    ],
)
def test_links_are_read_as_people_write_them(text, links):
    assert parse_links(text, HERE) == (links, ())


@pytest.mark.parametrize(
    ("text", "links", "fact"),
    [
        ("1.2.3 1.2.4", (), "'1.2.3 1.2.4' is no predecessor"),
        ("1.2.3FS+50%", (), "the lag '+50%' of predecessor 1.2.3 is not in whole working days"),
        ("1.2.3FS+1.5d", (), "the lag '+1.5d' of predecessor 1.2.3 is not in whole working days"),
        ("AFS+2w, B", (Link("B"),), "the lag '+2w' of predecessor A is not in whole working days"),
        ("A*", (), "'A*' is no predecessor"),
        ("+2d", (), "'+2d' is no predecessor"),
        ("a, b, A", (Link("a"), Link("b")), "the link AFS is given twice"),
        ("aSS+1d, ASS+2d", (Link("a", LinkType.SS, 1),), "the link ASS is given twice"),
    ],
)
def test_what_is_no_link_is_reported_and_the_rest_is_read(text, links, fact):
    read, problems = parse_links(text, HERE)
    assert read == links
    assert [(problem.place, problem.fact) for problem in problems] == [(HERE, fact)]


ids = st.from_regex(r"[A-Za-z0-9._-]{1,8}", fullmatch=True)
a_link = st.builds(Link, ids, st.sampled_from(LinkType), st.integers(-9999, 9999))


@given(st.lists(a_link, unique_by=lambda link: (link.predecessor.casefold(), link.type)))
def test_every_link_reads_back_as_it_was_written(links):
    assert parse_links(format_links(links), HERE) == (tuple(links), ())


@given(st.text())
def test_any_text_is_read_or_reported_and_never_passed_over(text):
    links, problems = parse_links(text, HERE)
    assert links or problems or not any(character.isalnum() for character in text)


def test_a_link_to_itself_and_to_an_unknown_id_are_problems():
    links = (Link("a"), Link("B"), Link("C"))
    problems = check_links("A", links, {"a", "b"}, HERE)
    assert [problem.fact for problem in problems] == [
        "activity A is its own predecessor",
        "predecessor C of activity A does not exist",
    ]

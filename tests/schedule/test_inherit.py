from generator.schedule.inherit import INHERITED, inherit
from tests.schedule.keytasks import activity, key_task, links

SHIPPED = key_task(
    "1.2",
    activity(
        "Onboard the team", after="P.M1", days=15, owner="Program Manager", basis="Assumed: x"
    ),
    activity("Develop Charter", after="1.2.1", days=12, output="Program Charter"),
    activity("Report", supports=("phase",), basis="Assumed: recurs"),
    activity("Close", after="1.2.2"),
)


def test_the_same_words_take_over_id_estimate_links_owner_and_output():
    named = key_task("1.2", "develop  charter", "ONBOARD the team", "Report")
    charter, team, report = inherit(named, SHIPPED).activities
    assert (charter.id, charter.estimate.likely, charter.output) == ("1.2.2", 12, "Program Charter")
    assert charter.predecessors == links("1.2.1")
    assert charter.text.plain == "develop  charter"
    assert (team.id, team.owner, team.basis) == (
        "1.2.1",
        "Program Manager",
        f"Assumed: x; {INHERITED}",
    )
    assert (report.id, report.supports) == ("1.2.3", ("phase",))


def test_what_the_named_definition_says_itself_stands():
    named = key_task("1.2", activity("Report", days=3, owner="PMO Lead", after="", basis="Known"))
    (report,) = inherit(named, SHIPPED).activities
    assert (report.id, report.estimate.likely, report.supports) == ("1.2.3", 3, ())
    assert (report.owner, report.predecessors, report.basis) == ("PMO Lead", (), "Known")


def test_other_words_inherit_nothing_and_keep_their_number():
    named = key_task("1.2", "Something else", "Close", "New work")
    other, close, new = inherit(named, SHIPPED).activities
    assert (other.id, close.id, new.id) == ("1.2.1", "1.2.4", "1.2.3")
    assert other.estimate is None
    assert other.basis == ""


def test_other_words_give_way_to_the_activity_whose_number_it_is():
    named = key_task("1.2", "Something else", "Onboard the team")
    other, team = inherit(named, SHIPPED).activities
    assert (other.id, team.id) == ("1.2.3", "1.2.1")


def test_links_inside_the_named_definition_follow_activities_to_their_new_ids():
    named = key_task(
        "1.2", "Something else", "Onboard the team", activity("Close", after="1.2.1, 1.1.4")
    )
    close = inherit(named, SHIPPED).activities[-1]
    assert close.predecessors == links("1.2.5, 1.1.4")


def test_a_text_that_stands_twice_is_matched_in_order():
    shipped = key_task("1.2", activity("Populate", days=1), activity("Populate", days=2))
    named = key_task("1.2", "Populate", "Populate", "Populate")
    found = inherit(named, shipped).activities
    assert [one.id for one in found] == ["1.2.1", "1.2.2", "1.2.3"]
    assert [one.estimate.likely if one.estimate else None for one in found] == [1, 2, None]

"""Self-inspection beside verification: outcomes, filters, who sees them, and what they cost."""

from collections.abc import Iterator

import pytest

from domain.errors import NotFound, Refused
from domain.findings import Answer
from domain.leads import HIDDEN
from domain.visits import Match
from services import clock
from services.comparison import CompareFilter, Comparison, compare
from services.leads import transfer_to_lead
from services.self_drafts import save_answer as answer_oneself
from services.self_inspections import open_report
from services.self_problems import add_problem
from services.visit_sheet import read_visit
from services.visit_signing import sign_visit
from tests import campaign_world, visit_world, world
from tests.databases import Database
from tests.statements import count_statements
from tests.visit_world import DAY, LEAD, SECRET, Place


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def reported(place: Place, problem: bool = False, **answers: str) -> int:
    """A report of 东街镇 with these answers, the rest conforming."""
    people = place.people
    report = open_report(people.township, place.campaign_id)
    for item, answer in answers.items():
        values: dict[str, object] = {"answer": answer, "explanation": "自查说明"}
        answer_oneself(people.township, report, item.replace("_", "-"), values, 0)
    if problem:
        add_problem(people.township, report, campaign_world.PROBLEM)
    campaign_world.fill(people.township, report)
    campaign_world.submit(people.township, report)
    return report


def seen(place: Place, **wanted: object) -> Comparison:
    return compare(place.people.office, place.campaign_id, CompareFilter(**wanted))  # type: ignore[arg-type]  # fields of each test


def outcomes(found: Comparison) -> dict[str, Match]:
    return {row.item: row.match for row in found.rows}


def test_each_outcome_is_told_and_what_was_missed_comes_first(place: Place) -> None:
    reported(place, problem=True)
    place.signed(place.visit(), R1_1="公示栏空白", R2_1="户籍不符")
    found = seen(place)
    assert [(row.item, row.match) for row in found.rows] == [
        ("R1-1", Match.MISSED),
        ("R2-1", Match.BOTH),
        ("R2-2", Match.SAME),
    ]
    assert found.by_match == {Match.MISSED: 1, Match.BOTH: 1, Match.SAME: 1}


def test_a_problem_of_its_own_that_the_inspectors_did_not_find(place: Place) -> None:
    reported(place, problem=True)
    place.signed(place.visit())
    assert outcomes(seen(place))["R2-1"] is Match.ONLY_SELF


def test_a_place_that_reported_nothing_is_told_apart(place: Place) -> None:
    place.signed(place.visit(), R1_1="公示栏空白")
    assert outcomes(seen(place)) == {"R1-1": Match.MISSED, "R2-1": Match.NO_SELF, "R2-2": Match.NO_SELF}


def test_a_draft_of_a_report_does_not_count(place: Place) -> None:
    report = open_report(place.people.township, place.campaign_id)
    answer_oneself(place.people.township, report, "R1-1", {"answer": "fails", "explanation": "差"}, 0)
    place.signed(place.visit(), R1_1="公示栏空白")
    assert outcomes(seen(place))["R1-1"] is Match.MISSED


def test_a_visit_that_is_not_signed_is_not_compared(place: Place) -> None:
    place.recorded(place.visit(), R1_1="公示栏空白")
    assert seen(place).total == 0


def test_sql_and_the_table_of_the_domain_agree_on_the_sheet(place: Place) -> None:
    reported(place, problem=True, R1_1="mostly")
    visit = place.signed(place.visit(), R2_2="无评估")
    sheet = {line.item.code: line.match for line in read_visit(place.people.office, visit).lines}
    assert outcomes(seen(place)) == sheet


def test_both_sides_words_and_questions_are_shown(place: Place) -> None:
    reported(place, R1_1="mostly")
    place.signed(place.visit(), R1_1="公示栏空白")
    row = seen(place, item="R1-1").rows[0]
    assert (row.unit, row.category, row.question) == ("东街镇", "政策宣传不到位", "是否宣传政策")
    assert (row.own, row.own_text, row.found, row.found_text) == (
        Answer.MOSTLY, "自查说明", Answer.FAILS, "公示栏空白"
    )  # fmt: skip


def test_filters_narrow_rows_and_the_count_of_outcomes_keeps_the_others(place: Place) -> None:
    reported(place)
    place.signed(place.visit(), R1_1="公示栏空白")
    place.signed(place.visit("西河镇"))
    assert seen(place, match="missed").total == 1
    assert seen(place, match="missed").by_match[Match.SAME] == 2
    assert seen(place, category="r2").total == 4
    assert seen(place, words="西河").total == 3
    assert seen(place, unit_id=place.people.unit("东街镇")).total == 3
    assert seen(place, match="nonsense").rows == []


def test_pages_follow_one_another(place: Place) -> None:
    place.signed(place.visit())
    first = compare(place.people.office, place.campaign_id, CompareFilter(), size=2)
    second = compare(place.people.office, place.campaign_id, CompareFilter(), page=2, size=2)
    assert (first.total, len(first.rows), len(second.rows)) == (3, 2, 1)


def test_a_place_sees_its_own_side_by_side_only(place: Place) -> None:
    place.signed(place.visit("东街一村"))
    assert compare(place.people.township, place.campaign_id, CompareFilter()).total == 2
    assert compare(place.people.village, place.campaign_id, CompareFilter()).total == 2
    assert compare(place.people.other_township, place.campaign_id, CompareFilter()).total == 0
    with pytest.raises(Refused):
        compare(place.people.admin, place.campaign_id, CompareFilter())


def test_what_became_a_lead_is_covered_for_all_but_the_discipline_role(place: Place) -> None:
    visit = place.visit()
    finding = place.finding(visit)
    version = read_visit(place.people.inspector, visit).version
    sign_visit(place.people.inspector, visit, {"signed_by": "张某"}, version)
    transfer_to_lead(place.people.inspector, finding, 1, LEAD)
    assert seen(place, item="R2-1").rows[0].found_text == HIDDEN
    open_row = compare(place.people.discipline, place.campaign_id, CompareFilter(item="R2-1")).rows[0]
    assert open_row.found_text == SECRET


def test_a_page_costs_at_most_five_statements(place: Place) -> None:
    reported(place)
    place.signed(place.visit())
    with count_statements() as sent:
        seen(place)
    assert visit_world.sent(sent) == 3


def test_an_unknown_campaign_is_told(place: Place) -> None:
    with pytest.raises(NotFound):
        compare(place.people.office, 4711, CompareFilter())

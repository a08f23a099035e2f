"""总览 and the comparisons: figures equal the rows, and how many statements they cost."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.errors import Refused
from domain.findings import Kind
from domain.self_inspection import Coverage
from domain.traffic_lights import Light
from domain.workflow import State
from models.ban import Ban, BanOverride
from models.campaign import Campaign
from models.self_inspection import SelfInspection
from services import clock
from services.dashboard import PROVIDERS, dashboard
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery
from services.provider_comparison import compare_providers
from services.unit_comparison import SORTS, compare_units
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
from tests.statements import count_statements
from tests.world import People

TODAY = rows.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def people(database: Database) -> Iterator[People]:
    with clock.frozen(TODAY):
        yield world.district()


@pytest.fixture
def campaign(people: People) -> int:
    """Findings in every state at two townships, a village and a provider."""
    key = rows.campaign(people)
    east, village, west = (people.unit(name) for name in ("东街镇", "东街一村", "西河镇"))
    rows.finding(key, east, state=State.RECTIFYING, due=TODAY - DAY, amount_fen=1000, rectified_fen=400)
    rows.finding(key, village, state=State.RECTIFYING, due=TODAY, amount_fen=500)
    rows.finding(key, east, state=State.CLOSED, due=TODAY - DAY, amount_fen=2000, rectified_fen=2000)
    rows.finding(key, east, state=State.SUBMITTED, due=TODAY - DAY)
    rows.finding(key, west, state=State.ONGOING, kind=Kind.ONGOING.value, amount_fen=99)
    rows.finding(key, west, state=State.WITHDRAWN, withdrawn_reason="重复", due=TODAY - DAY)
    rows.finding(key, west, state=State.TRANSFERRED, transferred=True, amount_fen=10**9)
    rows.finding(key, people.unit("康乐服务中心"), state=State.ASSIGNED, due=TODAY - 9 * DAY)
    return key


def test_the_figures_of_a_campaign_are_those_of_its_rows(people: People, campaign: int) -> None:
    card = dashboard(people.leader).cards[0]
    got = card.progress
    assert (got.found, got.due, got.done, got.overdue, got.ongoing, got.transferred) == (7, 5, 1, 2, 1, 1)
    assert (got.rectified_fen, got.amount_fen) == (2400, 3500)
    assert (card.phase, card.phase_end) == ("自查自纠", date(2026, 5, 31))


def test_sums_beyond_an_ordinary_whole_number_are_added_up_to_the_fen(people: People) -> None:
    key, east = rows.campaign(people), people.unit("东街镇")
    for _ in range(2):
        rows.finding(key, east, state=State.RECTIFYING, due=TODAY, amount_fen=3_000_000_001)
    assert repr(dashboard(people.leader).cards[0].progress.amount_fen) == "6000000002"


def test_the_overdue_figure_opens_as_many_rows_in_the_ledger(people: People, campaign: int) -> None:
    page = read_ledger(people.leader, LedgerQuery(campaign, light=Light.RED))
    assert page.total == dashboard(people.leader).progress.overdue == 2


def test_townships_take_the_figures_of_their_villages_and_the_worst_comes_first(
    people: People, campaign: int
) -> None:
    lines = {line.name: (line.id, line.progress.found) for line in dashboard(people.leader).lines}
    assert lines == {
        "东街镇": (people.unit("东街镇"), 4),
        "服务单位及其他": (PROVIDERS, 1),
        "西河镇": (people.unit("西河镇"), 2),
    }
    assert dashboard(people.leader).lines[-1].name == "西河镇"


def test_coverage_counts_units_that_owe_a_report(people: People, campaign: int) -> None:
    for unit, late in (("东街镇", False), ("东街一村", True)):
        rows.add(
            SelfInspection(campaign_id=campaign, unit_id=people.unit(unit), state="submitted", late=late)
        )
    assert dashboard(people.leader).coverage == Coverage(6, 2, 1, 1, 4, 0, 0)
    compared = {row.name: row.coverage for row in compare_units(people.leader, campaign).rows}
    assert compared == {"东街镇": Coverage(3, 2, 1, 1, 1), "西河镇": Coverage(expected=1, missing=1)}


def test_an_ended_campaign_leaves_the_dashboard_and_can_still_be_asked_for(
    people: People, campaign: int
) -> None:
    rows.change(Campaign, campaign, state="closed")
    assert dashboard(people.leader).cards == ()
    assert [card.id for card in dashboard(people.leader, campaign_id=campaign).cards] == [campaign]


def test_providers_over_a_line_and_overrides_count_within_the_scope(people: People, campaign: int) -> None:
    subject = rows.provider(people)
    verdict = rows.verdict(subject)
    rows.verdict(subject, "may")
    rows.verdict(rows.provider(people, "和顺服务中心"), superseded=True)
    ban = rows.add(
        Ban(decision_id=rows.decision(verdict, subject, "in_force"), provider_id=subject, credit_code="9132",
            legal_representative="林某", rule="r", clause="c", scope="本区", start=TODAY, end=TODAY)
    )  # fmt: skip
    rows.add(
        BanOverride(ban_id=ban, provider_id=subject, purpose="contract", account_id=people.leader.account_id,
                    reason="无可替代", at=clock.now())
    )  # fmt: skip
    card = dashboard(people.leader).cards[0]
    assert (card.over_line, card.overrides) == (1, 1)
    first = compare_providers(people.leader, campaign)[0]
    assert (first.name, first.over_line, first.barred, first.barred_until) == ("康乐服务中心", 2, True, TODAY)
    with clock.frozen(TODAY + DAY):
        assert not compare_providers(people.leader, campaign)[0].barred


def test_a_township_sees_its_own_figures_and_no_verdicts(people: People, campaign: int) -> None:
    board = dashboard(people.township)
    assert board.progress.found == 4
    assert board.cards[0].over_line is None
    assert [row.name for row in compare_units(people.township, campaign).rows] == ["东街镇"]


def test_a_provider_has_no_dashboard(people: People, campaign: int) -> None:
    with pytest.raises(Refused, match="看板"):
        dashboard(people.provider)


def test_the_leader_sees_what_waits_for_a_signature(people: People, campaign: int) -> None:
    subject = rows.provider(people)
    key = rows.decision(rows.verdict(subject), subject, "heard", proposed_by=people.office.account_id)
    board = dashboard(people.leader)
    assert ([item.object_id for item in board.to_sign], board.to_sign_total) == ([key], 1)
    assert dashboard(people.office).to_sign == ()


def test_rates_without_a_denominator_come_last_in_both_directions(people: People, campaign: int) -> None:
    for sort in ("rate", "-rate", "rate_by_amount", "-rate_by_amount"):
        assert [row.name for row in compare_units(people.leader, campaign, sort=sort).rows][-1] == "西河镇"


@pytest.mark.parametrize("sort", [*SORTS, "nonsense"])
def test_every_column_sorts_both_ways(people: People, campaign: int, sort: str) -> None:
    up = compare_units(people.leader, campaign, sort=sort).rows
    down = compare_units(people.leader, campaign, sort=f"-{sort}").rows
    assert (
        {row.id for row in up} == {row.id for row in down} == {people.unit("东街镇"), people.unit("西河镇")}
    )


def test_findings_of_a_provider_are_compared_wherever_they_were_found(people: People, campaign: int) -> None:
    subject = rows.provider(people)
    rows.finding(campaign, people.unit("东街镇"), state=State.CLOSED, provider_id=subject)
    rows.finding(campaign, people.unit("康乐服务中心"), state=State.RECTIFYING, provider_id=subject)
    progress = compare_providers(people.leader, campaign, sort="rate")[0].progress
    assert (progress.done, progress.due) == (1, 2)


def test_the_dashboard_needs_ten_statements_without_anything_to_watch(people: People, campaign: int) -> None:
    for number in range(3):
        rows.campaign(people, f"第{number}次行动")
    with count_statements() as sent:
        assert len(dashboard(people.leader).cards) == 4
    assert 0 < len([one for one in sent if not one.startswith("BEGIN")]) <= 10


def test_a_comparison_needs_four_statements_at_most(people: People, campaign: int) -> None:
    with count_statements() as units:
        compare_units(people.leader, campaign)
    with count_statements() as providers:
        compare_providers(people.leader, campaign)
    assert len([one for one in units if not one.startswith("BEGIN")]) == 3
    assert len([one for one in providers if not one.startswith("BEGIN")]) == 4

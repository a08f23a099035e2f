"""Data of documents: figures equal the ledger's, and nothing of leads gets in but the count."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.findings import Kind
from domain.workflow import State
from models.ban import Ban
from models.campaign import Phase
from models.document import IssuedDocument
from models.finding import Finding
from models.lead import Lead
from models.verification import Visit
from reports.campaign_summary import CampaignSummary
from services import clock
from services.dashboard import dashboard
from services.documents import (
    KINDS,
    draft_document,
    issue_document,
    preview_document,
    read_document,
)
from services.documents_shape import from_plain
from services.finding_export import ledger_rows
from services.ledger_filters import LedgerQuery
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
from tests.world import People

TODAY = rows.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def people(database: Database) -> Iterator[People]:
    with clock.frozen(TODAY):
        yield world.district()


@pytest.fixture
def campaign(people: People) -> int:
    """One finding in every state at each of three places."""
    key = rows.campaign(people)
    for number, name in enumerate(("东街镇", "东街一村", "康乐服务中心"), start=1):
        for place, state in enumerate(State, start=1):
            rows.finding(
                key, people.unit(name), state=state, amount_fen=1000 * number + place, due=TODAY - DAY,
                rectified_fen=100 * number, recovered_fen=10 * number, transferred=state is State.TRANSFERRED,
                systems_built="建立抽查制度" if state is State.CLOSED else "",
                kind=(Kind.ONGOING if state is State.ONGOING else Kind.BY_DEADLINE).value,
            )  # fmt: skip
    return key


def filled(people: People, code: str, key: int, **values: str) -> dict[str, str]:
    draft = draft_document(people.office, code, [key])
    typed = {
        one.name: "另行安排。" for one in draft.fields if one.required and not draft.defaults.get(one.name)
    }
    return {**draft.defaults, **typed, **values}


def issued(people: People, code: str, key: int, **values: str) -> Any:
    """Issue it and return its data as the report gets them."""
    document = issue_document(people.office, code, [key], filled(people, code, key, **values))
    assert read_document(people.office, document).same
    row = next(row for row in rows.all_of(IssuedDocument) if row.id == document)
    return from_plain(KINDS[code], json.loads(json.dumps(row.data)))


def words(people: People, code: str, key: int, **values: str) -> str:
    shown = preview_document(people.office, code, [key], filled(people, code, key, **values))
    tables = ["|".join(row) for block in shown.blocks for row in block.rows]
    return "\n".join([*(block.text for block in shown.blocks), *tables])


# Summary


def test_the_figures_of_the_summary_equal_the_ledgers(people: People, campaign: int) -> None:
    data: CampaignSummary = issued(people, "campaign_summary", campaign)
    ledger = [row for row in ledger_rows(people.office, LedgerQuery(campaign)) if row.state != "已撤销"]
    due = [row for row in ledger if row.state not in ("长期坚持", "已移送")]
    done = [row for row in due if row.state in ("已验收", "公示中", "已销号")]
    figures = data.figures
    assert (figures.findings, figures.due, figures.rectified) == (len(ledger), len(due), len(done))
    assert figures.amount_due == sum((row.amount or 0 for row in due), Decimal(0))
    kept = [row for row in ledger if row.state != "已移送"]
    assert figures.recovered == sum((row.recovered or 0 for row in kept), Decimal(0))
    assert figures.ongoing == 3


def test_the_figures_of_the_summary_equal_the_dashboards_and_its_table_adds_up(
    people: People, campaign: int
) -> None:
    data: CampaignSummary = issued(people, "campaign_summary", campaign)
    progress = dashboard(people.office).progress
    assert (data.figures.due, data.figures.rectified) == (progress.due, progress.done)
    assert data.figures.amount_rectified == Decimal(progress.rectified_fen) / 100
    assert sum(row.findings for row in data.units) == data.figures.findings
    assert sum((row.amount_due for row in data.units), Decimal(0)) == data.figures.amount_due
    assert {row.unit for row in data.units} == {"东街镇", "服务单位及其他"}


def test_the_summary_counts_leads_visits_bans_and_systems(people: People, campaign: int) -> None:
    rows.add(Visit(campaign_id=campaign, unit_id=people.unit("东街镇"), planned_on=TODAY, state="signed"))
    rows.add(Visit(campaign_id=campaign, unit_id=people.unit("东街镇"), planned_on=TODAY, state="planned"))
    _lead(people, campaign)
    subject = rows.provider(people)
    case = rows.decision(rows.verdict(subject), subject, "in_force")
    rows.add(
        Ban(decision_id=case, provider_id=subject, credit_code="9132", legal_representative="林某", rule="r",
            clause="c", scope="本区", start=TODAY)
    )  # fmt: skip
    figures = issued(people, "campaign_summary", campaign, cases_filed="2").figures
    assert (figures.inspections, figures.leads, figures.disqualified, figures.systems) == (1, 1, 1, 3)
    assert (figures.cases_filed, figures.people_disciplined) == (2, None)


def _lead(people: People, campaign: int) -> None:
    rows.add(
        Lead(campaign_id=campaign, number="XS-1", nature="F1", stage="结算", facts="秘密的事实", subject="张三",
             destination="police", found_on=TODAY, reported_by=people.office.account_id, created_at=clock.now())
    )  # fmt: skip


@pytest.mark.parametrize("code", ["campaign_summary", "circular"])
def test_nothing_of_a_lead_gets_into_a_report_but_the_count(people: People, campaign: int, code: str) -> None:
    _lead(people, campaign)
    hidden = rows.all_of(Finding, Finding.state == "transferred")[0]
    rows.change(Finding, hidden.id, title="密件标题", description="密件内容", systems_built="密件制度")
    told = words(people, code, campaign)
    assert not [part for part in ("秘密的事实", "张三", "XS-1", "密件") if part in told]


def test_each_phase_is_told_with_what_was_typed_behind_its_name(people: People, campaign: int) -> None:
    rows.add(
        Phase(
            campaign_id=campaign,
            code="p2",
            position=2,
            name="核查",
            state="open",
            conditions={"does": ["抽查"]},
        )
    )
    assert (
        draft_document(people.office, "campaign_summary", [campaign]).defaults["accounts"]
        == "自查自纠：\n核查：抽查。"
    )
    data = issued(people, "campaign_summary", campaign, accounts="核查：查了两遍：都合格")
    assert [(phase.name, phase.account) for phase in data.phases] == [
        ("自查自纠", ""),
        ("核查", "查了两遍：都合格"),
    ]


def test_a_campaign_without_findings_has_dashes_for_rates(people: People) -> None:
    told = words(people, "campaign_summary", rows.campaign(people))
    assert "整改率按项计算为—（0项/0项）" in told


# Circular


def test_the_circular_ranks_units_by_rate_and_ties_share_a_rank(people: People, campaign: int) -> None:
    rows.finding(campaign, people.unit("西河镇"), state=State.CLOSED)
    data = issued(people, "circular", campaign, next_steps="完成整改｜2026-06-30\n公开结果")
    assert [(row.rank, row.unit) for row in data.standings] == [
        (1, "西河镇"),
        (2, "东街镇"),
        (2, "服务单位及其他"),
    ]
    assert [step.deadline for step in data.next_steps] == [TODAY + 20 * DAY, None]

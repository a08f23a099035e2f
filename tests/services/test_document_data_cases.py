"""Data of self-inspection reports, visit reports, prior notices and decisions."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.errors import WrongState
from domain.workflow import STATE_NAMES, State
from models.decision import Decision
from models.document import IssuedDocument
from models.self_inspection import CategoryCheck, SelfAnswer, SelfInspection, SelfProblem
from models.verification import Draw, Visit, VisitAnswer, VisitMember
from services import clock
from services.documents import (
    KINDS,
    draft_document,
    issue_document,
    preview_document,
    print_self_report,
    read_document,
)
from services.documents_shape import from_plain
from services.self_inspections import report_view
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
    return rows.campaign(people)


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


# Self-inspection


def _report(people: People, campaign: int, state: str = "accepted") -> int:
    key = rows.add(
        SelfInspection(campaign_id=campaign, unit_id=people.unit("东街镇"), state=state, declared_by="赵刚",
                       narrative={"organization": "成立专班", "next_steps": "每月抽查"}, first_submitted_at=clock.now(),
                       figures={"recipients": 30, "funds_fen": 123456, "integrity": 2})
    )  # fmt: skip
    rows.add(
        SelfAnswer(report_id=key, item="R1-1", answer="fails"),
        CategoryCheck(report_id=key, category="r2", how_checked="比对户籍"),
        SelfProblem(report_id=key, item="R1-1", category="r1", description="公开栏没有公布流程", corrected=True,
                    correction="已补公布", amount_fen=5000, recovered_fen=5000),
    )  # fmt: skip
    return key


def test_a_self_inspection_report_says_what_the_unit_wrote(people: People, campaign: int) -> None:
    key = _report(people, campaign)
    data = issued(people, "self_report", key, addressee="区领导小组办公室")
    assert (data.unit, data.organisation, data.responsible) == ("东街镇", "成立专班", "赵刚")
    asked = sum(len(category.items) for category in report_view(people.township, key).categories)
    assert (data.scope.expected, data.scope.checked, data.scope.funds) == (asked, 1, Decimal("1234.56"))
    assert [(one.name, len(one.findings)) for one in data.categories] == [
        ("政策宣传不到位", 1),
        ("对象认定不精准", 0),
    ]
    assert data.categories[1].method == "比对户籍"
    assert (data.rectified, data.unrectified, data.recovered) == (1, 0, Decimal(50))
    assert data.conduct == (("腐败和作风问题", 2),)
    assert len(data.voluntary) == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_a_report_is_issued_once_accepted_and_the_unit_can_print_it_before(
    people: People, campaign: int, state: str
) -> None:
    key = _report(people, campaign, state)
    with pytest.raises(WrongState):
        draft_document(people.office, "self_report", [key])
    copy = print_self_report(people.township, key)
    assert copy.content.startswith(b"PK")
    assert copy.file_name == "东街镇关于居家养老服务专项治理自查情况的报告.docx"
    assert rows.all_of(IssuedDocument) == []


def test_a_problem_that_became_a_lead_is_not_told_in_the_report(people: People, campaign: int) -> None:
    key = _report(people, campaign)
    problem = rows.all_of(SelfProblem)[0].id
    finding = rows.finding(campaign, people.unit("东街镇"), state=State.TRANSFERRED, transferred=True)
    rows.change(SelfProblem, problem, finding_id=finding)
    assert "公开栏没有公布流程" not in words(people, "self_report", key, addressee="区领导小组办公室")


# Verification


def test_a_visit_report_says_who_went_what_was_found_and_what_the_place_says(
    people: People, campaign: int
) -> None:
    visit = rows.add(
        Visit(campaign_id=campaign, unit_id=people.unit("东街镇"), planned_on=TODAY - DAY, visited_on=TODAY,
              state="signed", facts="查看公开栏", people_present="赵刚", unit_opinion="无意见")
    )  # fmt: skip
    rows.add(
        VisitMember(visit_id=visit, account_id=people.inspector.account_id, leads=True),
        VisitMember(visit_id=visit, account_id=people.second_inspector.account_id),
        VisitAnswer(
            visit_id=visit,
            item="R1-1",
            answer="fails",
            note="没有记录",
            changed_by=people.inspector.account_id,
        ),
    )
    shown = rows.finding(campaign, people.unit("东街镇"), visit_id=visit, title="没有公布")
    rows.finding(
        campaign,
        people.unit("东街镇"),
        visit_id=visit,
        title="密件",
        state=State.TRANSFERRED,
        transferred=True,
    )
    data = issued(people, "verification_report", visit)
    assert set(data.inspectors) == {"严查", "严明"}
    assert [problem.name for problem in data.problems] == ["没有公布"]
    assert (data.results[0].failed, data.opinion, data.sample.method) == (1, "无意见", "指定核查")
    assert shown
    rows.change(Visit, visit, state="recording")
    with pytest.raises(WrongState):
        draft_document(people.office, "verification_report", [visit])


def test_a_drawn_place_is_told_with_the_whole_the_part_and_the_seed(people: People, campaign: int) -> None:
    places = [people.unit(name) for name in ("东街镇", "西河镇", "东街一村")]
    draw = rows.add(
        Draw(campaign_id=campaign, title="第一批", at=clock.now(), drawn_by=people.office.account_id, seed="20260610",
             pool=[[place, 1] for place in places], drawn=[[places[0], []]], witnesses="区纪委派员", planned_on=TODAY)
    )  # fmt: skip
    visit = rows.add(
        Visit(
            campaign_id=campaign,
            unit_id=places[0],
            planned_on=TODAY,
            visited_on=TODAY,
            state="signed",
            draw_id=draw,
        )
    )
    sample = issued(people, "verification_report", visit).sample
    assert (sample.whole, sample.drawn) == (3, 1)
    assert "种子20260610" in sample.method


# Decisions


def test_a_prior_notice_and_a_decision_state_party_clause_arithmetic_and_figure(
    people: People, campaign: int
) -> None:
    subject = rows.provider(people)
    ban = {"text": "三年内不得参与", "title": "三年内不得参与", "lasts": "3年"}
    out = {"title": "取消资格", "lasts": "1年"}
    measure = {"deeds": [{"title": "扣减季度资金", "amount_fen": 300_000}, out, ban]}
    case = rows.decision(
        rows.verdict(subject), subject, "proposed", measure=measure, reason="情节较轻", notice_served_on=TODAY
    )
    told = words(people, "prior_notice", case, statement_length="5日", statement_days="工作日")
    for part in (
        "扣减季度资金、取消资格、三年内不得参与事先告知书",
        "康乐服务中心",
        "第十二条",
        "168/200=84%<85%",
        "金额3,000.00元",
        "取消资格，期限1年。",
        "三年内不得参与。",
    ):
        assert part in told, part
    with pytest.raises(WrongState):
        draft_document(people.office, "decision_notice", [case])
    rows.change(Decision, case, state="approved")
    told = words(people, "decision_notice", case)
    assert "三年内不得参与决定书" in told
    assert "没有提出陈述申辩意见" in told


def test_the_ledgers_words_for_done_are_the_states_that_count_as_done() -> None:
    assert [STATE_NAMES[state] for state in (State.VERIFIED, State.PUBLISHED, State.CLOSED)] == [
        "已验收",
        "公示中",
        "已销号",
    ]

"""What follows on marks: who owes them, marks from a sheet, results told, requests for review and their answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from domain.errors import Invalid, Refused, WrongState
from domain.score_reviews import Result, ReviewState
from models import engine
from models.audit import AuditEntry
from models.measurement import ScoreMark
from services import clock, daily
from services.actor import Actor
from services.documents import preview_document
from services.facts import record_fact
from services.notices import list_notices
from services.score_deciding import decide_review
from services.score_import import check_marks, import_marks, mark_template
from services.score_marks import correct_mark
from services.score_missing import missing_of, remind_marks
from services.score_review_view import read_review, standing_of
from services.score_reviews import ask_review, withdraw_review
from services.score_rounds import RoundPlace, round_to_issue
from services.score_sheets import list_scores, sheets_of_regime
from services.score_telling import tell_results
from services.score_view import read_sheet
from services.subjects import enrol_units
from services.todo import list_todo
from tests.databases import Database
from tests.provider_world import Supply
from tests.register_world import workbook
from tests.reports.opened import texts
from tests.services.test_scores import DAY, FULL, build, give, place

TITLES = ("服务单位", "项目", "分数", "理由", "评分人")
UPHOLD, CHANGE = {"state": "upheld", "opinion": "记录属实"}, {"state": "changed", "opinion": "漏看两份"}


@pytest.fixture
def supply(sqlite_database: Database) -> Iterator[Supply]:
    supply = build()
    with clock.frozen(DAY):
        yield supply


def year(supply: Supply) -> RoundPlace:
    return RoundPlace(supply.regime_id, "annual", "2026")


def waiting(actor: Actor, *kinds: str) -> list[tuple[str, str, date | None]]:
    found = list_todo(actor, kinds=kinds or ("score_give", "score_urge", "score_review")).items
    return [(item.kind, item.title, item.due) for item in found]


def told(supply: Supply, day: date = date(2027, 1, 18)) -> None:
    give(supply, FULL)
    tell_results(supply.people.office, year(supply), day, "当面签收")


def ask(supply: Supply, actor: Actor | None = None) -> int:
    values = {"items": ("record",), "reason": "两份档案当时在整理"}
    return ask_review(actor or supply.people.provider, place(supply), values)


def test_marks_are_owed_from_the_end_of_the_period_by_whom_the_scheme_names(supply: Supply) -> None:
    people = supply.people
    enrol_units(people.office, supply.regime_id, "township")
    assert waiting(people.inspector) == []
    daily.run_if_due()
    year_end = ("score_give", "年终考核（服务单位）2026年：还有1个没有评完", date(2027, 1, 20))
    quarter = "镇街季度考核（镇街）2026年第四季度：还有2个没有评完"
    assert waiting(people.inspector) == [year_end, ("score_give", quarter, None)]
    named = replace(people.inspector, unit_id=people.unit("派驻纪检监察组"))
    assert len(waiting(named)) == 3, "its own items, and those of everybody"
    assert ("score_urge", quarter, None) in waiting(people.office)
    assert waiting(people.leader) == waiting(people.township) == []
    give(supply, FULL)
    assert year_end not in waiting(people.inspector)
    kind = sheets_of_regime(people.office, supply.regime_id)["quarter"]
    rows = list_scores(people.office, supply.regime_id, "quarter", "2026Q4")
    assert [(one.item, one.assessed_by, one.parties) for one in missing_of(kind, rows)] == [
        ("组织推进", "", ("东街镇", "西河镇")), ("问题回复", "派驻纪检监察组", ("东街镇", "西河镇")),
    ]  # fmt: skip
    at = RoundPlace(supply.regime_id, "quarter", "2026Q4")
    assert remind_marks(people.office, at).sent == ("派驻纪检监察组", "专项办")
    assert remind_marks(people.office, at).sent == (), "once a day"


def test_who_does_not_have_to_be_assessed_is_not_waited_for(supply: Supply) -> None:
    daily.run_if_due()
    assert len(waiting(supply.people.inspector)) == 1
    told = {"event": "entered", "happened_on": date(2026, 9, 1), "description": "进驻", "evidence": "合同",
            "proven_by": "专项办"}  # fmt: skip
    record_fact(supply.people.office, supply.provider_id, told)
    with clock.frozen(date(2027, 1, 21)):
        daily.run_if_due()
        assert waiting(supply.people.inspector) == []


def test_a_sheet_of_marks_is_checked_row_by_row_and_stored_whole_or_not_at_all(supply: Supply) -> None:
    office, at = supply.people.office, year(supply)
    give(supply, {"style": FULL["style"]})
    sheet = load_workbook(BytesIO(mark_template(office, at))).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    assert [line[:2] + line[3:4] for line in lines[1:]] == [
        ("康乐服务中心", "档案管理", "0至20分"), ("康乐服务中心", "创新做法", "0至5分"),
    ]  # fmt: skip
    good = ("康乐服务中心", "档案管理", "15.5", "三份档案缺签字", "考核组 李某")
    wrong = workbook(
        TITLES, good, good, ("康乐服务中心", "创新做法", "5.1", "好", ""), ("康乐服务中心", "创新做法", "5", "", ""),
        ("康乐服务中心", "服务态度", "-1", "重评", ""), ("别家", "工作计划", "1", "好", ""),
        ("康乐服务中心", "创新做法", "", "", ""),
    )  # fmt: skip
    found = check_marks(office, at, wrong, "考核组 王某")
    assert (found.rows, found.blank, len(found.lines)) == (7, 1, 1)
    assert [one.told for one in found.errors] == [
        "第3行“项目”：与第2行重复", "第4行“分数”：“创新做法”的评分要在0至5分之间",
        "第5行“理由”：请写明“创新做法”这样评分的理由",
        "第6行“项目”：这一项已经评过，或者对它不适用；要改的请在评分表上更正",
        "第7行“服务单位”：这张评分表不评它，请照模板里的名称填写",
        "第7行“项目”：评分表里没有这项由人评的分，请照模板里的名称填写",
    ]  # fmt: skip
    with pytest.raises(Invalid, match="没有导入"):
        import_marks(office, at, wrong, "考核组 王某")
    with engine.reading() as session:
        assert len(session.exec(select(ScoreMark)).all()) == 1
    rest = ("康乐服务中心", "创新做法", "0", "没有申报", "")
    done = import_marks(office, at, workbook(TITLES, good, rest), "考核组 王某")
    assert len(done.ids) == 2
    sheet_now = read_sheet(office, place(supply))
    assert sheet_now.score.total == Fraction("63.5")
    assert [one.given_by for one in sheet_now.history] == ["考核组 王某", "考核组 李某", "考核组 王某"]
    with pytest.raises(Refused):
        check_marks(supply.people.leader, at, wrong, "凌导")


def test_a_review_is_asked_for_within_the_term_that_runs_from_the_telling(supply: Supply) -> None:
    people = supply.people
    give(supply, FULL)
    with pytest.raises(WrongState, match="还没有告知"):
        ask(supply)
    told_on = date(2027, 1, 18)
    tell_results(people.office, year(supply), told_on, "当面签收")
    (notice,) = list_notices(people.provider).rows
    assert "63.5分，合格" in notice.text
    assert "2027年1月21日前（含当日）申请复核" in notice.text
    with pytest.raises(WrongState, match="都已经告知过"):
        tell_results(people.office, year(supply), told_on, "再说一遍")
    with clock.frozen(date(2027, 1, 22)), pytest.raises(WrongState, match="已经过了"):
        ask(supply)
    for stranger in (people.township, people.other_provider, people.inspector):
        with pytest.raises(Refused):
            ask(supply, stranger)
    with clock.frozen(date(2027, 1, 21)):
        asked = ask(supply)
        with pytest.raises(WrongState, match="已经申请过"):
            ask(supply)
        withdraw_review(people.provider, asked, 1, "已经问清")
        assert ask(supply) > asked


def test_somebody_else_decides_and_the_mark_changes_with_its_history(database: Database) -> None:
    with clock.frozen(DAY):
        supply = build()
        people = supply.people
        told(supply)
        asked = ask(supply)
        mark = next(
            one.mark for one in read_sheet(people.office, place(supply)).items if one.item.key == "record"
        )
        assert mark is not None
        values = {"points": "16", "reason": "重看", "given_by": "考核组"}
        with pytest.raises(WrongState, match="正在复核"):
            correct_mark(people.office, mark.id, mark.version, values, "重看")
        assert waiting(people.leader) == [("score_review", "年终考核（服务单位）2026年", date(2027, 2, 3))]
        given = {"record": {"points": "17.5", "reason": "一份档案缺签字"}}
        with pytest.raises(Refused, match="有您登记的评分"):
            decide_review(people.office, asked, 1, CHANGE, given)
        with pytest.raises(Invalid, match="请填写要改的分数"):
            decide_review(people.leader, asked, 1, CHANGE, {})
        with pytest.raises(Invalid, match="0至20分"):
            decide_review(people.leader, asked, 1, CHANGE, {"record": {"points": "21", "reason": "好"}})
        with pytest.raises(Invalid, match="请填写"):
            decide_review(people.leader, asked, 1, {"state": "upheld", "opinion": " "}, {})
        now = decide_review(people.leader, asked, 1, CHANGE, given)
        assert now == Result(Fraction("65.5"), "合格")
        sheet = read_sheet(people.office, place(supply))
        records = [(one.points, one.superseded) for one in sheet.history if one.item == "record"]
        assert records == [(Fraction("17.5"), False), (Fraction("15.5"), True)]
        state = standing_of(people.provider, place(supply))
        assert [one.result.words for one in state.tellings] == ["63.5分，合格", "65.5分，合格"]
        assert state.cannot == "这个结果是复核以后定的，不再重复复核。"
        assert read_review(people.provider, asked).state is ReviewState.CHANGED
        assert waiting(people.leader) == []
    with engine.reading() as session:
        actions = session.exec(select(AuditEntry.action).order_by(col(AuditEntry.id))).all()
    assert actions[-3:] == ["score.review_ask", "score.review_decide", "score.review_decide"]


def test_who_asked_does_not_decide_and_a_result_may_be_upheld(supply: Supply) -> None:
    people = supply.people
    told(supply)
    asked = ask(supply, people.second_office)
    with pytest.raises(Refused, match="另一个人决定"):
        decide_review(people.second_office, asked, 1, UPHOLD, {})
    assert decide_review(people.leader, asked, 1, UPHOLD, {}).total == Fraction("63.5")
    with pytest.raises(WrongState, match="已经办结"):
        decide_review(people.leader, asked, 2, UPHOLD, {})


def test_the_notice_ranks_the_assessed_and_says_why_points_were_lost(supply: Supply) -> None:
    office = supply.people.office
    number = round_to_issue(office, year(supply))
    with pytest.raises(WrongState, match="还没有评出总分"):
        preview_document(office, "score_results", [number], {})
    give(supply, FULL)
    assert round_to_issue(office, year(supply)) == number
    values = {"day": "2027-01-20", "issuer": "专项办", "addressee": "各服务单位", "overview": "评出1个。"}
    said = "\n".join(texts(preview_document(office, "score_results", [number], values).content))
    for words in (
        "关于2026年年终考核结果的通报", "合格（1个）：康乐服务中心。", "63.5", "-12分",
        "考核组 王某评-12分：两户投诉态度", "自结果告知",
    ):  # fmt: skip
        assert words in said
    with pytest.raises(Refused):
        preview_document(supply.people.provider, "score_results", [number], values)

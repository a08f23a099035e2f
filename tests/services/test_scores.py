"""考核评分: marks are stored, corrected and refused; totals, grades and the verdicts on them follow at once."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.thresholds.verdicts import Outcome
from models import engine
from models.measurement import ScoreMark
from services import clock
from services.actor import Actor
from services.facts import record_fact
from services.measurements import record_measurement
from services.score_export import export_scores
from services.score_marks import MarkReceipt, correct_mark, give_marks
from services.score_places import SheetPlace
from services.score_sheets import list_scores, sheets_of_regime
from services.score_view import SheetView, read_sheet
from services.subjects import enrol_units
from tests import provider_world
from tests.databases import Database
from tests.provider_world import SCHEMES, Supply
from tests.register_world import Registry

SCORED = SCHEMES / "scored.yaml"
DAY = date(2027, 1, 20)  # the year that is assessed is over
FULL = {
    "style": {"points": "-12", "reason": "两户投诉态度"},
    "record": {"points": "15.5", "reason": "三份档案缺签字"},
    "extra": {"points": "0", "reason": "没有申报"},
}


def build(meetings: str = "2") -> Supply:
    """A provider with its figures of 2026: 20 for the plan, 10 less for each meeting short of four."""
    supply = provider_world.under(SCORED, DAY, date(2026, 1, 1))
    for metric, value in (("plan", {"yes": True}), ("meetings", {"figure": meetings})):
        values = {"provider_id": supply.provider_id, "metric": metric, "period": "2026",
                  "reporting_unit_id": supply.people.unit("专项办"), **value}  # fmt: skip
        with clock.frozen(DAY):
            record_measurement(supply.people.office, values)
    return supply


def place(supply: Supply, period: str = "2026") -> SheetPlace:
    return SheetPlace(supply.regime_id, "annual", period, supply.provider_id)


def give(supply: Supply, given: Mapping[str, Mapping[str, str]], period: str = "2026") -> MarkReceipt:
    with clock.frozen(DAY):
        return give_marks(supply.people.office, place(supply, period), given, "考核组 王某")


def sheet(supply: Supply, actor: Actor | None = None) -> SheetView:
    with clock.frozen(DAY):
        return read_sheet(actor or supply.people.office, place(supply))


def test_marks_make_the_total_and_the_grade_and_a_correction_keeps_the_old_mark(database: Database) -> None:
    supply = build()
    assert supply.verdict("N-1", "2026").outcome == Outcome.PENDING_DATA
    give(supply, {"style": FULL["style"]})
    assert [one.item.key for one in sheet(supply).items if one.waits] == ["record", "extra"]
    done = give(supply, {**FULL, "style": {"points": "", "reason": ""}})
    assert [change.now for change in done.changes] == [Outcome.NOT_TRIGGERED.value]
    found = sheet(supply)
    assert (found.score.total, found.score.grade) == (Fraction("63.5"), "合格")
    assert {one.item.key: one.told for one in found.items}["style"] == "考核组 王某评-12分：两户投诉态度"
    mark = next(one.mark for one in found.items if one.item.key == "record")
    assert mark is not None
    with clock.frozen(DAY):
        values = {"points": "11.9", "reason": "五份档案缺签字", "given_by": "考核组 李某"}
        receipt = correct_mark(supply.people.office, mark.id, mark.version, values, "漏看两份")
        with pytest.raises(Conflict):
            correct_mark(supply.people.office, mark.id, mark.version, values, "漏看两份")
        with pytest.raises(WrongState):
            correct_mark(supply.people.office, mark.id, mark.version + 1, values, "漏看两份")
    assert [change.now for change in receipt.changes] == [Outcome.TRIGGERED.value]
    found = sheet(supply)
    assert (found.score.total, found.score.grade) == (Fraction("59.9"), "不合格")
    assert [(one.points, one.superseded) for one in found.history if one.item == "record"] == [
        (Fraction("11.9"), False), (Fraction("15.5"), True),
    ]  # fmt: skip


def test_what_cannot_be_a_mark_is_refused_at_its_field_and_nothing_is_stored(
    sqlite_database: Database,
) -> None:
    supply = build()
    wrong = {
        "style": {"points": "1", "reason": "好"},
        "record": {"points": "20.1", "reason": "好"},
        "extra": {"points": "5", "reason": " "},
    }
    with pytest.raises(Invalid) as told:
        give(supply, wrong)
    assert told.value.fields == {
        "points:style": "“服务态度”的评分要在-30至0分之间", "points:record": "“档案管理”的评分要在0至20分之间",
        "reason:extra": "请写明“创新做法”这样评分的理由",
    }  # fmt: skip
    with pytest.raises(Invalid, match="请填写数字"):
        give(supply, {"style": {"points": "零", "reason": "好"}})
    with pytest.raises(Invalid, match="至少填写一项"):
        give(supply, {"style": {"points": "", "reason": ""}})
    with pytest.raises(Invalid, match="还没有开始"):
        give(supply, FULL, "2028")
    with pytest.raises(NotFound):
        give(supply, {"plan": FULL["style"]})  # an item that is reckoned
    with clock.frozen(DAY):
        with pytest.raises(Invalid, match="请填写评分人"):
            give_marks(supply.people.office, place(supply), FULL, " ")
        with pytest.raises(Refused, match="不能评定考核分"):
            give_marks(supply.people.leader, place(supply), FULL, "李某")
    with engine.reading() as session:
        assert session.exec(select(ScoreMark)).all() == []
    give(supply, {"style": {"points": "-30", "reason": "差"}, "extra": {"points": "5", "reason": "好"}})
    with pytest.raises(Invalid, match="已经评过"):
        give(supply, FULL)


def test_who_is_assessed_reads_its_own_sheet_and_no_mark_before_all_are_given(
    sqlite_database: Database,
) -> None:
    supply = build(meetings="0")
    people, regime_id = supply.people, supply.regime_id
    give(supply, {"style": FULL["style"]})
    own = sheet(supply, people.provider)
    shown = {one.item.key: (one.score.points, one.told) for one in own.items}
    assert shown["style"] == (None, "全部评完后公布")
    assert shown["plan"][0] == 20
    assert shown["meeting"] == (Fraction(0), "4 − 会议次数0 = 4：-40分；最低0分")
    assert (own.history, own.may_give) == ((), False)
    give(supply, {key: FULL[key] for key in ("record", "extra")})
    assert sheet(supply, people.provider).score.total == Fraction("53.5")
    with clock.frozen(DAY):
        (row,) = list_scores(people.provider, regime_id, "annual", "2026")
        assert (row.rank, row.waiting) == (1, ())
        assert list(sheets_of_regime(people.township, regime_id)) == ["quarter"]
        with pytest.raises(Refused):
            read_sheet(people.township, place(supply))


def test_who_is_exempt_is_neither_ranked_nor_waited_for(sqlite_database: Database) -> None:
    supply = build()
    office, regime_id = supply.people.office, supply.regime_id
    told = {"event": "entered", "happened_on": date(2026, 9, 1), "description": "进驻", "evidence": "合同",
            "proven_by": "专项办"}  # fmt: skip
    with clock.frozen(DAY):
        record_fact(office, supply.provider_id, told)
        (row,) = list_scores(office, regime_id, "annual", "2026")
        content = export_scores(office, regime_id, "annual", "2026")
    assert (row.pending, row.rank, row.waiting, row.score.exempt) == (False, None, (), True)
    assert sheet(supply).items == ()
    line = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))[1]
    assert line[1:7] == ("康乐服务中心", None, None, None, None, None)
    assert str(line[-1]).startswith("不适用")


def test_units_are_ranked_among_each_other_and_the_list_goes_to_a_worksheet(
    sqlite_database: Database,
) -> None:
    supply = build()
    people, regime_id = supply.people, supply.regime_id
    with clock.frozen(DAY):
        enrol_units(people.office, regime_id, "township")
        rows = list_scores(people.office, regime_id, "quarter", "2026Q4")
        assert [(row.name, row.waiting, row.rank) for row in rows] == [
            ("东街镇", ("组织推进", "问题回复"), None), ("西河镇", ("组织推进", "问题回复"), None),
        ]  # fmt: skip
        for row, reply in zip(rows, ("19.5", "40"), strict=True):
            there = SheetPlace(regime_id, "quarter", "2026Q4", row.party_id)
            marks = {"work": {"points": "0", "reason": "好"}, "reply": {"points": reply, "reason": "抽查"}}
            give_marks(people.office, there, marks, "=考核组")
            if row.name == "东街镇":
                (own,) = list_scores(people.township, regime_id, "quarter", "2026Q4")
                assert (own.score.total, own.rank) == (Fraction("79.5"), None), "not before all are marked"
        ranked = list_scores(people.office, regime_id, "quarter", "2026Q4")
        assert [(row.name, row.score.grade, row.rank) for row in ranked] == [
            ("西河镇", "好", 1),
            ("东街镇", "差", 2),
        ]
        registry = Registry(people, regime_id, supply.provider_id)
        assert registry.outcome("N-2", "2026Q4", "东街镇") is Outcome.TRIGGERED
        assert registry.outcome("N-2", "2026Q4", "西河镇") is Outcome.NOT_TRIGGERED
        earlier = SheetPlace(regime_id, "quarter", "2026Q2", ranked[0].party_id)
        low = {"work": {"points": "-60", "reason": "没有部署"}, "reply": {"points": "10", "reason": "抽查"}}
        give_marks(people.office, earlier, low, "考核组")
        assert registry.outcome("N-2", "2026Q2", "西河镇") is Outcome.TRIGGERED, "marks alone are data"
        content = export_scores(people.office, regime_id, "quarter", "2026Q4")
    lines = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert lines[1][:6] == (1, "西河镇", 60, 40, 100, "好")
    assert lines[2][:6] == (2, "东街镇", 60, 19.5, 79.5, "差")

"""Problems told apart by their nature: settled at the order, with terms of their own; several weigh as heavier ones."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import Invalid, WrongState
from domain.findings import Kind
from models import engine
from services import clock
from services.audit import timeline
from services.calendars import work_calendar
from services.campaign_terms import default_terms_of
from services.finding_export import export_ledger_word
from services.finding_import import check_import, import_findings
from services.findings_assign import assign_finding
from services.findings_bulk import assign_many
from services.findings_detail import read_finding
from services.findings_end import withdraw_finding
from services.findings_register import register_finding
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery
from services.ledger_options import ledger_options
from services.natures import Recount, preview_raise, raise_nature, settle_nature
from services.natures_bulk import preview_raises, raise_natures
from services.notices import list_notices
from services.supervision import supervise
from services.todo import list_todo
from tests import ledger_world, stored_schemes, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version
from tests.register_world import workbook
from tests.reports.opened import texts

KINDS = """
  by_deadline: {name: 限期整改, clause: 三（一）, within: {count: 30, unit: calendar_day, from: 通知送达},
    within_of: {重大: {count: 10, unit: calendar_day, from: 通知送达}}}
"""
NATURE = """
finding_nature:
  name: 严重程度
  clause: 三（二）
  light_to_heavy: [一般, 较大, 重大]
  raises: [{key: three, from: 较大, becomes: 重大, at_least: 3, clause: 三（三）}]
"""
LEVEL = "{key: letter, name: 督办函, document: 督办函"
SCHEME = (
    ledger_world.SCHEME.replace(
        "  by_deadline: {name: 限期整改, clause: 三（一）, within: {count: 30, unit: calendar_day, from: 通知送达}}\n",
        KINDS[1:],
    ).replace(LEVEL, LEVEL + ", when: {value: nature, is: 重大}")
    + NATURE
)
LONG, SHORT = (
    date(2026, 6, 1),
    date(2026, 5, 11),
)  # thirty and ten days from the order, both ending on a rest day


@pytest.fixture
def place(sqlite_database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield new_place()


def new_place(scheme: str = SCHEME) -> Place:
    people = world.district()
    with engine.reading() as session:
        calendar = work_calendar(session=session)
    terms = default_terms_of(stored_schemes.scheme(scheme).scheme, 2026, calendar, "1")
    return ledger_world.campaign(people, terms=terms, scheme=scheme)


def ordered(place: Place, nature: str = "较大", **values: Any) -> int:
    """An ordered problem; each with words of its own, so that none is taken for another."""
    count = read_ledger(place.people.office, LedgerQuery(place.campaign_id)).total
    return place.assigned(place.finding(description=f"第{count}处", **values), nature=nature)


def test_a_problem_is_ordered_once_somebody_has_said_of_which_nature_it_is(place: Place) -> None:
    key, people = place.finding(), place.people
    with pytest.raises(Invalid, match="请先确定问题的严重程度"):
        place.assigned(key)
    with pytest.raises(Invalid, match="没有规定“特大”这种问题性质"):
        assign_finding(people.office, key, version(key), place.order(nature="特大"))
    place.assigned(key, nature="重大")
    assert (read(key).nature, read(key).nature_found, read(key).due) == ("重大", "重大", SHORT)
    assert "“重大”的" in str(read(key).deadline["rule"])
    other = place.assigned(place.finding(description="另一处", nature="较大"))
    assert (read(other).nature, read(other).due) == ("较大", LONG)


def test_many_are_ordered_each_by_its_own_nature_and_those_without_one_are_not(place: Place) -> None:
    keys = [place.finding(description=word, nature=word) for word in ("重大", "一般")]
    keys.append(place.finding(description="没有定性"))
    values = place.order(reason="集中交办")
    result = assign_many(place.people.office, place.campaign_id, dict.fromkeys(keys, 1), values)
    assert [row.why_not for row in result.rows] == ["", "", "请先确定问题的严重程度。"]
    assert [read(key).due for key in keys] == [SHORT, LONG, None]


def test_a_nature_settled_later_moves_the_term_as_the_office_says_and_tells_the_unit(place: Place) -> None:
    key, office = ordered(place), place.people.office
    with clock.frozen(DAY + timedelta(days=5)):
        anew = {"nature": "重大", "reason": "复核", "term": Recount.ANEW}
        settle_nature(office, key, version(key), anew)
        assert read(key).due == date(2026, 5, 15)
    settle_nature(office, key, version(key), {"nature": "较大", "reason": "更正", "term": Recount.KEPT})
    assert (read(key).nature, read(key).due) == ("较大", date(2026, 5, 15))
    with pytest.raises(Invalid, match="目前就是“较大”"):
        settle_nature(office, key, version(key), {"nature": "较大", "reason": "再来"})
    said = [entry.summary for entry in told(key)]
    assert "严重程度定为“重大”，期限由2026-06-01改为2026-05-15" in said
    assert "严重程度定为“较大”，保留原期限2026-05-15" in said
    sent = [one.text for one in list_notices(place.people.township).rows]
    assert any("期限由2026-06-01改为2026-05-15" in text for text in sent)


def told(key: int) -> list[Any]:
    with engine.reading() as session:
        return timeline("finding", key, session=session)


def test_the_third_of_a_unit_proposes_that_all_are_treated_as_heavier_ones_and_changes_nothing(
    database: Database,
) -> None:
    with clock.frozen(DAY):
        place = new_place()
        keys = [ordered(place) for _ in range(2)]
        elsewhere = ordered(place, unit_id=place.people.unit("西河镇"))
        assert {read(key).nature_due for key in keys} == {""}
        keys.append(ordered(place))
        assert [(read(key).nature_due, read(key).nature, read(key).due) for key in keys] == [
            ("重大", "较大", LONG)
        ] * 3
        assert read(elsewhere).nature_due == ""
        tasks = [
            task.object_id for task in list_todo(place.people.office).items if task.kind == "finding_raise"
        ]
        assert sorted(tasks) == keys
        assert any(one.summary.startswith("建议按“重大”管理：同一被检查单位") for one in told(keys[0]))


def test_an_office_that_confirms_treats_all_of_the_unit_as_heavier_and_each_term_has_its_trace(
    place: Place,
) -> None:
    keys, office = [ordered(place) for _ in range(3)], place.people.office
    place.extended(keys[0], 10)  # a day that somebody granted stays
    (first, *others) = preview_raise(office, keys[2])
    assert (first.id, first.dues[Recount.FROM_START], len(others)) == (keys[2], SHORT, 2)
    with clock.frozen(DAY + timedelta(days=1)):
        numbers = raise_nature(office, keys[2], version(keys[2]), {"reason": "三个较大"})
    assert len(numbers) == 3
    rows = [read(key) for key in keys]
    assert {(row.nature, row.nature_found, row.nature_due) for row in rows} == {("重大", "较大", "")}
    assert [row.due for row in rows] == [LONG + timedelta(days=10), SHORT, SHORT]
    summaries = {entry.summary for key in keys for entry in told(key)}
    assert "按“重大”管理，期限由2026-06-01改为2026-05-11" in summaries
    assert "按“重大”管理，期限系另行指定，保留2026-06-11" in summaries
    assert read_finding(office, keys[1]).nature.text == "较大（按重大管理）"
    with pytest.raises(WrongState, match="没有达到提级管理的条件"):
        raise_nature(office, keys[0], version(keys[0]), {"reason": "再来"})
    supervise_today()
    assert read(keys[1]).escalation_due == 1  # the ladder reads what it is treated as


def test_many_are_confirmed_at_once_and_those_not_ticked_stay_as_they_are(place: Place) -> None:
    keys, office = [ordered(place) for _ in range(4)], place.people.office
    ticked = {key: version(key) for key in (*keys[:2], ordered(place, nature="一般"))}
    shown = preview_raises(office, place.campaign_id, ticked)
    assert [(one.id, one.was, one.becomes) for one in shown] == [(key, "较大", "重大") for key in keys[:2]]
    assert {one.dues[Recount.FROM_START] for one in shown} == {SHORT}
    result = raise_natures(office, place.campaign_id, ticked, {"reason": "三个以上较大"})
    assert [row.finding_id for row in result.done] == keys[:2]
    assert [row.why_not for row in result.refused] == ["没有达到提级管理的条件，或者已经提级"]
    assert [(read(key).nature, read(key).due) for key in keys] == [("重大", SHORT)] * 2 + [("较大", LONG)] * 2
    assert any(one.summary == "按“重大”管理，期限由2026-06-01改为2026-05-11" for one in told(keys[0]))
    sent = [one.text for one in list_notices(place.people.township).rows if "起按“重大”管理" in one.text]
    assert ["（共2个问题）" in text for text in sent] == [True]


def test_confirming_many_twice_changes_nothing_and_somebody_elses_change_is_not_lost(place: Place) -> None:
    keys, office = [ordered(place) for _ in range(3)], place.people.office
    ticked = {key: version(key) for key in keys}
    place.rectifying(keys[2])
    values = {"reason": "三个较大", "term": Recount.KEPT}
    first = raise_natures(office, place.campaign_id, ticked, values)
    assert ["已被修改" in row.why_not for row in first.rows] == [False, False, True]
    now = {key: version(key) for key in keys}
    assert [row.finding_id for row in raise_natures(office, place.campaign_id, now, values).done] == keys[2:]
    assert {(read(key).nature, read(key).due) for key in keys} == {("重大", LONG)}
    with pytest.raises(Invalid):
        raise_natures(office, place.campaign_id, ticked, {"reason": ""})


def supervise_today() -> None:
    with engine.transaction() as session:
        supervise(session=session)


def test_the_fourth_is_proposed_too_and_a_person_may_take_it_back(place: Place) -> None:
    keys, office = [ordered(place) for _ in range(3)], place.people.office
    raise_nature(office, keys[0], version(keys[0]), {"reason": "三个较大"})
    fourth = ordered(place)
    assert read(fourth).nature_due == "重大"
    settle_nature(office, keys[0], version(keys[0]), {"nature": "一般", "reason": "核实后只是一般"})
    assert (read(keys[0]).nature, read(keys[0]).nature_found, read(keys[0]).due) == ("一般", "一般", LONG)
    assert read(fourth).nature_due == "重大"  # three are still left


def test_a_proposal_goes_when_there_are_too_few_again(place: Place) -> None:
    keys = [ordered(place) for _ in range(3)]
    office = place.people.office
    withdraw_finding(office, keys[0], version(keys[0]), {"reason": "登记有误"})
    assert {read(key).nature_due for key in keys[1:]} == {""}
    assert any(one.summary == "不再达到提级管理的条件" for one in told(keys[1]))


def test_the_ledger_finds_problems_by_their_nature_and_sheets_bring_it(place: Place) -> None:
    office = place.people.office
    head = ("被检查单位", "问题类别", "检查要点", "问题来源", "发现日期", "具体问题描述", "问题性质")
    row = ("东街镇", "政策宣传不到位", "R1-1", "核查", "2026-04-30", "没有公开栏", "重大")
    bad = (*row[:-2], "没有推送记录", "特大")
    assert [one.message for one in check_import(office, place.campaign_id, workbook(head, bad)).errors] == [
        "方案没有规定这种问题性质：特大"
    ]
    import_findings(office, place.campaign_id, workbook(head, row))
    place.finding(nature="一般")
    found = read_ledger(office, LedgerQuery(place.campaign_id, natures=("重大",))).rows
    assert [(one.nature, one.kind) for one in found] == [("重大", Kind.IMMEDIATE)]
    assert ledger_options(office, place.campaign_id).natures == ("一般", "较大", "重大")
    assert "严重程度" in texts(export_ledger_word(office, LedgerQuery(place.campaign_id)))


def test_a_problem_is_rectified_as_the_checklist_says_of_its_item_unless_somebody_says_otherwise(
    place: Place,
) -> None:
    def kind(**values: Any) -> str:
        given = place.data(**{"category": "r1", "item": "R1-1", "description": f"{values}", **values})
        return read(register_finding(place.people.office, place.campaign_id, given)).kind

    assert kind() == Kind.IMMEDIATE
    assert kind(kind="by_deadline") == Kind.BY_DEADLINE
    assert kind(item="") == Kind.BY_DEADLINE

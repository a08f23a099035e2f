"""More time: asked in time, with a reason, answered by the office, everything kept."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.findings import ExtensionState
from domain.permissions import Action
from models import engine
from services import clock
from services.escalations import escalate_finding
from services.extensions import ask_extension, decide_extension, extension_queue, extensions_of
from services.findings_detail import read_finding
from services.findings_end import mark_transferred
from services.findings_measures import add_measure, drop_measure, finish_measure
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version

DUE, LATER = date(2026, 6, 1), date(2026, 6, 30)
WANTED = {"reason": "审计尚未结束", "new_due": LATER}


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def asked(place: Place, key: int) -> int:
    return ask_extension(place.people.township, key, version(key), WANTED)


def decided(place: Place, request: int, key: int, **values: object) -> None:
    decide_extension(place.people.office, request, version(key), {"opinion": "情况属实", **values})


def test_it_may_be_asked_on_the_due_day_and_not_on_the_next(place: Place) -> None:
    first, second = place.assigned(), place.assigned()
    with clock.frozen(DUE):
        asked(place, first)
    with clock.frozen(date(2026, 6, 2)), pytest.raises(WrongState, match="延期须在到期前申请"):
        asked(place, second)


def test_the_page_offers_it_on_the_due_day_only(place: Place) -> None:
    key = place.assigned()
    ask = Action.EXTENSION_ASK
    with clock.frozen(DUE):
        assert read_finding(place.people.township, key).can.may(ask)
    with clock.frozen(date(2026, 6, 2)):
        assert not read_finding(place.people.township, key).can.may(ask)


def test_granted_the_due_date_moves_and_what_was_asked_stays(place: Place) -> None:
    key = place.assigned()
    request = asked(place, key)
    decided(place, request, key, granted=True, granted_due="2026-06-15")
    view = extensions_of(place.people.township, key)[0]
    assert (view.state, view.new_due, view.granted_due) == (ExtensionState.GRANTED, LATER, date(2026, 6, 15))
    row = read(key)
    assert row.due == date(2026, 6, 15)
    assert row.deadline["rule"] == "经批准由2026年6月1日延期至2026年6月15日"


def test_without_another_date_the_asked_one_is_granted(place: Place) -> None:
    key = place.assigned()
    decided(place, asked(place, key), key, granted=True)
    assert read(key).due == LATER


def test_refused_the_due_date_stays(place: Place) -> None:
    key = place.assigned()
    decided(place, asked(place, key), key, granted=False)
    assert read(key).due == DUE
    assert extensions_of(place.people.township, key)[0].state is ExtensionState.REFUSED


def test_an_answer_needs_an_opinion_and_a_later_date(place: Place) -> None:
    key = place.assigned()
    request = asked(place, key)
    with pytest.raises(Invalid, match="请填写"):
        decided(place, request, key, granted=False, opinion=" ")
    with pytest.raises(Invalid, match="须晚于原期限"):
        decided(place, request, key, granted=True, granted_due=DUE)


def test_more_time_means_a_later_day(place: Place) -> None:
    key = place.assigned()
    with pytest.raises(Invalid, match="须晚于现期限2026年6月1日"):
        ask_extension(place.people.township, key, version(key), WANTED | {"new_due": DUE})


def test_one_request_at_a_time(place: Place) -> None:
    key = place.assigned()
    asked(place, key)
    with pytest.raises(WrongState, match="已有一份延期申请待审批"):
        asked(place, key)


def test_the_unit_does_not_decide_its_own_request(place: Place) -> None:
    key = place.assigned()
    request = asked(place, key)
    with pytest.raises(Refused, match="基层单位不能审批延期"):
        decide_extension(place.people.township, request, version(key), {"granted": True, "opinion": "同意"})


def test_it_is_answered_once(place: Place) -> None:
    key = place.assigned()
    request = asked(place, key)
    decided(place, request, key, granted=False)
    with pytest.raises(WrongState, match="已经办结"):
        decided(place, request, key, granted=True)


def test_two_answers_at_once_are_one_answer(place: Place) -> None:
    key = place.assigned()
    request = asked(place, key)
    seen = version(key)
    values = {"granted": True, "opinion": "同意"}
    decide_extension(place.people.office, request, seen, values)
    with pytest.raises(Conflict):
        decide_extension(place.people.second_office, request, seen, values)


def test_handing_in_the_result_ends_a_pending_request(place: Place) -> None:
    key = place.assigned()
    asked(place, key)
    place.rectifying(key)
    place.submitted(key)
    assert extensions_of(place.people.office, key)[0].state is ExtensionState.LAPSED
    assert extension_queue(place.people.office, place.campaign_id) == []


def test_a_new_order_ends_a_pending_request(place: Place) -> None:
    key = place.assigned()
    asked(place, key)
    place.assigned(key)
    assert extensions_of(place.people.office, key)[0].opinion == "已重新交办，本申请自动终结。"


def test_the_queue_shows_the_nearest_due_date_first(place: Place) -> None:
    late, soon = place.assigned(), place.assigned(fixed_on=date(2026, 5, 20))
    for key in (late, soon):
        asked(place, key)
    assert [view.finding_id for view in extension_queue(place.people.office, place.campaign_id)] == [
        soon,
        late,
    ]


def test_a_transferred_finding_leaves_the_queue(place: Place) -> None:
    key = place.assigned()
    asked(place, key)
    with engine.transaction() as session:
        mark_transferred(place.people.office, key, version(key), session=session)
    assert extensions_of(place.people.office, key) == []


def test_levels_rise_one_by_one_unless_one_may_be_entered_directly(place: Place) -> None:
    key = place.assigned()
    with pytest.raises(Invalid, match="下一级是“督办函”"):
        escalate_finding(place.people.office, key, version(key), {"level": 2, "reason": "进展迟缓"})
    escalate_finding(place.people.office, key, version(key), {"level": 3, "reason": "拒不整改"})
    detail = read_finding(place.people.office, key)
    assert (detail.escalation, detail.level) == (3, "通报")
    with pytest.raises(Invalid, match="只能升高"):
        escalate_finding(place.people.office, key, version(key), {"level": 3, "reason": "再次"})
    with pytest.raises(Invalid, match="只规定了3级"):
        escalate_finding(place.people.office, key, version(key), {"level": 4, "reason": "再次"})


def test_only_ordered_findings_are_escalated(place: Place) -> None:
    key = place.finding()
    with pytest.raises(WrongState, match="只有已交办"):
        escalate_finding(place.people.office, key, version(key), {"level": 1, "reason": "催办"})


def test_measures_are_added_finished_and_given_up(place: Place) -> None:
    key, unit = place.assigned(), place.people.township
    done = add_measure(unit, key, version(key), {"text": "建立专账", "person": "李四", "due": "2026-05-20"})
    gone = add_measure(unit, key, version(key), {"text": "清理旧账"})
    finish_measure(unit, done, 1, version(key))
    with pytest.raises(Invalid):
        drop_measure(unit, gone, 1, version(key), {"reason": ""})
    drop_measure(unit, gone, 1, version(key), {"reason": "与前项重复"})
    states = [one.state(DAY) for one in read_finding(unit, key).measures]
    assert states == ["已完成", "已取消"]
    with pytest.raises(WrongState, match="已经完成或取消"):
        finish_measure(unit, gone, 2, version(key))


def test_a_measure_is_overdue_on_the_day_after_its_due_day(place: Place) -> None:
    key, unit = place.assigned(), place.people.township
    add_measure(unit, key, version(key), {"text": "建立专账", "due": "2026-05-20"})
    measure = read_finding(unit, key).measures[0]
    assert measure.state(date(2026, 5, 20)) == "进行中"
    assert measure.state(date(2026, 5, 21)) == "逾期"

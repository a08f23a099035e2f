"""The working calendar: a local overlay with its documents, and the open recomputing of deadlines."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import Conflict, Invalid, NotFound, Refused
from domain.findings import ExtensionState, Kind
from models import engine
from models.document import Notice
from services import clock
from services.actor import Actor
from services.audit import timeline
from services.calendar_changes import deadline_shifts, recompute_deadlines
from services.calendars import (
    announce_year,
    calendar_sheet,
    set_calendar_day,
    withdraw_calendar_day,
    work_calendar,
)
from services.close_out import pass_step
from services.deadline_rules import preview_deadline
from services.extensions import ask_extension, decide_extension, extension_queue, extensions_of
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version
from tests.statements import count_statements

DUE, NEXT = date(2026, 6, 1), date(2026, 6, 2)


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def close_office(place: Place, day: date = DUE, **values: Any) -> None:
    """A local rest day."""
    order = {"day": day, "working": False, "source": "区政府办〔2026〕5号"} | values
    set_calendar_day(place.people.office, order, token(place.people.office))


def token(actor: Actor) -> str:
    return calendar_sheet(actor).token


def in_force() -> str:
    with engine.reading() as session:
        return work_calendar(session=session).version


def test_a_local_rest_day_counts_at_once(place: Place) -> None:
    before = in_force()
    close_office(place)
    with engine.reading() as session:
        calendar = work_calendar(session=session)
        assert calendar.is_rest_day(DUE)
        assert calendar.why_rest(DUE) == "本地安排（区政府办〔2026〕5号）"
    assert in_force() != before
    assert read(place.assigned()).due == NEXT


def test_a_day_needs_its_document(place: Place) -> None:
    with pytest.raises(Invalid, match="请写明依据文件"):
        close_office(place, source=" ")


def test_a_withdrawn_day_no_longer_counts_and_stays_listed(place: Place) -> None:
    before = in_force()
    close_office(place)
    office = place.people.office
    with pytest.raises(Invalid, match="请写明撤销原因"):
        withdraw_calendar_day(office, DUE, "", token(office))
    withdraw_calendar_day(office, DUE, "文件撤回", token(office))
    assert in_force() == before
    assert [row.withdrawn_reason for row in calendar_sheet(office).days] == ["文件撤回"]
    with pytest.raises(NotFound):
        withdraw_calendar_day(office, DUE, "再撤", token(office))
    close_office(place)
    assert in_force() != before


def test_two_people_do_not_edit_the_calendar_over_each_other(place: Place) -> None:
    seen = token(place.people.office)
    close_office(place)
    with pytest.raises(Conflict, match=r"工作日历在您打开之后已被修改：欧办（专项办）于.*定为休息"):
        set_calendar_day(place.people.second_office, {"day": NEXT, "working": False, "source": "文"}, seen)


def test_only_office_and_admin_edit_it(place: Place) -> None:
    with pytest.raises(Refused, match="不能维护工作日历"):
        calendar_sheet(place.people.inspector)


def test_reading_the_calendar_costs_one_statement(place: Place) -> None:
    close_office(place)
    in_force()
    with count_statements() as sent:
        in_force()
    assert len([one for one in sent if not one.startswith("BEGIN")]) == 1


def test_an_announced_year_is_no_estimate_any_more(place: Place) -> None:
    office = place.people.office
    with pytest.raises(Invalid, match="不需要登记"):
        announce_year(office, 2026, "国办发明电", token(office))
    key = place.assigned(fixed_on=date(2027, 3, 1))
    assert read(key).deadline["estimated_years"] == [2027]
    announce_year(office, 2027, "国办发明电〔2026〕8号", token(office))
    shifts = deadline_shifts(office)
    assert [(shift.finding_id, shift.old_due == shift.new_due) for shift in shifts] == [(key, True)]
    assert "不再是推算" in shifts[0].difference


def test_a_changed_calendar_moves_no_deadline_by_itself(place: Place) -> None:
    key = place.assigned()
    close_office(place)
    assert read(key).due == DUE
    shift = deadline_shifts(place.people.office)[0]
    assert (shift.number, shift.old_due, shift.new_due) == ("YL2026-00001", DUE, NEXT)


def test_recomputing_is_logged_row_by_row_and_told_to_the_units(place: Place) -> None:
    key, seen = place.assigned(), 0
    close_office(place)
    seen = version(key)
    assert recompute_deadlines(place.people.office, 1, "本地放假") == 1
    row = read(key)
    assert (row.due, row.version) == (NEXT, seen + 1)
    with engine.reading() as session:
        last = timeline("finding", key, session=session)[-1]
        texts = session.exec(select(Notice.text).order_by(col(Notice.id))).all()
    assert "截止日由2026年6月1日改为2026年6月2日" in last.summary
    assert last.reason == "本地放假"
    assert texts[-1] == "工作日历变动，以下问题的整改期限已重算：YL2026-00001至2026-06-02"
    assert deadline_shifts(place.people.office) == []


@pytest.mark.parametrize(
    ("wanted", "state"), [(date(2026, 6, 3), ExtensionState.GRANTED), (NEXT, ExtensionState.LAPSED)]
)
def test_a_request_for_more_time_goes_on_from_the_new_day_unless_that_is_enough(
    place: Place, wanted: date, state: ExtensionState
) -> None:
    office, key = place.people.office, place.assigned()
    ask_extension(place.people.township, key, version(key), {"reason": "凭证较多", "new_due": wanted})
    close_office(place)
    recompute_deadlines(office, 1, "本地放假")
    for wish in extension_queue(office, place.campaign_id):
        assert wish.old_due == NEXT
        decide_extension(office, wish.id, version(key), {"granted": True, "opinion": "同意"})
    (row,) = extensions_of(place.people.township, key)
    assert (row.state, read(key).due) == (state, wanted)


def test_what_was_not_shown_is_not_applied(place: Place) -> None:
    place.assigned()
    close_office(place)
    with pytest.raises(Conflict, match="由0项变为1项"):
        recompute_deadlines(place.people.office, 0, "本地放假")
    with pytest.raises(Invalid, match="请写明重算期限的原因"):
        recompute_deadlines(place.people.office, 1, " ")


def test_fixed_dates_and_finished_work_do_not_move(place: Place) -> None:
    place.assigned(fixed_on=DUE)
    place.submitted()
    close_office(place)
    assert deadline_shifts(place.people.office) == []


def test_the_preview_is_what_the_order_will_say(place: Place) -> None:
    office = place.people.office
    shown = preview_deadline(office, place.campaign_id, Kind.BY_DEADLINE, DAY)
    assert shown is not None
    assert shown.explain() == (
        "自2026年4月30日通知送达次日起30日（自然日），末日2026年5月30日为周六，顺延至2026年6月1日"
    )
    assert preview_deadline(office, place.campaign_id, Kind.ONGOING, DAY) is None
    with pytest.raises(Invalid, match="不能小于 1"):
        preview_deadline(office, place.campaign_id, Kind.IMMEDIATE, DAY, term={"count": 0})


def test_a_posting_counts_the_working_days_of_the_overlay(place: Place) -> None:
    close_office(place, date(2026, 5, 11))
    key = place.verified()
    pass_step(place.people.office, key, version(key), {"opinion": "公示"})
    assert read(key).publicity_to == date(2026, 5, 12)

"""A finding from registration to close-out: who may take which step, what it needs, what it leaves."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.workflow import State
from models import engine
from models.campaign import Campaign
from services import clock
from services.audit import timeline
from services.close_out import return_finding
from services.findings_assign import assign_finding, make_ongoing
from services.findings_end import mark_transferred, withdraw_finding
from services.findings_rectify import receive_finding, report_progress, submit_result
from services.findings_register import register_finding
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, RESULT, Place, evidence, read, version


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def state(finding_id: int) -> State:
    return State(read(finding_id).state)


def test_a_finding_gets_the_next_number_of_its_campaign(place: Place) -> None:
    assert [read(place.finding()).number for _ in range(2)] == ["YL2026-00001", "YL2026-00002"]


def test_registration_leaves_an_entry_on_the_timeline(place: Place) -> None:
    key = place.finding()
    with engine.reading() as session:
        entries = timeline("finding", key, session=session)
    assert [entry.summary for entry in entries] == ["登记问题 YL2026-00001（来源：核查）"]


def test_amounts_are_typed_in_yuan_and_kept_in_fen(place: Place) -> None:
    assert read(place.finding(amount_fen="1,234.56元")).amount_fen == 123456


def test_mistakes_of_the_form_are_told_at_their_fields(place: Place) -> None:
    with pytest.raises(Invalid) as told:
        place.finding(description=" ", amount_fen="1.234", people=-1, found_on="2026-02-30")
    assert set(told.value.fields) == {"description", "amount_fen", "people", "found_on"}
    assert told.value.fields["amount_fen"] == "金额最多两位小数，单位为元"


def test_a_text_of_ten_megabytes_is_refused_with_its_limit(place: Place) -> None:
    with pytest.raises(Invalid, match="最多 8000 字"):
        place.finding(description="问" * 10_000_000)


def test_a_problem_is_not_found_tomorrow(place: Place) -> None:
    place.finding(found_on=DAY)
    with pytest.raises(Invalid, match="发现日期不能晚于今天"):
        place.finding(found_on=date(2026, 5, 1))


def test_a_unit_outside_the_campaign_cannot_be_inspected(place: Place) -> None:
    with pytest.raises(Invalid, match="不在本专项行动的范围内"):
        place.finding(unit_id=999)


def test_nothing_is_registered_in_a_campaign_that_has_ended(place: Place) -> None:
    with engine.transaction() as session:
        row = session.get_one(Campaign, place.campaign_id)
        row.state = "closed"
        session.add(row)
    with pytest.raises(Refused, match="已经结束"):
        place.finding()


def test_a_township_does_not_register_findings(place: Place) -> None:
    with pytest.raises(Refused, match="基层单位不能登记问题"):
        register_finding(place.people.township, place.campaign_id, place.data())


def test_an_order_starts_the_clock_and_keeps_its_arithmetic(place: Place) -> None:
    row = read(place.assigned())
    assert (row.state, row.due) == ("assigned", date(2026, 6, 1))
    assert row.deadline["rolled_from"] == "2026-05-30"
    assert "自通知送达次日起30日" in str(row.deadline["rule"])


def test_the_default_term_follows_the_kind(place: Place) -> None:
    assert read(place.assigned(kind="immediate")).due == date(2026, 5, 6)


def test_a_fixed_date_is_not_moved(place: Place) -> None:
    assert read(place.assigned(fixed_on=date(2026, 5, 31))).due == date(2026, 5, 31)


def test_an_order_may_name_working_days(place: Place) -> None:
    term = {"count": 3, "unit": "working_day"}
    assert read(place.assigned(term=term)).due == date(2026, 5, 8)


def test_without_a_default_the_order_must_name_a_term(database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), terms={})
        with pytest.raises(Invalid, match="请填写整改期限"):
            place.assigned()


def test_a_notice_is_not_served_tomorrow(place: Place) -> None:
    with pytest.raises(Invalid, match="通知送达日不能晚于今天"):
        place.assigned(served_on=date(2026, 5, 1))


def test_a_term_is_not_over_before_it_begins(place: Place) -> None:
    place.assigned(fixed_on=DAY)
    with pytest.raises(Invalid, match="不能早于通知送达日"):
        place.assigned(fixed_on=date(2026, 4, 29))


def test_an_ongoing_order_has_a_goal_and_no_date(place: Place) -> None:
    with pytest.raises(Invalid, match="阶段性目标"):
        place.assigned(kind="ongoing")
    row = read(place.assigned(kind="ongoing", goal="每季度核对一次"))
    assert (row.state, row.due, row.deadline) == ("ongoing", None, {})


def test_the_lead_unit_does_not_assist_itself(place: Place) -> None:
    unit = place.people.unit("西河镇")
    with pytest.raises(Invalid, match="不能同时是配合单位"):
        place.assigned(lead_unit_id=unit, assisting_unit_ids=[unit])


def test_the_unit_receives_reports_and_submits(place: Place) -> None:
    key = place.rectifying()
    assert state(key) is State.RECTIFYING
    report_progress(place.people.township, key, version(key), {"progress": "已对账"})
    place.submitted(key)
    row = read(key)
    assert (row.state, row.rectified_fen, row.recovered_fen) == ("submitted", 100_000, 20_000)


def test_progress_on_an_order_counts_as_receipt(place: Place) -> None:
    key = place.assigned()
    report_progress(place.people.township, key, version(key), {"progress": "已对账"})
    assert state(key) is State.RECTIFYING


def test_a_result_without_evidence_is_refused(place: Place) -> None:
    key = place.rectifying()
    evidence(key, place.people.inspector, item="R2-1")  # a photo of the visit
    with pytest.raises(Invalid, match="至少上传一份佐证材料"):
        submit_result(place.people.township, key, version(key), RESULT)
    evidence(key, place.people.township)
    submit_result(place.people.township, key, version(key), RESULT)


def test_no_more_is_rectified_than_the_problem_concerned(place: Place) -> None:
    key = place.rectifying()
    values = {"progress": "已整改", "rectified_fen": "1234.57"}
    with pytest.raises(Invalid, match="不能大于涉及金额"):
        report_progress(place.people.township, key, version(key), values)
    report_progress(place.people.township, key, version(key), values | {"rectified_fen": "1234.56"})


def test_another_township_does_not_even_see_the_finding(place: Place) -> None:
    key = place.assigned()
    with pytest.raises(NotFound):
        receive_finding(place.people.other_township, key, version(key))


def test_an_assisting_unit_sees_the_finding_and_does_not_rectify_it(place: Place) -> None:
    key = place.assigned(assisting_unit_ids=[place.people.unit("西河镇")])
    with pytest.raises(Refused, match="不由西河镇整改"):
        receive_finding(place.people.other_township, key, version(key))


def test_a_township_works_on_what_its_village_leads(place: Place) -> None:
    key = place.assigned(lead_unit_id=place.people.unit("东街一村"))
    receive_finding(place.people.township, key, version(key))


def test_a_village_does_not_work_on_what_its_township_leads(place: Place) -> None:
    key = place.assigned()
    with pytest.raises(NotFound):
        receive_finding(place.people.village, key, version(key))


def test_an_ordered_finding_cannot_be_received_twice(place: Place) -> None:
    key = place.rectifying()
    with pytest.raises(WrongState, match="目前是“整改中”，不能签收"):
        receive_finding(place.people.township, key, version(key))


def test_a_return_is_counted_and_opens_a_new_round(place: Place) -> None:
    key = place.submitted()
    return_finding(place.people.office, key, version(key), {"reason": "凭证不全"})
    row = read(key)
    assert (row.state, row.round, row.returned_count, row.step) == ("rectifying", 2, 1, 0)
    place.submitted(key)
    assert state(key) is State.SUBMITTED


def test_a_return_needs_a_reason(place: Place) -> None:
    key = place.submitted()
    with pytest.raises(Invalid, match="请填写"):
        return_finding(place.people.office, key, version(key), {"reason": ""})


def test_a_withdrawn_finding_stays_with_its_reason(place: Place) -> None:
    key = place.finding()
    with pytest.raises(Invalid):
        withdraw_finding(place.people.office, key, version(key), {"reason": " "})
    withdraw_finding(place.people.office, key, version(key), {"reason": "重复登记"})
    assert (state(key), read(key).withdrawn_reason) == (State.WITHDRAWN, "重复登记")


def test_a_finding_without_an_end_leaves_its_deadline(place: Place) -> None:
    key = place.assigned()
    make_ongoing(place.people.office, key, version(key), {"reason": "需长期管控", "goal": "每月核对"})
    row = read(key)
    assert (row.state, row.due, row.kind) == ("ongoing", None, "ongoing")


def test_a_transfer_says_no_more_than_that(place: Place) -> None:
    key = place.assigned()
    with engine.transaction() as session:
        mark_transferred(place.people.inspector, key, version(key), session=session)
    with engine.reading() as session:
        last = timeline("finding", key, session=session)[-1]
    assert (state(key), last.summary, last.reason) == (State.TRANSFERRED, "已移送", "")
    assert set(last.after) == {"state", "transferred", "version"}


def test_the_second_of_two_people_is_told_what_the_first_changed(place: Place) -> None:
    key = place.finding()
    seen = version(key)
    assign_finding(place.people.office, key, seen, place.order())
    with pytest.raises(Conflict) as told:
        assign_finding(place.people.second_office, key, seen, place.order(kind="immediate"))
    sentence = str(told.value)
    assert "欧办（专项办）于4月30日09:00办理：交办整改" in sentence
    assert "整改期限" in sentence
    assert "整改要求" in sentence
    assign_finding(place.people.second_office, key, version(key), place.order(kind="immediate"))
    assert read(key).kind == "immediate"

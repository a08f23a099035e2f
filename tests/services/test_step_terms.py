"""Terms of the steps between a result that was handed in and the striking off."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from domain.errors import Conflict, Invalid
from domain.workflow import State, Step
from models import engine
from models.campaign import Campaign
from models.decision import Verdict
from services import clock
from services.calendar_changes import deadline_shifts, recompute_deadlines
from services.calendars import calendar_sheet, set_calendar_day
from services.campaign_settings import set_close_out
from services.campaign_terms import close_out_of
from services.campaigns import read_campaign
from services.close_out import return_finding
from services.findings_detail import read_finding
from services.findings_queues import check_queue
from services.objections import record_objection, settle_objection
from services.regimes import start_regime
from services.subjects import enrol_units
from services.todo import list_todo
from services.verdicts import refresh_all
from tests import ledger_world, stored_schemes, world
from tests.campaign_rows import change
from tests.databases import Database
from tests.ledger_world import Place, read, version

FRIDAY, MONDAY, TUESDAY = date(2026, 4, 17), date(2026, 4, 20), date(2026, 4, 21)
STEPS = """
close_out:
  clause: 四
  steps:
    - {key: report, name: 报送整改结果, role: responsible}
    - {key: review, name: 复核, role: office, within: {count: 2, unit: working_day}}
    - {key: verify, name: 现场验收, role: inspector, on_site: true}
    - {key: publicity, name: 公示, role: office, within: {count: 1, unit: working_day},
       lasts: {count: 2, unit: working_day}, anew: true}
    - {key: strike, name: 销号, role: office, within: {count: 3, unit: calendar_day}}
facts:
  all: {name: 全区问题, kind: record, of: district, from: findings, below: true}
time_limits:
  - {id: L-1, title: 复核, clause: 四, record: all, who: [office], starts: completed, ends: step_review,
     within: {count: 2, unit: working_day}}
"""
SCHEME = ledger_world.SCHEME + STEPS


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(FRIDAY):
        steps = tuple(map(Step.from_json, close_out_of(stored_schemes.scheme(SCHEME).scheme)))
        yield ledger_world.campaign(world.district(), steps, scheme=SCHEME)


def owed(actor: Any) -> list[date | None]:
    return [item.due for item in list_todo(actor).items if item.kind == "finding_check"]


def test_each_step_has_its_last_day_and_a_return_takes_it_away(place: Place) -> None:
    office, inspector = place.people.office, place.people.inspector
    key = place.submitted()
    assert (read(key).step_due, owed(office)) == (TUESDAY, [TUESDAY])
    assert read_finding(office, key).waiting == ("等待 专项办 办理“复核”，最晚2026年4月21日，剩2个工作日/4天")
    with clock.frozen(date(2026, 4, 22)):
        assert read_finding(office, key).waiting.endswith("最晚2026年4月21日，逾期1个工作日/1天")
        assert [row.step_due for row in check_queue(office, place.campaign_id)] == [TUESDAY]
        place.passed(key, office)
        assert (read(key).step_due, owed(inspector)) == (None, [None])  # the visit has no term
        place.passed(key, inspector)
        assert read(key).step_due == date(2026, 4, 23)
        return_finding(office, key, version(key), {"reason": "凭证不全"})
    assert read(key).step_due is None


def test_what_follows_a_posting_runs_from_its_end_also_when_it_began_anew(place: Place) -> None:
    office = place.people.office
    key = place.submitted()
    place.passed(key, office)
    place.passed(key, place.people.inspector)
    place.passed(key, office)
    assert (read(key).publicity_to, read(key).step_due) == (TUESDAY, date(2026, 4, 24))
    with clock.frozen(MONDAY):
        told = {"received_on": MONDAY, "objector": "村民", "text": "没有改完"}
        record_objection(office, key, version(key), told)
        settle_objection(office, key, version(key), {"outcome": "anew", "handling": "已核实"})
    assert (read(key).publicity_to, read(key).step_due) == (
        date(2026, 4, 22),
        date(2026, 4, 27),
    )  # 25 April rests
    with clock.frozen(date(2026, 4, 23)):
        assert place.passed(key, office) is State.CLOSED
    assert read(key).step_due is None


def test_the_settings_keep_terms_and_the_codes_of_steps_that_keep_their_name(place: Place) -> None:
    office, campaign_id = place.people.office, place.campaign_id
    view = read_campaign(office, campaign_id)
    typed: list[dict[str, Any]] = [
        {"name": step.name, "kind": step.kind, "roles": step.roles, "publicity_days": step.publicity_days,
         "within": step.within, "within_unit": step.within_unit, "anew": step.anew}
        for step in view.steps
    ]  # fmt: skip
    typed[1:1] = [
        {"name": "会商", "kind": "review", "roles": ("office",), "within": 5, "within_unit": "calendar_day"}
    ]
    set_close_out(office, campaign_id, typed, "增加会商", view.version)
    after = read_campaign(office, campaign_id)
    assert [step.code for step in after.steps] == ["review", "review-2", "verify", "publicity", "strike"]
    assert [step.term.text if step.term else "" for step in after.steps] == [
        "2个工作日", "5日（自然日）", "", "1个工作日", "3日（自然日）",
    ]  # fmt: skip
    with pytest.raises(Invalid):
        set_close_out(office, campaign_id, [{**typed[0], "within": 366}, *typed[1:]], "改", after.version)


def test_a_limit_of_one_step_is_judged_by_the_day_on_which_it_was_taken(place: Place) -> None:
    office = place.people.office
    with engine.reading() as session:
        library_id = session.exec(select(Campaign.library_id)).one()
    values = {"name": "整改考核", "library_id": library_id, "started_on": date(2026, 1, 1)}
    enrol_units(office, start_regime(office, values), "district")
    late = place.submitted()
    early = place.submitted(place.rectifying(place.assigned(place.finding(description="另一处混账核算"))))
    place.passed(early, office)
    assert outcomes() == ["met"]  # the other one is still in time
    with clock.frozen(date(2026, 4, 22)):
        with engine.transaction() as session:
            refresh_all(session=session)
        assert outcomes() == ["met", "not_met"]
        for who, key in ((office, late), (place.people.inspector, early)):
            return_finding(who, key, version(key), {"reason": "凭证不全"})
        assert outcomes() == []  # nothing is handed in that could be late
        place.submitted(early)
    with clock.frozen(date(2026, 4, 25)):
        with engine.transaction() as session:
            refresh_all(session=session)
        assert outcomes() == ["not_met"]  # that it was taken in the first round is over


def outcomes(rule: str = "L-1") -> list[str]:
    """How the problems stand under a rule."""
    with engine.reading() as session:
        found = select(Verdict.outcome).where(Verdict.rule == rule, col(Verdict.superseded).is_(False))
        return sorted(session.exec(found).all())


def test_steps_of_an_earlier_round_and_of_campaigns_that_are_over_move_nothing(place: Place) -> None:
    office = place.people.office
    key = place.submitted()
    place.passed(key, office)
    return_finding(place.people.inspector, key, version(key), {"reason": "凭证不全"})
    with clock.frozen(TUESDAY):
        place.submitted(key)
        assert read(key).step_due == date(2026, 4, 23)
        thursday = {"day": date(2026, 4, 23), "working": False, "source": "区府办通知"}
        set_calendar_day(office, thursday, calendar_sheet(office).token)
        assert [one.new_due for one in deadline_shifts(office)] == [date(2026, 4, 24)]
        change(Campaign, place.campaign_id, state="closed")
        assert deadline_shifts(office) == []


def test_a_changed_calendar_moves_the_last_day_of_a_step_when_it_is_told_to(place: Place) -> None:
    office = place.people.office
    reviewed, posted = place.submitted(), place.submitted()
    place.passed(posted, office)
    place.passed(posted, place.people.inspector)
    place.passed(posted, office)
    strike = read(posted).step_due
    set_calendar_day(
        office, {"day": MONDAY, "working": False, "source": "区府办通知"}, calendar_sheet(office).token
    )
    assert [(one.finding_id, one.old_due, one.new_due) for one in deadline_shifts(office)] == [
        (reviewed, TUESDAY, date(2026, 4, 22))
    ]
    assert "“复核”的办理期限由2026年4月21日改为2026年4月22日" in deadline_shifts(office)[0].difference
    with pytest.raises(Conflict):
        recompute_deadlines(office, 0, "临时放假")
    seen = version(reviewed)
    assert recompute_deadlines(office, 1, "临时放假") == 1
    assert (read(reviewed).step_due, version(reviewed)) == (date(2026, 4, 22), seen + 1)
    assert (read(posted).step_due, deadline_shifts(office)) == (strike, [])
    with clock.frozen(date(2026, 4, 23)):
        place.passed(reviewed, office)
        place.passed(reviewed, place.people.inspector)
        assert read(reviewed).step_due == date(2026, 4, 24)
        friday = {"day": date(2026, 4, 24), "working": False, "source": "区府办通知"}
        set_calendar_day(office, friday, calendar_sheet(office).token)
        moved = {one.finding_id: (one.old_due, one.new_due) for one in deadline_shifts(office)}
        monday = date(2026, 4, 27)
        assert moved == {reviewed: (date(2026, 4, 24), monday), posted: (strike, monday)}


def test_a_posting_that_began_in_time_stays_so_when_it_begins_anew(place: Place) -> None:
    office = place.people.office
    limit = SCHEME.replace("title: 复核, clause", "title: 公示, clause").replace(
        "ends: step_review", "ends: step_publicity"
    )
    with engine.reading() as session:
        campaign = session.exec(select(Campaign)).one()
    stored = stored_schemes.store(stored_schemes.scheme(limit.replace('version: "1"', 'version: "2"')))
    values = {"name": "整改考核", "library_id": stored, "started_on": date(2026, 1, 1)}
    enrol_units(office, start_regime(office, values), "district")
    key = place.submitted()
    for actor in (office, place.people.inspector, office):
        place.passed(key, actor)
    assert (outcomes(), campaign.library_id != stored) == (["met"], True)
    told = {"received_on": FRIDAY, "objector": "村民", "text": "没有改完"}
    record_objection(office, key, version(key), told)
    with clock.frozen(date(2026, 4, 28)):
        settle_objection(office, key, version(key), {"outcome": "anew", "handling": "已核实"})
        with engine.transaction() as session:
            refresh_all(session=session)
        assert outcomes() == ["met"]


def test_what_hangs_on_a_last_day_is_judged_anew_when_the_calendar_moves_it(place: Place) -> None:
    office = place.people.office
    rule = """
rules:
  - {id: R-1, title: 五月二十日以后才到期的通报, clause: 四, subject: district, on: all,
     when: {value: due, above: 2026-05-18}, then: [{do: notify}]}
"""
    stored = stored_schemes.store(
        stored_schemes.scheme(SCHEME.replace('version: "1"', 'version: "2"') + rule)
    )
    values = {"name": "整改考核", "library_id": stored, "started_on": date(2026, 1, 1)}
    enrol_units(office, start_regime(office, values), "district")
    key = place.assigned()
    assert (read(key).due, outcomes("R-1")) == (date(2026, 5, 18), ["not_triggered"])  # a Monday
    closed = {"day": date(2026, 5, 18), "working": False, "source": "区府办通知"}
    set_calendar_day(office, closed, calendar_sheet(office).token)
    assert recompute_deadlines(office, 1, "临时放假") == 1
    assert (read(key).due, outcomes("R-1")) == (date(2026, 5, 19), ["triggered"])

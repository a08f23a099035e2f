"""What a day alone brings about in the ledger: levels that are reached, kinds that change, days of looking back."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.errors import Invalid
from domain.workflow import State
from models import engine
from models.finding import Finding
from services import clock, daily
from services.agenda import month_agenda
from services.documents import draft_document
from services.escalations import escalate_finding
from services.findings_assign import assign_finding
from services.findings_bulk import raise_many, remind_many
from services.findings_detail import read_finding
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery
from services.look_back import record_look_back
from services.notices import list_notices
from services.supervision import supervise
from services.todo import list_todo
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, SCHEME, Place, read, version

LADDER = """
escalation:
  clause: 四（一）
  levels:
    - {key: remind, name: 提醒, document: 提醒书, when: {value: days_left, at_most: 3}}
    - {key: letter, name: 督办函, document: 督办函, when: {value: days_overdue, at_least: 1}}
    - {key: talk, name: 约谈, document: 约谈通知, when: {any: [{value: level_days, at_least: 10},
       {value: times_urged, at_least: 3}]}}
    - {key: account, name: 问责, document: 问责建议书, when: {value: days_overdue, above: 30}}
"""
CHANGES = """
kind_changes:
  - {key: late, clause: 四（二）, from: matter, becomes: accountability, on: 2026-05-20}
  - {key: lasting, clause: 四（三）, from: immediate, becomes: ongoing, on: 2026-05-25, unless: submitted}
close_out:
  clause: 四（四）
  steps: [{key: review, name: 审核, role: office}]
  look_back: {count: 6, unit: month}
  look_back_of: {r2: {count: 3, unit: month}}
"""
KINDS = """
  matter: {name: 督办事项, clause: 四（二）}
  accountability: {name: 问责事项, clause: 四（二）}
"""
OLD_LADDER = SCHEME[SCHEME.index("escalation:") : SCHEME.index("finding_kinds:")]
WHOLE = SCHEME.replace(OLD_LADDER, LADDER.lstrip()).rstrip() + KINDS + CHANGES.lstrip()


@pytest.fixture
def place(sqlite_database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district(), scheme=WHOLE)


def on(day: date) -> None:
    """The work of that day."""
    with clock.frozen(day), engine.transaction() as session:
        supervise(session=session)


def level_proposed(place: Place, key: int, day: date) -> str:
    """The level that the office is asked for on a day, in words; "" while there is none."""
    on(day)
    with clock.frozen(day):
        detail = read_finding(place.people.office, key)
    return next((one.name for one in detail.levels if one.number == detail.reached), "")


def test_the_office_is_asked_for_the_level_that_the_days_have_reached(place: Place) -> None:
    key = place.rectifying()
    due = read(key).due
    assert due is not None
    asked = [level_proposed(place, key, due + timedelta(days=days)) for days in (-4, -3, 0, 1, 30, 31)]
    assert asked == ["", "提醒", "提醒", "督办函", "督办函", "问责"]
    assert read(key).escalation == 0
    waits = [item for item in list_todo(place.people.office).items if item.kind == "finding_escalate"]
    assert [(item.object_id, item.step) for item in waits] == [(key, "按方案升级督办，制发文书")]


def test_days_on_a_level_lead_to_the_next_one_only_and_reminders_are_counted(place: Place) -> None:
    key = place.rectifying()
    due = read(key).due
    assert due is not None
    with clock.frozen(due + timedelta(days=1)):
        level_proposed(place, key, clock.today())
        escalate_finding(place.people.office, key, version(key), {"level": 2, "reason": "逾期"})
        assert read(key).escalation_due == 0
    assert level_proposed(place, key, due + timedelta(days=10)) == ""
    assert level_proposed(place, key, due + timedelta(days=11)) == "约谈"
    other = place.rectifying()
    for number in range(3):
        with clock.frozen(DAY + timedelta(days=1 + number)):
            remind_many(place.people.office, place.campaign_id, {other: 0}, {"reason": "请抓紧"})
    assert level_proposed(place, other, DAY + timedelta(days=4)) == "约谈"


def test_a_level_may_be_skipped_only_into_one_that_has_been_reached(place: Place) -> None:
    key = place.rectifying()
    due = read(key).due
    assert due is not None
    with clock.frozen(due + timedelta(days=31)):
        with pytest.raises(Invalid, match="逐级升级"):
            escalate_finding(place.people.office, key, version(key), {"level": 4, "reason": "久拖不改"})
        on(clock.today())
        escalate_finding(place.people.office, key, version(key), {"level": 4, "reason": "久拖不改"})
        assert list_todo(place.people.office).counts.get("finding_escalate") is None


def test_many_are_raised_each_to_the_level_that_it_has_reached_and_the_rest_say_why_not(place: Place) -> None:
    office, late, later = place.people.office, place.rectifying(), place.rectifying()
    due = read(late).due
    assert due is not None
    extended(place, later, due + timedelta(days=60))
    on(due + timedelta(days=31))
    with clock.frozen(due + timedelta(days=31)):
        page = read_ledger(office, LedgerQuery(place.campaign_id, to_raise=True))
        assert [row.id for row in page.rows] == [late]
        ticked = {key: version(key) for key in (late, later)}
        result = raise_many(office, place.campaign_id, ticked, {"reason": "超期一个月"})
        assert [row.finding_id for row in result.done] == [late]
        assert [row.why_not for row in result.refused] == ["没有达到更高一级督办的条件"]
        assert (read(late).escalation, read(later).escalation) == (4, 0)
        assert read_ledger(office, LedgerQuery(place.campaign_id, to_raise=True)).total == 0


def extended(place: Place, key: int, due: date) -> None:
    """Give a finding more time, as an extension would."""
    with engine.transaction() as session:
        row = session.get_one(Finding, key)
        row.due = due
        session.add(row)


def test_a_proposal_is_told_once_and_does_not_disturb_who_has_the_form_open(place: Place) -> None:
    key = place.rectifying()
    seen, due = version(key), read(key).due
    assert due is not None
    for _ in range(2):
        on(due + timedelta(days=2))
    told = [one for one in read_finding(place.people.office, key).timeline if "督办函" in one.summary]
    assert [(one.who, one.after) for one in told] == [("系统", {"escalation_due": 2})]
    assert version(key) == seen


def test_a_matter_that_is_undone_on_its_day_becomes_the_other_kind_on_the_next(place: Place) -> None:
    key, usual = place.finding(), place.assigned()
    order = place.order(matter="matter", kind="by_deadline")
    with pytest.raises(Invalid, match="事项性质"):
        assign_finding(place.people.office, key, version(key), place.order(matter="unknown"))
    assign_finding(place.people.office, key, version(key), order)
    on(date(2026, 5, 20))
    assert read(key).matter == "matter"
    on(date(2026, 5, 21))
    assert (read(key).matter, read(usual).matter) == ("accountability", "")
    detail = read_finding(place.people.office, key)
    assert detail.matter == "问责事项"
    assert (detail.timeline[-1].who, detail.timeline[-1].reason) == ("系统", "四（二）")
    assert "转为“问责事项”" in list_notices(place.people.township).rows[0].text


def test_who_has_handed_in_is_spared_and_an_endless_duty_loses_its_day(place: Place) -> None:
    late = place.assigned(kind="immediate", requirement="即改")
    done = place.submitted(place.rectifying(place.assigned(kind="immediate")))
    with clock.frozen(date(2026, 5, 26)):
        fresh = place.assigned(kind="immediate")
    on(date(2026, 5, 26))
    assert (read(late).state, read(late).due, read(late).kind) == (State.ONGOING, None, "ongoing")
    assert (read(done).state, read(done).kind) == (State.SUBMITTED, "immediate")
    assert read(fresh).kind == "immediate"


def test_striking_off_sets_the_day_of_looking_back_and_asks_for_it_then(place: Place) -> None:
    key = place.closed()
    assert read(key).look_back_due == date(2026, 7, 30)  # three months from 2026-04-30, as its category has
    people = place.people
    for day, waits in ((date(2026, 7, 29), 0), (date(2026, 7, 30), 1)):
        with clock.frozen(day):
            counts = [
                list_todo(actor).counts.get("look_back", 0) for actor in (people.office, people.inspector)
            ]
            assert counts == [waits, waits]
    marked = [entry.kind for entry in month_agenda(people.inspector, 2026, 7)[29].entries]
    assert marked == ["look_back"]
    with clock.frozen(date(2026, 7, 30)):
        record_look_back(people.inspector, key, version(key), {"result": "没有反弹"})
        assert list_todo(people.office).counts.get("look_back") is None


def test_the_daily_work_supervises(place: Place) -> None:
    key = place.rectifying()
    with clock.frozen(DAY + timedelta(days=70)):
        assert daily.run_if_due()
    with engine.reading() as session:
        assert session.get_one(Finding, key).escalation_due == 4


def test_the_document_of_a_level_is_called_as_the_scheme_calls_it(place: Place) -> None:
    key = place.rectifying()
    due = read(key).due
    assert due is not None
    with clock.frozen(due + timedelta(days=1)):
        on(clock.today())
        escalate_finding(place.people.office, key, version(key), {"level": 1, "reason": "临近"})
        paper = draft_document(place.people.office, "supervision_letter", [key])
    assert paper.title == "关于专项资金未设专账问题整改的提醒书"
    assert "升级为“督办函”" in paper.defaults["escalation"]

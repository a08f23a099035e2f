"""Terms in force stand still while a stoppage is recorded: by when an order is obeyed, how long a suspension lasts."""

from datetime import date
from typing import Any

from sqlmodel import col, select

from models import engine
from models.audit import AuditEntry
from models.ban import Ban
from models.decision import Decision
from models.document import Notice
from services import clock
from services.decision_force import issue_order, serve_decision
from services.decision_reading import read_decision
from services.decision_steps import approve, propose, record_statement, serve_notice
from services.facts import record_fact
from services.verdicts import refresh_all
from tests import provider_world
from tests.provider_world import SCHEMES, TODAY

SCHEME = SCHEMES / "pauses.yaml"
PROOF = {"description": "现场记录", "evidence": "照片", "proven_by": "核查组"}


def record(supply: provider_world.Supply, event: str, day: date, **fields: Any) -> None:
    values = {"event": event, "happened_on": day, "fields": fields, **PROOF}
    record_fact(supply.people.inspector, supply.provider_id, values)


def ordered(supply: provider_world.Supply) -> Decision:
    """An order of thirty days, served on 6 July."""
    record(supply, "breach", date(2026, 7, 1), serious=False)
    case = supply.case("P-1")
    values = {"served_on": TODAY, "receipt": "康一签收", "requirement": "限期整改"}
    assert issue_order(supply.people.office, case.key, case.version, values) == date(2026, 8, 5)
    return supply.case("P-1")


def suspended(supply: provider_world.Supply) -> Decision:
    """A suspension of a month, in force since 6 July."""
    people = supply.people
    record(supply, "breach", date(2026, 7, 2), serious=True)
    case, delivered = supply.case("P-2"), {"served_on": TODAY, "receipt": "康一签收"}
    propose(people.office, case.key, 1, {"deeds": ("0",), "amounts": {}, "reason": "查证属实"})
    serve_notice(people.office, case.key, 2, delivered)
    record_statement(people.office, case.key, 3, {"statement": "无异议", "stated_on": TODAY})
    approve(people.leader, case.key, 4, "同意")
    serve_decision(people.office, case.key, 5, delivered)
    return supply.case("P-2")


def told(decision_id: int) -> list[str]:
    """What the log says of terms that moved."""
    with engine.reading() as session:
        found = select(AuditEntry).where(
            AuditEntry.action == "decision.paused", AuditEntry.object_id == decision_id
        )
        return [row.summary for row in session.exec(found.order_by(col(AuditEntry.id))).all()]


def notices() -> int:
    with engine.reading() as session:
        return len(session.exec(select(Notice).where(Notice.kind == "decision_paused")).all())


def the_ban() -> Ban:
    with engine.reading() as session:
        return session.exec(select(Ban)).one()


def test_a_stoppage_recorded_after_an_order_moves_the_day_by_which_it_is_obeyed(database: object) -> None:
    supply = provider_world.under(SCHEME)
    with clock.frozen(TODAY):
        case = ordered(supply)
    with clock.frozen(date(2026, 7, 25)):
        record(supply, "stop", date(2026, 7, 11), until="2026-07-20")
    now = supply.case("P-1")
    assert (now.state, now.due, now.version) == ("in_force", date(2026, 8, 15), case.version + 1)
    assert now.deadline["paused"] == 10
    assert told(now.key) == [f"处置 {now.number}：不计入期限的时间有变化，截止日由2026-08-05改为2026-08-15"]
    assert notices() == 1
    with clock.frozen(date(2026, 7, 26)):
        record(supply, "stop", date(2026, 6, 1), until="2026-06-30")
    assert supply.case("P-1").due == date(2026, 8, 15)


def test_while_a_stoppage_goes_on_the_term_goes_on_with_it_day_by_day(database: object) -> None:
    supply = provider_world.under(SCHEME)
    with clock.frozen(TODAY):
        ordered(supply)
    with clock.frozen(date(2026, 8, 5)):
        record(supply, "stop", date(2026, 8, 1))
    assert supply.case("P-1").due == date(2026, 8, 10)
    with clock.frozen(date(2026, 8, 20)), engine.transaction() as session:
        refresh_all(session=session)
    assert supply.case("P-1").due == date(2026, 8, 25)
    assert notices() == 1


def test_a_suspension_lasts_longer_by_the_days_of_a_stoppage(database: object) -> None:
    supply = provider_world.under(SCHEME)
    with clock.frozen(TODAY):
        suspended(supply)
    assert the_ban().end == date(2026, 8, 6)
    with clock.frozen(date(2026, 7, 25)):
        record(supply, "stop", date(2026, 7, 11), until="2026-07-20")
    assert the_ban().end == date(2026, 8, 16)
    assert supply.case("P-2").ends_on == date(2026, 8, 16)
    view = read_decision(supply.people.provider, supply.case("P-2").key)
    assert (view.ends_on, view.ends_unpaused) == (date(2026, 8, 16), date(2026, 8, 6))
    with clock.frozen(date(2026, 8, 18)):  # the suspension is over, what comes later moves nothing
        record(supply, "stop", date(2026, 8, 17), until="2026-08-18")
    assert the_ban().end == date(2026, 8, 16)

"""A provider under a scheme of fines, and decisions brought into force."""

from datetime import date
from typing import Any

from sqlmodel import col, select

from models import engine
from models.decision import Decision
from services.contracts import create_contract
from services.decision_force import serve_decision
from services.decision_steps import approve, propose, record_statement, serve_notice
from services.facts import record_fact
from services.payment_entry import Paid, record_payment
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from tests import provider_world, stored_schemes, world
from tests.provider_world import TODAY, Supply

SCHEME = """
scheme: {id: fines, name: 罚款办法, version: "1", region: 区, issuer: 区政府, purpose: 测试, year: 2026}
documents:
  main: {title: 罚款办法, issuer: 区政府, compared: 2026-01-01}
facts:
  bad: {name: 违规收费, kind: record, of: provider}
  worse: {name: 损坏财物, kind: record, of: provider}
rules:
  - id: F-1
    title: 违规收费
    clause: 一
    subject: provider
    on: bad
    then:
      - do: deduct
        text: 罚款
        amount: {fixed: {at_least: 1000, at_most: 5000}}
        within: {count: 15, unit: calendar_day, from: 送达}
  - id: F-2
    title: 损坏财物
    clause: 二
    subject: provider
    on: worse
    then: [{do: compensate, text: 赔偿, amount: {words: 实际损失}}]
"""
DELIVERED = {"served_on": TODAY, "receipt": "康一签收"}


def build(scheme: str = SCHEME) -> Supply:
    """A provider with a contract under the scheme, nothing found yet."""
    people = world.district()
    stored = stored_schemes.store(stored_schemes.scheme(scheme))
    values = {"name": "罚款", "library_id": stored, "started_on": date(2026, 1, 1)}
    regime = start_regime(people.office, values)
    provider = register_provider(people.office, provider_world.provider_values())
    assign_regime(people.office, regime, [provider], "合同第八条")
    create_contract(people.office, provider, provider_world.contract_values())
    return Supply(people, regime, provider)


def opened(supply: Supply, event: str, rule: str, day: str = "2026-05-04") -> int:
    """A case opened by something that was found."""
    found = {"event": event, "happened_on": date.fromisoformat(day), "description": "多收费", "evidence": "票据",
             "proven_by": "核查组"}  # fmt: skip
    record_fact(supply.people.inspector, supply.provider_id, found)
    return supply.case(rule).key


def fine(
    supply: Supply, amount: str = "3000", event: str = "bad", rule: str = "F-1", day: str = "2026-05-04",
    deeds: tuple[str, ...] = ("0",), **service: Any,
) -> int:  # fmt: skip
    """A decision in force since today."""
    office, case = supply.people.office, opened(supply, event, rule, day)
    propose(office, case, 1, {"deeds": deeds, "amounts": {"0": amount}, "reason": "查证属实"})
    serve_notice(office, case, 2, DELIVERED)
    record_statement(office, case, 3, {"statement": "无异议", "stated_on": TODAY})
    approve(supply.people.leader, case, 4, "同意")
    serve_decision(office, case, 5, {**DELIVERED, **service})
    return case


def pay(supply: Supply, case: int, on: date = TODAY, amount: str = "") -> Paid:
    """Register a payment of the amount, else of the whole."""
    values = {"paid_on": on, "receipt": "票据01号", "amount_fen": amount}
    return record_payment(supply.people.office, case, version_of(case), values)


def version_of(case: int) -> int:
    """The version of a decision that somebody reads who opens it now."""
    with engine.reading() as session:
        return session.exec(select(Decision.version).where(col(Decision.id) == case)).one()

"""Rules over what was decided: the same decisions that are served and enforced, judged when they change."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import col, select

from domain.errors import Invalid
from domain.thresholds.verdicts import Outcome
from models import engine
from models.decision import Verdict
from services import clock
from services.decision_force import find_unfulfilled, issue_order, revoke
from services.facts import record_fact
from services.settlements import approve_settlement, prepare_settlement
from services.verdict_list import read_verdict
from services.verdicts import refresh_all
from tests import fines_world
from tests.databases import Database
from tests.fines_world import fine, pay, version_of
from tests.provider_world import TODAY, Supply

RULES = """
  - {id: F-3, title: 一年内罚款合计超过五千元的约谈, clause: 三, subject: provider, every: year,
     when: {value: {take: total, of: amount, rows: sanction, where: {value: title, is: 罚款}, within: year},
            above: 5000},
     then: [{do: interview}]}
  - {id: F-4, title: 一年内被罚款两次的警示, clause: 四, subject: provider, every: year,
     when: {value: {count: sanction, where: {all: [{value: act, is: 扣减}, {value: rule, is: F-1}]}, within: year},
            at_least: 2}, then: [{do: warn}]}
  - {id: F-5, title: 到期没有缴清的通报, clause: 五, subject: provider, on: sanction,
     when: {all: [{value: due, below: today}, {not: {reported: fulfilled}}]}, then: [{do: notify}]}
  - {id: F-7, title: 逾期缴纳的通报, clause: 五, subject: provider, on: sanction,
     when: {all: [{reported: fulfilled}, {value: fulfilled, above: due}]}, then: [{do: notify}]}
  - {id: F-8, title: 没有按期改到位的通报, clause: 五, subject: provider, on: sanction,
     when: {value: failed, is: true}, then: [{do: notify}]}
  - {id: F-9, title: 一年内责令整改一次以上的通报, clause: 五, subject: provider, every: year,
     when: {value: {count: sanction, where: {value: act, is: 责令整改}, within: year}, at_least: 1},
     then: [{do: notify}]}
  - {id: F-10, title: 期满日在年底以前的通报, clause: 五, subject: provider, on: sanction,
     when: {value: ends, below: 2027-12-31}, then: [{do: notify}]}
  - {id: F-11, title: 记账混乱的责令整改, clause: 六, subject: provider, on: mess,
     then: [{do: rectify, within: {count: 5, unit: calendar_day, from: 送达}}]}
  - {id: F-6, title: 屡教不改的罚款并禁入, clause: 六, subject: provider, on: again, then: [
     {do: deduct, text: 罚款, amount: {fixed: {at_least: 1000, at_most: 5000}},
      within: {count: 15, unit: calendar_day, from: 送达}},
     {do: ban, lasts: {count: 1, unit: year}}]}
"""
FACTS = """  mess: {name: 记账混乱, kind: record, of: provider}
  again: {name: 屡教不改, kind: record, of: provider}
  sanction: {name: 处罚决定, kind: record, of: provider, from: decisions}
"""
SCHEME = fines_world.SCHEME.replace("rules:\n", FACTS + "rules:\n") + RULES


@pytest.fixture
def supply(database: Database) -> Iterator[Supply]:
    with clock.frozen(TODAY):
        yield fines_world.build(SCHEME)


def outcome(supply: Supply, rule: str) -> Outcome:
    return Outcome(supply.verdict(rule, "2026").outcome)


def test_amounts_that_persons_fixed_add_up_and_what_was_taken_back_does_not_count(supply: Supply) -> None:
    first = fine(supply, "2500", day="2026-05-04")
    second = fine(supply, "2500", day="2026-05-05")
    assert (outcome(supply, "F-3"), outcome(supply, "F-4")) == (Outcome.NOT_TRIGGERED, Outcome.TRIGGERED)
    third = fine(supply, "1000", day="2026-05-06")
    assert outcome(supply, "F-3") is Outcome.TRIGGERED
    told = read_verdict(supply.people.office, supply.verdict("F-3", "2026").key)
    assert "6000" in told.row.arithmetic
    assert [(one.of, one.id, one.source) for one in told.data] == [
        ("decisions", case, "生效中") for case in (first, second, third)
    ]
    revoke(supply.people.leader, third, version_of(third), "事实不清")
    assert outcome(supply, "F-3") is Outcome.NOT_TRIGGERED
    revoke(supply.people.leader, second, version_of(second), "事实不清")
    assert outcome(supply, "F-4") is Outcome.NOT_TRIGGERED


def test_what_is_only_proposed_is_not_read_and_a_payment_is(supply: Supply) -> None:
    with pytest.raises(Invalid, match="取自处置决定，不在这里登记"):
        record_fact(supply.people.inspector, supply.provider_id, {
            "event": "sanction", "happened_on": TODAY, "description": "罚款", "evidence": "票据", "proven_by": "组",
        })  # fmt: skip
    fines_world.opened(supply, "bad", "F-1")
    case = fine(supply, day="2026-05-05")
    assert outcome(supply, "F-4") is Outcome.NOT_TRIGGERED  # one is in force, the other is not decided
    with clock.frozen(date(2026, 12, 1)):
        with engine.transaction() as session:
            refresh_all(session=session)
        assert supply.verdict("F-5").outcome == "triggered"
        pay(supply, case, date(2026, 12, 1))
        assert supply.verdict("F-5").outcome == "not_triggered"


def test_money_of_a_decision_that_also_bars_is_read_as_paid_though_the_decision_goes_on(
    supply: Supply,
) -> None:
    case = fine(supply, event="again", rule="F-6", deeds=("0", "1"))
    with clock.frozen(date(2026, 12, 1)):
        with engine.transaction() as session:
            refresh_all(session=session)
        assert "triggered" in outcomes(supply)
        pay(supply, case, date(2026, 12, 1))
        assert outcomes(supply) == {"not_triggered"}


def test_money_counts_from_the_day_on_which_it_was_paid_not_from_that_of_the_entry(supply: Supply) -> None:
    case = fine(supply, day="2026-05-05")
    with clock.frozen(date(2026, 12, 1)):
        pay(supply, case, TODAY)
        assert supply.verdict("F-7").outcome == "not_triggered"


def test_money_that_a_settlement_took_is_read_as_paid_at_once(supply: Supply) -> None:
    fine(supply, day="2026-05-05")
    with clock.frozen(date(2026, 12, 1)):
        with engine.transaction() as session:
            refresh_all(session=session)
        assert supply.verdict("F-5").outcome == "triggered"
        draft = prepare_settlement(supply.people.office, {"contract_id": 1, "period": "2026Q1"})
        approve_settlement(supply.people.leader, draft, 1, "同意", despite="先付工资")
        assert supply.verdict("F-5").outcome == "not_triggered"
        assert supply.verdict("F-7").outcome == "triggered"  # it took it after the term


def test_an_order_is_read_from_the_day_it_is_served_and_that_it_was_not_obeyed_at_once(
    supply: Supply,
) -> None:
    office, case = supply.people.office, fines_world.opened(supply, "mess", "F-11")
    order = {"served_on": TODAY, "receipt": "康一签收", "requirement": "重新记账"}
    issue_order(office, case, version_of(case), order)
    assert outcome(supply, "F-9") is Outcome.TRIGGERED
    assert supply.verdict("F-8").outcome == "not_triggered"
    with clock.frozen(date(2026, 12, 1)):
        find_unfulfilled(office, case, version_of(case), {"reason": "没有改", "evidence": "照片"})
        assert supply.verdict("F-8").outcome == "triggered"
        assert outcome(supply, "F-9") is Outcome.TRIGGERED


def test_the_day_on_which_a_bar_ends_is_read(supply: Supply) -> None:
    fine(supply, event="again", rule="F-6", deeds=("0", "1"))
    assert outcomes(supply, "F-10") == {"triggered"}


def outcomes(supply: Supply, rule: str = "F-5") -> set[str]:
    """How what the decision does stands: the fine and the bar."""
    with engine.reading() as session:
        found = select(Verdict.outcome).where(Verdict.rule == rule, col(Verdict.superseded).is_(False))
        return set(session.exec(found).all())

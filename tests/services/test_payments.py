"""Fines and what else a decision makes a party pay: the figure in its range, the term, paid or taken, overdue."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.decisions import DecisionState
from domain.errors import Invalid, WrongState
from services import clock
from services.agenda import month_agenda
from services.decision_force import fulfil
from services.decision_reading import read_decision
from services.decision_steps import propose, serve_notice
from services.decisions import list_decisions
from services.payment_entry import Paid
from services.settlements import approve_settlement, prepare_settlement, read_settlement
from services.todo import list_todo
from tests import fines_world
from tests.databases import Database
from tests.fines_world import DELIVERED, fine, opened, pay
from tests.provider_world import TODAY, Supply

DUE = TODAY + timedelta(days=15)


@pytest.fixture
def supply(sqlite_database: Database) -> Iterator[Supply]:
    with clock.frozen(TODAY):
        yield fines_world.build()


def settled(supply: Supply) -> int:
    values = {"contract_id": 1, "period": "2026Q1"}
    return prepare_settlement(supply.people.office, values)


@pytest.mark.parametrize(
    ("amount", "taken"), [("999.99", False), ("1000", True), ("5000", True), ("5000.01", False)]
)
def test_a_fine_lies_within_its_range_borders_included(supply: Supply, amount: str, taken: bool) -> None:
    case = opened(supply, "bad", "F-1")
    values = {"deeds": ("0",), "amounts": {"0": amount}, "reason": "查证属实"}
    if taken:
        propose(supply.people.office, case, 1, values)
    else:
        with pytest.raises(Invalid, match="不在规则给出的范围内"):
            propose(supply.people.office, case, 1, values)


def test_the_term_runs_from_delivery_and_payment_on_its_last_day_is_in_time(supply: Supply) -> None:
    case = fine(supply)
    view = read_decision(supply.people.office, case)
    assert (view.row.due, view.outstanding_fen) == (DUE, 300_000)
    assert [item.kind for item in list_todo(supply.people.provider).items] == ["decision_pay"]
    days = [one.kind for day in month_agenda(supply.people.provider, 2026, 7) for one in day.entries]
    assert days == ["payment_due"]
    with clock.frozen(DUE):
        assert list_decisions(supply.people.office).rows[0].warning == ""
        assert pay(supply, case, DUE) == Paid(0, late=0)
    view = read_decision(supply.people.office, case)
    assert (view.row.state, view.paid_on, view.outstanding_fen) == (DecisionState.FULFILLED, DUE, 0)


def test_a_day_after_the_term_it_is_overdue_for_the_office_and_paid_late(supply: Supply) -> None:
    case = fine(supply)
    after = DUE + timedelta(days=1)
    with clock.frozen(after):
        assert "逾期1天" in list_decisions(supply.people.office).rows[0].warning
        assert "decision_unpaid" in [item.kind for item in list_todo(supply.people.office).items]
        assert pay(supply, case, after) == Paid(0, late=1)
        with pytest.raises(WrongState, match="没有待缴"):
            pay(supply, case, after)


@pytest.mark.parametrize("on", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_money_is_paid_after_delivery_and_not_in_the_future(supply: Supply, on: date) -> None:
    case = fine(supply)
    with pytest.raises(Invalid):
        pay(supply, case, on)


def test_a_fine_is_not_fulfilled_by_a_sentence(supply: Supply) -> None:
    case = fine(supply)
    with pytest.raises(WrongState, match="还有3,000元没有缴清"):
        fulfil(supply.people.office, case, 7, "口头承诺")


@pytest.mark.parametrize("paid", [True, False])
def test_what_was_paid_is_not_taken_again_by_the_settlement_and_the_rest_is(
    supply: Supply, paid: bool
) -> None:
    case = fine(supply)
    if paid:
        pay(supply, case)
    with clock.frozen(DUE + timedelta(days=1)):
        settlement = settled(supply)
        view = read_settlement(supply.people.office, settlement)
        assert view.deducted_fen == (0 if paid else 300_000)
        assert view.obstacles == ()
        approve_settlement(supply.people.leader, settlement, 1, "同意")
        assert read_decision(supply.people.office, case).outstanding_fen == 0
        assert list_todo(supply.people.provider).items == ()


def test_a_compensation_that_no_settlement_takes_shuts_the_gate_once_its_day_is_over(supply: Supply) -> None:
    case = fine(supply, "1200", "worse", "F-2", pay_by=DUE)
    settlement = settled(supply)
    with clock.frozen(DUE):
        assert read_settlement(supply.people.office, settlement).obstacles == ()
    with clock.frozen(DUE + timedelta(days=1)):
        with pytest.raises(WrongState, match="应缴1,200元"):
            approve_settlement(supply.people.leader, settlement, 1, "同意")
        pay(supply, case, DUE)
        approve_settlement(supply.people.leader, settlement, 1, "同意")


def test_a_case_still_being_heard_shuts_the_gate(supply: Supply) -> None:
    case, office = opened(supply, "bad", "F-1"), supply.people.office
    propose(office, case, 1, {"deeds": ("0",), "amounts": {"0": "3000"}, "reason": "查证属实"})
    serve_notice(office, case, 2, DELIVERED)
    with pytest.raises(WrongState, match="尚未作出并送达"):
        approve_settlement(supply.people.leader, settled(supply), 1, "同意")

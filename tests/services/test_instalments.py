"""Money of a decision that comes in bit by bit, and entries of it that were a mistake."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

import migrations
from domain.decisions import DecisionState
from domain.errors import Invalid, NotFound, Refused, WrongState
from services import clock
from services.decision_force import fulfil
from services.decision_reading import decision_history, read_decision
from services.decisions import list_decisions
from services.payment_entry import Paid, withdraw_payment
from services.settlement_revocation import revoke_settlement
from services.settlements import approve_settlement, prepare_settlement, read_settlement
from services.todo import list_todo
from tests import fines_world
from tests.databases import Database
from tests.fines_world import fine, pay, version_of
from tests.provider_world import TODAY, Supply

DUE = TODAY + timedelta(days=15)


@pytest.fixture
def supply(database: Database) -> Iterator[Supply]:
    with clock.frozen(TODAY):
        yield fines_world.build()


def undo(supply: Supply, case: int, place: int, reason: str = "登记到别的决定上了") -> int:
    row = read_decision(supply.people.office, case).payments[place]
    return withdraw_payment(supply.people.office, case, version_of(case), row.id, reason)


def test_what_is_left_is_owed_until_the_last_instalment(supply: Supply) -> None:
    case, office = fine(supply), supply.people.office
    assert pay(supply, case, amount="1,000") == Paid(200_000, late=0)
    view = read_decision(office, case)
    assert (view.row.state, view.outstanding_fen, view.paid_on) == (DecisionState.IN_FORCE, 200_000, None)
    assert [item.kind for item in list_todo(supply.people.provider).items] == ["decision_pay"]
    with pytest.raises(WrongState, match="还有2,000元没有缴清"):
        fulfil(office, case, version_of(case), "口头承诺")
    with pytest.raises(Invalid, match="还应缴2,000元"):
        pay(supply, case, amount="2000.01")
    late = DUE + timedelta(days=1)
    with clock.frozen(late):
        assert "应缴2,000元" in list_decisions(office).rows[0].warning
        assert pay(supply, case, late, "2000") == Paid(0, late=1)
    view = read_decision(office, case)
    assert (view.row.state, view.outstanding_fen, view.paid_on) == (DecisionState.FULFILLED, 0, late)
    assert "缴清3,000元，分2次，逾期1天" in view.closing_reason
    assert [one.amount_fen for one in view.payments] == [100_000, 200_000]


def test_a_settlement_takes_what_was_not_paid(supply: Supply) -> None:
    case, office = fine(supply), supply.people.office
    pay(supply, case, amount="1000")
    with clock.frozen(DUE + timedelta(days=1)):
        key = prepare_settlement(office, {"contract_id": 1, "period": "2026Q1"})
        assert read_settlement(office, key).deducted_fen == 200_000
        approve_settlement(supply.people.leader, key, 1, "同意")
        assert read_decision(office, case).outstanding_fen == 0
        with pytest.raises(WrongState, match="已经在结算中扣减"):
            undo(supply, case, 0)
        with pytest.raises(Refused):
            revoke_settlement(office, key, 2, "批错了")
        with pytest.raises(Invalid, match="撤销的原因"):
            revoke_settlement(supply.people.leader, key, 2, " ")
        revoke_settlement(supply.people.leader, key, 2, "资金数有误")
        with pytest.raises(WrongState, match="没有批准"):
            revoke_settlement(supply.people.leader, key, 3, "再撤一次")
        assert read_decision(office, case).outstanding_fen == 200_000
        assert undo(supply, case, 0) == 300_000
        again = prepare_settlement(office, {"contract_id": 1, "period": "2026Q1"})
        assert read_settlement(office, again).deducted_fen == 300_000


def test_a_payment_entered_by_mistake_is_taken_back_and_stays_in_sight(supply: Supply) -> None:
    case, office = fine(supply), supply.people.office
    pay(supply, case)
    assert list_todo(supply.people.provider).items == ()
    with pytest.raises(Invalid):
        undo(supply, case, 0, " ")
    assert undo(supply, case, 0) == 300_000
    view = read_decision(office, case)
    assert (view.row.state, view.paid_on, view.outstanding_fen) == (DecisionState.IN_FORCE, None, 300_000)
    assert (view.closed_on, view.closing_reason) == (None, "")
    assert [one.withdrawn for one in view.payments] == ["登记到别的决定上了"]
    assert [item.kind for item in list_todo(supply.people.provider).items] == ["decision_pay"]
    with pytest.raises(NotFound):
        undo(supply, case, 0)
    assert any("撤销2026-07-06登记的缴款3,000元" in one.summary for one in decision_history(office, case))
    pay(supply, case, amount="500")
    pay(supply, case, amount="2500")
    assert undo(supply, case, 1) == 50_000
    with pytest.raises(Refused):
        withdraw_payment(supply.people.provider, case, version_of(case), view.payments[0].id, "错了")


def test_what_was_paid_before_payments_were_kept_one_by_one_is_one_payment(
    supply: Supply, database: Database
) -> None:
    case, office = fine(supply), supply.people.office
    pay(supply, case, amount="1000")
    pay(supply, case, amount="2000")
    migrations.downgrade(database.url, "0011")
    migrations.upgrade(database.url)
    view = read_decision(office, case)
    assert (view.outstanding_fen, view.paid_on) == (0, TODAY)
    assert [(one.amount_fen, one.by, one.receipt) for one in view.payments] == [(300_000, "", "票据01号")]
    assert undo(supply, case, 0) == 300_000

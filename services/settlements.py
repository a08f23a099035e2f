"""The settlement of a quarter: prepared by the office, approved by a leader, held back by its gate."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sql
from pydantic import Field
from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.decisions import require_another
from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Form, Text, Yuan
from domain.periods import PeriodKind, StatPeriod
from domain.permissions import Action
from domain.settlements import Obstacle, Reckoning, reckon
from models.provider import Contract, Provider
from models.settlement import Settlement
from services import clock
from services.actor import Actor
from services.audit import TimelineEntry, record, timeline
from services.contract_days import last_day
from services.enforcement import Purpose, reach_of, require_not_barred
from services.provider_access import bump, hold, visible_providers
from services.settlement_gate import deductions_of, obstacles_of, take_deductions, untold
from services.turns import take_turn
from services.use_case import INJECTED, command, query

OBJECT = "settlement"
DRAFT, APPROVED, CANCELLED = "draft", "approved", "cancelled"


class SettlementForm(Form):
    """A quarter of a contract; voided: orders that do not count (废单), in yuan, and how they were found."""

    contract_id: int
    period: Annotated[Text, Field(min_length=1, max_length=10)]
    base: Yuan = 0
    voided: Yuan = 0
    voided_note: Annotated[Text, Field(max_length=1000)] = ""


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """A settlement as readers see it."""

    id: int
    provider_id: int
    provider: str
    contract_id: int
    contract: str
    period: str
    state: str
    base_fen: int
    voided_fen: int
    voided_note: str
    deducted_fen: int
    payable_fen: int
    lines: Sequence[Mapping[str, object]]
    gate: Sequence[Mapping[str, object]]
    decided_at: datetime | None
    opinion: str
    version: int
    obstacles: Sequence[Obstacle] = field(default_factory=tuple)


@command(Action.SETTLEMENT_EDIT)
def prepare_settlement(actor: Actor, values: Mapping[str, Any], *, session: Session = INJECTED) -> int:
    """Reckon a quarter: the contract's funds, less voided orders, less deductions in force."""
    form = SettlementForm.read(values)
    take_turn(session=session)
    contract = session.get(Contract, form.contract_id)
    if contract is None:
        raise Invalid({"contract_id": "请选择服务合同"})
    period = _quarter(form.period, contract)
    taken = select(Settlement.id).where(
        Settlement.contract_id == contract.key, Settlement.period == period, Settlement.state != CANCELLED
    )
    if session.exec(taken).first() is not None:
        raise Invalid({"period": f"合同 {contract.number} {period} 的结算已经编制"})
    base = form.base or contract.quarter_fen
    if not base:
        raise Invalid({"base": "合同没有登记季度资金，请填写本季度项目资金"})
    if form.voided and not form.voided_note:
        raise Invalid({"voided_note": "请写明废单的数量和依据"})
    sums = reckon(base, form.voided, deductions_of(contract.provider_id, session=session))
    row = Settlement(
        contract_id=contract.key, provider_id=contract.provider_id, period=period, base_fen=base,
        voided_fen=form.voided, voided_note=form.voided_note, prepared_by=actor.account_id,
        prepared_at=clock.now(), **_sums(sums),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.SETTLEMENT_EDIT, OBJECT, row.key, f"编制 {contract.number} {period} 结算：{sums.sentence()}",
        after=row.model_dump(exclude={"id"}), session=session,
    )  # fmt: skip
    return row.key


def _quarter(text: str, contract: Contract) -> str:
    period = StatPeriod.parse(text)
    if period.kind is not PeriodKind.QUARTER:
        raise Invalid({"period": "结算按季度编制，请写成 2026Q1"})
    if period.end > clock.today():
        raise Invalid({"period": f"{period.label}还没有结束，不能结算"})
    if period.end < contract.start or period.start > last_day(contract):
        raise Invalid({"period": f"{period.label}不在合同期内"})
    return str(period)


def _sums(sums: Reckoning) -> dict[str, Any]:
    lines = [asdict(one) for one in sums.taken]
    return {"deducted_fen": sums.deducted, "payable_fen": sums.payable, "lines": lines}


@command(Action.SETTLEMENT_APPROVE)
def approve_settlement(
    actor: Actor,
    settlement_id: int,
    version: int,
    opinion: str,
    *,
    despite: str = "",
    session: Session = INJECTED,
) -> None:
    """Approve; refused while the gate is shut, unless a leader says why it may pass. A ban needs an override.

    Deductions are reckoned again, so that one which came into force meanwhile is not missed.
    """
    row = _draft(settlement_id, version, session=session)
    require_another(row.prepared_by, actor.account_id, "这份结算")
    if not opinion.strip():
        raise Invalid({"opinion": "请填写审批意见"})
    provider = session.exec(select(Provider).where(Provider.id == row.provider_id)).one()
    reach = reach_of(session.get_one(Contract, row.contract_id))
    require_not_barred(provider, clock.today(), Purpose.SETTLEMENT, reach=reach, session=session)
    gate = [one for one in obstacles_of(provider, reach, clock.today(), session=session) if one.kind != "ban"]
    if gate and not despite.strip():
        raise WrongState(f"结算暂不能批准：{'；'.join(one.text for one in gate[:5])}。")
    sums = reckon(row.base_fen, row.voided_fen, deductions_of(row.provider_id, session=session))
    bump(
        row,
        {
            **_sums(sums), "state": APPROVED, "decided_by": actor.account_id, "decided_at": clock.now(),
            "opinion": opinion.strip()[:2000], "gate": [asdict(one) for one in gate],
        },
        session=session,
    )  # fmt: skip
    take_deductions(sums.taken, row, provider, session=session)
    record(
        actor, Action.SETTLEMENT_APPROVE, OBJECT, row.key, f"批准{row.period}结算：{sums.sentence()}",
        after={"state": APPROVED, **_sums(sums), "gate": row.gate}, reason=despite.strip() or opinion.strip(),
        session=session,
    )  # fmt: skip


@command(Action.SETTLEMENT_EDIT)
def cancel_settlement(
    actor: Actor, settlement_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """Take a draft back, with a reason; the quarter can be prepared anew."""
    row = _draft(settlement_id, version, session=session)
    if not reason.strip():
        raise Invalid({"reason": "请写明作废的原因"})
    bump(row, {"state": CANCELLED, "opinion": reason.strip()[:2000]}, session=session)
    record(actor, Action.SETTLEMENT_EDIT, OBJECT, row.key, "结算作废", reason=reason.strip(), session=session)


def _draft(settlement_id: int, version: int, *, session: Session) -> Settlement:
    take_turn(session=session)
    row = hold(Settlement, settlement_id, version, "结算", session=session)
    if row.state != DRAFT:
        raise WrongState("这份结算已经批准或者作废，不能再办理。")
    return row


@query(Action.SETTLEMENT_READ)
def list_settlements(
    actor: Actor,
    *,
    provider_id: int | None = None,
    period: str = "",
    state: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> tuple[int, list[SettlementRow]]:
    """Settlements by filter, the latest first; one statement."""
    wanted = {Settlement.provider_id: provider_id, Settlement.period: period, Settlement.state: state}
    conditions = [col(column) == value for column, value in wanted.items() if value]
    found = session.execute(
        _joined(func.count().over())
        .where(visible_providers(actor, Action.SETTLEMENT_READ), *conditions)
        .order_by(col(Settlement.period).desc(), col(Settlement.id).desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return (found[0][3] if found else 0), [_row(row, name, number) for row, name, number, _ in found]


@query(Action.SETTLEMENT_READ)
def read_settlement(actor: Actor, settlement_id: int, *, session: Session = INJECTED) -> SettlementRow:
    """One settlement with what stands in its way today."""
    found = session.execute(
        _joined(Provider, Contract).where(
            col(Settlement.id) == settlement_id, visible_providers(actor, Action.SETTLEMENT_READ)
        )
    ).first()
    if found is None:
        raise NotFound("没有这份结算，或者它不在您的查看范围内。")
    stands = (found[3], reach_of(found[4]), clock.today())
    obstacles = obstacles_of(*stands, session=session) if found[0].state == DRAFT else ()
    row = _row(found[0], found[1], found[2], tuple(obstacles))
    hidden = untold(actor, row.obstacles, row.gate, session=session)
    return replace(
        row,
        obstacles=tuple(one for one in row.obstacles if (one.kind, one.object_id) not in hidden),
        gate=[one for one in row.gate if (one["kind"], one["object_id"]) not in hidden],
    )


@query(Action.SETTLEMENT_READ)
def settlement_history(
    actor: Actor, settlement_id: int, *, session: Session = INJECTED
) -> list[TimelineEntry]:
    """What happened to a settlement."""
    read_settlement(actor, settlement_id, session=session)
    return timeline(OBJECT, settlement_id, session=session)


def _joined(*more: Any) -> Any:
    return (
        sql.select(Settlement, col(Provider.name), col(Contract.number), *more)
        .join(Provider, col(Provider.id) == col(Settlement.provider_id))
        .join(Contract, col(Contract.id) == col(Settlement.contract_id))
    )


def _row(row: Settlement, provider: str, contract: str, obstacles: Sequence[Obstacle] = ()) -> SettlementRow:
    return SettlementRow(
        row.key, row.provider_id, provider, row.contract_id, contract, row.period, row.state, row.base_fen,
        row.voided_fen, row.voided_note, row.deducted_fen, row.payable_fen, row.lines, row.gate,
        row.decided_at, row.opinion, row.version, obstacles,
    )  # fmt: skip

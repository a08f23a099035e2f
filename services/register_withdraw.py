"""Taking rows of a register back: they stay, marked with the reason, and whoever they were about is judged anew."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, Refused
from domain.permissions import Action
from domain.registers import register_key, registers_of
from models.register import RegisterEntry
from models.subject import Subject
from services.actor import Actor
from services.audit import Change, record_all
from services.closed_periods import closed_among, reason_to_correct
from services.provider_access import bump
from services.regimes import Regime, regime_of
from services.registers import kind_to_fill
from services.subject_verdicts import refresh_subjects
from services.use_case import INJECTED, command
from services.verdict_store import VerdictChange
from services.visibility import covers


@command(Action.MEASUREMENT_RECORD)
def withdraw_entries(
    actor: Actor, regime_id: int, entry_ids: Sequence[int], reason: str, *, session: Session = INJECTED
) -> list[VerdictChange]:
    """Take back what was registered by mistake; what changed because of it. Closed periods are the office's."""
    if not entry_ids:
        raise Invalid({"": "请先勾选要撤回的登记"})
    if not reason.strip():
        raise Invalid({"reason": "请写明撤回的原因"})
    regime = regime_of(regime_id, session=session)
    rows = _current(regime, entry_ids, session=session)
    for key, told in _by_register(regime, rows, session=session).items():
        _require_may(actor, regime, key, told, reason, session=session)
    for row in rows:
        bump(row, {"superseded": True, "superseded_why": reason.strip()[:500]}, session=session)
    changes = [
        Change(
            "subject", row.subject_id, f"撤回登记：{_name(regime, row)}", {"entry": row.key, "values": row.values},
            {}, reason=reason.strip(),
        )
        for row in rows
    ]  # fmt: skip
    record_all(actor, Action.MEASUREMENT_RECORD, changes, session=session)
    return refresh_subjects(regime_id, "撤回登记", reader=actor, session=session)


@command(Action.MEASUREMENT_RECORD)
def withdraw_filings(
    actor: Actor,
    regime_id: int,
    key: str,
    period: str,
    unit_ids: Sequence[int],
    reason: str,
    *,
    session: Session = INJECTED,
) -> list[VerdictChange]:
    """Take back that a turn of these units came in, as it was registered; what came with a campaign stays."""
    found = (
        select(RegisterEntry.id, Subject.unit_id)
        .join(Subject, col(Subject.id) == col(RegisterEntry.subject_id))
        .where(
            RegisterEntry.regime_id == regime_id, RegisterEntry.fact == key, col(Subject.unit_id).in_(unit_ids),
            col(RegisterEntry.superseded).is_(False),
        )
    )  # fmt: skip
    if period:
        found = found.where(RegisterEntry.period == period)
    rows = session.exec(found).all()
    if {unit for _, unit in rows} != set(unit_ids):
        raise Invalid(
            {
                "": "勾选的单位里有的没有登记过，或者是网上报送、在专项行动里报送的（打开那份材料办理退回），请重新勾选"
            }
        )
    return withdraw_entries(actor, regime_id, [key or 0 for key, _ in rows], reason, session=session)


def _current(regime: Regime, entry_ids: Sequence[int], *, session: Session) -> list[RegisterEntry]:
    found = session.exec(
        select(RegisterEntry)
        .where(
            col(RegisterEntry.id).in_(entry_ids), RegisterEntry.regime_id == regime.row.key,
            col(RegisterEntry.superseded).is_(False),
        )
        .order_by(col(RegisterEntry.id))
        .with_for_update()
    ).all()  # fmt: skip
    if len(found) < len(set(entry_ids)):
        raise NotFound("有的登记已经被别人撤回或者替换，请刷新后再选。")
    return list(found)


def _by_register(
    regime: Regime, rows: Sequence[RegisterEntry], *, session: Session
) -> Mapping[str, Sequence[RegisterEntry]]:
    """The rows by the register in which they stand."""
    about = select(Subject.id, Subject.kind).where(col(Subject.id).in_({row.subject_id for row in rows}))
    kinds, registers = dict(session.exec(about).all()), registers_of(regime.scheme)
    found: dict[str, list[RegisterEntry]] = {}
    for row in rows:
        found.setdefault(register_key(registers, row.fact, kinds[row.subject_id]), []).append(row)
    return found


def _require_may(
    actor: Actor, regime: Regime, key: str, rows: Sequence[RegisterEntry], reason: str, *, session: Session
) -> None:
    """Whoever may fill the register takes back what its own units registered, or what is about units below it."""
    kind = kind_to_fill(actor, regime, key, session=session)
    about = select(Subject).where(col(Subject.id).in_({row.subject_id for row in rows}))
    subjects = {one.key: one for one in session.exec(about).all()}
    allowed = set(kind.units.values())
    for row in rows:
        own = covers(actor, Action.MEASUREMENT_RECORD, row.reporting_unit_id, session=session)
        if not own or (not kind.register.person and subjects[row.subject_id].unit_id not in allowed):
            raise Refused(f"“{subjects[row.subject_id].name}”的这条登记不由{actor.unit_name}撤回。")
    closed = closed_among(
        regime.row.key, kind.register.fact, sorted({row.period for row in rows}), session=session
    )
    reason_to_correct(actor, closed, reason)


def _name(regime: Regime, row: RegisterEntry) -> str:
    spec = regime.scheme.facts.get(row.fact)
    return f"{spec.name if spec else row.fact} {row.day or row.period}"

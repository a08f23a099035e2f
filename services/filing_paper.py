"""Where reports of a regime come online and on paper: what is registered by hand must not contradict what was sent."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.filing import FilingState
from domain.library.models.facts import Fact
from domain.library.models.filing import PERIOD, RETURNED, Filing
from domain.permissions import Action
from models.filing import FiledReport
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.audit import Change, record_all
from services.provider_access import bump
from services.regimes import Regime
from services.register_sheet import Typed

_SENT = (FilingState.SUBMITTED.value, FilingState.ACCEPTED.value)


def settle_returned(
    actor: Actor, regime: Regime, key: str, turns: Mapping[int, str], *, session: Session
) -> None:
    """Reports that were given back online are received, now that their correction came on paper.

    turns: the units with the turn of each.
    """
    found = select(FiledReport).where(
        FiledReport.regime_id == regime.row.key, FiledReport.code == key, col(FiledReport.unit_id).in_(turns),
        FiledReport.state == FilingState.RETURNED.value,
    )  # fmt: skip
    locked = session.exec(found.with_for_update()).all()
    rows = [row for row in locked if row.period == turns[row.unit_id]]
    values = {
        "state": FilingState.ACCEPTED.value, "return_reason": "", "reviewed_at": clock.now(),
        "reviewed_by": actor.account_id,
    }  # fmt: skip
    for row in rows:
        bump(row, values, session=session)
    told = [
        Change("filed_report", row.key, f"“{row.title}”补正的纸质件已登记报来", {}, {"state": row.state})
        for row in rows
    ]
    record_all(actor, Action.MEASUREMENT_RECORD, told, session=session)


def require_not_sent(
    regime: Regime, key: str, spec: Fact, typed: Iterable[Typed], *, session: Session
) -> None:
    """`Invalid` where somebody registers that a report was given back which the unit has sent online."""
    if not isinstance(spec, Filing):
        return
    back = {(one.name, str(one.values.get(PERIOD, ""))) for one in typed if one.values.get(RETURNED) is True}
    if not back:
        return
    found = (
        select(Subject.name, FiledReport.period)
        .join(FiledReport, col(FiledReport.unit_id) == col(Subject.unit_id))
        .where(
            Subject.regime_id == regime.row.key, FiledReport.regime_id == regime.row.key,
            FiledReport.code == key, col(FiledReport.state).in_(_SENT),
        )
    )  # fmt: skip
    if sent := back & set(session.exec(found).all()):
        names = "、".join(sorted(name for name, _ in sent))
        raise Invalid({f"field:{RETURNED}": f"{names}是网上报送的，请在“报送情况”里打开这份材料办理退回"})

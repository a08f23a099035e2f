"""查询确认: somebody looked for records of a kind and found no others than those registered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.errors import Invalid, WrongState
from domain.forms import Form, Text, require_past
from domain.library.models.facts import Fact
from domain.permissions import Action
from models.register import AbsenceCheck
from services import clock
from services.actor import Actor
from services.audit import record
from services.provider_access import bump, find_provider, hold
from services.regimes import regime_of
from services.use_case import INJECTED, command, query
from services.verdicts import VerdictChange, refresh_providers

OBJECT = "provider"


class CheckForm(Form):
    """What was looked for, between which days, by whom, on what evidence; no first day is from the beginning."""

    event: Annotated[Text, Field(min_length=1, max_length=40)]
    since: date | None = None
    through: date
    looked_by: Annotated[Text, Field(min_length=1, max_length=100)]
    evidence: Annotated[Text, Field(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check as lists show it."""

    id: int
    event: str
    name: str
    since: date | None
    through: date
    looked_by: str
    evidence: str
    withdrawn_reason: str
    version: int


@query(Action.FACT_RECORD)
def checkable(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> dict[str, Fact]:
    """Records that a provider is free of only when somebody has looked."""
    provider = find_provider(actor, provider_id, Action.FACT_RECORD, session=session)
    facts = regime_of(provider.regime_id, session=session).facts
    return {key: one for key, one in facts.items() if one.absence == "checked" and one.registered}


@command(Action.FACT_RECORD)
def record_check(
    actor: Actor, provider_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> list[VerdictChange]:
    """State that the records of a provider are complete between two days; which verdicts changed."""
    provider = find_provider(actor, provider_id, Action.FACT_RECORD, session=session)
    form = CheckForm.read(values)
    regime = regime_of(provider.regime_id, session=session)
    spec = regime.fact(form.event)
    if spec.absence != "checked" or not spec.registered:
        raise Invalid({"event": f"“{spec.name}”没有登记即视为没有发生，不需要查询确认"})
    require_past("through", form.through, clock.today(), "查询截止日")
    if form.since is not None and form.since > form.through:
        raise Invalid({"since": "查询起始日不能晚于截止日"})
    row = AbsenceCheck(
        regime_id=regime.row.key, fact=form.event, provider_id=provider_id, since=form.since,
        through=form.through, looked_by=form.looked_by, evidence=form.evidence,
        recorded_by=actor.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.FACT_RECORD, OBJECT, provider_id,
        f"查询“{spec.name}”至{form.through}，除已登记的以外没有",
        after=row.model_dump(exclude={"id", "recorded_at"}), session=session,
    )  # fmt: skip
    return refresh_providers([provider_id], f"查询确认“{spec.name}”", session=session)


@command(Action.FACT_RECORD)
def withdraw_check(
    actor: Actor, check_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> list[VerdictChange]:
    """Take a check back, with a reason; the row stays and the provider is judged anew."""
    row = hold(AbsenceCheck, check_id, version, "查询确认", session=session)
    if row.provider_id is None:
        raise WrongState("登记表的完整性随导入登记，不能单独撤回；请重新导入更正。")
    if row.withdrawn_reason:
        raise WrongState("这条查询确认已经撤回。")
    if not reason.strip():
        raise Invalid({"reason": "请写明撤回的原因"})
    bump(row, {"withdrawn_reason": reason.strip()[:1000]}, session=session)
    record(
        actor, Action.FACT_RECORD, OBJECT, row.provider_id, "撤回查询确认", reason=reason.strip(),
        before={"fact": row.fact, "through": row.through}, session=session,
    )  # fmt: skip
    return refresh_providers([row.provider_id], "撤回查询确认", session=session)


@query(Action.VERDICT_READ)
def list_checks(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> list[CheckRow]:
    """Who looked for what of a provider, the latest first."""
    provider = find_provider(actor, provider_id, Action.VERDICT_READ, session=session)
    if provider.regime_id is None:
        return []
    facts = regime_of(provider.regime_id, session=session).facts
    found = select(AbsenceCheck).where(
        AbsenceCheck.provider_id == provider_id, col(AbsenceCheck.fact).in_(list(facts))
    )
    return [
        CheckRow(
            row.key, row.fact, facts[row.fact].name, row.since, row.through, row.looked_by, row.evidence,
            row.withdrawn_reason, row.version,
        )
        for row in session.exec(found.order_by(col(AbsenceCheck.id).desc())).all()
    ]  # fmt: skip

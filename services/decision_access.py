"""Getting at decisions: which ones somebody sees, and one to act on with its verdict, provider and regime."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar
from domain.decisions import TOLD, DecisionState, Step, Track, require_step, state_on
from domain.errors import NotFound, WrongState
from domain.permissions import Action, Scope, require, ruling
from domain.procedure import Procedure, procedure_of
from models.decision import Decision, Verdict
from models.provider import Provider, ProviderRegime
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.audit import changed, record
from services.calendars import work_calendar
from services.decision_judging import decision_changed
from services.overtaken import is_overtaken
from services.provider_access import hold
from services.sides import Side
from services.turns import take_turn
from services.use_case import INJECTED
from services.visibility import require_unit, within

OBJECT = "decision"


def visible_decisions(actor: Actor, *, with_verdicts: bool = True) -> ColumnElement[bool]:
    """Condition over `Decision` joined with `Provider` (and `Verdict`): parties see what they were told of."""
    units = (Provider.unit_id, Verdict.subject_unit_id) if with_verdicts else (Provider.unit_id,)
    own = within(actor, Action.DECISION_READ, *units)
    if not is_party(actor, Action.DECISION_READ):
        return own
    return and_(own, col(Decision.state).in_([state.value for state in TOLD]))


def is_party(actor: Actor, action: Action) -> bool:
    """Whether the right ends at the actor's own units: those are decided on, and know what they were told."""
    return require(actor.role, action) is not Scope.ALL


def sees_decisions(actor: Actor) -> bool:
    """Whether somebody who sees a provider sees the decisions on it as well; a township sees only the provider."""
    scope = ruling(actor.role, Action.DECISION_READ).scope
    return scope is not None and scope is ruling(actor.role, Action.PROVIDER_READ).scope


@dataclass(slots=True)
class HeldDecision:
    """A decision locked for this transaction, with what it rests on; the party is a provider or a subject."""

    actor: Actor
    row: Decision
    verdict: Verdict
    party: Provider | Subject
    regime: ProviderRegime
    session: Session
    before: dict[str, object]

    @property
    def side(self) -> Side:
        return Side.PROVIDER if isinstance(self.party, Provider) else Side.SUBJECT

    @property
    def provider(self) -> Provider:
        """The party where only a provider can be meant: its contracts, its bans."""
        if not isinstance(self.party, Provider):
            raise WrongState(f"“{self.party.name}”不是服务单位，没有合同、禁入和结算可以处理。")
        return self.party

    @property
    def state(self) -> DecisionState:
        return DecisionState(self.row.state)

    @property
    def track(self) -> Track:
        return Track(self.row.track)

    @property
    def today(self) -> date:
        return clock.today()

    @property
    def procedure(self) -> Procedure:
        return procedure_of(self.regime.procedure)

    @property
    def calendar(self) -> WorkCalendar:
        return work_calendar(session=self.session)

    def require(self, step: Step) -> None:
        """`WrongState` unless the step may be taken now; a lapsed right can no longer be used."""
        require_step(self.state, step, self.track)
        now = state_on(self.state, self.today, lapses_on=self.row.lapses_on)
        if now is DecisionState.LAPSED and step not in {Step.WAIVE, Step.DROP}:
            raise WrongState(
                f"这项权利自判定之日起一年（截至{self.row.lapses_on}）未行使，已经消灭，不能再据此处置。"
            )

    def require_fresh(self) -> None:
        """`WrongState` when the verdict was judged anew since the case was opened and came out differently."""
        if is_overtaken(self.verdict, session=self.session):
            raise WrongState(
                "所依据的判定已因数据更正或方案换版有了变化，请先终止办理，再按新的判定提出处置意见。"
            )

    def save(self, step: Step, values: Mapping[str, Any], summary: str, *, reason: str = "") -> None:
        """Take the step: set the values, count the version up, append the audit entry."""
        move = require_step(self.state, step, self.track)
        self._put({**values, "state": move.target.value}, move.action, summary, reason)
        decision_changed(self.party, self.regime.key, self.row.number, step, session=self.session)

    def amend(self, values: Mapping[str, Any], summary: str, *, reason: str = "") -> None:
        """Set what belongs to no step, as payments; the rest as in a step."""
        self._put(values, Action.DECISION_SERVE, summary, reason)
        decision_changed(self.party, self.regime.key, self.row.number, None, session=self.session)

    def _put(self, values: Mapping[str, Any], action: Action, summary: str, reason: str) -> None:
        for name, value in values.items():
            setattr(self.row, name, value)
        self.row.version += 1
        self.session.add(self.row)
        was, now = changed(self.before, _values(self.row))
        record(
            self.actor, action, OBJECT, self.row.key, summary, before=was, after=now, reason=reason,
            session=self.session,
        )  # fmt: skip
        self.before = _values(self.row)


def _values(row: Decision) -> dict[str, object]:
    return row.model_dump(exclude={"id"})


def hold_decision(
    actor: Actor, action: Action, decision_id: int, version: int, *, session: Session = INJECTED
) -> HeldDecision:
    """Lock a decision that the actor may act on; `NotFound`, `Refused` or `Conflict` otherwise.

    What it rests on stays as it is until the transaction ends: whoever judges anew waits, or is waited for.
    """
    take_turn(session=session)
    row = hold(Decision, decision_id, version, "处置", session=session)
    found = session.exec(
        select(Verdict, Provider, Subject, ProviderRegime)
        .join(ProviderRegime, col(ProviderRegime.id) == col(Verdict.regime_id))
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(Verdict.subject_id))
        .where(Verdict.id == row.verdict_id)
    ).first()
    party: Provider | Subject | None = None
    if found is not None:
        party = found[1] if found[0].provider_id is not None else found[2]
    if found is None or party is None:
        raise NotFound("这项处置所依据的判定或者当事人不存在。")
    require_unit(actor, action, party.unit_id, session=session)
    if is_party(actor, action) and DecisionState(row.state) not in TOLD:
        raise NotFound("没有这条处置记录，可能是链接有误。")
    return HeldDecision(actor, row, found[0], party, found[3], session, _values(row))

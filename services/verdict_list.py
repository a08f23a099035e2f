"""Verdicts as lists and one by one: what was held against which line, and what followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action, ruling
from domain.thresholds.verdicts import Outcome
from models.decision import Decision, Verdict
from models.provider import Provider, ProviderRegime
from models.subject import Subject
from models.unit import Unit
from services.actor import Actor
from services.decision_access import visible_decisions
from services.deeds import Offer, offers
from services.own_years import end_of
from services.provider_access import visible_providers
from services.use_case import INJECTED, query
from services.verdict_data import Datum, data_of
from services.verdict_rows import acts_of, day_of
from services.visibility import within

ONE_DAY = "____-__-__"  # how the period of a daily duty is written
SORTS = {
    "provider": Provider.name, "rule": Verdict.rule, "period": Verdict.period,
    "computed_at": Verdict.computed_at, "outcome": Verdict.outcome,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict as lists show it."""

    id: int
    provider_id: int
    provider: str
    rule: str
    title: str
    clause: str
    period: str
    unit: str
    outcome: Outcome
    standing: str
    nature: str
    track: str
    tier: str
    arithmetic: str
    computed_at: datetime
    superseded: bool
    subject_id: int = 0  # of a unit or person; 0 for a provider
    day: str = ""  # of the record that was judged, where it is judged by itself
    acts: tuple[str, ...] = ()  # that follow

    @property
    def when(self) -> str:
        """The period, or the day of the record."""
        return self.period or self.day


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """A page of verdicts with how many of them call for a decision; folded: daily ones without data, left out."""

    total: int
    triggered: int
    pending: int
    rows: Sequence[VerdictRow]
    folded: int = 0


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict with everything behind it."""

    row: VerdictRow
    regime: str
    document: str
    library_id: int
    fingerprint: str
    figures: Mapping[str, str]
    missing: Sequence[str]
    periods: Sequence[str]
    gives_way_to: str
    offers: Sequence[Offer]
    data: Sequence[Datum]
    superseded_by: int | None
    superseded_why: str
    earlier: Sequence[VerdictRow] = field(default_factory=tuple)
    decision_id: int | None = None
    decision: str = ""
    regime_id: int = 0
    ends: date | None = None  # the period, by the party's own years


@query(Action.VERDICT_READ)
def list_verdicts(
    actor: Actor,
    *,
    outcomes: Sequence[str] = (),
    provider_id: int | None = None,
    regime_id: int | None = None,
    rule: str = "",
    period: str = "",
    words: str = "",
    fold: bool = False,
    sort: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> VerdictPage:
    """Current verdicts; `fold` leaves out days on which a daily duty has no data. Two statements."""
    conditions = [col(Verdict.superseded).is_(False), visible_providers(actor, Action.VERDICT_READ)]
    conditions += _equal({Verdict.provider_id: provider_id, Verdict.regime_id: regime_id})
    conditions += _equal({Verdict.rule: rule or None, Verdict.period: period or None})
    if words:
        fields = (Provider.name, Verdict.title, Verdict.rule, Verdict.clause)
        conditions.append(or_(*(col(one).contains(words, autoescape=True) for one in fields)))
    if outcomes:
        conditions.append(col(Verdict.outcome).in_(outcomes))
    folded = _daily_without_data() if fold else false()
    base = (
        select(Verdict, Provider.name, Unit.name)
        .join(Provider, col(Provider.id) == col(Verdict.provider_id))
        .outerjoin(Unit, col(Unit.id) == col(Verdict.reporting_unit_id))
        .where(*conditions, ~folded)
    )
    counts = session.exec(
        select(
            func.count().filter(~folded),
            _count_of(Outcome.TRIGGERED, ~folded),
            _count_of(Outcome.PENDING_DATA, ~folded),
            func.count().filter(folded),
        )
        .select_from(Verdict)
        .join(Provider, col(Provider.id) == col(Verdict.provider_id))
        .where(*conditions)
    ).one()
    found = session.exec(base.order_by(*_order(sort)).offset((page - 1) * size).limit(size)).all()
    rows = [_row(verdict, name, unit) for verdict, name, unit in found]
    return VerdictPage(counts[0], int(counts[1] or 0), int(counts[2] or 0), rows, counts[3])


def _daily_without_data() -> ColumnElement[bool]:
    return and_(
        col(Verdict.outcome) == Outcome.PENDING_DATA.value,
        col(Verdict.kind) == "duty",
        col(Verdict.period).like(ONE_DAY),
    )


def _equal(wanted: Mapping[Any, Any]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in wanted.items() if value is not None]


def _count_of(outcome: Outcome, *conditions: ColumnElement[bool]) -> Any:
    return func.count().filter(col(Verdict.outcome) == outcome.value, *conditions)


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return [col(Verdict.outcome).desc(), col(Verdict.period).desc(), col(Verdict.id).desc()]
    ordered = col(column).desc() if sort.startswith("-") else col(column)
    return [ordered, col(Verdict.id).desc()]


def _row(verdict: Verdict, provider: str, unit: str | None) -> VerdictRow:
    return VerdictRow(
        verdict.key, verdict.provider_id or 0, provider, verdict.rule, verdict.title, verdict.clause,
        verdict.period, unit or "", Outcome(verdict.outcome), verdict.standing, verdict.nature, verdict.track,
        verdict.tier, verdict.arithmetic, verdict.computed_at, verdict.superseded, verdict.subject_id or 0,
        day_of(verdict.place), acts_of(verdict.consequences),
    )  # fmt: skip


@query(Action.VERDICT_READ)
def read_verdict(actor: Actor, verdict_id: int, *, session: Session = INJECTED) -> VerdictView:
    """One verdict, current or superseded, with its data and the verdicts before it."""
    sight = within(actor, Action.VERDICT_READ, Provider.unit_id, Subject.unit_id)
    return _read(actor, verdict_id, sight, session=session)


@query(Action.TARGET_READ)
def read_target(actor: Actor, verdict_id: int, *, session: Session = INJECTED) -> VerdictView:
    """The same of a unit or person, for those who see what is asked of their own units."""
    return _read(actor, verdict_id, within(actor, Action.TARGET_READ, Subject.unit_id), session=session)


def _read(actor: Actor, verdict_id: int, sight: ColumnElement[bool], *, session: Session) -> VerdictView:
    party = func.coalesce(col(Provider.name), col(Subject.name), "")
    found = session.exec(
        select(Verdict, party, Unit.name, ProviderRegime.name)
        .join(ProviderRegime, col(ProviderRegime.id) == col(Verdict.regime_id))
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(Verdict.subject_id))
        .outerjoin(Unit, col(Unit.id) == col(Verdict.reporting_unit_id))
        .where(Verdict.id == verdict_id, sight)
    ).first()
    if found is None:
        raise NotFound("没有这条判定，或者它不在您的查看范围内。")
    verdict, provider, unit, regime = found
    inputs: dict[str, Any] = dict(verdict.inputs)
    decision = _decision_of(actor, verdict_id, session=session)
    return VerdictView(
        _row(verdict, provider, unit), regime, str(inputs.get("document", "")), verdict.library_id,
        verdict.fingerprint, inputs.get("figures", {}), inputs.get("missing", []), inputs.get("periods", []),
        str(inputs.get("gives_way_to", "")), offers(verdict.consequences),
        data_of(inputs, session=session), verdict.superseded_by,
        verdict.superseded_why, _earlier(verdict, provider, unit, session=session),
        decision[0], decision[1], verdict.regime_id or 0, end_of(verdict, session=session),
    )  # fmt: skip


def _decision_of(actor: Actor, verdict_id: int, *, session: Session) -> tuple[int | None, str]:
    """The decision on a verdict and its number, where the actor may see it."""
    if not ruling(actor.role, Action.DECISION_READ).allowed:
        return None, ""
    found = session.exec(
        select(Decision.id, Decision.number)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .where(Decision.verdict_id == verdict_id, visible_decisions(actor))
    ).first()
    return found or (None, "")


def _earlier(verdict: Verdict, provider: str, unit: str | None, *, session: Session) -> list[VerdictRow]:
    """What the same rule said of the same place before figures were corrected."""
    found = session.exec(
        select(Verdict)
        .where(
            col(Verdict.provider_id).is_not_distinct_from(verdict.provider_id),
            col(Verdict.subject_id).is_not_distinct_from(verdict.subject_id), Verdict.rule == verdict.rule,
            Verdict.place == verdict.place, col(Verdict.id) < verdict.key,
        )
        .order_by(col(Verdict.id).desc())
        .limit(20)
    ).all()  # fmt: skip
    return [_row(row, provider, unit) for row in found]

"""The draw of the people whom a survey asks: by lot, before witnesses, on a record that is never changed."""

import secrets
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, field_validator
from sqlmodel import Session, col, select

from domain.draws import require_seed
from domain.errors import Invalid, NotFound, Refused
from domain.forms import Form, Text
from domain.permissions import Action
from domain.survey_draws import (
    AGAIN_NAMES,
    Again,
    EarlierDraw,
    Sample,
    Terms,
    lots,
    require_count,
    sample_of,
    terms_of,
)
from models.provider import Provider
from models.survey import SurveyDraw
from services import clock
from services.actor import Actor
from services.audit import record
from services.measurement_options import Recordable, recordable
from services.measurement_values import period_of
from services.own_years import years_of_party
from services.regimes import regime_of
from services.sides import Side
from services.survey_frames import Recipient, whole_frame
from services.turns import take_turn
from services.use_case import INJECTED, command, query

OBJECT = "survey_draw"


class SurveyDrawForm(Form):
    """A draw as it is ordered; seed "" takes a random one; again and reason: where it was drawn before."""

    provider_id: int
    metric: Annotated[Text, Field(min_length=1, max_length=40)]
    reporting_unit_id: int
    period: Annotated[Text, Field(max_length=10)] = ""
    count: Annotated[int, Field(ge=1)]
    seed: Annotated[Text, Field(max_length=64)] = ""
    witnesses: Annotated[Text, Field(min_length=1, max_length=300)]
    again: Again | None = None
    reason: Annotated[Text, Field(max_length=1000)] = ""

    @field_validator("again", mode="before")
    @classmethod
    def _none(cls, value: object) -> object:
        return value or None


@query(Action.MEASUREMENT_RECORD)
def drawable(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> list[Recordable]:
    """The surveys of a provider that the caller may draw for: those of which the scheme sets a share."""
    return [
        one
        for one in recordable(actor, provider_id, session=session)
        if one.spec.kind == "tally" and one.share is not None
    ]


@command(Action.MEASUREMENT_RECORD)
def draw_survey(
    actor: Actor, values: Mapping[str, Any], content: bytes, *, session: Session = INJECTED
) -> int:
    """Draw out of the frame in a sheet and keep the record; returns its id."""
    order = SurveyDrawForm.read(values)
    provider = _hold(order.provider_id, session=session)
    survey, share = _survey(actor, order, session=session)
    period = _period(provider, survey, order.period, session=session)
    earlier = stored_draws(order.provider_id, order.metric, order.reporting_unit_id, period, session=session)
    people = whole_frame(content)
    frame = [one.code for one in people]
    terms = terms_of(frame, share, [as_earlier(one) for one in earlier], order.again)
    if earlier and not order.reason:
        raise Invalid({"reason": "请写明再次抽取的情况"})
    require_count(order.count, terms, len(frame), share)
    row = _row(actor, order, period, people, terms, len(earlier) + 1)
    session.add(row)
    session.flush()
    _tell(actor, row, provider.name, survey.spec.name, session=session)
    return row.key


def _hold(provider_id: int, *, session: Session) -> Provider:
    """The provider's row, locked: two draws at the same time are not both the first."""
    take_turn(session=session)
    row = session.exec(select(Provider).where(Provider.id == provider_id).with_for_update()).first()
    if row is None:
        raise NotFound("没有这家服务单位。")
    return row


def _survey(actor: Actor, order: SurveyDrawForm, *, session: Session) -> tuple[Recordable, Fraction]:
    kinds = {one.key: one for one in drawable(actor, order.provider_id, session=session)}
    survey = kinds.get(order.metric)
    if survey is None or survey.share is None:
        raise Invalid({"metric": "请选择方案规定了抽样比例、由您填报的测评"})
    if str(order.reporting_unit_id) not in survey.units:
        raise Refused(f"您不能为这个单位抽取“{survey.spec.name}”的名单。")
    return survey, survey.share


def _period(provider: Provider | None, survey: Recordable, text: str, *, session: Session) -> str:
    """The period as it is stored."""
    if provider is None:
        return ""
    regime = regime_of(provider.regime_id, session=session)
    years = years_of_party(regime, Side.PROVIDER, provider.key, session=session)
    return period_of(survey.spec, text, clock.today(), years)


def _row(
    actor: Actor,
    order: SurveyDrawForm,
    period: str,
    people: Sequence[Recipient],
    terms: Terms,
    number: int,
) -> SurveyDraw:
    seed = order.seed or secrets.token_hex(8)
    require_seed(seed)
    known = {one.code: one for one in people}
    drawn = [known[code] for code in lots(known, order.count, seed, terms.left_out)]
    return SurveyDraw(
        provider_id=order.provider_id, metric=order.metric, reporting_unit_id=order.reporting_unit_id,
        period=period, number=number, again=(order.again or "") if number > 1 else "",
        reason=order.reason if number > 1 else "", seed=seed, witnesses=order.witnesses,
        required=terms.required, frame=list(known), left_out=list(terms.left_out),
        drawn=[[one.code, one.name, one.contact] for one in drawn], drawn_by=actor.account_id,
        at=clock.now(),
    )  # fmt: skip


def _tell(actor: Actor, row: SurveyDraw, provider: str, survey: str, *, session: Session) -> None:
    """The numbers and the seed, and nobody's name."""
    why = f"，{AGAIN_NAMES[Again(row.again)]}" if row.again else ""
    after = row.model_dump(exclude={"id", "at", "frame", "left_out", "drawn"})
    numbers = {"frame": len(row.frame), "left_out": len(row.left_out), "drawn": len(row.drawn)}
    record(
        actor, Action.MEASUREMENT_RECORD, OBJECT, row.key,
        f"抽取{provider}{row.period}“{survey}”名单：{len(row.frame)}人中抽取{len(row.drawn)}人"
        f"（应抽{row.required}人）{why}，种子 {row.seed}",
        after=after | numbers, reason=row.reason, session=session,
    )  # fmt: skip


def stored_draws(
    provider_id: int, metric: str, reporting_unit_id: int, period: str, *, session: Session
) -> list[SurveyDraw]:
    """All draws of one survey, the first first."""
    found = select(SurveyDraw).where(
        SurveyDraw.provider_id == provider_id, SurveyDraw.metric == metric,
        SurveyDraw.reporting_unit_id == reporting_unit_id, SurveyDraw.period == period,
    )  # fmt: skip
    return list(session.exec(found.order_by(col(SurveyDraw.number))).all())


def as_earlier(row: SurveyDraw) -> EarlierDraw:
    """A stored draw as the domain looks at it."""
    return EarlierDraw(row.frame, [one[0] for one in row.drawn], row.again)


@query(Action.MEASUREMENT_RECORD)
def earlier_draws(
    actor: Actor,
    provider_id: int,
    metric: str,
    reporting_unit_id: int,
    period: str,
    *,
    session: Session = INJECTED,
) -> tuple[EarlierDraw, ...]:
    """Draws of the survey that the caller is about to draw or record; none while the period is not readable."""
    survey = next((one for one in drawable(actor, provider_id, session=session) if one.key == metric), None)
    if survey is None or str(reporting_unit_id) not in survey.units:
        return ()
    try:
        exact = _period(session.get(Provider, provider_id), survey, period, session=session)
    except Invalid:
        return ()
    rows = stored_draws(provider_id, metric, reporting_unit_id, exact, session=session)
    return tuple(as_earlier(one) for one in rows)


@query(Action.MEASUREMENT_RECORD)
def sample_drawn(
    actor: Actor,
    provider_id: int,
    metric: str,
    reporting_unit_id: int,
    period: str,
    *,
    session: Session = INJECTED,
) -> Sample | None:
    """Frame and number drawn of a survey, as its draws say; None when nobody was drawn."""
    found = earlier_draws(actor, provider_id, metric, reporting_unit_id, period, session=session)
    return sample_of(found)

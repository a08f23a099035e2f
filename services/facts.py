"""What was found and proven (查实事项), and what a named person judged: by whom, when, on what evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import InvalidOperation
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.errors import Invalid, WrongState
from domain.forms import Form, Text, require_past
from domain.library.date_order import done_before_begun
from domain.library.models import conditions
from domain.library.models.facts import Fact as FactSpec
from domain.library.models.scheme import Scheme
from domain.library.scopes import visits
from domain.permissions import Action
from models.measurement import Fact, Judgement
from models.provider import Provider
from models.subject import Subject
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.named_parties import know_named
from services.parties import refresh_party, regime_of_party
from services.provider_access import bump, find_provider, hold
from services.record_fields import out_of_range, sample_of, stored
from services.regimes import regime_of
from services.sides import Side
from services.subjects import find_subject
from services.use_case import INJECTED, command
from services.verdicts import VerdictChange, refresh_providers

OBJECT = "fact"
Words = Annotated[Text, Field(min_length=1, max_length=4000)]


class FactForm(Form):
    """A behaviour or event of a provider; `fields` are those that the scheme asks of this record."""

    event: Annotated[Text, Field(min_length=1, max_length=40)]
    happened_on: date
    description: Words
    evidence: Annotated[Text, Field(min_length=1, max_length=2000)]
    proven_by: Annotated[Text, Field(min_length=1, max_length=100)]
    fields: dict[str, Any] = Field(default_factory=dict)
    finding_id: int | None = None


class JudgementForm(Form):
    """A person's answer to human words of a rule."""

    question: Annotated[Text, Field(min_length=1, max_length=60)]
    answer: bool
    reason: Words
    period: Annotated[Text, Field(max_length=10)] = ""
    day: date | None = None
    reporting_unit_id: int | None = None  # the unit whose figures it is about, where each is judged by itself
    evidence: Annotated[Text, Field(max_length=2000)] = ""


@dataclass(frozen=True, slots=True)
class FactReceipt:
    """What was stored and which verdicts changed because of it; dates in another order than a time limit expects."""

    id: int
    changes: tuple[VerdictChange, ...]
    backwards: tuple[str, ...] = ()


@command(Action.FACT_RECORD)
def record_fact(
    actor: Actor, provider_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> FactReceipt:
    """Store a proven fact of a provider and judge the provider anew."""
    provider = find_provider(actor, provider_id, Action.FACT_RECORD, session=session)
    form = FactForm.read(values)
    require_past("happened_on", form.happened_on, clock.today(), "发生日期")
    regime = regime_of(provider.regime_id, session=session)
    spec = regime.fact(form.event)
    if spec.from_ is not None:
        raise Invalid({"event": f"“{spec.name}”{spec.whence}，不在这里登记"})
    if spec.kind != "record":
        raise Invalid({"event": f"“{spec.name}”按期统计，请在“测评与投诉”里登记"})
    row = store_fact(actor, provider, spec, form, session=session)
    changes = refresh_providers([provider_id], f"登记查实事项“{spec.name}”", session=session)
    backwards = done_before_begun(regime.scheme, form.event, form.happened_on, row.fields)
    return FactReceipt(row.key, tuple(changes), tuple(backwards))


def store_fact(actor: Actor, provider: Provider, spec: FactSpec, form: FactForm, *, session: Session) -> Fact:
    """The row of a proven fact, with its entry on the provider's timeline; nobody is judged yet."""
    row = Fact(
        provider_id=provider.key, event=form.event, happened_on=form.happened_on.isoformat(),
        proven_by=form.proven_by, evidence=form.evidence, description=form.description,
        fields=fields_of(spec, form.fields), finding_id=form.finding_id, recorded_by=actor.account_id,
        recorded_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    if provider.regime_id is not None:
        regime = regime_of(provider.regime_id, session=session)
        know_named(actor, regime, form.event, [row.fields], provider.unit_id, session=session)
    record(
        actor, Action.FACT_RECORD, OBJECT, row.key, f"登记“{provider.name}”查实事项：{spec.name}",
        after=row.model_dump(exclude={"id", "recorded_at"}), session=session,
    )  # fmt: skip
    return row


@command(Action.FACT_RECORD)
def withdraw_fact(
    actor: Actor, fact_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> FactReceipt:
    """Take a fact back, with a reason; the row stays and the provider is judged anew."""
    row = hold(Fact, fact_id, version, "查实事项", session=session)
    if row.withdrawn_reason:
        raise WrongState("这条查实事项已经撤回。")
    if not reason.strip():
        raise Invalid({"reason": "请写明撤回的原因"})
    bump(row, {"withdrawn_reason": reason.strip()[:1000]}, session=session)
    record(actor, Action.FACT_RECORD, OBJECT, row.key, "撤回查实事项", reason=reason.strip(), session=session)
    provider = [row.provider_id] if row.provider_id is not None else []
    return FactReceipt(row.key, tuple(refresh_providers(provider, "撤回查实事项", session=session)))


@command(Action.FACT_RECORD)
def judge(
    actor: Actor, provider_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> FactReceipt:
    """Answer human words of a rule by name, with a reason; an earlier answer is superseded, not lost."""
    provider = find_provider(actor, provider_id, Action.FACT_RECORD, session=session)
    return _answered(actor, provider, values, session=session)


@command(Action.FACT_RECORD)
def judge_subject(
    actor: Actor, subject_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> FactReceipt:
    """The same of a unit or person."""
    subject = find_subject(actor, subject_id, Action.FACT_RECORD, session=session)
    return _answered(actor, subject, values, session=session)


def _answered(
    actor: Actor, party: Provider | Subject, values: Mapping[str, Any], *, session: Session
) -> FactReceipt:
    form = JudgementForm.read(values)
    asked = questions_of(regime_of_party(party, session=session).scheme)
    if form.question not in asked:
        raise Invalid({"question": "制度中没有这样需要人判定的事项"})
    if form.reporting_unit_id is not None and session.get(Unit, form.reporting_unit_id) is None:
        raise Invalid({"reporting_unit_id": "请选择填报单位"})
    row = store_judgement(actor, party, form, session=session)
    word = "是" if form.answer else "否"
    record(
        actor, Action.FACT_RECORD, "judgement", row.key,
        f"判定“{party.name}”：{asked[form.question]}——{word}", reason=form.reason,
        after=row.model_dump(exclude={"id", "recorded_at"}), session=session,
    )  # fmt: skip
    changes = refresh_party(party, f"人工判定“{asked[form.question]}”", session=session)
    return FactReceipt(row.key, tuple(changes))


def store_judgement(
    actor: Actor,
    party: Provider | Subject,
    form: JudgementForm,
    *,
    session: Session,
    decision_id: int | None = None,
) -> Judgement:
    """The answer as a row; answers to the same question, period and unit before it are superseded."""
    side = Side.PROVIDER if isinstance(party, Provider) else Side.SUBJECT
    unit = col(Judgement.reporting_unit_id)
    earlier = select(Judgement).where(
        side.of(Judgement) == party.key, Judgement.question == form.question,
        Judgement.period == form.period, Judgement.day == form.day,
        unit.is_not_distinct_from(form.reporting_unit_id), col(Judgement.superseded).is_(False),
    )  # fmt: skip
    for old in session.exec(earlier.with_for_update()).all():
        bump(old, {"superseded": True}, session=session)
    row = Judgement(
        question=form.question, period=form.period, day=form.day, answer=form.answer,
        reporting_unit_id=form.reporting_unit_id, reason=form.reason, evidence=form.evidence,
        judged_by=f"{actor.unit_name} {actor.name}"[:100], decision_id=decision_id,
        recorded_by=actor.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    setattr(row, side.column, party.key)
    session.add(row)
    session.flush()
    return row


def questions_of(scheme: Scheme) -> dict[str, str]:
    """Every question that the scheme leaves to a person: key → the question."""
    found = (visit.node for visit in visits(scheme))
    return {node.judgement: node.asks for node in found if isinstance(node, conditions.Judged)}


def fields_of(spec: FactSpec, given: Mapping[str, Any]) -> dict[str, object]:
    """The fields of a record as they are stored, or `Invalid` with a sentence for each wrong one."""
    wrong = {key: _not_asked(spec, key) for key in given if key not in spec.asked}
    kept: dict[str, object] = {}
    for key, field in spec.asked.items():
        value = given.get(key)
        if value in (None, ""):
            if not field.optional:
                wrong[key] = f"请填写{field.name}"
            continue
        try:
            kept[key] = stored(field, value)
        except (ValueError, InvalidOperation):
            sample = sample_of(field)
            wrong[key] = f"{field.name}填写有误，{f'请写成 {sample} 这样' if sample else '请检查'}"
            continue
        if (told := out_of_range(spec, key, kept[key])) is not None:
            wrong[key] = told
    if wrong:
        raise Invalid(wrong)
    return kept


def _not_asked(spec: FactSpec, key: str) -> str:
    """Why a field is not taken."""
    if key in spec.fields:
        return f"{spec.fields[key].name}由系统计算，不用填写"
    return "这项记录没有这个栏目"

"""事先告知书 and 决定书: their data from a decision, its verdict and its party."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from domain.deadlines import Deadline
from domain.decisions import STATE_NAMES, DecisionState
from domain.errors import Invalid, NotFound, WrongState
from domain.procedure import procedure_of
from domain.terms import chinese_date
from domain.thresholds import spans
from models.decision import Decision, Verdict
from models.provider import Provider, ProviderRegime
from models.subject import Subject
from reports import decision_notice, prior_notice
from reports.decision_notice import DecisionNotice
from reports.parties import Fact, Party
from reports.periods import Period
from reports.prior_notice import PriorNotice
from services.actor import Actor
from services.deed_words import deed_sentences, deed_titles
from services.document_data import length_of, office_defaults, period_of
from services.documents_shape import DocumentKind, Field, Matter, Values, contact_of, issue_of, lines_of
from services.parties import party_of
from services.regimes import regime_of

OWNER = "decision"
PRIOR, DECISION = "prior_notice", "decision_notice"
_TO_TELL = frozenset({DecisionState.PROPOSED, DecisionState.NOTICE_SERVED, DecisionState.HEARD})
_DECIDED = frozenset(
    {DecisionState.APPROVED, DecisionState.SERVED, DecisionState.IN_FORCE, DecisionState.FULFILLED}
)


def _rows(ids: Sequence[int], session: Session) -> tuple[Decision, Verdict, Provider | Subject]:
    decision = session.get(Decision, ids[0])
    verdict = session.get(Verdict, decision.verdict_id) if decision else None
    if decision is None or verdict is None or (party := party_of(verdict, session=session)) is None:
        raise NotFound("找不到这项处置，或者它没有当事人。")
    return decision, verdict, party


def _require(decision: Decision, states: frozenset[DecisionState], what: str) -> None:
    state = DecisionState(decision.state)
    if state not in states:
        raise WrongState(f"这项处置目前是“{STATE_NAMES[state]}”，还不能制发{what}。")


def _party(party: Provider | Subject) -> Party:
    more = (party.credit_code, party.legal_representative) if isinstance(party, Provider) else ()
    return Party(party.name, *more)


def _facts(decision: Decision, provider: Provider | Subject) -> dict[str, str]:
    return {
        "当事人": provider.name,
        "处置编号": decision.number,
        "依据": decision.clause,
        "处理": "".join(deed_sentences(decision)),
        "理由": decision.reason,
    }


def _fact_lines(verdict: Verdict) -> str:
    return f"{verdict.title or verdict.rule}：{verdict.arithmetic}"


def open_prior(_actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The prior notice of a proposed decision."""
    decision, verdict, provider = _rows(ids, session)
    _require(decision, _TO_TELL, "事先告知书")
    period = _statement_period(decision)
    length, day_kind = _usual_term(verdict, session)

    def build(values: Values) -> PriorNotice:
        return PriorNotice(
            issue=issue_of(values),
            measure=values["measure"],
            party=_party(provider),
            opening=values["opening"],
            facts=tuple(Fact(line) for line in lines_of(values, "facts")),
            bases=lines_of(values, "bases"),
            intended=lines_of(values, "intended"),
            statement_period=period or Period(values["statement_length"], values["statement_days"]),
            statement_channel=values["statement_channel"],
            further_rights=values["further_rights"],
            contact=contact_of(values),
        )

    office = office_defaults(session=session)
    defaults = office | {
        "measure": deed_titles(decision),
        "opening": f"经对你单位{_of_period(verdict, session)}的有关情况核查，现将拟作出的处理告知如下。",
        "facts": _fact_lines(verdict),
        "bases": _basis(decision, verdict),
        "intended": "\n".join(deed_sentences(decision)),
        "statement_length": period.length if period else length,
        "statement_days": period.day_kind if period else day_kind,
        "statement_channel": f"陈述申辩意见请书面送交{office['issuer']}，也可以当面陈述。",
    }
    return _matter(decision, provider, f"{deed_titles(decision)}事先告知书", defaults, build)


def _statement_period(decision: Decision) -> Period | None:
    if not decision.statement_deadline:
        return None
    stored = Deadline.from_json(decision.statement_deadline)
    return period_of(decision.statement_deadline, decision.statement_due or stored.due)


def _usual_term(verdict: Verdict, session: Session) -> tuple[str, str]:
    """The term for a statement that the regime sets: the notice names it before it is served."""
    regime = session.get_one(ProviderRegime, verdict.regime_id)
    return length_of(procedure_of(regime.procedure).statement.period) if regime.procedure else ("", "")


def _basis(decision: Decision, verdict: Verdict) -> str:
    title = str(verdict.inputs.get("document", ""))
    return f"《{title}》{decision.clause}" if title else decision.clause


def _of_period(verdict: Verdict, session: Session) -> str:
    """The period by its full name; those that a scheme names itself are known to it alone."""
    if not verdict.period:
        return ""
    try:
        span = spans.parse(verdict.period, regime_of(verdict.regime_id, session=session).scheme.grains)
    except Invalid:
        return f"{verdict.period}期间"
    return f"{spans.label(span.grain, span.index)}期间"


def open_decision(_actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The decision after the party was told and heard."""
    decision, verdict, provider = _rows(ids, session)
    _require(decision, _DECIDED, "决定书")
    if decision.notice_served_on is None:
        raise WrongState("这项处置没有送达事先告知书的记录，不能制发决定书。")
    served: date = decision.notice_served_on

    def build(values: Values) -> DecisionNotice:
        return DecisionNotice(
            issue=issue_of(values),
            title=values["title"],
            party=_party(provider),
            prior_notice=values["prior_notice"],
            prior_served_on=served,
            statement=values["statement"],
            facts=tuple(Fact(line) for line in lines_of(values, "facts")),
            bases=lines_of(values, "bases"),
            decisions=lines_of(values, "decisions"),
            effective=values["effective"],
            handover=values["handover"],
            settlement=values["settlement"],
            remedies=values["remedies"],
            contact=contact_of(values),
        )

    defaults = office_defaults(session=session) | {
        "title": f"{deed_titles(decision)}决定书",
        "prior_notice": f"《{deed_titles(decision)}事先告知书》",
        "statement": decision.statement or "你单位在规定期限内没有提出陈述申辩意见。",
        "facts": _fact_lines(verdict),
        "bases": _basis(decision, verdict),
        "decisions": "\n".join(deed_sentences(decision)),
        "effective": "本决定自到达你单位之日起生效。",
    }
    told = {"事先告知送达": chinese_date(served)}
    return _matter(decision, provider, f"{deed_titles(decision)}决定书", defaults, build, told)


def _matter(
    decision: Decision,
    provider: Provider | Subject,
    title: str,
    defaults: dict[str, str],
    build: Callable[[Values], Any],
    told: Mapping[str, str] | None = None,
) -> Matter:
    facts = _facts(decision, provider) | dict(told or {})
    return Matter(OWNER, (decision.key,), None, provider.unit_id, title, facts, defaults, build)


_BODY = (
    Field("facts", "查明的事实和证据", "lines", help="一行一条", required=True, longest=8000),
    Field("bases", "依据", "lines", help="一行一条", required=True, longest=2000),
)

KINDS = (
    DocumentKind(
        PRIOR,
        "事先告知书",
        OWNER,
        PriorNotice,
        prior_notice.render,
        (
            Field("measure", "拟作出的处理（用于标题）", required=True, longest=60),
            Field("opening", "开头", "area", required=True, longest=2000),
            *_BODY,
            Field(
                "intended",
                "拟作出的处理",
                "lines",
                help="一行一条，写明金额和期限",
                required=True,
                longest=4000,
            ),
            Field("statement_length", "陈述申辩期限", help="例如：5日", required=True, longest=20),
            Field("statement_days", "期限按什么计", help="自然日或工作日", required=True, longest=10),
            Field("statement_channel", "陈述申辩渠道", "area", required=True, longest=1000),
            Field("further_rights", "其他权利", "area", longest=2000),
        ),
        open_prior,
    ),
    DocumentKind(
        DECISION,
        "处置决定书",
        OWNER,
        DecisionNotice,
        decision_notice.render,
        (
            Field("title", "标题", required=True, longest=100),
            Field("prior_notice", "事先告知书名称和字号", required=True),
            Field("statement", "陈述申辩及复核情况", "area", required=True, longest=8000),
            *_BODY,
            Field("decisions", "处理决定", "lines", help="一行一条", required=True, longest=4000),
            Field("effective", "生效时间", "area", required=True, longest=1000),
            Field("handover", "服务交接和服务对象安置", "area", longest=4000),
            Field("settlement", "费用结算", "area", longest=4000),
            Field("remedies", "救济途径", "area", required=True, longest=2000),
        ),
        open_decision,
    ),
)

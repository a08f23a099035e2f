"""Entry rules (准入条件): whoever does not meet one signs no contract and enters no pool; what is unknown is told."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.errors import Refused
from domain.library.models.consequences import ChooseOne
from domain.library.models.scheme import Scheme
from domain.permissions import Action
from domain.several_kinds import includes
from domain.thresholds.verdicts import Outcome
from models.decision import Verdict
from models.provider import Provider
from services.actor import Actor
from services.enforcement import PURPOSE_NAMES, Purpose
from services.provider_access import find_provider
from services.regimes import PROVIDER, regime_of
from services.use_case import INJECTED, query

_OPEN = frozenset({Outcome.PENDING_DATA, Outcome.NEEDS_JUDGEMENT})


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry rule says of a provider by its latest verdict."""

    rule: str
    clause: str
    title: str
    outcome: Outcome
    why: str

    @property
    def sentence(self) -> str:
        """S4-1-03（二（三）4）承接组织准入：近三年有1次."""
        return f"{self.rule}（{self.clause}）{self.title}：{self.why}"


def entry_rules(scheme: Scheme) -> frozenset[str]:
    """Rules for providers that say who is kept out when the condition is not met (`otherwise: exclude`)."""
    return frozenset(
        rule.id
        for rule in scheme.rules
        if includes(rule.subject, PROVIDER)
        and any(not isinstance(one, ChooseOne) and one.do == "exclude" for one in rule.otherwise)
    )


def require_admitted(provider: Provider, purpose: Purpose, *, session: Session) -> None:
    """`Refused` with rule and clause when an entry rule is not met; pending data keep nobody out by themselves."""
    refused = [one for one in entries_of(provider, session=session) if one.outcome is Outcome.NOT_TRIGGERED]
    if refused:
        raise Refused(
            f"“{provider.name}”不符合准入条件，不能{PURPOSE_NAMES[purpose]}：{refused[0].sentence}。"
            "认为有误的，请更正登记的数据后重新计算。"
        )


def entries_of(provider: Provider, *, session: Session) -> list[Entry]:
    """The latest verdict of each entry rule; nothing without a regime. One statement beside the regime."""
    if provider.regime_id is None:
        return []
    scheme = regime_of(provider.regime_id, session=session).scheme
    rules = entry_rules(scheme)
    if not rules:
        return []
    found = session.exec(
        select(Verdict)
        .where(
            Verdict.provider_id == provider.key,
            col(Verdict.superseded).is_(False),
            col(Verdict.rule).in_(rules),
        )
        .order_by(col(Verdict.rule), col(Verdict.period), col(Verdict.id))
    ).all()
    latest = {row.rule: row for row in found}
    unsaid = [rule for rule in scheme.rules if rule.id in rules and rule.id not in latest]
    return [
        Entry(row.rule, row.clause, row.title, Outcome(row.outcome), row.arithmetic)
        for row in latest.values()
    ] + [Entry(rule.id, rule.clause, rule.title, Outcome.PENDING_DATA, "没有登记数据") for rule in unsaid]


@query(Action.CONTRACT_READ)
def entry_doubts(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> list[Entry]:
    """Entry rules that are not met or for which data or a person's word are lacking."""
    provider = find_provider(actor, provider_id, Action.CONTRACT_READ, session=session)
    return [
        one for one in entries_of(provider, session=session) if one.outcome in _OPEN | {Outcome.NOT_TRIGGERED}
    ]

"""The directory of providers (名录): each with its latest figures, what waits, and whether it is barred."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from domain.decisions import UNDER_WAY
from domain.permissions import Action, ruling
from models.decision import Decision, Verdict
from models.provider import Contract, Provider, ProviderRegime
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.cases import TO_DECIDE
from services.decision_access import visible_decisions
from services.enforcement import barred_ids
from services.period_order import place_in_time
from services.provider_access import visible_providers
from services.provider_persons import persons_for
from services.regimes import regime_of
from services.use_case import INJECTED, query

FIGURE_COLUMNS = (
    col(Verdict.provider_id), col(Verdict.rule), col(Verdict.title), col(Verdict.period), col(Verdict.outcome),
    col(Verdict.track), col(Verdict.inputs), col(Unit.name), col(Verdict.regime_id),
)  # fmt: skip
SORTS = {"name": Provider.name, "regime": ProviderRegime.name, "created_at": Provider.created_at}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one period with the lines that rules hold it against."""

    name: str
    period: str
    num: int
    den: int
    percent: bool
    unit: str = ""
    lines: tuple["Line", ...] = ()
    order: int = 0  # of the period among others in time

    @property
    def value(self) -> Fraction:
        return Fraction(self.num, self.den)

    @property
    def crossed(self) -> bool:
        """Whether one of the rules was met by this figure."""
        return any(line.met for line in self.lines)


@dataclass(frozen=True, slots=True)
class Line:
    """One border: the rule, the sign (below, above, …), the number, and whether the rule was met."""

    rule: str
    title: str
    sign: str
    value: Fraction
    met: bool


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider as the directory shows it."""

    id: int
    name: str
    credit_code: str
    legal_representative: str
    regime: str
    active: bool
    contracts: int
    figures: Sequence[Figure]
    triggered: int
    cases: int
    barred: str


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """A page of the directory."""

    total: int
    rows: Sequence[ProviderRow]


@query(Action.PROVIDER_READ)
def list_providers(
    actor: Actor,
    *,
    words: str = "",
    regime_id: int | None = None,
    only: str = "",
    sort: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> ProviderPage:
    """Providers by filter; `only` is crossed (over a line), cases (to be decided) or barred. Five statements
    beside the register of bans, which is read once."""
    barred = barred_ids(clock.today(), session=session)
    conditions, persons = [visible_providers(actor)], persons_for(actor, session=session)
    if words:
        people = (Provider.legal_representative, Provider.controller)
        conditions.append(persons.sought(words, (Provider.name, Provider.credit_code), people))
    if regime_id is not None:
        conditions.append(col(Provider.regime_id) == regime_id)
    conditions += _only(only, barred)
    base = (
        select(Provider, ProviderRegime.name, func.count().over())
        .outerjoin(ProviderRegime, col(ProviderRegime.id) == col(Provider.regime_id))
        .where(*conditions)
    )
    found = session.exec(base.order_by(*_order(sort)).offset((page - 1) * size).limit(size)).all()
    ids = [provider.key for provider, _, _ in found]
    figures, triggered = _figures(ids, actor, session=session)
    contracts = _counts(Contract, ids, col(Contract.state) == "running", session=session)
    cases = _cases(ids, actor, session=session)
    rows = [
        ProviderRow(
            provider.key, provider.name, provider.credit_code, persons.name(provider.legal_representative),
            regime or "", provider.active, contracts.get(provider.key, 0), figures.get(provider.key, []),
            triggered.get(provider.key, 0), cases.get(provider.key, 0), barred.get(provider.key, ""),
        )
        for provider, regime, _ in found
    ]  # fmt: skip
    return ProviderPage(found[0][2] if found else 0, rows)


def _only(only: str, barred: Mapping[int, str]) -> list[ColumnElement[bool]]:
    if only == "barred":
        return [col(Provider.id).in_(list(barred))]
    if only == "crossed":
        crossed = select(Verdict.provider_id).where(
            col(Verdict.superseded).is_(False), col(Verdict.track).in_(TO_DECIDE)
        )
        return [col(Provider.id).in_(crossed)]
    if only == "cases":
        waiting = select(Decision.provider_id).where(
            col(Decision.state).in_([state.value for state in UNDER_WAY])
        )
        return [col(Provider.id).in_(waiting)]
    return []


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"), Provider.name)
    return [col(column).desc() if sort.startswith("-") else col(column), col(Provider.id)]


def _counts(
    model: Any,
    ids: Collection[int],
    condition: ColumnElement[bool],
    *,
    session: Session,
    through_provider: bool = False,
) -> dict[int, int]:
    found = sql.select(model.provider_id, func.count()).select_from(model)
    if through_provider:
        found = found.join(Provider, col(Provider.id) == model.provider_id)
    found = found.where(model.provider_id.in_(ids), condition).group_by(model.provider_id)
    return {row[0]: row[1] for row in session.execute(found)}


def _cases(ids: Collection[int], actor: Actor, *, session: Session) -> dict[int, int]:
    if not ruling(actor.role, Action.DECISION_READ).allowed:
        return {}
    under_way = col(Decision.state).in_([state.value for state in UNDER_WAY])
    return _counts(
        Decision, ids, under_way & visible_decisions(actor, with_verdicts=False), session=session,
        through_provider=True,
    )  # fmt: skip


def _figures(
    ids: Collection[int], actor: Actor, *, session: Session
) -> tuple[dict[int, list[Figure]], dict[int, int]]:
    """The latest figure of each name, and how many rules with consequences are met, by provider."""
    if not ruling(actor.role, Action.VERDICT_READ).allowed:
        return {}, {}
    found = session.execute(
        figure_select().where(
            col(Verdict.provider_id).in_(ids), col(Verdict.superseded).is_(False), col(Verdict.kind) == "rule"
        )
    ).all()
    rows: dict[int, list[Any]] = defaultdict(list)
    triggered: dict[int, int] = defaultdict(int)
    for row in found:
        provider_id = row[0] or 0
        rows[provider_id].append(row)
        triggered[provider_id] += row[5] in TO_DECIDE
    return {key: latest(figures_of(mine, session=session)) for key, mine in rows.items()}, triggered


def figure_select() -> Any:
    """Verdicts with what `figures_of` reads."""
    return (
        sql.select(*FIGURE_COLUMNS)
        .select_from(Verdict)
        .outerjoin(Unit, col(Unit.id) == col(Verdict.reporting_unit_id))
    )


def figures_of(rows: Iterable[Any], *, session: Session) -> list[Figure]:
    """Figures with their lines, by name and period in time, out of verdicts
    (provider, rule, title, period, outcome, track, inputs, reporting unit, regime)."""
    values: dict[tuple[str, str, int, int, bool, str], list[Line]] = defaultdict(list)
    order: dict[str, int] = {}
    for _, rule, title, period, _, track, inputs, unit, regime_id in rows:
        if inputs.get("compared") and period not in order:
            order[period] = place_in_time(period) or _declared(period, regime_id, session)
        for one in inputs.get("compared", []):
            place = (one["name"], period, one["num"], one["den"], one["percent"], unit or "")
            met = track in TO_DECIDE
            line = Line(rule, title, one["sign"], Fraction(one["line_num"], one["line_den"]), met)
            if line not in values[place]:
                values[place].append(line)
    found = [Figure(*place, lines=tuple(lines), order=order[place[1]]) for place, lines in values.items()]
    return sorted(found, key=lambda figure: figure.order)


def _declared(period: str, regime_id: int, session: Session) -> int:
    """The order of a period that only its scheme knows."""
    return place_in_time(period, regime_of(regime_id, session=session).scheme.grains) if period else 0


def latest(figures: Iterable[Figure]) -> list[Figure]:
    """Of each name the figures of the last period."""
    found = list(figures)
    last: dict[str, int] = {}
    for figure in found:
        last[figure.name] = max(figure.order, last.get(figure.name, 0))
    return [figure for figure in found if figure.order == last[figure.name]]

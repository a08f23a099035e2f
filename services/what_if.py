"""What if a line or a reading were another one: which providers would be hit over the recorded periods?

The recorded facts are judged twice, as the regime stands and as tried out. Nothing is stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.library.models.base import exact
from domain.library.models.scheme import Setting
from domain.permissions import Action
from domain.thresholds import Engine, Verdict
from domain.thresholds.verdicts import Outcome
from domain.what_if import MovableLine, lines_of, moved
from models.provider import Provider
from services import clock, libraries
from services.actor import Actor
from services.calendars import work_calendar
from services.everybody import is_judged
from services.judging import facts_of
from services.regimes import PROVIDER, Regime, regime_of
from services.sides import Side
from services.use_case import INJECTED, query

_HIT = (Outcome.TRIGGERED, Outcome.NOT_MET)


@dataclass(frozen=True, slots=True)
class Bench:
    """What can be tried out with a regime."""

    lines: Sequence[MovableLine]
    settings: Mapping[str, Setting]
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A verdict that would be another one, or give way to a heavier one; `standings` now and then."""

    provider_id: int
    provider: str
    rule: str
    title: str
    period: str
    before: Outcome
    after: Outcome
    arithmetic: str
    standings: tuple[str, str] = ("main", "main")


@dataclass(frozen=True, slots=True)
class Trial:
    """How many rules are met now and in the trial, and every difference."""

    hit_now: int
    hit_then: int
    providers_now: int
    providers_then: int
    differences: Sequence[Difference]


@query(Action.VERDICT_COMPUTE)
def bench_of(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> Bench:
    """The lines and settings of a regime that can be moved."""
    regime = regime_of(regime_id, session=session)
    settings = dict(regime.scheme.settings)
    chosen = {key: str(regime.row.parameters.get(key, setting.default)) for key, setting in settings.items()}
    return Bench(lines_of(regime.scheme, PROVIDER), settings, chosen)


@query(Action.VERDICT_COMPUTE)
def try_out(
    actor: Actor,
    regime_id: int,
    lines: Mapping[str, str],
    settings: Mapping[str, str],
    *,
    session: Session = INJECTED,
) -> Trial:
    """Judge all recorded periods with some lines and settings moved; lines are written 88% or 2.5."""
    regime = regime_of(regime_id, session=session)
    found = select(col(Provider.id), col(Provider.name)).where(col(Provider.regime_id) == regime_id)
    names = {row[0]: row[1] for row in session.execute(found)}
    facts = facts_of(regime, Side.PROVIDER, list(names), session=session).facts
    calendar = work_calendar(session=session)
    given = libraries.known_parameters(regime.library, regime.row.parameters)
    today = clock.today()
    now = Engine(regime.library, given, calendar=calendar).evaluate(facts, today)
    tried = {**given, **_settings(regime, settings)}
    library = moved(regime.library, regime.library.with_settings(tried), _moves(lines))
    then = Engine(library, tried, calendar=calendar).evaluate(facts, today)
    return _compare(now, then, names)


def _moves(lines: Mapping[str, str]) -> dict[str, Fraction]:
    wrong: dict[str, str] = {}
    found: dict[str, Fraction] = {}
    for key, text in lines.items():
        try:
            found[key] = exact(text)
        except ValueError:
            wrong[key] = "请填写数字或百分数，例如 88% 或 2.5"
    if wrong:
        raise Invalid(wrong)
    return found


def _settings(regime: Regime, settings: Mapping[str, str]) -> dict[str, str]:
    known = regime.scheme.settings
    for key, value in settings.items():
        if key not in known or value not in known[key].options:
            raise Invalid({key: "请从列出的选项中选择"})
    return dict(settings)


def _compare(now: Sequence[Verdict], then: Sequence[Verdict], names: Mapping[int, str]) -> Trial:
    now, then = ([one for one in many if is_judged(one.subject)] for many in (now, then))
    before = {_key(verdict): verdict for verdict in now}
    differences = [
        _difference(before[_key(verdict)], verdict, names)
        for verdict in then
        if _key(verdict) in before and _says(before[_key(verdict)]) != _says(verdict)
    ]
    hits = [[one for one in many if one.outcome in _HIT and one.nature] for many in (now, then)]
    return Trial(
        len(hits[0]), len(hits[1]), len({one.subject for one in hits[0]}), len({one.subject for one in hits[1]}),
        sorted(differences, key=lambda one: (one.provider, one.period, one.rule)),
    )  # fmt: skip


def _key(verdict: Verdict) -> tuple[Any, ...]:
    return (verdict.id, verdict.subject, verdict.period, verdict.unit, verdict.day)


def _says(verdict: Verdict) -> tuple[str, str]:
    return (verdict.outcome.value, verdict.standing)


def _difference(before: Verdict, after: Verdict, names: Mapping[int, str]) -> Difference:
    provider_id = int(after.subject)
    return Difference(
        provider_id, names[provider_id], after.id, after.title, after.period, before.outcome, after.outcome,
        after.arithmetic, (before.standing, after.standing),
    )  # fmt: skip

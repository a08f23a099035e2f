"""Rows of a register into the database: what they replace, and for which periods they are complete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.permissions import Action
from domain.thresholds import spans
from domain.thresholds.years import years_of
from models.provider import Provider
from models.register import AbsenceCheck, RegisterEntry
from services import clock
from services.actor import Actor
from services.audit import record
from services.closed_periods import closed_among, reason_to_correct
from services.filing_paper import require_not_sent
from services.named_parties import know_named
from services.regimes import Regime
from services.register_people import subjects_of
from services.register_sheet import Typed
from services.registers import RegisterKind
from services.use_case import INJECTED

Block = tuple[int, str]  # subject, period


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows were stored, how many they replaced, for which periods; corrected: closed ones among them."""

    rows: int
    replaced: int
    periods: tuple[str, ...]
    corrected: tuple[str, ...]


def store_rows(
    actor: Actor,
    regime: Regime,
    kind: RegisterKind,
    typed: Sequence[Typed],
    *,
    provider: Provider | None,
    complete: bool,
    reason: str,
    source: str,
    replace: bool,
    session: Session = INJECTED,
) -> Stored:
    """Store checked rows; with `replace` they take the place of all rows of their subjects and periods."""
    require_not_sent(regime, kind.register.fact, kind.register.spec, typed, session=session)
    periods = tuple(sorted({one.period for one in typed}))
    corrected = closed_among(regime.row.key, kind.register.fact, periods, session=session)
    reason = reason_to_correct(actor, corrected, reason)
    subjects = subjects_of(actor, regime, kind, typed, provider, session=session)
    know_named(
        actor, regime, kind.register.fact, [one.values for one in typed], actor.unit_id, session=session
    )
    blocks = {(subjects[one.code, one.name], one.period) for one in typed}
    levels = {(subjects[one.code, one.name], one.period): one for one in typed if one.levels}
    replaced = _supersede(regime, kind.register.levels, set(levels), reason, session=session)
    if replace:
        replaced = _supersede(regime, (kind.register.fact,), blocks, reason, session=session)
    rows = [_entry(actor, regime, kind, one, subjects, provider, source) for one in typed]
    for (subject_id, period), one in levels.items():
        rows += _levels(actor, regime, one, subject_id, period, provider)
    session.execute(insert(RegisterEntry), rows)
    if complete and kind.register.counted:
        _state_complete(actor, regime, kind, periods, provider, source, session=session)
    stored = Stored(len(typed), replaced, periods, corrected)
    _tell(actor, regime, kind, stored, provider, reason, source, session=session)
    return stored


def _supersede(
    regime: Regime, facts: Sequence[str], blocks: Iterable[Block], reason: str, *, session: Session
) -> int:
    """Rows of these subjects and periods give way; how many. One statement a period."""
    by_period: dict[str, set[int]] = {}
    for subject_id, period in blocks:
        by_period.setdefault(period, set()).add(subject_id)
    count = 0
    for period, subjects in by_period.items() if facts else ():
        done: Any = session.execute(
            update(RegisterEntry)
            .where(
                col(RegisterEntry.regime_id) == regime.row.key, col(RegisterEntry.fact).in_(facts),
                col(RegisterEntry.period) == period, col(RegisterEntry.subject_id).in_(subjects),
                col(RegisterEntry.superseded).is_(False),
            )
            .values(superseded=True, superseded_why=reason or "重新登记", version=RegisterEntry.version + 1)
        )  # fmt: skip
        count += done.rowcount
    return count


def _entry(
    actor: Actor,
    regime: Regime,
    kind: RegisterKind,
    one: Typed,
    subjects: dict[tuple[str, str], int],
    provider: Provider | None,
    source: str,
) -> dict[str, Any]:
    place = f"{source} 第{one.number}行".strip() if one.number else source
    row = _common(actor, regime, subjects[one.code, one.name], one.period, provider)
    return row | {
        "fact": kind.register.fact, "day": one.day, "values": dict(one.values), "done_by": one.done_by,
        "source": place[:200],
    }  # fmt: skip


def _levels(
    actor: Actor, regime: Regime, one: Typed, subject_id: int, period: str, provider: Provider | None
) -> list[dict[str, Any]]:
    row = _common(actor, regime, subject_id, period, provider)
    return [row | {"fact": fact, "values": {"value": word}} for fact, word in one.levels.items()]


def _common(
    actor: Actor, regime: Regime, subject_id: int, period: str, provider: Provider | None
) -> dict[str, Any]:
    return {
        "version": 1, "regime_id": regime.row.key, "subject_id": subject_id,
        "provider_id": provider.key if provider else None, "reporting_unit_id": actor.unit_id,
        "period": period, "day": None, "done_by": "", "source": "", "superseded": False, "superseded_why": "",
        "recorded_by": actor.account_id, "recorded_at": clock.now(),
    }  # fmt: skip


def _state_complete(
    actor: Actor,
    regime: Regime,
    kind: RegisterKind,
    periods: Sequence[str],
    provider: Provider | None,
    source: str,
    *,
    session: Session,
) -> None:
    """The sheet has everything of its periods, up to today where a period still runs."""
    years = years_of(regime.scheme)
    if kind.register.grain == "year" and not years.shared:
        raise Invalid({"complete": "各对象的年度起止不同，不能按年声明“包含全部登记”，请不勾选"})
    for period in periods:
        span = spans.read(period, kind.register.grain)
        first, last = years.begins(span.grain, span.index), years.ends(span.grain, span.index)
        session.add(
            AbsenceCheck(
                regime_id=regime.row.key, fact=kind.register.fact, provider_id=provider.key if provider else None,
                since=first, through=min(last, _yesterday()), looked_by=f"{actor.unit_name} {actor.name}"[:100],
                evidence=f"导入全部登记：{source}"[:2000], recorded_by=actor.account_id, recorded_at=clock.now(),
            )
        )  # fmt: skip


def _yesterday() -> date:
    return date.fromordinal(clock.today().toordinal() - 1)


def _tell(
    actor: Actor,
    regime: Regime,
    kind: RegisterKind,
    stored: Stored,
    provider: Provider | None,
    reason: str,
    source: str,
    *,
    session: Session,
) -> None:
    whose = f"“{provider.name}”" if provider else ""
    corrected = "，更正已办结的统计期" if stored.corrected else ""
    record(
        actor, Action.MEASUREMENT_RECORD, "provider_regime", regime.row.key,
        f"登记{whose}{kind.register.spec.name} {'、'.join(stored.periods)[:80]}："
        f"{stored.rows}行，替换{stored.replaced}行{corrected}",
        after={"fact": kind.register.fact, "periods": list(stored.periods), "rows": stored.rows,
               "replaced": stored.replaced, "source": source},
        reason=reason, session=session,
    )  # fmt: skip
